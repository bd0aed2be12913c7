"""The data file: made private, opened once, migrated forward, refused when it is not ours."""

import json
import os
import shutil
import stat
import sys
import threading
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import apsw
import pytest

from desktop.domain.attachments import Attachment, Came, Loss
from desktop.domain.confidence import Confidence
from desktop.domain.evidence import EvidenceFilter, EvidenceSort
from desktop.domain.filings import Filing, FilingStatus, FilingWay, StatusChange, Terms
from desktop.domain.incidents import Incident, IncidentChannel, IncidentKind, Reached
from desktop.domain.lenders import Lender
from desktop.domain.letter_filling import from_json, to_json
from desktop.domain.letters import CountedFrom, ReplyCalendar
from desktop.domain.progress import PERSON, Progress, State
from desktop.domain.steps import Stage
from desktop.store.answers import AnswerStore
from desktop.store.attachments import AttachmentStore
from desktop.store.database import APPLICATION_ID, FILE_NAME, open_database
from desktop.store.errors import (
    StoreFolderUnusable,
    StoreForeign,
    StoreInUse,
    StoreNewer,
    StoreUnreadable,
)
from desktop.store.evidence import EvidenceStore
from desktop.store.filings import FilingStore
from desktop.store.incidents import IncidentStore
from desktop.store.journal import TABLES, JournalStore
from desktop.store.lenders import LenderStore
from desktop.store.letters import LetterStore
from desktop.store.migrations import STEPS
from desktop.store.moves import MoveStore
from desktop.store.notes import NoteStore
from desktop.store.progress import ProgressStore
from desktop.store.reminders import ReminderStore
from desktop.store.settings import SettingStore

