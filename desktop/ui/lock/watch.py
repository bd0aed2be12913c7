"""Sees that somebody is there: keys, clicks and unfinished words of an input method.

A Python filter on the application, or on every widget, would be asked about every single event of
every widget. This one sits on the windows of the system, where only what comes from outside passes
by, and on the one text field that has the keyboard.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

SHIFT_TIMES = 3
SHIFT_WITHIN_S = 1.2
AWAY_S = 60.0
"""Whoever comes back after so long is asked about, before what they do counts as being there."""

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_BY_HAND = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def seconds() -> float:
    """A clock that also counts while the computer sleeps."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    else:  # noqa: RET505  The type checker looks at one system at a time.
        return time.monotonic()


class InputWatch(QObject):
    """Lets everything pass and remembers when the last of it came."""

    tripled = Signal()
    """The same Shift key was pressed and let go three times, and nothing else in between."""

    lock_pressed = Signal()
    """Ctrl+L. A shortcut would not do: an open question keeps those of its window from it."""

    came_back = Signal(float)
    """Somebody is there again after so many seconds; comes before their input is remembered."""

    def __init__(self, clock: Callable[[], float] = seconds, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.last_input = clock()
        self.composing = False
        self._shifts: list[float] = []
        self._shift_key = -1
        self._windows: list[QWindow] = []
        self._field: QObject | None = None
        app = _app()
        app.focusWindowChanged.connect(self._watch_window)
        app.focusObjectChanged.connect(self._watch_field)
        for window in app.topLevelWindows():
            self._watch_window(window)
        self._watch_field(app.focusObject())

    def stop(self) -> None:
        """Watch no more."""
        app = _app()
        app.focusWindowChanged.disconnect(self._watch_window)
        app.focusObjectChanged.disconnect(self._watch_field)
        for watched in (*self._windows, self._field):
            if watched is not None and isValid(watched):
                watched.removeEventFilter(self)
        self._windows.clear()
        self._field = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Remember, and let it pass."""
        kind = event.type()
        if watched is self._field:
            # Its keys have passed by its window already.
            if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
                self._somebody()
                self.composing = bool(event.preeditString())
        elif kind in _KEYS:
            self._somebody()
            if isinstance(event, QKeyEvent):
                self._key(event)
        elif kind in _BY_HAND:
            self._somebody()
            if kind != QEvent.Type.MouseMove:
                self._shifts.clear()
        return False

    def _somebody(self) -> None:
        now = self._clock()
        away = now - self.last_input
        if away >= AWAY_S:
            self.came_back.emit(away)
        self.last_input = now

    def _key(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() or event.key() != Qt.Key.Key_Shift:
            self._shifts.clear()
            if event.type() == QEvent.Type.KeyPress and _is_lock(event):
                self.lock_pressed.emit()
            return
        now = self.last_input
        if event.type() == QEvent.Type.KeyPress:
            # Left and right are two keys; one rolling over both is a hand at rest.
            if event.nativeScanCode() != self._shift_key:
                self._shifts.clear()
                self._shift_key = event.nativeScanCode()
            self._shifts = [each for each in self._shifts if now - each <= SHIFT_WITHIN_S]
            self._shifts.append(now)
        elif len(self._shifts) == SHIFT_TIMES:
            in_time = now - self._shifts[0] <= SHIFT_WITHIN_S
            self._shifts.clear()
            if in_time:
                self.tripled.emit()

    def _watch_window(self, window: QWindow | None) -> None:
        self._shifts.clear()
        self._windows = [known for known in self._windows if isValid(known)]
        if window is not None and window not in self._windows:
            self._windows.append(window)
            window.installEventFilter(self)

    def _watch_field(self, field: QObject | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self.composing = False
        takes_words = isinstance(field, QWidget) and field.testAttribute(
            Qt.WidgetAttribute.WA_InputMethodEnabled
        )
        self._field = field if takes_words else None
        if self._field is not None:
            self._field.installEventFilter(self)


def _is_lock(event: QKeyEvent) -> bool:
    return (
        event.key() == Qt.Key.Key_L
        and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        and not event.isAutoRepeat()
    )


def _app() -> QGuiApplication:
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    return app
