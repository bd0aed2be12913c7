"""The day on which somebody said no more: it is signed, and so it has to be chosen."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.widgets.day_edit import DayEdit
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text


class _Which(StrEnum):
    TODAY = "today"
    CHOSEN = "chosen"


class StopDay(QWidget):
    """Today, or a day that is set; none at first."""

    told = Signal()

    def __init__(self, name: str, today: date, parent: QWidget | None = None) -> None:
        """Build it without a day.

        Args:
            name: What the day is, for screen readers.
            today: The last day there is.
            parent: Parent widget.
        """
        super().__init__(parent)
        self._today = today
        self._day: date | None = None
        self.choice = Segments(
            [(_Which.TODAY, self.tr("今天")), (_Which.CHOSEN, self.tr("另选日期"))], name
        )
        self.choice.chosen.connect(self._chosen)
        self.edit = DayEdit(name)
        self.edit.setObjectName("statement_stop")
        self.edit.show_day(today)
        self.edit.setMaximumDate(self.edit.date())
        self.edit.told.connect(self._set)
        self.edit.hide()
        self._how = Text(self.tr("这里先显示今天，请改成那一天。"), "small", "amber")
        self._how.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        asked = Text(self.tr("是哪天："), "body", wrap=False)
        column.addWidget(flow(asked, self.choice, self.edit))
        column.addWidget(self._how)

    def day(self) -> date | None:
        """The day, also of a part that is still being typed; None while there is none."""
        self.edit.interpretText()
        return self._day

    def missing(self) -> QWidget:
        """Where the answer is to be given."""
        chosen = self.choice.value() == _Which.CHOSEN
        return self.edit if chosen else self.choice.button(_Which.TODAY)

    def show_day(self, day: date) -> None:
        """Put back the day that was chosen before a lock."""
        self._take(_Which.TODAY if day == self._today else _Which.CHOSEN)
        self.edit.show_day(day)
        self._day = day

    def _chosen(self, value: str) -> None:
        self._take(value)
        self._day = self._today if value == _Which.TODAY else None
        self.edit.show_day(self._today)
        self._how.setVisible(value == _Which.CHOSEN)
        self.told.emit()

    def _take(self, value: str) -> None:
        self.choice.set_value(value)
        self.edit.setVisible(value == _Which.CHOSEN)

    def _set(self) -> None:
        self._day = self.edit.day()
        self._how.hide()
        self.told.emit()
