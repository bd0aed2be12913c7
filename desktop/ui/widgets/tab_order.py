"""Where the Tab key meets what was made later than its neighbours."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(before: QWidget, *hosts: QWidget) -> None:
    """Let Tab meet all that is in some widgets, one after the other, right after ``before``.

    Args:
        before: A control that can have the keyboard.
        hosts: Each is a control or holds some, of the same window.
    """
    stops = []
    widget = before.nextInFocusChain()
    while widget is not None and widget is not before:
        # The order is only kept between what can have the keyboard.
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
            stops.append(widget)
        widget = widget.nextInFocusChain()
    for host in hosts:
        for stop in stops:
            if stop is host or host.isAncestorOf(stop):
                QWidget.setTabOrder(before, stop)
                before = stop
