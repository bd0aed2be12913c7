"""Whether a disk has room for something large, told before it is begun."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from desktop.services.errors import RoomShort

MEGABYTE = 1024 * 1024
ENOUGH = 200 * MEGABYTE
"""With less than this left a disk is as good as full."""
_SPARE = 16 * MEGABYTE
"""For the log of the data file and whatever else is written meanwhile."""


class Room(NamedTuple):
    """What a disk has, and what something takes.

    Attributes:
        folder: A folder on it.
        free: Its free bytes.
        needed: The bytes that something takes while it is done.
    """

    folder: Path
    free: int
    needed: int

    @property
    def short(self) -> bool:
        """Whether there is too little."""
        return self.free < self.needed

    @property
    def scarce(self) -> bool:
        """Whether the disk is full, or as good as full afterwards."""
        return self.free - self.needed < ENOUGH

    def check(self) -> None:
        """Refuses what there is no room for.

        Raises:
            RoomShort: There is too little.
        """
        if self.short:
            raise RoomShort(self.folder, -(-self.needed // MEGABYTE), self.free // MEGABYTE)


def room_for(folder: Path, size: int) -> Room:
    """The room there is for so many bytes."""
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    try:
        free = shutil.disk_usage(there).free
    except OSError:
        free = size + _SPARE + ENOUGH  # Nobody knows: whoever writes will say.
    return Room(folder, free, size + _SPARE)


class RoomService:
    """What the large operations take."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read yet.

        Args:
            folder: The data folder.
        """
        self._folder = folder

    def for_vault(self) -> Room:
        """Turning the vault on or off: each file stands beside itself for a while."""
        sizes = [path.stat().st_size for path in self._files()]
        # The data file is there three times: as it is, copied, and in its new form.
        return room_for(self._folder, 2 * self._data() + max(sizes, default=0))

    def for_export(self, target: Path) -> tuple[Room, ...]:
        """An export of everything, and the copy of the data file it is made from."""
        files = self._folder / "files"
        size = self._data() + _size(files)
        if _same_disk(target.parent, self._folder):
            return (room_for(target.parent, size + self._data()),)
        return room_for(target.parent, size), room_for(self._folder, self._data())

    def for_restore(self, export: Path) -> Room:
        """Restoring: what is in the export, and an export of what is there now."""
        present = 2 * self._data() + _size(self._folder / "files")
        return room_for(self._folder, _size(export) + present)

    def for_files(self, sources: Iterable[Path]) -> Room:
        """Taking files in."""
        return room_for(self._folder, sum(_size(path) for path in sources))

    def _data(self) -> int:
        return sum(_size(path) for path in self._folder.glob("anxin.sqlite*"))

    def _files(self) -> list[Path]:
        return [
            path
            for top in ("files", "backups")
            for path in (self._folder / top).rglob("*")
            if path.is_file()
        ]


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            return sum(each.stat().st_size for each in path.iterdir() if each.is_file())
        return path.stat().st_size
    except OSError:
        return 0


def _same_disk(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return True
