"""The text of a letter for the clipboard, as long as a form on the web takes it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from desktop.domain.letter_text import LEAST_LIMIT, counted, in_pieces, shortened
from desktop.ui.clipboard import put_text
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.layouts import clear, flow
from desktop.ui.widgets.links import CopyLink
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text

LIMITS = (200, 500, 1000, 2000)
OWN = -1
MOST = 100_000
PIECES, SHORT = "pieces", "short"


class LimitSpin(QSpinBox):
    """How many characters a form takes; the wheel scrolls what it stands in."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to what is around it."""
        event.ignore()


class CopyChoices(QWidget):
    """Asks how long it may be, and hands over the pieces."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._limit = Combo(self.tr("网页表单限多少字"))
        self._limit.setObjectName("copy_limit")
        self._limit.addItem(self.tr("不限字数"), 0)
        for limit in LIMITS:
            self._limit.addItem(self.tr("最多 {0} 字").format(limit), limit)
        self._limit.addItem(self.tr("自己填…"), OWN)
        self._limit.currentIndexChanged.connect(self._chosen)
        self._own = LimitSpin()
        self._own.setObjectName("copy_own_limit")
        self._own.setRange(LEAST_LIMIT, MOST)
        self._own.setValue(LIMITS[1])
        self._own.setAccessibleName(self.tr("最多几个字"))
        self._own.valueChanged.connect(self._chosen)
        self._how = Segments(
            [(PIECES, self.tr("分成几段，一段段贴")), (SHORT, self.tr("只要前面的"))],
            self.tr("超过了怎么办"),
        )
        self._how.set_value(PIECES)
        self._how.chosen.connect(self._how.set_value)
        self._how.chosen.connect(self._chosen)
        self._over = Text(self.tr("超过了怎么办"), "small_strong", "muted")
        self._list = QWidget()
        rows = QVBoxLayout(self._list)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        column.addWidget(Text(self._limit.accessibleName(), "small_strong", "muted"))
        column.addWidget(flow(self._limit, self._own))
        column.addWidget(self._over)
        column.addWidget(self._how)
        column.addWidget(self._list)
        self._look()

    def copy(self, text: str) -> str:
        """Put the text on the clipboard, or its first piece and the others at hand; what was done.

        Args:
            text: All of it.
        """
        layout = self._list.layout()
        assert isinstance(layout, QVBoxLayout)
        clear(layout)
        limit = self._value()
        if not limit or counted(text) <= limit:
            self._put(text)
            return self.tr("已复制，共 {0} 字。").format(counted(text))
        if self._how.value() == SHORT:
            short = shortened(text, limit)
            self._put(short.text)
            return self.tr("已复制前面的部分，{0} 字；后面 {1} 字没有进去。").format(
                counted(short.text), counted(short.left_out)
            )
        pieces = in_pieces(text, limit)
        for number, piece in enumerate(pieces, 1):
            name = self.tr("第 {0} 段，{1} 字").format(number, counted(piece))
            link = CopyLink(self.tr("复制第 {0} 段").format(number), piece)
            layout.addWidget(flow(Text(name, wrap=False), link))
        self._put(pieces[0])
        return self.tr("分成 {0} 段，第 1 段已复制；贴好以后再来复制下一段。").format(len(pieces))

    def lead_to_next(self) -> None:
        """Put the keyboard on the piece after the first, where there are pieces."""
        links = self._list.findChildren(CopyLink)
        if len(links) > 1:
            # Only what has been laid out can be brought into sight.
            QTimer.singleShot(0, links[1], links[1].setFocus)

    def let_go(self) -> None:
        """Offer the pieces no more: what they were cut from has changed."""
        layout = self._list.layout()
        assert layout is not None
        clear(layout)

    def _put(self, text: str) -> None:
        put_text(text)

    def _value(self) -> int:
        chosen = int(self._limit.currentData())
        return self._own.value() if chosen == OWN else chosen

    def _chosen(self) -> None:
        self.let_go()
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        self._own.setVisible(self._limit.currentData() == OWN)
        for widget in (self._over, self._how):
            widget.setVisible(bool(self._value()))
