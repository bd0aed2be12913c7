"""Where the data are: shown in plain words, moved, and what a move left behind is tidied."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from desktop.domain.care import Concern, Risk
from desktop.services.desk import Desk, as_user_problems
from desktop.services.errors import (
    DataFolderUnusable,
    DataUnreadable,
    DiskFull,
    ExportNoRoom,
    NotWhileBusy,
    PlaceInside,
    PlaceLost,
    PlaceTaken,
    PlaceUnusable,
)
from desktop.services.room import room_for
from desktop.services.whereabouts import OWN_FOLDER
from desktop.store import place, relocate
from desktop.store.aside import Pace, aside
from desktop.store.database import FILE_NAME, typed_failures
from desktop.store.intake import intake_broken_off
from desktop.store.whereabouts import (
    POINTER,
    SIGN,
    UNFINISHED,
    Pointer,
    Whereabouts,
    read_pointer,
    same_folder,
    use,
    write_pointer,
)

_HOUSEKEEPING = frozenset(
    {POINTER, UNFINISHED, SIGN, "anxin.lock", "anxin.look", "logs", "desktop.ini"}
)
"""What may lie in a folder that counts as empty."""


class Kind(StrEnum):
    """What kind of place the data are in."""

    ACCOUNT = "account"
    """Where the system keeps such things for an account."""
    CHOSEN = "chosen"
    """Where the person moved them."""
    PORTABLE = "portable"
    """Beside the program, since a file there says so."""
    TOLD = "told"
    """Where the command said that started the program."""


class Target(NamedTuple):
    """Where the data could go.

    Attributes:
        folder: The folder that they would be in.
        existing: Whether there are data of this program already, which can be used instead.
        risks: What there is to know about such a place.
    """

    folder: Path
    existing: bool
    risks: tuple[Concern, ...]


class PlaceService:
    """Moves the data while they are open; the program has to be started anew afterwards."""

    def __init__(
        self,
        desk: Desk,
        where: Whereabouts,
        busy: Callable[[], bool],
    ) -> None:
        """Nothing is read yet.

        Args:
            desk: The data file and the clock.
            where: Where the data are, and how that is known.
            busy: Whether the vault is being turned on or off.
        """
        self._desk = desk
        self._busy = busy
        self.where = where

    @property
    def folder(self) -> Path:
        """Where the data are."""
        return self.where.folder

    @property
    def kind(self) -> Kind:
        """What kind of place that is."""
        if self.where.portable:
            return Kind.PORTABLE
        if self.where.home is None:
            return Kind.TOLD
        return Kind.ACCOUNT if same_folder(self.where.home, self.folder) else Kind.CHOSEN

    @property
    def removable(self) -> bool:
        """Whether it is on a drive that can be pulled."""
        return place.is_removable(self.folder.resolve())

    @property
    def movable(self) -> bool:
        """Whether it is for the person to say where they are, not for a command or a file."""
        return self.where.home is not None

    # ---- moving ------------------------------------------------------------------------------

    def look(self, chosen: Path) -> Target:
        """What a folder that was chosen would be like.

        Raises:
            PlaceInside: It is where the data are, or in there.
            PlaceTaken: The folder that would be made there holds something else.
            PlaceUnusable: Nothing can be written there.
            RoomShort: There is no room for the data.
        """
        chosen = chosen.absolute()
        folder = self.folder.absolute()
        if same_folder(chosen, folder) or chosen.resolve().is_relative_to(folder.resolve()):
            raise PlaceInside(chosen)
        target = chosen
        if not _holds_data(chosen) and not _is_empty(chosen):
            target = chosen / OWN_FOLDER
            if same_folder(target, folder):
                raise PlaceInside(target)
            if not _holds_data(target) and not _is_empty(target):
                raise PlaceTaken(target)
        existing = _holds_data(target)
        if not existing:
            _try_writing(target)
            with as_user_problems():
                needed = relocate.size(self.folder)
            room_for(_there(target), needed).check()
        return Target(target, existing, _risks(target))

    def move(self, target: Target) -> Generator[float, None, None]:
        """Copies everything, reads it back, and lets the new place count from the next start on.

        In steps of a few milliseconds; one that is given up before its end leaves nothing there.

        Raises:
            StillBusy: Something else goes over all of the data just now.
            NotWhileBusy: Something else has to come to its end first.
            UserProblem: It could not be done; the data are where they were.
        """
        home = self._home()
        pace = Pace()
        with self._desk.turn(), _about(target.folder), as_user_problems():
            if self._busy() or intake_broken_off(self.folder):
                raise NotWhileBusy
            for _ in relocate.moving(self._desk.database, target.folder, home, pace):
                yield pace.share

    def use(self, target: Target) -> None:
        """Lets the data in another folder count from the next start on; these stay where they are.

        Raises:
            UserProblem: They could not be opened, or that could not be noted.
        """
        with self._desk.turn(), _about(target.folder), as_user_problems():
            _check_existing(target.folder)
            use(self._home(), target.folder)
        self._desk.database.retire()

    def _home(self) -> Path:
        if self.where.home is None:
            raise RuntimeError("it is not for the person to say where the data are")
        return self.where.home

    # ---- afterwards --------------------------------------------------------------------------

    def untidy(self) -> bool:
        """Whether a move left something behind, or was broken off."""
        home = self.where.home
        if home is None or not (home / POINTER).exists():
            return home is not None and (home / UNFINISHED).exists()
        with as_user_problems():
            pointer = read_pointer(home)
        return bool(pointer.left) or pointer.coming is not None

    def left(self) -> tuple[Path, ...]:
        """The places that are still to be tidied."""
        home = self.where.home
        if home is None or not self.untidy():
            return ()
        with as_user_problems():
            return relocate.left_places(home)

    def tidy(self) -> Generator[None, None, bool]:
        """Removes what a move left behind, now that the data were opened in the new place.

        Returns:
            Whether something stays there, since it is no longer what was moved.

        Raises:
            UserProblem: It is not there, or something cannot be removed; again at the next start.
        """
        home = self._home()
        key = self._desk.database.key
        now = self._desk.now()
        with as_user_problems():
            return (yield from aside(lambda: relocate.tidy(home, key, now)))

    def remove_left(self) -> None:
        """Removes it whatever it says, since nothing shall stay.

        Raises:
            UserProblem: It is not there, or something cannot be removed.
        """
        home = self.where.home
        if home is not None and self.untidy():
            with as_user_problems():
                relocate.remove_left(home)


# --- For a start that does not find them ----------------------------------------------------------


def use_data_in(home: Path, chosen: Path) -> bool:
    """Lets the data count that were found again in a folder; whether there are any.

    Raises:
        UserProblem: That could not be noted.
    """
    for folder in (chosen, chosen / OWN_FOLDER):
        if _holds_data(folder):
            with _about(folder), as_user_problems():
                _check_existing(folder)
                use(home, folder.absolute())
            return True
    return False


def begin_anew(home: Path) -> None:
    """Forgets where the data were moved to; what is there is not touched.

    Raises:
        UserProblem: That could not be noted.
    """
    with as_user_problems():
        write_pointer(home, Pointer())


# --- What they share ------------------------------------------------------------------------------


def _holds_data(folder: Path) -> bool:
    with suppress(OSError):
        return (folder / FILE_NAME).is_file() and (folder / FILE_NAME).stat().st_size > 0
    return False


def _check_existing(folder: Path) -> None:
    """Refuses what could not be opened: a start that finds nothing else could not go back."""
    from desktop.store.database import APPLICATION_ID, is_locked  # noqa: PLC0415  Hardly ever.
    from desktop.store.errors import StoreForeign, StoreNewer  # noqa: PLC0415  Likewise.
    from desktop.store.migrations import STEPS  # noqa: PLC0415  Likewise.
    from desktop.store.soundness import closed_file  # noqa: PLC0415  Likewise.

    path = folder / FILE_NAME
    with typed_failures(path):
        if is_locked(folder):
            return
    with closed_file(path) as connection:
        if connection.pragma("application_id") != APPLICATION_ID:
            raise StoreForeign(path)
        version = int(connection.pragma("user_version"))
        if version > len(STEPS):
            raise StoreNewer(path, version, len(STEPS))


def _is_empty(folder: Path) -> bool:
    """Whether there is nothing in a folder that could be mixed up with the data."""
    try:
        return all(name in _HOUSEKEEPING for name in os.listdir(folder))
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _there(folder: Path) -> Path:
    """The nearest folder that is there."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _try_writing(target: Path) -> None:
    probe = _there(target) / f".{POINTER}.{os.getpid()}.part"
    try:
        with _about(target), as_user_problems(), typed_failures(probe):
            probe.write_bytes(b"?")
            probe.unlink()
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)


def _risks(folder: Path) -> tuple[Concern, ...]:
    there = _there(folder).resolve()
    found = []
    service = place.synced_by(folder, place.environment())
    if service:
        found.append(Concern(Risk.SYNCED, service))
    if place.on_network(there):
        found.append(Concern(Risk.NETWORK, ""))
    elif place.is_removable(there):
        found.append(Concern(Risk.REMOVABLE, ""))
    return tuple(found)


@contextmanager
def _about(target: Path) -> Iterator[None]:
    """What stands in the way is said of the place that was chosen."""
    try:
        yield
    except DiskFull as problem:
        raise ExportNoRoom(problem.path.parent) from problem
    except (DataFolderUnusable, PlaceLost) as problem:
        raise PlaceUnusable(target) from problem
    except DataUnreadable as problem:
        # It came back other than it was written.
        if problem.path.is_relative_to(target) and problem.path != target / FILE_NAME:
            raise PlaceUnusable(target) from problem
        raise
