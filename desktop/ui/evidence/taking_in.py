"""Files on their way in: a bar, the name of the one it is at, and a way to stop it."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.domain.attachments import AddProgress
from desktop.services.attachments import Added
from desktop.services.errors import UserProblem
from desktop.ui.lock.long_work import LongWork, Task
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text

_TURN_MS = 8
"""So long the work goes on before the window has its turn."""
_PARTS = 1000

Work = Generator[AddProgress, None, Added]


class TakingIn(QWidget):
    """Runs the work from a timer; hidden while there is none.

    ``done`` carries what became of it; it is not emitted for what was stopped.
    """

    done = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._words = Text("", "small", "muted")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("放进来的进度"))
        self._bar.setRange(0, _PARTS)
        self._bar.setTextVisible(False)
        stop = Button(self.tr("停下"))
        stop.setObjectName("attach_stop")
        stop.clicked.connect(self.stop)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        column.addWidget(flow(stop))
        self._work: Work | None = None
        self._progress: AddProgress | None = None
        self._elsewhere = False
        self._long: LongWork | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is on its way."""
        return self._work is not None

    def start(self, work: Work) -> None:
        """Begin; there is only one piece of work at a time."""
        self.stop()
        self._work = work
        self._long = LongWork(Task.INTAKE, self.stop, self)
        self._bar.setValue(0)
        self._progress = None
        self._tell()
        self.show()
        self._timer.start()

    def stop(self) -> None:
        """Give up what is on its way; nothing of it stays."""
        self._timer.stop()
        self.hide()
        work, self._work = self._work, None
        if work is not None:
            work.close()
        self._end(None)

    def say_elsewhere(self, *, elsewhere: bool) -> None:
        """Say that it goes to another record than the one that is shown."""
        self._elsewhere = elsewhere
        self._tell()

    def _tell(self) -> None:
        words = self.tr("正在放进另一笔") if self._elsewhere else self.tr("正在放进来")
        done = self._progress
        if done is None:
            self._words.setText(f"{words}…")
        else:
            told = self.tr("{0}（{1}/{2}）：{3}")
            self._words.setText(told.format(words, done.number, done.files, done.name))

    def _go_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        progress: AddProgress | None = None
        work = self._work
        while work is not None and clock.elapsed() < _TURN_MS:
            try:
                progress = next(work)
            except StopIteration as end:
                self._finish()
                self.done.emit(end.value)
                self._end(end.value)
                return
            except UserProblem as problem:
                self._finish()
                self._end(problem)
                raise
        if progress is not None:
            self._progress = progress
            share = progress.done / progress.total if progress.total else 0.0
            self._bar.setValue(min(_PARTS, round(share * _PARTS)))
            self._tell()

    def _finish(self) -> None:
        self._timer.stop()
        self._work = None
        self.hide()

    def _end(self, outcome: object) -> None:
        long, self._long = self._long, None
        if long is not None:
            long.end(outcome)

    def _restyle(self) -> None:
        self._bar.setFixedHeight(theme.px(8))
