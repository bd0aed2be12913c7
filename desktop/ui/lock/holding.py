"""A lock that waits for the end of what a person began; only the passphrase lifts the cover."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.domain.bundle import BundleMade
from desktop.domain.exports import ExportMade
from desktop.services.attachments import Added
from desktop.services.errors import UserProblem
from desktop.ui.lock.long_work import LongWork, Task
from desktop.ui.messages import sentence

LONGEST_S = 60 * 60.0
"""Whatever takes longer is stuck, or will not be done before the computer is turned off."""
_LOOK_MS = 15_000


class Holding(QObject):
    """Emits ``over`` when nothing is left to wait for, or when it has taken too long."""

    over = Signal()

    def __init__(self, works: list[LongWork], clock: Callable[[], float], parent: QObject) -> None:
        """Begin to wait.

        Args:
            works: What goes on; at least one.
            clock: Seconds that also pass while the computer sleeps.
            parent: Owns this.
        """
        super().__init__(parent)
        self.told: list[str] = []
        """What has become of what has ended since, for whoever comes back."""
        self._left = len(works)
        self._clock = clock
        self._end = clock() + LONGEST_S
        for work in works:
            work.ended.connect(self._ended)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.check)
        self._timer.start()

    def stop(self) -> None:
        """Wait no more; nothing is told."""
        self._timer.stop()
        self._left = 0
        self.deleteLater()

    def check(self) -> None:
        """Look at the clock now."""
        if self._left and self._clock() >= self._end:
            self._finish()

    def _ended(self, outcome: object) -> None:
        work = self.sender()
        if not self._left or not isinstance(work, LongWork):
            return
        words = came_of(work.task, outcome)
        if words:
            self.told.append(words)
        self._left -= 1
        if not self._left:
            # Whoever did the work says in the same turn what came of it.
            self._timer.stop()
            QTimer.singleShot(0, self, self.over.emit)

    def _finish(self) -> None:
        self._left = 0
        self._timer.stop()
        self.over.emit()


def tr(text: str) -> str:
    """The sentence in the language of the program."""
    return QCoreApplication.translate("holding", text)


def came_of(task: Task, outcome: object) -> str:
    """What is told later of work that ended while nobody was there; empty if there is nothing."""
    match outcome:
        case UserProblem():
            return tr("{0}{1}{2}").format(_failed(task), sentence(outcome), once_more(task))
        case ExportMade():
            return tr("锁上之前开始的导出做完了，读回来检查过了，存在：{0}").format(outcome.path)
        case BundleMade():
            paths = tr("、").join(outcome.paths)
            return tr("锁上之前开始做的材料做好了，存在：{0}").format(paths)
        case Added() if outcome.refused:
            return tr("锁上之前放的文件，放进来 {0} 个，有 {1} 个没有放进来，请再放一次。").format(
                len(outcome.attachments), len(outcome.refused)
            )
        case Added():
            return tr("锁上之前放的文件都放进来了，共 {0} 个。").format(len(outcome.attachments))
    return ""


def broken_off(task: Task) -> str:
    """What is told later of work that a lock has ended."""
    return {
        Task.EXPORT: tr("上次锁上时，导出还没做完，那个文件没有留下。"),
        Task.BUNDLE: tr("上次锁上时，要交出去的材料还没做完，没有留下。"),
        Task.INTAKE: tr("上次锁上时，有文件还没放进来；原来的文件还在原处。"),
        Task.OPENING: tr("上次锁上时，恢复还没开始，现在的内容没有变。"),
        Task.RESTORE: tr("上次锁上时，恢复还没做完，现在的内容没有变。"),
        Task.MOVE: tr("上次锁上时，数据还没搬完，还在原来的地方。"),
    }[task] + once_more(task)


def _failed(task: Task) -> str:
    return {
        Task.EXPORT: tr("锁上以后，导出没有做成。"),
        Task.BUNDLE: tr("锁上以后，要交出去的材料没有做成。"),
        Task.INTAKE: tr("锁上以后，有文件没有放进来。"),
        Task.OPENING: tr("锁上以后，恢复没有做成，现在的内容没有变。"),
        Task.RESTORE: tr("锁上以后，恢复没有做成，现在的内容没有变。"),
        Task.MOVE: tr("锁上以后，数据没有搬成，还在原来的地方。"),
    }[task]


def once_more(task: Task) -> str:
    """What to do about work that did not come to its end."""
    return {
        Task.EXPORT: tr("需要的话，到“设置”里再导出一次。"),
        Task.BUNDLE: tr("需要的话，到“证据”里再做一次。"),
        Task.INTAKE: tr("需要的话，到“证据”里再放一次。"),
        Task.OPENING: tr("需要的话，到“设置”里再恢复一次。"),
        Task.RESTORE: tr("需要的话，到“设置”里再恢复一次。"),
        Task.MOVE: tr("需要的话，到“设置”里再搬一次。"),
    }[task]
