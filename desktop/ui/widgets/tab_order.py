"""Where the Tab key meets what was made later than its neighbours."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(before: QWidget, host: QWidget) -> QWidget:
    """Let Tab meet all that is in ``host``, in its own order, right after ``before``.

    Args:
        before: A control that can have the keyboard.
        host: Holds other controls of the same window.

    Returns:
        The last control, for what follows; ``before`` if there is none.
    """
    found = []
    widget = before.nextInFocusChain()
    while widget is not None and widget is not before:
        inside = widget is host or host.isAncestorOf(widget)
        # The order is only kept between what can have the keyboard.
        if inside and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    for widget in found:
        if widget.focusProxy() is None:
            QWidget.setTabOrder(before, widget)
            before = widget
    return before
