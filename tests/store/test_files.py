"""Kept files: unchanged, once, proven, and never half."""

import hmac
import io
import os
import random
import stat
import sys
import tracemalloc
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.store.chunks import PIECE
from desktop.store.errors import SourceChanged, SourceUnusable, StoreError, StoreUnreadable
from desktop.store.files import FileKeys, FileStore, run, stored_name
from desktop.store.files_conversion import convert_files
from desktop.store.references import list_of, needed, read_list, write_list
from tests.store.children import run as run_child
from tests.store.children import start


class Keys(NamedTuple):
    files: bytes = bytes(range(32))
    names: bytes = bytes(range(32, 64))


KEYS = Keys()
MARKER = "绝不能漏出来的字".encode()


@pytest.fixture(params=["plain", "vault"])
def keys(request: pytest.FixtureRequest) -> FileKeys | None:
    return None if request.param == "plain" else KEYS


@pytest.fixture
def store(tmp_path: Path, keys: FileKeys | None) -> FileStore:
    return FileStore(tmp_path, keys)


def content(store: FileStore, digest: str) -> bytes:
    with store.open(digest) as stream:
        return stream.read()


def lying_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("size", [0, 1, PIECE, 2 * PIECE + 7])
def test_a_file_comes_back_as_it_was(store: FileStore, tmp_path: Path, size: int) -> None:
    data = random.Random(size).randbytes(size)
    source = tmp_path / "原件.jpg"
    source.write_bytes(data)
    stored = store.add(source)
    assert stored == (sha256(data).hexdigest(), size, True)
    assert content(store, stored.sha256) == data
    assert store.size(stored.sha256) == size
    assert source.read_bytes() == data
    store.verify(stored.sha256)
    if sys.platform != "win32":
        path = store.path(store.names()[0])
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_same_file_twice_costs_nothing(store: FileStore) -> None:
    first = store.add(io.BytesIO(MARKER))
    before = store.path(store.names()[0]).stat()
    second = store.add(io.BytesIO(MARKER))
    assert (first.new, second.new) == (True, False)
    assert first.sha256 == second.sha256
    after = store.path(store.names()[0]).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert len(lying_in(store.folder)) == 1


def test_with_a_vault_neither_bytes_nor_name_tell_what_it_is(tmp_path: Path) -> None:
    store = FileStore(tmp_path, KEYS)
    stored = store.add(io.BytesIO(MARKER * 100))
    (name,) = lying_in(store.folder)
    assert stored.sha256 not in name
    expected = hmac.new(KEYS.names, bytes.fromhex(stored.sha256), "sha256").hexdigest()
    assert name == f"{expected}.sealed"
    assert MARKER not in (store.folder / name).read_bytes()


def test_a_damaged_one_is_replaced_when_it_is_added_again(store: FileStore) -> None:
    stored = store.add(io.BytesIO(MARKER))
    path = store.path(store.names()[0])
    broken = bytearray(path.read_bytes())
    broken[-20] ^= 1
    path.write_bytes(broken)
    with pytest.raises(StoreUnreadable):
        store.verify(stored.sha256)
    assert not store.add(io.BytesIO(MARKER)).new
    store.verify(stored.sha256)


