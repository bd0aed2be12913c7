"""Exports that were being written when the program ended: hidden halves in folders of the person.

Their paths are noted with the data while they are written, so that the next start finds them.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.services.desk import Desk
from desktop.services.errors import UserProblem
from desktop.store.settings import SettingStore

_PATHS = "export.unfinished"
_BETWEEN = "\n"
_MAGIC = b"ANXIN\r\n\x1a"
_MOST = 20


class Unfinished:
    """Notes them, and removes what is left of them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._settings = SettingStore(desk.database)

    @contextmanager
    def noting(self, part: Path) -> Iterator[None]:
        """Notes a file while it is written; without room for the note that goes on all the same."""
        name = str(part.absolute())
        self._keep([*(each for each in self._noted() if each != name), name])
        try:
            yield
        finally:
            self._keep([each for each in self._noted() if each != name])

    def sweep(self) -> None:
        """Removes what is left of those that are noted; what cannot be reached stays noted."""
        noted = self._noted()
        if noted:
            self._keep([name for name in noted if not _removed(Path(name))])

    def _noted(self) -> list[str]:
        try:
            with self._desk.reading():
                return [name for name in self._settings.get(_PATHS).split(_BETWEEN) if name]
        except UserProblem:
            return []

    def _keep(self, names: list[str]) -> None:
        text = _BETWEEN.join(name for name in names[-_MOST:] if _BETWEEN not in name)
        # A name that is no text cannot be kept; it is a rare one.
        with suppress(UserProblem, UnicodeEncodeError), self._desk.change(None):
            self._settings.put({_PATHS: text})


def _removed(part: Path) -> bool:
    """Whether there is nothing to do about a file any more."""
    if not part.parent.is_dir():
        return False
    try:
        if part.is_symlink() or not part.is_file() or not part.name.endswith(".anxin.part"):
            return True
        with part.open("rb") as file:
            start = file.read(len(_MAGIC))
        # Somebody else's file may have got the name meanwhile.
        if _MAGIC.startswith(start):
            part.unlink()
    except OSError:
        return False
    return True
