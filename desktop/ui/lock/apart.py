"""Work that takes long on purpose, beside the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal


class Apart(QObject):
    """Runs one call on a thread of its own and hands its result, or its failure, to the window.

    A thread of Python and not of Qt, so that an end of the program in between waits for nothing: it
    is a daemon, and what it computes is thrown away.
    """

    done = Signal(object)
    """Carries what the call returned."""

    failed = Signal(object)
    """Carries the exception."""

    _came = Signal(object, object)

    def __init__(self, work: Callable[[], Any], parent: QObject) -> None:
        """Prepare; ``start`` begins.

        Args:
            work: What is to be done; it touches no widget and no open data file.
            parent: When it goes, nobody is told any more.
        """
        super().__init__(parent)
        self._work = work
        self._came.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="apart", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def _run(self) -> None:
        result: object = None
        problem: Exception | None = None
        try:
            result = self._work()
        except Exception as error:  # noqa: BLE001  It is handed on to the window's thread.
            problem = error
        try:
            self._came.emit(result, problem)
        except RuntimeError:
            return  # The window went away in the meantime.

    def _tell(self, result: object, problem: Exception | None) -> None:
        self._thread.join()
        self.deleteLater()
        if problem is not None:
            self.failed.emit(problem)
        else:
            self.done.emit(result)
