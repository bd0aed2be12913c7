"""Letters: what there is, drafts of the person, and each of them written out.

The window holds the filling of the draft that is open and hands it in with every call; what it
shows as saved is what ``save`` has returned from.
"""

import os
from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.domain.evidence import EvidenceFilter, EvidenceSort
from desktop.domain.history import Act, Deed
from desktop.domain.incidents import Incident
from desktop.domain.letter_checks import Finding, OtherLetter, check
from desktop.domain.letter_evidence import Known
from desktop.domain.letter_filling import Filling, ProofKind, from_json, is_blank, to_json
from desktop.domain.letter_prefill import OF_THE_LOG, about_another, begin, full_name, with_facts
from desktop.domain.letter_writing import write_letter
from desktop.domain.letters import DebtReason, FactKind, Letter, LetterFact, LetterGroup
from desktop.domain.record import Record
from desktop.domain.written_letter import WrittenLetter
from desktop.services.bus import Topic
from desktop.services.desk import Desk, clean
from desktop.services.errors import LetterNameTooLong, LetterTooLong
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService
from desktop.store.attachments import AttachmentStore
from desktop.store.evidence import EvidenceStore
from desktop.store.incidents import IncidentStore
from desktop.store.letters import LetterStore, Row
from desktop.store.settings import SettingStore
from desktop.store.third_parties import third_parties

if TYPE_CHECKING:
    from desktop.domain.letters import Letters

NAME_LIMIT = 60
FILLING_LIMIT = 200_000
"""Characters of all that is kept of one letter."""
MOST_AT_FIRST = 20
"""As much of the log a letter begins with; the person takes more, or less."""
_IDENTITY = "identity."


class LetterDraft(Record):
    """A letter the person is writing, or has written.

    Attributes:
        id: Opaque and permanent.
        name: What the person calls it; at first the title of the letter.
        filling: What they gave.
        created: UTC ISO-8601 time when it was begun.
        updated: UTC ISO-8601 time of the last change.
    """

    id: str
    name: str
    filling: Filling
    created: str
    updated: str


