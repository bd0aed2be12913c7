"""Damaged data: everything is kept aside, the best that is left takes its place, and it says so."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.domain.progress import PERSON
from desktop.domain.recovery import Recovered, Source
from desktop.store.copies import copy_hour
from desktop.store.database import FILE_NAME, open_database
from desktop.store.errors import StoreInUse, StoreNewer, StoreUnreadable
from desktop.store.migrations import STEPS
from desktop.store.notes import NoteStore
from desktop.store.recovery import recover

NOW = datetime(2026, 11, 22, 3, 15, tzinfo=UTC)
LOG = f"{FILE_NAME}-wal"
KEPT = "damaged-20261122T031500Z"
COUNT = 200


def at(minute: int) -> str:
    return f"2026-11-22T01:{minute // 60:02}:{minute % 60:02}Z"


def notes_in(folder: Path) -> dict[str, str]:
    database = open_database(folder, NOW)
    try:
        assert database.rows("PRAGMA integrity_check") == [("ok",)]
        return dict(database.rows("SELECT step, text FROM note"))
    finally:
        database.close()


def write_notes(folder: Path, first: int, last: int) -> None:
    database = open_database(folder, NOW)
    for number in range(first, last):
        NoteStore(database).put(f"s-{number}", PERSON, f"{number} " + "字" * 300, at(number))
    database.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two hundred notes; the copy of the day holds the first hundred."""
    folder = tmp_path / "data"
    write_notes(folder, 0, COUNT // 2)
    database = open_database(folder, NOW)
    for _ in copy_hour(database, datetime(2026, 11, 22, 3, tzinfo=UTC)):
        pass
    database.close()
    write_notes(folder, COUNT // 2, COUNT)
    return folder


@pytest.fixture
def running(tmp_path: Path) -> Path:
    """What a killed program leaves: two hundred notes, the last of them in the log only."""
    live = tmp_path / "live"
    write_notes(live, 0, COUNT - 20)
    database = open_database(live, NOW)
    for number in range(COUNT - 20, COUNT):
        NoteStore(database).put(f"s-{number}", PERSON, f"{number} " + "字" * 300, at(number))
    folder = tmp_path / "data"
    shutil.copytree(live, folder)
    database.close()
    return folder


def scratch(path: Path, start: int, length: int, filling: bytes = b"\xff") -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(start if start >= 0 else size + start)
        file.write(filling * length)


def refuse_then_recover(folder: Path) -> Recovered:
    """As the services do it; what was there must be found again in what is kept."""
    before = {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and path.stat().st_size
    }
    with pytest.raises(StoreUnreadable):
        open_database(folder, NOW)
    recovered = recover(folder, NOW)
    if before:
        assert Path(recovered.kept) == folder / "backups" / KEPT
        kept = {path.name: path.read_bytes() for path in Path(recovered.kept).iterdir()}
        assert {name: kept[name] for name in before} == before
    else:
        assert recovered.kept == ""
    assert not list(folder.glob("backups/*.part"))
    assert not list(folder.glob("backups/work-*"))
    assert not list(folder.glob("*.part"))
    return recovered


DAMAGE: dict[str, Callable[[Path], None]] = {
    "cut short": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "cut to nothing": lambda path: path.write_bytes(b""),
    "gone": lambda path: path.unlink(),
    "a few bytes": lambda path: path.write_bytes(b"abc"),
    "all zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "first page zeros": lambda path: scratch(path, 0, 4096, b"\0"),
    "header scratched": lambda path: scratch(path, 0, 40),
    "tables scratched": lambda path: scratch(path, 110, 900),
    "last pages scratched": lambda path: scratch(path, -20_000, 20_000),
    "all but the first page scratched": lambda path: scratch(path, 4096, 100_000),
    "no database at all": lambda path: path.write_bytes(b"not a database" * 500),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_copy_takes_the_place_of_a_damaged_file(folder: Path, damage: str) -> None:
    DAMAGE[damage](folder / FILE_NAME)
    recovered = refuse_then_recover(folder)
    assert (recovered.source, recovered.as_of) == (Source.COPY, at(COUNT // 2 - 1))
    assert len(notes_in(folder)) == COUNT // 2
    write_notes(folder, 500, 510)
    assert len(notes_in(folder)) == COUNT // 2 + 10


@pytest.mark.parametrize("ahead", [True, False], ids=["was ahead for a while", "is back now"])
def test_a_clock_that_was_wrong_does_not_hide_the_newest_copy(folder: Path, ahead: bool) -> None:
    database = open_database(folder, NOW)
    if ahead:
        NoteStore(database).put("s-900", PERSON, "十年以后", "2036-11-22T01:00:00Z")
    for hour, made in ((4, "2036112201"), (5, "2026112205"), (6, "2026112206")):
        NoteStore(database).put(f"s-{hour}", PERSON, "字", f"2026-11-22T01:{hour:02}:59Z")
        for _ in copy_hour(database, datetime.strptime(made, "%Y%m%d%H").replace(tzinfo=UTC)):
            pass
    database.close()
    scratch(folder / FILE_NAME, 0, 4096)
    recovered = recover(folder, NOW if ahead else NOW.replace(year=2024))
    assert (recovered.source, recovered.as_of) == (Source.COPY, "2026-11-22T01:06:59Z")
    assert "s-6" in notes_in(folder)


@pytest.mark.parametrize("left", ["anxin.key", "backups/anxin.key", "files/0f0f"])
@pytest.mark.parametrize("gone", [False, True], ids=["empty", "gone"])
def test_where_a_key_or_files_are_left_nothing_is_begun_anew(
    tmp_path: Path, left: str, gone: bool
) -> None:
    write_notes(tmp_path, 0, 3)
    (tmp_path / left).parent.mkdir(exist_ok=True)
    (tmp_path / left).write_bytes(b"what is needed to read what was here")
    DAMAGE["gone" if gone else "cut to nothing"](tmp_path / FILE_NAME)
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    for attempt in (open_database, recover):
        with pytest.raises(StoreUnreadable):
            attempt(tmp_path, NOW)
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_damaged_copy_is_passed_over_for_a_good_one(folder: Path) -> None:
    day = folder / "backups" / "hour-20261122T03Z.sqlite"
    good = folder / "backups" / "hour-20261121T03Z.sqlite"
    shutil.copy(day, good)
    scratch(day, 4096, 4096)
    scratch(folder / FILE_NAME, 0, 4096)
    assert refuse_then_recover(folder).source is Source.COPY
    assert len(notes_in(folder)) == COUNT // 2


def index_of_notes(folder: Path) -> int:
    """Where in the file the index of the notes begins."""
    database = open_database(folder, NOW)
    ((page,),) = database.rows(
        "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'note'"
    )
    database.close()
    return (int(page) - 1) * 4096


def test_a_damaged_index_is_made_anew_from_its_table(tmp_path: Path) -> None:
    write_notes(tmp_path, 0, COUNT)
    scratch(tmp_path / FILE_NAME, index_of_notes(tmp_path), 4096, b"\0")
    recovered = refuse_then_recover(tmp_path)
    assert (recovered.source, recovered.as_of) == (Source.FILE, at(COUNT - 1))
    assert len(notes_in(tmp_path)) == COUNT


def test_an_index_that_lies_is_noticed_and_made_anew(tmp_path: Path) -> None:
    write_notes(tmp_path, 0, 9)
    path = tmp_path / FILE_NAME
    spot = path.read_bytes().index(b"s-7", index_of_notes(tmp_path))
    scratch(path, spot, 1, b"s-6")
    recovered = refuse_then_recover(tmp_path)
    assert (recovered.source, recovered.as_of) == (Source.FILE, at(8))
    assert len(notes_in(tmp_path)) == 9


@pytest.mark.parametrize(
    ("start", "least"),
    [(0, COUNT - 20), (40, COUNT - 20), (-30_000, COUNT - 15), (-100, COUNT - 1)],
)
def test_a_damaged_log_costs_only_what_came_after_the_damage(
    running: Path, start: int, least: int
) -> None:
    scratch(running / LOG, start, 16)
    recovered = refuse_then_recover(running)
    found = notes_in(running)
    assert recovered.source is Source.FILE
    assert least <= len(found) < COUNT
    assert recovered.as_of == at(len(found) - 1)
    assert list(found) == [f"s-{number}" for number in range(len(found))]


def test_a_log_of_zeros_is_not_taken_for_an_empty_one(running: Path) -> None:
    log = running / LOG
    log.write_bytes(bytes(log.stat().st_size))
    assert refuse_then_recover(running).source is Source.FILE
    assert len(notes_in(running)) == COUNT - 20


def test_a_damaged_log_is_not_preferred_to_a_later_copy(running: Path) -> None:
    aside = running.with_name("aside")
    shutil.copytree(running, aside)
    database = open_database(aside, NOW)
    for _ in copy_hour(database, datetime(2026, 11, 22, 3, tzinfo=UTC)):
        pass
    database.close()
    shutil.copytree(aside / "backups", running / "backups")
    scratch(running / LOG, 0, 16)
    recovered = refuse_then_recover(running)
    assert (recovered.source, recovered.as_of) == (Source.COPY, at(COUNT - 1))
    assert len(notes_in(running)) == COUNT


@pytest.mark.parametrize("size", [0, 10, 32, 40, 32 + 24 + 4096 + 7])
def test_a_log_cut_by_a_kill_is_no_damage(running: Path, size: int) -> None:
    log = running / LOG
    log.write_bytes(log.read_bytes()[:size])
    assert len(notes_in(running)) >= COUNT - 20
    assert not (running / "backups").exists()


def test_an_emptied_file_comes_back_from_its_log(tmp_path: Path) -> None:
    """SQLite itself would delete the log of an empty file."""
    live = tmp_path / "live"
    database = open_database(live, NOW)
    NoteStore(database).put("s-1", PERSON, "在", at(1))
    folder = tmp_path / "data"
    shutil.copytree(live, folder)
    database.close()
    (folder / FILE_NAME).write_bytes(b"")
    assert refuse_then_recover(folder).source is Source.FILE
    assert notes_in(folder) == {"s-1": "在"}


def test_without_a_copy_the_rows_that_can_be_read_are_saved(tmp_path: Path) -> None:
    write_notes(tmp_path, 0, COUNT)
    path = tmp_path / FILE_NAME
    scratch(path, path.stat().st_size // 2, 9000)
    recovered = refuse_then_recover(tmp_path)
    found = notes_in(tmp_path)
    assert recovered.source is Source.ROWS
    assert COUNT // 2 < len(found) < COUNT
    assert all(text == f"{step[2:]} " + "字" * 300 for step, text in found.items())


def test_without_anything_left_it_starts_anew_and_keeps_the_damaged_file(tmp_path: Path) -> None:
    write_notes(tmp_path, 0, COUNT)
    scratch(tmp_path / FILE_NAME, 110, 100_000)
    assert refuse_then_recover(tmp_path).source is Source.NOTHING
    assert notes_in(tmp_path) == {}


def test_only_damaged_copies_are_no_endless_round(folder: Path) -> None:
    for path in (folder / "backups" / "hour-20261122T03Z.sqlite", folder / FILE_NAME):
        path.write_bytes(bytes(5000))
    assert refuse_then_recover(folder).source is Source.NOTHING
    assert notes_in(folder) == {}


def test_every_damage_is_kept_apart(folder: Path) -> None:
    for name in (KEPT, f"{KEPT}-2"):
        scratch(folder / FILE_NAME, 0, 4096)
        assert Path(recover(folder, NOW).kept).name == name
        notes_in(folder)


def test_a_newer_file_is_refused_even_when_damaged(folder: Path) -> None:
    path = folder / FILE_NAME
    data = path.read_bytes()
    data = data[:60] + (len(STEPS) + 1).to_bytes(4, "big") + data[64 : len(data) // 2]
    path.write_bytes(data)
    with pytest.raises(StoreNewer):
        recover(folder, NOW)
    assert path.read_bytes() == data
    assert [found.name for found in (folder / "backups").iterdir()] == ["hour-20261122T03Z.sqlite"]


def test_newer_copies_are_not_thrown_over_for_an_empty_file(folder: Path) -> None:
    (folder / "backups" / "hour-20261122T03Z.sqlite").unlink()
    later = folder.with_name("later")
    open_database(later, NOW, steps=(*STEPS, "CREATE TABLE later (x TEXT) STRICT")).close()
    shutil.copy(later / FILE_NAME, folder / "backups" / "hour-20261122T03Z.sqlite")
    scratch(folder / FILE_NAME, 110, 100_000)
    before = (folder / FILE_NAME).read_bytes()
    with pytest.raises(StoreNewer):
        recover(folder, NOW)
    assert (folder / FILE_NAME).read_bytes() == before


def test_a_file_nobody_knows_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"diary" * 100)
    with pytest.raises(StoreUnreadable):
        recover(tmp_path, NOW)
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_file_in_use_is_left_alone(folder: Path) -> None:
    database = open_database(folder, NOW)
    NoteStore(database).put("s-1", PERSON, "在用", at(300))
    with pytest.raises(StoreInUse):
        recover(folder, NOW)
    assert NoteStore(database).get("s-1", PERSON) == "在用"
    database.close()
    assert not (folder / "backups" / KEPT).exists()
