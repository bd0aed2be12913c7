"""The statement of a relative or colleague, filled in by themselves in this program.

The words come from the same letter as the blank one (``contact_papers``). A sentence somebody has
to stand for is written only where they ticked it, and what was left empty is left out. It cites as
every letter does: an article only where its text was read and was in force when it happened.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from desktop.domain.document import Block, Heading, Paragraph, Point, Title
from desktop.domain.incident_words import way
from desktop.domain.incidents import IncidentChannel, Reached
from desktop.domain.letter_citing import citation, cite
from desktop.domain.letters import RULES_PLACEHOLDER, BlockKind, Letter
from desktop.domain.record import Record
from desktop.domain.rules import Provision, RuleDocument
from desktop.domain.typesetting import Ink

CONSENT = "shares"
"""The sentence by which they agree that what they tell is handed on."""
WORDS_LIMIT = 2000
SHORT_LIMIT = 40
GAP = "＿＿＿＿"
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_RULES = f"{{{RULES_PLACEHOLDER}}}"
_PROOF_HEAD = "截图、录音在谁的手机里"
_PARAGRAPHS = re.compile(r"\s*\n\s*")


class StatementTold(Record):
    """What somebody filled in.

    Attributes:
        facts: Facts of the letter by their ids, as they are to stand on paper.
        words: Answers to the questions of the letter, by their keys.
        confirmed: The keys of the sentences they stand for.
    """

    facts: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    confirmed: frozenset[str] = frozenset()


class Happened(Record):
    """What happened last, as far as the log asks for it.

    Attributes:
        at: When; None where whoever tells does not remember.
        channel: How they came.
        reached: What kind of contact it is who tells.
        number: The number or account they used.
    """

    at: datetime | None = None
    channel: IncidentChannel | None = None
    reached: Reached | None = None
    number: str = ""


class Pledge(Record):
    """A sentence somebody stands for by ticking it.

    Attributes:
        key: The key of the guard.
        text: The sentence, with gaps where values stand.
        needs: Facts it cannot be said without.
        required: Whether there is no statement without it.
    """

    key: str
    text: str
    needs: tuple[str, ...]
    required: bool


def pledges(letter: Letter) -> tuple[Pledge, ...]:
    """What has to be ticked or may be, in the order in which it stands on paper."""
    guards = {guard.key: guard for guard in letter.guards}
    return tuple(
        Pledge(guard.key, _PLACEHOLDER.sub(GAP, block.text), guard.needs, guard.required)
        for block in letter.body
        if block.only_if and (guard := guards.get(block.only_if)) is not None
    )


def missing(letter: Letter, told: StatementTold) -> tuple[str, ...]:
    """The ids of required facts, the keys of questions and of pledges that are not there yet."""
    facts, words = dict(told.facts), dict(told.words)
    wanted = [use.fact for use in letter.facts if use.required]
    wanted += [
        need for guard in letter.guards if guard.key in told.confirmed for need in guard.needs
    ]
    out = [fact for fact in wanted if not facts.get(fact, "").strip()]
    out += [one.key for one in letter.own_words if one.required and not _said(words, one.key)]
    out += [one.key for one in letter.guards if one.required and one.key not in told.confirmed]
    return tuple(dict.fromkeys(out))


def filled_statement(
    letter: Letter,
    told: StatementTold,
    provisions: Mapping[str, tuple[RuleDocument, Provision]],
    happened: Happened,
    today: date,
) -> list[Block]:
    """The statement as it is to be printed and signed.

    Args:
        letter: The statement.
        told: What was filled in; nothing is ``missing``.
        provisions: Every provision that the letter cites, and its document.
        happened: What happened last.
        today: The day on which it is signed.
    """
    day = today if happened.at is None else happened.at.date()
    asked = [place for place, block in enumerate(letter.body) if block.kind is BlockKind.OWN_WORDS]
    facts, words = dict(told.facts), dict(told.words)
    questions = {question.key: question for question in letter.own_words}
    out: list[Block] = [Title(letter.paper_title)]
    for place, block in enumerate(letter.body):
        if place == max(asked, default=0) + 1:
            out += _latest(happened)
        if block.only_if and block.only_if not in told.confirmed:
            continue
        match block.kind:
            case BlockKind.HEADING:
                out.append(Heading(block.text))
            case BlockKind.OWN_WORDS if said := _said(words, block.of):
                out.append(Heading(questions[block.of].ask))
                out += _paragraphs(said)
            case BlockKind.CITATION:
                cited = [cite(ref, provisions, day) for ref in block.cites]
                rules = "".join(run.text for run in citation(cited, provisions))
                out.append(Paragraph(block.text.replace(_RULES, rules)))
            case BlockKind.EVIDENCE if proof := facts.get(block.of, "").strip():
                out.append(Heading(_PROOF_HEAD))
                out += _paragraphs(proof)
            case BlockKind.SIGNATURE:
                out += _signature(block.items, facts)
            case BlockKind.OWN_WORDS | BlockKind.EVIDENCE:
                continue
            case _ if block.text:
                text = _with_values(block.text, facts)
                out.append(Point(text, "✓") if block.only_if else Paragraph(text))
    return out


def day_words(day: date) -> str:
    """A day as it stands on paper."""
    return f"{day.year}年{day.month}月{day.day}日"


def _latest(happened: Happened) -> list[Block]:
    """What was chosen and not written; it is signed with the rest."""
    at = happened.at
    when = "我记不清了" if at is None else f"大约{day_words(at.date())}{at:%H:%M}"
    lines = [f"时间：{when}"]
    if happened.channel is not None:
        lines.append(f"怎么找到我的：{way(happened.channel)}")
    if happened.number:
        lines.append(f"对方用的号码或账号：{happened.number}")
    return [Heading("最近一次"), *map(Paragraph, lines)]


def _signature(items: Sequence[str], facts: dict[str, str]) -> list[Block]:
    """The name is typed, which signs nothing; there is room to sign by hand."""
    typed = [Paragraph(_with_values(item, facts)) for item in items]
    by_hand = Paragraph(f"本人签名：{GAP * 3}", Ink.TEXT, 13)
    return [Paragraph(""), by_hand, *typed]


def _said(words: dict[str, str], key: str) -> str:
    return words.get(key, "").strip()


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(part) for part in _PARAGRAPHS.split(text.strip())]


def _with_values(text: str, facts: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: facts.get(found[1], "").strip() or GAP, text)
