"""Notices that a new day has begun while the program is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

LONGEST_MS = 3_600_000
"""A timer stands still while the computer sleeps, so it never counts on one long wait."""


class DayWatch(QObject):
    """Emits ``new_day`` once for each day, at midnight or when the person comes back."""

    new_day = Signal()

    def __init__(self, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._today = today
        self._day = today()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.check)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.applicationStateChanged.connect(self._came_back)
        self._timer.start(_wait_ms())

    def check(self) -> None:
        """Look at the date now."""
        self._timer.start(_wait_ms())
        if self._today() != self._day:
            self._day = self._today()
            self.new_day.emit()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def _came_back(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive and self._timer.isActive():
            self.check()


def _wait_ms() -> int:
    now = datetime.now().astimezone()
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    until = (midnight - now).total_seconds() * 1000
    return max(1000, min(LONGEST_MS, round(until) + 1000))
