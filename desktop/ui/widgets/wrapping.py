"""How painted words break into lines."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt

# A run without a place to break, such as an address, longer than a narrow column may hold.
_UNBREAKABLE = re.compile(r"[!-~]{16}")


def wrap_flags(text: str) -> int:
    """Paint flags for wrapping a text.

    Chinese breaks by its own rules, so that no line begins with a comma; breaking anywhere is
    kept for texts that could not be broken otherwise.
    """
    flags = Qt.TextFlag.TextWordWrap
    if _UNBREAKABLE.search(text):
        flags |= Qt.TextFlag.TextWrapAnywhere
    return int(flags)
