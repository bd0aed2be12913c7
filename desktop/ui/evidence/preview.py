"""Pictures of strangers' making, shown small: whatever they are, the window neither ends nor hangs.

A picture may say that it is 50,000 dots wide, hold a thousand passes over the same dots, or end in
the middle. How large it is, is asked before any of it is unpacked.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QIODevice,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QImage, QImageReader

from desktop.ui.evidence.levels import Levels
from desktop.ui.evidence.zoom import is_long

MOST_BYTES = 64 * 1024 * 1024
"""A larger file is for the viewer of the system."""
_MOST_DOTS = 40_000_000
# A JPEG is made small while it is read; the largest cameras of phones have 200 million dots.
_MOST_DOTS_JPEG = 220_000_000
# Each pass over a picture costs as much as a picture of one pass.
_MOST_PASSED_DOTS = 400_000_000
_MOST_MEGABYTES = 256
# To be looked at closely it is unpacked whole, all of it four bytes a dot, and a third more for
# what is shown of it small.
_MOST_BITS = 32 * _MOST_DOTS
_MOST_EIGHTHS = 64 * 24_000_000
_PASS = b"\xff\xda"
_PIECE = 256 * 1024
"""So much is handled in one go: whoever does, keeps the window's thread from going on."""
_FORMATS = {
    "image/jpeg": b"jpeg",
    "image/png": b"png",
    "image/gif": b"gif",
    "image/bmp": b"bmp",
    "image/webp": b"webp",
    "image/heic": b"heic",
    "image/avif": b"avif",
}


class Unseen(StrEnum):
    """Why a picture is not shown."""

    KIND = "kind"
    TOO_LARGE = "too_large"
    DAMAGED = "damaged"


class Seen(NamedTuple):
    """A picture, or why there is none.

    Attributes:
        image: As large as was asked for.
        unseen: Why there is none.
        levels: What it can be looked at closely with, if that was asked for.
    """

    image: QImage | None
    unseen: Unseen | None = None
    levels: Levels | None = None


def read_picture(data: bytes, type_: str, room: QSize) -> Seen:
    """Reads a picture as large as it is shown, the right side up.

    A long one is read as wide as its room, and from it what is seen first: whole, it would be a
    line of a few dots.

    Args:
        data: The file.
        type_: Its media type by its first bytes; its name is never asked.
        room: Where it shall be shown, in dots; a smaller picture stays as it is.
    """
    opened = _opened(data, type_)
    if isinstance(opened, Unseen):
        return Seen(None, opened)
    reader = opened.reader
    size = reader.size()
    long = is_long(size)
    if size.width() > room.width() or size.height() > room.height():
        room_for_it = QSize(room.width(), size.height()) if long else room
        small = size.scaled(room_for_it, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(small.expandedTo(QSize(1, 1)))
    image = reader.read()
    if long and image.height() > room.height() and image.height() > image.width():
        image = image.copy(QRect(QPoint(), image.size().boundedTo(room)))
    return Seen(None, Unseen.DAMAGED) if image.isNull() else Seen(image)


def read_whole(data: bytes, type_: str) -> Seen:
    """Reads a picture to be looked at closely: every dot of it, or as many as memory bears.

    Args:
        data: The file.
        type_: Its media type by its first bytes.
    """
    opened = _opened(data, type_)
    del data  # What was read is not needed twice.
    if isinstance(opened, Unseen):
        return Seen(None, opened)
    reader = opened.reader
    size = reader.size()
    if type_ == "image/jpeg":
        # In these steps it is made small while it is read; in others it would be made so later.
        share = next(one for one in range(8, 0, -1) if _dots(size) * one**2 <= _MOST_EIGHTHS)
        reader.setScaledSize(QSize(-(-size.width() * share // 8), -(-size.height() * share // 8)))
    elif _dots(size) * QImage.toPixelFormat(reader.imageFormat()).bitsPerPixel() > _MOST_BITS:
        return Seen(None, Unseen.TOO_LARGE)
    image = reader.read()
    if image.isNull():
        return Seen(None, Unseen.DAMAGED)
    if (image.width() < image.height()) != (size.width() < size.height()):
        size.transpose()
    levels = Levels(image, size)
    return Seen(levels.images[0], levels=levels)


class _Opened(NamedTuple):
    """A reader, and what it reads from, which has to live as long."""

    reader: QImageReader
    buffer: QBuffer
    held: QByteArray


def _opened(data: bytes, type_: str) -> _Opened | Unseen:
    """A reader that has not unpacked anything yet, of a picture that may be unpacked."""
    format_ = _FORMATS.get(type_)
    known = {bytes(each.data()) for each in QImageReader.supportedImageFormats()}
    if format_ is None or format_ not in known:
        return Unseen.KIND
    if len(data) > MOST_BYTES:
        return Unseen.TOO_LARGE
    held = QByteArray()
    held.reserve(len(data))
    for start in range(0, len(data), _PIECE):
        held.append(data[start : start + _PIECE])
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(format_))
    # Or a file that says it is a PNG would be drawn, run or asked for as what else it may be.
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        return Unseen.DAMAGED
    if not _bearable(size, data, format_):
        return Unseen.TOO_LARGE
    return _Opened(reader, buffer, held)


def _bearable(size: QSize, data: bytes, format_: bytes) -> bool:
    """Whether a picture is read in a moment, and without taking all memory."""
    dots = _dots(size)
    if format_ != b"jpeg":
        return dots <= _MOST_DOTS
    # Inside a pass no such mark can stand; those of small pictures before it do no harm.
    passes = sum(
        data.count(_PASS, start, start + _PIECE + len(_PASS) - 1)
        for start in range(0, len(data), _PIECE)
    )
    return dots <= _MOST_DOTS_JPEG and (passes < 3 or dots * passes <= _MOST_PASSED_DOTS)


def _dots(size: QSize) -> int:
    return size.width() * size.height()


def unseen_words(unseen: Unseen) -> str:
    """One sentence of why a picture is not shown, and what to do."""
    return {
        Unseen.KIND: _tr("这种图片在这里看不了，文件好好地存着；请点“打开看”，用系统的程序看。"),
        Unseen.TOO_LARGE: _tr("这张图太大，怕卡住没有显示；请点“打开看”，用系统的程序看。"),
        Unseen.DAMAGED: _tr("这张图显示不出来，可能没拷全；存着的文件没有动，请看看手机里的原件。"),
    }[unseen]


def _tr(text: str) -> str:
    return QCoreApplication.translate("preview", text)
