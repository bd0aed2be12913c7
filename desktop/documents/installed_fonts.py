"""Finds fonts of the system that have a character the shipped one lacks: rare names, emoji.

There may be thousands of files. So only the table that says which characters a font has is read,
and only until each character has been found.
"""

import os
import struct
import sys
import unicodedata
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
# Parts of names of fonts that have many Chinese characters, or emoji in one colour.
_GOOD = ("cjk", "simsunb", "sourcehan", "mingliub", "hanamin", "hanazono", "plangothic", "babel")
_FAIR = ("simsun", "msyh", "pingfang", "songti", "seguisym", "seguiemj", "emoji", "symbola", "sans")
_POOR = ("bold", "italic", "oblique", "light", "thin", "black", "cond", "mono", "heavy", "serif")
# Who may not be embedded, not in part, or only as pictures, stays where it is.
_RESTRICTED, _NO_PART, _PICTURES = 0x0002, 0x0100, 0x0200
_MOST_TABLES = 512
_LARGEST_TABLE = 8_000_000
# Scripts whose letters change and join: picture after picture they are unreadable.
_JOINED = (
    *((0x0590, 0x08FF), (0x0900, 0x0DFF), (0x0F00, 0x109F), (0x1780, 0x18AF)),
    *((0xFB1D, 0xFDFF), (0xFE70, 0xFEFC), (0x10800, 0x10FFF), (0x11000, 0x11FFF)),
)


class Found(NamedTuple):
    """A font of the system.

    Attributes:
        path: Its file.
        number: Which of the fonts in it.
    """

    path: Path
    number: int


def font_folders(
    platform: str = sys.platform, variables: Mapping[str, str] = os.environ
) -> tuple[Path, ...]:
    """Where a system keeps fonts, those of the person last."""
    home = Path(variables.get("USERPROFILE" if platform == "win32" else "HOME") or "/")
    if platform == "win32":
        local = variables.get("LOCALAPPDATA") or home / "AppData" / "Local"
        return (
            Path(variables.get("WINDIR") or "C:/Windows") / "Fonts",
            Path(local) / "Microsoft" / "Windows" / "Fonts",
        )
    if platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"
    shared = variables.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = variables.get("XDG_DATA_HOME") or home / ".local" / "share"
    folders = [Path(each) / "fonts" for each in shared.split(":") if each]
    return (*folders, Path(own) / "fonts", home / ".fonts")


def can_stand_in(character: str) -> bool:
    """Whether a picture of another font, put at its place, is that character to a reader.

    Not so for scripts that are written joined or from right to left, for accents, which belong
    on a letter, and for the private area, where every font has something else.
    """
    code = ord(character)
    return (
        unicodedata.category(character) not in ("Co", "Cn", "Cs", "Cc", "Cf", "Mn", "Mc", "Me")
        and unicodedata.bidirectional(character) not in ("R", "AL")
        and not any(first <= code <= last for first, last in _JOINED)
    )


def find_fonts(
    characters: Iterable[str], folders: Sequence[Path]
) -> Generator[tuple[Found, str], str, None]:
    """Fonts that say they have some of the characters, the likeliest first.

    What is sent back tells what was taken: ``send`` the characters that were, and they are not
    looked for any longer. Fonts that cannot be read are passed over.

    Args:
        characters: What to look for.
        folders: Where.

    Yields:
        A font, and which of the characters it says it has.
    """
    wanted = {character for character in characters if can_stand_in(character)}
    for path in _files(folders) if wanted else ():
        for number, held in _in_file(path, wanted):
            if held & wanted:
                wanted -= set((yield Found(path, number), "".join(sorted(held & wanted))))
            if not wanted:
                return


def _files(folders: Sequence[Path]) -> list[Path]:
    found = {
        Path(place) / name
        for folder in folders
        for place, _, names in os.walk(folder)
        for name in names
        if Path(name).suffix.lower() in _SUFFIXES
    }
    return sorted(found, key=lambda path: (_rank(path.name.lower()), path.as_posix()))


