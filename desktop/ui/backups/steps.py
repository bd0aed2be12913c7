"""Long work in small steps, so that the window stays alive."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services.errors import UserProblem
from desktop.ui.lock.long_work import LongWork, Task

_BETWEEN_MS = 10


class Steps(QObject):
    """Takes one step of a generator after the other between the window's own events."""

    went = Signal(float)
    """How much is done, from 0 to 1, where the work tells."""

    done = Signal(object)
    """Carries what the work returned."""

    failed = Signal(object)
    """Carries the ``UserProblem`` that ended the work."""

    def __init__(
        self, work: Generator[Any, None, Any], parent: QObject, task: Task | None = None
    ) -> None:
        """Prepare; ``start`` begins.

        Args:
            work: Yields often; what it yields, if a number, is how much is done.
            parent: Owns this.
            task: What it is, if somebody waits for it, so that a lock knows of it.
        """
        super().__init__(parent)
        self._work = work
        self._long = None if task is None else LongWork(task, self._give_up, self)
        self._timer = QTimer(self)
        self._timer.setInterval(_BETWEEN_MS)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Begin."""
        self._timer.start()

    def stop(self) -> None:
        """Give the work up; it leaves nothing behind, and nothing is told."""
        self._give_up()
        self._end(None)
        self.deleteLater()

    def _give_up(self) -> None:
        self._timer.stop()
        self._work.close()

    def _end(self, outcome: object) -> None:
        if self._long is not None:
            self._long.end(outcome)

    def _step(self) -> None:
        try:
            share = next(self._work)
        except StopIteration as end:
            self._timer.stop()
            self.done.emit(end.value)
            self._end(end.value)
            self.deleteLater()
        except UserProblem as problem:
            self._timer.stop()
            self.failed.emit(problem)
            self._end(problem)
            self.deleteLater()
        except BaseException:
            self._timer.stop()
            self._end(None)
            raise
        else:
            if isinstance(share, float):
                self.went.emit(share)
