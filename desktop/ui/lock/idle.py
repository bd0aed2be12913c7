"""Locks after a time without anybody, never in the middle of a word."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desktop.ui.lock.watch import InputWatch, seconds

WARN_S = 60.0
_LONGEST_S = 30.0
_WARNED_S = 1.0


class IdleWatch(QObject):
    """Emits ``idle`` when nobody has touched anything for so many minutes; 0 is never.

    Words that an input method has not finished hold it back, for one more such time at most:
    somebody who went away in the middle of a word is away all the same.
    """

    idle = Signal()

    warned = Signal(bool)
    """Whether it is about to happen."""

    def __init__(
        self,
        watch: InputWatch,
        minutes: int,
        clock: Callable[[], float] = seconds,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._watch = watch
        self._clock = clock
        self._limit = 0.0
        self._warned = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.check)
        watch.came_back.connect(self._came_back)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        # A timer stands still while the computer sleeps.
        app.applicationStateChanged.connect(self._state_changed)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Change how long it takes."""
        self._limit = minutes * 60.0
        self.check()

    def stop(self) -> None:
        """Watch no more."""
        self._limit = 0.0
        self.check()

    def check(self) -> None:
        """Look at the clock now."""
        self._timer.stop()
        if not self._limit:
            self._warn(False)
            return
        left = self._due(self._clock() - self._watch.last_input)
        if left <= 0:
            self._warn(False)
            self._limit = 0.0
            self.idle.emit()
            return
        self._warn(left <= min(WARN_S, self._limit / 2))
        wait = _WARNED_S if self._warned else min(_LONGEST_S, left - WARN_S)
        self._timer.start(round(1000 * max(_WARNED_S, wait)))

    def _due(self, away: float) -> float:
        """Seconds until it is time, or less than one if it is."""
        limit = 2 * self._limit if self._watch.composing else self._limit
        return limit - away

    def _came_back(self, away: float) -> None:
        if self._limit and self._due(away) <= 0:
            self.check()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.check()

    def _warn(self, warned: bool) -> None:
        if warned != self._warned:
            self._warned = warned
            self.warned.emit(warned)
