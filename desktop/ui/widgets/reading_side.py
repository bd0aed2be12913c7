"""What was chosen in a list, beside it, or in its place where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.scroll import VerticalScroll

_ONE_COLUMN_ABOVE_PERCENT = 140


def has_one_column(page: QWidget, below: int) -> bool:
    """Whether a page has room for the list or for what was chosen, but not for both.

    Args:
        page: The page.
        below: Least width for both, grown by the text size.
    """
    return theme.text_percent > _ONE_COLUMN_ABOVE_PERCENT or page.width() < theme.px(below)


class ReadingSide(QWidget):
    """Scrolls; ``back`` leads to the list and is for whoever arranges to show."""

    returned = Signal()

    def __init__(self, *parts: QWidget, name: str) -> None:
        """Build it.

        Args:
            parts: What is read, one below the other.
            name: What the name of the link begins with.
        """
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.back = LinkButton(self.tr("‹ 返回列表"))
        self.back.setObjectName(f"{name}_back")
        self.back.clicked.connect(self.returned)
        column.addWidget(self.back)
        self.area = VerticalScroll()
        self.area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        for part in parts:
            self.area.body.addWidget(part)
        self.area.body.addStretch(1)
        column.addWidget(self.area, 1)
