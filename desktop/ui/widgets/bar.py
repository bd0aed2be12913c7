"""A named progress line: words, a count and a bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.painted import PaintedButton


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

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint words, count and bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(theme.font())
        top = self.rect().adjusted(2, 0, -2, 0)
        top.setHeight(metrics.height() + theme.px(4))
        count = f"{self._done} / {self._total}"
        painter.setFont(theme.font())
        painter.setPen(theme.color("muted"))
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        top.setRight(top.right() - metrics.horizontalAdvance(count) - theme.px(10))
        painter.setPen(theme.color("soft_text" if self.hovered else "text"))
        name = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, top.width())
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
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
