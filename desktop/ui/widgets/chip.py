"""A small rounded label: a fact about a step, never a button."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.wrapping import wrap_flags

# tone: (ground token, text token)
TONES: dict[str, tuple[str, str]] = {
    "neutral": ("inset", "muted"),
    "surface": ("surface", "muted"),
    "soft": ("soft", "soft_text"),
    "amber": ("amber_soft", "amber"),
    "danger": ("danger_soft", "danger"),
    "ok": ("ok_soft", "ok"),
}


class Chip(QWidget):
    """Text in a pill; the words carry the meaning, the colour only repeats it.

    A long name wraps: cut short it could be taken for another.
    """

    def __init__(self, text: str, tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._tone = tone
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def text(self) -> str:
        """The words on the chip."""
        return self._text

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the text and the round ends."""
        metrics = QFontMetrics(theme.font("small"))
        return QSize(
            metrics.horizontalAdvance(self._text) + theme.px(18), metrics.height() + theme.px(4)
        )

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Long words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Height of the wrapped words."""
        if width >= self.sizeHint().width():
            return self.sizeHint().height()
        room = QRect(0, 0, max(10, width - theme.px(12)), 10_000)
        metrics = QFontMetrics(theme.font("small"))
        words = metrics.boundingRect(room, wrap_flags(self._text), self._text)
        return words.height() + theme.px(4)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A chip may shrink and wrap rather than push its neighbours out."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.px(60)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the pill."""
        ground, ink = TONES[self._tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground))
        radius = min(self.height() / 2, theme.px(11))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        font = theme.font("small")
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        room = self.rect().adjusted(theme.px(6), 0, -theme.px(6), 0)
        centred = int(Qt.AlignmentFlag.AlignCenter)
        if self.width() < self.sizeHint().width():
            centred |= wrap_flags(self._text)
        painter.drawText(room, centred, self._text)