NOW = datetime(2026, 11, 22, 3, 15, tzinfo=UTC)
GOLDEN = Path(__file__).parent / "golden"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def foreign_file(folder: Path, *statements: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / FILE_NAME
    connection = apsw.Connection(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path


def test_a_new_folder_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "data"
    open_database(folder, NOW).close()
    if sys.platform != "win32":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600
    assert list(contents(folder)) == [FILE_NAME]


def test_a_change_is_as_safe_as_the_disk_can_make_it(tmp_path: Path) -> None:
    database = open_database(tmp_path, NOW)
    pragmas = ("journal_mode", "synchronous", "fullfsync", "checkpoint_fullfsync", "foreign_keys")
    values = [database.rows(f"PRAGMA {pragma}")[0][0] for pragma in pragmas]
    assert values == ["wal", 2, 1, 1, 1]
    assert database.rows("PRAGMA locking_mode") == [("exclusive",)]
    database.close()


def test_every_table_is_strict(tmp_path: Path) -> None:
    database = open_database(tmp_path, NOW)
    # Those of an index of words are SQLite's own.
    tables = database.rows(
        "SELECT name, strict FROM pragma_table_list"
        " WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    assert {name for name, _ in tables} == {*TABLES, "journal"}
    assert all(strict for _, strict in tables)
    database.close()


def test_the_file_names_its_owner_and_version(tmp_path: Path) -> None:
    open_database(tmp_path, NOW).close()
    header = (tmp_path / FILE_NAME).read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == len(STEPS)


def test_a_failed_change_leaves_nothing_behind(tmp_path: Path) -> None:
    database = open_database(tmp_path, NOW)
    settings = SettingStore(database)

    def two_writes() -> None:
        with database.transaction():
            settings.put({"a": "1"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        two_writes()
    assert settings.all() == {}
    settings.put({"a": "2"})
    assert settings.all() == {"a": "2"}
    database.close()


def test_an_answer_needs_a_lender_that_exists(tmp_path: Path) -> None:
    database = open_database(tmp_path, NOW)
    with pytest.raises(apsw.ConstraintError):
        AnswerStore(database).put("nobody", "contacts", "yes", "")
    assert AnswerStore(database).all() == {}
    database.close()


def test_only_the_thread_that_opened_it_uses_it(tmp_path: Path) -> None:
    database = open_database(tmp_path, NOW)
    caught: list[BaseException] = []

    def meddle() -> None:
        uses = (
            lambda: database.rows("SELECT 1"),
            lambda: database.write("DELETE FROM setting", ()),
            database.close,
        )
        for use in uses:
            try:
                use()
            except RuntimeError as error:
                caught.append(error)

    thread = threading.Thread(target=meddle)
    thread.start()
    thread.join()
    assert len(caught) == 3
    database.close()


def test_a_second_program_is_told_that_the_first_is_running(tmp_path: Path) -> None:
    first = open_database(tmp_path, NOW)
    SettingStore(first).put({"a": "1"})
    with pytest.raises(StoreInUse):
        open_database(tmp_path, NOW)
    SettingStore(first).put({"b": "2"})
    first.close()
    second = open_database(tmp_path, NOW)
    assert SettingStore(second).all() == {"a": "1", "b": "2"}
    second.close()


def test_a_newer_file_is_refused_untouched(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    open_database(folder, NOW, steps=(*STEPS, "CREATE TABLE later (x TEXT) STRICT")).close()
    before = contents(folder)
    with pytest.raises(StoreNewer) as caught:
        open_database(folder, NOW)
    assert (caught.value.found, caught.value.known) == (len(STEPS) + 1, len(STEPS))
    assert contents(folder) == before


def test_a_newer_file_whose_log_is_not_folded_in_is_refused_untouched(tmp_path: Path) -> None:
    """As a newer program leaves it when the power goes: the version stands in the log only."""
    running, folder = tmp_path / "running", tmp_path / "data"
    open_database(running, NOW).close()
    newer = open_database(running, NOW, steps=(*STEPS, "CREATE TABLE later (x TEXT) STRICT"))
    shutil.copytree(running, folder)
    newer.close()
    before = contents(folder)
    assert before[f"{FILE_NAME}-wal"]
    with pytest.raises(StoreNewer):
        open_database(folder, NOW)
    assert contents(folder) == before


@pytest.mark.parametrize(
    "statements",
    [
        ("PRAGMA application_id=7", "CREATE TABLE theirs (x)"),
        ("CREATE TABLE theirs (x)",),
        ("PRAGMA user_version=1",),
        ("PRAGMA application_id=7", "PRAGMA journal_mode=WAL", "CREATE TABLE theirs (x)"),
    ],
)
def test_another_programs_file_is_refused_untouched(
    tmp_path: Path, statements: tuple[str, ...]
) -> None:
    folder = tmp_path / "data"
    foreign_file(folder, *statements)
    before = contents(folder)
    with pytest.raises(StoreForeign):
        open_database(folder, NOW)
    assert contents(folder) == before


@pytest.mark.parametrize("data", [b"x", b"not a database" * 500, b"SQLite format 3\0" + b"\7" * 99])
def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path, data: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(data)
    with pytest.raises(StoreUnreadable):
        open_database(tmp_path, NOW)
    assert contents(tmp_path) == {FILE_NAME: data}


def test_a_damaged_page_is_noticed_before_anything_is_written(tmp_path: Path) -> None:
    database = open_database(tmp_path, NOW)
    for number in range(300):
        NoteStore(database).put(f"s-{number}", PERSON, "字" * 100, "")
    database.close()
    path = tmp_path / FILE_NAME
    data = bytearray(path.read_bytes())
    data[-8192:] = b"\xff" * 8192
    path.write_bytes(data)
    with pytest.raises(StoreUnreadable):
        open_database(tmp_path, NOW)
    assert path.read_bytes() == data


def test_an_empty_file_is_a_new_one(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    database = open_database(tmp_path, NOW)
    assert LenderStore(database).all() == ()
    database.close()


def test_names_with_special_characters_are_plain_folders(tmp_path: Path) -> None:
    folder = tmp_path / "我的 数据 100%?#"
    for _ in range(2):
        database = open_database(folder, NOW)
        SettingStore(database).put({"a": "1"})
        database.close()
    assert list(contents(folder)) == [FILE_NAME]


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "data"
    target.write_text("mine", encoding="utf-8")
    for folder in (target, target / "below"):
        with pytest.raises(StoreFolderUnusable) as caught:
            open_database(folder, NOW)
        assert caught.value.path == folder
    assert target.read_text(encoding="utf-8") == "mine"


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(StoreFolderUnusable):
        open_database(tmp_path, NOW)


def test_an_older_file_is_backed_up_before_it_is_changed(tmp_path: Path) -> None:
    database = open_database(tmp_path, NOW)
    SettingStore(database).put({"a": "1"})
    database.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    step = "ALTER TABLE setting ADD COLUMN extra TEXT NOT NULL DEFAULT 'x'"
    database = open_database(tmp_path, NOW, steps=(*STEPS, step))
    assert database.rows("SELECT name, value, extra FROM setting") == [("a", "1", "x")]
    database.close()

    backup = tmp_path / "backups" / f"v{len(STEPS)}-20261122T031500Z.sqlite"
    assert list(backup.parent.iterdir()) == [backup]
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(backup, restored / FILE_NAME)
    database = open_database(restored, NOW)
    assert SettingStore(database).all() == {"a": "1"}
    database.close()
    assert len(backup.read_bytes()) == len(before)


def test_a_step_that_fails_leaves_the_older_file_as_it_was(tmp_path: Path) -> None:
    database = open_database(tmp_path, NOW)
    SettingStore(database).put({"a": "1"})
    database.close()
    with pytest.raises(apsw.SQLError):
        open_database(tmp_path, NOW, steps=(*STEPS, "CREATE TABLE half (x TEXT) STRICT", "WRONG"))
    database = open_database(tmp_path, NOW)
    assert SettingStore(database).all() == {"a": "1"}
    assert database.rows("SELECT name FROM sqlite_schema WHERE name = 'half'") == []
    database.close()


def test_every_released_version_opens_with_everything_in_it(tmp_path: Path) -> None:
    """One golden file for each step; see ``golden/README.md``."""
    assert {path.name for path in GOLDEN.glob("*.sqlite")} == {
        f"v{version}.sqlite" for version in range(1, len(STEPS) + 1)
    }
    for golden in GOLDEN.glob("*.sqlite"):
        version = int(golden.stem[1:])
        folder = tmp_path / golden.stem
        folder.mkdir()
        shutil.copy(golden, folder / FILE_NAME)
        database = open_database(folder, NOW)
        assert database.rows("PRAGMA user_version") == [(len(STEPS),)]
        assert database.rows("PRAGMA integrity_check") == [("ok",)]
        assert database.rows("PRAGMA foreign_key_check") == []
        assert [lender.name for lender in LenderStore(database).all()] == ["第 1 家", "某某分期"]
        first, second = LenderStore(database).all()
        assert first.stage is Stage.OVERDUE
        assert first.overdue_since is not None
        assert second == Lender("0a0b0c0d0e0f", "某某分期", archived=True)
        assert AnswerStore(database).all() == {
            (PERSON, "contacts"): "yes",
            (first.id, "court_paper"): "no",
        }
        assert ProgressStore(database).all() == {
            ("s-aaaaa", PERSON): Progress(
                "s-aaaaa", PERSON, State.DONE, "", 1, "2026-11-22T03:15:00Z"
            ),
            ("s-bbbbb", first.id): Progress(
                "s-bbbbb", first.id, State.NOT_APPLICABLE, "没装过", 2, "2026-11-22T03:15:00Z"
            ),
        }
        assert NoteStore(database).get("s-aaaaa", PERSON) == "打了两次\n没人接"
        assert SettingStore(database).all() == {"text_percent": "125"}
        since_2 = {("s-ccccc", first.id): date(2026, 11, 25)} if version > 1 else {}
        assert ReminderStore(database).all() == since_2
        since_3 = Incident(
            "0102030405a6",
            datetime(2026, 11, 21, 22, 41, tzinfo=timezone(timedelta(hours=8))),
            IncidentChannel.CALL,
            Reached.FAMILY,
            first.id,
            "0551-0000",
            "说的话很难听",
            "2026-11-22T03:15:00Z",
        )
        incidents = (since_3,) if version > 2 else ()
        since_6 = Incident(
            "0102030405a7",
            datetime(2026, 11, 21, 9, 5, tzinfo=timezone(timedelta(hours=8))),
            IncidentChannel.LETTER,
            Reached.EMERGENCY_CONTACT,
            first.id,
            line="改过的话",
            created="2026-11-22T03:15:00Z",
            kinds=(IncidentKind.THREAT, IncidentKind.FALSE_PAPER),
            contact="表姐",
            by_contact=True,
            revision=1,
        )
        kept = Attachment(
            "a1a2a3a4a5a6", "0" * 63 + "1", "信.jpg", 9, "image/jpeg", "2026-11-22T03:15:00Z",
            Came.DROPPED, "表姐的手机", (Loss.NO_CAMERA_DATA,), True,
        )  # fmt: skip
        log = EvidenceStore(database)
        if version > 5:
            incidents += (since_6,)
            (before,) = log.revisions(since_6.id)
            assert before.incident == since_6._replace(line="原来的话", created="", revision=0)
            assert before.until == "2026-11-22T03:16:00Z"
            assert AttachmentStore(database).of(since_6.id) == (kept,)
            assert log.count(EvidenceFilter(text="改过", attached=True)) == 1
        assert IncidentStore(database).latest(9) == incidents
        found = log.page(EvidenceFilter(text="很难听"), EvidenceSort.NEWEST, 0, 9)
        assert [row.incident for row in found] == list(incidents[:1])
        assert log.count(EvidenceFilter(text="05510000")) == len(incidents[:1])
        since_8 = Filing(
            *("0102030405a8", "向运营商投诉", date(2026, 11, 2), "t-aaaaa", first.id, "运营商"),
            *(FilingWay.EMS, "1234567890", date(2026, 11, 4), date(2026, 11, 5)),
            date(2026, 11, 25),
            Terms(
                *("运营商", 15, ReplyCalendar.NATURAL, CountedFrom.RECEIVED, "v-aaaaa"),
                *("第三十九条", "满15日没有答复，可以申诉。", Confidence.MEDIUM),
            ),
            *("寄的是复印件", FilingStatus.ACCEPTED, "2026-11-22T03:15:00Z"),
        )
        filings = FilingStore(database)
        assert filings.all() == ((since_8,) if version > 7 else ())
        if version > 7:
            assert filings.history(since_8.id) == (
                StatusChange(FilingStatus.SUBMITTED, date(2026, 11, 2), "2026-11-22T03:15:00Z"),
                StatusChange(FilingStatus.ACCEPTED, date(2026, 11, 5), "2026-11-22T03:16:00Z"),
            )
        letters = LetterStore(database).all()
        assert [row[:4] for row in letters] == (
            [("0102030405aa", "t-aaaaa", first.id, "给运营商的信")] if version > 9 else []
        )
        for row in letters:
            filling = from_json(row[4])
            assert filling.facts == {"number_list": "0551-0000\n{x} <b>"}
            assert (filling.own_words, filling.guards) == (
                {"effect": "晚上睡不着"},
                frozenset({"true_facts"}),
            )
            # What another version wrote beside it is not lost.
            assert json.loads(to_json(filling))["since"] == "later"
        since_4 = {"renamed:s-11111>s-aaaaa"} if version > 3 else set()
        assert MoveStore(database).made() == since_4
        assert (JournalStore(database).undoable() is not None) == bool(since_2)
        JournalStore(database).undo()
        assert ReminderStore(database).all() == {}
        database.close()


def test_the_first_version_is_kept_beside_what_it_becomes(tmp_path: Path) -> None:
    shutil.copy(GOLDEN / "v1.sqlite", tmp_path / FILE_NAME)
    open_database(tmp_path, NOW).close()
    (kept,) = (tmp_path / "backups").iterdir()
    assert kept.name == "v1-20261122T031500Z.sqlite"
    shutil.copy(GOLDEN / "v1.sqlite", tmp_path / "before.sqlite")
    before, after = apsw.Connection(str(tmp_path / "before.sqlite")), apsw.Connection(str(kept))
    for table in ("lender", "answer", "progress", "note", "setting"):
        rows = f"SELECT * FROM {table}"
        assert list(after.execute(rows)) == list(before.execute(rows))
    assert after.pragma("user_version") == 1
    before.close()
    after.close()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a matter of POSIX")
def test_a_folder_that_others_use_is_not_closed_to_them(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    for _ in range(2):
        open_database(shared, NOW).close()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755
    assert stat.S_IMODE((shared / FILE_NAME).stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names and files")
def test_a_name_that_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd6\xd0"))
    with pytest.raises(StoreFolderUnusable):
        open_database(folder, NOW)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names and files")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE_NAME)
    with pytest.raises(StoreFolderUnusable):
        open_database(tmp_path, NOW)
