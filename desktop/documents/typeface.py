"""The Chinese font as a document needs it: what it has, how wide that is, and a part of it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from desktop.documents.errors import FontUnusable

# Tables and features that say how characters are joined, turned or named: a page has each
# character at its place already.
_UNUSED = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "OS/2", "VORG", "name", "post", "vhea", "vmtx")


class Metrics(NamedTuple):
    """What the description of a font in a file says, in thousandths of its size."""

    ascent: int
    descent: int
    box: tuple[int, int, int, int]


class Typeface:
    """One OpenType font with PostScript outlines, opened when it is made."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._opened() as font:
            self._unit: int = font["head"].unitsPerEm
            names: dict[int, str] = font.getBestCmap()
            widths: dict[str, tuple[int, int]] = font["hmtx"].metrics
            self._glyphs = {code: int(name.removeprefix("cid")) for code, name in names.items()}
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

    def part(self, characters: Iterable[str]) -> bytes:
        """The outlines of some characters only, under the same numbers: a CFF font program.

        Raises:
            FontUnusable: The font file is damaged or has gone.
        """
        options = Options()
        options.layout_features = []
        options.hinting = False
        options.notdef_outline = True
        options.drop_tables = [*options.drop_tables, *_UNUSED]
        with self._opened() as font:
            subsetter = Subsetter(options)
            subsetter.populate(unicodes=map(ord, characters))
            subsetter.subset(font)
            return bytes(font["CFF "].compile(font))

    @contextmanager
    def _opened(self) -> Iterator[TTFont]:
        """The font file; whatever goes wrong with it inside is a fault of the file."""
        try:
            with self._path.open("rb") as file, TTFont(file, lazy=True) as font:
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