def test_every_flipped_byte_is_found(store: FileStore) -> None:
    data = random.Random(3).randbytes(700)
    stored = store.add(io.BytesIO(data))
    path = store.path(store.names()[0])
    good = path.read_bytes()
    for spot in range(len(good)):
        broken = bytearray(good)
        broken[spot] ^= 0x40
        path.write_bytes(broken)
        for look in (store.verify, lambda digest: content(store, digest)):
            with pytest.raises(StoreError):
                look(stored.sha256)
        with pytest.raises(StoreError):
            run(store.contents(path.name))
    for cut in (0, 1, len(good) // 2, len(good) - 1):
        path.write_bytes(good[:cut])
        with pytest.raises(StoreError):
            store.verify(stored.sha256)
    path.write_bytes(good + b"\0")
    with pytest.raises(StoreError):
        store.verify(stored.sha256)


def test_two_files_that_changed_places_are_found(store: FileStore) -> None:
    one, other = store.add(io.BytesIO(b"one")), store.add(io.BytesIO(b"two"))
    here, there = (store.path(name) for name in store.names())
    first, second = here.read_bytes(), there.read_bytes()
    here.write_bytes(second)
    there.write_bytes(first)
    for stored in (one, other):
        with pytest.raises(StoreUnreadable):
            store.verify(stored.sha256)
    for name in store.names():
        with pytest.raises(StoreUnreadable):
            run(store.contents(name))


def test_cancelling_leaves_nothing(store: FileStore) -> None:
    steps = store.adding(io.BytesIO(bytes(5 * PIECE)))
    assert [next(steps), next(steps)] == [PIECE, 2 * PIECE]
    assert len(lying_in(store.folder)) == 1
    steps.close()
    assert lying_in(store.folder) == []


def test_a_source_that_changes_meanwhile_is_refused(store: FileStore, tmp_path: Path) -> None:
    source = tmp_path / "growing"
    source.write_bytes(bytes(2 * PIECE))
    steps = store.adding(source)
    next(steps)
    with source.open("ab") as file:
        file.write(b"more")
    with pytest.raises(SourceChanged):
        run(steps)
    assert lying_in(store.folder) == []


def odd_sources(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "nowhere"
    yield tmp_path
    yield Path("nul\0name")
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
        yield tmp_path / "pipe"
        (tmp_path / "file").touch()
        (tmp_path / "link").symlink_to(tmp_path / "file")
        yield tmp_path / "link"
        yield Path("/dev/zero")


def test_what_is_no_ordinary_file_is_refused(store: FileStore, tmp_path: Path) -> None:
    for source in odd_sources(tmp_path):
        with pytest.raises(SourceUnusable):
            store.add(source)
    assert lying_in(store.folder) == []


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_sum_is_a_name(store: FileStore, digest: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  Any; it is a mistake of the caller.
        store.has(digest)


def test_what_is_not_there_is_a_problem(store: FileStore) -> None:
    with pytest.raises(StoreError):
        store.verify("0" * 64)
    assert not store.has("0" * 64)


def test_what_a_copy_needs_is_put_aside(store: FileStore, tmp_path: Path) -> None:
    kept, gone = store.add(io.BytesIO(b"kept")), store.add(io.BytesIO(b"gone"))
    names = dict.fromkeys(store.names())
    with store.open(kept.sha256) as stream:
        assert stream.read() == b"kept"
    (name,) = {name for name in names if run(store.contents(name)) == kept.sha256}
    store.remove(kept.sha256, frozenset({name}))
    store.remove(gone.sha256, frozenset({name}))
    assert store.names() == []
    assert lying_in(tmp_path / "backups" / "files") == [name]
    assert run(store.contents(name)) == kept.sha256
    store.remove(gone.sha256, frozenset())


def test_memory_does_not_grow_with_the_file(store: FileStore, tmp_path: Path) -> None:
    source = tmp_path / "large"
    with source.open("wb") as file:
        file.truncate(48 * PIECE)
    store.add(io.BytesIO(b"warm"))
    tracemalloc.start()
    store.add(source)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10 * PIECE


# --- Conversion -----------------------------------------------------------------------------------


def filled(folder: Path, keys: FileKeys | None) -> dict[str, bytes]:
    store = FileStore(folder, keys)
    contents = [MARKER * count for count in (1, 2, 3)] + [bytes(2 * PIECE), b""]
    stored = {store.add(io.BytesIO(data)).sha256: data for data in contents}
    aside = next(iter(stored))
    name = stored_name(aside, keys)
    write_list(list_of(folder / "backups" / "hour-20261122T03Z.sqlite"), [*store.names()])
    store.remove(aside, frozenset({name}))
    return stored


def everything(folder: Path, keys: FileKeys | None) -> dict[str, bytes]:
    store = FileStore(folder, keys)
    names = read_list(list_of(folder / "backups" / "hour-20261122T03Z.sqlite"))
    assert names is not None
    found = {}
    for name in names:
        pieces = store.contents(name)
        data = bytearray()
        while True:
            try:
                data += next(pieces)
            except StopIteration as end:
                found[end.value] = bytes(data)
                break
    return found


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def make_folder(folder: Path) -> Path:
    (folder / "backups").mkdir(parents=True)
    return folder


def test_files_are_converted_there_and_back(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "data")
    stored = filled(folder, None)
    assert run(convert_files(folder, KEYS, encrypt=True)) == ()
    assert MARKER not in all_bytes(folder)
    names = {path.name for path in folder.rglob("*")}
    assert not names & set(stored)
    assert everything(folder, KEYS) == stored
    assert run(convert_files(folder, KEYS, encrypt=False)) == ()
    assert everything(folder, None) == stored
    assert {len(path.name) for path in (folder / "files").iterdir()} == {64}


@pytest.mark.parametrize("encrypt", [True, False])
def test_a_conversion_goes_on_where_it_was_stopped(tmp_path: Path, encrypt: bool) -> None:
    steps = 0
    while True:
        folder = make_folder(tmp_path / str(steps))
        stored = filled(folder, None if encrypt else KEYS)
        work = convert_files(folder, KEYS, encrypt=encrypt)
        ended = False
        for _ in range(steps):
            ended = next(work, "end") == "end"
        work.close()
        assert run(convert_files(folder, KEYS, encrypt=encrypt)) == ()
        assert everything(folder, KEYS if encrypt else None) == stored
        if ended:
            break
        steps += 1
    assert steps > 5


def test_in_the_middle_of_a_conversion_every_file_is_there(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    stored = filled(folder, None)
    (aside,) = (path.name for path in (folder / "backups" / "files").iterdir())
    work = convert_files(folder, KEYS, encrypt=True)
    for _ in range(3):
        next(work)
    work.close()
    store = FileStore(folder, KEYS)
    assert {name.endswith(".sealed") for name in store.names()} == {True, False}
    for digest in stored.keys() - {aside}:
        store.verify(digest)
        assert store.size(digest) == len(stored[digest])
        assert not store.add(io.BytesIO(stored[digest])).new
    assert {run(store.contents(name)) for name in store.names()} == stored.keys() - {aside}


def test_what_is_damaged_is_left_or_encrypted_but_never_lost(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    store = FileStore(folder)
    stored = store.add(io.BytesIO(MARKER))
    (folder / "files" / stored.sha256).write_bytes(MARKER + b"?")
    assert run(convert_files(folder, KEYS, encrypt=True)) == ()
    assert MARKER not in all_bytes(folder)
    with pytest.raises(StoreUnreadable):
        FileStore(folder, KEYS).verify(stored.sha256)
    (name,) = FileStore(folder, KEYS).names()
    left = run(convert_files(folder, KEYS, encrypt=False))
    assert left == (folder / "files" / name,)
    assert lying_in(folder / "files") == [name]


CONVERT = """
import sys
from pathlib import Path
from desktop.store.files import run
from desktop.store.files_conversion import convert_files
from tests.store.test_files import KEYS
print("here", flush=True)
while True:
    for encrypt in (True, False):
        for _ in convert_files(Path(sys.argv[1]), KEYS, encrypt=encrypt):
            print(encrypt, flush=True)
"""


def test_a_kill_in_the_middle_of_a_conversion_loses_nothing(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    stored = filled(folder, None)
    dice = random.Random(7)
    for _ in range(6):
        with start(CONVERT, str(folder)) as child:
            assert child.stdout is not None
            for _ in range(dice.randint(1, 30)):
                child.stdout.readline()
            child.kill()
        encrypt = bool(dice.randrange(2))
        assert run(convert_files(folder, KEYS, encrypt=encrypt)) == ()
        assert everything(folder, KEYS if encrypt else None) == stored
        if encrypt:
            assert MARKER not in all_bytes(folder)


# --- Hardship -------------------------------------------------------------------------------------

ADD = """
import os, sys
from pathlib import Path
from desktop.store.files import FileStore
from tests.store.test_files import KEYS
store = FileStore(Path(sys.argv[1]), KEYS if sys.argv[2] == "vault" else None)
import io
print("here", flush=True)
number = 0
while True:
    number += 1
    stored = store.add(io.BytesIO(str(number).encode() * 100_000))
    print(stored.sha256, flush=True)
"""


def test_a_kill_leaves_no_half_file_and_loses_none(tmp_path: Path, keys: FileKeys | None) -> None:
    dice = random.Random(7)
    told: set[str] = set()
    for _ in range(6):
        with start(ADD, str(tmp_path), "vault" if keys else "plain") as child:
            assert child.stdout is not None
            for _ in range(dice.randint(1, 25)):
                told.add(child.stdout.readline().strip())
            child.kill()
        store = FileStore(tmp_path, keys)
        store.sweep()
        assert all(len(name) >= 64 and ".part" not in name for name in lying_in(store.folder))
        for digest in told - {"here"}:
            store.verify(digest)
        for name in store.names():
            run(store.contents(name))


STARVED = """
import io, resource, sys
from pathlib import Path
from desktop.store.errors import StoreError
from desktop.store.files import FileStore
from tests.store.test_files import KEYS
store = FileStore(Path(sys.argv[1]), KEYS if sys.argv[2] == "vault" else None)
small = store.add(io.BytesIO(b"small"))
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, most))
try:
    store.add(io.BytesIO(bytes(3_000_000)))
except StoreError as error:
    print(type(error).__name__)
store.verify(small.sha256)
print(len(list(store.folder.iterdir())))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
def test_a_full_disk_leaves_nothing_half(tmp_path: Path, keys: FileKeys | None) -> None:
    lines = run_child(STARVED, str(tmp_path), "vault" if keys else "plain")
    assert lines == ["StoreFull", "1"]


def test_a_list_is_whole_or_unknown(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    path = list_of(folder / "backups" / "hour-20261122T03Z.sqlite")
    names = [f"{number:064x}" for number in range(3)]
    write_list(path, names)
    assert needed(folder) == frozenset(names)
    good = path.read_bytes()
    for cut in range(len(good)):
        path.write_bytes(good[:cut])
        assert read_list(path) is None
    assert needed(folder) is None
    path.write_bytes(good.replace(b"1", b"2", 1))
    assert read_list(path) is None
