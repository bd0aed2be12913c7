"""A picture at its own size and at halves of it, so that each part of it can be shown sharp.

Asked to make a long picture small while it is painted, Qt would leave out lines of writing. Of a
half that is at most twice too large it leaves out none, and takes no longer than for a small one.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter

_SMALLEST = 512
# Making a picture small keeps all of Python waiting; so much of it takes three milliseconds.
_DOTS_AT_ONCE = 2_000_000


class Levels:
    """The picture and its halves, the largest first; together a third more than the picture."""

    def __init__(self, image: QImage, size: QSize) -> None:
        """Make the halves; for another thread than the window's.

        Args:
            image: The picture as it was read.
            size: How many dots it really has, where it was read smaller.
        """
        self.size = size
        # What has fewer bits would be made into this anew each time it is painted.
        clear = image.hasAlphaChannel()
        kind = QImage.Format.Format_ARGB32_Premultiplied if clear else QImage.Format.Format_RGB32
        image.convertTo(kind)
        self.images = [image]
        while max(image.width(), image.height()) > _SMALLEST:
            image = _half(image)
            self.images.append(image)

    def takes(self) -> int:
        """How many bytes of memory it takes."""
        return sum(image.sizeInBytes() for image in self.images)

    def for_width(self, width: float) -> QImage:
        """The one to paint from.

        Args:
            width: How many dots of the screen the whole picture is wide.
        """
        enough = [image for image in self.images if image.width() >= width]
        return enough[-1] if enough else self.images[0]


def _half(image: QImage) -> QImage:
    width, height = max(1, image.width() // 2), max(1, image.height() // 2)
    out = QImage(width, height, image.format())
    out.fill(Qt.GlobalColor.transparent)
    rows = max(1, _DOTS_AT_ONCE // image.width() // 2)
    painter = QPainter(out)
    for top in range(0, height, rows):
        size = QSize(width, min(rows, height - top))
        piece = image.copy(0, 2 * top, image.width(), min(2 * size.height(), image.height()))
        small = piece.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(QPoint(0, top), small)
    painter.end()
    return out
