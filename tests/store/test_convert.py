"""Turning the vault on and off: everything stays, nothing plain is left, whatever interrupts it."""

import os
import random
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import apsw
import pytest

from desktop.domain.history import Act, Deed
from desktop.domain.progress import PERSON
from desktop.domain.vault import Progress, VaultState, Work
from desktop.store import driver
from desktop.store.aside import Pace
from desktop.store.convert import give_up_keys, turn_off, turn_on
from desktop.store.copies import copy_hour
from desktop.store.database import (
    FILE_NAME,
    KEY_FILE,
    Database,
    has_key_file,
    is_locked,
    open_database,
)
from desktop.store.digest import digest
from desktop.store.driver import READ_ONLY, connect, is_encrypted
from desktop.store.errors import StoreLocked, StoreUnreadable
from desktop.store.export import exporting, prove
from desktop.store.files import FileStore
from desktop.store.journal import JournalStore
from desktop.store.kept_aside import plain_left
from desktop.store.keys import KeyFile, Keys, new_code, new_vault, open_by_code, read_key_file
from desktop.store.migrations import STEPS
from desktop.store.notes import NoteStore
from desktop.store.recovery import recover
from desktop.store.soundness import examine
from tests.store.children import run, start

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
MARK = "碰不得的字 marker-7f3a"
WHOLE, CUT = "before-20261101T000000Z.anxin", "before-20261102T000000Z.anxin"
CODE = new_code()
CONTENT = MARK.encode() * 50_000


@pytest.fixture(scope="module")
def vault() -> tuple[Keys, KeyFile]:
    return new_vault("三只猫 sleep on 屋顶", CODE, date(2026, 11, 22))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = filled(tmp_path)
    yield opened
    opened.close()


def filled(folder: Path) -> Database:
    """A folder with a bit of everything that lies about in a used one."""
    database = open_database(folder, NOW)
    notes = NoteStore(database)
    for number in range(40):
        notes.put(f"s-{number:05}", PERSON, f"{MARK} {number}", "2026-11-22T03:00:00Z")
    for hour in (3, 4):
        for _ in copy_hour(database, NOW.replace(hour=hour)):
            pass
    backups = folder / "backups"
    (backups / "damaged-20261101T000000Z").mkdir()
    (backups / "damaged-20261101T000000Z" / FILE_NAME).write_bytes(MARK.encode() * 999)
    (backups / "v9-20261101T000000Z.sqlite").write_bytes(b"SQLite format 3\0" + MARK.encode() * 99)
    (backups / "hour-20261122T01Z.part").write_bytes(MARK.encode())
    (backups / "work-abc").mkdir()
    (backups / "work-abc" / "gathered.sqlite").write_bytes(MARK.encode())
    for _ in exporting(database, backups / WHOLE, NOW, "1", None, Pace()):
        pass
    whole = (backups / WHOLE).read_bytes()
    (backups / CUT).write_bytes(whole[: whole.rindex(MARK.encode()) + 100])
    assert MARK.encode() in (backups / CUT).read_bytes()
    source = folder.parent / f"{folder.name}-source.txt"
    source.write_bytes(CONTENT)
    FileStore(folder).add(source)
    source.unlink()
    return database


def notes_in(database: Database) -> int:
    return sum(text.startswith(MARK) for (text,) in database.rows("SELECT text FROM note"))


def plain_files(folder: Path) -> list[str]:
    """Files in which the mark can be read."""
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (MARK.encode() in path.read_bytes() or MARK in path.name)
    ]


def all_of(job: Iterator[Progress]) -> list[Progress]:
    return list(job)


# --- On and off -----------------------------------------------------------------------------------


