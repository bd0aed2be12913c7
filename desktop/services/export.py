"""Takes everything along in one file, and puts what is in such a file in place of what is there."""

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import desktop
from desktop.domain.backups import Drilled, Thing
from desktop.domain.exports import ExportHead, ExportMade, Preview
from desktop.domain.vault import VaultState
from desktop.services.desk import Desk, as_user_problems
from desktop.services.errors import (
    DataFolderUnusable,
    DiskFull,
    ExportDamaged,
    ExportFolderUnusable,
    ExportNoRoom,
    ExportUnreadable,
    KeyFileDamaged,
    NoCopy,
)
from desktop.services.room import Room, RoomService
from desktop.services.unfinished import Unfinished
from desktop.store.aside import Pace, aside
from desktop.store.container import read_head
from desktop.store.contents import count
from desktop.store.copies import finished_copies
from desktop.store.database import (
    BACKUP_FOLDER,
    FILE_NAME,
    KEY_FILE,
    open_database,
    typed_failures,
)
from desktop.store.errors import StoreError
from desktop.store.export import (
    SUFFIX,
    Content,
    Lock,
    copied,
    exporting,
    lock_exports,
    unfinished_name,
    working_folder,
    write_export,
)
from desktop.store.files import FileStore
from desktop.store.migrations import STEPS
from desktop.store.references import list_of, read_list
from desktop.store.restore import Staged, commit, give_up, preview, stage
from desktop.store.soundness import examine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.store.keys import Keys

T = TypeVar("T")
Steps = Generator[float, None, T]
"""Work in steps that take a few milliseconds each; yields how much is done, from 0 to 1."""


