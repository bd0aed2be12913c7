"""The list of steps: headings and rows in a standard list view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.row_delegate import RowDelegate
from desktop.ui.widgets.rows import ROW_ROLE, Heading, Key, Row, RowsModel
from desktop.ui.widgets.scroll import SCROLL_BAR

__all__ = ["Heading", "Key", "Row", "RowList"]


class RowList(QListView):
    """A list of headings and rows.

    ``opened`` carries the key of the row the person moved to or clicked; selecting from code is
    silent. ``activated_row`` is emitted on a click, Return or Space. Where rows are ``tickable``,
    Space and a click on the mark emit ``tick_asked`` instead, and leave the current row alone.
    """

    opened = Signal(object)
    activated_row = Signal(object)
    tick_asked = Signal(object)

    def __init__(self, name: str, *, tickable: bool = False, parent: QWidget | None = None) -> None:
        """Build an empty list.

        Args:
            name: What it holds, for screen readers.
            tickable: Whether the marks in front of the rows can be turned here.
            parent: Parent widget.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self.by_keyboard = False
        self.pointed: Key | None = None
        """The row whose mark is under the pointer."""
        self._silent = False
        self._pressed: Key | None = None
        self._model = RowsModel(tickable=tickable, parent=self)
        self._model.tick_asked.connect(self.tick_asked)
        self.setModel(self._model)
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
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

    def mark_rect(self, key: Key) -> QRect:
        """Where a click turns the mark of a row, in the viewport."""
        return self._delegate.mark_area(self.row_rect(key))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return opens the current row, Space ticks it or opens it; the rest moves about."""
        self.by_keyboard = True
        if event.key() == Qt.Key.Key_Space and self._model.can_tick(self.currentIndex()):
            key = self.current_key()
            if key is not None and not event.isAutoRepeat():
                self.tick_asked.emit(key)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            key = self.current_key()
            if key is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.activated_row.emit(key)
                return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A press on a mark waits for its release; anywhere else it moves to the row."""
        self._pressed = self._mark_at(event.position().toPoint())
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            self._pressed = None
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Who clicks everything twice shall not take the tick back with the second click."""
        if self._mark_at(event.position().toPoint()) is None:
            super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tick where the mark was pressed, if the pointer is still on it."""
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)
        elif pressed == self._mark_at(event.position().toPoint()):
            self.by_keyboard = False
            self.tick_asked.emit(pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show that a mark can be clicked."""
        if self._pressed is None:
            super().mouseMoveEvent(event)
        self._point_at(self._mark_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Forget the pointer."""
        self._point_at(None)
        super().leaveEvent(event)

    def _mark_at(self, spot: QPoint) -> Key | None:
        """The row whose mark is at a spot of the viewport."""
        index = self.indexAt(spot)
        if not self._model.can_tick(index):
            return None
        inside = self._delegate.mark_area(self.visualRect(index)).contains(spot)
        row = index.data(ROW_ROLE)
        return row.key if inside and isinstance(row, Row) else None

    def _point_at(self, key: Key | None) -> None:
        if key == self.pointed:
            return
        for changed in (self.pointed, key):
            if changed is not None:
                self.update(self._model.find(changed))
        self.pointed = key
        if key is None:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

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