class LetterService:
    """Listen to ``Topic.LETTERS``; an unknown id is a fault of the caller, ``KeyError``."""

    def __init__(
        self,
        desk: Desk,
        load: "Callable[[], Letters]",
        library: LibraryService,
        lenders: LenderService,
    ) -> None:
        """Read nothing yet.

        Args:
            desk: The data file and the clock.
            load: Gives the content.
            library: Knows provisions.
            lenders: Knows lenders.
        """
        self._desk = desk
        self._load = load
        self._library = library
        self._lenders = lenders
        self._store = LetterStore(desk.database)
        self._settings = SettingStore(desk.database)
        self._incidents = IncidentStore(desk.database)
        self._evidence = EvidenceStore(desk.database)
        self._attachments = AttachmentStore(desk.database)

    # --- The content --------------------------------------------------------------------------

    def letters(self) -> tuple[Letter, ...]:
        """Every letter, by group and then in the order of the content."""
        groups = tuple(LetterGroup)
        return tuple(sorted(self._letters.letters, key=lambda each: groups.index(each.group)))

    def get(self, letter: str) -> Letter:
        """One letter."""
        return self._by_id[letter]

    def has(self, letter: str) -> bool:
        """Whether the content still has it; a draft may be of one that is gone."""
        return letter in self._by_id

    def fact(self, fact: str) -> LetterFact:
        """One fact."""
        return self._facts[fact]

    def debt_reasons(self) -> tuple[DebtReason, ...]:
        """Why the debt paragraph may be left out."""
        return self._letters.debt_reasons

    # --- Drafts -------------------------------------------------------------------------------

    def drafts(self) -> tuple[LetterDraft, ...]:
        """The person's drafts, the one changed last first."""
        with self._desk.reading():
            return tuple(map(_draft, self._store.all()))

    def open(self, draft: str) -> LetterDraft:
        """One draft."""
        with self._desk.reading():
            row = self._store.get(draft)
        if row is None:
            raise KeyError(draft)
        return _draft(row)

    def start(
        self,
        letter: str,
        lender: str = "",
        incidents: tuple[str, ...] = (),
        facts: Mapping[str, str] = MappingProxyType({}),
    ) -> LetterDraft:
        """Begins a letter, with what is known already.

        Args:
            letter: Which.
            lender: About which lender; empty for none.
            incidents: What to begin with; empty for the latest of that lender, or for the latest
                that name none.
            facts: What whoever asks for it knows, such as the number of a ticket; what the letter
                does not ask is left out.

        Raises:
            UserProblem: It could not be kept.
        """
        chosen = self.get(letter)
        asked = {use.fact for use in chosen.facts} - self._identity_facts
        given = {fact: typed for fact, typed in facts.items() if fact in asked}
        filling = with_facts(self._begin(chosen, lender, incidents), given)
        at = self._desk.timestamp()
        draft = LetterDraft(os.urandom(6).hex(), chosen.title, filling, at, at)
        with self._desk.change(Topic.LETTERS, Act(Deed.LETTER_STARTED, detail=draft.id)):
            self._store.put(_row(draft))
        return draft

    def save(self, draft: str, filling: Filling) -> None:
        """Keeps what is being written; words one after the other are one step of undo.

        What is chosen or ticked is a step of its own, so that taking it back leaves the words.

        Names and numbers of people (``LetterFact.identity``) are never kept here.

        Raises:
            LetterTooLong: It is more than ``FILLING_LIMIT``; what was kept before stays.
        """
        before = self.open(draft)
        facts = {
            fact: typed for fact, typed in filling.facts.items() if fact not in self._identity_facts
        }
        after = from_json(clean(to_json(filling._replace(facts=facts))))
        if len(to_json(after)) > FILLING_LIMIT:
            raise LetterTooLong(FILLING_LIMIT)
        written = before.filling._replace(facts=after.facts, own_words=after.own_words)
        if after == written or after.lender == before.filling.lender:
            # Words that wait beside a choice are kept first, or taking it back would take them.
            worded = before._replace(filling=written)
            self._keep(Deed.LETTER_WRITTEN, before, worded)
            before = worded
        self._keep(Deed.LETTER_CHOSEN, before, before._replace(filling=after))

    def about_another(self, draft: str, filling: Filling, before: str) -> Filling:
        """What stands in a letter once it is about another lender; keeps nothing yet.

        What nobody typed is that of the other lender; what was typed or picked by hand stays.

        Args:
            draft: Which letter.
            filling: What stands in it, with the lender it is about now.
            before: The lender until now; empty for none.
        """
        known = self._lenders.get(before) if before else None
        new = self._begin(self.get(filling.letter), filling.lender, (), draft)
        return about_another(filling, new, "" if known is None else full_name(known))

    def rename(self, draft: str, name: str) -> None:
        """Calls a draft something else; an empty name gives it back the title of the letter.

        Raises:
            LetterNameTooLong: It has more than ``NAME_LIMIT`` characters.
        """
        before = self.open(draft)
        tidy = " ".join(clean(name).split())
        if is_blank(tidy):
            letter = before.filling.letter
            tidy = self.get(letter).title if self.has(letter) else before.name
        if len(tidy) > NAME_LIMIT:
            raise LetterNameTooLong(NAME_LIMIT)
        self._keep(Deed.LETTER_RENAMED, before, before._replace(name=tidy))

    def discard(self, draft: str) -> None:
        """Throws a draft away; undo brings it back."""
        self.open(draft)
        with self._desk.change(Topic.LETTERS, Act(Deed.LETTER_DISCARDED, detail=draft)):
            self._store.remove(draft)

    # --- Names and numbers of people ----------------------------------------------------------

    def identity(self) -> dict[str, str]:
        """The names and numbers the person told us to remember, by fact."""
        with self._desk.reading():
            kept = self._settings.all()
        return {
            name.removeprefix(_IDENTITY): value
            for name, value in kept.items()
            if name.startswith(_IDENTITY) and value
        }

    def remember(self, fact: str, value: str) -> None:
        """Remembers one of them; undo leaves it alone, so that forgetting is forgetting.

        Raises:
            ValueError: It is no fact of identity.
        """
        if fact not in self._identity_facts:
            raise ValueError(fact)
        if self.identity().get(fact) != value:
            with self._desk.change(Topic.LETTERS):
                self._settings.put({_IDENTITY + fact: clean(value)})

    def forget(self, fact: str = "") -> None:
        """Forgets one of them, or all."""
        known = self.identity()
        wanted = [fact] if fact in known else [] if fact else list(known)
        if wanted:
            with self._desk.change(Topic.LETTERS):
                self._settings.remove([_IDENTITY + each for each in wanted])

    # --- Written out --------------------------------------------------------------------------

    def known(self, filling: Filling) -> Known:
        """What is known for it; it may be kept until the log, the files or the choice change."""
        proofs = [proof for proofs in filling.proofs.values() for proof in proofs]
        events = [proof.ref for proof in proofs if proof.kind is ProofKind.INCIDENT]
        files = [proof.ref for proof in proofs if proof.kind is ProofKind.ATTACHMENT]
        with self._desk.reading():
            told = self._incidents.some((*filling.incidents, *events))
            incidents = {each: found for each, found in told.items() if not found.withdrawn}
            attachments = self._attachments.some((*filling.exhibits, *files))
            with_them = {each: self._attachments.of(each) for each in incidents}
            others = third_parties(self._desk.database)
            owners = self._attachments.lenders((*filling.exhibits, *files))
        cites = [cite for block in self.get(filling.letter).body for cite in block.cites]
        return Known(
            today=self._desk.today(),
            incidents=incidents,
            files=with_them,
            attachments=attachments,
            owners=owners,
            provisions={cite.provision: self._library.provision(cite.provision) for cite in cites},
            third_parties=others,
        )

    def write(
        self,
        filling: Filling,
        identity: Mapping[str, str] | None = None,
        *,
        masked: bool = False,
        known: Known | None = None,
    ) -> WrittenLetter:
        """Writes a letter out.

        Args:
            filling: What the person gave.
            identity: Names and numbers by fact; None for those that are remembered.
            masked: Whether they are masked.
            known: What is known, if it is at hand.
        """
        return write_letter(
            self.get(filling.letter),
            self._letters,
            filling,
            self.known(filling) if known is None else known,
            self.identity() if identity is None else identity,
            masked=masked,
        )

    def check(
        self, filling: Filling, written: WrittenLetter, draft: str = ""
    ) -> tuple[Finding, ...]:
        """What to look at before it leaves.

        Args:
            filling: What the person gave.
            written: What ``write`` made of it.
            draft: Its own id, so that it is not compared with itself.
        """
        others = [
            OtherLetter(each.name, tuple(each.filling.own_words.values()))
            for each in self.drafts()
            if each.id != draft
        ]
        return check(self.get(filling.letter), self._letters, filling, written, others)

    # --- How ----------------------------------------------------------------------------------

    def _begin(
        self, letter: Letter, lender: str, incidents: tuple[str, ...], draft: str = ""
    ) -> Filling:
        """What a letter about a lender begins with; ``draft`` itself tells it nothing."""
        about = self._lenders.get(lender) if lender else None
        if lender and about is None:
            raise KeyError(lender)
        with self._desk.reading():
            told = self._told(letter, lender, incidents)
            files = {each.id: self._attachments.of(each.id) for each in told}
            earlier = [from_json(row[4]) for row in self._store.all() if row[0] != draft]
        return begin(letter, self._letters, about, earlier, told, files)

    def _told(self, letter: Letter, lender: str, incidents: tuple[str, ...]) -> list[Incident]:
        """What a letter may begin with."""
        if incidents:
            found = map(self._incidents.get, incidents)
            return [each for each in found if each is not None and not each.withdrawn]
        asks = any(
            use.fact in OF_THE_LOG or self.fact(use.fact).kind is FactKind.INCIDENTS
            for use in letter.facts
        )
        if not asks:
            return []
        wanted = EvidenceFilter(lenders=(lender,))
        rows = self._evidence.page(wanted, EvidenceSort.NEWEST, 0, MOST_AT_FIRST)
        return [row.incident for row in rows]

    def _keep(self, deed: Deed, before: LetterDraft, after: LetterDraft) -> None:
        if after == before:
            return
        with self._desk.change(Topic.LETTERS, Act(deed, detail=after.id)):
            self._store.put(_row(after._replace(updated=self._desk.timestamp())))

    @cached_property
    def _letters(self) -> "Letters":
        return self._load()

    @cached_property
    def _by_id(self) -> dict[str, Letter]:
        return {letter.id: letter for letter in self._letters.letters}

    @cached_property
    def _facts(self) -> dict[str, LetterFact]:
        return {fact.id: fact for fact in self._letters.facts}

    @cached_property
    def _identity_facts(self) -> frozenset[str]:
        return frozenset(fact.id for fact in self._letters.facts if fact.identity)


def _draft(row: Row) -> LetterDraft:
    id_, _, _, name, filling, created, updated = row
    return LetterDraft(id_, name, from_json(filling), created, updated)


def _row(draft: LetterDraft) -> Row:
    filling = draft.filling
    return (
        draft.id,
        filling.letter,
        filling.lender,
        draft.name,
        to_json(filling),
        draft.created,
        draft.updated,
    )