def _rank(name: str) -> int:
    points = 0 if any(part in name for part in _GOOD) else 4
    points -= any(part in name for part in _FAIR)
    return points + 2 * any(part in name for part in _POOR)


def _in_file(path: Path, wanted: set[str]) -> Iterator[tuple[int, set[str]]]:
    try:
        with path.open("rb") as file:
            found = [(number, _held(file, start, wanted)) for number, start in _starts(file)]
    except (OSError, ValueError, IndexError, struct.error):
        return
    yield from ((number, held) for number, held in found if held)


def _starts(file: BinaryIO) -> Iterator[tuple[int, int]]:
    head = file.read(12)
    if head[:4] != b"ttcf":
        yield 0, 0
        return
    (count,) = struct.unpack(">L", head[8:12])
    count = min(count, _MOST_TABLES)
    yield from enumerate(struct.unpack(f">{count}L", file.read(4 * count)))


def _held(file: BinaryIO, start: int, wanted: set[str]) -> set[str]:
    """Which of the characters the font at a place in the file has."""
    file.seek(start)
    kind, count = struct.unpack(">4sH6x", file.read(12))
    if kind not in (b"OTTO", b"\x00\x01\x00\x00", b"true"):
        return set()
    tables = {}
    for _ in range(min(count, _MOST_TABLES)):
        tag, at, length = struct.unpack(">4s4xLL", file.read(16))
        tables[tag] = at, length
    # A font of colours or of pixels only has no outlines to take.
    if b"cmap" not in tables or not ({b"glyf", b"CFF "} & tables.keys()):
        return set()
    if b"OS/2" in tables:
        file.seek(tables[b"OS/2"][0] + 8)
        (rights,) = struct.unpack(">H", file.read(2))
        if rights & 0x000F == _RESTRICTED or rights & (_NO_PART | _PICTURES):
            return set()
    at, length = tables[b"cmap"]
    file.seek(at)
    table = file.read(min(length, _LARGEST_TABLE))
    return {character for character in wanted if _maps(table, ord(character))}


def _maps(table: bytes, code: int) -> bool:
    """Whether a table of characters has one; tables for symbols and variants do not count."""
    (count,) = struct.unpack_from(">H", table, 2)
    for number in range(min(count, _MOST_TABLES)):
        platform, encoding, at = struct.unpack_from(">HHL", table, 4 + 8 * number)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            (form,) = struct.unpack_from(">H", table, at)
            if (form == 12 and _in_groups(table, at, code)) or (
                form == 4 and code <= 0xFFFF and _in_segments(table, at, code)
            ):
                return True
    return False


def _in_groups(table: bytes, at: int, code: int) -> bool:
    (count,) = struct.unpack_from(">L", table, at + 12)
    low, high = 0, min(count, len(table) // 12)
    while low < high:
        middle = (low + high) // 2
        first, last, glyph = struct.unpack_from(">LLL", table, at + 16 + 12 * middle)
        if code < first:
            high = middle
        elif code > last:
            low = middle + 1
        else:
            return bool(glyph + code - first)
    return False


def _in_segments(table: bytes, at: int, code: int) -> bool:
    (double,) = struct.unpack_from(">H", table, at + 6)
    lasts = at + 14
    firsts, deltas, places = lasts + double + 2, lasts + 2 * double + 2, lasts + 3 * double + 2
    for segment in range(0, double, 2):
        (last,) = struct.unpack_from(">H", table, lasts + segment)
        if code > last:
            continue
        (first,) = struct.unpack_from(">H", table, firsts + segment)
        if code < first:
            return False
        (delta,) = struct.unpack_from(">H", table, deltas + segment)
        (place,) = struct.unpack_from(">H", table, places + segment)
        if not place:
            return bool((code + delta) & 0xFFFF)
        (glyph,) = struct.unpack_from(">H", table, places + segment + place + 2 * (code - first))
        return bool(glyph)
    return False
