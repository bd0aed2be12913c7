"""The person's files: each kept once, unchanged, under a name made of its content.

Without a vault a file lies in ``files/`` under its SHA-256. With one it is encrypted (``chunks``),
and its name is an HMAC of that sum: the sum alone would tell who has the same file. Whoever uses
the store names a file by its SHA-256 in both cases, so nothing that refers to it has to change when
the vault is turned on or off.

A file is given its name only when it is whole, on the disk, and was read back; so a name that is
there is a promise. What a copy of the database still refers to is moved into ``backups/files/``
when it is removed, and deleted only with the last such copy.
"""

import hmac
import io
import os
import re
import stat
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol, TypeVar, cast

from desktop.store.chunks import (
    PIECE,
    VERSION,
    ChunksNewer,
    ChunksUnreadable,
    Opened,
    Sealer,
    plain_size,
)
from desktop.store.database import BACKUP_FOLDER, typed_failures
from desktop.store.disk import sync_folder
from desktop.store.errors import (
    SourceChanged,
    SourceUnusable,
    StoreError,
    StoreNewer,
    StoreUnreadable,
)

FILE_FOLDER = "files"
SEALED = ".sealed"
PART = ".part"
_WHAT = b"anxin file"
_NAME = re.compile(r"[0-9a-f]{64}(\.sealed)?")
_BINARY = getattr(os, "O_BINARY", 0)
_NOT_WAITING = getattr(os, "O_NONBLOCK", 0)
_NOT_FOLLOWING = getattr(os, "O_NOFOLLOW", 0)


T = TypeVar("T")


class FileKeys(Protocol):
    """The keys of a vault that files need: one for their bytes, one for their names."""

    @property
    def files(self) -> bytes:
        """Encrypts what is in them."""

    @property
    def names(self) -> bytes:
        """Makes their names."""


class Stored(NamedTuple):
    """A file that is kept.

    Attributes:
        sha256: Its content, as 64 hexadecimal digits; the store knows it by that.
        size: Its bytes.
        new: Whether it was not there before.
    """

    sha256: str
    size: int
    new: bool


