"""A named progress line: words, a count and a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.painted import PaintedButton

if TYPE_CHECKING:
    # Each of these is made when it is loaded; hardly any start sees one.
    from PySide6.QtGui import QEnterEvent


class ProgressLine(PaintedButton):
    """Shows how many of a list's steps are closed; a click opens the list."""

    def __init__(self, text: str, done: int, total: int, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._done, self._total = done, total
        self.setAccessibleName(self.tr("{0}，已完成 {1} 步，共 {2} 步").format(text, done, total))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A line of words and a bar."""
        height = QFontMetrics(theme.font()).height()
        return QSize(theme.px(200), height + theme.px(20))

    def count(self) -> str:
        """How many are closed, and of how many."""
        return f"{self._done} / {self._total}"

    def name_shown(self) -> str:
        """The name as far as there is room for it, with both ends: names differ at either."""
        metrics = QFontMetrics(theme.font())
        room = self.width() - 4 - metrics.horizontalAdvance(self.count()) - theme.px(10)
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Tell the pointer the name that is too long to be read."""
        self.setToolTip(self.text() if self.name_shown() != self.text() else "")
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint words, count and bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(theme.font())
        top = self.rect().adjusted(2, 0, -2, 0)
        top.setHeight(metrics.height() + theme.px(4))
        painter.setFont(theme.font())
        painter.setPen(theme.color("muted"))
        painter.drawText(
            top, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.count()
        )
        painter.setPen(theme.color("soft_text" if self.hovered else "text"))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(top, left, self.name_shown())
        thick = 8.0
        bar = QRectF(2, top.bottom() + theme.px(5), self.width() - 4, thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("groove"))
        painter.drawRoundedRect(bar, thick / 2, thick / 2)
        if self._total and self._done:
            bar.setWidth(max(thick, bar.width() * self._done / self._total))
            painter.setBrush(theme.color("primary"))
            painter.drawRoundedRect(bar, thick / 2, thick / 2)
        self.paint_ring(painter, self.rect(), 6)