class ExportService:
    """Makes and opens exports, and tries whether the newest copy opens."""

    def __init__(self, desk: Desk, keys: "Callable[[], Keys | None]") -> None:
        """Nothing is read yet.

        Args:
            desk: The data file and the clock.
            keys: Gives the keys of the vault while it is on.
        """
        self._desk = desk
        self._folder = desk.database.path.parent
        self._keys = keys
        self._unfinished = Unfinished(desk)
        self._staged: tuple[Staged, Keys | None, dict[str, Any] | None, Preview] | None = None

    @property
    def encrypted(self) -> bool:
        """Whether an export that is made now takes the passphrase or the recovery code."""
        return self._keys() is not None

    def file_name(self) -> str:
        """A name for an export that tells nobody what it is about."""
        return f"安心清单-{self._desk.today().isoformat()}{SUFFIX}"

    def room_to_make(self, target: Path) -> tuple[Room, ...]:
        """Whether there is room for an export, there and here."""
        return RoomService(self._folder).for_export(target)

    def room_to_restore(self, path: Path) -> Room:
        """Whether there is room for restoring an export."""
        return RoomService(self._folder).for_restore(path)

    # ---- making ------------------------------------------------------------------------------

    def make(self, target: Path) -> Steps[ExportMade]:
        """Makes an export; one that is given up leaves nothing behind.

        Raises:
            UserProblem: It could not be made.
        """
        with self._desk.turn():
            return (yield from self._make(target))

    def _make(self, target: Path) -> Steps[ExportMade]:
        pace = Pace()
        self._unfinished.sweep()
        part = unfinished_name(target)
        with _about_target(target), as_user_problems(), self._unfinished.noting(part):
            work = exporting(
                self._desk.database,
                target,
                self._desk.now(),
                desktop.__version__,
                self._lock(),
                pace,
            )
            made = yield from _shared(work, pace)
        return ExportMade(str(made.path), made.size, self.encrypted, made.damaged)

    # ---- opening -----------------------------------------------------------------------------

    def look(self, path: Path) -> ExportHead:
        """What an export says of itself.

        Raises:
            UserProblem: It is no export, newer, cut short, damaged, or cannot be read.
        """
        with _about_source(path), as_user_problems():
            head = read_head(path)
        return ExportHead(_moment(head.made), head.key is not None)

    def unlock(self, path: Path, passphrase: str) -> "Keys":
        """Finds the keys of an export by the passphrase. For a worker thread.

        Raises:
            WrongPassphrase: It is another one.
            UserProblem: The export cannot be read.
        """
        from desktop.services.vault import unlock  # noqa: PLC0415  Only for encrypted ones.

        return self._unlocked(path, lambda folder: unlock(folder, passphrase))

    def unlock_by_code(self, path: Path, typed: str) -> "Keys":
        """Finds the keys of an export by the recovery code. For a worker thread.

        Raises:
            RecoveryCodeMistyped: It cannot be one.
            WrongRecoveryCode: It is another one.
            UserProblem: The export cannot be read.
        """
        from desktop.services.vault import unlock_by_code  # noqa: PLC0415  Likewise.

        return self._unlocked(path, lambda folder: unlock_by_code(folder, typed))

    def _unlocked(self, path: Path, opened: "Callable[[Path], Keys]") -> "Keys":
        with _about_source(path), as_user_problems():
            head = read_head(path)
            with working_folder(self._folder) as work:
                with typed_failures(work):
                    (work / BACKUP_FOLDER).mkdir()
                    (work / KEY_FILE).write_text(json.dumps(head.key), encoding="ascii")
                try:
                    return opened(work)
                except KeyFileDamaged as problem:  # It is the one in the export that is meant.
                    raise ExportDamaged(path) from problem

    def prepare(self, path: Path, keys: "Keys | None") -> Steps[Preview]:
        """Lays ready what is in an export, and tells what it would change. Nothing changes yet.

        Args:
            path: The export.
            keys: Its keys, where it is encrypted.

        Raises:
            UserProblem: It is damaged, or there is no room for it.
        """
        self.give_up()
        # Until it is given up, or for good: what is laid ready must fit what is there.
        self._desk.take_turn(self)
        try:
            return (yield from self._prepare(path, keys))
        except BaseException:
            self._desk.end_turn(self)
            raise

    def _prepare(self, path: Path, keys: "Keys | None") -> Steps[Preview]:
        pace = Pace()
        with _about_source(path), as_user_problems():
            head = read_head(path)
            work = aside(lambda: stage(path, self._folder, keys, pace), pace)
            staged = yield from _shared(work, pace)
            try:
                differences = yield from self._differences(staged, keys)
            except BaseException:
                give_up(self._folder)
                raise
        now = self._keys()
        before = None if now is None else now.key_id
        after = keys.key_id if keys is not None and staged.vault else None
        found = Preview(
            _moment(head.made),
            tuple(differences),
            vault_before=before is not None,
            vault_after=staged.vault,
            same_key=before == after,
        )
        self._staged = staged, keys, head.key, found
        return found

    def _differences(self, staged: Staged, keys: "Keys | None") -> Steps[list[Any]]:
        with working_folder(self._folder) as work:
            for _ in copied(self._desk.database, work / FILE_NAME):
                yield 1.0
            content = self._content(work)
            return (yield from _shared(aside(lambda: preview(content, staged, keys)), None))

    def restore(self) -> Steps[Path | None]:
        """Makes what was laid ready count from the next start on; the program must end now.

        Returns:
            The export in which the present data were put, None if there were none.

        Raises:
            UserProblem: The present data could not be put aside; they count.
        """
        if self._staged is None:
            raise RuntimeError("nothing was laid ready")
        staged, keys, key_file, found = self._staged
        lock = self._lock()
        if lock is None and staged.vault and keys is not None and key_file is not None:
            # What was plain must not stay plain beside a vault.
            lock = Lock(keys, key_file)
        before = None
        pace = Pace()
        with as_user_problems():
            if not found.empty_before or not found.same_key:
                with working_folder(self._folder) as work:
                    yield from _shared(copied(self._desk.database, work / FILE_NAME), pace)
                    content = self._content(work)
                    if not found.same_key:
                        older = tuple(copy.path for copy in finished_copies(self._folder))
                        content = content._replace(copies=older)
                    now = self._desk.now()
                    before = self._aside_name(now)
                    target = before
                    writing = aside(
                        lambda: write_export(content, target, now, desktop.__version__, lock, pace),
                        pace,
                    )
                    yield from _shared(writing, pace)
            if lock is not None and staged.vault:
                own = lock
                yield from _shared(aside(lambda: lock_exports(self._folder, own, pace), pace), pace)
            commit(self._folder, staged, same_key=found.same_key)
        # What is written from now on would be gone at the next start.
        self._desk.database.retire()
        self._staged = None
        return before

    def give_up(self) -> None:
        """Forgets what was laid ready."""
        self._staged = None
        try:
            with as_user_problems():
                give_up(self._folder)
        finally:
            if not self._desk.database.retired:
                self._desk.end_turn(self)

    # ---- the drill ---------------------------------------------------------------------------

    def drill(self) -> Steps[Drilled]:
        """Opens the newest copy in a place of its own, as after a loss, and counts what is in it.

        Raises:
            NoCopy: There is none.
            UserProblem: It does not open.
        """
        with self._desk.turn(), as_user_problems():
            copies = finished_copies(self._folder)
            if not copies:
                raise NoCopy
            pace = Pace()
            work = aside(lambda: self._drilled(copies[0].path, copies[0].moment, pace), pace)
            return (yield from _shared(work, pace))

    def _drilled(self, copy: Path, moment: datetime, pace: Pace) -> Drilled:
        keys = self._keys()
        key = None if keys is None else keys.database
        with working_folder(self._folder) as work:
            with typed_failures(work):
                (work / FILE_NAME).write_bytes(copy.read_bytes())
                if keys is not None:
                    (work / KEY_FILE).write_bytes((self._folder / KEY_FILE).read_bytes())
            database = open_database(work, self._desk.now(), key=key)
            database.close()
            examine(work / FILE_NAME, len(STEPS), key)
            counts = count(work / FILE_NAME, key)
        names = read_list(list_of(copy)) if list_of(copy).exists() else frozenset()
        files = FileStore(self._folder, keys)
        damaged = 0 if names is not None else 1
        for name in sorted(names or ()):
            try:
                for piece in files.contents(name):
                    pace.step(len(piece))
            except StoreError:
                damaged += 1
        return Drilled(moment, {**counts, Thing.FILES: len(names or ())}, damaged)

    # ---- what they share ---------------------------------------------------------------------

    def _content(self, work: Path) -> Content:
        keys = self._keys()
        return Content(work / FILE_NAME, FileStore(self._folder, keys), keys)

    def _lock(self) -> Lock | None:
        keys = self._keys()
        if keys is None:
            return None
        from desktop.store.keys import read_key_file  # noqa: PLC0415  Only with a vault.

        # Also where turning it off was broken off: what is restored from it stays encrypted.
        on = read_key_file(self._folder).with_state(keys, VaultState.ON)
        return Lock(keys, json.loads(on.text()))

    def _aside_name(self, now: datetime) -> Path:
        moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        return self._folder / BACKUP_FOLDER / f"before-{moment}{SUFFIX}"


def _shared(work: Generator[object, None, T], pace: Pace | None) -> Steps[T]:
    """Work that tells how much of it is done; closing this closes the work."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        try:
            yield 0.0 if pace is None else pace.share
        except GeneratorExit:
            work.close()
            raise


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@contextmanager
def _about_target(target: Path) -> "Iterator[None]":
    """What stands in the way of an export is said of the place that was chosen for it."""
    try:
        yield
    except DiskFull as problem:
        raise ExportNoRoom(target.parent) from problem
    except DataFolderUnusable as problem:
        raise ExportFolderUnusable(target.parent) from problem


@contextmanager
def _about_source(path: Path) -> "Iterator[None]":
    try:
        yield
    except DiskFull as problem:
        raise ExportNoRoom(problem.path.parent) from problem
    except DataFolderUnusable as problem:
        if problem.path != path:
            raise
        raise ExportUnreadable(path) from problem
    except OSError as error:
        raise ExportUnreadable(path) from error
