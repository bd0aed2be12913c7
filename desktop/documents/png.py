"""A copy of a PNG picture that holds the picture and nothing else."""

import struct
import zlib
from collections.abc import Iterator

_MOST_PIXEL_BYTES = 1 << 30
_PIECE = 1 << 20
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
# What may stand beside the picture, with all the lengths it can have.
_BESIDE = {
    b"gAMA": (4,),
    b"cHRM": (32,),
    b"sRGB": (1,),
    b"sBIT": (1, 2, 3, 4),
    b"bKGD": (1, 2, 6),
}
# Left, top, and the steps across and down of each pass.
_ADAM7 = (
    *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4)),
    *((0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)),
)


def stripped_png(data: bytes) -> bytes:
    """The picture itself; its stream is cut where the picture ends.

    Raises:
        ValueError: It is damaged, or has something in it that is not known.
        struct.error: Likewise.
        zlib.error: Likewise.
    """
    chunks = list(_chunks(data))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        raise ValueError("no head")
    size, kind = _pixel_bytes(chunks[0][1]), chunks[0][1][9]
    pixels = [place for place, (name, _) in enumerate(chunks) if name == b"IDAT"]
    if not pixels or pixels != list(range(pixels[0], pixels[-1] + 1)):
        raise ValueError("no pixels, or in two places")
    out = bytearray(_SIGNATURE)
    for place, (name, body) in enumerate(chunks):
        if place == pixels[0]:
            stream = b"".join(chunks[number][1] for number in pixels)
            out += _chunk(b"IDAT", _cut_stream(stream, size))
        elif place == 0 or _keeps(name, len(body), kind):
            out += _chunk(name, body)
        elif not name[0] & 0x20 and name != b"IDAT":
            raise ValueError("unknown part")
    return bytes(out + _chunk(b"IEND", b""))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What stands before the end of the picture; what comes behind that is not looked at."""
    if data[:8] != _SIGNATURE:
        raise ValueError("no picture")
    place = 8
    while True:
        length, name = struct.unpack_from(">I4s", data, place)
        body = data[place + 8 : place + 8 + length]
        (told,) = struct.unpack_from(">I", data, place + 8 + length)
        if told != zlib.crc32(name + body):
            raise ValueError("damaged")
        if name == b"IEND":
            return
        yield name, body
        place += length + 12


def _keeps(name: bytes, length: int, kind: int) -> bool:
    if name == b"PLTE":
        return length % 3 == 0 and length <= 768
    if name == b"tRNS":
        return length <= 256 if kind == 3 else length == {0: 2, 2: 6}.get(kind, -1)
    return length in _BESIDE.get(name, ())


def _pixel_bytes(head: bytes) -> int:
    """How many bytes the pixels are."""
    width, height, depth, kind, method, filters, interlaced = struct.unpack(">IIBBBBB", head)
    if depth not in _DEPTHS.get(kind, ()) or method or filters or interlaced > 1:
        raise ValueError("head")
    if not 0 < width < 1 << 31 or not 0 < height < 1 << 31:
        raise ValueError("sides")
    bits = _CHANNELS[kind] * depth
    passes = _ADAM7 if interlaced else ((0, 0, 1, 1),)
    size = 0
    for left, top, across, down in passes:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            size += rows * (1 + (columns * bits + 7) // 8)
    if not 0 < size <= _MOST_PIXEL_BYTES:
        raise ValueError("too many pixels")
    return size


def _cut_stream(packed: bytes, size: int) -> bytes:
    """The stream without what may hang at its end; it must hold exactly the picture."""
    stream = zlib.decompressobj()
    found, rest = 0, packed
    while not stream.eof:
        part = stream.decompress(rest, _PIECE)
        found += len(part)
        rest = stream.unconsumed_tail
        if found > size or (not part and not rest and not stream.eof):
            raise ValueError("not the pixels of the head")
    if found != size:
        raise ValueError("not the pixels of the head")
    return packed[: len(packed) - len(stream.unused_data)]


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
