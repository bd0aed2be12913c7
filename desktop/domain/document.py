"""Running text on A4 pages: titles, paragraphs, points, tables, lines to write on."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

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


class Side(StrEnum):
    """Where a line stands."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class Title(Record):
    """The name of the paper."""

    text: str
    ink: Ink = Ink.ACCENT
    side: Side = Side.LEFT


class Heading(Record):
    """What the next part is about; it never ends a page."""

    text: str
    ink: Ink = Ink.ACCENT


class Paragraph(Record):
    """A paragraph.

    Attributes:
        text: Its words.
        ink: Their colour.
        size: Their size.
        indent: How many characters its first line stands in.
        side: Where its lines stand.
        stays: Whether what follows stands on the same page.
    """

    text: str
    ink: Ink = Ink.TEXT
    size: float = 11.0
    indent: float = 0.0
    side: Side = Side.LEFT
    stays: bool = False


class Point(Record):
    """An item of a list; ``mark`` is what stands before it."""

    text: str
    mark: str = "·"
    ink: Ink = Ink.ACCENT
    size: float = 11.0


class Ruled(Record):
    """Lines to write on."""

    lines: int


class Row(Record):
    """A row of a table.

    Attributes:
        cells: Its texts.
        shares: How wide each column is, as parts of one.
        head: Whether it names the columns; then it stands again on every page.
        ink: The colour of a head.
    """

    cells: tuple[str, ...]
    shares: tuple[float, ...]
    head: bool = False
    ink: Ink = Ink.ACCENT


class Break(Record):
    """What follows begins on a page of its own."""


Block = Title | Heading | Paragraph | Point | Ruled | Row | Break


class SetDocument(Record):
    """Pages, and for each block on which of them it begins, from 1."""

    pages: tuple[PaperPage, ...]
    begins: tuple[int, ...]


class _Strip(Record):
    """Marks that stand together, around their own left top; without marks it is only air.

    Attributes:
        marks: What stands there.
        height: How far below it the next one begins.
        sticky: Whether the next one stands on the same page.
    """

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
    flow = _Flow()
    begins: list[int] = []
    together: list[_Strip] = []
    head: _Strip | None = None
    for placed, block in enumerate(blocks, 1):
        if isinstance(block, Break):
            flow.put(together, None)
            together = []
            flow.begin_page()
            begins += [flow.number] * (placed - len(begins))
            continue
        strips = list(setter.strips(block))
        repeated = head if isinstance(block, Row) and not block.head else None
        head = _head_for(block, head, strips)
        for strip in strips:
            together.append(strip)
            if not strip.sticky:
                flow.put(together, repeated)
                together = []
                begins += [flow.began] * (placed - len(begins))
    flow.put(together, None)
    begins += [flow.began] * (len(blocks) - len(begins))
    note = setter.tidy(foot)
    return SetDocument(
        tuple(
            PaperPage((*marks, *setter.foot(note, number, flow.number)))
            for number, marks in enumerate(flow.pages, 1)
        ),
        tuple(begins),
    )


def _head_for(block: Block, head: _Strip | None, strips: list[_Strip]) -> _Strip | None:
    if not isinstance(block, Row):
        return None
    return strips[0] if block.head else head


class _Flow:
    """Fills pages from top to bottom."""

    def __init__(self) -> None:
        self.pages: list[list[Mark]] = [[]]
        self.began = 1
        self._y = _TOP

    @property
    def number(self) -> int:
        """The number of the page that is being filled."""
        return len(self.pages)

    def begin_page(self) -> None:
        """Goes on with a page of its own, unless this one is empty."""
        if self.pages[-1]:
            self.pages.append([])
            self._y = _TOP

    def put(self, strips: Sequence[_Strip], head: _Strip | None) -> None:
        """Puts strips on one page if a page can hold them.

        Args:
            strips: The strips.
            head: What stands above them where a page begins with them.
        """
        if self._y + sum(strip.height for strip in strips) > _BOTTOM and self._has(strips):
            self.begin_page()
            if head is not None and head not in strips:
                strips = (head, *strips)
        self.began = self.number
        for strip in strips:
            if not strip.marks:
                # Air is for what stands above and below it; it begins no page.
                self._y += strip.height if self.pages[-1] else 0
                continue
            if self._y + strip.height > _BOTTOM:
                self.begin_page()
            self.pages[-1] += _moved(strip.marks, self._y)
            self._y += strip.height

    @staticmethod
    def _has(strips: Sequence[_Strip]) -> bool:
        return any(strip.marks for strip in strips)


