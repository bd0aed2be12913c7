"""The copy of a day: whole, checked, private, seven of them, and never in the way."""

import stat
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop.domain.progress import PERSON
from desktop.store.copies import copy_day, copy_of_day, examine
from desktop.store.database import FILE_NAME, Database, open_database
from desktop.store.errors import StoreForeign, StoreNewer, StoreUnreadable
from desktop.store.migrations import STEPS
from desktop.store.notes import NoteStore
from desktop.store.settings import SettingStore
from tests.store.children import run

NOW = datetime(2026, 11, 22, 3, 15, tzinfo=UTC)
DAY = date(2026, 11, 22)


def copy_all(database: Database, day: date = DAY) -> int:
    return sum(1 for _ in copy_day(database, day))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def opened_copy(folder: Path, tmp_path: Path) -> Database:
    restored = tmp_path / "restored"
    restored.mkdir()
    (restored / FILE_NAME).write_bytes(copy_of_day(folder, DAY).read_bytes())
    return open_database(restored, NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_a_copy_holds_everything_even_what_is_only_in_the_log(folder: Path, tmp_path: Path) -> None:
    database = open_database(folder, NOW)
    SettingStore(database).put({"a": "1"})
    copy_all(database)
    database.close()
    assert names(folder) == ["day-2026-11-22.sqlite"]
    if sys.platform != "win32":
        assert stat.S_IMODE(copy_of_day(folder, DAY).stat().st_mode) == 0o600
    copy = opened_copy(folder, tmp_path)
    assert SettingStore(copy).all() == {"a": "1"}
    copy.close()


def test_what_is_written_meanwhile_gets_into_the_copy(folder: Path, tmp_path: Path) -> None:
    database = open_database(folder, NOW)
    notes = NoteStore(database)
    for number in range(200):
        notes.put(f"s-{number}", PERSON, "字" * 1000, "2026-11-22T03:00:00Z")
    pieces = 0
    for pieces, _ in enumerate(copy_day(database, DAY), 1):
        notes.put(f"s-{pieces}", PERSON, f"改过 {pieces}", "2026-11-22T03:15:00Z")
    assert pieces > 5
    database.close()
    copy = opened_copy(folder, tmp_path)
    # Only what came after the last piece was copied is missing.
    assert NoteStore(copy).get("s-1", PERSON) == "改过 1"
    assert NoteStore(copy).get(f"s-{pieces - 3}", PERSON) == f"改过 {pieces - 3}"
    copy.close()


def test_a_copy_that_is_given_up_leaves_the_one_before(folder: Path) -> None:
    database = open_database(folder, NOW)
    copy_all(database)
    before = copy_of_day(folder, DAY).read_bytes()
    SettingStore(database).put({"a": "1"})
    unfinished = copy_day(database, DAY)
    next(unfinished)
    unfinished.close()
    assert names(folder) == ["day-2026-11-22.sqlite"]
    assert copy_of_day(folder, DAY).read_bytes() == before
    database.close()


def test_seven_days_are_kept_and_wrong_clocks_do_not_push_them_out(folder: Path) -> None:
    database = open_database(folder, NOW)
    copy_all(database, date(2099, 1, 1))
    for day in range(1, 12):
        copy_all(database, date(2026, 11, day))
    database.close()
    assert names(folder) == [f"day-2026-11-{day:02}.sqlite" for day in range(5, 12)]


def test_other_files_beside_the_copies_stay(folder: Path) -> None:
    database = open_database(folder, NOW)
    (folder / "backups").mkdir()
    for name in ("v1-20261101T000000Z.sqlite", "我的.sqlite", "day-2026-11-20.part"):
        (folder / "backups" / name).touch()
    copy_all(database)
    database.close()
    assert names(folder) == [
        "day-2026-11-22.sqlite",
        "v1-20261101T000000Z.sqlite",
        "我的.sqlite",
    ]


def test_a_copy_of_damage_is_not_kept(folder: Path) -> None:
    database = open_database(folder, NOW)
    for number in range(40):
        NoteStore(database).put(f"s-{number}", PERSON, "字" * 3000, "")
    copy_all(database)
    database.close()
    good = copy_of_day(folder, DAY).read_bytes()
    database = open_database(folder, NOW)
    with (folder / FILE_NAME).open("r+b") as file:
        file.seek(-100_000, 2)
        file.write(b"\xff" * 100_000)
    database.rows("PRAGMA shrink_memory")  # What it has in memory is not damaged.
    with pytest.raises(StoreUnreadable):
        copy_all(database)
    assert names(folder) == ["day-2026-11-22.sqlite"]
    assert copy_of_day(folder, DAY).read_bytes() == good
    database.close()


def test_a_look_says_what_is_wrong_and_changes_nothing(tmp_path: Path) -> None:
    open_database(tmp_path, NOW).close()
    path = tmp_path / FILE_NAME
    before = path.read_bytes()
    assert examine(path, len(STEPS)).as_of == ""
    with pytest.raises(StoreNewer):
        examine(path, len(STEPS) - 1)
    path.write_bytes(before[:68] + b"\0\0\0\7" + before[72:])
    with pytest.raises(StoreForeign):
        examine(path, len(STEPS))
    path.write_bytes(b"junk" * 100)
    with pytest.raises(StoreUnreadable):
        examine(path, len(STEPS))


STARVED = """
import resource, sys
from datetime import UTC, date, datetime
from pathlib import Path
from desktop.store.copies import copy_day
from desktop.store.database import open_database
from desktop.store.errors import StoreError
from desktop.store.settings import SettingStore
folder = Path(sys.argv[1])
database = open_database(folder, datetime(2026, 11, 22, tzinfo=UTC))
SettingStore(database).put({"before": "kept"})
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (9000, most))
try:
    for _ in copy_day(database, date(2026, 11, 22)):
        pass
except StoreError as error:
    print(type(error).__name__, error.path.name)
print(SettingStore(database).all(), list((folder / "backups").iterdir()))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
SettingStore(database).put({"after": "kept"})
database.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
def test_a_disk_too_full_for_a_copy_harms_nothing(folder: Path) -> None:
    assert run(STARVED, str(folder)) == [
        "StoreFull day-2026-11-22.part",
        "{'before': 'kept'} []",
    ]
    database = open_database(folder, NOW)
    assert SettingStore(database).all() == {"before": "kept", "after": "kept"}
    database.close()
