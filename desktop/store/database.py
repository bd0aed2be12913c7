"""The data file: opened once, by one thread of one process, and safe at any instant.

A transaction that has ended is on the disk (write-ahead log, ``synchronous=FULL``), so a crash or
a kill loses nothing that was reported as saved. The lock is exclusive: a second running program
must not show, or write over, what this one changes.
"""

import errno
import os
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from threading import get_ident
from typing import Any

import apsw

from desktop.store.disk import sync_file, sync_folder
from desktop.store.driver import (
    CREATE,
    READ_ONLY,
    READ_WRITE,
    add_checksums,
    begin_checksums,
    connect,
    expect_checksums,
    has_checksums,
    is_encrypted,
    remember_pages,
)
from desktop.store.errors import (
    StoreConflict,
    StoreFolderUnusable,
    StoreForeign,
    StoreFull,
    StoreInUse,
    StoreLocked,
    StoreMoved,
    StoreNewer,
    StoreUnreadable,
)
from desktop.store.migrations import STEPS

FILE_NAME = "anxin.sqlite"
BACKUP_FOLDER = "backups"
_FILE_FOLDER = "files"  # As in ``files``, which needs this module.
KEY_FILE = "anxin.key"
CHECK_MARK = "anxin.check"
"""Beside a data file that was found damaged while it was open: it is looked over at a start."""
APPLICATION_ID = 0x414E584E  # "ANXN", in the header of every data file of ours.

BUSY_MILLISECONDS = 250
_HEADER_BYTES = 100
# Looking over a larger file would be felt at a start; its daily copy is looked over instead.
_CHECKED_BYTES = 16 * 1024 * 1024
# Signs beyond the halves of pairs, which no text may hold; what is beyond the last becomes another.
_FIRST_SIGN, _NO_SIGN = 0x10000, "\ufffd"
_BACK = bytes((number - 1) % 256 for number in range(256))
"""Takes the first sign away from the third byte of four."""
_NO_ROOM = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EFBIG", "EDQUOT") if hasattr(errno, name)
)
_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    # On macOS an ordinary fsync leaves the data in the drive's own cache.
    "PRAGMA fullfsync=ON",
    "PRAGMA checkpoint_fullfsync=ON",
    "PRAGMA foreign_keys=ON",
)


