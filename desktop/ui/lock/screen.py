"""The one window of a locked program. It knows nothing but the folder."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.lock.asking import Asking
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.text import Text

CARD_WIDTH = 460
MARGIN = 28


class LockScreen(QWidget):
    """Asks for the passphrase or the recovery code. No menu, no shortcut, no drop, no title."""

    opened = Signal(object, bool)
    """Carries the keys, and whether the recovery code gave them."""

    painted = Signal()
    """It has been painted for the first time."""

    closed = Signal()
    """The person would rather not."""

    def __init__(
        self,
        by_passphrase: Callable[[str], object],
        by_code: Callable[[str], object],
        why: str = "",
        minutes: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Build the window.

        Args:
            by_passphrase: Finds the keys by the passphrase; runs on another thread.
            by_code: Finds them by the recovery code, likewise.
            why: Why it is locked: ``idle``, ``left``, ``asked``, or empty at a start.
            minutes: After how long without anybody it locked.
            parent: Parent widget.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("安心清单"))
        self.setMinimumSize(480, 420)
        self._painted = False
        self.setAutoFillBackground(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, MARGIN, MARGIN, 10)
        scroll = VerticalScroll()
        outer.addWidget(scroll, 1)
        scroll.body.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        self._card = Card(margin=26, spacing=12)
        row.addWidget(self._card, 100)
        row.addStretch(1)
        scroll.body.addLayout(row)
        scroll.body.addStretch(2)
        self._numbers = Text(
            self.tr("有危险打 110　　心里难受打 12356"), "small", "muted", selectable=True
        )
        outer.addWidget(self._numbers)
        self._fill(by_passphrase, by_code, self._reason(why, minutes))
        theme.changed.connect(self._restyle)
        self._restyle()
        self.passphrase.take_focus()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Tell of the first picture."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Whoever asked is told."""
        super().closeEvent(event)
        self.closed.emit()

    def _fill(
        self,
        by_passphrase: Callable[[str], object],
        by_code: Callable[[str], object],
        reason: str,
    ) -> None:
        body = self._card.body
        body.addWidget(Text(self.tr("安心清单"), "brand", "primary", wrap=False))
        self._title = Text(self.tr("已锁上"), "heading")
        body.addWidget(self._title)
        if reason:
            body.addWidget(Text(reason, "body", "muted"))
        self.passphrase = Asking(by_passphrase)
        self.code = Asking(by_code, code=True)
        for asking in (self.passphrase, self.code):
            asking.right.connect(self._right)
            asking.busy.connect(self._busy)
        self._hint = Text("", "small", "muted")
        self._other = LinkButton("")
        self._other.setObjectName("lock_other")
        self._other.clicked.connect(self._change_way)
        body.addWidget(self.passphrase)
        body.addWidget(self.code)
        body.addWidget(flow(self._other))
        body.addWidget(self._hint)
        self._show_way(by_card=False)

    def _reason(self, why: str, minutes: int) -> str:
        if why == "idle" and minutes:
            words = self.tr(
                "{0} 分钟没有人动，就自己锁上了。写了一半的都在；时间可以在“设置”里改。"
            )
            return words.format(minutes)
        return {
            "idle": self.tr("有一阵没有人动，就自己锁上了。写了一半的都在。"),
            "left": self.tr("电脑刚才锁屏或睡眠，这里也跟着锁上了。写了一半的都在。"),
            "asked": self.tr("写了一半的都在，打开就能接着写。"),
        }.get(why, "")

    def _show_way(self, *, by_card: bool) -> None:
        self._by_card = by_card
        self.passphrase.setVisible(not by_card)
        self.code.setVisible(by_card)
        self._other.setText(self.tr("用密码打开") if by_card else self.tr("忘了密码？用恢复码打开"))
        self._other.setAccessibleName(self._other.text())
        self._other.updateGeometry()
        self._hint.setText(
            self.tr("恢复码在打印出来的“恢复卡”上。大小写、横线、空格都不要紧，O 和 0 也不要紧。")
            if by_card
            else self.tr("密码只有你知道，这里查不到，也重设不了；忘了就找那张“恢复卡”。")
        )

    def _change_way(self) -> None:
        self._show_way(by_card=not self._by_card)
        (self.code if self._by_card else self.passphrase).take_focus()

    def _busy(self, busy: bool) -> None:
        self._other.setEnabled(not busy)

    def _right(self, keys: object) -> None:
        asking = self.sender()
        self.opened.emit(keys, asking is self.code)

    def _restyle(self) -> None:
        self._card.setMaximumWidth(theme.px(CARD_WIDTH))
