"""What was being written when the program ended: hidden halves in folders of the person.

They are exports and bundles of evidence; the latter are not encrypted. Their paths are noted with
the data while they are written, so that the next start finds them.
"""

import os
import re
import shutil
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
_BAG = re.compile(r"\.[0-9a-f]{12}\.bag\.part")


def hidden_bag(place: Path) -> Path:
    """A name beside a bundle for what is written of it; nobody else gives one like it."""
    return place.with_name(f".{os.urandom(6).hex()}.bag.part")


class Unfinished:
    """Notes them, and removes what is left of them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._settings = SettingStore(desk.database)

    @contextmanager
    def noting(self, *parts: Path) -> Iterator[None]:
        """Notes what is written meanwhile; without room for the note that goes on all the same."""
        names = [str(part.absolute()) for part in parts]
        self._keep([*(each for each in self._noted() if each not in names), *names])
        try:
            yield
        finally:
            self._keep([each for each in self._noted() if each not in names])

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
        if _BAG.fullmatch(part.name) and not part.is_symlink():
            # Nobody else gives a name like that.
            shutil.rmtree(part) if part.is_dir() else part.unlink(missing_ok=True)
            return True
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