def test_on_and_off_again_leaves_everything_and_nothing_else(
    tmp_path: Path, database: Database, vault: tuple[Keys, KeyFile]
) -> None:
    before = {path.name: path.read_bytes() for path in (tmp_path / "files").iterdir()}
    assert plain_files(tmp_path)
    told = all_of(turn_on(database, *vault, NOW))
    assert {progress.work for progress in told} == set(Work)
    assert plain_files(tmp_path) == []
    assert read_key_file(tmp_path).state is VaultState.ON
    assert notes_in(database) == 40
    NoteStore(database).put("s-later", PERSON, f"{MARK} later", "2026-11-22T03:01:00Z")
    assert plain_files(tmp_path) == []
    key = vault[0].database
    backups = tmp_path / "backups"
    prove(backups / WHOLE, vault[0].export, Pace())
    assert not (backups / CUT).exists()
    assert not plain_left(tmp_path)
    for copy in tmp_path.glob("backups/hour-*.sqlite"):
        assert is_encrypted(copy)
        examine(copy, len(STEPS), key)
    all_of(turn_off(database, vault[0], read_key_file(tmp_path), NOW))
    assert notes_in(database) == 41
    assert not has_key_file(tmp_path)
    assert {path.name: path.read_bytes() for path in (tmp_path / "files").iterdir()} == before
    for copy in tmp_path.glob("backups/hour-*.sqlite"):
        examine(copy, len(STEPS))
    kept = tmp_path / "backups" / "damaged-20261101T000000Z" / FILE_NAME
    assert kept.read_bytes() == MARK.encode() * 999
    assert MARK.encode() in (backups / CUT).read_bytes()
    assert not list(tmp_path.rglob("*.part"))
    assert not list(tmp_path.rglob("*.sealed"))


def test_what_is_written_meanwhile_is_there_afterwards(
    tmp_path: Path, database: Database, vault: tuple[Keys, KeyFile]
) -> None:
    notes = NoteStore(database)
    for number, progress in enumerate(turn_on(database, *vault, NOW)):
        if progress.work is Work.DATABASE:
            notes.put(f"s-w{number:04}", PERSON, f"{MARK} written", "2026-11-22T03:00:00Z")
            written = number
    assert database.key == vault[0].database
    assert notes_in(database) > 41
    assert notes.get(f"s-w{written:04}", PERSON).startswith(MARK)
    assert plain_files(tmp_path) == []


def test_what_comes_to_lie_there_plain_is_noticed_and_encrypted(
    tmp_path: Path, database: Database, vault: tuple[Keys, KeyFile]
) -> None:
    backups = tmp_path / "backups"
    export = (backups / WHOLE).read_bytes()
    all_of(turn_on(database, *vault, NOW))
    for path, content in (
        (backups / "damaged-x" / FILE_NAME, MARK.encode()),
        (backups / WHOLE, export),
        (backups / "somebody.anxin", MARK.encode()),
    ):
        assert not plain_left(tmp_path)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        assert plain_left(tmp_path)
        all_of(turn_on(database, vault[0], read_key_file(tmp_path), NOW))
        assert plain_files(tmp_path) == []
    assert read_key_file(tmp_path).state is VaultState.ON


def test_undo_works_across_the_change(tmp_path: Path, vault: tuple[Keys, KeyFile]) -> None:
    database = open_database(tmp_path, NOW)
    journal = JournalStore(database)
    act = Act(Deed.NOTE, PERSON, "s-aaaaa", "")
    with database.transaction(), journal.recording(act, "2026-11-22T03:00:00Z"):
        NoteStore(database).put("s-aaaaa", PERSON, "x", "2026-11-22T03:00:00Z")
    all_of(turn_on(database, *vault, NOW))
    journal.undo()
    assert NoteStore(database).get("s-aaaaa", PERSON) is None
    all_of(turn_off(database, vault[0], read_key_file(tmp_path), NOW))
    journal.redo()
    assert NoteStore(database).get("s-aaaaa", PERSON) == "x"
    database.close()