class FileStore:
    """Keeps files in a data folder. It needs no thread of its own and may be used from any."""

    def __init__(self, folder: Path, keys: FileKeys | None = None) -> None:
        """Make nothing yet; the folder is made with the first file.

        Args:
            folder: The data folder.
            keys: Those of the vault, where it is on.
        """
        self.folder = folder / FILE_FOLDER
        self._kept = folder / BACKUP_FOLDER / FILE_FOLDER
        self._keys = keys

    @property
    def sealing(self) -> bool:
        """Whether what is taken in now is encrypted."""
        return self._keys is not None

    # ---- taking in ---------------------------------------------------------------------------

    def add(self, source: Path | BinaryIO) -> Stored:
        """Takes a file in; see ``adding``."""
        return run(self.adding(source))

    def adding(self, source: Path | BinaryIO) -> Generator[int, None, Stored]:
        """Takes a file in, a piece at a time; yields how many bytes were read or read back.

        A generator that is closed before its end leaves nothing.

        Raises:
            SourceUnusable: There is no ordinary file that can be read.
            SourceChanged: It was changed meanwhile.
            StoreError: It could not be written, or came back other than it was written.
        """
        with _source(source) as (read, check):
            with typed_failures(self.folder):
                make_folder(self.folder)
            part = self.folder / f"{os.urandom(16).hex()}{PART}"
            try:
                return (yield from self._adding(read, check, part))
            finally:
                with suppress(OSError):
                    part.unlink(missing_ok=True)

    def _adding(
        self, read: Callable[[], bytes], check: Callable[[], None], part: Path
    ) -> Generator[int, None, Stored]:
        total = sha256()
        size = 0
        with typed_failures(part), writing(part, self._keys) as write:
            while piece := read():
                total.update(piece)
                write(piece)
                size += len(piece)
                yield size
            check()
        digest = total.hexdigest()
        # The one that is there is as good, if it is whole; else the new one takes its place.
        with suppress(StoreError):
            if self.has(digest) and self.size(digest) == size:
                yield from self.verifying(digest)
                return Stored(digest, size, new=False)
        yield from reading_back(part, self._keys, digest)
        final = self.folder / stored_name(digest, self._keys)
        new = not final.exists()
        with typed_failures(final):
            part.replace(final)
            sync_folder(self.folder)
        return Stored(digest, size, new)

    # ---- giving out --------------------------------------------------------------------------

    def has(self, digest: str) -> bool:
        """Whether a file is kept; not whether it is whole."""
        return self._path(digest).is_file()

    def size(self, digest: str) -> int:
        """Its bytes.

        Raises:
            StoreError: It is not there, or cannot be such a file.
        """
        path = self._path(digest)
        with typed_failures(path), _readable(path):
            size = path.stat().st_size
            return size if self._keys_of(path) is None else plain_size(size)

    @contextmanager
    def open(self, digest: str) -> Iterator[BinaryIO]:
        """Gives the content to read; whoever reads it to the end knows that it is the original.

        Raises:
            StoreUnreadable: While opening or reading: it is damaged.
            StoreError: It cannot be read.
        """
        path = self._path(digest)
        with reading(path, self._keys_of(path)) as stream:
            yield cast("BinaryIO", io.BufferedReader(_Proven(stream, path, digest), PIECE))

    def verify(self, digest: str) -> None:
        """Reads a file to its end.

        Raises:
            StoreUnreadable: It is damaged.
            StoreError: It cannot be read.
        """
        run(self.verifying(digest))

    def verifying(self, digest: str) -> Generator[int, None, None]:
        """Likewise, a piece at a time; yields how many bytes were read."""
        path = self._path(digest)
        yield from reading_back(path, self._keys_of(path), digest)

    # ---- all of them -------------------------------------------------------------------------

    def names(self) -> list[str]:
        """The names under which files lie here, sorted; with a vault they tell nothing."""
        return names_in(self.folder)

    def path(self, name: str) -> Path:
        """Where a name lies, also if only copies of the database refer to it."""
        here = self.folder / name
        return here if here.is_file() else self._kept / name

    def contents(self, name: str) -> Generator[bytes, None, str]:
        """The content of a name in pieces; returns its SHA-256 once that is proven.

        Raises:
            StoreError: It is damaged or cannot be read.
        """
        path = self.path(name)
        total = sha256()
        keys = self._keys_of(path)
        with reading(path, keys) as stream:
            while piece := stream.read(PIECE):
                total.update(piece)
                yield piece
        digest = total.hexdigest()
        if stored_name(digest, keys) != name:
            raise StoreUnreadable(path, "not what its name says")
        return digest

    def remove(self, digest: str, needed: frozenset[str]) -> None:
        """Removes a file that nothing refers to any more; see ``discard``."""
        self.discard(self._path(digest).name, needed)

    def discard(self, name: str, needed: frozenset[str]) -> None:
        """Removes what lies under a name.

        Args:
            name: One of ``names``.
            needed: Names to which a copy of the database refers; such a file is put aside.

        Raises:
            StoreError: It could not be removed.
        """
        path = self.folder / name
        with typed_failures(path):
            if name in needed and path.exists():
                make_folder(self._kept)
                path.replace(self._kept / name)
                sync_folder(self._kept)
            path.unlink(missing_ok=True)
            if self.folder.is_dir():
                sync_folder(self.folder)

    def name_of(self, digest: str) -> str:
        """The name under which a content lies, or would."""
        return self._path(digest).name

    def sweep(self) -> None:
        """Removes what was left of files that were being taken in when the program was killed."""
        sweep(self.folder)

    def _path(self, digest: str) -> Path:
        """Where a file lies; while the vault is turned on or off some lie there the other way."""
        path = self.folder / stored_name(digest, self._keys)
        other = self.folder / digest
        return other if other.exists() and not path.exists() else path

    def _keys_of(self, path: Path) -> FileKeys | None:
        return self._keys if path.name.endswith(SEALED) else None


