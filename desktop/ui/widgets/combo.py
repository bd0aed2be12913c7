"""A drop-down that never changes by accident and never pushes the page wide."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.ring import paint_ring


class Combo(QComboBox):
    """The wheel scrolls the page under a closed drop-down instead of changing its value."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        # On Linux Qt calls a drop-down by what is chosen in it; this says what it is for.
        self.setAccessibleDescription(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrow if need be, and as high as it should be.

        Qt keeps the first minimum it worked out when the text size changes.
        """
        return QSize(theme.px(90), self.sizeHint().height())

    def showPopup(self) -> None:  # noqa: N802
        """Open the list without a black frame around it."""
        super().showPopup()
        theme.trim_popup(self.view().window())

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the whole ring."""
        super().focusInEvent(event)
        paint_ring(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Leave no ring behind."""
        super().focusOutEvent(event)
        paint_ring(self)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()