def test_an_encrypted_file_is_locked_without_its_key(
    tmp_path: Path, vault: tuple[Keys, KeyFile]
) -> None:
    database = filled(tmp_path)
    all_of(turn_on(database, *vault, NOW))
    database.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    assert is_locked(tmp_path)
    with pytest.raises(StoreLocked):
        open_database(tmp_path, NOW)
    with pytest.raises(StoreUnreadable):  # The key file is for this key, so it is not "wrong".
        open_database(tmp_path, NOW, key=os.urandom(32))
    assert (tmp_path / FILE_NAME).read_bytes() == before
    again = open_database(tmp_path, NOW, key=open_by_code(tmp_path, CODE).database)
    assert notes_in(again) == 40
    again.close()


def test_an_older_encrypted_file_is_backed_up_encrypted_before_it_is_changed(
    tmp_path: Path, vault: tuple[Keys, KeyFile]
) -> None:
    database = filled(tmp_path)
    all_of(turn_on(database, *vault, NOW))
    database.close()
    key = vault[0].database
    later = open_database(tmp_path, NOW, (*STEPS, "CREATE TABLE later (x TEXT) STRICT"), key)
    later.close()
    (copy,) = tmp_path.glob(f"backups/v{len(STEPS)}-*.sqlite")
    examine(copy, len(STEPS), key)
    assert plain_files(tmp_path) == []


# --- Damage ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("spoiled", ["gone", "emptied", "torn", "rows"])
def test_a_damaged_encrypted_file_is_recovered_and_stays_encrypted(
    tmp_path: Path, vault: tuple[Keys, KeyFile], spoiled: str
) -> None:
    database = filled(tmp_path)
    all_of(turn_on(database, *vault, NOW))
    database.close()
    path = tmp_path / FILE_NAME
    key = vault[0].database
    if spoiled == "gone":
        path.unlink()
    elif spoiled == "emptied":
        path.write_bytes(b"")
    else:
        whole = bytearray(path.read_bytes())
        place = 20_000 if spoiled == "rows" else 200
        whole[place : place + 100] = bytes(100)
        path.write_bytes(whole)
    assert is_locked(tmp_path)
    with pytest.raises(StoreUnreadable):
        open_database(tmp_path, NOW, key=key)
    recovered = recover(tmp_path, NOW, key=key)
    database = open_database(tmp_path, NOW, key=key)
    assert notes_in(database) == 40, recovered
    database.close()
    assert is_encrypted(path)
    assert plain_files(tmp_path) == []


def test_a_plain_copy_becomes_an_encrypted_file_where_there_is_a_key(
    tmp_path: Path, vault: tuple[Keys, KeyFile]
) -> None:
    database = filled(tmp_path)
    plain = tmp_path / "backups" / "hour-20261122T04Z.sqlite"
    before = plain.read_bytes()
    all_of(turn_on(database, *vault, NOW))
    database.close()
    for copy in tmp_path.glob("backups/*.sqlite"):
        copy.unlink()
    plain.write_bytes(before)
    (tmp_path / FILE_NAME).write_bytes(b"\xff" * 9000)
    recover(tmp_path, NOW, key=vault[0].database)
    assert is_encrypted(tmp_path / FILE_NAME)


def test_a_changed_byte_of_a_plain_file_is_never_read_as_right(tmp_path: Path) -> None:
    database = filled(tmp_path)
    database.close()
    path = tmp_path / FILE_NAME
    whole = path.read_bytes()
    place = whole.index(MARK.encode())
    path.write_bytes(whole[:place] + b"X" + whole[place + 1 :])
    with pytest.raises(StoreUnreadable):
        open_database(tmp_path, NOW)
    # Without the checksums nothing would have been noticed.
    connection = apsw.Connection(str(path), apsw.SQLITE_OPEN_READWRITE, vfs=driver._BELOW)
    assert connection.pragma("integrity_check") == "ok"
    connection.close()
    recover(tmp_path, NOW)
    database = open_database(tmp_path, NOW)
    assert notes_in(database) == 40
    database.close()


