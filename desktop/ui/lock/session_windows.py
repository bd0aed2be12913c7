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
_LEAVING = frozenset(
    {(WM_POWERBROADCAST, PBT_APMSUSPEND), (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK)}
)


class WindowsSession(QAbstractNativeEventFilter):
    """Asks for the messages about the session and looks through those of the program."""

    def __init__(self, window: int, tell: Callable[[], None]) -> None:
        super().__init__()
        self._window = window
        self._tell = tell
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
            if (told.message, told.wParam) in _LEAVING:
                self._tell()
        return False, 0

    def _session(self, name: str, *arguments: int) -> None:
        library = ctypes.WinDLL("wtsapi32") if hasattr(ctypes, "WinDLL") else None
        if library is not None:
            getattr(library, name)(wintypes.HWND(self._window), *arguments)
