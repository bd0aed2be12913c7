"""Columns that become rows where there is no room beside each other."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.ui.theme import theme


class Columns(QWidget):
    """Children side by side when wider than ``least`` (grown by the text size), else stacked."""

    def __init__(
        self,
        least: int,
        spacing: int = 14,
        parent: QWidget | None = None,
        *,
        room: int | None = None,
    ) -> None:
        """Make it without children.

        Args:
            least: Least width for children side by side.
            spacing: Gap between the children.
            parent: Parent widget.
            room: The width it will have, where that is known; saves laying all out twice.
        """
        super().__init__(parent)
        self._least = least
        self._layout = QBoxLayout(self._direction(theme.px(least) if room is None else room), self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing)
        theme.changed.connect(self._arrange)

    def add(self, widget: QWidget, stretch: int = 1) -> None:
        """Append a column; it keeps to the top where it is shorter than its neighbours."""
        self._layout.addWidget(widget, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Choose the direction for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def _direction(self, width: int) -> QBoxLayout.Direction:
        if width >= theme.px(self._least):
            return QBoxLayout.Direction.LeftToRight
        return QBoxLayout.Direction.TopToBottom

    def _arrange(self) -> None:
        direction = self._direction(self.width())
        if self._layout.direction() != direction:
            self._layout.setDirection(direction)
