"""What small windows have in common: a title, room that scrolls, buttons that stay in sight."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.services.errors import UserProblem
from desktop.ui.backups.steps import Steps
from desktop.ui.lock.long_work import Task
from desktop.ui.theme import theme
from desktop.ui.widgets.layouts import clear, flow
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.text import Text

WIDTH, HEIGHT = 600, 540
MARGIN = 22


class FrameDialog(QDialog):
    """One thing on each of its screens; work that it has begun ends with it."""

    def __init__(
        self,
        title: str,
        parent: QWidget,
        *,
        window_title: str = "",
        size: tuple[int, int] = (WIDTH, HEIGHT),
        spacing: int = 12,
    ) -> None:
        """Build the frame; ``close_with`` ends it.

        Args:
            title: What it is about, above everything.
            parent: The window it belongs to.
            window_title: What others see of it; the program's name where it says nothing.
            size: How large it is where its window has the room.
            spacing: The room between what is on a screen.
        """
        super().__init__(parent)
        self.setWindowTitle(window_title or self.tr("安心清单"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._steps: Steps | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.column.setSpacing(12)
        self.title = Text(title, "heading")
        self.column.addWidget(self.title)
        self._scroll = VerticalScroll(spacing=spacing)
        self.column.addWidget(self._scroll, 1)
        room = parent.window().size()
        self.resize(
            min(theme.px(size[0]), room.width() - 2 * MARGIN),
            min(theme.px(size[1]), room.height() - 2 * MARGIN),
        )

    # ---- what it shows -----------------------------------------------------------------------

    def close_with(self, *buttons: QWidget) -> None:
        """Put the buttons below everything else."""
        self.column.addWidget(flow(*buttons))

    def show_parts(self, *widgets: QWidget) -> None:
        """Show other content."""
        clear(self._scroll.body)
        for widget in widgets:
            self.add(widget)
        self._scroll.body.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """Show something more, below."""
        self._scroll.body.addWidget(widget)

    # ---- what it does ------------------------------------------------------------------------

    @property
    def at_work(self) -> bool:
        """Whether what it has begun goes on."""
        return self._steps is not None

    def run(
        self,
        work: Generator[Any, None, Any],
        done: Callable[[Any], None],
        failed: Callable[[UserProblem], None],
        *,
        went: Callable[[float], None] | None = None,
        task: Task | None = None,
    ) -> None:
        """Do something long beside the window.

        Args:
            work: Yields often; what it yields, if a number, is how much is done.
            done: Gets what the work returned.
            failed: Gets what ended it.
            went: Gets how much is done, from 0 to 1.
            task: What it is, if somebody waits for it.
        """
        self._steps = Steps(work, self, task)
        if went is not None:
            self._steps.went.connect(went)
        for signal, then in ((self._steps.done, done), (self._steps.failed, failed)):
            signal.connect(self._over)
            signal.connect(then)
        self._steps.start()

    def stop(self) -> None:
        """Give up what goes on; nothing of it stays."""
        if self._steps is not None:
            self._steps.stop()
            self._steps = None

    def done(self, result: int) -> None:
        """Close; what is under way is given up."""
        self.stop()
        super().done(result)

    def _over(self, _came_of_it: object) -> None:
        self._steps = None
