"""The file of an export: a head that anybody can read, and a body of members; see its document.

``docs/anxin-format.md`` describes every byte. It is written and read as a stream; nothing in it is
compressed, so nothing in it can be larger than the file.
"""

import io
import json
import struct
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from desktop.store.chunks import PIECE, ChunksUnreadable, Opened, Sealer, sealed_size
from desktop.store.errors import (
    ExportCutShort,
    ExportDamaged,
    ExportForeign,
    ExportNewer,
)

MAGIC = b"ANXIN\r\n\x1a"
VERSION = 1
DATABASE, FILE, COPY = 1, 2, 3
_END = 0
_ENCRYPTED = 1
_START = struct.Struct(">8sHHI")
_MEMBER = struct.Struct(">BBQ")
_SUM_BYTES = 32
_MOST_HEAD = 64 * 1024
_FORMAT = "anxin-export"


class Head(NamedTuple):
    """What an export says of itself before anybody has opened it.

    Attributes:
        made: When it was made, UTC, ISO 8601.
        program: Version of the program that made it.
        body: Plain bytes of the body.
        key: The key file of the vault that encrypts the body, as JSON; None if it is plain.
    """

    made: str
    program: str
    body: int
    key: dict[str, Any] | None


class Member(NamedTuple):
    """Something that an export holds.

    Attributes:
        kind: ``DATABASE``, ``FILE`` or ``COPY``.
        size: Its bytes.
        name: Of a copy, the name of its file; else empty.
    """

    kind: int
    size: int
    name: str = ""


def body_size(members: list[Member]) -> int:
    """Plain bytes of a body with these members."""
    each = _MEMBER.size + _SUM_BYTES
    return each + sum(each + len(member.name) + member.size for member in members)


class Writer:
    """Writes an export. Without ``finish`` it is cut short."""

    def __init__(self, target: BinaryIO, head: Head, key: bytes | None) -> None:
        """Write the head.

        Args:
            target: Takes the bytes.
            head: What it says of itself.
            key: Encrypts the body, if ``head.key`` tells how to come by it.
        """
        if (head.key is None) != (key is None):
            raise ValueError("a key goes with its key file")
        start = _head_bytes(head)
        target.write(start)
        self._target: BinaryIO | Sealer = target
        if key is not None:
            self._target = Sealer(target, key, _context(start))
        self._total = sha256()
        self._members = 0

    def add(self, member: Member, pieces: Iterator[bytes]) -> None:
        """Write a member.

        Raises:
            ValueError: Its pieces are not as long as it says.
        """
        name = member.name.encode("ascii")
        self._write(_MEMBER.pack(member.kind, len(name), member.size) + name)
        own = sha256()
        size = 0
        for piece in pieces:
            own.update(piece)
            size += len(piece)
            self._write(piece)
        if size != member.size:
            raise ValueError(f"{size} bytes instead of {member.size}")
        self._write(own.digest())
        self._members += 1

    def finish(self) -> None:
        """Write the end."""
        self._write(_MEMBER.pack(_END, 0, self._members))
        self._target.write(self._total.digest())
        if isinstance(self._target, Sealer):
            self._target.finish()

    def _write(self, data: bytes) -> None:
        self._total.update(data)
        self._target.write(data)


