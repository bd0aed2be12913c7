"""Writes pages as PDF: real text in embedded parts of fonts, and nothing about its maker.

Text can be searched and copied because every character has a number of its own. Where several
characters share one picture (Qt's writer takes the first it finds, and 人 becomes the radical ⼈),
each gets its own font object over the same outlines.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from desktop.documents.typeface import Face, Outlines, Typeface
from desktop.domain.typesetting import COLORS, HEIGHT, WIDTH, Area, Ink, PaperPage, Words

# How far along a quarter circle the handles of a Bézier curve stand.
_ROUND = 0.5523
# Thickness of the line around bold characters, in ems.
_BOLD = 0.028
_PER_BLOCK = 100


class _Place(NamedTuple):
    """Where a character is found: the number of the font object, and of the picture in it."""

    font: int
    glyph: int


class _Font(NamedTuple):
    """A font object: no two of its characters share a picture."""

    typeface: Typeface
    held: dict[int, str]


class _Embedded(NamedTuple):
    """The outlines of a font in the file: its name there, and the number of what describes it."""

    name: str
    descriptor: int


def write_pdf(pages: Sequence[PaperPage], face: Face, title: str, day: date) -> bytes:
    """A PDF file of pages.

    The same pages give the same bytes. Beside the text there is the title and the day in it: no
    author, no program, no path, no time.

    Args:
        pages: What stands where.
        face: The fonts; they must have every character.
        title: Title of the document.
        day: The day it was made.

    Raises:
        FontUnusable: The font file is damaged or has gone.
    """
    characters = sorted({c for page in pages for mark in page.marks for c in _text(mark)})
    places, fonts = _places(characters, face)
    objects = _Objects()
    catalog, tree, info = objects.reserve(), objects.reserve(), objects.reserve()
    embedded: dict[int, _Embedded] = {}
    numbers = []
    for font in fonts:
        if id(font.typeface) not in embedded:
            held = sorted(c for c in characters if face.of(c) is font.typeface)
            embedded[id(font.typeface)] = _embed(objects, font.typeface, held)
        numbers.append(_add_font(objects, embedded[id(font.typeface)], font))
    resources = objects.add(
        f"<< /Font << {' '.join(f'/F{n} {ref} 0 R' for n, ref in enumerate(numbers))} >> >>"
    )
    leaves = []
    for page in pages:
        content = objects.add_stream("\n".join(_drawn(page, places)).encode("ascii"))
        leaves.append(
            objects.add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}]"
                f" /Resources {resources} 0 R /Contents {content} 0 R >>"
            )
        )
    kids = " ".join(f"{leaf} 0 R" for leaf in leaves)
    objects.put(tree, f"<< /Type /Pages /Kids [{kids}] /Count {len(leaves)} >>")
    objects.put(
        catalog,
        f"<< /Type /Catalog /Pages {tree} 0 R /Lang (zh-CN)"
        " /ViewerPreferences << /DisplayDocTitle true >> >>",
    )
    objects.put(info, f"<< /Title <{_utf16(title, mark=True)}> /CreationDate (D:{day:%Y%m%d}) >>")
    return objects.file(catalog, info)


class _Objects:
    """The numbered objects of a file."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def reserve(self) -> int:
        """A number for an object that comes later."""
        self._bodies.append(b"")
        return len(self._bodies)

    def put(self, number: int, body: str) -> None:
        self._bodies[number - 1] = body.encode("ascii")

    def add(self, body: str) -> int:
        number = self.reserve()
        self.put(number, body)
        return number

    def add_stream(self, data: bytes, entries: str = "") -> int:
        packed = zlib.compress(data, 9)
        head = f"<< /Length {len(packed)} /Filter /FlateDecode {entries}>>\nstream\n"
        number = self.reserve()
        self._bodies[number - 1] = head.encode("ascii") + packed + b"\nendstream"
        return number

    def file(self, catalog: int, info: int) -> bytes:
        """The whole file, with the table that says where each object begins."""
        # The second line tells programs that copy files that this one is not text.
        out = bytearray(b"%PDF-1.5\n%\xe5\xae\x89\xe5\xbf\x83\n")
        starts = []
        for number, body in enumerate(self._bodies, 1):
            starts.append(len(out))
            out += f"{number} 0 obj\n".encode("ascii") + body + b"\nendobj\n"
        table = len(out)
        size = len(starts) + 1
        out += f"xref\n0 {size}\n0000000000 65535 f \n".encode("ascii")
        out += "".join(f"{start:010} 00000 n \n" for start in starts).encode("ascii")
        out += (
            f"trailer\n<< /Size {size} /Root {catalog} 0 R /Info {info} 0 R >>\n"
            f"startxref\n{table}\n%%EOF\n"
        ).encode("ascii")
        return bytes(out)


# ---- the font ------------------------------------------------------------------------------------


def _places(characters: Iterable[str], face: Face) -> tuple[dict[str, _Place], Sequence[_Font]]:
    """Gives every character a number of its own."""
    fonts: list[_Font] = []
    places = {}
    for character in characters:
        typeface = face.of(character)
        glyph = typeface.glyph(character)
        free = (
            number
            for number, font in enumerate(fonts)
            if font.typeface is typeface and glyph not in font.held
        )
        number = next(free, len(fonts))
        if number == len(fonts):
            fonts.append(_Font(typeface, {}))
        fonts[number].held[glyph] = character
        places[character] = _Place(number, glyph)
    return places, fonts


