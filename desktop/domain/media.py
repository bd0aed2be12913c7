"""What kind of file it is, by its first bytes, and whether an app may have made it anew."""

import re
import struct

from desktop.domain.attachments import Loss, Media, media_of

HEAD_BYTES = 256 * 1024
"""How much of a file is looked at: past what cameras write before a picture begins."""
UNKNOWN = "application/octet-stream"

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"#!AMR", "audio/amr"),
    (b"#!SILK", "audio/x-silk"),
    (b"\x02#!SILK", "audio/x-silk"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"PK\x03\x04", "application/zip"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"#!", "text/x-script"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"heim": "image/heic",
    b"heis": "image/heic",
    b"mif1": "image/heic",
    b"msf1": "image/heic",
    b"avif": "image/avif",
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"qt  ": "video/quicktime",
}
_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/bmp": ".bmp",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "image/avif": ".avif",
    "audio/amr": ".amr",
    "audio/mpeg": ".mp3",
    "audio/aac": ".aac",
    "audio/ogg": ".ogg",
    "audio/flac": ".flac",
    "audio/wav": ".wav",
    "audio/mp4": ".m4a",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/3gpp": ".3gp",
    "video/x-matroska": ".mkv",
    "video/x-msvideo": ".avi",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
}
_TEXT_BYTES = 4096

# As chat apps name what they save; the numbers are times.
_CHAT_NAMES = re.compile(
    r"mmexport\d{10,}|wx_camera_\d+|微信(图片|视频)_?\d+|weixin\w*_?\d+|qq(图片|视频)\d+"
    r"|(img|vid)-\d{8}-wa\d+|[0-9a-f]{32}\.(jpe?g|mp4)",
    re.IGNORECASE,
)
# Longer sides to which chat apps shrink pictures; cameras of phones make larger ones.
_CHAT_SIDES = frozenset({960, 1080, 1280, 1440, 1600, 1920, 2048})


def sniffed(head: bytes) -> str:
    """The media type of a file that begins so; ``UNKNOWN`` if nothing here is known.

    What can be run is never taken for anything else, and its name is never asked.
    """
    for start, type_ in _STARTS:
        if head.startswith(start):
            return type_
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return _of_brand(head[8:12])
    if head[:2] == b"BM" and head[6:10] == bytes(4):
        return "image/bmp"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "audio/aac" if head[1] & 0x06 == 0 else "audio/mpeg"
    return "text/plain" if _is_text(head[:_TEXT_BYTES]) else UNKNOWN


def suffix_of(type_: str) -> str:
    """How the name of a file of a type ends; empty for what is not shown."""
    return _SUFFIXES.get(type_, "")


def losses(name: str, type_: str, head: bytes) -> tuple[Loss, ...]:
    """Why a picture or film looks as if an app had made it anew; none of it proves anything."""
    if media_of(type_) not in (Media.PICTURE, Media.VIDEO):
        return ()
    found = [Loss.CHAT_NAME] if _CHAT_NAMES.match(name) else []
    if type_ == "image/jpeg":
        has_camera_data, sides = _look_into_jpeg(head)
        if not has_camera_data:
            found.append(Loss.NO_CAMERA_DATA)
            if max(sides) in _CHAT_SIDES:
                found.append(Loss.CHAT_SIZE)
    return tuple(found)


def _of_brand(brand: bytes) -> str:
    if brand[:3] == b"3gp":
        return "video/3gpp"
    return _BRANDS.get(brand, "video/mp4")


def _is_text(head: bytes) -> bool:
    if not head.strip() or b"\0" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        # The end may have been cut in the middle of a character.
        for cut in range(4):
            try:
                text = head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return all(sign.isprintable() or sign in "\t\r\n\f\ufeff\u3000" for sign in text)
    return False


def _look_into_jpeg(head: bytes) -> tuple[bool, tuple[int, int]]:
    """Whether there is data of a camera, and the sides, 0 where they are not found."""
    place = 2
    has_camera_data = False
    while place + 4 <= len(head) and head[place] == 0xFF:
        marker = head[place + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD8:
            place += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", head, place + 2)
        if marker == 0xE1 and head[place + 4 : place + 10] == b"Exif\0\0":
            has_camera_data = True
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and place + 9 <= len(head):
            height, width = struct.unpack_from(">HH", head, place + 5)
            return has_camera_data, (width, height)
        if marker == 0xDA or length < 2:
            break
        place += 2 + length
    return has_camera_data, (0, 0)
