"""Paper for relatives and colleagues who are called: what to do, and a statement to fill by hand.

Whoever gets it owes nothing and may have no computer. The words come from the letters of the
content; here it is only decided what of them stands on paper, where blanks are, and where a tick.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum

from desktop.domain.channels import Channel
from desktop.domain.conditions import evaluate
from desktop.domain.document import Block, Heading, Paragraph, Point, Ruled, Title
from desktop.domain.letter_template import condition, pieces
from desktop.domain.letters import BlockKind, Letter, LetterBlock, LetterFact
from desktop.domain.rule_refs import RuleRef
from desktop.domain.typesetting import Ink

REPLY_DRAFT = "tpl_contact_reply"
PROOF_DRAFT = "tpl_evidence_statement"
STATEMENT_DRAFT = "tpl_third_party_statement"
COMPLAINT_ID = "t-tox34"
"""The complaint that a relative or colleague files in their own name."""

STATEMENT_FOOT = "由写的人自己填、自己签名；没有发生的事不写，记不清的写“大约”。"
BLANK = "＿" * 8
_BOX = "□"
_WRITTEN_LINES = 3


class ContactPaper(StrEnum):
    """Which paper, by who gets it; the first three are values of the letter's own choice."""

    FRIEND = "friend"
    PARENTS = "parents"
    WORK = "hr"
    STATEMENT = "statement"


def sheet(
    audience: ContactPaper,
    reply: Letter,
    proof: Letter,
    complaint: Letter,
    channels: Sequence[Channel],
) -> list[Block]:
    """What to do when the phone rings, how to keep proof, and whom to tell.

    Args:
        audience: Who gets it.
        reply: The letter with the words to say; whoever gets it has signed nothing.
        proof: The letter that says what to mind with proof.
        complaint: The letter with which they can complain themselves.
        channels: Where that can go.
    """
    chosen = {"version": audience.value, **{guard.key: "yes" for guard in reply.guards}}
    said = [block for block in reply.body if _holds(block, chosen)]
    points = [item for block in said for item in block.items]
    return [
        Title(reply.title),
        *(Paragraph(_sentence(text), Ink.MUTED) for text in reply.avoid_when),
        *(Paragraph(block.text, size=13) for block in said if block.text),
        Heading("电话里这样说、这样做"),
        *(Point(text, f"{number}.") for number, text in enumerate(points, 1)),
        Heading("这些要留着"),
        *(Point(_sentence(text)) for text in (*complaint.attachments, *proof.cautions[:1])),
        Heading("还在打，可以告诉谁"),
        *(Point(_called(channel)) for channel in channels),
        Paragraph(f"可以自己出面：{complaint.title}。{_sentence(complaint.purpose)}", Ink.TEXT),
        *(Point(_sentence(text)) for text in complaint.cautions),
    ]


def statement(
    letter: Letter, facts: Sequence[LetterFact], cite: Callable[[RuleRef], str]
) -> list[Block]:
    """The statement with blanks to fill by hand; what has to be confirmed has a box to tick.

    Args:
        letter: The statement.
        facts: All facts, for the names of the blanks.
        cite: Writes a provision.
    """
    labels = {fact.id: fact.label for fact in facts}
    guards = {guard.key: guard for guard in letter.guards}
    questions = {question.key: question for question in letter.own_words}
    out: list[Block] = [Title(letter.paper_title)]
    out += [Paragraph(_sentence(text), Ink.MUTED, 10) for text in letter.cautions]
    for block in letter.body:
        match block.kind:
            case BlockKind.HEADING:
                out.append(Heading(block.text))
            case BlockKind.OWN_WORDS:
                asked = questions[block.of]
                out += [Heading(asked.ask), Paragraph(asked.hint, Ink.MUTED, 10)]
                out.append(Ruled(_WRITTEN_LINES))
            case BlockKind.CITATION:
                rules = "、".join(map(cite, block.cites))
                out.append(Paragraph(block.text.replace("{rules}", rules)))
            case BlockKind.EVIDENCE:
                out += [Heading("一起交的截图、录音（写明在谁的手机里）"), Ruled(2)]
            case BlockKind.SIGNATURE:
                out.append(Paragraph(""))
                out += [Paragraph(_blanks(item, labels, named=True)) for item in block.items]
            case _ if block.text:
                text = _blanks(block.text, labels)
                guarded = block.only_if in guards
                out.append(Point(text, _BOX) if guarded else Paragraph(text))
    return out


def _holds(block: LetterBlock, chosen: dict[str, str]) -> bool:
    return block.only_if is None or evaluate(condition(block.only_if), chosen) is True


def _blanks(text: str, labels: dict[str, str], *, named: bool = False) -> str:
    """The text with blanks where it has placeholders; named, each tells what belongs there."""

    def blank(fact: str) -> str:
        return f"{labels[fact]}：{BLANK}" if named else f" {BLANK} "

    return "".join(blank(piece.text) if piece.named else piece.text for piece in pieces(text))


def _called(channel: Channel) -> str:
    numbers = "、".join(phone.number for phone in channel.phones)
    return f"{channel.name}（{numbers}）" if numbers else channel.name


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "？", "）")) else f"{text}。"
