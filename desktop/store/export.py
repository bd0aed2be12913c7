"""Puts everything the person has into one file, and proves it before it gets its name."""

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Protocol

from desktop.store.aside import Pace, aside
from desktop.store.chunks import PIECE, ChunksUnreadable, plain_size
from desktop.store.container import (
    COPY,
    DATABASE,
    FILE,
    Head,
    Member,
    Writer,
    body_size,
    read_head,
    reading_members,
    taken,
)
from desktop.store.database import (
    BACKUP_FOLDER,
    FILE_NAME,
    Database,
    make_private_file,
    typed_failures,
)
from desktop.store.disk import sync_folder
from desktop.store.errors import (
    ExportCutShort,
    ExportDamaged,
    ExportForeign,
    ExportNewer,
    StoreError,
    StoreFull,
)
from desktop.store.files import SEALED, FileKeys, FileStore
from desktop.store.migrations import STEPS
from desktop.store.soundness import examine

SUFFIX = ".anxin"
_PAGES_AT_ONCE = 64
# Each file is read to be proven, read to be written, and read back.
_TIMES_READ = 3
_SWEPT: set[Path] = set()


class VaultKeys(FileKeys, Protocol):
    """The keys of a vault, one for each purpose."""

    @property
    def database(self) -> bytes:
        """Encrypts the data file."""

    @property
    def export(self) -> bytes:
        """Encrypts what is exported."""


class Lock(NamedTuple):
    """What encrypts an export: the keys of a vault, and its key file as JSON, which goes along."""

    keys: VaultKeys
    key_file: dict[str, Any]


class Content(NamedTuple):
    """What shall be in an export.

    Attributes:
        database: A closed data file.
        files: Where the person's files are.
        keys: The keys of both, if they are encrypted.
        copies: Older copies of the data file that go along.
    """

    database: Path
    files: FileStore
    keys: VaultKeys | None
    copies: tuple[Path, ...] = ()


class Made(NamedTuple):
    """An export that was made and read back.

    Attributes:
        path: The file.
        size: Its bytes.
        files: How many of the person's files are in it.
        damaged: How many could not be put into it.
    """

    path: Path
    size: int
    files: int
    damaged: int


def exporting(
    database: Database, target: Path, now: datetime, program: str, lock: Lock | None, pace: Pace
) -> Generator[None, None, Made]:
    """Makes an export of the open data, in steps that take a few milliseconds each.

    A generator that is closed before its end leaves nothing behind.

    Args:
        database: The open data file.
        target: The file to be made; one that is there is replaced when the new one is whole.
        now: The present time.
        program: Version of this program.
        lock: What encrypts it, where the vault is on.
        pace: Tells how far it is.

    Raises:
        StoreUnreadable: The data file is damaged.
        StoreError: It could not be written.
    """
    folder = database.path.parent
    keys = None if lock is None else lock.keys
    with working_folder(folder) as work:
        copy = work / FILE_NAME
        yield from copied(database, copy)
        content = Content(copy, FileStore(folder, keys), keys)
        return (
            yield from aside(lambda: write_export(content, target, now, program, lock, pace), pace)
        )


def copied(database: Database, target: Path) -> Generator[None, None, None]:
    """Copies the open data file into a new one, a little at a time."""
    with typed_failures(target):
        make_private_file(target)
    yield from database.copying(target, _PAGES_AT_ONCE)
    yield


@contextmanager
def working_folder(folder: Path) -> Iterator[Path]:
    """Makes a folder beside the copies that is gone afterwards."""
    parent = folder / BACKUP_FOLDER
    with typed_failures(parent):
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if parent not in _SWEPT:
            # What a killed process left; later ones are ours and may be in use.
            _SWEPT.add(parent)
            for left in parent.glob("work-*"):
                shutil.rmtree(left, ignore_errors=True)
            for unfinished in parent.glob(f".*{SUFFIX}.part"):
                unfinished.unlink(missing_ok=True)
        made = TemporaryDirectory(prefix="work-", dir=parent, ignore_cleanup_errors=True)
    with made as name:
        yield Path(name)


