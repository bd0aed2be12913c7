"""A small picture that opens the large one; what is covered shows nothing of itself."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.painted import PaintedButton

WIDTH, HEIGHT = 144, 96
_RADIUS = 8


class Thumbnail(PaintedButton):
    """Return, Space or a click opens the picture."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        """Build it without a picture.

        Args:
            name: What a screen reader says.
            words: What stands in it as long as there is no picture.
            parent: Parent widget.
        """
        super().__init__(words, parent)
        self.setAccessibleName(name)
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def room(self) -> QSize:
        """How many dots of the screen it has."""
        return self.sizeHint() * self.devicePixelRatioF()

    def show_picture(self, image: QImage | None) -> None:
        """Show a picture, or words only."""
        self._image = image
        self.update()

    def has_picture(self) -> bool:
        """Whether a picture is shown."""
        return self._image is not None

    def sizeHint(self) -> QSize:  # noqa: N802
        """All are of one size."""
        return QSize(theme.px(WIDTH), theme.px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return opens as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the picture whole, on a quiet ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(theme.color("soft" if self.hovered else "button"))
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        if self._image is not None:
            shape = QPainterPath()
            shape.addRoundedRect(frame, _RADIUS, _RADIUS)
            painter.setClipPath(shape)
            painter.drawImage(spot(self._image, self.rect()), self._image)
            painter.setClipping(False)
        else:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            room = self.rect().adjusted(theme.px(6), theme.px(4), -theme.px(6), -theme.px(4))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), self.text())
        self.paint_ring(painter, self.rect(), _RADIUS)


def spot(image: QImage, room: QRect) -> QRectF:
    """Where a picture stands in its room: whole, in the middle, never larger than it is."""
    wide, high = (side / image.devicePixelRatio() for side in (image.width(), image.height()))
    share = min(1.0, room.width() / wide, room.height() / high)
    place = QRectF(0, 0, wide * share, high * share)
    place.moveCenter(QRectF(room).center())
    return place
