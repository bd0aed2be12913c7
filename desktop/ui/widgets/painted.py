"""Base of buttons that paint themselves: hover, keyboard focus ring and screen-reader support."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QFocusFrame, QWidget
from shiboken6 import isValid

from desktop.ui.theme import theme

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


# Asking Qt for children it made itself makes PySide look up every class there is: fifteen
# milliseconds. Until the first picture is painted, buttons wait here; None afterwards.
_waiting: list[PaintedButton] | None = []


def part_with_frames() -> None:
    """Part all buttons made so far from their frames, and later ones at once."""
    global _waiting
    buttons, _waiting = _waiting or [], None
    for button in buttons:
        if isValid(button):
            button.part_with_frame()


class PaintedButton(QAbstractButton):
    """A button whose subclass paints it; the focus ring appears for keyboard users only."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = text
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # The style takes the click focus from every button; ours leave text fields when clicked.
        self._wanted_policy = Qt.FocusPolicy.StrongFocus
        self.setFocusPolicy(self._wanted_policy)
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

    def event(self, event: QEvent) -> bool:
        """Part with the style's own focus frame: this button paints its ring itself.

        The frame would be one more widget beside every button, painted by halves on some systems
        and left behind when the button goes.
        """
        handled = super().event(event)
        if event.type() == QEvent.Type.Polish:
            if _waiting is None:
                self.part_with_frame()
            else:
                _waiting.append(self)
            self.setFocusPolicy(self._wanted_policy)
        return handled

    def part_with_frame(self) -> None:
        """Delete what the style has hung on the button for its frame."""
        for child in self.children():
            if child.metaObject().className().endswith("WidgetWithFocusFrameEventFilter"):
                self.removeEventFilter(child)
                child.deleteLater()
            elif isinstance(child, QFocusFrame):
                child.deleteLater()

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
