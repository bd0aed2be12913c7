"""Answers the call of a second copy, see ``single``."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget


class Doorbell(QObject):
    """Brings the window to the front when another copy calls, and confirms by taking the call."""

    asked = Signal(str)
    """Carries the path of a file that the other copy was to open."""

    def __init__(self, call_file: Path, window: QWidget) -> None:
        super().__init__(window)
        self._call_file = call_file
        self._window = window
        self._watcher = QFileSystemWatcher([str(call_file.parent)], self)
        self._watcher.directoryChanged.connect(self._look)

    def begin(self) -> None:
        """Look whether somebody called before there was a window."""
        self._look()

    def _look(self) -> None:
        # Taken away before it is read, so that a call that comes meanwhile is a call of its own.
        taken = self._call_file.with_name(f"{self._call_file.name}.taken")
        try:
            self._call_file.replace(taken)
        except OSError:  # Nobody called; or who did gets no answer, and goes on alone.
            return
        self.come()
        file = ""
        with suppress(OSError, UnicodeDecodeError):
            file = taken.read_text(encoding="utf-8")
        with suppress(OSError):
            taken.unlink(missing_ok=True)
        if file:
            self.asked.emit(file)

    def come(self) -> None:
        """Bring the window to the front."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        # Where the system does not let a window come by itself, its entry asks for attention.
        QApplication.alert(window)
