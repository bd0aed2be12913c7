"""Seven days by twenty-four hours: when they came, by colour, by number and in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.evidence import HourCell
from desktop.domain.incidents import is_night
from desktop.ui import evidence_words
from desktop.ui.evidence.model import Index
from desktop.ui.theme import theme

DAYS, HOURS = 7, 24
NAMED_HOURS = (0, 4, 8, 12, 16, 20, 22)
_MANY = 4
"""From so many in one hour on, the colour is the strongest."""


class HeatModel(QAbstractTableModel):
    """How often in each hour of a week."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last = date(2000, 1, DAYS)
        self._counts: dict[HourCell, int] = {}

    def show_counts(self, last: date, counts: dict[HourCell, int]) -> None:
        """Show the week that ends with a day."""
        self._last, self._counts = last, counts
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, DAYS - 1)
        self.dataChanged.emit(self.index(0, 0), self.index(DAYS - 1, HOURS - 1))

    def cell(self, index: Index) -> HourCell:
        """The hour a square stands for."""
        return HourCell(self._last - timedelta(days=DAYS - 1 - index.row()), index.column())

    def count(self, cell: HourCell) -> int:
        """How often then."""
        return self._counts.get(cell, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """The days."""
        return 0 if parent.isValid() else DAYS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """The hours."""
        return 0 if parent.isValid() else HOURS

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The days on the left; the hours are painted below."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return evidence_words.weekday(self._last - timedelta(days=DAYS - 1 - section))
        return str(section)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The number in a square, and what it says in words."""
        cell = self.cell(index)
        count = self.count(cell)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(count) if count else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = self.tr("{0}：{1} 笔").format(evidence_words.cell(cell), count)
            return words + (self.tr("，夜间") if is_night(cell.hour) else "")
        return None


class _Squares(QStyledItemDelegate):
    def __init__(self, view: HoursTable) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        heat = self._view.heat
        cell = heat.cell(index)
        count = heat.count(cell)
        rect: QRect = option.rect
        square = QRectF(rect).adjusted(1, 1.5, -1, -1.5)
        night = is_night(cell.hour)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("button" if night else "inset"))
        painter.drawRoundedRect(square, 3, 3)
        if count:
            full = theme.color("danger" if night else "primary")
            ground = theme.color("danger_soft" if night else "soft")
            strong = count >= _MANY
            painter.setBrush(full if strong else _between(ground, full, (count - 1) / _MANY))
            painter.setPen(QPen(full, 1))
            painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("on_primary" if strong and not night else "text"))
            if strong and night:
                painter.setPen(theme.color("surface"))
            words = str(count) if count < 100 else "99+"
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
        if cell == self._view.marked or (
            self._view.hasFocus() and index == self._view.currentIndex()
        ):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("text"), 2))
            painter.drawRoundedRect(square, 3, 3)
        painter.restore()


class HoursTable(QTableView):
    """The squares; ``chosen`` carries the ``HourCell`` that was clicked or entered."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heat = HeatModel(self)
        self.marked: HourCell | None = None
        self.setModel(self.heat)
        self.setItemDelegate(_Squares(self))
        self.setAccessibleName(self.tr("一周里每个钟头有几笔；按回车只看那个钟头"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setAccessibleName(self.tr("滚动"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.hide()
            head.setMinimumSectionSize(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.clicked.connect(self._taken)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as its rows."""
        return QSize(theme.px(240), DAYS * row_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrow if need be."""
        return QSize(theme.px(120), DAYS * row_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return and Space take the hour; Esc and Tab are left to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._taken(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Spread the hours over the width."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Give every hour and day its part of the room."""
        self.verticalHeader().setDefaultSectionSize(row_height())
        room = self.viewport().width()
        for hour in range(HOURS):
            self.setColumnWidth(hour, room * (hour + 1) // HOURS - room * hour // HOURS)

    def _taken(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.heat.cell(index))


class HeatMap(QWidget):
    """A week of hours with the days on the left and the hours below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = HoursTable(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self.table)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_counts(self, last: date, counts: dict[HourCell, int], marked: HourCell | None) -> None:
        """Show the week that ends with a day, and which hour the list is about."""
        self.table.marked = marked
        self.table.heat.show_counts(last, counts)
        self.table.viewport().update()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Seven rows and the hours below."""
        return QSize(theme.px(300), DAYS * row_height() + theme.px(18))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As high as it is, and narrow if need be."""
        return QSize(theme.px(180), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the names of days and hours."""
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        heat, left = self.table.heat, self.table.x()
        middle, right = Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignRight
        beside = right | Qt.AlignmentFlag.AlignVCenter
        for row in range(DAYS):
            room = QRect(0, row * row_height(), left - theme.px(6), row_height())
            painter.drawText(room, beside, heat.headerData(row, Qt.Orientation.Vertical))
        wide = theme.px(24)
        for hour in NAMED_HOURS:
            column = self.table.columnViewportPosition(hour) + self.table.columnWidth(hour) // 2
            room = QRect(left + column - wide // 2, DAYS * row_height(), wide, theme.px(18))
            painter.drawText(room, middle, str(hour))

    def _restyle(self) -> None:
        days = QFontMetrics(theme.font("small")).horizontalAdvance("11-30 三") + theme.px(8)
        self._layout.setContentsMargins(days, 0, 0, theme.px(18))
        self.table.arrange()
        self.updateGeometry()
        self.update()


def row_height() -> int:
    """The height of a day."""
    return theme.px(24)


def _between(one: QColor, other: QColor, share: float) -> QColor:
    mixed = (
        round(a + (b - a) * share)
        for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)
