"""What to look at before a letter leaves: what is missing, its tone, whether it is like another."""

from collections.abc import Sequence
from enum import StrEnum

from desktop.domain.letter_filling import Filling
from desktop.domain.letters import Letter
from desktop.domain.record import Record
from desktop.domain.written_letter import WrittenLetter


class FindingKind(StrEnum):
    """What was found, the most pressing first."""

    MISSING = "missing"
    """Without it the letter does not leave; ``where`` is the id in ``Missing``."""
    TONE = "tone"
    """A threat, an insult, a promise."""
    REPORT = "report"
    """It says that somebody went to the police, and nothing shows it."""
    SAME = "same"
    """Nearly the words of another letter of theirs."""
    GONE = "gone"
    """Something that was chosen is withdrawn or erased."""
    UNREADABLE = "unreadable"
    """A day or a sum that is none."""
    LEFT_OUT = "left_out"
    """Ticked, but not written for want of something."""
    LONG = "long"
    """More than most forms on the web take."""
    HIDDEN_SIGNS = "hidden_signs"
    """Signs that cannot be seen; they stay."""


class Finding(Record):
    """One thing to look at.

    Attributes:
        kind: What it is.
        where: The fact, choice, guard, question or part it is about; empty for the whole.
        words: One plain sentence: what, why, what to do.
        quoted: The words it is about; empty for none.
        stops: Whether the letter does not leave before it is mended.
    """

    kind: FindingKind
    where: str
    words: str
    quoted: str
    stops: bool


class OtherLetter(Record):
    """Another letter of theirs, to be compared.

    Attributes:
        name: What the person calls it.
        own_words: What they told in it, by question.
    """

    name: str
    own_words: tuple[tuple[str, str], ...]


def check(
    letter: Letter, filling: Filling, written: WrittenLetter, others: Sequence[OtherLetter]
) -> tuple[Finding, ...]:
    """Everything to look at, the most pressing first; empty when the letter may leave as it is."""
    raise NotImplementedError
