"""The one window of a locked program. It knows nothing but the folder."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.lock.ways import Ways
from desktop.ui.theme import theme
from desktop.ui.widgets.card import Card
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
        self.ways = Ways(by_passphrase, by_code)
        self.ways.opened.connect(self.opened)
        self.passphrase, self.code = self.ways.passphrase, self.ways.code
        body.addWidget(self.ways)

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

    def _restyle(self) -> None:
        self._card.setMaximumWidth(theme.px(CARD_WIDTH))
