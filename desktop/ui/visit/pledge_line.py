"""A sentence to stand for, as long as it is: a box, and words that wrap beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop.ui.widgets.text import Text


class PledgeLine(QWidget):
    """A click on the words ticks the box, too."""

    toggled = Signal(bool)

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        """Build it without a tick.

        Args:
            name: Name of the box in the program.
            words: The sentence.
            parent: Parent widget.
        """
        super().__init__(parent)
        self.box = QCheckBox()
        self.box.setObjectName(name)
        self.box.setAccessibleName(words)
        self.box.toggled.connect(self.toggled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(words, "body"), 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The words belong to the box."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.box.click()
