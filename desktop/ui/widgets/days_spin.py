"""A number of days that never changes by accident."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget

MOST_DAYS = 9999
NOT_TOLD = -1


class DaysSpin(QSpinBox):
    """Whole days, or nothing told; the wheel scrolls the page and not the number.

    ``valueChanged`` tells what the person gave: a number they stepped to at once, one they typed
    when they press Return or leave. Looking at a number never gives it.
    """

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

    def show_days(self, days: int) -> None:
        """Show a stored number without announcing it."""
        self.blockSignals(True)
        self.setValue(days)
        self.blockSignals(False)

    def validate(self, text: str, position: int) -> object:
        """Let digits written into the words for "not told" take their place.

        A click puts the cursor among the words, and Qt would refuse every digit there. Nor does it
        know the wide digits of a Chinese input method.
        """
        told = text.removesuffix(self.suffix())
        digits = "".join(str(int(letter)) for letter in told if letter.isdecimal())
        words = "".join(letter for letter in told if not letter.isdecimal())
        if digits and words in ("", self.specialValueText()):
            position = sum(letter.isdecimal() for letter in told[:position])
            text = digits + text[len(told) :]
        return super().validate(text, position)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()
