"""A day that never changes by accident, and one that may not be known."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QDateEdit, QSizePolicy, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.flow import FlowLayout


class DayEdit(QDateEdit):
    """Shows a day; the wheel scrolls the page and not the day.

    ``told`` is emitted when the person changes the day, and not when code does.
    """

    told = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.dateChanged.connect(self.told)

    def show_day(self, day: date) -> None:
        """Show a day without emitting anything."""
        self.blockSignals(True)
        self.setDate(QDate(day.year, day.month, day.day))
        self.blockSignals(False)

    def day(self) -> date:
        """What is shown, also of a part that is still being typed."""
        self.interpretText()
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()


class OptionalDay(QWidget):
    """A day that is asked for only once somebody says that they know it."""

    told = Signal()

    def __init__(self, words: str, name: str, parent: QWidget | None = None) -> None:
        """Build it without a day.

        Args:
            words: What it means to know the day.
            name: What the day is, for screen readers.
            parent: Parent widget.
        """
        super().__init__(parent)
        self.known = QCheckBox(words)
        self.edit = DayEdit(name)
        row = FlowLayout(self, spacing=8)
        row.addWidget(self.known)
        row.addWidget(self.edit)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.edit.hide()
        self.known.toggled.connect(self._toggled)
        self.edit.told.connect(self.told)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_day(self, day: date | None, otherwise: date) -> None:
        """Show a day, or that there is none.

        Args:
            day: The day, if it is known.
            otherwise: The day to begin with if it becomes known.
        """
        self.known.blockSignals(True)
        self.known.setChecked(day is not None)
        self.known.blockSignals(False)
        self.edit.setVisible(day is not None)
        self.edit.show_day(otherwise if day is None else day)

    def day(self) -> date | None:
        """The day, None while it is not known."""
        return self.edit.day() if self.known.isChecked() else None

    def _toggled(self, known: bool) -> None:
        self.edit.setVisible(known)
        self.told.emit()

    def _restyle(self) -> None:
        self.known.setFont(theme.font())
