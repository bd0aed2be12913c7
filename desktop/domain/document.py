"""Running text on A4 pages: titles, paragraphs, points, tables, lines to write on."""

from collections.abc import Callable, Iterator, Sequence

from desktop.domain.paper import printable
from desktop.domain.record import Record
from desktop.domain.typesetting import (
    HEIGHT,
    WIDTH,
    Advance,
    Area,
    Ink,
    Mark,
    PaperPage,
    Words,
    break_lines,
)

LEFT, RIGHT = 50.0, WIDTH - 50
ROOM = RIGHT - LEFT
_TOP, _BOTTOM = 56.0, HEIGHT - 62
_CELL_GAP = 8.0


class Title(Record):
    """The name of the paper."""

    text: str


class Heading(Record):
    """What the next part is about; it never ends a page."""

    text: str


class Paragraph(Record):
    """A paragraph."""

    text: str
    ink: Ink = Ink.TEXT
    size: float = 11.0


class Point(Record):
    """An item of a list; ``mark`` is what stands before it."""

    text: str
    mark: str = "·"


class Ruled(Record):
    """Lines to write on."""

    lines: int


class Row(Record):
    """A row of a table.

    Attributes:
        cells: Its texts.
        shares: How wide each column is, as parts of one.
        head: Whether it names the columns; then it stands again on every page.
    """

    cells: tuple[str, ...]
    shares: tuple[float, ...]
    head: bool = False


class Break(Record):
    """What follows begins on a page of its own."""


Block = Title | Heading | Paragraph | Point | Ruled | Row | Break


class SetDocument(Record):
    """Pages, and for each block on which of them it begins, from 1."""

    pages: tuple[PaperPage, ...]
    begins: tuple[int, ...]


class _Strip(Record):
    """Marks that stand together, around their own left top."""

    marks: tuple[Mark, ...]
    height: float
    sticky: bool = False


def set_document(
    blocks: Sequence[Block], advance: Advance, has: Callable[[str], bool], foot: str
) -> SetDocument:
    """Puts blocks on as many pages as they take.

    Args:
        blocks: What stands there, in order.
        advance: The widths of the font.
        has: Whether the font has a picture of a character; a box stands for any other.
        foot: What stands at the foot of every page, beside its number.
    """
    setter = _Setter(advance, has)
    pages: list[list[Mark]] = [[]]
    begins: list[int] = []
    y, head = _TOP, None
    waiting: list[_Strip] = []
    for block in blocks:
        if isinstance(block, Break):
            if pages[-1]:
                pages.append([])
                y = _TOP
            begins.append(len(pages))
            continue
        strips = list(setter.strips(block))
        head = _head_for(block, head, strips)
        if strips[0].sticky:
            waiting += strips
            begins.append(0)
            continue
        strips = waiting + strips
        first = sum(strip.height for strip in waiting) + strips[len(waiting)].height
        if y + first > _BOTTOM and pages[-1]:
            pages.append([])
            y = _TOP
            if isinstance(block, Row) and head is not None and not waiting:
                strips = [head, *strips]
        begins = [len(pages) if page == 0 else page for page in begins]
        begins.append(len(pages))
        waiting = []
        for strip in strips:
            if y + strip.height > _BOTTOM and y > _TOP:
                pages.append([])
                y = _TOP
            pages[-1] += _moved(strip.marks, y)
            y += strip.height
    note = setter.tidy(foot)
    return SetDocument(
        tuple(
            PaperPage((*marks, *setter.foot(note, number, len(pages))))
            for number, marks in enumerate(pages, 1)
        ),
        tuple(begins),
    )


def _head_for(block: Block, head: _Strip | None, strips: list[_Strip]) -> _Strip | None:
    if not isinstance(block, Row):
        return None
    return strips[0] if block.head else head


class _Setter:
    """Makes strips of blocks."""

    def __init__(self, advance: Advance, has: Callable[[str], bool]) -> None:
        self._advance = advance
        self._has = has

    def tidy(self, text: str) -> str:
        """Text that can be printed."""
        return printable(text, self._has)[0]

    def strips(self, block: Block) -> Iterator[_Strip]:
        """The strips of a block, at least one."""
        match block:
            case Title(text):
                yield from self._lines(text, 20, 30, Ink.ACCENT, bold=True)
                yield _Strip((), 4)
            case Heading(text):
                lines = list(self._lines(text, 13, 20, Ink.ACCENT, bold=True))
                yield _Strip((), 8, sticky=True)
                yield from (strip._replace(sticky=True) for strip in lines)
            case Paragraph(text, ink, size):
                yield from self._lines(text, size, size * 1.6, ink)
                yield _Strip((), 3)
            case Point(text, mark):
                yield from self._point(text, mark)
            case Ruled(lines):
                for _ in range(lines):
                    yield _Strip((Area(LEFT, 25, ROOM, 0.6, Ink.MUTED),), 27)
            case Row():
                yield self._row(block)

    def foot(self, note: str, number: int, count: int) -> Iterator[Mark]:
        """What stands at the end of a page."""
        words = f"第 {number} 页，共 {count} 页"
        width = sum(map(self._advance, words)) * 8
        yield Area(LEFT, HEIGHT - 48, ROOM, 0.6, Ink.LINE)
        lines = break_lines(note, (ROOM - width - 20) / 8, self._advance)[:2]
        for place, line in enumerate(lines):
            yield Words(LEFT, HEIGHT - 34 + 11 * place, line, 8, Ink.MUTED)
        yield Words(RIGHT - width, HEIGHT - 34, words, 8, Ink.MUTED)

    def _lines(
        self, text: str, size: float, step: float, ink: Ink, *, bold: bool = False
    ) -> Iterator[_Strip]:
        for line in self._broken(text, ROOM, size):
            yield _Strip((Words(LEFT, size * 1.1, line, size, ink, bold),), step)

    def _point(self, text: str, mark: str) -> Iterator[_Strip]:
        for place, line in enumerate(self._broken(text, ROOM - 20, 11)):
            marks: tuple[Mark, ...] = (Words(LEFT + 20, 12, line, 11),)
            if place == 0:
                marks = (Words(LEFT + 3, 12, mark, 11, Ink.ACCENT), *marks)
            yield _Strip(marks, 18)
        yield _Strip((), 1)

    def _row(self, row: Row) -> _Strip:
        size = 9.0
        ink = Ink.ACCENT if row.head else Ink.TEXT
        marks: list[Mark] = []
        x, most = LEFT, 0.0
        for text, share in zip(row.cells, row.shares, strict=True):
            width = ROOM * share
            y = 3.0
            for line in self._broken(text, width - _CELL_GAP, size):
                y += 13
                marks.append(Words(x, y - 3, line, size, ink, row.head))
            x, most = x + width, max(most, y)
        marks.append(Area(LEFT, most + 3, ROOM, 0.6, Ink.LINE))
        return _Strip(tuple(marks), most + 5)

    def _broken(self, text: str, room: float, size: float) -> list[str]:
        return break_lines(self.tidy(text), room / size, self._advance) or [""]


def _moved(marks: Sequence[Mark], y: float) -> Iterator[Mark]:
    for mark in marks:
        yield mark._replace(y=mark.y + y)
