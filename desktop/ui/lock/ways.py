"""The two ways in: the passphrase, and the recovery code for whoever has forgotten it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.lock.asking import Asking
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text


class Ways(QWidget):
    """Asks for the passphrase first; a link leads to the other way and back."""

    opened = Signal(object, bool)
    """Carries what trying it returned, and whether it was the recovery code."""

    def __init__(
        self,
        by_passphrase: Callable[[str], object],
        by_code: Callable[[str], object],
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Build the question.

        Args:
            by_passphrase: Tries the passphrase; runs on another thread.
            by_code: Tries the recovery code, likewise.
            about: What there is to know of the passphrase; empty for the usual words.
            parent: Parent widget.
        """
        super().__init__(parent)
        self._about = about or self.tr(
            "密码里有汉字，先点“显示”再打。密码只有你知道，这里查不到，也重设不了；"
            "忘了就找那张“恢复卡”。"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.passphrase = Asking(by_passphrase)
        self.code = Asking(by_code, code=True)
        self._hint = Text("", "small", "muted")
        self._other = LinkButton("")
        self._other.setObjectName("lock_other")
        self._other.clicked.connect(self._change)
        for asking in (self.passphrase, self.code):
            asking.right.connect(self._right)
            asking.busy.connect(self._busy)
            column.addWidget(asking)
        column.addWidget(flow(self._other))
        column.addWidget(self._hint)
        self._show(by_card=False)

    def take_focus(self) -> None:
        """Put the keyboard where something is asked for."""
        (self.code if self._by_card else self.passphrase).take_focus()

    def _show(self, *, by_card: bool) -> None:
        self._by_card = by_card
        self.passphrase.setVisible(not by_card)
        self.code.setVisible(by_card)
        self._other.setText(self.tr("用密码打开") if by_card else self.tr("忘了密码？用恢复码打开"))
        self._other.setAccessibleName(self._other.text())
        self._other.updateGeometry()
        self._hint.setText(
            self.tr("恢复码在打印出来的“恢复卡”上。大小写、横线、空格都不要紧，O 和 0 也不要紧。")
            if by_card
            else self._about
        )

    def _change(self) -> None:
        self._show(by_card=not self._by_card)
        self.take_focus()

    def _busy(self, busy: bool) -> None:
        self._other.setEnabled(not busy)

    def _right(self, result: object) -> None:
        self.opened.emit(result, self.sender() is self.code)
