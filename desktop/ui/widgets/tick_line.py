"""A sentence to tick off: as large as it is needed, and it wraps."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.icons import tinted
from desktop.ui.widgets.painted import PaintedButton
from desktop.ui.widgets.wrapping import wrap_flags


class TickLine(PaintedButton):
    """What is ticked gets a mark and steps back; a screen reader hears a check box."""

    def __init__(self, text: str, role: str = "say", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._role = role
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _side(self) -> int:
        return QFontMetrics(theme.font(self._role)).height()

    def _words(self, width: int) -> QRect:
        left = self._side() + theme.px(14)
        room = QRect(left, theme.px(5), max(10, width - left - theme.px(4)), 100_000)
        metrics = QFontMetrics(theme.font(self._role))
        words = metrics.boundingRect(room, wrap_flags(self.text()), self.text())
        words.setRight(room.right())
        return words

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Height of the wrapped words."""
        return self._words(width).height() + theme.px(10)

    def sizeHint(self) -> QSize:  # noqa: N802
        """One line."""
        metrics = QFontMetrics(theme.font(self._role))
        width = metrics.horizontalAdvance(self.text()) + self._side() + theme.px(18)
        return QSize(width, metrics.height() + theme.px(10))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """May become narrow; the words then take more lines."""
        return QSize(theme.px(80), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the mark and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._side()
        icon, tone = ("check-circle", "ok") if self.isChecked() else ("circle", "muted")
        mark = tinted(icon, theme.color(tone), side, self.devicePixelRatioF())
        painter.drawPixmap(theme.px(4), theme.px(5), mark)
        painter.setFont(theme.font(self._role))
        quiet = self.isChecked()
        ink = "muted" if quiet else "soft_text" if self.hovered else "text"
        painter.setPen(theme.color(ink))
        painter.drawText(self._words(self.width()), wrap_flags(self.text()), self.text())
        self.paint_ring(painter, self.rect(), 8)

    def take_focus(self) -> None:
        """Give it the keyboard, and show that."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
