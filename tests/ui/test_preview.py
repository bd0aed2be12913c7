"""Pictures that were made to do harm are refused in one sentence; others are shown small."""

import struct
import time
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColorConstants, QImage, QImageWriter

from desktop.ui.evidence.preview import MOST_BYTES, Unseen, read_picture, read_whole, unseen_words
from tests.pictures import HEIC, jpeg, png

ROOM = QSize(640, 480)
LONGEST_S = 5


def made(kind: bytes, width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColorConstants.DarkGreen)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(kind)).write(image)
    return bytes(buffer.data().data())


def told_as(data: bytes, width: int, height: int) -> bytes:
    """A JPEG that says it has another size."""
    place = data.index(b"\xff\xc0")
    return data[: place + 5] + struct.pack(">HH", height, width) + data[place + 9 :]


def deep_png(width: int, height: int) -> bytes:
    """A PNG with sixteen bits for each colour."""
    data = png(width, height, pixels=b"x")
    head = data[12:29]
    deep = head[:12] + b"\x10" + head[13:]
    return data.replace(
        head + struct.pack(">I", zlib.crc32(head)), deep + struct.pack(">I", zlib.crc32(deep))
    )


def turned(data: bytes) -> bytes:
    """A JPEG whose camera was held upright, as its data says."""
    tiff = struct.pack("<2sHIHHHII", b"II", 42, 8, 1, 0x0112, 3, 1, 6) + bytes(4)
    exif = struct.pack(">BBH", 0xFF, 0xE1, len(tiff) + 8) + b"Exif\0\0" + tiff
    return data[:2] + exif + data[2:]


@pytest.mark.parametrize(("kind", "type_"), [(b"JPG", "image/jpeg"), (b"PNG", "image/png")])
def test_a_picture_is_shown_as_large_as_its_room(kind: bytes, type_: str) -> None:
    seen = read_picture(made(kind, 1600, 600), type_, ROOM)
    assert seen.image is not None
    assert (seen.image.width(), seen.image.height()) == (640, 240)
    small = read_picture(made(kind, 20, 10), type_, ROOM)
    assert small.image is not None
    assert small.image.width() == 20


def test_of_a_long_picture_its_beginning_is_shown_small() -> None:
    image = QImage(1080, 20_000, QImage.Format.Format_RGB32)
    image.fill(QColorConstants.DarkGreen)
    for row in range(9_000, 20_000):
        image.scanLine(row)[:] = bytes(image.bytesPerLine())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    seen = read_picture(bytes(buffer.data().data()), "image/png", ROOM)
    assert seen.image is not None
    assert (seen.image.width(), seen.image.height()) == (640, 480)
    assert seen.image.pixelColor(320, 470) == QColorConstants.DarkGreen


def test_a_picture_stands_upright() -> None:
    data = made(b"JPG", 40, 20)
    assert QImage.fromData(data).width() == 40
    seen = read_picture(turned(data), "image/jpeg", ROOM)
    assert seen.image is not None
    assert (seen.image.width(), seen.image.height()) == (20, 40)


@pytest.mark.parametrize(
    ("data", "type_", "why"),
    [
        (png(50_000, 50_000, pixels=zlib.compress(bytes(1 << 20))), "image/png", Unseen.TOO_LARGE),
        (png(50_000, 1, pixels=b"x"), "image/png", Unseen.DAMAGED),
        (png(0, 0, pixels=b"x"), "image/png", Unseen.DAMAGED),
        (png(900_000, 900_000, pixels=b"x"), "image/png", Unseen.TOO_LARGE),
        (png(2**31 - 1, 2**31 - 1, pixels=b"x"), "image/png", Unseen.DAMAGED),
        (told_as(made(b"JPG", 64, 64), 50_000, 50_000), "image/jpeg", Unseen.TOO_LARGE),
        (jpeg()[:30], "image/jpeg", Unseen.DAMAGED),
        (b"", "image/png", Unseen.DAMAGED),
        (b"BM" + bytes(100), "image/bmp", Unseen.DAMAGED),
        (HEIC[: len(HEIC) // 2], "image/heic", Unseen.KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", Unseen.KIND),
        (b"%PDF-1.7", "application/pdf", Unseen.KIND),
        (png() + bytes(MOST_BYTES), "image/png", Unseen.TOO_LARGE),
    ],
)
# The readers of Qt complain to the log of what they are given.
@pytest.mark.qt_log_ignore("JPEG datastream", "Corrupt JPEG", "libpng", "Premature end")
def test_what_is_made_to_do_harm_is_refused_at_once(
    data: bytes, type_: str, why: Unseen, recwarn: pytest.WarningsRecorder
) -> None:
    before = time.monotonic()
    seen = read_picture(data, type_, ROOM)
    assert time.monotonic() - before < LONGEST_S
    assert seen.image is None
    assert seen.unseen is why
    assert not recwarn.list


def test_a_long_screenshot_is_read_whole_within_a_bound_of_memory() -> None:
    for kind, type_ in ((b"PNG", "image/png"), (b"JPG", "image/jpeg")):
        levels = read_whole(made(kind, 1080, 20_000), type_).levels
        assert levels is not None
        assert levels.images[0].size() == levels.size == QSize(1080, 20_000)
        assert levels.takes() < 120 * 1024 * 1024


@pytest.mark.qt_log_ignore("Corrupt JPEG")
def test_of_a_larger_photograph_as_much_is_read_as_memory_bears() -> None:
    levels = read_whole(told_as(made(b"JPG", 64, 64), 12_000, 9_000), "image/jpeg").levels
    assert levels is not None
    assert levels.size == QSize(12_000, 9_000)
    assert levels.images[0].size() == QSize(4_500, 3_375)
    assert levels.takes() < 120 * 1024 * 1024


@pytest.mark.parametrize("data", [png(50_000, 50_000, pixels=b"x"), deep_png(8_000, 4_999)])
def test_what_memory_does_not_bear_is_refused(data: bytes) -> None:
    assert read_whole(data, "image/png").unseen is Unseen.TOO_LARGE


def test_a_photograph_looked_at_closely_stands_upright_too() -> None:
    levels = read_whole(turned(made(b"JPG", 40, 20)), "image/jpeg").levels
    assert levels is not None
    assert levels.size == levels.images[0].size() == QSize(20, 40)


def test_many_passes_over_a_large_picture_are_not_waited_for() -> None:
    data = told_as(made(b"JPG", 64, 64), 10_000, 10_000)
    scan = data[data.index(b"\xff\xda") : -2]
    assert read_picture(data[:-2] + scan * 500 + data[-2:], "image/jpeg", ROOM).unseen is (
        Unseen.TOO_LARGE
    )


@pytest.mark.parametrize("unseen", Unseen)
def test_each_reason_is_one_sentence(unseen: Unseen) -> None:
    words = unseen_words(unseen)
    assert words.count("。") == 1
    assert words.endswith("。")
    assert "请" in words
