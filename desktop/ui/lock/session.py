"""Hears from the system that the computer goes to sleep or its screen is locked.

Linux: logind and the screen saver say so on the D-Bus (a local bus, no network). Windows: two
messages to a window. macOS says it only through its own libraries, which this program does not
carry: there the lock after a time without anybody has to do.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from desktop.ui.lock.session_windows import WindowsSession

# Desktops disagree on the name; whoever is not there says nothing.
_SCREEN_SAVERS = tuple(
    f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)
_LOGIND = "org.freedesktop.login1"


class SessionWatch(QObject):
    """Tells that the computer goes to sleep or that its screen is locked."""

    left = Signal()
    """Its screen is locked."""

    sleeps = Signal()
    """It goes to sleep in a moment."""

    def __init__(self, window_id: int, parent: QObject | None = None) -> None:
        """Begin to listen.

        Args:
            window_id: The system's name of the main window; Windows tells a window.
            parent: Parent object.
        """
        super().__init__(parent)
        self._windows: WindowsSession | None = None
        self.heard_from = self._listen(window_id)
        """What is listened to; empty where this system tells nothing."""

    def _listen(self, window_id: int) -> tuple[str, ...]:
        if sys.platform == "linux":
            return self._listen_on_bus()
        elif sys.platform == "win32":  # noqa: RET505  The type checker looks at one of them.
            from desktop.ui.lock.session_windows import WindowsSession  # noqa: PLC0415

            self._windows = WindowsSession(window_id, self.left.emit, self.sleeps.emit)
            return ("WM_POWERBROADCAST", "WM_WTSSESSION_CHANGE")
        else:
            return ()

    def stop(self) -> None:
        """Listen no more."""
        if self._windows is not None:
            self._windows.stop()
            self._windows = None

    def _listen_on_bus(self) -> tuple[str, ...]:
        # Loaded only where there is a vault.
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415

        heard: list[str] = []
        # Its stub asks for bytes; given bytes, PySide refuses the call (6.10.2).
        sleeping: Any = SLOT("sleeping(bool)")
        changed: Any = SLOT("changed(bool)")
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        told = [(system, _LOGIND, f"{_LOGIND}.Manager", "PrepareForSleep", sleeping)]
        told += [(session, name, name, "ActiveChanged", changed) for name in _SCREEN_SAVERS]
        for bus, name, interface, signal, slot in told:
            if bus.isConnected() and bus.connect(name, "", interface, signal, self, slot):
                heard.append(f"{interface}.{signal}")
        return tuple(heard)

    @Slot(bool)
    def changed(self, away: bool) -> None:
        """The bus says that the person goes, or is back."""
        if away:
            self.left.emit()

    @Slot(bool)
    def sleeping(self, begins: bool) -> None:
        """The bus says that the computer goes to sleep, or wakes."""
        if begins:
            self.sleeps.emit()
