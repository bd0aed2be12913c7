"""The project's line icons, tinted with a theme colour and cached."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.domain.progress import State
from desktop.ui.theme import theme

STATE_ICONS: dict[State, str] = {
    State.TODO: "circle",
    State.DOING: "circle-dot",
    State.WAITING: "hourglass",
    State.DONE: "check-circle",
    State.NOT_APPLICABLE: "minus-circle",
}

ASSETS = Path(__file__).resolve().parents[3] / "assets"


@lru_cache(maxsize=256)
def _pixmap(name: str, color: str, pixels: int, ratio: float) -> QPixmap:
    source = (ASSETS / "icons" / f"{name}.svg").read_bytes().replace(b"#000000", color.encode())
    pixmap = QPixmap(round(pixels * ratio), round(pixels * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(source).render(painter, QRectF(0, 0, pixels, pixels))
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
    """An icon for a standard button, in a theme colour."""
    return QIcon(tinted(name, theme.color(token), theme.px(18), ratio))


def app_icon() -> QIcon:
    """The program's own icon."""
    icon = QIcon()
    for size in (16, 32, 48, 128, 256):
        icon.addFile(str(ASSETS / "icons" / "app" / f"{size}.png"))
    return icon
