"""Erasing: nothing of it is left in any byte, and nothing else is gone."""

import io
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.store.aside import Pace
from desktop.store.copies import copy_hour
from desktop.store.database import FILE_NAME, Database, open_database
from desktop.store.erase import (
    MARK,
    _about_lenders,
    erase_all,
    erase_copies,
    erase_lender,
    extent,
    finished,
    left,
    mark_all,
    write_anew,
)
from desktop.store.export import exporting
from desktop.store.files import FileStore

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
GONE, STAYS = "weg-7f3a9c", "bleibt-7f3a9c"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "data", NOW)
    yield opened
    opened.close()


def fill(database: Database) -> None:
    """Rows about two lenders in every table that has any."""
    put = database.write
    for number, mark in enumerate((GONE, STAYS), 1):
        at = "2026-11-22T03:00:00Z"
        put(
            "INSERT INTO lender VALUES (?, ?, ?, 'x', NULL, NULL, 0, ?)",
            (mark, number, f"name {mark}", at),
        )
        put(
            "INSERT INTO answer (subject, variable, value, updated) VALUES (?, 'v', ?, ?)",
            (mark, f"answer {mark}", at),
        )
        put(
            "INSERT INTO progress (step, subject, state, reason, rev, updated)"
            " VALUES ('s', ?, 'not_applicable', ?, 1, ?)",
            (mark, f"reason {mark}", at),
        )
        put(
            "INSERT INTO note (step, subject, text, updated) VALUES ('s', ?, ?, ?)",
            (mark, f"note {mark} " * 2000, at),
        )
        put(
            "INSERT INTO reminder (step, subject, day, updated) VALUES ('s', ?, '2026-12-01', ?)",
            (mark, at),
        )
        put(
            "INSERT INTO incident (id, at, offset_minutes, channel, reached, lender, number, line,"
            " created, updated, spaced) VALUES (?, ?, 480, 'call', 'me', ?, ?, ?, ?, ?, ?)",
            (f"i-{mark}", at, mark, mark, f"line {mark}", at, at, f"{mark} word"),
        )
        put(
            "INSERT INTO incident_revision VALUES (?, 0, ?, 480, 'call', 'me', ?, ?, ?, '', '', 0,"
            " ?)",
            (f"i-{mark}", at, mark, mark, f"before {mark}", at),
        )
        put(
            "INSERT INTO attachment VALUES (?, ?, ?, 1, 'x', ?, 'chosen', '', '', 0)",
            (f"a-{mark}", "0" * 64, f"file {mark}", at),
        )
        put("INSERT INTO incident_attachment VALUES (?, ?, 1)", (f"i-{mark}", f"a-{mark}"))
        put(
            "INSERT INTO filing VALUES (?, ?, '2026-11-02', '', ?, ?, '', ?, NULL, NULL, NULL, '',"
            " NULL, 'none', 'sent', '', '', '', 'high', ?, ?, ?)",
            (
                f"f-{mark}",
                f"filed {mark}",
                mark,
                f"to {mark}",
                f"no {mark}",
                f"said {mark}",
                at,
                at,
            ),
        )
        put(
            "INSERT INTO filing_status VALUES (?, 1, 'submitted', '2026-11-02', ?)",
            (f"f-{mark}", at),
        )
        put(
            "INSERT INTO letter_draft VALUES (?, 't', ?, ?, ?, ?, ?)",
            (f"l-{mark}", mark, f"letter {mark}", f'{{"own_words":{{"q":"told {mark}"}}}}', at, at),
        )
        put(
            "INSERT INTO journal (undone, at, deed, subject, step, detail, changes)"
            " VALUES (0, ?, 'note', ?, 's', '', ?)",
            (at, mark, f"undo {mark}".encode()),
        )
    put("INSERT INTO setting VALUES ('draft.find', ?)", (f"draft {GONE}",))


def erase(database: Database, lender: str, *, copies: bool = True) -> None:
    with database.transaction():
        erase_lender(database, lender, copies=copies)
    write_anew(database)
    finished(database)


def bytes_with(folder: Path, mark: str) -> list[str]:
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and mark.encode() in path.read_bytes()
    ]


