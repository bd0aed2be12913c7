"""What a screen reader is given for a scroll area: Qt's own answer can end the program."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea
from shiboken6 import isValid

_given: list[QAccessibleInterface] = []
"""Qt deletes them with their widgets. PySide would do so too, at the end of the program, when
nobody on this side held them any more: twice is once too often."""


@cache
def read_scroll_areas_safely() -> None:
    """Have scroll areas read as any widget is, from now on.

    Qt takes the child that a reader asks for out of a list without looking how long that is. A
    reader in another process counts first and asks then; when the scroll bar has gone in between,
    as it does when a page is filled anew, so is the program. The children of every other widget
    are looked up with care. Seen with Qt 6.10.2.
    """
    QAccessible.installFactory(_scroll_area)


def _scroll_area(kind: str, thing: QObject) -> QAccessibleInterface | None:
    """The answer for one class of a thing; None leaves it to Qt."""
    if kind != "QScrollArea" or not isinstance(thing, QScrollArea):
        return None
    answer = QAccessibleWidget(thing)
    _given[:] = [*filter(isValid, _given), answer]
    return answer
