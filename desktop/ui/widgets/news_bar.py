"""A calm line above the page: something has changed, and where to read about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.text import Text


class NewsBar(Card):
    """Stays until the person has answered it."""

    more_asked = Signal()
    """The person wants to read more."""

    known = Signal()
    """The person has read it."""

    def __init__(
        self, words: str, more: str = "", known: str = "", parent: QWidget | None = None
    ) -> None:
        """Build the bar.

        Args:
            words: What has happened.
            more: The words of the link to more; empty for none.
            known: The words of the link that ends it; empty for the usual ones.
            parent: Parent widget.
        """
        super().__init__("soft", None, margin=10, spacing=0, parent=parent)
        self.setObjectName("news_bar")
        self.setAccessibleName(words)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Text(words, "strong"), 1)
        self.links: list[LinkButton] = []
        for name, text, signal in (
            ("news_more", more, self.more_asked),
            ("news_known", known or self.tr("知道了"), self.known),
        ):
            if text:
                link = LinkButton(text)
                link.setObjectName(name)
                link.clicked.connect(signal)
                self.links.append(link)
                row.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
