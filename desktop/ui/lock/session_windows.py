"""What Windows tells a window about sleep and the lock of its session.

Written by the documentation; not run on Windows yet.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

WM_POWERBROADCAST = 0x0218
PBT_APMSUSPEND = 0x0004
WM_WTSSESSION_CHANGE = 0x02B1
WTS_SESSION_LOCK = 0x7
_SLEEPS = (WM_POWERBROADCAST, PBT_APMSUSPEND)
_LEFT = (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK)


class WindowsSession(QAbstractNativeEventFilter):
    """Asks for the messages about the session and looks through those of the program."""

    def __init__(self, window: int, left: Callable[[], None], sleeps: Callable[[], None]) -> None:
        """Begin to look.

        Args:
            window: The system's name of the window that is told.
            left: Called when the session is locked.
            sleeps: Called when the computer goes to sleep.
        """
        super().__init__()
        self._window = window
        self._told = {_LEFT: left, _SLEEPS: sleeps}
        self._session("WTSRegisterSessionNotification", 0)
        app = QCoreApplication.instance()
        assert app is not None
        app.installNativeEventFilter(self)

    def stop(self) -> None:
        """Look no more."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeNativeEventFilter(self)
        self._session("WTSUnRegisterSessionNotification")

    def nativeEventFilter(  # noqa: N802
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> Any:
        """Let every message pass."""
        if QByteArray(kind) == b"windows_generic_MSG":
            told = wintypes.MSG.from_address(int(message))
            tell = self._told.get((told.message, told.wParam))
            if tell is not None:
                tell()
        return False, 0

    def _session(self, name: str, *arguments: int) -> None:
        library = ctypes.WinDLL("wtsapi32") if hasattr(ctypes, "WinDLL") else None
        if library is not None:
            getattr(library, name)(wintypes.HWND(self._window), *arguments)
