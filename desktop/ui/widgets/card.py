"""A rounded surface that groups what belongs together."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.theme import theme

RADIUS = 12


class Card(QFrame):
    """A filled rounded rectangle with a vertical layout in ``body``."""

    def __init__(
        self,
        fill: str = "surface",
        border: str | None = "border",
        margin: int = 18,
        spacing: int = 10,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ground = fill
        self._border = border
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin - 2, margin, margin - 2)
        self.body.setSpacing(spacing)
        theme.changed.connect(self.update)

    def set_tone(self, fill: str, border: str | None) -> None:
        """Change the colours of the surface and its border."""
        self._ground, self._border = fill, border
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the surface."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color(self._ground))
        painter.setPen(QPen(theme.color(self._border), 1) if self._border else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
