"""The project's line icons, tinted with a theme colour and cached."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from desktop.domain.progress import State
from desktop.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

STATE_ICONS: dict[State, str] = {
    State.TODO: "circle",
    State.DOING: "circle-dot",
    State.WAITING: "hourglass",
    State.DONE: "check-circle",
    State.NOT_APPLICABLE: "minus-circle",
}

ASSETS = Path(__file__).resolve().parents[3] / "assets"


# The frame the line icons are drawn in, and how thick their lines are; see assets/README.md.
_FRAME = 24
_THICK = 1.75


@cache
def _drawings() -> dict[str, str]:
    """The strokes of every line icon by its name, from the file ``render_icons.py`` writes."""
    with (ASSETS / "icons" / "lines.txt").open(encoding="ascii") as lines:
        return dict(line.split(" ", 1) for line in lines)


def _stroke(words: str) -> QPainterPath:
    path = QPainterPath()
    draw: dict[str, Callable[..., None]] = {"M": path.moveTo, "L": path.lineTo, "C": path.cubicTo}
    for word in words.split():
        if word == "Z":
            path.closeSubpath()
        else:
            draw[word[0]](*map(float, word[1:].split(",")))
    return path


@lru_cache(maxsize=256)
def _pixmap(name: str, color: str, pixels: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(pixels * ratio), round(pixels * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(pixels / _FRAME, pixels / _FRAME)
    painter.setPen(
        QPen(
            QColor(color),
            _THICK,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )
    for stroke in _drawings()[name].split("|"):
        painter.drawPath(_stroke(stroke))
    painter.end()
    return pixmap


def tinted(name: str, color: QColor, pixels: int, ratio: float = 1.0) -> QPixmap:
    """An icon in one colour.

    Args:
        name: File name under ``assets/icons`` without its ending.
        color: The colour of its lines.
        pixels: Side length in device-independent pixels.
        ratio: Device pixel ratio of the screen it is shown on.
    """
    return _pixmap(name, color.name(), pixels, ratio)


def button_icon(name: str, token: str, ratio: float = 2.0) -> QIcon:
    """An icon for a standard button, in a theme colour; the home page does without."""
    # It makes PySide build the names of all standard icons: 1.2 ms, which no start needs.
    from PySide6.QtGui import QIcon  # noqa: PLC0415

    return QIcon(tinted(name, theme.color(token), theme.px(18), ratio))


def app_icon() -> QIcon:
    """The program's own icon."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415  As above.

    icon = QIcon()
    for size in (16, 32, 48, 128, 256):
        icon.addFile(str(ASSETS / "icons" / "app" / f"{size}.png"))
    return icon
