"""The way back to the program: only the one it belongs to may take it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.lock.asking import Asking
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text


class Leaving(QWidget):
    """Asks for the passphrase where there is one, otherwise whether it is the owner."""

    allowed = Signal()
    stayed = Signal()

    def __init__(
        self, verify: Callable[[str], object] | None, parent: QWidget | None = None
    ) -> None:
        """Build the question.

        Args:
            verify: Tries a passphrase, on another thread; None where there is no vault.
            parent: Parent widget.
        """
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Text(self.tr("请把电脑还给主人"), "heading"))
        self.asking: Asking | None = None
        stay = Button(self.tr("还没有，回到表上"))
        stay.setObjectName("visit_stay")
        stay.clicked.connect(self.stayed)
        self._first: QWidget = stay
        if verify is None:
            words = self.tr("下一步会回到程序，看得到主人自己的记录。这一下请主人自己点。")
            back = Button(self.tr("我是主人，回到程序"))
            back.setObjectName("visit_back")
            back.clicked.connect(self.allowed)
            column.addWidget(Text(words, "body"))
            column.addWidget(flow(stay, back))
        else:
            words = self.tr("回到程序要密码，请主人自己输入。")
            self.asking = Asking(verify)
            self.asking.right.connect(self.allowed)
            self._first = self.asking
            column.addWidget(Text(words, "body"))
            column.addWidget(self.asking)
            column.addWidget(flow(stay))
        column.addStretch(1)

    def take_focus(self) -> None:
        """Nobody gets back by pressing Return once too often."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)
