"""What the small windows of the vault have in common: a problem, and buttons that change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.errors import UserProblem
from desktop.ui.dialogs.frame import FrameDialog
from desktop.ui.lock.apart import Apart
from desktop.ui.messages import sentence
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import clear, flow
from desktop.ui.widgets.text import Text

SIZE = (600, 560)


class VaultDialog(FrameDialog):
    """With large text a screen scrolls and the buttons stay."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent, size=SIZE)
        self._working: Apart | None = None
        self.title.setObjectName("vault_title")
        self.problem = Text("", "body", "danger")
        self.problem.setObjectName("vault_problem")
        self.problem.hide()
        self.column.addWidget(self.problem)
        self._buttons = QVBoxLayout()
        self.column.addLayout(self._buttons)

    def show_screen(self, title: str, *widgets: QWidget) -> None:
        """Show other content."""
        self.title.setText(title)
        self.setAccessibleName(title)
        self.say("")
        self.show_parts(*widgets)

    def buttons(self, *buttons: QWidget) -> None:
        """Show other buttons."""
        clear(self._buttons)
        self._buttons.addWidget(flow(*buttons))

    def button(
        self, words: str, act: Callable[[], object], name: str, *, primary: bool = False
    ) -> Button:
        """A button that acts."""
        button = Button(words, primary=primary)
        button.setObjectName(name)
        button.clicked.connect(act)
        return button

    def say(self, words: str) -> None:
        """Say what does not fit; empty takes it back."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def work(self, work: Callable[[], Any], then: Callable[[Any], None], busy: Button) -> None:
        """Do on another thread what takes long on purpose, and go on with its result."""
        if self._working is not None:
            return
        words = busy.text()
        busy.setText(self.tr("请稍等…"))
        self.say("")
        self._working = Apart(work, self)

        def done(result: object) -> None:
            self._working = None
            busy.setText(words)
            then(result)

        def failed(problem: Exception) -> None:
            self._working = None
            busy.setText(words)
            if not isinstance(problem, UserProblem):
                raise problem
            self.say(sentence(problem))

        self._working.done.connect(done)
        self._working.failed.connect(failed)
        self._working.start()
