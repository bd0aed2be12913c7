"""Files for the fuzz: noise, pictures with damage of every kind, and names nobody should have."""

import random
import struct
import zlib

from tests.pictures import HEIC, chunk, jpeg, png

_HEADS = (
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a\xff\xff\xff\xff\xf7\0\0",
    b"RIFF\x40\0\0\0WEBPVP8 ",
    b"RIFF\x40\0\0\0WEBPVP8L",
    b"BM\x40\0\0\0\0\0\0\0",
    b"\0\0\0\x18ftypheic",
    b"ID3\x04",
    b"OggS",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"MZ",
    b"#!/bin/sh\n",
    b"",
)
_NAMES = (
    "../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "a\0b.jpg",
    "\u202egpj.exe",
    "CON",
    "nul.txt",
    "com1.jpg.",
    "  ",
    "x" * 3000 + ".jpg",
    "\ud800.png",
    "名字\n两行.heic",
    "=cmd|' /C calc'!A0.csv",
    "𠮷" * 300,
    "",
    ".",
)


def file_of(seed: int, number: int) -> tuple[str, bytes]:
    """The name and the bytes of one of endlessly many files; the same for the same numbers."""
    chance = random.Random(seed * 1_000_003 + number)
    name = chance.choice(_NAMES)
    makers = (_noise, _headed, _bomb, _told_larger, *([_mutated] * 6))
    return name, chance.choice(makers)(chance)


def _noise(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(4000))


def _headed(chance: random.Random) -> bytes:
    return chance.choice(_HEADS) + _noise(chance)


def _bomb(chance: random.Random) -> bytes:
    """A small file that says it is a large picture, or becomes large when unpacked."""
    side = chance.choice((1, 4000, 20_000, 50_000, 2**31 - 1))
    stream = zlib.compress(bytes(chance.choice((10, 1 << 20, 1 << 24))))
    return png(side, chance.choice((1, side)), pixels=stream)


def _told_larger(chance: random.Random) -> bytes:
    data = bytearray(jpeg())
    place = max(data.find(b"\xff\xc0"), data.find(b"\xff\xc2"))
    data[place + 5 : place + 9] = struct.pack(
        ">HH", chance.randrange(65_536), chance.randrange(65_536)
    )
    return bytes(data)


def _mutated(chance: random.Random) -> bytes:
    """A picture with bytes changed, cut out, doubled, or with its end missing."""
    data = bytearray(chance.choice((jpeg(), jpeg(b""), png(), png(64, 64), HEIC)))
    if chance.random() < 0.1:
        data[33:33] = chunk(chance.randbytes(4), _noise(chance))
    for _ in range(chance.randrange(8)):
        place = chance.randrange(len(data))
        length = chance.randrange(1, 40)
        match chance.randrange(4):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                data[place : place + length] = b""
            case 2:
                data[place:place] = data[place : place + length]
            case _:
                data[place : place + 4] = chance.choice(
                    (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\0\0\0\1")
                )
        if not data:
            break
    return bytes(data[: chance.randrange(len(data))] if data and chance.random() < 0.2 else data)
