"""How every service reads and writes: one change on disk first, then one topic."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from desktop.domain.history import Act
from desktop.services import errors as problems
from desktop.services.bus import Bus, Topic
from desktop.services.errors import (
    DataFolderGone,
    DataFolderUnusable,
    DataForeign,
    DataInUse,
    DataNewer,
    DataUnreadable,
    DiskFull,
    HistoryBroken,
    StillBusy,
    UserProblem,
)
from desktop.store import errors as store
from desktop.store.database import Database
from desktop.store.errors import (
    StoreConflict,
    StoreError,
    StoreFolderUnusable,
    StoreForeign,
    StoreFull,
    StoreInUse,
    StoreNewer,
    StoreUnreadable,
)
from desktop.store.journal import JournalStore


class Desk:
    """The data file, the clock and the bus, as every service uses them."""

    def __init__(self, database: Database, bus: Bus, now: Callable[[], datetime]) -> None:
        self.database = database
        self.journal = JournalStore(database)
        self._bus = bus
        self._now = now
        self._turn: object | None = None

    def now(self) -> datetime:
        """The local time with its zone."""
        return self._now()

    def today(self) -> date:
        """The local date."""
        return self._now().date()

    def timestamp(self) -> str:
        """The present moment as it is stored: UTC, ISO 8601."""
        return self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    # ---- work on everything ------------------------------------------------------------------

    def take_turn(self, who: object) -> None:
        """Begins work on all of the data, which nothing else may turn over meanwhile.

        Encrypting, exporting, restoring and erasing take their time and go on beside the window.
        One that renames the files which another is reading would make that one fail, or worse.

        Raises:
            StillBusy: It is somebody else's turn.
        """
        if self._turn is not None and self._turn is not who:
            raise StillBusy
        self._turn = who

    def end_turn(self, who: object) -> None:
        """Lets others have it; nothing if it is not the turn of whoever says so."""
        if self._turn is who:
            self._turn = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Likewise, for work that ends where it began."""
        who = object()
        self.take_turn(who)
        try:
            yield
        finally:
            self.end_turn(who)

    # ---- reading and writing -----------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Reads inside it report failures as the person's problems."""
        with self._about_folder(), as_user_problems():
            yield

    @contextmanager
    def _about_folder(self) -> Iterator[None]:
        """It was there when it was opened, so if it is not, somebody has taken it away."""
        try:
            yield
        except (DataFolderUnusable, DataUnreadable) as problem:
            folder = self.database.path.parent
            if folder.exists():
                raise
            raise DataFolderGone(folder) from problem

    @contextmanager
    def change(
        self, topic: Topic | tuple[Topic, ...] | None, act: Act | None = None
    ) -> Iterator[None]:
        """Writes inside it are one change; the topic is published once it is on disk.

        Args:
            topic: What it is about, if any page shows that; a tuple for several things.
            act: What the person does, so that it can be undone; None for what undo leaves alone.
        """
        with self._about_folder(), as_user_problems(), self.database.transaction():
            if act is None:
                yield
            else:
                with self.journal.recording(act, self.timestamp()):
                    yield
        for each in topic if isinstance(topic, tuple) else (topic,):
            if each is not None:
                self._bus.publish(each)


@contextmanager
def as_user_problems() -> Iterator[None]:
    """Turns what the store reports into what the person is told."""
    try:
        yield
    except StoreError as error:
        raise _user_problem(error) from error


# Those that need to say no more than which file is meant.
_ABOUT_A_FILE: dict[type[StoreError], Callable[[Path], UserProblem]] = {
    store.SourceUnusable: problems.FileUnusable,
    store.SourceChanged: problems.FileChanged,
    store.ExportForeign: problems.ExportForeign,
    store.ExportNewer: problems.ExportNewer,
    store.ExportCutShort: problems.ExportCutShort,
    store.ExportDamaged: problems.ExportDamaged,
    store.StoreLocked: problems.DataLocked,
    store.StoreMoved: problems.DataMoved,
    store.PlaceLost: problems.PlaceLost,
    store.StoreIncomplete: problems.ProgramIncomplete,
    store.WrongPassphrase: problems.WrongPassphrase,
    store.WrongRecoveryCode: problems.WrongRecoveryCode,
    store.KeyFileDamaged: problems.KeyFileDamaged,
    store.MemoryShort: problems.MemoryShort,
}


def _user_problem(error: StoreError) -> UserProblem:
    if about := _ABOUT_A_FILE.get(type(error)):
        return about(error.path)
    match error:
        case StoreFull():
            return DiskFull(error.path)
        case StoreFolderUnusable():
            return DataFolderUnusable(error.path, error.detail)
        case StoreInUse():
            return DataInUse(error.path)
        case StoreNewer():
            return DataNewer(error.path, error.found, error.known)
        case StoreForeign():
            return DataForeign(error.path)
        case StoreUnreadable():
            return DataUnreadable(error.path, error.detail)
        case StoreConflict():
            return HistoryBroken(error.path)
        case _:
            raise NotImplementedError(type(error))


def clean(text: str) -> str:
    """Text that can be stored: halves of a character that lost the other half are replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
