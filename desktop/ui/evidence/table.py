"""The table of the log: rows of one height, many chosen at once, an order by its heads."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.domain.evidence import EvidenceSort
from desktop.ui.evidence.model import (
    CHANNEL,
    FILES,
    NUMBER,
    SORTS,
    TIME,
    WHO,
    WORDS,
    EvidenceModel,
    Index,
)
from desktop.ui.theme import theme

_SAMPLES = {TIME: "26-11-20 22:41", CHANNEL: "怎么来的", NUMBER: "0551-66880000", FILES: "附件"}
"""The widest words the narrow columns are meant for."""
_WHO_WIDTH = 88
# Below so many pixels at usual text, columns the words can do without go first.
_WITHOUT_NUMBER, _WITHOUT_CHANNEL, _WITHOUT_FILES = 560, 430, 330


class _Cells(QStyledItemDelegate):
    """Paints a cell; the row is one thing, so its ground runs through all of them."""

    def __init__(self, view: EvidenceTable) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(theme.color("soft"))
            painter.drawRect(rect)
        row = self._view.evidence.at(index.row())
        quiet = row is not None and bool(row.incident.withdrawn)
        painter.setPen(theme.color("soft_text" if chosen else "muted" if quiet else "text"))
        painter.setFont(theme.font())
        room = rect.adjusted(theme.px(6), 0, -theme.px(6), 0)
        words = QFontMetrics(theme.font()).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            self._paint_edge(painter, rect, index.column())
        painter.restore()

    def _paint_edge(self, painter: QPainter, rect: QRect, column: int) -> None:
        """The ring of the keyboard around the whole row."""
        whole = QRectF(rect)
        first, last = self._view.ends()
        whole.setLeft(rect.left() + 1 if column == first else rect.left() - 20)
        whole.setRight(rect.right() - 1 if column == last else rect.right() + 20)
        painter.setClipRect(rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.drawRect(whole.adjusted(0, 1, 0, -1))


class EvidenceTable(QTableView):
    """Shows the log.

    ``opened`` carries the row the person moved to, -1 for none; ``sort_asked`` the order a head of
    a column stands for.
    """

    opened = Signal(int)
    many_chosen = Signal()
    sort_asked = Signal(object)
    taken = Signal(int)
    """A row was taken by a double click or Return."""

    def __init__(self, model: EvidenceModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence = model
        self._silent = False
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        # Tab leads on to the next control and not through a hundred thousand rows.
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setAccessibleName(self.tr("上下滚动"))
        self.verticalHeader().hide()
        # Not fixed: rows of a fixed height keep it when the text grows.
        self.verticalHeader().setMinimumSectionSize(1)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.setAccessibleName(self.tr("点列名换排序"))
        head.sectionClicked.connect(self._head_clicked)
        # Told what is chosen, a head looks at every row to know whether its whole column is.
        nothing = QItemSelectionModel(model, self)
        head.setSelectionModel(nothing)
        self.verticalHeader().setSelectionModel(nothing)
        self.selectionModel().currentChanged.connect(self._moved)
        self.selectionModel().selectionChanged.connect(self._selected)
        self.doubleClicked.connect(self._taken)
        theme.changed.connect(self._restyle)
        self._restyle()

    def chosen(self) -> list[int]:
        """The rows that are chosen, from the top."""
        parts = self._parts()
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def number_chosen(self) -> int:
        """How many rows are chosen."""
        return sum(part.height() for part in self._parts())

    def _parts(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(number) for number in range(selection.count())]

    def choose(self, row: int) -> None:
        """Make a row the current one without telling anybody; -1 for none."""
        self._silent = True
        if row < 0:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        else:
            index = self.evidence.index(row, TIME)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)
        self._silent = False

    def ends(self) -> tuple[int, int]:
        """The first and the last column in sight."""
        shown = [column for column in range(FILES + 1) if not self.isColumnHidden(column)]
        return shown[0], shown[-1]

    def sizeHint(self) -> QSize:  # noqa: N802
        """A few rows; it takes the room there is."""
        return QSize(theme.px(300), theme.px(34 * 6))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Three rows and the head."""
        return QSize(theme.px(120), theme.px(34 * 3))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return takes the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._taken(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give the words what the other columns leave."""
        super().resizeEvent(event)
        self._arrange()

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(34))
        self.horizontalHeader().setFont(theme.font("small_strong"))
        self.horizontalHeader().setFixedHeight(theme.px(30))
        self._arrange()

    def _arrange(self) -> None:
        room = self.viewport().width()
        wide = room * 100 / theme.text_percent
        self.setColumnHidden(NUMBER, wide < _WITHOUT_NUMBER)
        self.setColumnHidden(CHANNEL, wide < _WITHOUT_CHANNEL)
        self.setColumnHidden(FILES, wide < _WITHOUT_FILES)
        self.setColumnHidden(WHO, wide < _WITHOUT_FILES)
        metrics = QFontMetrics(theme.font())
        for column, sample in _SAMPLES.items():
            self.setColumnWidth(column, metrics.horizontalAdvance(sample) + theme.px(14))
        self.setColumnWidth(WHO, theme.px(_WHO_WIDTH))
        others = (column for column in range(FILES + 1) if column != WORDS)
        used = sum(self.columnWidth(column) for column in others)
        self.setColumnWidth(WORDS, max(theme.px(60), room - used))

    # ---- what the person does ----------------------------------------------------------------

    def _head_clicked(self, column: int) -> None:
        orders = SORTS.get(column, ())
        if not orders:
            return
        now = self.evidence.sort_order
        at = orders.index(now) + 1 if now in orders else 0
        order: EvidenceSort = orders[at % len(orders)]
        self.sort_asked.emit(order)

    def _moved(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.viewport().update()
        if not self._silent and current.row() != previous.row():
            self.opened.emit(current.row())

    def _selected(self) -> None:
        """Many were chosen, or a screen reader chose a row without moving to it."""
        if self._silent:
            return
        rows = self._parts()
        if len(rows) == 1 and rows[0].height() == 1 and rows[0].top() != self.currentIndex().row():
            self.setCurrentIndex(self.evidence.index(rows[0].top(), TIME))
        self.many_chosen.emit()

    def _taken(self, index: QModelIndex) -> None:
        if index.isValid():
            self.taken.emit(index.row())
