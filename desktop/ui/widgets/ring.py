"""The ring that the style draws around what has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

REACH = 6
"""How far it stands out, and a little more."""


def paint_ring(widget: QWidget) -> None:
    """Paint all of the ring of a control that has got the keyboard, or what lay under it.

    The style shows and hides the ring without that: where nothing else is painted, there are only
    its corners, and later they stay.
    """
    window = widget.window()
    ring = widget.rect().adjusted(-REACH, -REACH, REACH, REACH)
    window.update(QRect(widget.mapTo(window, ring.topLeft()), ring.size()))
