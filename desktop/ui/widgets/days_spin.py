"""A number of days that never changes by accident."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget

MOST_DAYS = 9999
NOT_TOLD = -1


class DaysSpin(QSpinBox):
    """Whole days, or nothing told; the wheel scrolls the page and not the number.

    ``stepped`` is emitted when the arrows or the arrow keys changed the number; typed numbers are
    announced by ``editingFinished`` as usual.
    """

    stepped = Signal()

    def __init__(self, name: str, nothing: str, parent: QWidget | None = None) -> None:
        """Build the field.

        Args:
            name: What it is, for screen readers.
            nothing: The words for "not told".
            parent: Parent widget.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(NOT_TOLD, MOST_DAYS)
        self.setSpecialValueText(nothing)
        self.setSuffix(self.tr(" 天"))
        self.setValue(NOT_TOLD)
        self.setKeyboardTracking(False)

    def stepBy(self, steps: int) -> None:  # noqa: N802
        """Change the number and say so."""
        super().stepBy(steps)
        self.lineEdit().setModified(False)
        self.stepped.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()
