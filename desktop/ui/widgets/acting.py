"""A button, what it is called in the program, and what it does, in one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QAbstractButton

_Button = TypeVar("_Button", bound=QAbstractButton)


def acting(button: _Button, name: str, act: Callable[[], object] | SignalInstance) -> _Button:
    """The button, with its name and what a click on it does.

    Args:
        button: A button nobody listens to yet.
        name: Its name in the program, which nobody sees.
        act: What a click calls, or the signal it gives.
    """
    button.setObjectName(name)
    button.clicked.connect(act)
    return button