class Database:
    """The open data file. Statements go through it, so that every failure gets its type."""

    def __init__(
        self, path: Path, connection: apsw.Connection, key: bytes | None, steps: Sequence[str]
    ) -> None:
        self.path = path
        self.key = key
        """The key of the file, None while it is plain."""
        self.unclean = False
        """Whether it was not closed in order before: its log was still there."""
        self._connection = connection
        self._steps = steps
        self.retired = False
        """Whether everything is in another place by now, so that nothing may be written here."""
        self._copies = 0
        self._thread = get_ident()

    def copying_now(self) -> bool:
        """Whether it is being copied."""
        return self._copies > 0

    def changes(self) -> int:
        """Counts the rows written since it was opened, to tell whether anything was."""
        self._check_thread()
        return self._connection.total_changes()

    def exchange(self, other: Path, key: bytes | None, now: datetime) -> None:
        """Puts another file in the place of this one and goes on with it.

        Args:
            other: A whole data file beside this one, on the disk already, with the same rows.
            key: Its key.
            now: As for ``open_database``.

        Raises:
            StoreError: It was not possible; this goes on with the file that is in place.
        """
        self._check_thread()
        log = self.path.with_name(f"{self.path.name}-wal")
        self._connection.close()
        try:
            with typed_failures(self.path):
                if not is_empty(log):  # There was no room to fold it in.
                    raise StoreFull(self.path, "log")
                other.replace(self.path)
                self.key = key
                sync_folder(self.path.parent)
        finally:
            self._connection = _open(self.path, now, self._steps, self.key)

    def rows(self, sql: str, values: Sequence[str | int | None] = ()) -> list[tuple[Any, ...]]:
        """Reads rows."""
        self._check_thread()
        with typed_failures(self.path, self._connection):
            return list(self._connection.execute(sql, values))

    def numbers(self, sql: str, values: Sequence[str | int | None] = ()) -> "array[int]":
        """Reads rows of one row number each, as many as there may be.

        They come as one text with a sign for each, which takes a quarter of the time of rows.
        """
        self._check_thread()
        signs = f"SELECT group_concat(char(rowid + {_FIRST_SIGN}), '') FROM ({sql})"
        with typed_failures(self.path, self._connection):
            # SQLite keeps the order of what ``group_concat`` is given.
            ((text,),) = self._connection.execute(signs, values)
            if text is not None and _NO_SIGN in text:  # More numbers than there are signs.
                return array("q", chain.from_iterable(self._connection.execute(sql, values)))
        found = bytearray((text or "").encode("utf-32-le"))
        found[2::4] = found[2::4].translate(_BACK)
        return array("I", found)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Makes the writes inside one change: all on disk when it ends, or none of them.

        Inside another transaction it joins that one.
        """
        self._check_thread()
        if self.retired:
            raise StoreMoved(self.path)
        if self._connection.in_transaction:
            yield
            return
        with typed_failures(self.path, self._connection), _transaction(self._connection):
            yield

    def write(self, sql: str, values: Sequence[str | int | bytes | None]) -> None:
        """Runs one writing statement, in the present transaction or in one of its own."""
        with self.transaction():
            self._connection.execute(sql, values)

    @contextmanager
    def recording(self, tables: Sequence[str]) -> Iterator[Callable[[], bytes]]:
        """Notes what the writes inside do to some tables, for ``apply`` of it or its reverse.

        Yields a call that returns everything noted so far, empty while nothing has changed.
        """
        self._check_thread()
        session = apsw.Session(self._connection, "main")
        try:
            for table in tables:
                session.attach(table)
            yield session.changeset
        finally:
            session.close()

    def apply(self, changes: bytes) -> None:
        """Makes recorded changes, all of them or none.

        Raises:
            StoreConflict: A row they are about is no longer as it was.
        """
        with self.transaction():
            try:
                apsw.Changeset.apply(changes, self._connection)
            except (apsw.AbortError, apsw.ConstraintError) as error:
                raise StoreConflict(self.path, str(error)) from error

    def copying(self, target: Path, pages: int) -> Iterator[None]:
        """Copies everything into an empty file, so many pages between one yield and the next.

        What is written in between gets into the copy. The copy needs no log beside it.
        """
        self._check_thread()
        with typed_failures(target):
            copy = connect(target, READ_WRITE, self.key)
        self._copies += 1
        try:
            with typed_failures(target, copy):
                # Until it is finished it is worth nothing, so nothing has to be waited for.
                copy.pragma("synchronous", "OFF")
                if self.key is None:
                    expect_checksums(copy)
                with copy.backup("main", self._connection, "main") as backup:
                    while not backup.done:
                        self._check_thread()
                        backup.step(pages)
                        yield
                copy.pragma("journal_mode", "DELETE")
        finally:
            self._copies -= 1
            copy.close()

    def write_anew(self) -> None:
        """Writes the file without what was deleted, which stays readable in it until then.

        Raises:
            StoreFull: There is no room for it beside the old one.
            StoreError: It cannot be written.
        """
        self._check_thread()
        with typed_failures(self.path, self._connection):
            self._connection.execute("VACUUM")
            # The pages as they were are still in the log.
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def retire(self) -> None:
        """Takes no more changes: everything is in another place."""
        self.retired = True

    def digest(self) -> str:
        """What it says, in one number; see ``digest``."""
        from desktop.store.digest import digest  # noqa: PLC0415  Only after a move.

        self._check_thread()
        with typed_failures(self.path, self._connection):
            return digest(self._connection)

    def close(self) -> None:
        """Folds the log into the file and lets go of it."""
        self._check_thread()
        self._connection.close()

    def _check_thread(self) -> None:
        if get_ident() != self._thread:
            raise RuntimeError("the data file belongs to the thread that opened it")


def open_database(
    folder: Path, now: datetime, steps: Sequence[str] = STEPS, key: bytes | None = None
) -> Database:
    """Opens the data file in a folder, making both where they are missing.

    Args:
        folder: The person's folder; one that we made is closed to everybody else.
        now: Time for the name of the backup that is made before an older file is changed.
        steps: The migration steps known.
        key: The key of an encrypted file. It was proven by the key file, so what it does not
            open is damaged. A file that is plain is opened without it.

    Raises:
        StoreLocked: The file is encrypted and no key was given.
        StoreError: The folder or the file cannot be used; the file was not changed.
    """
    path = folder / FILE_NAME
    with typed_failures(folder):
        _make_private(folder)
    with typed_failures(path):
        if is_locked(folder):
            if key is None:
                raise StoreLocked(path)
        elif not is_empty(path):
            key = None
        if path.exists() and not path.is_file():
            raise StoreFolderUnusable(path, "not a file")  # Some would be waited for for ever.
        # With a key at hand a vault is begun, which has its key file before all else.
        if is_empty(path) and (_had_content(path) or (key is None and has_key_file(folder))):
            raise StoreUnreadable(path, "empty")
        make_private_file(path)
        _look_before_opening(path, len(steps), key)
        unclean = not is_empty(path.with_name(f"{path.name}-wal"))
    opened = Database(path, _open(path, now, steps, key), key, steps)
    opened.unclean = unclean
    return opened


def is_locked(folder: Path) -> bool:
    """Whether it takes a key to open the data file of a folder.

    Told by its first bytes, never by a setting. Without a key file, what is not plain is damaged.

    Raises:
        OSError: It cannot be read.
    """
    path = folder / FILE_NAME
    if is_empty(path):
        return any(is_encrypted(copy) for copy in copies(folder)) and has_key_file(folder)
    return path.is_file() and is_encrypted(path) and has_key_file(folder)


def has_key_file(folder: Path) -> bool:
    """Whether there is a key file or its copy, in whatever state."""
    return any((place / KEY_FILE).exists() for place in (folder, folder / BACKUP_FOLDER))


def _open(path: Path, now: datetime, steps: Sequence[str], key: bytes | None) -> apsw.Connection:
    new = is_empty(path)
    with typed_failures(path):
        connection = connect(path, READ_WRITE, key)
    try:
        with typed_failures(path, connection):
            # A file that turns out to be newer must keep its log as it is.
            connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
            if connection.readonly("main"):
                raise StoreFolderUnusable(path, "read-only file")
            connection.set_busy_timeout(BUSY_MILLISECONDS)
            connection.pragma("locking_mode", "EXCLUSIVE")
            if new and key is None:
                begin_checksums(connection)
            version = _accepted_version(path, connection, len(steps))
            if key is not None:
                remember_pages(connection)
            _check_whole(path, connection)
            remember_pages(connection)  # Not what only the check has read of a plain one.
            if version and version < len(steps):
                _back_up(connection, path.parent / BACKUP_FOLDER, version, now, key)
            if version and key is None and not has_checksums(connection):
                # A file of an early version. Without room for it, it goes on as it is.
                with suppress(apsw.FullError, apsw.IOError):
                    connection.pragma("journal_mode", "DELETE")
                    add_checksums(connection)
            for setting in _SETTINGS:
                connection.execute(setting)
            if version < len(steps):
                migrate(connection, version, steps)
            connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_private(folder: Path) -> None:
    made = not folder.exists()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise StoreFolderUnusable(folder, "not a folder") from error
    # A folder that others use as well is not ours to close. And a stick formatted on Windows has
    # no owners and no modes; it is usable all the same.
    if made:
        with suppress(PermissionError):
            folder.chmod(0o700)


def make_private_file(path: Path) -> None:
    """Makes an empty file that is private from its first moment; the log inherits the mode."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _look_before_opening(path: Path, known: int, key: bytes | None) -> None:
    """Refuses a foreign or newer file without so much as an empty log beside it.

    While a log waits to be folded in, the file alone may be half of a state, so it is not judged.
    """
    if 0 < path.stat().st_size < _HEADER_BYTES and path.is_file():
        raise StoreUnreadable(path, "shorter than a header")  # SQLite would take it for empty.
    if is_empty(path) or not is_empty(path.with_name(f"{path.name}-wal")):
        return
    peek = connect(path, READ_ONLY, key, immutable=True)
    try:
        _accepted_version(path, peek, known)
    finally:
        peek.close()


