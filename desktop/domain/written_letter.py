"""A letter as it stands: parts, and in them what came from the content and what from the person."""

from datetime import date
from enum import StrEnum

from desktop.domain.attachments import Attachment
from desktop.domain.letters import LetterForm
from desktop.domain.record import Record
from desktop.domain.rule_refs import RuleRef
from desktop.domain.rules import Level


class RunKind(StrEnum):
    """Where the words of a run come from."""

    TEXT = "text"
    """The content."""
    FACT = "fact"
    """The person: typed, chosen or noted; it may hold line breaks and any sign whatever."""
    GAP = "gap"
    """Nobody yet: a blank with the name of what belongs there."""
    CITATION = "citation"
    """The program: provisions."""
    PROOF = "proof"
    """The program: what shows the sentence before, or that only the person says so."""


class Run(Record):
    """Some words of a part.

    Attributes:
        text: The words, exactly as they are to be shown.
        kind: Where they come from.
        of: The fact, choice, question, claim or provision they come from, so that whoever points
            at them can be led there; empty for what nobody can change.
    """

    text: str
    kind: RunKind = RunKind.TEXT
    of: str = ""


class PartKind(StrEnum):
    """What a part is, for its look."""

    TITLE = "title"
    RECIPIENT = "recipient"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POINT = "point"
    """An item of a list; its number is its mark."""
    BOX = "box"
    """An item to tick on paper."""
    SIGNATURE = "signature"
    """One line at the end, such as the name."""
    EXHIBIT_ROW = "exhibit_row"
    """One file of the list of evidence; what it is called in the text is its mark."""


class Part(Record):
    """One paragraph.

    Attributes:
        kind: What it is.
        runs: Its words, in order.
        mark: What stands before it, as ``1.``; empty for most.
        block: The claim, question or fact it comes from, ``DEBT`` or ``REQUESTS``; else empty.
    """

    kind: PartKind
    runs: tuple[Run, ...]
    mark: str = ""
    block: str = ""

    @property
    def text(self) -> str:
        """Its words without its mark."""
        return "".join(run.text for run in self.runs)


DEBT = "debt"
"""In ``Part.block`` and ``Missing.id``: the debt paragraph, or what stands instead of it."""
REQUESTS = "requests"
"""In ``Part.block`` and ``Missing.id``: what is asked for."""


class CitedWhy(StrEnum):
    """Why a provision is cited with its article, or without."""

    IN_FORCE = "in_force"
    """It was read, and it was in force when it happened: with the article."""
    TEXT_NOT_SEEN = "text_not_seen"
    """The official text was not read."""
    LATER = "later"
    """It came into force only after what the letter tells of."""
    NOT_IN_FORCE = "not_in_force"
    """It is not in force, or nobody knows since when."""


class Cited(Record):
    """A provision as the letter cites it.

    Attributes:
        ref: Which.
        words: As it is written, alone; in the text, several of one document stand together.
        why: Why it has its article, or has none.
        level: What kind of document it is.
        binds: Who is bound by it.
        effective: ISO date since when it applies; None where that is not known.
    """

    ref: RuleRef
    words: str
    why: CitedWhy
    level: Level
    binds: tuple[str, ...]
    effective: str | None

    @property
    def with_article(self) -> bool:
        """Whether the article is named."""
        return self.why is CitedWhy.IN_FORCE


class MissingKind(StrEnum):
    """What a letter waits for."""

    FACT = "fact"
    CHOICE = "choice"
    GUARD = "guard"
    QUESTION = "question"
    REQUEST = "request"
    IDENTITY = "identity"
    """A fact that is asked when the letter leaves, and not before."""


class Missing(Record):
    """Something without which the letter does not leave.

    Attributes:
        kind: What it is.
        id: Which fact, choice, guard or question; ``REQUESTS``, or ``DEBT`` for its reason.
        label: What it is called on screen: the name of a field, or a question.
    """

    kind: MissingKind
    id: str
    label: str


class LetterExhibit(Record):
    """A file of the list of evidence.

    Attributes:
        number: Its number, from 1.
        attachment: The file.
        name: What the list calls it.
    """

    number: int
    attachment: Attachment
    name: str

    @property
    def mark(self) -> str:
        """What it is called in the text."""
        return f"证据{self.number}"


class WrittenLetter(Record):
    """A letter as it stands.

    Attributes:
        letter: Letter id.
        title: What it is called: on paper, or on screen where nothing stands above its text.
        form: What is done with it.
        parts: All of it, in order, with the list of evidence.
        exhibits: The files it names.
        missing: That without which it does not leave, in the order in which it is asked.
        cited: The provisions it cites, each once.
        dates: The days of what it tells of, the earliest first; what was in force is judged by
            the first. Today, where it tells of none.
        unproven: The keys of what nothing shows but the word of the person; none where nobody
            is asked to believe it, as among family.
        gone: Ids of what was chosen and is withdrawn or erased, so that it is not in it.
        masked: Whether names and numbers of people are masked.
    """

    letter: str
    title: str
    form: LetterForm
    parts: tuple[Part, ...]
    exhibits: tuple[LetterExhibit, ...]
    missing: tuple[Missing, ...]
    cited: tuple[Cited, ...]
    dates: tuple[date, ...]
    unproven: tuple[str, ...]
    gone: tuple[str, ...]
    masked: bool
