"""The size a window begins with, and the smallest it can be worked in."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

SMALLEST = (900, 600)
USUAL = (1240, 853)
FRAME = 8
TITLE_BAR = 40


def screen_area() -> QRect:
    """The free area of the main screen, or a common one where there is no screen."""
    screen = QGuiApplication.primaryScreen()
    return screen.availableGeometry() if screen is not None else QRect(0, 0, 1366, 728)


def open_at(window: QWidget, area: QRect) -> None:
    """Give a window its first size.

    Args:
        window: The window, not shown yet.
        area: The free area of its screen.
    """
    # Room for the frame that the desktop puts around the window.
    width, height = area.width() - 2 * FRAME, area.height() - TITLE_BAR - FRAME
    # What lies outside of the screen nobody can reach: 1366 × 768 at 150 % has 512 lines.
    window.setMinimumSize(min(SMALLEST[0], area.width()), min(SMALLEST[1], height))
    window.resize(min(width, USUAL[0]), min(height, USUAL[1]))
    if width < USUAL[0] + 140 or height < USUAL[1]:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
