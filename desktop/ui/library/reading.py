"""Where an entry is read."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.card import Card
from desktop.ui.widgets.scroll import VerticalScroll

LAYOUT_ROUNDS = 4


class ReadingScroll(VerticalScroll):
    """Long text can be scrolled from the keyboard even where it holds no link."""

    def __init__(self, frame: Card) -> None:
        super().__init__(margin=4, spacing=8)
        self._frame = frame
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._frame.set_tone("surface", "focus")

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Give the border back its usual colour."""
        super().focusOutEvent(event)
        self._frame.set_tone("surface", "border")

    def show_from(self, widget: QWidget) -> None:
        """Scroll so that a widget of the content, even a new one, stands at the top."""
        content = self.body.parentWidget()
        assert content is not None, "a layout that was given a widget keeps it"
        # New content is laid out by events that are still on their way, one level after another.
        for _ in range(LAYOUT_ROUNDS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self.verticalScrollBar().setValue(widget.mapTo(content, QPoint(0, 0)).y())
