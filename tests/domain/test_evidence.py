"""What the log says of an incident and its files: words, names, kinds of file, what is missing."""

import struct
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from desktop.domain.attachments import Attachment, Came, Loss, Media, file_name, media_of
from desktop.domain.evidence import spaced
from desktop.domain.evidence_gaps import Gap, Held, NextAct, evidence_state
from desktop.domain.incidents import (
    Incident,
    IncidentChannel,
    IncidentKind,
    Reached,
    suggested_kinds,
)
from desktop.domain.media import UNKNOWN, losses, sniffed, suffix_of

BEIJING = timezone(timedelta(hours=8))
NOON = datetime(2026, 11, 22, 12, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("催收打我妈", "催 收 打 我 妈"),
        ("0551-6688 ABC１２ｘ", "0551 6688 abc12x"),
        ("说“再不还，就上门！”3次", "说 再 不 还 就 上 门 3 次"),
        ("𠮷é", "𠮷 é"),
        ("…\0\ue000", ""),
    ],
)
def test_words_for_the_index(text: str, words: str) -> None:
    assert spaced(text) == words


# ---- time ------------------------------------------------------------------------------------


def test_what_is_noted_later_says_how_much_later() -> None:
    at_once = Incident("a", NOON, created="2026-11-22T04:59:59Z")
    assert at_once.noted_after is None
    assert Incident("a", NOON).noted_after is None
    assert at_once._replace(created="2026-11-22T07:00:00Z").noted_after == timedelta(hours=3)


@pytest.mark.parametrize(
    ("hour", "night"), [(21, False), (22, True), (0, True), (7, True), (8, False)]
)
def test_the_night_goes_by_the_clock_on_the_wall(hour: int, night: bool) -> None:
    at = NOON.replace(hour=hour)
    assert Incident("a", at).at_night is night
    offered = (IncidentKind.NIGHT,) if night else ()
    assert suggested_kinds(at, IncidentChannel.CALL) == offered
    assert suggested_kinds(at, None) == offered
    assert suggested_kinds(at, IncidentChannel.LETTER) == ()


# ---- names and kinds of files ----------------------------------------------------------------


def attachment(name: str = "a.jpg", type_: str = "image/jpeg", **more: Any) -> Attachment:
    return Attachment("1", "0" * 64, name, 1, type_, "", Came.CHOSEN)._replace(**more)


@pytest.mark.parametrize(
    ("name", "shown", "copy"),
    [
        ("截图 1.png", "截图 1.png", "截图 1.jpg"),
        ("../../etc/passwd", "..∕..∕etc∕passwd", "∕..∕etc∕passwd.jpg"),
        ("C:\\NUL", "C:∖NUL", "C_∖NUL.jpg"),
        ("a\0b\u202egpj.exe", "abgpj.exe", "abgpj.jpg"),
        ("CON.txt", "CON.txt", "file-CON.jpg"),
        ("lpt1", "lpt1", "file-lpt1.jpg"),
        ("\u202e\u200b", "", "file.jpg"),
        (" .. ", "", "file.jpg"),
        ("名.", "名.", "名.jpg"),
        ("a\nb\tc.jpg", "abc.jpg", "abc.jpg"),
    ],
)
def test_names_are_kept_and_shown_without_what_misleads(name: str, shown: str, copy: str) -> None:
    file = attachment(name)
    assert file.name == name
    assert file.shown_name == shown
    assert file_name(file, ".jpg") == copy


def test_a_long_name_keeps_its_end_and_a_copy_fits_any_system() -> None:
    file = attachment("字" * 400 + ".jpeg")
    assert len(file.shown_name) == 255
    assert file.shown_name.endswith("….jpeg") or file.shown_name.endswith("字.jpeg")
    assert len(file_name(file, ".jpg").encode()) <= 255


@pytest.mark.parametrize(
    ("head", "type_", "media"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg", Media.PICTURE),
        (b"\x89PNG\r\n\x1a\n", "image/png", Media.PICTURE),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp", Media.PICTURE),
        (b"\0\0\0\x18ftypheic", "image/heic", Media.PICTURE),
        (b"\0\0\0\x18ftypisom", "video/mp4", Media.VIDEO),
        (b"\0\0\0\x18ftypM4A ", "audio/mp4", Media.AUDIO),
        (b"\0\0\0\x18ftyp3gp5", "video/3gpp", Media.VIDEO),
        (b"#!AMR\n", "audio/amr", Media.AUDIO),
        (b"\x02#!SILK_V3", "audio/x-silk", Media.AUDIO),
        (b"ID3\x03", "audio/mpeg", Media.AUDIO),
        (b"\xff\xfb\x90", "audio/mpeg", Media.AUDIO),
        (b"\xff\xf1\x50", "audio/aac", Media.AUDIO),
        (b"%PDF-1.7", "application/pdf", Media.PDF),
        ("再不还钱".encode(), "text/plain", Media.TEXT),
        ("再不还钱".encode("gb18030"), "text/plain", Media.TEXT),
        ("字".encode() * 2000, "text/plain", Media.TEXT),
        (b"MZ\x90\0", "application/x-msdownload", Media.OTHER),
        (b"#!/bin/sh\n", "text/x-script", Media.OTHER),
        (b"PK\x03\x04", "application/zip", Media.OTHER),
        (b"", UNKNOWN, Media.OTHER),
        (b"\0" * 64, UNKNOWN, Media.OTHER),
        (b"BMW is not a picture", "text/plain", Media.TEXT),
    ],
)
def test_a_file_is_what_its_bytes_say(head: bytes, type_: str, media: Media) -> None:
    assert sniffed(head) == type_
    assert media_of(type_) is media


