"""A copy of an HEIC picture that holds the picture and nothing else (ISO/IEC 23008-12).

Kept are the main picture, what it is put together from, and the properties without which nobody can
decode it. The coded picture stays as it is, but for messages of the encoder inside it. What a phone
puts beside it (its own name, the place, the profile of colours, small and depth pictures) has no
part in what is built here.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

_CODED, _GRID = b"hvc1", b"grid"
# What a decoder needs, with the lengths it may have; others name a maker or an owner.
_NEEDED = {b"ispe": 12, b"irot": 1, b"imir": 1, b"clap": 32, b"pasp": 8}
_MOST_ITEMS = 10_000
# Types of NAL units up to here are picture or parameters; beyond are messages and what is free.
_PICTURE_UNITS, _PARAMETERS = range(32), range(32, 35)


class _Box(NamedTuple):
    name: bytes
    body: bytes


class _Item(NamedTuple):
    """Attributes: its kind, where its bytes lie, numbers of its properties with their marks."""

    kind: bytes
    data: bytes
    properties: tuple[tuple[int, int], ...]


def stripped_heic(data: bytes) -> bytes:
    """The copy.

    Raises:
        ValueError: It is damaged, or of a kind that is not known here.
        struct.error: Likewise.
        IndexError: Likewise.
    """
    boxes = list(_boxes(data))
    if not boxes or boxes[0].name != b"ftyp" or any(box.name == b"moov" for box in boxes):
        raise ValueError("no single picture")
    meta = dict(_boxes(_one(boxes, b"meta")[4:]))
    primary = _primary(meta.get(b"pitm", b""))
    kinds = _kinds(meta.get(b"iinf", b""))
    parts = _parts(meta.get(b"iref", b""))
    wanted = [primary]
    if kinds.get(primary) == _GRID:
        wanted += parts.get(primary, [])
    if any(kinds.get(item) != _CODED for item in wanted[1:]) or len(wanted) > _MOST_ITEMS:
        raise ValueError("parts of an unknown kind")
    properties = list(_boxes(_one(list(_boxes(meta.get(b"iprp", b""))), b"ipco")))
    linked = _links(_one(list(_boxes(meta[b"iprp"])), b"ipma"))
    places = _places(meta.get(b"iloc", b""), data, meta.get(b"idat", b""))
    items = {
        item: _Item(kinds[item], places[item], linked.get(item, ()))
        for item in dict.fromkeys(wanted)
        if item in kinds and item in places
    }
    if len(items) != len(set(wanted)):
        raise ValueError("parts are missing")
    return _built(primary, items, wanted[1:], properties)


# ---- reading -------------------------------------------------------------------------------------


def _boxes(data: bytes) -> Iterator[_Box]:
    place = 0
    while place < len(data):
        size, name = struct.unpack_from(">I4s", data, place)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, place + 8)
            head = 16
        elif size == 0:
            size = len(data) - place
        if size < head or place + size > len(data):
            raise ValueError("cut short")
        yield _Box(name, data[place + head : place + size])
        place += size


def _one(boxes: list[_Box], name: bytes) -> bytes:
    found = [box.body for box in boxes if box.name == name]
    if len(found) != 1:
        raise ValueError(f"{name!r} is there {len(found)} times")
    return found[0]


def _primary(body: bytes) -> int:
    return int(struct.unpack_from(">H" if body[0] == 0 else ">I", body, 4)[0])


def _kinds(body: bytes) -> dict[int, bytes]:
    kinds = {}
    for box in _boxes(body[6 if body[0] == 0 else 8 :]):
        version = box.body[0]
        if box.name != b"infe" or version not in (2, 3):
            raise ValueError("an item of an old kind")
        item, guarded, kind = struct.unpack_from(">HH4s" if version == 2 else ">IH4s", box.body, 4)
        if guarded:
            raise ValueError("an item that is locked")
        kinds[item] = kind
    return kinds


def _parts(body: bytes) -> dict[int, list[int]]:
    """Of which items each is put together."""
    if not body:
        return {}
    form, width = (">H", 2) if body[0] == 0 else (">I", 4)
    parts = {}
    for box in _boxes(body[4:]):
        if box.name != b"dimg":
            continue
        item = struct.unpack_from(form, box.body)[0]
        (count,) = struct.unpack_from(">H", box.body, width)
        parts[item] = [
            struct.unpack_from(form, box.body, width + 2 + width * number)[0]
            for number in range(count)
        ]
    return parts


def _links(body: bytes) -> dict[int, tuple[tuple[int, int], ...]]:
    """Which properties each item has, and whether it cannot do without."""
    version, wide = body[0], body[3] & 1
    (entries,) = struct.unpack_from(">I", body, 4)
    place = 8
    links = {}
    for _ in range(entries):
        item = struct.unpack_from(">H" if version == 0 else ">I", body, place)[0]
        place += 2 if version == 0 else 4
        count = body[place]
        place += 1
        found = []
        for _ in range(count):
            if wide:
                (value,) = struct.unpack_from(">H", body, place)
                found.append((value & 0x7FFF, value >> 15))
            else:
                found.append((body[place] & 0x7F, body[place] >> 7))
            place += 2 if wide else 1
        links[item] = tuple(found)
    return links


def _places(body: bytes, file: bytes, inside: bytes) -> dict[int, bytes]:
    """The bytes of each item."""
    version = body[0]
    offsets, lengths = body[4] >> 4, body[4] & 15
    bases, indexes = body[5] >> 4, body[5] & 15 if version else 0
    place = 6
    wide = ">I" if version == 2 else ">H"
    (count,) = struct.unpack_from(wide, body, place)
    place += struct.calcsize(wide)

    def number(size: int) -> int:
        nonlocal place
        if size not in (0, 4, 8) or place + size > len(body):
            raise ValueError("a number of a wrong size")
        value = int.from_bytes(body[place : place + size], "big")
        place += size
        return value

    found = {}
    total = 0
    for _ in range(count):
        item = struct.unpack_from(wide, body, place)[0]
        place += struct.calcsize(wide)
        method = 0
        if version:
            method = struct.unpack_from(">H", body, place)[0] & 15
            place += 2
        (elsewhere, base) = struct.unpack_from(">H", body, place)[0], None
        place += 2
        base = number(bases)
        (extents,) = struct.unpack_from(">H", body, place)
        place += 2
        if elsewhere or method > 1:
            raise ValueError("an item that lies elsewhere")
        source = inside if method else file
        data = bytearray()
        for _ in range(extents):
            number(indexes)
            start, length = base + number(offsets), number(lengths)
            # Many items that all lie at one place would make a large file of a small one.
            total += length
            if start + length > len(source) or total > 2 * len(file):
                raise ValueError("beyond the end")
            data += source[start : start + length]
        found[item] = bytes(data)
    return found


# ---- building ------------------------------------------------------------------------------------


def _built(primary: int, items: dict[int, _Item], tiles: list[int], boxes: list[_Box]) -> bytes:
    """A new file around the items."""
    numbers = {item: number for number, item in enumerate(items, 1)}
    kept: list[bytes] = []
    known: dict[int, int] = {}
    links = b""
    bodies = []
    for item, told in items.items():
        entries = []
        unit = 0
        for index, essential in told.properties:
            if not 0 < index <= len(boxes):
                raise ValueError("a property that is not there")
            new = _property(boxes[index - 1])
            if new is None:
                continue
            if boxes[index - 1].name == b"hvcC":
                unit = (boxes[index - 1].body[21] & 3) + 1
            if index not in known:
                kept.append(new)
                known[index] = len(kept)
            entries.append(struct.pack(">H", known[index] | essential << 15))
        links += struct.pack(">HB", numbers[item], len(entries)) + b"".join(entries)
        bodies.append(_grid(told.data) if told.kind == _GRID else _picture(told.data, unit))
    ftyp = _box(b"ftyp", b"heic\0\0\0\0mif1heic")
    information = b"".join(
        _box(b"infe", struct.pack(">IHH4sx", 2 << 24, numbers[item], 0, told.kind))
        for item, told in items.items()
    )
    inner = [
        _box(b"hdlr", bytes(8) + b"pict" + bytes(13)),
        _box(b"pitm", struct.pack(">IH", 0, numbers[primary])),
        _box(b"iinf", struct.pack(">IH", 0, len(items)) + information),
    ]
    if tiles:
        listed = struct.pack(
            f">HH{len(tiles)}H", numbers[primary], len(tiles), *map(numbers.get, tiles)
        )
        inner.append(_box(b"iref", bytes(4) + _box(b"dimg", listed)))
    ipma = _box(b"ipma", struct.pack(">II", 1, len(items)) + links)
    inner.append(_box(b"iprp", _box(b"ipco", b"".join(kept)) + ipma))
    before = sum(map(len, inner)) + 12 + len(ftyp) + 16 + 14 * len(items) + 8
    locations = struct.pack(">IBBH", 0, 0x44, 0, len(items))
    place = before
    for number, body in enumerate(bodies, 1):
        locations += struct.pack(">HHHII", number, 0, 1, place, len(body))
        place += len(body)
    inner.append(_box(b"iloc", locations))
    meta = _box(b"meta", bytes(4) + b"".join(inner))
    if len(ftyp) + len(meta) + 8 != before:
        raise ValueError("places do not fit")
    return ftyp + meta + _box(b"mdat", b"".join(bodies))


def _property(box: _Box) -> bytes | None:
    """What is kept of a property; None for nothing."""
    if _NEEDED.get(box.name) == len(box.body):
        return _box(box.name, box.body)
    if box.name == b"pixi" and len(box.body) == 5 + box.body[4]:
        return _box(box.name, box.body)
    if box.name == b"colr" and box.body[:4] == b"nclx" and len(box.body) == 11:
        return _box(box.name, box.body)
    if box.name == b"hvcC":
        return _box(box.name, _configuration(box.body))
    return None


def _configuration(body: bytes) -> bytes:
    """How the picture is coded, without the messages that may be among it."""
    place, arrays = 23, []
    for _ in range(body[22]):
        kind, count = body[place] & 63, struct.unpack_from(">H", body, place + 1)[0]
        start = place
        place += 3
        for _ in range(count):
            place += 2 + struct.unpack_from(">H", body, place)[0]
        if kind in _PARAMETERS:
            arrays.append(body[start:place])
    if place != len(body):
        raise ValueError("more than a configuration")
    return body[:22] + bytes([len(arrays)]) + b"".join(arrays)


def _picture(data: bytes, unit: int) -> bytes:
    """The coded picture without messages of the encoder."""
    if not unit:
        raise ValueError("no configuration")
    out, place = bytearray(), 0
    while place < len(data):
        length = int.from_bytes(data[place : place + unit], "big")
        end = place + unit + length
        if length < 2 or end > len(data):
            raise ValueError("cut short")
        kind = data[place + unit] >> 1 & 63
        if kind in _PICTURE_UNITS or kind in _PARAMETERS:
            out += data[place:end]
        place = end
    return bytes(out)


def _grid(data: bytes) -> bytes:
    if len(data) != (12 if data[1] & 1 else 8):
        raise ValueError("no grid")
    return data


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, name) + body
