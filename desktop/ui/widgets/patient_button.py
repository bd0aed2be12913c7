"""A button that takes a slow second click for what it is: the same click again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

SLOW_MS = 1000
"""Twice the time in which systems make a double click of two: so slow is a tired hand."""


class Pace:
    """When a button was pressed last; shared by buttons that come to stand in the same place."""

    def __init__(self) -> None:
        self._pressed: int | None = None

    def too_soon(self, event: QMouseEvent) -> bool:
        """Whether a press belongs to the one before; from now on it is the one before.

        Its time is what the system noted when it happened, however long the first took to act.
        """
        before, self._pressed = self._pressed, event.timestamp()
        return before is not None and 0 < self._pressed - before < SLOW_MS


class PatientButton(Button):
    """A button that stands for something else after each click.

    Whoever clicks everything twice must not do with the second click what they have not read.
    """

    def __init__(self, text: str, pace: Pace | None = None, *, primary: bool = False) -> None:
        """Build the button.

        Args:
            text: The words.
            pace: That of the buttons before it in this place; None for one that stays itself.
            primary: Whether it is the one thing to do.
        """
        super().__init__(text, primary=primary)
        self._pace = pace or Pace()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let a press pass that belongs to the one before."""
        if not self._pace.too_soon(event):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The next press may belong to this one."""
        self._pace.too_soon(event)
        super().mouseDoubleClickEvent(event)
