"""Turns the vault on or off beside everything else, a few milliseconds at a time."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.vault import Progress
from desktop.services.errors import UserProblem

_PAUSE_MS = 5


class Conversion(QObject):
    """Belongs to the window, so that the dialog that began it may be closed.

    What is not done when the program ends is gone on with after the next start.
    """

    moved = Signal(object)
    """Carries the ``Progress``."""

    ended = Signal()
    """Everything is done."""

    failed = Signal(object)
    """Carries the ``UserProblem``; nothing is lost, and it can be tried again."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[Progress] | None = None
        self.progress: Progress | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._go_on)

    @property
    def running(self) -> bool:
        """Whether it is at work."""
        return self._steps is not None

    def begin(self, steps: Iterator[Progress]) -> None:
        """Start with what ``turn_on``, ``turn_off`` or ``resume`` returns."""
        if not self.running:
            self._steps = steps
            self._timer.start()

    def stop(self) -> None:
        """The program ends or locks; the rest is done after the next unlocking."""
        self._timer.stop()
        steps, self._steps = self._steps, None
        self.progress = None
        close = getattr(steps, "close", None)
        if close is not None:
            close()

    def _go_on(self) -> None:
        if self._steps is None:
            return
        try:
            self.progress = next(self._steps)
        except StopIteration:
            self._over()
            self.ended.emit()
        except UserProblem as problem:
            self._over()
            self.failed.emit(problem)
        else:
            self.moved.emit(self.progress)
            self._timer.start()

    def _over(self) -> None:
        self._steps = None
        self.progress = None
