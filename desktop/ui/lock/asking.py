"""Asks for the passphrase and tries it, while the window stays alive."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.errors import UserProblem
from desktop.ui.lock.apart import Apart
from desktop.ui.lock.pass_field import PassField
from desktop.ui.messages import sentence
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text


class Asking(QWidget):
    """One field, one button, one answer; ``right`` carries what trying it returned."""

    right = Signal(object)

    busy = Signal(bool)

    def __init__(
        self,
        attempt: Callable[[str], object],
        parent: QWidget | None = None,
        *,
        code: bool = False,
    ) -> None:
        """Build the question.

        Args:
            attempt: Tries what was typed, on another thread; raises ``UserProblem`` if it is wrong.
            parent: Parent widget.
            code: Whether the recovery code is asked for instead.
        """
        super().__init__(parent)
        self._attempt = attempt
        self._code = code
        self._trying: Apart | None = None
        name = self.tr("恢复码") if code else self.tr("密码")
        self.field = PassField(name)
        self.field.line.setObjectName("ask_code" if code else "ask_passphrase")
        if code:
            self.field.hide_letters()
            self.field.eye.click()
            self.field.line.setPlaceholderText(self.tr("7 组，每组 5 个字，照着纸上打"))
        self.field.entered.connect(self.attempt)
        self.field.edited.connect(self._typing)
        self.go = Button(self.tr("打开"), primary=True)
        self.go.setObjectName("ask_go")
        self.go.clicked.connect(self.attempt)
        self.answer = Text("", "body", "danger")
        self.answer.setObjectName("ask_answer")
        self.answer.hide()
        self.setFocusProxy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Text(name, "small_strong", "muted"))
        column.addWidget(self.field)
        column.addWidget(self.answer)
        column.addWidget(flow(self.go))

    def take_focus(self) -> None:
        """Put the keyboard into the field."""
        self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def attempt(self) -> None:
        """Try what was typed."""
        typed = self.field.text()
        if self._trying is not None:
            return
        if not typed:
            self.take_focus()
            return
        attempt = self._attempt
        self._trying = Apart(lambda: attempt(typed), self)
        self._trying.done.connect(self._succeeded)
        self._trying.failed.connect(self._failed)
        self._set_busy(busy=True)
        self._trying.start()

    def _set_busy(self, *, busy: bool) -> None:
        # Not disabled, or the keyboard would be thrown elsewhere.
        self.field.line.setReadOnly(busy)
        self.go.setText(self.tr("正在打开…") if busy else self.tr("打开"))
        if busy:
            self.answer.hide()
        self.busy.emit(busy)

    def _succeeded(self, result: object) -> None:
        self._trying = None
        self.field.clear()
        self.right.emit(result)

    def _failed(self, problem: Exception) -> None:
        self._trying = None
        self._set_busy(busy=False)
        if not isinstance(problem, UserProblem):
            raise problem
        self.answer.setText(sentence(problem))
        self.answer.show()
        # Read to whoever does not see it; the field keeps what was typed, to be put right.
        self.field.line.setAccessibleDescription(self.answer.text())
        if not self._code:  # Of a code, one group is wrong; dots are typed anew.
            self.field.line.selectAll()
        self.take_focus()

    def _typing(self) -> None:
        self.answer.hide()