def test_no_byte_of_a_lender_is_left_and_every_row_of_the_other_is(database: Database) -> None:
    fill(database)
    folder = database.path.parent
    assert bytes_with(folder, GONE)
    assert extent(database, GONE) == (1, 1, 1, 1, 1, 1, 1)
    database.write("INSERT INTO incident_attachment VALUES (?, ?, 1)", (f"i-{STAYS}", f"a-{GONE}"))
    assert extent(database, GONE).files == 0
    database.write(
        "DELETE FROM incident_attachment WHERE position = 1 AND incident = ? AND attachment = ?",
        (f"i-{STAYS}", f"a-{GONE}"),
    )
    erase(database, GONE)
    assert bytes_with(folder, GONE) == []
    for table in (
        "lender",
        "answer",
        "progress",
        "note",
        "reminder",
        "incident",
        "incident_revision",
        "attachment",
        "incident_attachment",
        "filing",
        "filing_status",
        "letter_draft",
    ):
        assert database.rows(f"SELECT count(*) FROM {table}") == [(1,)], table
    assert database.rows("SELECT count(*) FROM journal") == [(0,)]
    words = "SELECT count(*) FROM incident_words WHERE incident_words MATCH 'word'"
    assert database.rows(words) == [(1,)]
    assert list(database.rows("PRAGMA foreign_key_check")) == []
    assert list(database.rows("PRAGMA integrity_check")) == [("ok",)]


def test_every_table_is_known_to_be_about_lenders_or_not(database: Database) -> None:
    about = {table for table, _ in _about_lenders(database)}
    found = {
        name
        for (name,) in database.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'incident_words%'"
        )
    }
    others = {
        "lender",
        "journal",
        "setting",
        "move",
        "attachment",
        "incident_attachment",
        "filing_status",
    }
    # Whoever adds a table says here whether it can hold anything about a lender, and how it goes.
    assert found == about | others
    assert not about & others


def test_what_was_broken_off_is_known(database: Database) -> None:
    fill(database)
    assert left(database) == ""
    for copies, told in ((False, "file"), (True, "copies")):
        with database.transaction():
            erase_lender(database, GONE, copies=copies)
        assert left(database) == told
    finished(database)
    assert left(database) == ""


def test_the_copies_go_but_not_the_copy_of_the_key(database: Database) -> None:
    folder = database.path.parent
    fill(database)
    for _ in copy_hour(database, NOW):
        pass
    backups = folder / "backups"
    (backups / "damaged-1").mkdir()
    (backups / "damaged-1" / FILE_NAME).write_text(GONE, encoding="utf-8")
    (backups / "anxin.key").write_text("key", encoding="ascii")
    erase_copies(folder)
    assert [path.name for path in backups.iterdir()] == ["anxin.key"]
    shutil.rmtree(backups)
    erase_copies(folder)


def test_everything_of_ours_goes_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    database = open_database(folder, NOW)
    fill(database)
    for _ in copy_hour(database, NOW):
        pass
    for _ in exporting(database, folder / "mine.anxin", NOW, "1", None, Pace()):
        pass
    database.close()
    FileStore(folder).add(io.BytesIO(GONE.encode()))
    for name in ("anxin.key", "anxin.look", "taking-in", "restored"):
        (folder / name).write_text(GONE, encoding="ascii")
    for name in ("logs", "opened", "restoring.part"):
        (folder / name).mkdir()
        (folder / name / "x").write_text(GONE, encoding="ascii")
    (folder / "anxin.lock").touch()
    (folder / "somebody else's.txt").write_text("x", encoding="ascii")
    (folder / "other.anxin").write_text("no export", encoding="ascii")
    mark_all(folder)
    erase_all(folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "anxin.lock",
        "other.anxin",
        "somebody else's.txt",
    ]


def test_erasing_everything_goes_on_wherever_it_was_broken_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.store import erase

    remove = erase._remove
    for number in range(1, 6):
        folder = tmp_path / f"data-{number}"
        database = open_database(folder, NOW)
        fill(database)
        for _ in copy_hour(database, NOW):
            pass
        database.close()
        (folder / "anxin.key").write_text("k", encoding="ascii")
        mark_all(folder)
        done = 0

        def broken(path: Path, most: int = number) -> None:
            nonlocal done
            done += 1
            if done > most:
                raise KeyboardInterrupt
            remove(path)

        monkeypatch.setattr(erase, "_remove", broken)
        try:
            erase_all(folder)
        except KeyboardInterrupt:
            assert (folder / MARK).exists()
        monkeypatch.setattr(erase, "_remove", remove)
        erase_all(folder)
        assert list(folder.iterdir()) == []
