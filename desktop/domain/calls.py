"""The person's own call to a lender: what to say, ticked off while talking, and what is noted."""

from collections.abc import Sequence
from datetime import datetime

from desktop.domain.letters import Letter
from desktop.domain.record import Record
from desktop.domain.written_letter import PartKind, WrittenLetter

TICKET_LIMIT = 40
AGENT_LIMIT = 30
REPLY_LIMIT = 30
SAID_LIMIT = 100

_SAID = frozenset({PartKind.PARAGRAPH, PartKind.POINT})
_CALLED = "打官方客服"


class CallPart(Record):
    """What is said about one thing.

    Attributes:
        heading: What it is about.
        points: The sentences, in order.
    """

    heading: str
    points: tuple[str, ...]


class CallScript(Record):
    """The words for a call, and what to know before it is made.

    Attributes:
        avoid: When not to call.
        may_happen: What may follow from calling.
        parts: What is said, in order; the first is how it begins.
    """

    avoid: tuple[str, ...]
    may_happen: tuple[str, ...]
    parts: tuple[CallPart, ...]

    def spoken_of(self, said: frozenset[str]) -> tuple[str, ...]:
        """What was spoken of: the headings of what was said, but for how it began.

        Args:
            said: Sentences that were said.
        """
        return tuple(part.heading for part in self.parts[1:] if said & set(part.points))


class CallNote(Record):
    """What came of a call; only when it began is always known.

    Attributes:
        began: When it began, in the zone of the clock it was read from.
        lender: Whom it was made to: a lender id, empty while not told.
        number: The number that was called.
        ticket: Under which number they took it down.
        agent: Who spoke: a name or a number.
        reply: Until when they promised an answer, in their words.
        said: One line of what they said.
        about: What was spoken of: headings of the script.
    """

    began: datetime
    lender: str = ""
    number: str = ""
    ticket: str = ""
    agent: str = ""
    reply: str = ""
    said: str = ""
    about: tuple[str, ...] = ()


def call_script(letter: Letter, written: WrittenLetter) -> CallScript:
    """The words by heading; what is to be filled in afterwards on paper is left out."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for part in written.parts:
        if part.kind is PartKind.HEADING:
            found.append((part.text, []))
        elif part.kind in _SAID:
            found[-1][1].append(part.text)
    parts = tuple(CallPart(heading, tuple(points)) for heading, points in found if points)
    return CallScript(letter.avoid_when, letter.consequence.may_happen, parts)


def call_line(note: CallNote) -> str:
    """The one line of the log; what was not told is left out."""
    told: Sequence[tuple[str, str]] = (
        ("工单编号", note.ticket),
        ("客服", note.agent),
        ("答应答复", note.reply),
        ("对方说", note.said),
        ("讲到", "、".join(note.about)),
    )
    tidy = [(name, " ".join(text.split())) for name, text in told]
    return "；".join((_CALLED, *(f"{name}：{text}" for name, text in tidy if text)))
