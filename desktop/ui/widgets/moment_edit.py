"""A day and a time that never change by accident."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtCore import QDate, QDateTime, QEvent, QObject, Qt, QTime, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QDateTimeEdit, QWidget


class MomentEdit(QDateTimeEdit):
    """Shows minutes; the wheel scrolls the page and not the time.

    ``told`` is emitted when the person changes the time, and not when code does.
    """

    told = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)
        self.lineEdit().installEventFilter(self)
        self.setDisplayFormat("yyyy-MM-dd HH:mm")
        self._zone: tzinfo | None = None
        self._exact: datetime | None = None
        self.dateTimeChanged.connect(self._changed)

    def show_moment(self, moment: datetime) -> None:
        """Show a moment as the clock on the wall says it in its own zone."""
        self._zone, self._exact = moment.tzinfo, moment
        self.blockSignals(True)
        self.setDateTime(
            QDateTime(
                QDate(moment.year, moment.month, moment.day), QTime(moment.hour, moment.minute)
            )
        )
        self.blockSignals(False)

    def moment(self) -> datetime:
        """What is shown; the moment that was put in to the second, while nobody changed it."""
        if self._exact is not None:
            return self._exact
        day, time = self.date(), self.time()
        return datetime(
            day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=self._zone
        )

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """By keyboard, begin with the hour: the day is mostly right."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.setSelectedSection(QDateTimeEdit.Section.HourSection)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A click takes the whole part it lands on; Qt would refuse what is typed into it."""
        if event.type() == QEvent.Type.MouseButtonRelease and watched is self.lineEdit():
            self.setSelectedSection(self.currentSection())
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()

    def _changed(self) -> None:
        self._exact = None
        self.told.emit()
