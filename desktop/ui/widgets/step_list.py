"""The list of steps: headings and rows in a standard list view."""

from __future__ import annotations

from math import ceil
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.domain.progress import State
from desktop.ui import words
from desktop.ui.theme import theme
from desktop.ui.widgets.chip import TONES
from desktop.ui.widgets.icons import STATE_ICONS, tinted
from desktop.ui.widgets.scroll import SCROLL_BAR
from desktop.ui.widgets.wrapping import wrap_flags

Key = tuple[str, str]
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class Heading(NamedTuple):
    """A heading above a group of rows.

    Attributes:
        text: The words.
        right: A short count.
        detail: One line about the group; empty for none.
    """

    text: str
    right: str = ""
    detail: str = ""


class Row(NamedTuple):
    """A row that can be opened.

    Attributes:
        key: What the row stands for, for example step id and subject.
        text: The words.
        state: Progress mark in front; None for rows without one.
        chip: A short fact on the right; empty for none.
        tone: Chip tone.
        detail: A second line in muted words; empty for none.
        quiet: Paint the words muted (done, not applicable).
        marks: Parts of the words that stand out, such as what was looked for.
        detail_marks: Likewise in the second line.
    """

    key: Key
    text: str
    state: State | None = None
    chip: str = ""
    tone: str = "neutral"
    detail: str = ""
    quiet: bool = False
    marks: tuple[tuple[int, int], ...] = ()
    detail_marks: tuple[tuple[int, int], ...] = ()


class RowsModel(QAbstractListModel):
    """Rows in, roles out; knows nothing else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Heading | Row] = []

    def set_rows(self, rows: list[Heading | Row]) -> None:
        """Show these rows; rows that stay in place keep selection and scroll position."""
        same_shape = len(rows) == len(self._rows) and all(
            _identity(old) == _identity(new) for old, new in zip(self._rows, rows, strict=True)
        )
        if not same_shape:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        changed = [at for at, row in enumerate(rows) if row != self._rows[at]]
        self._rows = rows
        for at in changed:
            self.dataChanged.emit(self.index(at), self.index(at))

    def rows(self) -> list[Heading | Row]:
        """The rows shown."""
        return self._rows

    def find(self, key: Key) -> QModelIndex:
        """The index of a row by key; invalid when there is none."""
        for at, row in enumerate(self._rows):
            if isinstance(row, Row) and row.key == key:
                return self.index(at)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Number of rows; rows have no children."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """What a view or a screen reader asks for."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(row, Heading):
                return f"{row.text} {row.right} {row.detail}".strip()
            parts = [words.state(row.state) if row.state else "", row.text, row.detail, row.chip]
            return "，".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over by keyboard and pointer."""
        if not index.isValid() or isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _identity(row: Heading | Row) -> object:
    return row.key if isinstance(row, Row) else row.text


class _RowDelegate(QStyledItemDelegate):
    """Paints headings and rows; rows grow with wrapped words."""

    def __init__(self, view: RowList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
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
        pad = theme.px(8)
        side = theme.px(20)
        left = rect.left() + pad
        icon = QRect(left, rect.top() + theme.px(8), side if row.state else 0, side)
        if row.state:
            left = icon.right() + theme.px(9)
        right = rect.right() - pad
        chip = QRect()
        if row.chip:
            small = QFontMetrics(theme.font("small"))
            width = min(
                small.horizontalAdvance(row.chip) + theme.px(14), max(1, rect.width() * 2 // 5)
            )
            height = small.height() + theme.px(4)
            chip = QRect(right - width + 1, rect.top() + theme.px(8), width, height)
            right = chip.left() - pad
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
            token = "primary" if row.state in (State.DONE, State.DOING) else "muted"
            ratio = self._view.devicePixelRatioF()
            pixmap = tinted(STATE_ICONS[row.state], theme.color(token), icon.width(), ratio)
            painter.drawPixmap(icon, pixmap)
        token = "soft_text" if selected else ("muted" if row.quiet else "text")
        painter.setPen(theme.color(token))
        painter.setFont(theme.font("strong" if selected else "body"))
        wrap = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
        if row.marks:
            _paint_marked(painter, words_rect, row.text, row.marks)
        else:
            painter.drawText(words_rect, wrap, row.text)
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


class RowList(QListView):
    """A list of headings and rows.

    ``opened`` carries the key of the row the person moved to or clicked; selecting from code is
    silent. ``activated_row`` is emitted on a click, Return or Space.
    """

    opened = Signal(object)
    activated_row = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.by_keyboard = False
        self._silent = False
        self._model = RowsModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_RowDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setViewportMargins(0, 0, SCROLL_BAR, 0)  # The scroll bar lies beside the rows.
        self.verticalScrollBar().setAccessibleName(self.tr("上下滚动"))
        # Asking for the viewport the view made itself would make PySide look up every widget
        # class there is, ten milliseconds at the first list; so the view is given ours.
        viewport = QWidget()
        self.setViewport(viewport)
        viewport.setMouseTracking(True)
        viewport.setAutoFillBackground(False)
        self.setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(self._moved)
        self.selectionModel().selectionChanged.connect(self._selected)
        self.clicked.connect(self._clicked)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def set_rows(self, rows: list[Heading | Row]) -> None:
        """Show these rows and keep the current one if it is still there."""
        current = self.current_key()
        self._silent = True
        self._model.set_rows(rows)
        self._silent = False
        if current is not None and self.current_key() != current:
            self.select(current)

    def rows(self) -> list[Heading | Row]:
        """The rows shown."""
        return self._model.rows()

    def current_key(self) -> Key | None:
        """The key of the current row, or None."""
        row = self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None
        return row.key if isinstance(row, Row) else None

    def select(self, key: Key) -> bool:
        """Make a row current without emitting ``opened``; tells whether it was found."""
        index = self._model.find(key)
        if not index.isValid():
            return False
        self._silent = True
        self.setCurrentIndex(index)
        self._silent = False
        self.scrollTo(index)
        return True

    def row_rect(self, key: Key) -> QRect:
        """Where a row is painted in the viewport, for tests and the tour."""
        return self.visualRect(self._model.find(key))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return and Space open the current row; the rest moves about."""
        self.by_keyboard = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            key = self.current_key()
            if key is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.activated_row.emit(key)
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay the rows out anew at another width; Qt does so for another height only."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            QTimer.singleShot(0, self, self._show_current)

    def _show_current(self) -> None:
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.data(ROW_ROLE) if current.isValid() else None
        if not self._silent and isinstance(row, Row):
            self.opened.emit(row.key)

    def _selected(self) -> None:
        """A screen reader selects a row without moving to it: it means the move."""
        selected = self.selectionModel().selectedIndexes()
        if selected and selected[0] != self.currentIndex():
            self.setCurrentIndex(selected[0])

    def _clicked(self, index: QModelIndex) -> None:
        self.by_keyboard = False
        row = index.data(ROW_ROLE)
        if isinstance(row, Row):
            self.activated_row.emit(row.key)
