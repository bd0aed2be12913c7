"""Letters as people fill them: with nothing known, as usual, and with everything there is."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cache

from desktop.content.loader import content_folder, load_letters, load_library
from desktop.domain.attachments import Attachment, Came
from desktop.domain.incidents import Incident, IncidentChannel, IncidentKind, Reached
from desktop.domain.letter_evidence import Known
from desktop.domain.letter_filling import Filling, Proof, ProofKind
from desktop.domain.letter_writing import write_letter
from desktop.domain.letters import (
    MOST_REQUESTS,
    BlockKind,
    FactKind,
    Letter,
    LetterFact,
    Letters,
)
from desktop.domain.record import Record
from desktop.domain.rules import Provision, RuleDocument
from desktop.domain.written_letter import WrittenLetter

BEIJING = timezone(timedelta(hours=8))
TODAY = date(2026, 11, 22)
TYPED_DAY = "2026-10-03"
WRITTEN_DAY = "2026年10月3日"
CONTACT = "表姐王小梅"


class Case(Record):
    """A letter, and what somebody gave for it."""

    letter: Letter
    filling: Filling
    identity: Mapping[str, str]


@cache
def letters() -> Letters:
    """The letters that ship."""
    return load_letters(content_folder())


@cache
def provisions() -> dict[str, tuple[RuleDocument, Provision]]:
    """Every provision, and its document."""
    return {
        provision.id: (document, provision)
        for document in load_library(content_folder()).rules
        for provision in document.provisions
    }


@cache
def facts() -> dict[str, LetterFact]:
    """Every fact."""
    return {fact.id: fact for fact in letters().facts}


def letter_of(draft: str) -> Letter:
    """The letter of a draft; the one without a draft for an empty name."""
    return next(each for each in letters().letters if (each.draft_id or "") == draft)


def incident(number: int, day: date = date(2026, 11, 1), line: str = "") -> Incident:
    """Something that happened; each at its own time."""
    return Incident(
        f"incident-{number}",
        datetime(day.year, day.month, day.day, 21, 40, tzinfo=BEIJING) + timedelta(minutes=number),
        IncidentChannel.CALL,
        Reached.FAMILY,
        number=f"0085290000{number:03}",
        line=line or f"对方在电话里说了第{number}件事",
        kinds=(IncidentKind.REPEATED,),
        contact=CONTACT,
    )


def attachment(number: int, name: str = "") -> Attachment:
    """A file; no two are the same."""
    return Attachment(
        f"file-{number}", f"{number:064x}", name or f"通话录音{number}.m4a", 9, "audio/mp4",
        "2026-11-02T00:00:00Z", Came.CHOSEN, origin=f"旧手机{number}",
    )  # fmt: skip


def known(
    incidents: Iterable[Incident] = (), attachments: Iterable[Attachment] = (), today: date = TODAY
) -> Known:
    """What is known; the first file is with the first thing that happened."""
    told = list(incidents)
    files = list(attachments)
    return Known(
        today,
        {each.id: each for each in told},
        {each.id: tuple(files[:1]) if each is told[0] else () for each in told},
        {each.id: each for each in files},
        provisions(),
        (CONTACT,),
    )


KNOWN = known(map(incident, range(1, 4)), map(attachment, range(1, 4)))


def nothing(letter: Letter) -> Case:
    """Nobody typed or ticked anything."""
    return Case(letter, Filling(letter.id), {})


def usual(letter: Letter) -> Case:
    """What is required is there, and the first answer of each choice is ticked."""
    required = {use.fact for use in letter.facts if use.required}
    return _case(
        letter,
        given=required,
        answers={choice.key: (choice.options[0].value,) for choice in letter.choices},
        guards={guard.key for guard in letter.guards if guard.required},
        questions={question.key for question in letter.own_words if question.required},
        proofs={},
    )


def everything(letter: Letter) -> Case:
    """All that can be typed, ticked and proven is."""
    keys = [block.key or block.of for block in letter.body if block.kind in CLAIMS]
    proof = (
        Proof(ProofKind.ATTACHMENT, "file-2"),
        Proof(ProofKind.INCIDENT, "incident-2"),
        Proof(ProofKind.PAPER, "客服工单短信"),
    )
    return _case(
        letter,
        given={use.fact for use in letter.facts},
        answers={
            choice.key: tuple(option.value for option in choice.options)
            if choice.several
            else (choice.options[0].value,)
            for choice in letter.choices
        },
        guards={guard.key for guard in letter.guards},
        questions={question.key for question in letter.own_words},
        proofs=dict.fromkeys(keys, proof),
    )


CASES = (nothing, usual, everything)
CLAIMS = frozenset({BlockKind.CLAIM, BlockKind.OWN_WORDS})


def written(case: Case, known_: Known = KNOWN, *, masked: bool = False) -> WrittenLetter:
    """The letter of a case."""
    return write_letter(case.letter, letters(), case.filling, known_, case.identity, masked=masked)


def text(letter: WrittenLetter) -> str:
    """All of its words."""
    return "\n".join(part.mark + part.text for part in letter.parts)


def typed(fact: str) -> str:
    """What somebody types for a fact: words that are in no letter."""
    kind = facts()[fact].kind
    if kind is FactKind.DATE:
        return TYPED_DAY
    if kind in {FactKind.MONEY, FactKind.COUNT}:
        return str(7000 + list(facts()).index(fact))
    return f"〈{facts()[fact].label}〉"


def own_words(question: str) -> str:
    """What somebody tells."""
    return f"【{question}】那天的事我记得很清楚。"


def with_debt_left_out(case: Case, reason: str) -> Case:
    """The same without the debt paragraph."""
    return case._replace(filling=case.filling._replace(debt_left_out=reason))


def answered(case: Case, choice: str, *values: str) -> Case:
    """The same with another answer."""
    choices = {**case.filling.choices, choice: values}
    return case._replace(filling=case.filling._replace(choices=choices))


def _case(
    letter: Letter,
    *,
    given: set[str],
    answers: Mapping[str, tuple[str, ...]],
    guards: set[str],
    questions: set[str],
    proofs: Mapping[str, tuple[Proof, ...]],
) -> Case:
    kinds = {fact: facts()[fact].kind for fact in given}
    lists = {FactKind.INCIDENTS, FactKind.EVIDENCE}
    plain = {fact for fact in given if kinds[fact] not in lists}
    shown = FactKind.INCIDENTS in kinds.values()
    filling = Filling(
        letter.id,
        facts={fact: typed(fact) for fact in sorted(plain) if not facts()[fact].identity},
        incidents=tuple(KNOWN.incidents) if shown else (),
        exhibits=tuple(KNOWN.attachments) if FactKind.EVIDENCE in kinds.values() else (),
        choices=answers,
        guards=frozenset(guards),
        own_words={key: own_words(key) for key in sorted(questions)},
        requests=tuple(request.key for request in letter.requests)[:MOST_REQUESTS],
        proofs=proofs,
    )
    identity = {fact: typed(fact) for fact in sorted(plain) if facts()[fact].identity}
    return Case(letter, filling, identity)
