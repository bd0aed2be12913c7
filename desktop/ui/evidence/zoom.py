"""How large a picture is shown: fitted into its room, dot for dot, or as somebody made it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, QSizeF

STEP = 1.25
_MOST = 4.0
# More of it would show nothing more.
_MOST_FITTED = 2.0
# So much higher than wide it is a chat that was caught whole: to be read, not to be seen.
_LONG = 3


class Fit(StrEnum):
    """What a picture is fitted to."""

    WHOLE = "whole"
    WIDTH = "width"
    DOTS = "dots"


def is_long(size: QSize) -> bool:
    """Whether a picture is so long that all of it at once would show nothing."""
    return size.height() > _LONG * size.width()


def first_fit(size: QSize) -> Fit:
    """How a picture is shown until somebody says otherwise."""
    return Fit.WIDTH if is_long(size) else Fit.WHOLE


def fitted(fit: Fit, size: QSize, room: QSizeF, ratio: float) -> float:
    """How many dots of the screen a dot of the picture takes.

    Args:
        fit: What it is fitted to.
        size: The picture's.
        room: Where it is shown, in dots of the screen.
        ratio: Of the screen: how many of its dots are one of the window's.
    """
    if fit is Fit.DOTS:
        return 1.0
    across = max(1.0, room.width()) / size.width()
    if fit is Fit.WIDTH:
        return min(across, _MOST_FITTED * ratio)
    return min(across, max(1.0, room.height()) / size.height(), ratio)


def stepped(scale: float, factor: float, size: QSize, room: QSizeF, ratio: float) -> float:
    """The scale made larger or smaller, but neither lost from sight nor larger than of use.

    Args:
        scale: What it is now.
        factor: How much larger it shall be.
        size: The picture's.
        room: Where it is shown, in dots of the screen.
        ratio: Of the screen.
    """
    least = min(fitted(Fit.WHOLE, size, room, ratio), scale)
    return max(least, min(scale * factor, max(_MOST * ratio, scale)))