def _had_content(path: Path) -> bool:
    """Whether something beside an empty or missing file tells that it was not always so.

    Begun anew, it would tidy the files away, and give up a key.
    """
    folder = path.parent
    files = folder / _FILE_FOLDER
    return (
        not is_empty(path.with_name(f"{path.name}-wal"))
        or bool(copies(folder))
        or (files.is_dir() and any(files.iterdir()))
    )


def copies(folder: Path) -> list[Path]:
    """The finished copies of the data file, for days and for migrations."""
    return sorted((folder / BACKUP_FOLDER).glob("*.sqlite"))


def is_empty(path: Path) -> bool:
    """Whether a file is missing or holds nothing."""
    return not path.exists() or (path.is_file() and not path.stat().st_size)


def _accepted_version(path: Path, connection: apsw.Connection, known: int) -> int:
    version = int(connection.pragma("user_version"))
    owner = int(connection.pragma("application_id"))
    if owner == APPLICATION_ID:
        if version > known:
            raise StoreNewer(path, version, known)
        return version
    if owner or version or list(connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1")):
        raise StoreForeign(path, f"application_id {owner:#010x}")
    return 0


def _check_whole(path: Path, connection: apsw.Connection) -> None:
    """Finds damage before anything is written, while everything can still be kept as it is."""
    log = path.with_name(f"{path.name}-wal")
    if not is_empty(log):
        from desktop.store.log import holds_more  # noqa: PLC0415  The last close was no close.

        ((_, frames, _),) = connection.execute("PRAGMA wal_checkpoint(NOOP)")
        if holds_more(log, int(frames)):
            raise StoreUnreadable(path, "damaged log")
    if path.stat().st_size <= _CHECKED_BYTES or path.with_name(CHECK_MARK).exists():
        found = str(connection.pragma("integrity_check", 1))
        if found != "ok":
            raise StoreUnreadable(path, found)
        path.with_name(CHECK_MARK).unlink(missing_ok=True)


def _back_up(
    connection: apsw.Connection, folder: Path, version: int, now: datetime, key: bytes | None
) -> None:
    """Copies the whole file as it stands, and only then gives the copy its name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    final = folder / f"v{version}-{moment}.sqlite"
    unfinished = final.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    copy = connect(unfinished, CREATE, key)
    try:
        with typed_failures(unfinished, copy):
            if key is None:
                expect_checksums(copy)
            with copy.backup("main", connection, "main") as backup:
                backup.step()
            copy.pragma("journal_mode", "DELETE")
    finally:
        copy.close()
    sync_file(unfinished)
    unfinished.replace(final)


def migrate(connection: apsw.Connection, version: int, steps: Sequence[str]) -> None:
    """Takes the steps after ``version``, all or none."""
    with _transaction(connection):
        for step in steps[version:]:
            connection.execute(step)
        connection.pragma("application_id", APPLICATION_ID)
        connection.pragma("user_version", len(steps))


@contextmanager
def _transaction(connection: apsw.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # Some failures, such as a full disk, have already undone the transaction.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def typed_failures(path: Path, connection: apsw.Connection | None = None) -> Iterator[None]:
    """Turns failures of disk and file into store errors; our own mistakes pass through."""
    try:
        yield
    except OSError as error:
        detail = error.strerror or str(error)
        if error.errno in _NO_ROOM:
            raise StoreFull(path, detail) from error
        raise StoreFolderUnusable(path, detail) from error
    except UnicodeEncodeError as error:  # A name that is no text, which the system lets be.
        raise StoreFolderUnusable(path, "no text") from error
    except (apsw.FullError, apsw.IOError, apsw.CantOpenError) as error:
        if getattr(error, "extendedresult", 0) == apsw.SQLITE_IOERR_DATA:
            raise StoreUnreadable(path, "checksum") from error
        no_room = connection is not None and connection.system_errno in _NO_ROOM
        if no_room or isinstance(error, apsw.FullError):
            raise StoreFull(path, str(error)) from error
        raise StoreFolderUnusable(path, str(error)) from error
    except (apsw.ReadOnlyError, apsw.PermissionsError) as error:
        raise StoreFolderUnusable(path, str(error)) from error
    except (apsw.CorruptError, apsw.NotADBError, apsw.FormatError) as error:
        raise StoreUnreadable(path, str(error)) from error
    except (apsw.BusyError, apsw.LockedError, apsw.ProtocolError) as error:
        raise StoreInUse(path, str(error)) from error
