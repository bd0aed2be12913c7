"""Gives the program its content, compiling it again when a checkout has newer sources.

Light at import on purpose: neither YAML nor the linter is loaded unless something has changed.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from desktop.content.compiled import (
    HOLIDAYS_FILE,
    LETTERS_FILE,
    LIBRARY_FILE,
    PACK_FILE,
    SEARCH_FILE,
    read_compiled,
)
from desktop.content.fingerprint import fingerprint
from desktop.content.problems import CompiledFailure
from desktop.domain.pack import Pack

if TYPE_CHECKING:
    from desktop.content.compiler import Build
    from desktop.domain.holidays import Holidays
    from desktop.domain.letters import Letters
    from desktop.domain.library import Library
    from desktop.domain.search import SearchIndex

T = TypeVar("T")

_SOURCES: Final = "checklists"
_IN_CHECKOUT: Final = Path("build", "pack")
_SHIPPED: Final = Path("pack")


def content_folder(program: Path | None = None) -> Path:
    """The folder of the compiled content.

    Args:
        program: The folder that holds the package ``desktop``; None for the running program.
    """
    root = program or Path(__file__).resolve().parents[2]
    return root / (_IN_CHECKOUT if (root / _SOURCES).is_dir() else _SHIPPED)


def load_pack(folder: Path) -> Pack:
    """Loads what every start needs.

    Args:
        folder: The folder of the compiled content, see ``content_folder``. In a checkout, that is
            when it is ``build/pack`` beside ``checklists``, it is brought up to date first.

    Raises:
        ContentMissing: There is no compiled content.
        ContentDamaged: The compiled content cannot be used.
        ContentNewer: The compiled content is for a newer program.
        ContentError: In a checkout, the sources do not keep the rules.
    """
    compiled = _up_to_date(folder, PACK_FILE, Pack)
    return _build(folder).pack if compiled is None else compiled


def load_library(folder: Path) -> "Library":
    """Loads what is needed when a rule, channel or answer is first shown.

    Args and errors are those of ``load_pack``.
    """
    from desktop.domain.library import Library  # noqa: PLC0415  Not needed at start.

    compiled = _up_to_date(folder, LIBRARY_FILE, Library)
    return _build(folder).library if compiled is None else compiled


def load_letters(folder: Path) -> "Letters":
    """Loads what the letters room writes with: nothing else needs the words of the letters.

    Args and errors are those of ``load_pack``.
    """
    from desktop.domain.letters import Letters  # noqa: PLC0415  Not needed at start.

    compiled = _up_to_date(folder, LETTERS_FILE, Letters)
    return _build(folder).letters if compiled is None else compiled


def load_holidays(folder: Path) -> "Holidays":
    """Loads what deadlines are counted with: small, since the side bar tells what falls due.

    Args and errors are those of ``load_pack``.
    """
    from desktop.domain.holidays import Holidays  # noqa: PLC0415  Not needed at start.

    compiled = _up_to_date(folder, HOLIDAYS_FILE, Holidays)
    return _build(folder).holidays if compiled is None else compiled


def load_search(folder: Path) -> "SearchIndex":
    """Loads what the search looks through; in a checkout it gets its pinyin as soon as it can.

    Args and errors are those of ``load_pack``.
    """
    from importlib.util import find_spec  # noqa: PLC0415  Not needed at start.

    from desktop.domain.search import SearchIndex  # noqa: PLC0415  Not needed at start.

    compiled = _up_to_date(folder, SEARCH_FILE, SearchIndex)
    if compiled is not None and not compiled.pinyin and _sources_of(folder) is not None:
        compiled = None if find_spec("pypinyin") is not None else compiled
    return _build(folder).search if compiled is None else compiled


def _up_to_date(folder: Path, name: str, type_: type[T]) -> T | None:
    sources = _sources_of(folder)
    if sources is None:
        return read_compiled(folder / name, type_)[1]
    try:
        made_from, value = read_compiled(folder / name, type_)
    except CompiledFailure:
        return None
    return value if made_from == fingerprint(sources) else None


def _sources_of(folder: Path) -> Path | None:
    root = folder.parent.parent
    sources = root / _SOURCES
    return sources if folder == root / _IN_CHECKOUT and sources.is_dir() else None


def _build(folder: Path) -> "Build":
    from desktop.content.compiler import build  # noqa: PLC0415  Brings YAML and the linter.

    return build(folder.parent.parent / _SOURCES, folder)
