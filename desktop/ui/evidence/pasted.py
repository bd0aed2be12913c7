"""A picture in the clipboard, as the bytes of a file."""

from __future__ import annotations

from io import BytesIO

from PySide6.QtCore import QBuffer, QMimeData
from PySide6.QtGui import QImage

_AS_IT_IS = ("image/png", "image/jpeg")


def picture_bytes(data: QMimeData) -> BytesIO | None:
    """The picture of a clipboard; None if there is none.

    Where a program put the bytes of a file there, they are taken as they are. A bare picture has
    none, and is written as PNG, which loses nothing.
    """
    for kind in _AS_IT_IS:
        given = bytes(data.data(kind).data()) if data.hasFormat(kind) else b""
        if given:
            return BytesIO(given)
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return None
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return BytesIO(bytes(buffer.data().data()))
