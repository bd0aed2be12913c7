"""Copies of pictures: the picture is the same, and nothing else is left."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from desktop.documents.stripping import CannotStrip, can_strip, stripped
from tests.pictures import HEIC, PLANTED, chunk, jpeg, png, segment

PICTURES = {"image/jpeg": jpeg(), "image/png": png(), "image/heic": HEIC}
MARKERS = (PLANTED, b"Exif", b"eXIf", b"xmp", b"Users", b"ICC_PROFILE", b"iCCP", b"tEXt", b"mime")


@pytest.mark.parametrize("type_", PICTURES)
def test_nothing_that_was_planted_is_left(type_: str) -> None:
    data = PICTURES[type_]
    assert PLANTED in data
    copy = stripped(data, type_).data
    assert [marker for marker in MARKERS if marker.lower() in copy.lower()] == []
    assert stripped(copy, type_).data == copy, "there is nothing more to take away"


@pytest.mark.parametrize("type_", ["image/jpeg", "image/png"])
def test_the_picture_is_the_same(type_: str) -> None:
    before = QImage.fromData(PICTURES[type_]).convertToFormat(QImage.Format.Format_RGB32)
    after = QImage.fromData(stripped(PICTURES[type_], type_).data)
    shown = after.convertToFormat(QImage.Format.Format_RGB32)
    assert not shown.isNull()
    assert bytes(shown.constBits()) == bytes(before.constBits())


def test_the_coded_picture_of_an_heic_is_the_same() -> None:
    copy = stripped(HEIC, "image/heic").data
    _, _, coded = copy.partition(b"mdat")
    assert len(coded) > 100
    assert coded in HEIC
    assert copy[4:12] == b"ftypheic"


def test_which_side_was_up_is_told_beside_the_copy() -> None:
    copy = stripped(jpeg(), "image/jpeg")
    assert (copy.turn, copy.mirrored) == (90, False)
    assert stripped(jpeg(planted=b""), "image/jpeg").turn == 0


@pytest.mark.parametrize(
    "data",
    [
        jpeg(planted=segment(0xDB, bytes(65) + b"PLANTED")),
        jpeg(planted=segment(0xDD, b"\0\0PLANTED")),
        jpeg(planted=segment(0xF0, b"PLANTED")),
        jpeg(planted=b"PLANTED"),
        jpeg(behind=b"")[:-2],
        jpeg()[:40],
        b"\xff\xd8\xff\xd9",
        b"",
    ],
)
def test_a_jpeg_with_anything_unknown_has_no_copy(data: bytes) -> None:
    with pytest.raises(CannotStrip):
        stripped(data, "image/jpeg")


def test_a_png_whose_stream_is_longer_than_its_picture_has_no_copy() -> None:
    hidden = zlib.compress((b"\0" + bytes(12)) * 3 + b"PLANTED")
    with pytest.raises(CannotStrip):
        stripped(png(pixels=hidden), "image/png")


def test_a_png_with_an_unknown_needed_part_has_no_copy() -> None:
    data = png()
    end = data.index(b"IEND") - 4
    with pytest.raises(CannotStrip):
        stripped(data[:end] + chunk(b"PLAN", b"PLANTED") + data[end:], "image/png")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = png(50_000, 50_000, pixels=zlib.compress(bytes(1 << 20)))
    with pytest.raises(CannotStrip):
        stripped(bomb, "image/png")


@pytest.mark.parametrize("cut", [9, 40, 200, 500, len(HEIC) - 1])
def test_a_cut_heic_has_no_copy(cut: int) -> None:
    with pytest.raises(CannotStrip):
        stripped(HEIC[:cut], "image/heic")


def test_other_kinds_are_left_alone() -> None:
    assert not any(map(can_strip, ("image/gif", "audio/mpeg", "video/mp4", "text/plain")))
    with pytest.raises(CannotStrip):
        stripped(b"GIF89a", "image/gif")


@given(st.sampled_from(sorted(PICTURES)), st.data())
def test_damage_is_refused_or_leaves_nothing_planted(type_: str, data: st.DataObject) -> None:
    picture = bytearray(PICTURES[type_])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(picture) - 1))
        picture[place] = data.draw(st.integers(0, 255))
    try:
        copy = stripped(bytes(picture), type_).data
    except CannotStrip:
        return
    assert b"PLANTED NAME" not in copy
    assert len(copy) <= len(picture) + 64


def test_a_turn_that_does_not_exist_turns_nothing() -> None:
    tiff = struct.pack("<2sHIHHHII", b"II", 42, 8, 1, 0x0112, 3, 1, 9) + bytes(4)
    assert stripped(jpeg(segment(0xE1, b"Exif\0\0" + tiff)), "image/jpeg").turn == 0