def _embed(objects: _Objects, typeface: Typeface, characters: Sequence[str]) -> _Embedded:
    """Puts the outlines of some characters into the file."""
    name = f"{_tag(characters)}+{typeface.name}"
    program = typeface.part(characters)
    if typeface.outlines is Outlines.POSTSCRIPT:
        entry, outlines = "FontFile3", objects.add_stream(program, "/Subtype /CIDFontType0C")
    else:
        entry, outlines = "FontFile2", objects.add_stream(program, f"/Length1 {len(program)}")
    return _Embedded(name, objects.add(_descriptor(name, typeface, f"/{entry} {outlines} 0 R")))


def _tag(characters: Sequence[str]) -> str:
    """Six capitals that tell this part of the font from another."""
    digest = hashlib.sha256("".join(characters).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _descriptor(name: str, typeface: Typeface, outlines: str) -> str:
    metrics = typeface.metrics
    box = " ".join(map(str, metrics.box))
    return (
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{box}] /ItalicAngle 0"
        f" /Ascent {metrics.ascent} /Descent {metrics.descent} /CapHeight {metrics.ascent}"
        f" /StemV 80 {outlines} >>"
    )


def _add_font(objects: _Objects, embedded: _Embedded, font: _Font) -> int:
    name = embedded.name
    widths = " ".join(
        f"{glyph} [{font.typeface.advance(character) * 1000:g}]"
        for glyph, character in sorted(font.held.items())
    )
    postscript = font.typeface.outlines is Outlines.POSTSCRIPT
    kind = "/CIDFontType0" if postscript else "/CIDFontType2 /CIDToGIDMap /Identity"
    descendant = objects.add(
        f"<< /Type /Font /Subtype {kind} /BaseFont /{name}"
        f" /FontDescriptor {embedded.descriptor} 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /DW 1000 /W [{widths}] >>"
    )
    unicode = objects.add_stream(_unicode_map(font.held).encode("ascii"))
    whole = f"{name}-Identity-H" if postscript else name
    return objects.add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{whole} /Encoding /Identity-H"
        f" /DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R >>"
    )


def _unicode_map(held: dict[int, str]) -> str:
    """Which character each picture stands for."""
    pairs = [f"<{glyph:04x}> <{_utf16(character)}>" for glyph, character in sorted(held.items())]
    blocks = [pairs[start : start + _PER_BLOCK] for start in range(0, len(pairs), _PER_BLOCK)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


# ---- the pages -----------------------------------------------------------------------------------


def _text(mark: Words | Area) -> str:
    return mark.text if isinstance(mark, Words) else ""


def _drawn(page: PaperPage, places: dict[str, _Place]) -> Iterator[str]:
    for mark in page.marks:
        if isinstance(mark, Words):
            yield _words(mark, places)
        else:
            yield _area(mark)


def _words(words: Words, places: dict[str, _Place]) -> str:
    color = _color(words.ink)
    parts = [f"BT {color} rg"]
    if words.bold:
        parts.append(f"{color} RG 2 Tr {words.size * _BOLD:.3f} w")
    else:
        parts.append("0 Tr")
    parts.append(f"1 0 0 1 {words.x:.2f} {HEIGHT - words.y:.2f} Tm")
    font, codes = -1, ""
    for character in words.text:
        place = places[character]
        if place.font != font:
            if codes:
                parts.append(f"<{codes}> Tj")
            font, codes = place.font, ""
            parts.append(f"/F{font} {words.size:g} Tf")
        codes += f"{place.glyph:04x}"
    if codes:
        parts.append(f"<{codes}> Tj")
    return " ".join([*parts, "ET"])


def _area(area: Area) -> str:
    left, right = area.x, area.x + area.width
    top, bottom = HEIGHT - area.y, HEIGHT - area.y - area.height
    fill = f"{_color(area.ink)} rg"
    r = min(area.radius, area.width / 2, area.height / 2)
    if not r:
        return f"{fill} {left:.2f} {bottom:.2f} {area.width:.2f} {area.height:.2f} re f"
    c = r * (1 - _ROUND)
    path = (
        (left + r, bottom, "m"),
        (right - r, bottom, "l"),
        (right - c, bottom, right, bottom + c, right, bottom + r, "c"),
        (right, top - r, "l"),
        (right, top - c, right - c, top, right - r, top, "c"),
        (left + r, top, "l"),
        (left + c, top, left, top - c, left, top - r, "c"),
        (left, bottom + r, "l"),
        (left, bottom + c, left + c, bottom, left + r, bottom, "c"),
    )
    drawn = " ".join(
        " ".join(part if isinstance(part, str) else f"{part:.2f}" for part in piece)
        for piece in path
    )
    return f"{fill} {drawn} h f"


def _color(ink: Ink) -> str:
    return " ".join(f"{part / 255:.3f}" for part in COLORS[ink])


def _utf16(text: str, *, mark: bool = False) -> str:
    return (("\ufeff" if mark else "") + text).encode("utf-16-be").hex()
