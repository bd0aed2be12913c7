"""The journal: as deep as it says, one entry for one piece of writing, whole or not at all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.history import Act, Deed
from desktop.domain.lenders import Lender
from desktop.store.answers import AnswerStore
from desktop.store.database import Database, open_database
from desktop.store.errors import StoreConflict
from desktop.store.journal import DEPTH, WRITING_SECONDS, JournalStore
from desktop.store.lenders import LenderStore
from desktop.store.notes import NoteStore
from desktop.store.settings import SettingStore
from tests.store.children import start

NOW = datetime(2026, 11, 22, tzinfo=UTC)
NOTE = Act(Deed.NOTE, "", "s-1")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path, NOW)
    yield opened
    opened.close()


@pytest.fixture
def journal(database: Database) -> JournalStore:
    return JournalStore(database)


def at(seconds: int) -> str:
    return (NOW + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def write(database: Database, text: str, seconds: int, act: Act = NOTE) -> None:
    with database.transaction(), JournalStore(database).recording(act, at(seconds)):
        if text:
            NoteStore(database).put(act.step, act.subject, text, at(seconds))
        else:
            NoteStore(database).remove(act.step, act.subject)


def answer(database: Database, variable: str, value: str) -> None:
    act = Act(Deed.ANSWER, detail=variable)
    with database.transaction(), JournalStore(database).recording(act, at(0)):
        AnswerStore(database).put("", variable, value, at(0))


def entries(database: Database) -> int:
    return int(database.rows("SELECT count(*) FROM journal")[0][0])


def test_nothing_to_undo_is_no_mistake(journal: JournalStore) -> None:
    assert journal.undoable() is None
    assert journal.redoable() is None
    journal.undo()
    journal.redo()


def test_a_change_that_changes_nothing_makes_no_entry(database: Database) -> None:
    write(database, "", 0)
    assert entries(database) == 0


def test_the_oldest_entries_are_let_go(database: Database, journal: JournalStore) -> None:
    for number in range(DEPTH + 7):
        answer(database, "contacts", str(number))
    assert entries(database) == DEPTH
    for _ in range(DEPTH + 7):
        journal.undo()
    assert AnswerStore(database).get("", "contacts") == "6"
    for _ in range(DEPTH + 7):
        journal.redo()
    assert AnswerStore(database).get("", "contacts") == str(DEPTH + 6)


def test_something_new_ends_what_could_be_redone(database: Database, journal: JournalStore) -> None:
    answer(database, "a", "1")
    answer(database, "b", "1")
    journal.undo()
    assert journal.redoable() == Act(Deed.ANSWER, detail="b")
    answer(database, "c", "1")
    assert journal.redoable() is None
    assert journal.undoable() == Act(Deed.ANSWER, detail="c")


def test_one_piece_of_writing_is_one_entry(database: Database, journal: JournalStore) -> None:
    for seconds, text in enumerate(("打", "打了", "打了两次")):
        write(database, text, seconds)
    assert entries(database) == 1
    journal.undo()
    assert NoteStore(database).get("s-1", "") is None
    journal.redo()
    assert NoteStore(database).get("s-1", "") == "打了两次"


def test_long_writing_is_not_lost_by_one_undo(database: Database, journal: JournalStore) -> None:
    for minute in range(3):
        for second in (0, WRITING_SECONDS):
            write(database, f"{minute} {second}", minute * (WRITING_SECONDS + 1) + second)
    assert entries(database) == 3
    journal.undo()
    assert NoteStore(database).get("s-1", "") == f"1 {WRITING_SECONDS}"


@pytest.mark.parametrize("before", ["", "打了两次"])
def test_writing_that_is_taken_back_by_hand_leaves_no_entry(
    database: Database, journal: JournalStore, before: str
) -> None:
    if before:
        write(database, before, -WRITING_SECONDS - 1)
    rows = database.rows("SELECT * FROM note")
    write(database, "又", 0)
    write(database, before, 1)
    assert entries(database) == bool(before)
    assert database.rows("SELECT * FROM note") == rows
    journal.undo()
    assert NoteStore(database).get("s-1", "") is None


def test_writing_elsewhere_or_later_or_after_something_else_is_another_entry(
    database: Database, journal: JournalStore
) -> None:
    write(database, "a", 0)
    write(database, "a", 1, Act(Deed.NOTE, "", "s-2"))
    write(database, "b", 2)
    answer(database, "contacts", "yes")
    write(database, "c", 3)
    assert entries(database) == 5
    journal.undo()
    write(database, "d", 4)
    assert entries(database) == 5
    write(database, "e", -1)  # The clock of the computer was set back.
    assert entries(database) == 6


def test_what_does_not_fit_is_refused_whole(database: Database, journal: JournalStore) -> None:
    act = Act(Deed.LENDER_KIND, "l1")
    with database.transaction(), journal.recording(act, at(0)):
        LenderStore(database).add(Lender("l1", "甲"), at(0))
        AnswerStore(database).put("", "contacts", "yes", at(0))
    AnswerStore(database).put("", "contacts", "no", at(1))
    with pytest.raises(StoreConflict):
        journal.undo()
    assert [lender.id for lender in LenderStore(database).all()] == ["l1"]
    assert AnswerStore(database).get("", "contacts") == "no"
    assert journal.undoable() == act


def test_a_lender_that_is_needed_is_not_undone_away(
    database: Database, journal: JournalStore
) -> None:
    with database.transaction(), journal.recording(Act(Deed.LENDER_ADDED, "l1"), at(0)):
        LenderStore(database).add(Lender("l1", "甲"), at(0))
    AnswerStore(database).put("l1", "court_paper", "yes", at(1))
    with pytest.raises(StoreConflict):
        journal.undo()
    assert AnswerStore(database).get("l1", "court_paper") == "yes"


def test_a_change_that_fails_leaves_no_entry(database: Database, journal: JournalStore) -> None:
    def fail() -> None:
        with database.transaction(), journal.recording(NOTE, at(0)):
            NoteStore(database).put("s-1", "", "a", at(0))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert entries(database) == 0
    write(database, "b", 1)
    assert entries(database) == 1


def test_what_a_newer_program_did_is_left_alone(database: Database, journal: JournalStore) -> None:
    answer(database, "a", "1")
    database.write("UPDATE journal SET deed = ?", ("flown_to_the_moon",))
    assert journal.undoable() is None
    journal.undo()
    assert AnswerStore(database).get("", "a") == "1"


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.domain.history import Act, Deed
from desktop.store.database import open_database
from desktop.store.journal import JournalStore
from desktop.store.notes import NoteStore
from desktop.store.settings import SettingStore

database = open_database(Path(sys.argv[1]), datetime(2026, 11, 22, tzinfo=UTC))
journal = JournalStore(database)
number = int(sys.argv[2])
while True:
    number += 1
    with database.transaction(), journal.recording(Act(Deed.PHONE, detail=str(number)), ""):
        SettingStore(database).put({"number": str(number)})
        NoteStore(database).put("s-1", "", str(number) + "字" * (number % 3000), "")
    print(number, flush=True)
    if number % 3 == 0:
        journal.undo()
        print(number - 1, flush=True)
        journal.redo()
        print(number, flush=True)
"""


def test_a_killed_program_leaves_change_and_entry_together_or_neither(tmp_path: Path) -> None:
    found = 0
    for round_ in range(12):
        with start(WRITER, str(tmp_path), str(found)) as child:
            assert child.stdout is not None
            for _ in range(1 + round_ * 7 % 40):
                child.stdout.readline()
            child.kill()
        database = open_database(tmp_path, NOW)
        journal = JournalStore(database)
        found = int(SettingStore(database).all()["number"])
        assert NoteStore(database).get("s-1", "") == str(found) + "字" * (found % 3000)
        last = journal.undoable()
        assert last == Act(Deed.PHONE, detail=str(found))
        following = journal.redoable()
        assert following in (None, Act(Deed.PHONE, detail=str(found + 1)))
        # Every entry fits: all the way back, and all the way here again.
        for _ in range(DEPTH):
            journal.undo()
        assert journal.undoable() is None
        oldest = int(SettingStore(database).all().get("number", 0))
        for _ in range(found - oldest):
            journal.redo()
        assert SettingStore(database).all()["number"] == str(found)
        database.close()
