"""The application, which keeps a file that the system hands over until somebody can show it.

On macOS a file that was opened by double-click comes this way, also while the program runs; on
Windows and Linux it comes on the command line, see ``single`` for a second start.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

ENDING = ".anxin"


class Application(QApplication):
    """Knows the last file that came; only whoever may show it takes it."""

    file_came = Signal()

    def __init__(self, words: list[str]) -> None:
        super().__init__(words)
        self._file: Path | None = None

    def event(self, event: QEvent) -> bool:
        """Keep an exported file; nothing is shown, since the program may be locked or covered."""
        if isinstance(event, QFileOpenEvent):
            file = Path(event.file())
            if file.suffix.lower() != ENDING:
                return False
            self._file = file
            self.file_came.emit()
            return True
        return super().event(event)

    def waiting_file(self) -> Path | None:
        """The file that came last and was not taken yet."""
        return self._file

    def take_file(self) -> Path | None:
        """The same; it is told once."""
        file, self._file = self._file, None
        return file


def application() -> Application | None:
    """The running application, if it is this one."""
    running = QApplication.instance()
    return running if isinstance(running, Application) else None
