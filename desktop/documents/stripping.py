"""Copies of pictures without what they tell beside the picture: camera, place, time, names.

Nothing is decoded and encoded again. A copy is built of the parts that are known to be needed for
the picture, and of nothing else; a file with anything in it that is not understood has no copy.
"""

import struct
import zlib
from typing import NamedTuple

from desktop.documents.heic import stripped_heic
from desktop.documents.png import stripped_png


class CannotStrip(Exception):
    """Nobody can say that nothing is left in such a file."""


class Copy(NamedTuple):
    """A copy of a picture.

    Attributes:
        data: Its bytes.
        turn: By how many degrees to the right it has to be turned to be seen upright.
        mirrored: Whether it has to be mirrored before that.
    """

    data: bytes
    turn: int = 0
    mirrored: bool = False


MOST_BYTES = 128 * 1024 * 1024
"""A larger picture has no copy: it is looked at in memory."""

# Of the data of a camera only which side was up is told on, in words, beside the copy.
_ORIENTATIONS = {
    2: (0, True),
    3: (180, False),
    4: (180, True),
    5: (90, True),
    6: (90, False),
    7: (270, True),
    8: (270, False),
}


def can_strip(type_: str) -> bool:
    """Whether there is a way to copy files of a media type without what they tell."""
    return type_ in ("image/jpeg", "image/png", "image/heic")


def stripped(data: bytes, type_: str) -> Copy:
    """A copy of a picture that tells nothing but the picture.

    Args:
        data: The picture.
        type_: Its media type by its first bytes.

    Raises:
        CannotStrip: It is of another kind, damaged, or has something in it that is not known.
    """
    if len(data) > MOST_BYTES:
        raise CannotStrip("too large")
    try:
        match type_:
            case "image/jpeg":
                return _jpeg(data)
            case "image/png":
                return Copy(stripped_png(data))
            case "image/heic":
                return Copy(stripped_heic(data))
    except (ValueError, IndexError, struct.error, zlib.error, RecursionError) as error:
        raise CannotStrip(f"{type_}: {error}") from error
    raise CannotStrip(type_)


# ---- JPEG ----------------------------------------------------------------------------------------

_SOI, _EOI, _SOS, _DHT, _DQT, _DRI, _DAC, _DNL = 0xD8, 0xD9, 0xDA, 0xC4, 0xDB, 0xDD, 0xCC, 0xDC
_FRAMES = frozenset(range(0xC0, 0xD0)) - {_DHT, 0xC8, _DAC}
_JFIF = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"


def _jpeg(data: bytes) -> Copy:
    """Tables, frame and scans, each of them checked to hold nothing behind what it needs."""
    if data[:2] != b"\xff\xd8":
        raise ValueError("no picture")
    out = bytearray(b"\xff\xd8")
    place, orientation, scans = 2, 1, 0
    while True:
        place = _next_marker(data, place)
        marker = data[place + 1]
        place += 2
        if marker == _EOI:
            break
        (length,) = struct.unpack_from(">H", data, place)
        body = data[place + 2 : place + length]
        if length < 2 or len(body) != length - 2:
            raise ValueError("cut short")
        place += length
        if marker == 0xE1 and body[:6] == b"Exif\0\0":
            orientation = _orientation(body[6:])
        kept = _jpeg_segment(marker, body)
        if kept is not None:
            out += struct.pack(">BBH", 0xFF, marker, len(kept) + 2) + kept
        if marker == _SOS:
            end = _end_of_scan(data, place)
            out += data[place:end]
            place = end
            scans += 1
    if not scans:
        raise ValueError("no scan")
    turn, mirrored = _ORIENTATIONS.get(orientation, (0, False))
    return Copy(bytes(out + b"\xff\xd9"), turn, mirrored)


def _next_marker(data: bytes, place: int) -> int:
    if data[place] != 0xFF:
        raise ValueError("stray bytes")
    while data[place + 1] == 0xFF:
        place += 1
    return place


def _jpeg_segment(marker: int, body: bytes) -> bytes | None:
    """What is kept of a segment; None for nothing."""
    if marker == 0xE0:
        # Only the first kind is needed, and not the small picture that may be in it.
        return _JFIF if body[:5] == b"JFIF\0" else None
    if marker == 0xEE and body[:5] == b"Adobe" and len(body) >= 12:
        # How colours were mixed: its last byte. The version and flags are of no use.
        return b"Adobe\0\x64\0\0\0\0" + body[11:12]
    if 0xE0 <= marker <= 0xEF or marker == 0xFE:
        return None
    sizes = {_DQT: _quantization, _DHT: _huffman}
    if marker in sizes:
        at = 0
        while at < len(body):
            at += sizes[marker](body, at)
        expected = at
    elif marker in _FRAMES:
        expected = 6 + 3 * body[5]
    elif marker == _SOS:
        expected = 4 + 2 * body[0]
    elif marker in (_DRI, _DNL):
        expected = 2
    elif marker == _DAC:
        expected = len(body) if len(body) % 2 == 0 and len(body) <= 64 else -1
    else:
        raise ValueError(f"marker {marker:02x}")
    if expected != len(body):
        raise ValueError(f"segment {marker:02x} is too long")
    return body


def _quantization(body: bytes, at: int) -> int:
    return 1 + (128 if body[at] >> 4 else 64)


def _huffman(body: bytes, at: int) -> int:
    counts = body[at + 1 : at + 17]
    if len(counts) != 16:
        raise ValueError("short table")
    return 17 + sum(counts)


def _end_of_scan(data: bytes, place: int) -> int:
    while True:
        place = data.find(b"\xff", place)
        if place < 0:
            raise ValueError("no end")
        follower = data[place + 1]
        if follower != 0 and not 0xD0 <= follower <= 0xD7:
            return place
        place += 2


def _orientation(tiff: bytes) -> int:
    """Which side was up, by the data of the camera; 1 where that is not told."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if tag == 0x0112:
                return int(value)
    except (KeyError, struct.error):
        pass
    return 1
