"""Puts a sheet on A4 pages: where each line stands. A file and a printer then draw the same.

Lengths are points (1/72 inch) from the top left corner; a text stands on its base line.
"""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

from desktop.domain.paper import NUMBERS, TITLE, PaperGroup, PaperStep, Sheet, day_words
from desktop.domain.record import Record

WIDTH, HEIGHT = 595.28, 841.89

Advance = Callable[[str], float]
"""The width of one character in ems."""

_LEFT, _RIGHT = 50.0, WIDTH - 50
_TOP = 66.0
_BOTTOM = HEIGHT - 74
_GUTTER = 26.0
# Room that the list keeps below the first steps on a sheet of one page.
_LEAST_LIST = 150.0
# Room around a line of the whole list, and where less of it saves a page.
_AIR, _LITTLE_AIR = 3.5, 2.0
_BOX = "□"

# Chinese rules: no line begins with one of these, and none ends with one of those.
_NOT_FIRST = frozenset("，。、；：？！）》】」』〉”’…—·％%,.;:?!)]}～")
_NOT_LAST = frozenset("（《【「『〈“‘([{")


class Ink(StrEnum):
    """What a colour is for."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    SOFT = "soft"
    LINE = "line"


COLORS: dict[Ink, tuple[int, int, int]] = {
    Ink.TEXT: (0x1C, 0x25, 0x22),
    Ink.MUTED: (0x56, 0x63, 0x5F),
    Ink.ACCENT: (0x0B, 0x65, 0x5E),
    Ink.SOFT: (0xE9, 0xF4, 0xF2),
    Ink.LINE: (0xDF, 0xE6, 0xE4),
}
"""Dark enough for a printer without colour."""


class Words(Record):
    """One line of text with its left end on the base line."""

    x: float
    y: float
    text: str
    size: float
    ink: Ink = Ink.TEXT
    bold: bool = False


class Area(Record):
    """A filled rectangle with round corners."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink
    radius: float = 0.0


Mark = Words | Area


class PaperPage(Record):
    """What stands on one page, in reading order."""

    marks: tuple[Mark, ...]


class Layout(Record):
    """The pages, and how many steps did not fit on a sheet of one page."""

    pages: tuple[PaperPage, ...]
    left_out: int


class _Row(Record):
    """Marks around their own origin.

    Attributes:
        marks: What stands in it.
        height: How far below it the next row begins.
        steps: How many steps it holds.
        sticky: Never ends a column.
        lead: Empty room at its top, which it does not need where a column begins.
    """

    marks: tuple[Mark, ...]
    height: float
    steps: int = 0
    sticky: bool = False
    lead: float = 0.0


class _Frame(Record):
    """Where rows may stand."""

    x: float
    top: float
    bottom: float


def break_lines(text: str, room: float, advance: Advance, indent: float = 0.0) -> list[str]:
    """Breaks a text into lines no wider than ``room`` ems, by the Chinese rules.

    Words of other scripts stay whole where they fit on a line of their own.

    Args:
        text: Any text.
        room: How wide a line may be.
        advance: The widths of the font.
        indent: How far in the first line begins.
    """
    lines: list[str] = []
    line, used = "", indent
    for unit in _units(text):
        width = sum(map(advance, unit))
        shown = sum(map(advance, unit.rstrip()))
        if line.strip() and used + shown > room:
            lines.append(line.strip())
            line, used = "", 0.0
        if used + shown <= room:
            line, used = line + unit, used + width
            continue
        for character in unit:
            if line and used + advance(character) > room:
                lines.append(line.rstrip())
                line, used = "", 0.0
            if character.isspace() and not line:
                continue
            line, used = line + character, used + advance(character)
    if line.strip():
        lines.append(line.strip())
    return lines


def lay_out(sheet: Sheet, advance: Advance) -> Layout:
    """Puts a sheet on its pages.

    Args:
        sheet: What to print; its texts hold only characters that the font has.
        advance: The widths of the font.
    """
    return _Setter(sheet, advance).layout()


