"""The card of the settings page from which something is erased."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from desktop.services.erase import EraseService


class EraseCard(Card):
    """Opens the window; nothing is erased from here."""

    def __init__(self, erase: Callable[[], EraseService], parent: QWidget | None = None) -> None:
        """Build the card.

        Args:
            erase: Gives what erases.
            parent: Parent widget.
        """
        super().__init__(parent=parent)
        self._erase = erase
        self.body.addWidget(Text(self.tr("彻底删除"), "section"))
        self.body.addWidget(
            Text(
                self.tr(
                    "可以删掉一笔借款和它的全部记录，或者删掉所有内容。删了找不回来；"
                    "只是还清了，收起来就好，不用删。"
                )
            )
        )
        self.ask = Button(self.tr("选要删什么…"))
        self.ask.setObjectName("erase_ask")
        self.ask.clicked.connect(self._open)
        self.body.addWidget(flow(self.ask))

    def _open(self) -> None:
        from desktop.ui.erase.dialog import EraseDialog  # noqa: PLC0415  Hardly ever needed.

        EraseDialog(self._erase(), self.window()).open()
