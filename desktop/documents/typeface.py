"""A font as a document needs it: what it has, how wide that is, and a part of it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, Protocol

from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from desktop.documents.errors import FontUnusable

# What a picture needs. The other tables say how characters are joined, turned, coloured or named:
# a page has each character at its place already.
_NEEDED = frozenset(
    ("CFF ", "cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
)


class Metrics(NamedTuple):
    """What the description of a font in a file says, in thousandths of its size."""

    ascent: int
    descent: int
    box: tuple[int, int, int, int]


class Outlines(Enum):
    """How a font draws its pictures, as a PDF file names it."""

    POSTSCRIPT = "postscript"
    TRUETYPE = "truetype"


class Face(Protocol):
    """What pages are set and written with: one font, or several that stand in for each other."""

    def has(self, character: str) -> bool:
        """Whether there is a picture of a character."""

    def advance(self, character: str) -> float:
        """The width of a character in ems."""

    def of(self, character: str) -> "Typeface":
        """The font that has a character."""


class Typeface:
    """One OpenType font, opened when it is made."""

    def __init__(self, path: Path, number: int = 0, name: str = "") -> None:
        """Read what it has.

        Args:
            path: The file.
            number: Which of the fonts in it, where it holds several.
            name: What documents call it; empty for the name of the file.

        Raises:
            FontUnusable: It is missing or damaged.
        """
        self._path = path
        self._number = number
        self.name = name or path.stem
        with self._opened() as font:
            self._unit: int = font["head"].unitsPerEm
            names: dict[int, str] = font.getBestCmap()
            widths: dict[str, tuple[int, int]] = font["hmtx"].metrics
            self.outlines = Outlines.POSTSCRIPT if "CFF " in font else Outlines.TRUETYPE
            # The pictures of a large Chinese font have numbers for names; these count.
            self._numbered = "CFF " in font and hasattr(font["CFF "].cff.topDictIndex[0], "ROS")
            self._glyphs = {
                code: int(name.removeprefix("cid")) if self._numbered else font.getGlyphID(name)
                for code, name in names.items()
            }
            # Chinese characters are all one em wide; the table of them would be twice as large.
            self._advances: dict[int, float] = {
                code: widths[name][0] / self._unit
                for code, name in names.items()
                if widths[name][0] != self._unit
            }
            self.metrics = Metrics(
                self._in_thousandths(font["hhea"].ascent),
                self._in_thousandths(font["hhea"].descent),
                (
                    self._in_thousandths(font["head"].xMin),
                    self._in_thousandths(font["head"].yMin),
                    self._in_thousandths(font["head"].xMax),
                    self._in_thousandths(font["head"].yMax),
                ),
            )

    def has(self, character: str) -> bool:
        """Whether there is a picture of a character."""
        return ord(character) in self._glyphs

    def advance(self, character: str) -> float:
        """The width of a character in ems."""
        return self._advances.get(ord(character), 1.0)

    def glyph(self, character: str) -> int:
        """The number of a character's picture; several characters may share one."""
        return self._glyphs[ord(character)]

    def of(self, character: str) -> "Typeface":
        """Itself: there is no other."""
        return self

    def drawn(self, characters: str) -> str:
        """Those of the characters whose picture has outlines; fonts of colours have empty ones."""
        kept = []
        with suppress(FontUnusable), self._opened() as font:
            pictures = font.getGlyphSet()
            names = font.getBestCmap()
            for character in characters:
                pen = ControlBoundsPen(None)
                if ord(character) in names:
                    pictures[names[ord(character)]].draw(pen)
                if pen.bounds is not None:
                    kept.append(character)
        return "".join(kept)

    def part(self, characters: Iterable[str]) -> bytes:
        """The outlines of some characters only, under the same numbers.

        Returns:
            A CFF font program, or a TrueType one: see ``outlines``.

        Raises:
            FontUnusable: The font file is damaged or has gone.
        """
        options = Options()
        options.layout_features = []
        options.hinting = False
        options.notdef_outline = True
        options.retain_gids = not self._numbered
        with self._opened() as font:
            options.drop_tables = sorted(set(font.reader.keys()) - _NEEDED)
            subsetter = Subsetter(options)
            subsetter.populate(unicodes=map(ord, characters))
            subsetter.subset(font)
            if self.outlines is Outlines.POSTSCRIPT:
                return bytes(font["CFF "].compile(font))
            program = BytesIO()
            font.save(program)
            return program.getvalue()

    @contextmanager
    def _opened(self) -> Iterator[TTFont]:
        """The font file; whatever goes wrong with it inside is a fault of the file."""
        try:
            with (
                self._path.open("rb") as file,
                TTFont(file, lazy=True, fontNumber=self._number, recalcTimestamp=False) as font,
            ):
                yield font
        # A damaged table makes the reader fail in any way there is.
        except Exception as error:
            raise FontUnusable(self._path, f"{type(error).__name__}: {error}") from error

    def _in_thousandths(self, units: int) -> int:
        return round(units / self._unit * 1000)


def shipped_font() -> Path:
    """The font file that comes with the dependencies.

    Raises:
        FontUnusable: It is not installed.
    """
    try:
        from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415  May be missing.
    except ImportError as error:
        raise FontUnusable(Path("NotoSansSC-Regular.otf"), str(error)) from error
    return sans_path()
