"""Work that a person began and waits for, so that a lock knows of it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication


class Task(StrEnum):
    """What it is that somebody waits for."""

    EXPORT = "export"
    BUNDLE = "bundle"
    INTAKE = "intake"
    OPENING = "opening"
    """An export is looked into; nothing is restored before the person has seen what is in it."""
    RESTORE = "restore"
    MOVE = "move"


_WORTH_WAITING = frozenset({Task.EXPORT, Task.BUNDLE, Task.INTAKE, Task.RESTORE, Task.MOVE})


class LongWork(QObject):
    """Stands for one piece of such work; a child of whatever does it."""

    ended = Signal(object)
    """Carries what came of it: its result, or the ``UserProblem``; None if it was given up."""

    def __init__(self, task: Task, give_up: Callable[[], None], parent: QObject) -> None:
        """The work begins.

        Args:
            task: What it is.
            give_up: Breaks it off; nothing of it stays behind.
            parent: What does it.
        """
        super().__init__(parent)
        self.task = task
        self.over = False
        self.give_up = give_up

    def end(self, outcome: object) -> None:
        """It has come to its end, one way or another."""
        if not self.over:
            self.over = True
            self.ended.emit(outcome)
            self.deleteLater()

    @property
    def worth_waiting(self) -> bool:
        """Whether a lock should wait for it, since it comes to an end without anybody."""
        return self.task in _WORTH_WAITING


def under_way() -> list[LongWork]:
    """What goes on now, in whatever window."""
    found: dict[LongWork, None] = {}
    for window in QApplication.topLevelWidgets():
        # A dialog is a window, and also a child of its window.
        found.update(dict.fromkeys(window.findChildren(LongWork)))
    return [work for work in found if not work.over]
