"""Small fonts for tests: each character is a square, if its font draws it at all."""

from collections.abc import Sequence
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.ttCollection import TTCollection


def font(
    characters: str, *, postscript: bool = False, empty: str = "", rights: int = 0, wide: int = 1000
) -> TTFont:
    """A font that has some characters.

    Args:
        characters: Which.
        postscript: Whether its outlines are PostScript's.
        empty: Those of them without any outline.
        rights: What its maker allows.
        wide: How wide they are, in thousandths.
    """
    names = [".notdef", *(f"u{ord(character):04X}" for character in characters)]
    drawn = {name: characters[at - 1] not in empty for at, name in enumerate(names) if at}
    builder = FontBuilder(1000, isTTF=not postscript)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(map(ord, characters), names[1:], strict=True)))
    if postscript:
        charstrings = {}
        for name in names:
            pen = T2CharStringPen(wide, None)
            _square(pen, drawn.get(name, True))
            charstrings[name] = pen.getCharString()
        builder.setupCFF("Made", {}, charstrings, {})
    else:
        glyphs = {}
        for name in names:
            pen = TTGlyphPen(None)
            _square(pen, drawn.get(name, True))
            glyphs[name] = pen.glyph()
        builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (wide, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupOS2(fsType=rights)
    builder.setupNameTable({"familyName": "Made", "styleName": "Regular"})
    builder.setupPost()
    return builder.font


def save(path: Path, *fonts: TTFont) -> Path:
    """Writes one font, or several into one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if len(fonts) == 1:
        fonts[0].save(path)
        return path
    collection = TTCollection()
    collection.fonts = list(fonts)
    collection.save(path)
    return path


def damaged(path: Path) -> Sequence[Path]:
    """Files that look like fonts beside a whole one, each broken in its own way."""
    whole = path.read_bytes()
    broken = {
        "a-empty.ttf": b"",
        "b-text.ttf": b"not a font at all" * 20,
        "c-half.ttf": whole[: len(whole) // 2],
        "d-head.ttf": whole[:12] + b"\xff" * 400,
        "e-many.ttc": b"ttcf\0\1\0\0\xff\xff\xff\xff" + b"\xff" * 3000,
        "f-table.ttf": whole.replace(b"cmap", b"cmaq", 1),
    }
    for name, content in broken.items():
        path.with_name(name).write_bytes(content)
    return [path.with_name(name) for name in broken]


def _square(pen: "T2CharStringPen | TTGlyphPen", drawn: bool) -> None:
    if not drawn:
        return
    pen.moveTo((100, 0))
    for corner in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(corner)
    pen.closePath()
