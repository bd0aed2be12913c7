"""What can be seen on a page: its words, its buttons, and whether anything is cut off."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QFocusFrame, QLabel, QScrollArea, QWidget

from desktop.ui.widgets.chip import Chip

ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]+条")


class Browser(QObject):
    """Stands where the system's browser stands, and notes what it is asked to open."""

    def __init__(self, *schemes: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self._schemes = schemes
        for scheme in schemes:
            QDesktopServices.setUrlHandler(scheme, self, "open")

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    def close(self) -> None:
        for scheme in self._schemes:
            QDesktopServices.unsetUrlHandler(scheme)


def words_on(widget: QWidget) -> str:
    """Every word of labels, chips and buttons inside a widget, hidden or not."""
    parts = [label.text() for label in widget.findChildren(QLabel)]
    parts += [chip.text() for chip in widget.findChildren(Chip)]
    parts += [button.text() for button in widget.findChildren(QAbstractButton)]
    return "\n".join(parts)


def button_called(widget: QWidget, text: str) -> QAbstractButton:
    """The first button with these words."""
    return next(b for b in widget.findChildren(QAbstractButton) if b.text() == text)


def cut_off(page: QWidget) -> Iterator[str]:
    """Visible things that reach beyond what holds them, and wrapped words with too few lines."""
    for area in page.findChildren(QScrollArea):
        content = area.widget()
        if area.isVisible() and content.width() > area.viewport().width():
            yield f"content {content.width()} in {area.viewport().width()}"
    for child in page.findChildren(QWidget):
        parent = child.parentWidget()
        if parent is None or not child.isVisible() or child.isWindow():
            continue
        if isinstance(child, QFocusFrame):  # lies over its widget and may be larger
            continue
        if child.geometry().right() >= parent.width():
            yield f"{type(child).__name__} {child.geometry()} in {parent.size()}"
        if isinstance(child, QLabel) and child.wordWrap():
            needed = child.heightForWidth(child.width())
            if child.height() < needed:
                yield f"{child.text()!r} has {child.height()} of {needed}"
