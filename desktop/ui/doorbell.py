"""Answers the call of a second copy, see ``single``."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget


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