class _Setter:
    """Makes strips of blocks."""

    def __init__(self, advance: Advance, has: Callable[[str], bool]) -> None:
        self._advance = advance
        self._has = has

    def tidy(self, text: str) -> str:
        """Text that can be printed."""
        return printable(text, self._has, spaces=True)[0]

    def strips(self, block: Block) -> Iterator[_Strip]:
        """The strips of a block, at least one."""
        match block:
            case Title(text, ink, side):
                yield from self._lines(text, 20, 30, ink, side, bold=True)
                yield _Strip((), 4 if side is Side.LEFT else 12)
            case Heading(text, ink):
                lines = list(self._lines(text, 13, 20, ink, bold=True))
                yield _Strip((), 8, sticky=True)
                yield from (strip._replace(sticky=True) for strip in lines)
            case Paragraph(text, ink, size, indent, side, stays):
                step = size * 1.6
                lines = list(self._lines(text, size, step, ink, side, indent=indent))
                yield from _kept(lines, stays=stays)
                yield _Strip((), 3, sticky=stays)
            case Point():
                yield from _kept(list(self._point(block)), stays=False)
                yield _Strip((), 1)
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
        self,
        text: str,
        size: float,
        step: float,
        ink: Ink,
        side: Side = Side.LEFT,
        *,
        bold: bool = False,
        indent: float = 0.0,
    ) -> Iterator[_Strip]:
        for place, line in enumerate(self._broken(text, ROOM, size, indent)):
            left = 0.0 if place else indent * size
            if side is not Side.LEFT:
                free = ROOM - sum(map(self._advance, line)) * size
                left = free if side is Side.RIGHT else free / 2
            yield _Strip((Words(LEFT + left, size * 1.1, line, size, ink, bold),), step)

    def _point(self, point: Point) -> Iterator[_Strip]:
        size = point.size
        mark = self.tidy(point.mark)
        # A long mark pushes its text aside, so that they do not lie on each other.
        aside = max(20.0, sum(map(self._advance, mark)) * size + 3 + size / 2)
        for place, line in enumerate(self._broken(point.text, ROOM - aside, size)):
            marks: tuple[Mark, ...] = (Words(LEFT + aside, size * 1.1, line, size),)
            if place == 0:
                marks = (Words(LEFT + 3, size * 1.1, mark, size, point.ink), *marks)
            yield _Strip(marks, size * 1.64)

    def _row(self, row: Row) -> _Strip:
        size = 9.0
        ink = row.ink if row.head else Ink.TEXT
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
        # A head alone at the end of a page names columns of nothing.
        return _Strip(tuple(marks), most + 5, sticky=row.head)

    def _broken(self, text: str, room: float, size: float, indent: float = 0.0) -> list[str]:
        return break_lines(self.tidy(text), room / size, self._advance, indent) or [""]


def _kept(lines: Sequence[_Strip], *, stays: bool) -> Iterator[_Strip]:
    """Lines of a paragraph: neither its first nor its last one stands alone on a page."""
    for place, line in enumerate(lines):
        alone = len(lines) > 1 and place in (0, len(lines) - 2)
        yield line._replace(sticky=stays or alone)


def _moved(marks: Sequence[Mark], y: float) -> Iterator[Mark]:
    for mark in marks:
        yield mark._replace(y=mark.y + y)