def run(steps: Generator[object, None, T]) -> T:
    """Carries a generator to its end and gives what it returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return cast("T", end.value)


def stored_name(digest: str, keys: FileKeys | None) -> str:
    """The name under which a content lies.

    Raises:
        ValueError: That is no SHA-256.
    """
    if len(digest) != 64 or _NAME.fullmatch(digest) is None:
        raise ValueError(digest)
    if keys is None:
        return digest
    return hmac.new(bytes(keys.names), bytes.fromhex(digest), "sha256").hexdigest() + SEALED


def bring_back(folder: Path, names: frozenset[str]) -> None:
    """Moves files back that were put aside because a copy needs them, when the copy is used.

    Raises:
        OSError: The folder cannot be written.
    """
    here, aside = folder / FILE_FOLDER, folder / BACKUP_FOLDER / FILE_FOLDER
    for name in names.intersection(names_in(aside)):
        make_folder(here)
        (aside / name).replace(here / name)
        sync_folder(here)


def names_in(folder: Path) -> list[str]:
    """The names of kept files in a folder, sorted; what else lies there is none of ours."""
    with typed_failures(folder):
        try:
            found = os.listdir(folder)
        except FileNotFoundError:
            return []
    return sorted(name for name in found if _NAME.fullmatch(name))


def sweep(folder: Path) -> None:
    """Removes files in a folder that were never finished."""
    with suppress(OSError):
        for path in folder.glob(f"*{PART}"):
            path.unlink(missing_ok=True)


@contextmanager
def writing(path: Path, keys: FileKeys | None) -> Iterator[Callable[[bytes], object]]:
    """Makes a private file, takes what shall be in it, and ends when all of it is on the disk."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600)
    with open(descriptor, "wb") as target:  # noqa: PTH123  The mode is set from the start.
        if keys is None:
            yield target.write
        else:
            sealer = Sealer(target, bytes(keys.files), _WHAT)
            yield sealer.write
            sealer.finish()
        target.flush()
        os.fsync(target.fileno())


class _Proven(io.RawIOBase):
    """Passes a stream on, and refuses its end where it was not the content that was asked for."""

    def __init__(self, stream: BinaryIO, path: Path, digest: str) -> None:
        super().__init__()
        self._stream = stream
        self._path = path
        self._digest = digest
        self._total = sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with typed_failures(self._path), _readable(self._path):
            data = self._stream.read(len(buffer))
        if not data and len(buffer) and self._total.hexdigest() != self._digest:
            raise StoreUnreadable(self._path, "not the content it was")
        self._total.update(data)
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def reading(path: Path, keys: FileKeys | None) -> Iterator[BinaryIO]:
    """Gives the plain content of a file, as it is.

    Raises:
        StoreError: While opening or reading: it is damaged or cannot be read.
    """
    with typed_failures(path), _readable(path), path.open("rb") as source:
        if keys is None:
            yield source
        else:
            opened = Opened(source, bytes(keys.files), _WHAT)
            yield cast("BinaryIO", io.BufferedReader(opened, PIECE))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Tells damage of an encrypted file as damage of a file."""
    try:
        yield
    except ChunksNewer as error:
        raise StoreNewer(path, VERSION + 1, VERSION) from error
    except ChunksUnreadable as error:
        raise StoreUnreadable(path, str(error)) from error


def reading_back(path: Path, keys: FileKeys | None, digest: str) -> Generator[int, None, None]:
    """Reads a file to its end, a piece at a time, and refuses it if it is not that content."""
    total = sha256()
    size = 0
    with reading(path, keys) as stream:
        while piece := stream.read(PIECE):
            total.update(piece)
            size += len(piece)
            yield size
    if total.hexdigest() != digest:
        raise StoreUnreadable(path, "not the content it was")


@contextmanager
def _source(source: Path | BinaryIO) -> Iterator[tuple[Callable[[], bytes], Callable[[], None]]]:
    """A call that reads a piece of what is to be taken in, and one that refuses what changed."""
    if not isinstance(source, Path):
        yield partial(source.read, PIECE), lambda: None
        return
    with _unreadable(source):
        # A pipe would keep us waiting for ever, and a link may lead to what was not meant.
        descriptor = os.open(source, os.O_RDONLY | _BINARY | _NOT_WAITING | _NOT_FOLLOWING)
    before = os.fstat(descriptor)
    if not stat.S_ISREG(before.st_mode):
        os.close(descriptor)
        raise SourceUnusable(source, "no ordinary file")
    with open(descriptor, "rb", buffering=0) as stream:  # noqa: PTH123  Opened above.

        def read() -> bytes:
            with _unreadable(source):
                return stream.read(PIECE)

        def check() -> None:
            now = os.fstat(descriptor)
            if (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
                raise SourceChanged(source)

        yield read, check


@contextmanager
def _unreadable(source: Path) -> Iterator[None]:
    """What cannot be read is the fault of the source, not of our folder."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise SourceUnusable(source, str(error)) from error


def make_folder(folder: Path) -> None:
    """Makes a private folder where there is none."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
