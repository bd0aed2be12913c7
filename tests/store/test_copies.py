"""Copies by the hour: whole, checked, private, not too many, and never in the way."""

import io
import random
import stat
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.progress import PERSON
from desktop.store.copies import (
    USUAL_LIMIT,
    copy_hour,
    copy_of_hour,
    finished_copies,
    holding,
    is_recent,
    thin_out,
)
from desktop.store.database import FILE_NAME, Database, open_database
from desktop.store.driver import READ_WRITE, connect
from desktop.store.errors import StoreForeign, StoreNewer, StoreUnreadable
from desktop.store.files import FileStore
from desktop.store.migrations import STEPS
from desktop.store.notes import NoteStore
from desktop.store.references import list_of, needed, read_list
from desktop.store.settings import SettingStore
from desktop.store.soundness import examine
from tests.store.children import run, start

NOW = datetime(2026, 11, 22, 3, 15, tzinfo=UTC)
COPY = "hour-20261122T03Z.sqlite"


def copy_all(database: Database, now: datetime = NOW, limit: int = USUAL_LIMIT) -> int:
    return sum(1 for _ in copy_hour(database, now, limit))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def opened_copy(folder: Path, tmp_path: Path) -> Database:
    restored = tmp_path / "restored"
    restored.mkdir()
    (restored / FILE_NAME).write_bytes(copy_of_hour(folder, NOW).read_bytes())
    return open_database(restored, NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_a_copy_holds_everything_even_what_is_only_in_the_log(folder: Path, tmp_path: Path) -> None:
    database = open_database(folder, NOW)
    SettingStore(database).put({"a": "1"})
    copy_all(database)
    database.close()
    assert names(folder) == [COPY]
    if sys.platform != "win32":
        assert stat.S_IMODE(copy_of_hour(folder, NOW).stat().st_mode) == 0o600
    copy = opened_copy(folder, tmp_path)
    assert SettingStore(copy).all() == {"a": "1"}
    copy.close()


def test_what_is_written_meanwhile_gets_into_the_copy(folder: Path, tmp_path: Path) -> None:
    database = open_database(folder, NOW)
    notes = NoteStore(database)
    for number in range(200):
        notes.put(f"s-{number}", PERSON, "字" * 1000, "2026-11-22T03:00:00Z")
    pieces = 0
    for pieces, _ in enumerate(copy_hour(database, NOW), 1):
        notes.put(f"s-{pieces}", PERSON, f"改过 {pieces}", "2026-11-22T03:15:00Z")
    assert pieces > 5
    database.close()
    copy = opened_copy(folder, tmp_path)
    # Only what came after the last piece was copied is missing.
    for number in range(1, 4):
        assert NoteStore(copy).get(f"s-{number}", PERSON) == f"改过 {number}"
    copy.close()


def test_a_copy_that_is_given_up_leaves_the_one_before(folder: Path) -> None:
    database = open_database(folder, NOW)
    copy_all(database)
    before = copy_of_hour(folder, NOW).read_bytes()
    SettingStore(database).put({"a": "1"})
    unfinished = copy_hour(database, NOW)
    next(unfinished)
    unfinished.close()
    assert names(folder) == [COPY]
    assert copy_of_hour(folder, NOW).read_bytes() == before
    database.close()


def copies_at(folder: Path, moments: list[datetime], limit: int = USUAL_LIMIT) -> list[datetime]:
    """Which copies are left when one was made at each of these times."""
    database = open_database(folder, NOW)
    for moment in moments:
        copy_all(database, moment, limit)
    database.close()
    return [copy.moment for copy in finished_copies(folder)]


def hours_from(start: datetime, number: int, step: timedelta) -> list[datetime]:
    return [start + step * count for count in range(number)]


def test_hours_days_and_weeks_are_kept(folder: Path) -> None:
    first = datetime(2026, 9, 1, 12, tzinfo=UTC)
    database = open_database(folder, NOW)
    copy_all(database, first)
    database.close()
    made = copy_of_hour(folder, first).read_bytes()
    moments = hours_from(first, 24 * 80, timedelta(hours=1))
    for moment in moments:
        copy_of_hour(folder, moment).write_bytes(made)
    thin_out(folder, USUAL_LIMIT)
    left = [copy.moment for copy in finished_copies(folder)]
    assert left[:24] == moments[:-25:-1]
    last = moments[-1]
    days = [moment for moment in left if moment.hour == 23 or moment == last]
    assert len({moment.date() for moment in left if moment > last - timedelta(days=7)}) == 7
    assert len({moment.isocalendar()[:2] for moment in left}) == 8
    assert len(left) <= 24 + 7 + 8
    assert set(left) - set(left[:24]) <= set(days)


def test_a_clock_that_was_ahead_does_not_push_the_others_out(folder: Path) -> None:
    ahead = datetime(2099, 1, 1, tzinfo=UTC)
    moments = hours_from(NOW, 30, timedelta(hours=1))
    left = copies_at(folder, [ahead, *moments])
    assert ahead.replace(minute=0) in left, "as the newest of its day"
    assert left[1:25] == [moment.replace(minute=0) for moment in moments[:-25:-1]]


def test_a_clock_that_falls_back_costs_no_copy(folder: Path) -> None:
    moments = hours_from(NOW, 10, timedelta(hours=1))
    left = copies_at(folder, [*moments, datetime(1980, 1, 1, tzinfo=UTC)])
    assert len(left) == 11


def test_the_oldest_go_when_there_is_no_room_but_never_the_newest(folder: Path) -> None:
    moments = hours_from(NOW, 6, timedelta(hours=1))
    copies_at(folder, moments)
    size = finished_copies(folder)[0].path.stat().st_size
    thin_out(folder, 3 * size)
    newest = [moment.replace(minute=0) for moment in moments]
    assert [copy.moment for copy in finished_copies(folder)] == newest[:-4:-1]
    assert holding(folder, 3 * size).size == 3 * size
    thin_out(folder, 0)
    assert [copy.moment for copy in finished_copies(folder)] == newest[-1:]
    assert copies_at(folder, [NOW - timedelta(days=1)], limit=0) == [
        NOW.replace(minute=0) - timedelta(days=1)
    ], "what was just made, whatever the clock says"


def test_copies_made_by_the_day_count_too(folder: Path) -> None:
    copies_at(folder, [NOW])
    made = copy_of_hour(folder, NOW).read_bytes()
    for day in range(1, 30):
        (folder / "backups" / f"day-2026-10-{day:02}.sqlite").write_bytes(made)
    thin_out(folder, USUAL_LIMIT)
    left = [copy.moment.date() for copy in finished_copies(folder)]
    weeks = [date(2026, 10, 4)]
    assert left == [NOW.date(), *(date(2026, 10, day) for day in range(29, 6, -1)), *weeks]
    found = holding(folder, USUAL_LIMIT)
    assert (found.number, found.size) == (25, 25 * len(made))
    assert (found.newest, found.oldest) == (
        NOW.replace(minute=0),
        datetime(2026, 10, 4, 12, tzinfo=UTC),
    )


def test_a_file_stays_until_no_copy_needs_it(folder: Path) -> None:
    database = open_database(folder, NOW)
    store = FileStore(folder)
    old = store.add(io.BytesIO(b"old"))
    copy_all(database)
    both = needed(folder)
    assert both is not None
    store.remove(old.sha256, both)
    new = store.add(io.BytesIO(b"new"))
    copy_all(database, NOW + timedelta(hours=1))
    assert read_list(list_of(copy_of_hour(folder, NOW))) == {old.sha256}
    assert needed(folder) == {old.sha256, new.sha256}
    assert store.path(old.sha256).read_bytes() == b"old"
    size = finished_copies(folder)[0].path.stat().st_size
    lists = sum(path.stat().st_size for path in (folder / "backups").glob("*.files"))
    assert holding(folder, 0).size == 2 * size + lists + len(b"old")
    thin_out(folder, size)
    assert names(folder) == ["files", "hour-20261122T04Z.files", "hour-20261122T04Z.sqlite"]
    assert not store.path(old.sha256).exists()
    store.verify(new.sha256)
    database.close()


def test_a_damaged_list_deletes_nothing(folder: Path) -> None:
    database = open_database(folder, NOW)
    store = FileStore(folder)
    old = store.add(io.BytesIO(b"old"))
    copy_all(database)
    store.remove(old.sha256, frozenset({old.sha256}))
    list_of(copy_of_hour(folder, NOW)).write_text("", encoding="ascii")
    copy_all(database, NOW + timedelta(hours=1))
    assert store.path(old.sha256).read_bytes() == b"old"
    database.close()


def test_what_was_put_aside_is_told_apart(folder: Path) -> None:
    copies_at(folder, [NOW])
    damaged = folder / "backups" / "damaged-20261122T031500Z"
    damaged.mkdir()
    (damaged / "anxin.sqlite").write_bytes(b"x" * 1000)
    (folder / "backups" / "before-20261122T031500Z.anxin").write_bytes(b"x" * 500)
    found = holding(folder, 0)
    assert (found.number, found.before, found.aside) == (1, 1, 1000)
    assert found.size == copy_of_hour(folder, NOW).stat().st_size + 500


def test_of_exports_from_before_a_restore_the_newest_are_kept_within_the_limit(
    folder: Path,
) -> None:
    copies_at(folder, [NOW, NOW + timedelta(hours=3)])
    for day in range(10, 16):
        (folder / "backups" / f"before-202611{day}T031500Z.anxin").write_bytes(b"x" * 500)
    (folder / "backups" / "before-mine.anxin").write_bytes(b"not ours")
    thin_out(folder, USUAL_LIMIT)
    found = holding(folder, USUAL_LIMIT)
    assert (found.number, found.before) == (2, 3)
    thin_out(folder, found.size - 1)
    assert [name for name in names(folder) if name.startswith("before-2")] == [
        "before-20261114T031500Z.anxin",
        "before-20261115T031500Z.anxin",
    ]
    thin_out(folder, 0)
    left = holding(folder, 0)
    assert (left.number, left.before) == (1, 0)
    assert "before-mine.anxin" in names(folder)


def test_a_folder_without_copies(folder: Path) -> None:
    thin_out(folder, 0)
    assert holding(folder, 5) == (0, 0, 0, None, None, 5, 0)


def test_only_a_copy_of_this_hour_is_recent(folder: Path) -> None:
    copies_at(folder, [NOW])
    assert is_recent(folder, NOW + timedelta(minutes=44))
    assert not is_recent(folder, NOW + timedelta(minutes=45))
    assert not is_recent(folder, NOW - timedelta(minutes=16))


COPIES = """
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from desktop.store.copies import copy_hour
from desktop.store.database import open_database
from desktop.store.settings import SettingStore
now = datetime(2026, 11, 22, 3, tzinfo=UTC) + timedelta(hours=int(sys.argv[2]))
database = open_database(Path(sys.argv[1]), now)
SettingStore(database).put({"filling": "x" * 2_000_000})
print("here", flush=True)
while True:
    now += timedelta(hours=1)
    SettingStore(database).put({"now": now.isoformat()})
    for _ in copy_hour(database, now, 40_000_000):
        pass
    print(now.isoformat(), flush=True)
"""


def test_a_kill_while_copying_leaves_only_whole_copies(folder: Path) -> None:
    dice = random.Random(7)
    for round_ in range(6):
        with start(COPIES, str(folder), str(round_ * 100)) as child:
            assert child.stdout is not None
            times = dice.randint(1, 12)
            for _ in range(times):
                child.stdout.readline()
            child.kill()
        copies = finished_copies(folder)
        assert copies or times == 1
        for copy in copies:
            examine(copy.path, len(STEPS))
    database = open_database(folder, NOW)
    copy_all(database, NOW + timedelta(days=100))
    assert not list((folder / "backups").glob("*.part"))
    database.close()


def test_other_files_beside_the_copies_stay(folder: Path) -> None:
    database = open_database(folder, NOW)
    (folder / "backups").mkdir()
    for name in ("v1-20261101T000000Z.sqlite", "我的.sqlite", "hour-20261122T02Z.part"):
        (folder / "backups" / name).touch()
    copy_all(database)
    database.close()
    assert names(folder) == [
        COPY,
        "v1-20261101T000000Z.sqlite",
        "我的.sqlite",
    ]


def test_a_copy_of_damage_is_not_kept(folder: Path) -> None:
    database = open_database(folder, NOW)
    for number in range(40):
        NoteStore(database).put(f"s-{number}", PERSON, "字" * 3000, "")
    copy_all(database)
    database.close()
    good = copy_of_hour(folder, NOW).read_bytes()
    database = open_database(folder, NOW)
    with (folder / FILE_NAME).open("r+b") as file:
        file.seek(-100_000, 2)
        file.write(b"\xff" * 100_000)
    database.rows("PRAGMA shrink_memory")  # What it has in memory is not damaged.
    with pytest.raises(StoreUnreadable):
        copy_all(database)
    assert names(folder) == [COPY]
    assert copy_of_hour(folder, NOW).read_bytes() == good
    database.close()


def test_a_look_says_what_is_wrong_and_changes_nothing(tmp_path: Path) -> None:
    open_database(tmp_path, NOW).close()
    path = tmp_path / FILE_NAME
    before = path.read_bytes()
    assert examine(path, len(STEPS)).as_of == ""
    with pytest.raises(StoreNewer):
        examine(path, len(STEPS) - 1)
    path.write_bytes(before[:68] + b"\0\0\0\7" + before[72:])
    with pytest.raises(StoreUnreadable):  # Nothing that wrote a checksum wrote this.
        examine(path, len(STEPS))
    path.write_bytes(before)
    connection = connect(path, READ_WRITE)
    connection.pragma("application_id", 7)
    connection.close()
    with pytest.raises(StoreForeign):
        examine(path, len(STEPS))
    path.write_bytes(b"junk" * 100)
    with pytest.raises(StoreUnreadable):
        examine(path, len(STEPS))


STARVED = """
import resource, sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from desktop.store.copies import copy_hour
from desktop.store.database import open_database
from desktop.store.errors import StoreError
from desktop.store.settings import SettingStore
folder = Path(sys.argv[1])
database = open_database(folder, datetime(2026, 11, 22, tzinfo=UTC))
SettingStore(database).put({"before": "kept"})
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (9000, most))
try:
    for _ in copy_hour(database, datetime(2026, 11, 22, tzinfo=UTC)):
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
        "StoreFull hour-20261122T00Z.part",
        "{'before': 'kept'} []",
    ]
    database = open_database(folder, NOW)
    assert SettingStore(database).all() == {"before": "kept", "after": "kept"}
    database.close()