def read_head(path: Path) -> Head:
    """What an export says of itself. The rest of it is not looked at but for its length.

    Raises:
        StoreError: It is no export, newer, cut short or damaged.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        head, start = _read_head(path, file)
        size = file.seek(0, io.SEEK_END)
    expected = len(start) + (head.body if head.key is None else sealed_size(head.body))
    if size < expected:
        raise ExportCutShort(path, f"{size} of {expected} bytes")
    if size > expected:
        raise ExportDamaged(path, f"{size} instead of {expected} bytes")
    return head


@contextmanager
def reading_members(path: Path, key: bytes | None) -> Iterator["Members"]:
    """Opens the body of an export.

    Raises:
        StoreError: Now or while reading: it is damaged, or the key is another one.
        OSError: It cannot be read.
    """
    read_head(path)
    with path.open("rb") as file:
        head, start = _read_head(path, file)
        try:
            if head.key is None:
                yield Members(path, file, head.body)
            else:
                if key is None:
                    raise ValueError("it takes a key")
                opened = Opened(file, key, _context(start))
                yield Members(path, cast("BinaryIO", io.BufferedReader(opened, PIECE)), head.body)
        except ChunksUnreadable as error:
            raise ExportDamaged(path, str(error)) from error


class Members:
    """The members of an export, one after the other."""

    def __init__(self, path: Path, source: BinaryIO, size: int) -> None:
        self._path = path
        self._source = source
        self._left = size
        self._total = sha256()

    def __iter__(self) -> Iterator[tuple[Member, Generator[bytes, None, str]]]:
        """Gives each member with its pieces, which must be read before the next.

        The pieces return the SHA-256 of the member once it is proven. After the last member the
        whole body is proven.

        Raises:
            ExportDamaged: Something is not as it was written.
        """
        number = 0
        while True:
            kind, length, size = _MEMBER.unpack(self._take(_MEMBER.size))
            if kind == _END:
                self._end(number, length, size)
                return
            if kind not in (DATABASE, FILE, COPY) or size > self._left:
                raise self._damaged("no such member")
            name = self._take(length).decode("ascii", "replace")
            pieces = self._pieces(size)
            yield Member(kind, size, name), pieces
            if next(pieces, None) is not None:
                raise RuntimeError("the member before was not read")
            number += 1

    def _pieces(self, size: int) -> Generator[bytes, None, str]:
        own = sha256()
        while size:
            piece = self._take(min(size, PIECE))
            own.update(piece)
            size -= len(piece)
            yield piece
        if self._take(_SUM_BYTES) != own.digest():
            raise self._damaged("a member is not what it was")
        return own.hexdigest()

    def _end(self, number: int, length: int, said: int) -> None:
        expected = self._total.digest()
        if length or said != number or self._take(_SUM_BYTES) != expected:
            raise self._damaged("the whole is not what it was")
        if self._left or self._source.read(1):
            raise self._damaged("something after the end")

    def _take(self, size: int) -> bytes:
        if size > self._left:
            raise self._damaged("longer than it says")
        data = self._source.read(size)
        if len(data) < size:
            raise ExportCutShort(self._path)
        self._left -= size
        self._total.update(data)
        return data

    def _damaged(self, why: str) -> ExportDamaged:
        return ExportDamaged(self._path, why)


def taken(pieces: Generator[bytes, None, str], write: Callable[[bytes], object]) -> str:
    """Reads a member to its end, hands its pieces on, and returns its SHA-256."""
    while True:
        try:
            write(next(pieces))
        except StopIteration as end:
            return str(end.value)


def _head_bytes(head: Head) -> bytes:
    told = json.dumps({"format": _FORMAT, **head._asdict()}, ensure_ascii=True, sort_keys=True)
    text = told.encode("ascii")
    flags = 0 if head.key is None else _ENCRYPTED
    start = _START.pack(MAGIC, VERSION, flags, len(text)) + text
    return start + sha256(start).digest()


def _context(start: bytes) -> bytes:
    return b"anxin export " + sha256(start).digest()


def _read_head(path: Path, file: BinaryIO) -> tuple[Head, bytes]:
    start = file.read(_START.size)
    if not start or not MAGIC.startswith(start[: len(MAGIC)]):
        raise ExportForeign(path)
    if len(start) < _START.size:
        raise ExportCutShort(path)
    _, version, flags, length = _START.unpack(start)
    if version > VERSION:
        raise ExportNewer(path, f"version {version}")
    if version < 1 or flags & ~_ENCRYPTED or length > _MOST_HEAD:
        raise ExportDamaged(path, "head")
    text = file.read(length)
    total = file.read(_SUM_BYTES)
    if len(text) < length or len(total) < _SUM_BYTES:
        raise ExportCutShort(path)
    if sha256(start + text).digest() != total:
        raise ExportDamaged(path, "head")
    head = _decoded(path, text)
    if (head.key is not None) != bool(flags & _ENCRYPTED):
        raise ExportDamaged(path, "head")
    return head, start + text + total


def _decoded(path: Path, text: bytes) -> Head:
    """Also what has the right sum may have been made by somebody else."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExportDamaged(path, "head") from error
    match told:
        case {
            "format": "anxin-export",
            "made": str(made),
            "program": str(program),
            "body": int(body),
            "key": None | dict() as key,
        } if 0 < body < 2**62 and not isinstance(body, bool):
            return Head(made[:40], program[:40], body, key)
    raise ExportDamaged(path, "head")
