"""A small window above all others, for words that are needed while talking on the phone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.ui.theme import theme

SMALLEST = (300, 200)
FROM_EDGE = 24


class AboveAll(QWidget):
    """It is hidden and not deleted when it is closed, so that it comes back where it was put.

    It has no parent, for it stays when the large window is minimised; whoever made it deletes it.
    Its title says nothing that others should not see on the screen.
    """

    def __init__(self, name: str, size: tuple[int, int]) -> None:
        """Make it without content.

        Args:
            name: What it is, for screen readers.
            size: The width and height it has at first, at the usual text size.
        """
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle(self.tr("安心清单"))
        self.setAccessibleName(name)
        # The program ends with its main window.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setMinimumSize(*SMALLEST)
        self._first_size = size
        self._placed = False
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self.close)

    def open_beside(self, window: QWidget) -> None:
        """Show it, the first time at the right edge of the screen that holds ``window``."""
        if not self._placed:
            self._placed = True
            self.setWindowIcon(window.windowIcon())
            screen = window.screen() or QGuiApplication.primaryScreen()
            free = screen.availableGeometry()
            width = min(theme.px(self._first_size[0]), free.width() - 2 * FROM_EDGE)
            height = min(theme.px(self._first_size[1]), free.height() - 4 * FROM_EDGE)
            self.resize(width, height)
            self.move(free.topRight() + QPoint(-width - FROM_EDGE, 2 * FROM_EDGE))
        self.showNormal()
        self.activateWindow()
