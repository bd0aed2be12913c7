"""How headings and rows of a list are measured and painted."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.progress import State
from desktop.ui.theme import theme
from desktop.ui.widgets.chip import TONES
from desktop.ui.widgets.icons import STATE_ICONS, tinted
from desktop.ui.widgets.rows import ROW_ROLE, Heading, Index, Row
from desktop.ui.widgets.wrapping import wrap_flags

if TYPE_CHECKING:
    from desktop.ui.widgets.step_list import RowList

MARK_LEFT = 8
MARK = 20


class RowDelegate(QStyledItemDelegate):
    """Paints headings and rows; rows grow with wrapped words."""

    def __init__(self, view: RowList) -> None:
        super().__init__(view)
        self._view = view

    def mark_area(self, rect: QRect) -> QRect:
        """Where a click turns the mark of the row painted in ``rect``: larger than it is seen."""
        return QRect(rect.left(), rect.top(), theme.px(MARK_LEFT + MARK + 6), rect.height())

    def editorEvent(  # noqa: N802
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Leave clicks and keys to the view: Qt looks for the mark where its style has it."""
        return False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """The width of the list, and the height of the wrapped words."""
        row = index.data(ROW_ROLE)
        width = self._view.viewport().width()
        if isinstance(row, Heading):
            height = QFontMetrics(theme.font("small_strong")).height() + theme.px(16)
            return QSize(width, height + self._intro(width, row).height())
        _, words_rect, detail_rect, _ = self._areas(QRect(0, 0, width, 10_000), row)
        height = words_rect.height() + detail_rect.height() + theme.px(16)
        return QSize(width, max(theme.px(36), height))

    def _intro(self, width: int, row: Heading) -> QRect:
        """Where the line under a heading goes, measured from the heading's left edge."""
        if not row.detail:
            return QRect()
        room = QRect(theme.px(8), 0, max(10, width - theme.px(18)), 10_000)
        metrics = QFontMetrics(theme.font("small"))
        return metrics.boundingRect(room, wrap_flags(row.detail), row.detail)

    def _areas(self, rect: QRect, row: Row) -> tuple[QRect, QRect, QRect, QRect]:
        """Icon, words, detail and chip rectangles of a row painted in ``rect``."""
        pad = theme.px(MARK_LEFT)
        side = theme.px(MARK)
        left = rect.left() + pad
        icon = QRect(left, rect.top() + theme.px(8), side if row.state else 0, side)
        if row.state:
            left = icon.right() + theme.px(9)
        right = rect.right() - pad
        small = QFontMetrics(theme.font("small"))
        chip = QRect()
        widths = {
            words: min(small.horizontalAdvance(words) + theme.px(14), max(1, rect.width() * 2 // 5))
            for words in (row.chip, *row.spare_chips)
            if words
        }
        if row.chip:
            width, height = widths[row.chip], small.height() + theme.px(4)
            chip = QRect(right - width + 1, rect.top() + theme.px(8), width, height)
        if widths:
            right -= max(widths.values()) - 1 + pad
        body = QFontMetrics(theme.font("strong"))
        room = QRect(left, rect.top() + theme.px(8), max(10, right - left), 10_000)
        if row.marks:
            words_rect = QRect(room)
            words_rect.setHeight(_marked_height(row.text, "strong", room.width(), row.marks))
        else:
            words_rect = body.boundingRect(room, wrap_flags(row.text), row.text)
        words_rect.setLeft(left)
        words_rect.setRight(right)
        detail = QRect(words_rect.left(), words_rect.bottom(), 0, 0)
        if row.detail:
            room = QRect(left, words_rect.bottom() + 2, max(10, rect.right() - pad - left), 10_000)
            if row.detail_marks:
                marks = row.detail_marks
                detail = QRect(room)
                detail.setHeight(_marked_height(row.detail, "small", room.width(), marks))
            else:
                small = QFontMetrics(theme.font("small"))
                detail = small.boundingRect(room, wrap_flags(row.detail), row.detail)
            detail.setLeft(left)
            detail.setRight(rect.right() - pad)
        return icon, words_rect, detail, chip

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a heading or a row."""
        row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._paint_heading(painter, rect, row)
        else:
            state: QStyle.StateFlag = option.state
            self._paint_row(painter, rect, row, state)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Heading) -> None:
        intro = self._intro(rect.width(), row)
        room = rect.adjusted(theme.px(8), theme.px(8), -theme.px(10), -intro.height())
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font("small_strong"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.text)
        painter.setFont(theme.font("small"))
        painter.drawText(
            room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.right
        )
        if row.detail:
            below = intro.translated(rect.left(), room.bottom() - theme.px(2) - intro.top())
            painter.drawText(below, wrap_flags(row.detail), row.detail)

    def _paint_row(self, painter: QPainter, rect: QRect, row: Row, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("soft" if selected else "inset"))
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -1), 9, 9)
        icon, words_rect, detail, chip = self._areas(rect, row)
        if row.state:
            if self._view.pointed == row.key:
                around = theme.px(4)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("surface" if selected else "soft"))
                painter.drawEllipse(icon.adjusted(-around, -around, around, around))
            token = "primary" if row.state in (State.DONE, State.DOING) else "muted"
            ratio = self._view.devicePixelRatioF()
            pixmap = tinted(STATE_ICONS[row.state], theme.color(token), icon.width(), ratio)
            painter.drawPixmap(icon, pixmap)
        token = "soft_text" if selected else ("muted" if row.quiet else "text")
        painter.setPen(theme.color(token))
        painter.setFont(theme.font("strong" if selected else "body"))
        if row.marks:
            _paint_marked(painter, words_rect, row.text, row.marks)
        else:
            painter.drawText(words_rect, wrap_flags(row.text), row.text)
        if row.detail:
            painter.setPen(theme.color("muted"))
            painter.setFont(theme.font("small"))
            if row.detail_marks:
                _paint_marked(painter, detail, row.detail, row.detail_marks)
            else:
                painter.drawText(detail, wrap_flags(row.detail), row.detail)
        if row.chip:
            self._paint_chip(painter, chip, row)
        if selected and self._view.hasFocus() and self._view.by_keyboard:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 2, -1, -2), 9, 9)

    def _paint_chip(self, painter: QPainter, chip: QRect, row: Row) -> None:
        ground, ink = TONES[row.tone]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(QRectF(chip), chip.height() / 2, chip.height() / 2)
        font = theme.font("small")
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        text = QFontMetrics(font).elidedText(
            row.chip, Qt.TextElideMode.ElideRight, chip.width() - theme.px(8)
        )
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def _marked_height(text: str, role: str, width: int, marks: tuple[tuple[int, int], ...]) -> int:
    bold = QFontMetrics(theme.font("small_strong" if role == "small" else "strong"))
    if bold.horizontalAdvance(text) <= width:
        return bold.height()  # One line, as nearly always: no need to lay it out.
    from desktop.ui.widgets.marked import MarkedText  # noqa: PLC0415  Most lists mark nothing.

    return ceil(MarkedText(text, theme.font(role), width, marks).height)


def _paint_marked(
    painter: QPainter, room: QRect, text: str, marks: tuple[tuple[int, int], ...]
) -> None:
    from desktop.ui.widgets.marked import MarkedText  # noqa: PLC0415  Most lists mark nothing.

    marked = MarkedText(text, painter.font(), room.width(), marks)
    marked.paint(painter, room, theme.color("soft_text"))
