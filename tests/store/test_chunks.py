"""Encrypted streams: what goes in comes out, and nothing that was touched does."""

import io
import random
import tracemalloc
from collections.abc import Callable

import pytest

from desktop.store.chunks import (
    HEADER_BYTES,
    PIECE,
    TAG,
    ChunksNewer,
    ChunksUnreadable,
    Opened,
    Sealer,
    plain_size,
)

KEY = bytes(range(32))
SEALED_PIECE = PIECE + TAG


def seal(data: bytes, key: bytes = KEY, context: bytes = b"x") -> bytes:
    target = io.BytesIO()
    sealer = Sealer(target, key, context)
    sealer.write(data)
    sealer.finish()
    return target.getvalue()


def unseal(sealed: bytes, key: bytes = KEY, context: bytes = b"x") -> bytes:
    with Opened(io.BytesIO(sealed), key, context) as opened:
        return opened.readall()


@pytest.mark.parametrize(
    "size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 1, 3 * PIECE - 7]
)
def test_what_goes_in_comes_out(size: int) -> None:
    data = random.Random(size).randbytes(size)
    sealed = seal(data)
    assert unseal(sealed) == data
    assert plain_size(len(sealed)) == size
    assert data[:32] not in sealed or not data


def test_it_may_be_written_and_read_in_any_pieces() -> None:
    dice = random.Random(7)
    data = dice.randbytes(2 * PIECE + 12345)
    target = io.BytesIO()
    sealer = Sealer(target, KEY, b"")
    rest = data
    while rest:
        count = dice.choice((0, 1, 1000, PIECE - 1, PIECE, 2 * PIECE))
        assert sealer.write(rest[:count]) == len(rest[:count])
        rest = rest[count:]
    sealer.finish()
    sealer.finish()
    found = bytearray()
    with io.BufferedReader(Opened(io.BytesIO(target.getvalue()), KEY, b""), 1000) as opened:
        while piece := opened.read(dice.choice((1, 999, 300_000))):
            found += piece
    assert found == data


def test_no_two_streams_are_alike() -> None:
    assert seal(b"same") != seal(b"same")


def swapped(sealed: bytes, one: int, other: int) -> bytes:
    pieces = split(sealed)
    pieces[one], pieces[other] = pieces[other], pieces[one]
    return sealed[:HEADER_BYTES] + b"".join(pieces)


def split(sealed: bytes) -> list[bytes]:
    body = sealed[HEADER_BYTES:]
    return [body[at : at + SEALED_PIECE] for at in range(0, len(body), SEALED_PIECE)]


TAMPERED: dict[str, Callable[[bytes], bytes]] = {
    "cut inside a piece": lambda sealed: sealed[:-1],
    "cut inside the header": lambda sealed: sealed[: HEADER_BYTES - 1],
    "nothing": lambda sealed: b"",
    "only the header": lambda sealed: sealed[:HEADER_BYTES],
    "without the last piece": lambda sealed: sealed[: HEADER_BYTES + 2 * SEALED_PIECE],
    "without the first piece": lambda sealed: (
        sealed[:HEADER_BYTES] + sealed[HEADER_BYTES + SEALED_PIECE :]
    ),
    "pieces in another order": lambda sealed: swapped(sealed, 0, 1),
    "the last piece twice": lambda sealed: sealed + split(sealed)[-1],
    "a piece twice": lambda sealed: sealed[: HEADER_BYTES + SEALED_PIECE] + sealed[HEADER_BYTES:],
    "a byte more": lambda sealed: sealed + b"\0",
    "a piece of another stream": lambda sealed: (
        sealed[:HEADER_BYTES] + split(seal(b"y" * 3 * PIECE))[0] + b"".join(split(sealed)[1:])
    ),
    "the header of another stream": lambda sealed: seal(b"")[:HEADER_BYTES] + sealed[HEADER_BYTES:],
}


@pytest.mark.parametrize("size", [2 * PIECE + 5, 3 * PIECE])
@pytest.mark.parametrize("how", TAMPERED)
def test_what_was_put_together_anew_does_not_open(how: str, size: int) -> None:
    with pytest.raises(ChunksUnreadable):
        unseal(TAMPERED[how](seal(b"x" * size)))


def test_an_empty_stream_is_proven_too() -> None:
    with pytest.raises(ChunksUnreadable):
        unseal(seal(b"")[:HEADER_BYTES])


def test_another_key_or_another_context_does_not_open() -> None:
    sealed = seal(b"data")
    with pytest.raises(ChunksUnreadable):
        unseal(sealed, key=bytes(32))
    with pytest.raises(ChunksUnreadable):
        unseal(sealed, context=b"y")


def test_any_flipped_bit_is_found() -> None:
    dice = random.Random(7)
    sealed = seal(b"x" * (PIECE + 1000))
    spots = [*range(HEADER_BYTES), *(dice.randrange(len(sealed)) for _ in range(200))]
    for spot in spots:
        broken = bytearray(sealed)
        broken[spot] ^= 1 << dice.randrange(8)
        with pytest.raises(ChunksUnreadable):
            unseal(bytes(broken))


def test_a_newer_stream_says_so() -> None:
    sealed = bytearray(seal(b"data"))
    sealed[7] += 1
    with pytest.raises(ChunksNewer):
        unseal(bytes(sealed))


def test_nothing_is_given_out_before_it_is_proven() -> None:
    sealed = bytearray(seal(b"x" * 3 * PIECE))
    sealed[HEADER_BYTES + SEALED_PIECE + 5] ^= 1
    opened = Opened(io.BytesIO(bytes(sealed)), KEY, b"x")
    reader = io.BufferedReader(opened, 1000)
    assert reader.read(PIECE) == b"x" * PIECE
    with pytest.raises(ChunksUnreadable):
        reader.read(1)
    opened.close()


@pytest.mark.parametrize("size", [0, HEADER_BYTES - 1, HEADER_BYTES, HEADER_BYTES + TAG - 1])
def test_a_size_no_stream_has(size: int) -> None:
    with pytest.raises(ChunksUnreadable):
        plain_size(size)


class Zeros(io.RawIOBase):
    """As many zeros as asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.written = 0

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.written += len(data)
        return len(data)


def test_memory_does_not_grow_with_the_stream() -> None:
    target = Zeros()
    sealer = Sealer(target, KEY, b"")  # type: ignore[arg-type]
    piece = bytes(PIECE)
    tracemalloc.start()
    for _ in range(64):
        sealer.write(piece)
    sealer.finish()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert target.written == HEADER_BYTES + 64 * SEALED_PIECE
    assert most < 8 * PIECE