@pytest.mark.parametrize(
    "type_", ["application/x-msdownload", "text/x-script", "application/zip", UNKNOWN]
)
def test_what_could_be_run_has_no_name_for_a_viewer(type_: str) -> None:
    assert suffix_of(type_) == ""


def jpeg(width: int, height: int, *, camera: bool) -> bytes:
    exif = b"\xff\xe1" + struct.pack(">H", 10) + b"Exif\0\0MM" if camera else b""
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8\xff\xe0\0\4ab" + exif + b"\xff\xc0" + frame


@pytest.mark.parametrize(
    ("name", "head", "found"),
    [
        ("IMG_1.jpg", jpeg(4000, 3000, camera=True), ()),
        ("IMG_1.jpg", jpeg(4000, 3000, camera=False), (Loss.NO_CAMERA_DATA,)),
        ("a.jpg", jpeg(1080, 1440, camera=False), (Loss.NO_CAMERA_DATA, Loss.CHAT_SIZE)),
        ("a.jpg", jpeg(1080, 1440, camera=True), ()),
        ("mmexport1700000000000.jpg", jpeg(4000, 3000, camera=True), (Loss.CHAT_NAME,)),
        ("微信图片_20261120.jpg", jpeg(4000, 3000, camera=True), (Loss.CHAT_NAME,)),
        ("a.jpg", b"\xff\xd8\xff", (Loss.NO_CAMERA_DATA,)),
        ("a.jpg", b"\xff\xd8\xff\xe1\0\0", (Loss.NO_CAMERA_DATA,)),
    ],
)
def test_hints_that_a_picture_was_made_anew(
    name: str, head: bytes, found: tuple[Loss, ...]
) -> None:
    assert losses(name, "image/jpeg", head) == found


def test_a_screenshot_and_a_recording_are_under_no_suspicion() -> None:
    assert losses("Screenshot_1.png", "image/png", b"\x89PNG\r\n\x1a\n") == ()
    assert losses("mmexport1700000000000.mp3", "audio/mpeg", b"ID3") == ()


# ---- strength and gaps -----------------------------------------------------------------------


def test_own_words_alone_ask_for_what_the_channel_leaves_behind() -> None:
    told = Incident("a", NOON, created="2026-11-22T04:00:00Z")
    acts = {
        IncidentChannel.CALL: NextAct.ADD_RECORDING,
        IncidentChannel.SMS: NextAct.ADD_SCREENSHOT,
        IncidentChannel.WECHAT: NextAct.ADD_SCREENSHOT,
        IncidentChannel.VISIT: NextAct.ADD_PHOTO,
        IncidentChannel.LETTER: NextAct.ADD_PHOTO,
        IncidentChannel.OTHER: NextAct.ADD_FILE,
        None: NextAct.ADD_FILE,
    }
    for channel, act in acts.items():
        state = evidence_state(told._replace(channel=channel), ())
        assert state.gaps[0] is Gap.OWN_WORDS_ONLY
        assert state.next_act is act
        assert state.held == (Held.NOTED_AT_ONCE,)


def test_a_call_to_somebody_else_is_best_told_by_them() -> None:
    told = Incident("a", NOON, IncidentChannel.CALL, Reached.FAMILY, "l", "110")
    state = evidence_state(told, ())
    assert Gap.CONTACT_SILENT in state.gaps
    assert state.next_act is NextAct.ASK_CONTACT
    heard = evidence_state(told._replace(by_contact=True), ())
    assert Held.CONTACT_TOLD in heard.held
    assert heard.gaps == ()
    assert heard.next_act is None


def test_each_gap_shows_and_closes() -> None:
    told = Incident("a", NOON, IncidentChannel.WECHAT, Reached.ME, "l", "wx", created="")
    picture = attachment(origin="手机")
    assert evidence_state(told, (picture,)).gaps == (Gap.ONE_PICTURE,)
    assert evidence_state(told, (picture, picture)).gaps == ()
    film = attachment(type_="video/mp4", origin="手机")
    assert evidence_state(told, (film,)) == (
        (Held.NUMBER, Held.RECORDING, Held.ORIGINAL_KNOWN),
        (),
        None,
    )
    resent = attachment(losses=(Loss.CHAT_NAME,))
    state = evidence_state(told, (resent, film))
    assert state.gaps == (Gap.LOOKS_RESENT, Gap.ORIGINAL_UNKNOWN)
    assert state.next_act is NextAct.FETCH_ORIGINAL
    assert Held.ORIGINAL_KNOWN not in state.held
    untold = told._replace(number="", lender="", created="2026-11-25T04:00:00Z")
    state = evidence_state(untold, (film,))
    assert state.gaps == (Gap.NUMBER_UNTOLD, Gap.LENDER_UNTOLD, Gap.NOTED_LATER)
    assert state.next_act is NextAct.TELL_NUMBER
    only_late = untold._replace(number="1", lender="l")
    assert evidence_state(only_late, (film,)).next_act is None


def test_every_gap_but_one_that_nothing_mends_has_its_act() -> None:
    mended = {gap for gap in Gap if gap is not Gap.NOTED_LATER}
    told = Incident("a", NOON, IncidentChannel.SMS, Reached.WORK)
    seen = set(evidence_state(told, ()).gaps)
    seen |= set(evidence_state(told, (attachment(losses=(Loss.CHAT_NAME,)),)).gaps)
    assert seen == mended
