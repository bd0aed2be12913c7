"""Small pictures with planted words in every place where cameras and programs write some."""

import base64
import struct
import zlib

PLANTED = b"PLANTED"

HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAhFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAA"
    "AAAAAAAAAAAAAEZpbG9jAAAAAERAAAMAAQAAAAACNQABAAAAAAAAAHgAAgAAAAACrQABAAAAAAAAALIAAwAAAAAD"
    "XwABAAAAAAAAABIAAABiaWluZgAAAAAAAwAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlm"
    "AAAAACppbmZlAgAAAQADAABtaW1lAGFwcGxpY2F0aW9uL3JkZit4bWwAAAAAAA5waXRtAAAAAAABAAABBmlwcnAA"
    "AADlaXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroC"
    "QGEAAQApQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqrprm4CGgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xy"
    "bmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAAChjbGFwAAAAIAAAAAEAAAAYAAAAAf///+AAAAAC////"
    "2AAAAAIAAAAQcGl4aQAAAAADCAgIAAAACWlyb3QDAAAAGWlwbWEAAAAAAAAAAQABBoECAwWEhgAAAChpcmVmAAAA"
    "AAAAAA5jZHNjAAIAAQABAAAADmNkc2MAAwABAAEAAAFEbWRhdAAAAHQoAa8TIeaQDaPX9YR7iWPev2n9VjLphqJY"
    "GnPh1/Xvx/+hx3FlJHXIweVrn/gW7SE8wsOn/+ZHViizB1tje7otAy8Hu4jR6rQGrmcQ3/vr/tGsb/iV9DmRs6rf"
    "81UI7jPOCJS2Wd6A2hMehnNWgKe0q5Fd3wAAAAZFeGlmAABNTQAqAAAACAAEAQ8AAgAAAA4AAAA+ARAAAgAAAA4A"
    "AABMARIAAwAAAAEABgAAiCUABAAAAAEAAABaAAAAAFBMQU5URUQgTUFLRVIAUExBTlRFRCBNT0RFTAAAAwABAAIA"
    "AAACTgAAAAACAAUAAAADAAAAhAAdAAIAAAAMAAAAnAAAAAAAAAAWAAAAAQAAACAAAAABAAAAAQAAAAFQTEFOVEVE"
    "IEdQUwA8eD5QTEFOVEVEIFhNUDwveD4="
)
_JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQ"
    "c1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSk"
    "pKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAA"
    "AAX/xAAcEAACAgIDAAAAAAAAAAAAAAAAAgEDBBESQWH/xAAVAQEBAAAAAAAAAAAAAAAAAAAAAf/EABYRAQEBAAAA"
    "AAAAAAAAAAAAAAEAEf/aAAwDAQACEQMRAD8At4tDUI6tZNnJpbc9eAAVXXW//9k="
)
"""An HEIC picture of 24 by 32 pixels; its data of a camera, place and XMP are planted."""

TIFF = (
    struct.pack("<2sHIH", b"II", 42, 8, 2)
    + struct.pack("<HHII", 0x010F, 2, 16, 38)
    + struct.pack("<HHII", 0x0112, 3, 1, 6)
    + bytes(4)
    + b"PLANTED MAKER\0\0\0"
)
"""Data of a camera: its maker, and that it was held upright."""


def segment(marker: int, body: bytes) -> bytes:
    """A segment of a JPEG file."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


PLANTED_SEGMENTS = (
    segment(0xE1, b"Exif\0\0" + TIFF)
    + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>PLANTED XMP</x>")
    + segment(0xE2, b"ICC_PROFILE\0\x01\x01PLANTED PROFILE")
    + segment(0xED, b"Photoshop 3.0\0PLANTED IPTC")
    + segment(0xFE, b"PLANTED COMMENT C:\\Users\\PLANTED")
)


def jpeg(planted: bytes = PLANTED_SEGMENTS, behind: bytes = b"PLANTED FILM") -> bytes:
    """A JPEG picture of 8 by 8 pixels.

    Args:
        planted: Segments after its beginning.
        behind: What hangs at its end, as phones hang a short film.
    """
    return _JPEG[:2] + planted + _JPEG[2:] + behind


def chunk(name: bytes, body: bytes) -> bytes:
    """A part of a PNG file."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 4, height: int = 3, *, pixels: bytes | None = None) -> bytes:
    """A PNG picture in RGB.

    Args:
        width: As its head says.
        height: Likewise.
        pixels: Its stream; None for one that fits.
    """
    stream = zlib.compress((b"\0" + b"\x80" * 3 * width) * height) if pixels is None else pixels
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"sRGB", b"\0")
        + chunk(b"eXIf", TIFF)
        + chunk(b"tEXt", b"Author\0PLANTED NAME")
        + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>PLANTED</x>")
        + chunk(b"iCCP", b"PLANTED PROFILE\0\0" + zlib.compress(b"PLANTED"))
        + chunk(b"IDAT", stream[:5])
        + chunk(b"IDAT", stream[5:] + b"PLANTED STREAM")
        + chunk(b"tIME", bytes(7))
        + chunk(b"IEND", b"")
        + b"PLANTED TRAILER"
    )
