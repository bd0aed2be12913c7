"""Where the window stands, handed from one process to the next so that nothing jumps."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_LARGE = "max"


def told(window: QWidget) -> str:
    """The place of a window in words for the next process."""
    large = window.windowState() & Qt.WindowState.WindowMaximized
    area = window.normalGeometry() if large else window.geometry()
    numbers = f"{area.x()},{area.y()},{area.width()},{area.height()}"
    return f"{numbers},{_LARGE}" if large else numbers


def stand(window: QWidget, words: str) -> bool:
    """Put a window where ``told`` says; False if that is nowhere on the screens there are."""
    parts = words.split(",")
    try:
        area = QRect(*(int(part) for part in parts[:4]))
    except (TypeError, ValueError):
        return False
    seen = any(
        screen.availableGeometry().intersected(area).width() > 100
        for screen in QGuiApplication.screens()
    )
    if not seen or area.width() < 200 or area.height() < 200:
        return False
    window.setGeometry(area)
    large, state = Qt.WindowState.WindowMaximized, window.windowState()
    window.setWindowState(state | large if _LARGE in parts[4:] else state & ~large)
    return True
