"""One running copy for each data folder: a second one calls the first to the front and leaves.

Locks and files only: a program that opens no socket cannot be reached from outside.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

LOCK = "anxin.lock"
CALL = "anxin.call"
_PATIENCE_S = 5.0
_LOOK_S = 0.05


class Single:
    """The right to be the running copy, held until ``release`` or the end of the process.

    A lock that a killed process left behind is taken over. Where no lock can be made, as in a
    folder that may only be read, everybody is first: the data file has its own lock.
    """

    def __init__(self, folder: Path) -> None:
        self.call_file = folder / CALL
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / LOCK))
        self._lock.setStaleLockTime(0)
        taken = self._lock.tryLock(0)
        self.first = taken or self._lock.error() is not QLockFile.LockError.LockFailedError

    def call(self) -> bool:
        """Ask the first copy to come to the front; whether it did."""
        try:
            self.call_file.touch(mode=0o600)
        except OSError:
            return False
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            if not self.call_file.exists():
                return True
            time.sleep(_LOOK_S)
        with suppress(OSError):
            self.call_file.unlink(missing_ok=True)
        return False

    def release(self) -> None:
        """Let the next one be first."""
        self._lock.unlock()


class Doorbell(QObject):
    """Brings the window to the front when another copy calls, and confirms by taking the call."""

    def __init__(self, call_file: Path, window: QWidget) -> None:
        super().__init__(window)
        self._call_file = call_file
        self._window = window
        self._watcher = QFileSystemWatcher([str(call_file.parent)], self)
        self._watcher.directoryChanged.connect(self._look)
        # Somebody may have called before there was a window.
        self._look()

    def _look(self) -> None:
        if self._call_file.exists():
            self._come()
            with suppress(OSError):
                self._call_file.unlink(missing_ok=True)

    def _come(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        # Where the system does not let a window come by itself, its entry asks for attention.
        QApplication.alert(window)
