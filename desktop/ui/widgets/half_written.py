"""Says that something is half written, where nobody sees the form."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text


class HalfWritten(Card):
    """A line with the way back to it; not seen at first."""

    go_on = Signal()

    def __init__(self, words: str, name: str, parent: QWidget | None = None) -> None:
        """Build it.

        Args:
            words: What is half written.
            name: What the name of the link begins with.
            parent: Parent widget.
        """
        super().__init__("amber_soft", None, margin=10, spacing=0, parent=parent)
        link = LinkButton(self.tr("接着写"))
        link.setObjectName(f"{name}_go_on")
        link.clicked.connect(self.go_on)
        self.body.addWidget(flow(Text(words, "body", "amber", wrap=False), link, spacing=12))
        self.hide()