def test_only_one_damaged_index_loses_no_row_without_a_copy(tmp_path: Path) -> None:
    database = open_database(tmp_path, NOW)
    for number in range(400):
        NoteStore(database).put(f"s-{number:05}", PERSON, MARK, "2026-11-22T03:00:00Z")
    ((root,),) = database.rows(
        "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'note'"
    )
    database.close()
    path = tmp_path / FILE_NAME
    whole = bytearray(path.read_bytes())
    whole[(root - 1) * 4096 + 2000] ^= 1
    path.write_bytes(whole)
    with pytest.raises(StoreUnreadable):
        open_database(tmp_path, NOW)
    recover(tmp_path, NOW)
    database = open_database(tmp_path, NOW)
    assert notes_in(database) == 400
    database.close()


def test_two_files_that_say_the_same_have_one_digest(tmp_path: Path) -> None:
    database = filled(tmp_path)
    database.close()
    other = tmp_path / "other.sqlite"
    shutil.copy(tmp_path / FILE_NAME, other)
    first, second = (connect(path, READ_ONLY) for path in (tmp_path / FILE_NAME, other))
    assert digest(first) == digest(second)
    second.close()
    second = connect(other, apsw.SQLITE_OPEN_READWRITE)
    second.execute("UPDATE note SET text = text || ' ' WHERE step = 's-00007'")
    assert digest(first) != digest(second)
    first.close()
    second.close()


# --- Kills and full disks -------------------------------------------------------------------------

CONVERTING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.domain.recovery_code import RecoveryCode
from desktop.store import driver
from desktop.store.convert import turn_off, turn_on
from desktop.store.database import is_locked, open_database
from desktop.store.journal import JournalStore
from desktop.store.keys import open_by_code, read_key_file
folder = Path(sys.argv[1])
now = datetime(2026, 11, 22, 3, tzinfo=UTC)
keys = open_by_code(folder, RecoveryCode(sys.argv[2]))
database = open_database(folder, now, key=keys.database)
convert = turn_on if sys.argv[3] == "on" else turn_off
steps = convert(database, keys, read_key_file(folder), now)
print("ready", flush=True)
for number, _ in enumerate(steps):
    print(number, flush=True)
