"""Looks into a write-ahead log, of which SQLite reads as much as it can and then says nothing.

Light on purpose, and only needed after a program was not closed.
"""

import struct
from pathlib import Path

_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_MAGIC = 0x377F0682  # Its lowest bit tells the byte order of the checksums.
_SMALLEST_PAGE = 512


def looks_like_a_log(log: Path) -> bool:
    """Whether a file begins like a log of SQLite."""
    try:
        with log.open("rb") as file:
            start = file.read(_HEADER.size)
    except OSError:
        return False
    return len(start) == _HEADER.size and _HEADER.unpack(start)[0] & ~1 == _MAGIC


def page_size(log: Path) -> int:
    """The size of the pages in a log that ``looks_like_a_log``."""
    with log.open("rb") as file:
        return int(_HEADER.unpack(file.read(_HEADER.size))[2])


def holds_more(log: Path, frames: int) -> bool:
    """Whether a log holds ended changes beyond what SQLite could read.

    A change that was cut off before it was reported as saved can look the same when power was
    lost; then too it is right to say that the last change may be missing.

    Args:
        log: The log.
        frames: How many of its frames SQLite reads.
    """
    with log.open("rb") as file:
        start = file.read(_HEADER.size)
        if len(start) < _HEADER.size:
            return False
        magic, _, page, _, *salts, first, second = _HEADER.unpack(start)
        if magic & ~1 != _MAGIC or _checksum(start[:24], magic & 1) != (first, second):
            return log.stat().st_size >= _HEADER.size + _FRAME.size + _SMALLEST_PAGE
        number = 0
        last = 0
        while len(head := file.read(_FRAME.size)) == _FRAME.size:
            if len(file.read(page)) < page:
                break
            number += 1
            _, committed, *own, _, _ = _FRAME.unpack(head)
            # Others are left over from before the log was begun again.
            if committed and own == salts:
                last = number
    return last > frames


def _checksum(data: bytes, big: int) -> tuple[int, int]:
    first = second = 0
    words = struct.unpack(f"{'>' if big else '<'}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
