"""What a letter tells of the log and of files, and how its sentences point to them."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from desktop.domain.attachments import Attachment
from desktop.domain.bundle import HELD_BACK, media_name
from desktop.domain.incident_words import channel, kinds, reached
from desktop.domain.incidents import Incident
from desktop.domain.letter_filling import Filling, Proof, ProofKind
from desktop.domain.paper import day_words
from desktop.domain.people_mask import Mask
from desktop.domain.record import Record
from desktop.domain.rules import Provision, RuleDocument
from desktop.domain.written_letter import LetterExhibit, Part, PartKind, Run, RunKind


class Known(Record):
    """What is known beside the content of the letter and what was given for it.

    Attributes:
        today: The local date.
        incidents: Every incident the filling names, by id; one that is withdrawn or gone is not
            in it.
        files: The files of each of them, by incident.
        attachments: Every file the filling names, by id; one that is gone is not in it.
        provisions: Every provision the letter cites, and its document.
        third_parties: Names of people who were reached, to be masked.
        owners: The lenders of the records each file is with, by file; empty for a record without.
    """

    today: date
    incidents: Mapping[str, Incident]
    files: Mapping[str, tuple[Attachment, ...]]
    attachments: Mapping[str, Attachment]
    provisions: Mapping[str, tuple[RuleDocument, Provision]]
    third_parties: tuple[str, ...] = ()
    owners: Mapping[str, frozenset[str]] = MappingProxyType({})


def agreed(known: Known) -> Known:
    """The same without what somebody wrote here who did not agree that it is handed on."""
    held = {incident for incident, files in known.files.items() if _held_back(files)}
    kept = {each: file for each, file in known.attachments.items() if not file.held_back}
    if not held and len(kept) == len(known.attachments):
        return known
    return known._replace(
        incidents={
            each: incident._replace(line=HELD_BACK, contact="", number="")
            if each in held
            else incident
            for each, incident in known.incidents.items()
        },
        files={
            each: tuple(file for file in files if not file.held_back)
            for each, files in known.files.items()
        },
        attachments=kept,
    )


def _held_back(files: Iterable[Attachment]) -> bool:
    return any(file.held_back for file in files)


def gone(filling: Filling, known: Known) -> tuple[str, ...]:
    """What was chosen, or shows something, and is withdrawn, erased or may not be handed on."""
    proofs = [proof for proofs in filling.proofs.values() for proof in proofs]
    events = [proof.ref for proof in proofs if proof.kind is ProofKind.INCIDENT]
    files = [proof.ref for proof in proofs if proof.kind is ProofKind.ATTACHMENT]
    lost = [each for each in (*filling.incidents, *events) if each not in known.incidents]
    lost += [each for each in (*filling.exhibits, *files) if each not in known.attachments]
    return tuple(dict.fromkeys(lost))


class Evidence:
    """Numbers what happened and the files, and puts both into words."""

    def __init__(
        self,
        filling: Filling,
        known: Known,
        mask: Mask,
        claims: Iterable[str],
        *,
        events: bool,
        files: bool,
        masked: bool,
    ) -> None:
        """Numbers them.

        Args:
            filling: What the person gave.
            known: What is known of it.
            mask: Masks third parties.
            claims: The keys of everything in the letter that may point to proof.
            events: Whether the letter tells what happened, one by one.
            files: Whether the chosen files are listed, also those that nothing points to.
            masked: Whether the files go by neutral names.
        """
        self._known = known
        self._mask = mask
        self._masked = masked
        chosen = {
            each: known.incidents[each] for each in filling.incidents if each in known.incidents
        }
        told = sorted(chosen.values(), key=lambda each: (each.at, each.id)) if events else []
        self._events = {incident.id: number for number, incident in enumerate(told, 1)}
        self._proofs = {
            key: [proof for proof in filling.proofs.get(key, ()) if self._is_there(proof)]
            for key in claims
        }
        wanted = [each for each in filling.exhibits if each in known.attachments] if files else []
        wanted += [
            proof.ref
            for proofs in self._proofs.values()
            for proof in proofs
            if proof.kind is ProofKind.ATTACHMENT
        ]
        self._numbers: dict[str, int] = {}
        exhibits: list[LetterExhibit] = []
        for each in wanted:
            file = known.attachments[each]
            # The same bytes under two names are one exhibit.
            if file.sha256 not in self._numbers:
                number = len(exhibits) + 1
                self._numbers[file.sha256] = number
                exhibits.append(LetterExhibit(number, file, self._name(file, number)))
        self.exhibits = tuple(exhibits)

    def dates(self) -> set[date]:
        """The days of everything from the log that the letter names."""
        named = {*self._events} | {
            proof.ref
            for proofs in self._proofs.values()
            for proof in proofs
            if proof.kind is ProofKind.INCIDENT
        }
        return {self._known.incidents[each].at.date() for each in named}

    def proof(self, key: str) -> str:
        """What shows that a sentence is so, in words; empty where nothing does."""
        proofs = self._proofs[key]
        files = {
            self._numbers[self._known.attachments[proof.ref].sha256]
            for proof in proofs
            if proof.kind is ProofKind.ATTACHMENT
        }
        happened = [proof.ref for proof in proofs if proof.kind is ProofKind.INCIDENT]
        events = {self._events[each] for each in happened if each in self._events}
        papers = [proof.ref for proof in proofs if proof.kind is ProofKind.PAPER]
        words = [
            _numbered("证据", files),
            _numbered("经过第", events, "条"),
            *(
                f"{_when(self._known.incidents[each])}的记录"
                for each in happened
                if each not in self._events
            ),
            *map(self._mask.text, papers),
        ]
        return "；".join(dict.fromkeys(each for each in words if each))

    def events(self, of: str) -> list[Part]:
        """What happened, one part for each."""
        return [
            Part(PartKind.POINT, self._event(self._known.incidents[each], of), f"{number}.", of)
            for each, number in self._events.items()
        ]

    def rows(self, of: str = "") -> list[Part]:
        """The list of files, one part for each."""
        places: dict[str, set[int]] = {}
        for incident, number in self._events.items():
            for file in self._known.files.get(incident, ()):
                places.setdefault(file.sha256, set()).add(number)
        return [
            Part(PartKind.EXHIBIT_ROW, self._row(each, places, of), each.mark, of)
            for each in self.exhibits
        ]

    def checksums(self) -> str:
        """A line for each file: what it is called, and its SHA-256."""
        return "\n".join(
            f"{each.mark} {each.name} {each.attachment.sha256}" for each in self.exhibits
        )

    def _is_there(self, proof: Proof) -> bool:
        match proof.kind:
            case ProofKind.INCIDENT:
                return proof.ref in self._known.incidents
            case ProofKind.ATTACHMENT:
                return proof.ref in self._known.attachments
        return bool(proof.ref.strip())

    def _name(self, file: Attachment, number: int) -> str:
        shown = "" if self._masked else file.shown_name
        return shown or media_name(file, number)

    def _event(self, incident: Incident, of: str) -> tuple[Run, ...]:
        contact = self._mask.text(incident.contact)
        whom = reached(incident._replace(contact=contact)) if incident.reached else contact
        told = [
            _when(incident),
            channel(incident) if incident.channel else "",
            f"找的是{whom}" if whom else "",
            f"对方号码{incident.number}" if incident.number else "",
            kinds(incident),
            "由亲友记下" if incident.by_contact else "",
        ]
        words = "，".join(each for each in told if each)
        if incident.line:
            words += f"：{self._mask.text(incident.line, incident.number)}"
        files = {
            self._numbers[file.sha256]
            for file in self._known.files.get(incident.id, ())
            if file.sha256 in self._numbers
        }
        shown = _numbered("证据", files)
        runs = (Run(words, RunKind.FACT, of),)
        return (*runs, Run(f"（{shown}）", RunKind.PROOF, of)) if shown else runs

    def _row(
        self, exhibit: LetterExhibit, places: Mapping[str, set[int]], of: str
    ) -> tuple[Run, ...]:
        runs = [Run(exhibit.name, RunKind.FACT, of)]
        if exhibit.attachment.origin and not self._masked:
            runs += [Run("，原件在："), Run(exhibit.attachment.origin, RunKind.FACT, of)]
        shows = _numbered("经过第", places.get(exhibit.attachment.sha256, set()), "条")
        if shows:
            runs.append(Run(f"（{shows}）"))
        return tuple(runs)


def _when(incident: Incident) -> str:
    """When it happened, by the clock on the wall."""
    return f"{day_words(incident.at.date())}{incident.at:%H:%M}"


def _numbered(before: str, numbers: Iterable[int], after: str = "") -> str:
    found = "、".join(map(str, sorted(numbers)))
    return f"{before}{found}{after}" if found else ""
