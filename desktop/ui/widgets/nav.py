"""The entries of the side bar."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.icons import tinted
from desktop.ui.widgets.painted import PaintedButton


class NavButton(PaintedButton):
    """One page in the side bar: icon and name, filled when it is the open page.

    ``keys`` are written beside the name of a page, where there is room for them, and give way to a
    number of things that wait there. A ``tone`` such as ``danger`` gives the entry a ground and an
    ink of its own, and an edge while it is open.
    """

    def __init__(
        self,
        text: str,
        icon: str,
        keys: str = "",
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self._tone = tone
        self._keys = keys
        self._badge = 0
        self.setAccessibleDescription(keys)
        self.setToolTip(keys)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_badge(self, number: int, words: str) -> None:
        """Show how many things wait there; none takes the number away.

        Args:
            number: How many.
            words: What the number says, for screen readers and the pointer.
        """
        self._badge = number
        self.setAccessibleDescription(words or self._keys)
        self.setToolTip(words or self._keys)
        self.updateGeometry()
        self.update()

    def badge(self) -> int:
        """How many things wait there."""
        return self._badge

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the icon and the name."""
        metrics = QFontMetrics(theme.font())
        width = metrics.horizontalAdvance(self.text()) + theme.px(42) + 24
        if self._badge:
            width += self._badge_size().width() + theme.px(8)
        return QSize(width, max(38, theme.px(38)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """In a low window with large letters the entries move closer rather than out of sight."""
        return QSize(self.sizeHint().width(), QFontMetrics(theme.font()).height() + 4)

    def _badge_size(self) -> QSize:
        metrics = QFontMetrics(theme.font("small_strong"))
        height = metrics.height() + theme.px(2)
        return QSize(
            max(height, metrics.horizontalAdvance(self._badge_text()) + theme.px(14)), height
        )

    def _badge_text(self) -> str:
        return str(self._badge) if self._badge < 100 else "99+"

    def _paint_badge(self, painter: QPainter) -> None:
        size = self._badge_size()
        spot = QRect(
            self.width() - size.width() - 12,
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("amber"))
        painter.drawRoundedRect(QRectF(spot), size.height() / 2, size.height() / 2)
        painter.setFont(theme.font("small_strong"))
        painter.setPen(theme.color("surface"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, self._badge_text())

    def _has_room_for_keys(self, width: int) -> bool:
        """Large letters leave the side bar no wider for them: the page needs the room more."""
        name = QFontMetrics(theme.font()).horizontalAdvance(self.text())
        keys = QFontMetrics(theme.font("small")).horizontalAdvance(self._keys)
        return name + theme.px(8) + keys <= width

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint ground, icon and name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._tone:
            framed = self.isChecked() or self.hovered
            painter.setPen(theme.color(self._tone) if framed else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(f"{self._tone}_soft"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        elif self.isChecked() or self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("soft" if self.isChecked() else "button"))
            painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        ink = theme.color(self._tone or ("soft_text" if self.isChecked() else "text"))
        side = theme.px(18)
        spot = QRect(13, (self.height() - side) // 2, side, side)
        painter.drawPixmap(spot, tinted(self._icon, ink, side, self.devicePixelRatioF()))
        painter.setFont(theme.font())
        painter.setPen(ink)
        room = self.rect().adjusted(spot.right() + theme.px(11), 0, -8, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._badge:
            self._paint_badge(painter)
        elif self._keys and self._has_room_for_keys(room.width()):
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            aside = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(room, aside, self._keys)
        self.paint_ring(painter, self.rect(), 10)
