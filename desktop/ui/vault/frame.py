"""What the small windows of the vault have in common: a title, room that scrolls, buttons below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.services.errors import UserProblem
from desktop.ui.lock.apart import Apart
from desktop.ui.messages import sentence
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import clear, flow
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.text import Text

WIDTH, HEIGHT = 600, 560
MARGIN = 22


class VaultDialog(QDialog):
    """One thing on each of its screens; with large text a screen scrolls and the buttons stay."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("安心清单"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._working: Apart | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(12)
        self.title = Text(title, "heading")
        self.title.setObjectName("vault_title")
        column.addWidget(self.title)
        self._scroll = VerticalScroll(spacing=12)
        column.addWidget(self._scroll, 1)
        self.problem = Text("", "body", "danger")
        self.problem.setObjectName("vault_problem")
        self.problem.hide()
        column.addWidget(self.problem)
        self._buttons = QVBoxLayout()
        column.addLayout(self._buttons)
        room = parent.window().size()
        self.resize(
            min(theme.px(WIDTH), room.width() - 2 * MARGIN),
            min(theme.px(HEIGHT), room.height() - 2 * MARGIN),
        )

    def show_screen(self, title: str, *widgets: QWidget) -> None:
        """Show other content."""
        self.title.setText(title)
        self.setAccessibleName(title)
        self.say("")
        clear(self._scroll.body)
        for widget in widgets:
            self._scroll.body.addWidget(widget)
        self._scroll.body.addStretch(1)

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
