"""Writes a bag of files (BagIt, RFC 8493) as a folder or as one zip file, whole or not at all.

Nothing in it tells when, where or by whom it was written beyond what is put into it: names are
plain letters, the zip has one fixed time, and the same content gives the same bytes.
"""

import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from desktop.documents.errors import DocumentError, DocumentFolderUnusable, DocumentNoRoom
from desktop.documents.files import NO_ROOM

_BINARY = getattr(os, "O_BINARY", 0)
_PIECE = 1024 * 1024
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_PORTABLE = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9]{1,8})?")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])(?:\..*)?")
_LONGEST_NAME, _LONGEST_PATH = 64, 120
_EPOCH = (1980, 1, 1, 0, 0, 0)

Step = Callable[[int], object]
"""Told of every piece; what it raises ends the work, and nothing stays."""


class BagDamaged(DocumentError):
    """What was written came back other than it was."""


class Written(NamedTuple):
    """What a bag became.

    Attributes:
        path: The folder or file.
        manifest: The SHA-256 of the list of all files.
        files: How many files of the person are in it.
    """

    path: Path
    manifest: str
    files: int


class Bag:
    """A bag that is being written."""

    def __init__(self, sink: "_Folder | _Zip", step: Step) -> None:
        """Begin with nothing in it.

        Args:
            sink: Where it goes.
            step: Told of the bytes of each piece.
        """
        self._sink = sink
        self._step = step
        self.sums: dict[str, str] = {}
        self._sizes: dict[str, int] = {}

    def add(self, name: str, data: bytes) -> str:
        """Adds a file; gives its SHA-256."""
        return self.pour(name, iter((data,)), len(data))

    def pour(self, name: str, pieces: Iterable[bytes], size: int) -> str:
        """Adds a file piece by piece; gives its SHA-256."""
        check_name(name)
        if name in self.sums:
            raise ValueError(name)
        total = sha256()
        with self._sink.file(name, size) as target:
            for piece in pieces:
                total.update(piece)
                target.write(piece)
                self._step(len(piece))
        self.sums[name] = total.hexdigest()
        self._sizes[name] = size
        return self.sums[name]

    def finish(self, facts: Iterable[tuple[str, str]]) -> str:
        """Adds what makes it a bag; gives the SHA-256 of the list of its files."""
        payload = {name: self.sums[name] for name in sorted(self.sums) if name.startswith("data/")}
        octets = sum(self._sizes[name] for name in payload)
        told = [*facts, ("Payload-Oxum", f"{octets}.{len(payload)}")]
        self.add("bagit.txt", _DECLARATION)
        self.add("bag-info.txt", "".join(f"{key}: {value}\n" for key, value in told).encode())
        manifest = self.add("manifest-sha256.txt", _manifest(payload))
        tags = {name: self.sums[name] for name in sorted(self.sums) if name not in payload}
        self.add("tagmanifest-sha256.txt", _manifest(tags))
        return manifest


@contextmanager
def _failures(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DocumentNoRoom(path, str(error)) from error
        raise DocumentFolderUnusable(path.parent, str(error)) from error


def write_bag(
    path: Path, beside: Path, name: str, *, zipped: bool, fill: Callable[[Bag], str], step: Step
) -> Written:
    """Writes a bag beside its place, reads it back, and gives it its name only then.

    Args:
        path: The folder or zip file to make; a zip of that name is replaced, a folder never is.
        beside: What it is called until then; there is nothing of that name.
        name: The folder inside a zip.
        zipped: Whether it shall be one file.
        fill: Puts everything in and finishes the bag; gives what ``Bag.finish`` gave.
        step: Told of the bytes of each piece that is written or read back.

    Raises:
        DocumentError: It could not be written; nothing of it stays.
    """
    with _failures(path):
        try:
            sink = _Zip(beside, name) if zipped else _Folder(beside)
            with sink:
                bag = Bag(sink, step)
                manifest = fill(bag)
            for file, told in sink.read_back():
                total = sha256()
                for piece in told:
                    total.update(piece)
                    step(len(piece))
                if total.hexdigest() != bag.sums[file]:
                    raise BagDamaged(path, file)
            if not zipped and path.exists():
                raise DocumentFolderUnusable(path, "there is one of that name")
            beside.replace(path)
            _sync(path.parent)
        finally:
            if beside.is_dir():
                shutil.rmtree(beside, ignore_errors=True)
            else:
                with suppress(OSError):
                    beside.unlink(missing_ok=True)
    files = sum(file.startswith("data/files/") for file in bag.sums)
    return Written(path, manifest, files)


def check_name(name: str) -> None:
    """Refuses a path that some system would not take, or take for another one.

    Raises:
        ValueError: It is such a path.
    """
    parts = PurePosixPath(name).parts
    good = len(name) <= _LONGEST_PATH and "/".join(parts) == name
    for part in parts:
        good = good and len(part) <= _LONGEST_NAME and _PORTABLE.fullmatch(part) is not None
        good = good and _RESERVED.fullmatch(part) is None
    if not good or not parts:
        raise ValueError(name)


def _manifest(sums: dict[str, str]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode("ascii")


class _Folder:
    """Files in a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._names: list[str] = []

    def __enter__(self) -> None:
        self._path.mkdir(mode=0o700)

    def __exit__(self, *_: object) -> None:
        """Every file was closed and is on the disk."""

    @contextmanager
    def file(self, name: str, size: int) -> Iterator[BinaryIO]:
        del size
        path = self._path / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("xb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        self._names.append(name)

    def read_back(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        for name in self._names:
            with (self._path / name).open("rb") as source:
                yield name, _pieces(source)


class _Zip:
    """Files in a zip file, not packed: pictures would not get smaller, and nothing can differ."""

    def __init__(self, path: Path, top: str) -> None:
        check_name(top)
        self._path = path
        self._top = top
        self._names: list[str] = []

    def __enter__(self) -> None:
        descriptor = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600)
        self._raw = open(descriptor, "wb")  # noqa: PTH123  Closed where this ends.
        self._zip = zipfile.ZipFile(self._raw, "w", zipfile.ZIP_STORED)

    def __exit__(self, kind: object, *_: object) -> None:
        with self._raw:
            if kind is None:
                self._zip.close()
                self._raw.flush()
                os.fsync(self._raw.fileno())
            else:
                # Closing would write the list of files of something nobody wants.
                self._zip.fp = None

    @contextmanager
    def file(self, name: str, size: int) -> Iterator[BinaryIO]:
        entry = zipfile.ZipInfo(f"{self._top}/{name}", _EPOCH)
        entry.create_system = 3
        entry.external_attr = 0o100644 << 16
        entry.file_size = size
        with self._zip.open(entry, "w") as target:
            yield target  # type: ignore[misc]
        self._names.append(name)

    def read_back(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        with zipfile.ZipFile(self._path) as again:
            for name in self._names:
                with again.open(f"{self._top}/{name}") as source:
                    yield name, _pieces(source)


def _pieces(source: object) -> Iterator[bytes]:
    while piece := source.read(_PIECE):  # type: ignore[attr-defined]
        yield piece


def _sync(folder: Path) -> None:
    if os.name == "posix":
        with suppress(OSError):  # Some file systems cannot.
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
