"""The content as the program shows it: each part read when it is first asked for."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desktop.content.compiled import (
    HOLIDAYS_FILE,
    LETTERS_FILE,
    LIBRARY_FILE,
    PACK_FILE,
    SEARCH_FILE,
    read_compiled,
)
from desktop.content.loader import (
    load_holidays,
    load_letters,
    load_library,
    load_pack,
    load_search,
)
from desktop.content.problems import ContentFailure
from desktop.domain.pack import Pack
from desktop.services.errors import ContentBroken, ContentUnusable

if TYPE_CHECKING:
    from desktop.domain.holidays import Holidays
    from desktop.domain.letters import Letters
    from desktop.domain.library import Library
    from desktop.domain.search import SearchIndex

T = TypeVar("T")


class Content:
    """What was compiled into one folder; of all but the pack, no start needs anything.

    Attributes:
        pack: What every start needs.
        stale: What is wrong with the edited checklists, if the ones before are shown for that.
    """

    def __init__(self, folder: Path) -> None:
        """Read the pack.

        Args:
            folder: Where it is.

        Raises:
            UserProblem: It cannot be used.
        """
        self._folder = folder
        self.pack, self.stale = _or_the_last(load_pack, folder, PACK_FILE, Pack)

    def library(self) -> "Library":
        """Rules, channels and the rest of what can be looked up."""
        from desktop.domain.library import Library  # noqa: PLC0415  Not needed at start.

        return _or_the_last(load_library, self._folder, LIBRARY_FILE, Library)[0]

    def index(self) -> "SearchIndex":
        """What everything is found by."""
        from desktop.domain.search import SearchIndex  # noqa: PLC0415  Likewise.

        return _or_the_last(load_search, self._folder, SEARCH_FILE, SearchIndex)[0]

    @cached_property
    def letters(self) -> "Letters":
        """The words of the letters; kept, since several services need them."""
        from desktop.domain.letters import Letters  # noqa: PLC0415  Likewise.

        return _or_the_last(load_letters, self._folder, LETTERS_FILE, Letters)[0]

    def holidays(self) -> "Holidays":
        """What days are counted with."""
        from desktop.domain.holidays import Holidays  # noqa: PLC0415  Likewise.

        return _or_the_last(load_holidays, self._folder, HOLIDAYS_FILE, Holidays)[0]


def _or_the_last(
    load: Callable[[Path], T], folder: Path, name: str, type_: type[T]
) -> tuple[T, ContentBroken | None]:
    """The content, or the one compiled last where an edited source has a mistake."""
    try:
        return load(folder), None
    except ContentFailure as error:
        from desktop.content.rulebook import ContentError  # noqa: PLC0415  Brings the linter.

        if not isinstance(error, ContentError):
            raise ContentUnusable(f"{type(error).__name__}: {error}") from error
        problem = error.problems[0]
        broken = ContentBroken(problem.file, problem.place, problem.message)
        try:
            return read_compiled(folder / name, type_)[1], broken
        except ContentFailure:
            raise broken from error
