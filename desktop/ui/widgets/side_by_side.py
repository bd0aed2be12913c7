"""How many parts of a page fit beside each other, and how wide its list is then."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.theme import theme

_WIDE_WINDOW = 1200
_LARGE_TEXT_PERCENT = 140
_TWO = 700
_UNLIMITED = 16_777_215


def columns_that_fit(page: QWidget, three: int) -> int:
    """One, two or three columns.

    Args:
        page: The page they fill.
        three: Least width for three of them, grown by the text size.
    """
    wide = page.window().width() >= _WIDE_WINDOW and theme.text_percent <= _LARGE_TEXT_PERCENT
    if wide and page.width() >= theme.px(three):
        return 3
    return 2 if page.width() >= theme.px(_TWO) else 1


def size_list(listing: QWidget, width: int, columns: int) -> None:
    """Let a list be as wide as it has to be beside others, or take all where it is alone."""
    if columns > 1:
        listing.setFixedWidth(theme.px(width))
    else:
        listing.setMinimumWidth(0)
        listing.setMaximumWidth(_UNLIMITED)