def write_export(
    content: Content, target: Path, now: datetime, program: str, lock: Lock | None, pace: Pace
) -> Made:
    """Writes an export and reads it back. For a thread of its own.

    Raises:
        Stopped: It was given up; nothing is left of it.
        StoreUnreadable: The data file is damaged.
        StoreError: It could not be written.
    """
    key = None if content.keys is None else content.keys.database
    examine(content.database, len(STEPS), key)
    whole, damaged = _whole_files(content.files, pace)
    members = [
        Member(DATABASE, content.database.stat().st_size),
        *(Member(FILE, size) for _, size in whole),
        *(Member(COPY, path.stat().st_size, path.name) for path in content.copies),
    ]
    key_file = None if lock is None else lock.key_file
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = Head(moment, program, body_size(members), key_file)
    pace.total = _TIMES_READ * head.body
    sources = [
        _pieces(content.database),
        *(content.files.contents(name) for name, _ in whole),
        *(_pieces(path) for path in content.copies),
    ]
    part = unfinished_name(target)
    with typed_failures(target):
        try:
            part.unlink(missing_ok=True)
            make_private_file(part)
            with part.open("wb") as file:
                writer = Writer(file, head, None if lock is None else lock.keys.export)
                for member, source in zip(members, sources, strict=True):
                    writer.add(member, _paced(source, pace))
                writer.finish()
                file.flush()
                os.fsync(file.fileno())
            prove(part, None if lock is None else lock.keys.export, pace)
            size = part.stat().st_size
            part.replace(target)
            with suppress(OSError):  # Some file systems cannot; the file is whole all the same.
                sync_folder(target.parent)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return Made(target, size, len(whole), len(damaged))


def unfinished_name(target: Path) -> Path:
    """Under which name an export is written before it is whole."""
    return target.with_name(f".{target.name}.part")


def prove(path: Path, key: bytes | None, pace: Pace) -> None:
    """Reads an export to its end.

    Raises:
        StoreError: It is damaged.
        OSError: It cannot be read.
    """
    with reading_members(path, key) as members:
        for _, pieces in members:
            taken(pieces, lambda piece: pace.step(len(piece)))


def lock_exports(folder: Path, lock: Lock, pace: Pace) -> None:
    """Encrypts the plain exports that lie among the copies of the data. For a thread of its own.

    Those that are damaged or no exports stay as they are.

    Raises:
        Stopped: It was given up; those that are left are still plain.
        StoreError: One could not be written.
    """
    for path in sorted((folder / BACKUP_FOLDER).glob(f"*{SUFFIX}")):
        with typed_failures(path):
            try:
                head = read_head(path)
                if head.key is None:
                    prove(path, None, pace)
            except (ExportForeign, ExportNewer, ExportCutShort, ExportDamaged):
                continue
            if head.key is None:
                _lock_export(path, head, lock, pace)


def _lock_export(path: Path, head: Head, lock: Lock, pace: Pace) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        make_private_file(part)
        with part.open("wb") as file, reading_members(path, None) as members:
            writer = Writer(file, head._replace(key=lock.key_file), lock.keys.export)
            for member, pieces in members:
                writer.add(member, _paced(pieces, pace))
            writer.finish()
            file.flush()
            os.fsync(file.fileno())
        prove(part, lock.keys.export, pace)
        part.replace(path)
        sync_folder(path.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _whole_files(store: FileStore, pace: Pace) -> tuple[list[tuple[str, int]], list[str]]:
    """The names and sizes of files that are whole, and the names of those that are not."""
    whole, damaged = [], []
    sizes = {}
    for name in store.names():
        with suppress(OSError, ChunksUnreadable):
            size = store.path(name).stat().st_size
            sizes[name] = plain_size(size) if name.endswith(SEALED) else size
    pace.total = _TIMES_READ * sum(sizes.values()) + 1
    for name in store.names():
        try:
            for piece in store.contents(name):
                pace.step(len(piece))
            whole.append((name, sizes[name]))
        except StoreFull:
            raise
        except (StoreError, KeyError):
            damaged.append(name)
    return whole, damaged


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _paced(pieces: Iterator[bytes], pace: Pace) -> Iterator[bytes]:
    for piece in pieces:
        pace.step(len(piece))
        yield piece
