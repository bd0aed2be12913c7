"""Base of buttons that paint themselves: hover, keyboard focus ring and screen-reader support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.ui.theme import theme

if TYPE_CHECKING:
    # Each of these is made when it is loaded; hardly any start sees one.
    from PySide6.QtGui import QEnterEvent, QFocusEvent

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class PaintedButton(QAbstractButton):
    """A button whose subclass paints it; the focus ring appears for keyboard users only."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = text
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.leave_alone(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ringed = False
        self.hovered = False
        theme.changed.connect(self._restyle)

    def text(self) -> str:
        """The words on the button."""
        return self._label

    def setText(self, text: str) -> None:  # noqa: N802
        """Change the words. Qt does not get them, or an ``&`` would become a shortcut."""
        if self.accessibleName() == self._label:
            self.setAccessibleName(text)
        self._label = text
        self.updateGeometry()
        self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Remember that the pointer is over the button."""
        self.hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Forget the pointer."""
        self.hovered = False
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the ring if the keyboard brought the focus."""
        self.ringed = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hide the ring."""
        self.ringed = False
        super().focusOutEvent(event)

    def paint_ring(self, painter: QPainter, rect: QRect, radius: float) -> None:
        """Draw the focus ring inside ``rect`` if the button has keyboard focus."""
        if not (self.ringed and self.hasFocus()):
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)