def _units(text: str) -> Iterator[str]:
    """The parts between which a line may break."""
    unit = ""
    for character in text:
        if unit and _may_break(unit[-1], character):
            yield unit
            unit = ""
        unit += character
    if unit:
        yield unit


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before.isspace():
        return True
    return not (before.isascii() and after.isascii())


class _Setter:
    """Lays out one sheet."""

    def __init__(self, sheet: Sheet, advance: Advance) -> None:
        self._sheet = sheet
        self._advance = advance

    def layout(self) -> Layout:
        head, y = self._head()
        limit = _BOTTOM if self._sheet.whole else _BOTTOM - _LEAST_LIST
        first, y = self._first(y, limit)
        y += 12
        if self._sheet.groups:
            legend = "灰色的字：做到怎样算完成。"
            if self._any_maybe():
                legend += "带 * 的：可能适用，看情况做。"
            first += (Words(_LEFT, y + 6, legend, 8.5, Ink.MUTED),)
            y += 20
        if self._sheet.whole:
            pages, left_out = self._on_pages(head + first, y, _AIR), 0
            closer = self._on_pages(head + first, y, _LITTLE_AIR)
            if len(closer) < len(pages):
                # Nobody wants a last page with two lines on it.
                pages = closer
        else:
            page, left_out = self._on_one_page(head + first, y)
            pages = [page]
        return Layout(
            tuple(
                PaperPage((*marks, *self._foot(number, len(pages))))
                for number, marks in enumerate(pages, 1)
            ),
            left_out,
        )

    # ---- what stands above the list ----------------------------------------------------------

    def _head(self) -> tuple[tuple[Mark, ...], float]:
        day = day_words(self._sheet.day)
        marks: list[Mark] = [
            Words(_LEFT, _TOP, TITLE, 22, Ink.ACCENT, bold=True),
            Words(_RIGHT - self._width(day, 10), _TOP, day, 10, Ink.MUTED),
        ]
        y = _TOP
        if self._sheet.name:
            for line in self._lines(f"哪一家：{self._sheet.name}", _RIGHT - _LEFT, 11):
                y += 18
                marks.append(Words(_LEFT, y + 2, line, 11))
        return tuple(marks), y + 16

    def _first(self, y: float, limit: float) -> tuple[tuple[Mark, ...], float]:
        """The first steps on a tinted ground, with as many of their lines as there is room for."""
        steps = list(self._sheet.first)
        if not steps:
            return (Words(_LEFT, y + 16, "眼下没有要先做的事。", 11, Ink.MUTED),), y + 24
        cut = [False] * len(steps)
        while True:
            rows = self._first_rows(steps, cut)
            height = sum(row.height for row in rows) + 20
            longest = max(range(len(steps)), key=lambda index: len(steps[index].how))
            if y + height <= limit or not steps[longest].how:
                break
            steps[longest] = steps[longest]._replace(how=steps[longest].how[:-1])
            cut[longest] = True
        marks: list[Mark] = [Area(_LEFT - 12, y, _RIGHT - _LEFT + 24, height, Ink.SOFT, 8)]
        at = y + 8
        for row in rows:
            marks.extend(_moved(row.marks, _LEFT, at))
            at += row.height
        return tuple(marks), y + height

    def _first_rows(self, steps: Sequence[PaperStep], cut: Sequence[bool]) -> list[_Row]:
        count = "一两三"[len(steps) - 1]
        rows = [
            _Row((Words(0, 16, f"先做这{count}件", 13, Ink.ACCENT, bold=True),), 24),
        ]
        room = _RIGHT - _LEFT - 40
        for number, (step, shortened) in enumerate(zip(steps, cut, strict=True), 1):
            marks: list[Mark] = [
                Words(0, 15, f"{number}.", 12, Ink.ACCENT, bold=True),
                Words(_RIGHT - _LEFT - 14, 15.5, _BOX, 14, Ink.ACCENT),
            ]
            y = 0.0
            for line in self._lines(_title(step), room, 12):
                y += 17
                marks.append(Words(20, y - 2, line, 12, bold=True))
            more = ("其余的做法，见程序里这一步。",) if shortened else ()
            for how in (*step.how, *more):
                for place, line in enumerate(self._lines(how, room - 11, 9.5)):
                    y += 14.5
                    if place == 0:
                        marks.append(Words(20, y - 1, "·", 9.5, Ink.ACCENT, bold=True))
                    marks.append(Words(31, y - 1, line, 9.5))
            for line in self._lines(f"做到这样算完成：{step.done_when}", room, 9.5):
                y += 14.5
                marks.append(Words(20, y - 1, line, 9.5, Ink.ACCENT))
            rows.append(_Row(tuple(marks), y + 7))
        return rows

    # ---- the list ----------------------------------------------------------------------------

    def _on_one_page(self, above: tuple[Mark, ...], y: float) -> tuple[list[Mark], int]:
        width = (_RIGHT - _LEFT - _GUTTER) / 2
        rows = [row for group in self._sheet.groups for row in self._group(group, width)]
        height = max(40.0, sum(row.height for row in rows) / 2)
        while True:
            # As even as it can be, so that the sheet does not look cut off.
            bottom = min(y + height, _BOTTOM)
            frames = [
                _Frame(_LEFT, y, bottom),
                _Frame(_LEFT + width + _GUTTER, y, bottom),
            ]
            placed, left = _flow(rows, frames)
            if not left or bottom >= _BOTTOM:
                break
            height += 4
        if left:
            frames[1] = frames[1]._replace(bottom=_BOTTOM - 20)
            placed, left = _flow(rows, frames)
        marks = [*above, *placed]
        left_out = sum(row.steps for row in left)
        if left_out:
            more = f"还有 {left_out} 件，见完整清单"
            marks.append(Words(frames[1].x, _BOTTOM - 4, more, 10, Ink.ACCENT, bold=True))
        return marks, left_out

    def _on_pages(self, above: tuple[Mark, ...], y: float, air: float) -> list[list[Mark]]:
        rows = [
            row for group in self._sheet.groups for row in self._group(group, _RIGHT - _LEFT, air)
        ]
        pages: list[list[Mark]] = [list(above)]
        frame = _Frame(_LEFT, y, _BOTTOM)
        while True:
            placed, left = _flow(rows, [frame])
            pages[-1].extend(placed)
            if not left:
                return pages
            head = f"{TITLE}　{day_words(self._sheet.day)}"
            pages.append([Words(_LEFT, _TOP - 12, head, 9, Ink.MUTED)])
            rows, frame = left, _Frame(_LEFT, _TOP + 2, _BOTTOM)

    def _group(self, group: PaperGroup, width: float, air: float | None = None) -> Iterator[_Row]:
        """The rows of a phase: one below the other in columns, or as a table with some air."""
        size = 11.5 if air is None else 13
        lead = 9.0
        y = lead
        marks: list[Mark] = []
        for line in self._lines(group.title, width, size):
            y += size + 2
            marks.append(Words(0, y - 4, line, size, Ink.ACCENT, bold=True))
        yield _Row(tuple(marks), y + 2, sticky=True, lead=lead)
        for step in group.steps:
            yield self._row(step, width) if air is None else self._table_row(step, width, air)

    def _row(self, step: PaperStep, width: float) -> _Row:
        """How it is done beside the title where it fits, else below it."""
        title = self._lines(_title(step), width - 17, 10)
        marks: list[Mark] = [Words(0, 12, _BOX, 12, Ink.ACCENT)]
        y = 0.0
        for line in title:
            y += 16
            marks.append(Words(17, y - 4.5, line, 10))
        used = 17 + self._width(title[-1], 10) + 8
        if used + self._width(step.done_when, 8.5) <= width:
            marks.append(Words(used, y - 4.5, step.done_when, 8.5, Ink.MUTED))
        else:
            for line in self._lines(step.done_when, width - 17, 8.5):
                y += 12
                marks.append(Words(17, y - 4, line, 8.5, Ink.MUTED))
        return _Row(tuple(marks), y + 1.5, steps=1)

    def _table_row(self, step: PaperStep, width: float, air: float) -> _Row:
        """Titles on the left, what counts as done on the right, with a thin line below."""
        middle = width * 0.56
        marks: list[Mark] = [Words(0, 15.5, _BOX, 14, Ink.ACCENT)]
        left = right = 2.0
        for line in self._lines(_title(step), middle - 32, 11):
            left += 16
            marks.append(Words(22, left - 3.5, line, 11))
        for line in self._lines(step.done_when, width - middle, 9.5):
            right += 16
            marks.append(Words(middle, right - 4, line, 9.5, Ink.MUTED))
        height = max(left, right) + air
        marks.append(Area(0, height - 0.6, width, 0.6, Ink.LINE))
        return _Row(tuple(marks), height, steps=1)

    # ---- the foot ----------------------------------------------------------------------------

    def _foot(self, number: int, pages: int) -> Iterator[Mark]:
        yield Area(_LEFT, HEIGHT - 60, _RIGHT - _LEFT, 0.6, Ink.LINE)
        x = _LEFT
        for name, digits in NUMBERS:
            yield Words(x, HEIGHT - 43, name, 9.5, Ink.MUTED)
            x += self._width(name, 9.5) + 4
            yield Words(x, HEIGHT - 43, digits, 10.5, Ink.TEXT, bold=True)
            x += self._width(digits, 10.5) + 20
        lines = self._lines(self._sheet.note, _RIGHT - _LEFT - 110, 8)[:2]
        for place, line in enumerate(lines):
            yield Words(_LEFT, HEIGHT - 28 + 10 * place, line, 8, Ink.MUTED)
        if self._sheet.whole:
            count = f"第 {number} 页，共 {pages} 页"
            yield Words(_RIGHT - self._width(count, 8), HEIGHT - 28, count, 8, Ink.MUTED)

    # ---- measuring ---------------------------------------------------------------------------

    def _any_maybe(self) -> bool:
        listed = [step for group in self._sheet.groups for step in group.steps]
        return any(step.maybe for step in (*self._sheet.first, *listed))

    def _width(self, text: str, size: float) -> float:
        return sum(map(self._advance, text)) * size

    def _lines(self, text: str, room: float, size: float) -> list[str]:
        return break_lines(text, room / size, self._advance) or [""]


def _title(step: PaperStep) -> str:
    return f"{step.title} *" if step.maybe else step.title


def _flow(rows: Sequence[_Row], frames: Sequence[_Frame]) -> tuple[list[Mark], list[_Row]]:
    """Puts rows into frames one after the other; what has no place is given back."""
    placed: list[Mark] = []
    waiting = list(rows)
    for frame in frames:
        y = frame.top
        while waiting:
            lift = waiting[0].lead if y == frame.top else 0.0
            wanted = waiting[0].height - lift
            if waiting[0].sticky and len(waiting) > 1:
                wanted += waiting[1].height
            # Higher than a whole page is nothing; if it were, it must not hold up what follows.
            if y + wanted > frame.bottom and (y > frame.top or wanted <= _BOTTOM - _TOP):
                break
            row = waiting.pop(0)
            placed.extend(_moved(row.marks, frame.x, y - lift))
            y += row.height - lift
    return placed, waiting


def _moved(marks: Sequence[Mark], x: float, y: float) -> Iterator[Mark]:
    for mark in marks:
        yield mark._replace(x=mark.x + x, y=mark.y + y)
