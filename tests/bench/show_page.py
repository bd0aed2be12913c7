"""Prints how long the first showing of a page takes in a program that has just been started.

``python -m tests.bench.show_page DATA PAGE``; the window opens on another page first.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton

from desktop.ui.navigation import Target
from tests.bench.harness import milliseconds
from tests.bench.opened import on_folder, settle


class _Painted(QObject):
    """Notes that something has been painted."""

    def __init__(self) -> None:
        super().__init__()
        self.once = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look for a paint event."""
        self.once = self.once or event.type() == QEvent.Type.Paint
        return False


def main() -> None:
    """Open the page, by its button in the side bar if it has one, and wait for its picture."""
    data, name = Path(sys.argv[1]), sys.argv[2]
    with on_folder(data, "settings" if name == "home" else "home") as opened:
        window = opened.window
        button = window.findChild(QAbstractButton, f"nav_{name}")
        painted = _Painted()

        def show() -> None:
            if button is None:  # Other pages lead to it.
                window.go(Target(name))
            else:
                button.click()
            window.page(name).installEventFilter(painted)
            settle()

        elapsed = milliseconds(show)
        assert painted.once, "the page was not painted"
    print(json.dumps({"ms": elapsed}))


if __name__ == "__main__":
    main()