database.close()
"""


@pytest.mark.parametrize("seed", range(12))
def test_a_kill_at_any_instant_loses_nothing_and_is_gone_on_with(
    tmp_path: Path, vault: tuple[Keys, KeyFile], seed: int
) -> None:
    keys, file = vault
    folder = tmp_path / "data"
    database = filled(folder)
    before = list(database.rows("SELECT * FROM note ORDER BY step"))
    if seed % 2:
        all_of(turn_on(database, keys, file, NOW))
    database.close()
    file_before = read_key_file(folder) if seed % 2 else file
    file_before.save(folder)
    dice = random.Random(seed)
    direction = "off" if seed % 2 else "on"
    for _ in range(4):
        if not has_key_file(folder):
            break
        with start(CONVERTING, str(folder), CODE.secret, direction) as child:
            assert child.stdout is not None
            for _ in range(dice.randint(1, 12)):
                child.stdout.readline()
            child.kill()
        locked = is_locked(folder)
        database = open_database(folder, NOW, key=keys.database if locked else None)
        assert list(database.rows("SELECT * FROM note ORDER BY step")) == before
        database.close()
    if has_key_file(folder):
        assert run(CONVERTING, str(folder), CODE.secret, direction)[-1] != "ready"
    if direction == "on":
        assert read_key_file(folder).state is VaultState.ON
        assert plain_files(folder) == []
    else:
        assert not has_key_file(folder)
        assert not list(folder.rglob("*.sealed"))
    database = open_database(folder, NOW, key=keys.database)
    assert list(database.rows("SELECT * FROM note ORDER BY step")) == before
    database.close()
    store = FileStore(folder, keys if direction == "on" else None)
    assert len(store.names()) == 1
    with store.open(sha256(CONTENT).hexdigest()) as content:
        assert content.read() == CONTENT


def test_a_key_file_that_nothing_needs_is_given_up(
    tmp_path: Path, vault: tuple[Keys, KeyFile]
) -> None:
    filled(tmp_path).close()
    vault[1].save(tmp_path)
    assert give_up_keys(tmp_path)
    assert not has_key_file(tmp_path)


def test_a_key_file_that_something_needs_stays(tmp_path: Path, vault: tuple[Keys, KeyFile]) -> None:
    keys, file = vault
    database = filled(tmp_path)
    plain = (tmp_path / "backups" / "hour-20261122T04Z.sqlite").read_bytes()
    all_of(turn_on(database, keys, file, NOW))
    database.close()
    assert not give_up_keys(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(plain)
    assert not give_up_keys(tmp_path)
    assert has_key_file(tmp_path)


FULL = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.domain.recovery_code import RecoveryCode
from desktop.store import driver
from desktop.store.convert import turn_off, turn_on
from desktop.store.database import open_database
from desktop.store.errors import StoreFull
from desktop.store.journal import JournalStore
from desktop.store.keys import open_by_code, read_key_file
folder = Path(sys.argv[1])
now = datetime(2026, 11, 22, 3, tzinfo=UTC)
keys = open_by_code(folder, RecoveryCode(sys.argv[2]))
database = open_database(folder, now, key=keys.database)
convert = turn_on if sys.argv[3] == "on" else turn_off
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
for room in (0, 500, 5_000, 20_000, 60_000, 100_000, 400_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))
    try:
        for _ in convert(database, keys, read_key_file(folder), now):
            pass
    except StoreFull:
        print("full")
    else:
        print("fine")
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    assert len(database.rows("SELECT * FROM note")) == 40
for _ in convert(database, keys, read_key_file(folder), now):
    pass
assert len(database.rows("SELECT * FROM note")) == 40
database.close()
print("done")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
@pytest.mark.parametrize("direction", ["on", "off"])
def test_a_full_disk_stops_it_and_loses_nothing(
    tmp_path: Path, vault: tuple[Keys, KeyFile], direction: str
) -> None:
    keys, file = vault
    folder = tmp_path / "data"
    database = filled(folder)
    if direction == "off":
        all_of(turn_on(database, keys, file, NOW))
    else:
        file.save(folder)
    database.close()
    lines = run(FULL, str(folder), CODE.secret, direction)
    assert lines[0] == "full"
    assert lines[-1] == "done"
    assert set(lines[:-1]) <= {"full", "fine"}
    if direction == "on":
        assert plain_files(folder) == []
    else:
        assert not has_key_file(folder)


def test_the_key_file_is_beside_the_data(tmp_path: Path, vault: tuple[Keys, KeyFile]) -> None:
    vault[1].save(tmp_path)
    assert (tmp_path / KEY_FILE).exists()


@pytest.mark.parametrize("end", ["-journal", "-wal"])
def test_the_journal_of_a_killed_conversion_does_not_get_into_the_next(
    tmp_path: Path, vault: tuple[Keys, KeyFile], end: str
) -> None:
    database = filled(tmp_path)
    all_of(turn_on(database, *vault, NOW))
    other = connect(tmp_path / "other.sqlite", driver.CREATE)
    other.execute("CREATE TABLE x (y); INSERT INTO x VALUES (1)")
    other.execute("BEGIN; UPDATE x SET y = 2; CREATE TABLE z (y)")
    other.pragma("cache_spill", 1)
    other.cache_flush()
    journal = (tmp_path / "other.sqlite-journal").read_bytes()
    other.close()
    (tmp_path / "other.sqlite").unlink()
    backups = tmp_path / "backups"
    for place in (tmp_path / f"{FILE_NAME}.new.part", backups / "hour-20261122T04Z.sqlite.part"):
        place.with_name(f"{place.name}{end}").write_bytes(journal)
    all_of(turn_off(database, vault[0], read_key_file(tmp_path), NOW))
    assert notes_in(database) == 40
    assert not list(tmp_path.rglob("*.part*"))
