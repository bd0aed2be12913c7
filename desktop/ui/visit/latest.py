"""When it happened last: nobody signs a time that only stood there because nobody touched it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.moment_edit import MomentEdit
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text


class _When(StrEnum):
    JUST = "just"
    CHOSEN = "chosen"
    UNKNOWN = "unknown"


class Latest(QWidget):
    """A choice that begins with none taken; a time to be set, or that nobody remembers it."""

    told = Signal()

    def __init__(
        self, name: str, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        """Build it with nothing told.

        Args:
            name: What is asked, for screen readers.
            now: Gives the local time.
            parent: Parent widget.
        """
        super().__init__(parent)
        self._now = now
        self._at: datetime | None = None
        self.choice = Segments(
            [
                (_When.JUST, self.tr("就是刚才")),
                (_When.CHOSEN, self.tr("另选时间")),
                (_When.UNKNOWN, self.tr("记不清了")),
            ],
            name,
        )
        self.choice.chosen.connect(self._chosen)
        self.moment_edit = MomentEdit(name)
        self.moment_edit.setObjectName("statement_time")
        self.moment_edit.show_moment(now())
        self.moment_edit.told.connect(self._set)
        self.moment_edit.hide()
        self._how = Text(self.tr("这里先显示现在，请改成那一次的时间。"), "small", "amber")
        self._how.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(flow(self.choice, self.moment_edit))
        column.addWidget(self._how)

    def answered(self) -> bool:
        """Whether it was said when, or that nobody remembers."""
        return self._at is not None or self.choice.value() == _When.UNKNOWN

    def at(self) -> datetime | None:
        """When it was; None where nobody remembers, or nothing was said."""
        return self._at

    def missing(self) -> QWidget:
        """Where the answer is to be given."""
        chosen = self.choice.value() == _When.CHOSEN
        return self.moment_edit if chosen else self.choice.button(_When.JUST)

    def draft(self) -> dict[str, str]:
        """What was answered, for after a lock."""
        at = "" if self._at is None else self._at.isoformat()
        return {"when": self.choice.value(), "at": at}

    def resume(self, draft: Mapping[str, str]) -> None:
        """Put back what was answered before a lock."""
        self._take(draft.get("when", ""))
        with suppress(ValueError):
            self._at = datetime.fromisoformat(draft.get("at", ""))
            self.moment_edit.show_moment(self._at)

    def _chosen(self, value: str) -> None:
        self._take(value)
        self._at = self._now() if value == _When.JUST else None
        if value == _When.CHOSEN:
            self.moment_edit.show_moment(self._now())
        self._how.setVisible(value == _When.CHOSEN)
        self.told.emit()

    def _take(self, value: str) -> None:
        self.choice.set_value(value)
        self.moment_edit.setVisible(value == _When.CHOSEN)

    def _set(self) -> None:
        self._at = self.moment_edit.moment()
        self._how.hide()
        self.told.emit()
