"""Long work in small steps, so that the window stays alive."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services.errors import UserProblem

_BETWEEN_MS = 10


class Steps(QObject):
    """Takes one step of a generator after the other between the window's own events."""

    went = Signal(float)
    """How much is done, from 0 to 1, where the work tells."""

    done = Signal(object)
    """Carries what the work returned."""

    failed = Signal(object)
    """Carries the ``UserProblem`` that ended the work."""

    def __init__(self, work: Generator[Any, None, Any], parent: QObject) -> None:
        """Prepare; ``start`` begins.

        Args:
            work: Yields often; what it yields, if a number, is how much is done.
            parent: Owns this.
        """
        super().__init__(parent)
        self._work = work
        self._timer = QTimer(self)
        self._timer.setInterval(_BETWEEN_MS)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Begin."""
        self._timer.start()

    def stop(self) -> None:
        """Give the work up; it leaves nothing behind, and nothing is told."""
        self._timer.stop()
        self._work.close()
        self.deleteLater()

    def _step(self) -> None:
        try:
            share = next(self._work)
        except StopIteration as end:
            self._timer.stop()
            self.done.emit(end.value)
            self.deleteLater()
        except UserProblem as problem:
            self._timer.stop()
            self.failed.emit(problem)
            self.deleteLater()
        except BaseException:
            self._timer.stop()
            raise
        else:
            if isinstance(share, float):
                self.went.emit(share)
