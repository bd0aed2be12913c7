"""A stream of any length under one key, in pieces that are proven one by one.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over AES-256-GCM. The nonce of a
piece holds its number and whether it is the last, so a piece that is missing, added, doubled or in
another place does not open. Every stream has a key of its own, made of the given one and a random
salt, so that pieces of two streams never fit each other and no nonce is ever used twice.

Layout: magic 7, version 1, bytes in a piece 4, salt 32; then the pieces, each with a tag of 16.
Every piece is full but the last; only the last of an empty stream is empty. Numbers are big-endian.
"""

import io
import os
import struct
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE = 1024 * 1024
MAGIC = b"ANXNCHK"
VERSION = 1
TAG = 16
_HEADER = struct.Struct(">7sBI32s")
HEADER_BYTES = _HEADER.size
_NONCE = struct.Struct(">7sIB")
_MOST_PIECES = 2**32 - 1


class ChunksUnreadable(Exception):
    """The stream is damaged, cut short, put together anew, or made with another key."""


class ChunksNewer(ChunksUnreadable):
    """A newer program made the stream."""


def plain_size(size: int) -> int:
    """How many bytes are in a stream of that many bytes.

    Raises:
        ChunksUnreadable: No stream has that size.
    """
    body = size - HEADER_BYTES
    pieces = -(-body // (PIECE + TAG))
    plain = body - pieces * TAG
    if plain < 0 or pieces < 1 or (pieces > 1 and plain <= (pieces - 1) * PIECE):
        raise ChunksUnreadable(f"no stream has {size} bytes")
    return plain


def sealed_size(plain: int) -> int:
    """How many bytes a stream of so many plain bytes has."""
    return HEADER_BYTES + plain + TAG * max(1, -(-plain // PIECE))


class Sealer:
    """Encrypts what is written to it. Without ``finish`` what came out does not open."""

    def __init__(self, target: BinaryIO, key: bytes, context: bytes) -> None:
        """Begin a stream.

        Args:
            target: Takes the encrypted bytes.
            key: 32 bytes.
            context: What the stream is; it opens only with the same. It is not in the stream.
        """
        salt = os.urandom(32)
        header = _HEADER.pack(MAGIC, VERSION, PIECE, salt)
        self._target = target
        self._pieces = _Pieces(key, salt, header + context)
        self._waiting = bytearray()
        self._finished = False
        target.write(header)

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Take more."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._seal(self._waiting[:PIECE], last=False)
            del self._waiting[:PIECE]
        return len(memoryview(data))

    def finish(self) -> None:
        """Write the last piece."""
        if not self._finished:
            self._finished = True
            self._seal(self._waiting, last=True)
            self._waiting.clear()

    def _seal(self, piece: bytes | bytearray, *, last: bool) -> None:
        self._target.write(self._pieces.seal(piece, last=last))


class Opened(io.RawIOBase):
    """Reads the plain bytes of a stream; each piece is proven before a byte of it is given out.

    What follows the end of the stream, or its missing, shows when the last piece is read, so
    whoever needs all of it must read to the end.
    """

    def __init__(self, source: BinaryIO, key: bytes, context: bytes) -> None:
        """Begin to read.

        Args:
            source: Gives the encrypted bytes; it is closed with this.
            key: The key it was made with.
            context: What the stream is.

        Raises:
            ChunksUnreadable: It is no such stream.
        """
        super().__init__()
        self._source = source
        header = _exactly(source, HEADER_BYTES)
        if len(header) < HEADER_BYTES:
            raise ChunksUnreadable("shorter than a header")
        magic, version, piece, salt = _HEADER.unpack(header)
        if magic != MAGIC:
            raise ChunksUnreadable("not such a stream")
        if version > VERSION:
            raise ChunksNewer(f"version {version}")
        if version != VERSION or piece != PIECE:
            raise ChunksUnreadable("damaged header")
        self._pieces = _Pieces(key, salt, header + context)
        self._next = _exactly(source, PIECE + TAG)
        self._given = memoryview(b"")
        self._ended = False

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some; 0 at the end."""
        view = memoryview(buffer).cast("B")
        while not self._given and not self._ended:
            self._open_next()
        count = min(len(view), len(self._given))
        view[:count] = self._given[:count]
        self._given = self._given[count:]
        return count

    def close(self) -> None:
        """Close the source too."""
        if not self.closed:
            self._source.close()
        super().close()

    def _open_next(self) -> None:
        sealed = self._next
        self._next = _exactly(self._source, PIECE + TAG) if len(sealed) == PIECE + TAG else b""
        last = not self._next
        piece = self._pieces.open(sealed, last=last)
        if not piece and self._pieces.number > 1:
            raise ChunksUnreadable("an empty piece at the end")
        self._given = memoryview(piece)
        self._ended = last


class _Pieces:
    """The key and the place in one stream."""

    def __init__(self, key: bytes, salt: bytes, header: bytes) -> None:
        own = _derived(key, salt)
        self._prefix = own[32:]
        self._header = header
        self._cipher = _cipher(own[:32])
        self.number = 0

    def seal(self, piece: bytes | bytearray, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(last), piece, self._header)

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  Not needed without a vault.

        try:
            return self._cipher.decrypt(self._nonce(last), sealed, self._header)
        except (InvalidTag, ValueError) as error:
            raise ChunksUnreadable(f"piece {self.number}") from error

    def _nonce(self, last: bool) -> bytes:
        if self.number >= _MOST_PIECES:
            raise ChunksUnreadable("too long")
        nonce = _NONCE.pack(self._prefix, self.number, last)
        self.number += 1
        return nonce


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  Likewise.

    return AESGCM(key)


def _derived(key: bytes, salt: bytes) -> bytes:
    """A key and the beginning of the nonces, for one stream only."""
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415  Likewise.
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415  Likewise.

    return HKDF(SHA256(), 39, salt, b"anxin chunks 1").derive(key)


def _exactly(source: BinaryIO, size: int) -> bytes:
    """That many bytes, fewer only at the end."""
    data = source.read(size)
    if len(data) in (0, size):
        return data
    parts = [data]
    missing = size - len(data)
    while missing and (more := source.read(missing)):
        parts.append(more)
        missing -= len(more)
    return b"".join(parts)
