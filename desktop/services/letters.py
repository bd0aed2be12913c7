"""Letters: what there is, drafts of the person, and each of them written out.

The window holds the filling of the draft that is open and hands it in with every call; what it
shows as saved is what ``save`` has returned from.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from desktop.domain.letter_checks import Finding
from desktop.domain.letter_evidence import Known
from desktop.domain.letter_filling import Filling
from desktop.domain.letters import DebtReason, Letter, LetterFact
from desktop.domain.record import Record
from desktop.domain.written_letter import WrittenLetter
from desktop.services.desk import Desk
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService

if TYPE_CHECKING:
    from desktop.domain.letters import Letters

NAME_LIMIT = 60
FILLING_LIMIT = 200_000
"""Characters of all that is typed into one letter."""


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
        """Read nothing yet."""
        raise NotImplementedError

    def letters(self) -> tuple[Letter, ...]:
        """Every letter, by group and then in the order of the content."""
        raise NotImplementedError

    def get(self, letter: str) -> Letter:
        """One letter."""
        raise NotImplementedError

    def has(self, letter: str) -> bool:
        """Whether the content still has it; a draft may be of one that is gone."""
        raise NotImplementedError

    def fact(self, fact: str) -> LetterFact:
        """One fact."""
        raise NotImplementedError

    def debt_reasons(self) -> tuple[DebtReason, ...]:
        """Why the debt paragraph may be left out."""
        raise NotImplementedError

    def drafts(self) -> tuple[LetterDraft, ...]:
        """The person's drafts, the one changed last first."""
        raise NotImplementedError

    def open(self, draft: str) -> LetterDraft:
        """One draft."""
        raise NotImplementedError

    def start(self, letter: str, lender: str = "", incidents: tuple[str, ...] = ()) -> LetterDraft:
        """Begins a letter, with what is known already.

        Args:
            letter: Which.
            lender: About which lender; empty for none.
            incidents: What to begin with; empty for what the log has of that lender.

        Raises:
            UserProblem: It could not be kept.
        """
        raise NotImplementedError

    def save(self, draft: str, filling: Filling) -> None:
        """Keeps what is being written; one after the other is one step of undo.

        Names and numbers of people (``LetterFact.identity``) are never kept here.

        Raises:
            LetterTooLong: It is more than ``FILLING_LIMIT``; what was kept before stays.
        """
        raise NotImplementedError

    def rename(self, draft: str, name: str) -> None:
        """Calls a draft something else; an empty name gives it back the title of the letter.

        Raises:
            LetterNameTooLong: It has more than ``NAME_LIMIT`` characters.
        """
        raise NotImplementedError

    def discard(self, draft: str) -> None:
        """Throws a draft away; undo brings it back."""
        raise NotImplementedError

    def identity(self) -> dict[str, str]:
        """The names and numbers the person told us to remember, by fact."""
        raise NotImplementedError

    def remember(self, fact: str, value: str) -> None:
        """Remembers one of them; undo leaves it alone, so that forgetting is forgetting.

        Raises:
            ValueError: It is no fact of identity.
        """
        raise NotImplementedError

    def forget(self, fact: str = "") -> None:
        """Forgets one of them, or all."""
        raise NotImplementedError

    def known(self, filling: Filling) -> Known:
        """What is known for it; it may be kept until the log, the files or the choice change."""
        raise NotImplementedError

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
        raise NotImplementedError

    def check(
        self, filling: Filling, written: WrittenLetter, draft: str = ""
    ) -> tuple[Finding, ...]:
        """What to look at before it leaves.

        Args:
            filling: What the person gave.
            written: What ``write`` made of it.
            draft: Its own id, so that it is not compared with itself.
        """
        raise NotImplementedError
