"""Brings a damaged data file back. Everything is kept aside first, and nothing is guessed.

What is gone on with, the first that there is:

1. The file itself, if it is whole without the unreadable end of its log, or if only its indexes
   are damaged, which can be made anew; unless a copy holds later changes.
2. The copy with the latest changes.
3. The rows that can still be read, if there is no copy.
4. An empty file.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import apsw

from desktop.domain.recovery import Recovered, Source
from desktop.store.database import (
    APPLICATION_ID,
    BACKUP_FOLDER,
    BUSY_MILLISECONDS,
    FILE_NAME,
    copies,
    is_empty,
    make_private_file,
    migrate,
    typed_failures,
)
from desktop.store.disk import sync_file, sync_folder
from desktop.store.driver import (
    CREATE,
    READ_WRITE,
    begin_checksums,
    connect,
    encrypt,
    has_checksums,
    is_encrypted,
)
from desktop.store.errors import StoreError, StoreNewer, StoreUnreadable
from desktop.store.files import bring_back
from desktop.store.log import looks_like_a_log, page_size
from desktop.store.migrations import STEPS
from desktop.store.references import list_of, read_list
from desktop.store.soundness import Sound, examine

_LOG = "-wal"
_BESIDE = (_LOG, "-journal", "-shm")
_HEADER_BYTES = 100
_MOST_COMPLAINTS = 1000
_DAMAGED = (apsw.CorruptError, apsw.NotADBError, apsw.FormatError, apsw.SQLError)
_UNREADABLE = (apsw.SQLITE_IOERR_DATA, apsw.SQLITE_IOERR_READ, apsw.SQLITE_IOERR_SHORT_READ)


def recover(
    folder: Path, now: datetime, steps: Sequence[str] = STEPS, key: bytes | None = None
) -> Recovered:
    """Puts the best that is left in place of a data file that could not be opened.

    Args:
        folder: The person's folder.
        now: Time for the name of the folder in which the damaged files are kept.
        steps: The migration steps known.
        key: Of an encrypted data file. What is put in its place is encrypted, too.

    Raises:
        StoreError: It is not known to be ours, or newer, or in use, or there is no room. Then the
            files are as they were.
    """
    path = folder / FILE_NAME
    with typed_failures(path):
        if key is None:
            _check_ours(path, len(steps))
        _check_unused(path, key)
        kept = _keep_aside(path, now)
        with TemporaryDirectory(prefix="work-", dir=folder / BACKUP_FOLDER) as work:
            until = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            source, sound = _best(folder, kept, Path(work), steps, key, until)
            _put_in_place(sound.path, path, key)
            if source is Source.COPY:
                bring_back(folder, read_list(list_of(sound.path)) or frozenset())
    return Recovered(source, sound.as_of, str(kept or ""))


@contextmanager
def _as_far_as_readable() -> Iterator[None]:
    """Ends at what is damaged and lets what comes after it go on. A full disk is no damage."""
    try:
        yield
    except _DAMAGED:
        return
    except UnicodeDecodeError:  # Without checksums a changed letter may be no letter at all.
        return
    except apsw.IOError as error:
        if getattr(error, "extendedresult", 0) not in _UNREADABLE:
            raise


def _check_ours(path: Path, known: int) -> None:
    """Lets only files pass that surely were ours, and not of a newer program."""
    header = b""
    if path.is_file():
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    if int.from_bytes(header[68:72], "big") == APPLICATION_ID:
        version = int.from_bytes(header[60:64], "big")
        if version > known:
            raise StoreNewer(path, version, known)
    elif not copies(path.parent) and not looks_like_a_log(_beside(path, _LOG)):
        raise StoreUnreadable(path, "not known to be ours")


def _check_unused(path: Path, key: bytes | None) -> None:
    if is_empty(path):
        return
    connection = connect(path, READ_WRITE, key)
    try:
        connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        connection.set_busy_timeout(BUSY_MILLISECONDS)
        connection.pragma("locking_mode", "EXCLUSIVE")
        with _as_far_as_readable():
            connection.execute("SELECT 1 FROM sqlite_schema")
    finally:
        connection.close()


def _keep_aside(path: Path, now: datetime) -> Path | None:
    """Copies the files as they are; None if there is not even one with something in it."""
    files = [file for file in (path, *(_beside(path, end) for end in _BESIDE)) if file.is_file()]
    backups = path.parent / BACKUP_FOLDER
    backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not any(file.stat().st_size for file in files):
        return None
    name = f"damaged-{now.astimezone(UTC).strftime('%Y%m%dT%H%M%SZ')}"
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    final = next(backups / name for name in names if not (backups / name).exists())
    unfinished = final.with_name(f"{final.name}.part")
    try:
        unfinished.mkdir(mode=0o700, exist_ok=True)
        for file in files:
            _copy(file, unfinished / file.name)
        unfinished.replace(final)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    sync_folder(backups)
    return final


def _best(
    folder: Path, kept: Path | None, work: Path, steps: Sequence[str], key: bytes | None, until: str
) -> tuple[Source, Sound]:
    candidates: list[tuple[Source, Sound]] = []
    newer: StoreNewer | None = None
    for copy in copies(folder):
        try:
            candidates.append((Source.COPY, examine(copy, len(steps), key, until)))
        except StoreNewer as error:
            newer = error
        except StoreError:
            continue
    mended = None if kept is None else _mend(kept, work, steps, key, until)
    if mended is not None:
        candidates.append((Source.FILE, mended))
    if candidates:
        # Where they are level the file wins: what was unset last leaves no time behind.
        return max(
            candidates, key=lambda each: (each[1].as_of, each[1].latest, each[0] is Source.FILE)
        )
    if newer is not None:
        raise newer
    return _gather(kept, work, steps, key, until)[:2]


def _mend(
    kept: Path, work: Path, steps: Sequence[str], key: bytes | None, until: str
) -> Sound | None:
    """The kept file with its log folded in, and its indexes made anew; None if it is not whole."""
    path = _working_copy(kept, work / "mended")
    proves_itself = key is not None
    with suppress(StoreUnreadable), _as_far_as_readable():
        connection = connect(path, CREATE, key)
        try:
            connection.pragma("locking_mode", "EXCLUSIVE")
            connection.pragma("journal_mode", "DELETE")
            proves_itself = proves_itself or has_checksums(connection)
            if _only_indexes_are_damaged(connection):
                return _gather(kept, work, steps, key, until)[1]
        finally:
            connection.close()
        return examine(path, len(steps), key, until)
    if proves_itself:
        # A page that does not prove itself is not read. Where no row is on one, nothing is missing.
        _, sound, complete = _gather(kept, work, steps, key, until)
        return sound if complete else None
    return None


def _only_indexes_are_damaged(connection: apsw.Connection) -> bool:
    """Whether there is damage, but every table can be read from its first row to its last."""
    roots = connection.execute("SELECT rootpage FROM sqlite_schema WHERE type = 'index'")
    trees = tuple(f"Tree {root} " for (root,) in roots)
    # The thorough check ends in the middle where a tree is damaged, the quick one goes on.
    lines = _complaints(connection, "quick_check") or _complaints(connection, "integrity_check")
    return 0 < len(lines) < _MOST_COMPLAINTS and all(
        line.startswith(trees) or " index " in line or line.endswith(": never used")
        for line in lines
    )


def _complaints(connection: apsw.Connection, check: str) -> list[str]:
    rows = connection.execute(f"PRAGMA {check}({_MOST_COMPLAINTS})")
    lines = "\n".join(str(row) for (row,) in rows).splitlines()
    return [line for line in lines if line != "ok" and not line.startswith("***")]


def _working_copy(kept: Path, folder: Path) -> Path:
    """A copy to work on, since opening a file can change it."""
    folder.mkdir()
    path = folder / FILE_NAME
    for file in kept.iterdir():
        if not file.name.endswith("-shm"):
            _copy(file, folder / file.name)
    log = _beside(path, _LOG)
    if is_empty(path) and looks_like_a_log(log):
        # SQLite would delete the log of an empty file. All pages may be in it.
        path.write_bytes(bytes(page_size(log)))
    return path


def _gather(
    kept: Path | None, work: Path, steps: Sequence[str], key: bytes | None, until: str
) -> tuple[Source, Sound, bool]:
    """A new file with every row that can be read, and whether those are surely all."""
    fresh = work / "gathered.sqlite"
    fresh.unlink(missing_ok=True)
    shutil.rmtree(work / "torn", ignore_errors=True)
    target = connect(fresh, CREATE, key)
    rows = 0
    complete = False
    try:
        if key is None:
            begin_checksums(target)
        source = None if kept is None else connect(_working_copy(kept, work / "torn"), CREATE, key)
        try:
            version = len(steps) if source is None else _version(source, len(steps))
            migrate(target, 0, steps[:version])
            if source is not None:
                rows, complete = _take_rows(source, target)
        finally:
            if source is not None:
                source.close()
    finally:
        target.close()
    sound = examine(fresh, len(steps), key, until)
    return (Source.ROWS if rows else Source.NOTHING), sound, complete


def _version(source: apsw.Connection, known: int) -> int:
    found = known
    with _as_far_as_readable():
        found = int(source.pragma("user_version"))
    return min(max(1, found), known)


def _take_rows(source: apsw.Connection, target: apsw.Connection) -> tuple[int, bool]:
    """Copies what can be read of each table, and drops what then belongs to nothing.

    Returns:
        How many rows there are now, and whether every table was read to its end.
    """
    complete = True
    tables = [
        (str(name), bool(without_rowid))
        for name, without_rowid in target.execute(
            "SELECT name, wr FROM pragma_table_list"
            " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
            # What undo would take back no longer fits when rows are missing.
            " AND name <> 'journal'"
        )
    ]
    for table, without_rowid in tables:
        found, to_the_end = _readable_rows(source, target, table, without_rowid)
        complete = complete and to_the_end
        for row in found:
            columns = ", ".join(row)
            marks = ", ".join("?" * len(row))
            with suppress(apsw.ConstraintError):
                target.execute(
                    f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})",
                    tuple(row.values()),
                )
    while orphans := list(target.execute("PRAGMA foreign_key_check")):
        for table in {str(orphan[0]) for orphan in orphans}:
            target.execute(f"DELETE FROM {table} WHERE lender NOT IN (SELECT id FROM lender)")
    count = sum(
        int(number)
        for table, _ in tables
        for (number,) in target.execute(f"SELECT count(*) FROM {table}")
    )
    return count, complete


def _readable_rows(
    source: apsw.Connection, target: apsw.Connection, table: str, without_rowid: bool
) -> tuple[list[dict[str, Any]], bool]:
    """Rows from both ends of a table up to what is damaged, and whether nothing was."""
    described = list(
        target.execute("SELECT name, pk FROM pragma_table_xinfo(?) WHERE hidden = 0", (table,))
    )
    names = [str(name) for name, _ in described]
    keys = [str(name) for name, place in sorted(described, key=lambda each: each[1]) if place]
    order = keys if without_rowid else ["rowid"]
    found: list[dict[str, Any]] = []
    for direction in ("ASC", "DESC"):
        ordered = ", ".join(f"{name} {direction}" for name in order)
        query = f"SELECT {', '.join(names)} FROM {table} NOT INDEXED ORDER BY {ordered}"
        with _as_far_as_readable():
            for row in source.execute(query):
                found.append(dict(zip(names, row, strict=True)))  # noqa: PERF401  It may break off.
            return found, direction == "ASC"
    return found, False


def _put_in_place(new: Path, path: Path, key: bytes | None) -> None:
    """Replaces the data file; its old log goes first, since it must never meet the new file."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        if key is not None and not is_encrypted(new):
            unfinished.unlink(missing_ok=True)
            make_private_file(unfinished)
            encrypt(new, unfinished, key)
            sync_file(unfinished)
        else:
            _copy(new, unfinished)
        for end in _BESIDE:
            _beside(path, end).unlink(missing_ok=True)
        sync_folder(path.parent)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    make_private_file(target)
    shutil.copyfile(source, target)
    sync_file(target)


def _beside(path: Path, end: str) -> Path:
    return path.with_name(f"{path.name}{end}")
