"""Removes what the person no longer wants to exist: one lender with everything about it, or all.

Rows that are deleted stay readable in the file until it is written anew, and what undo would bring
back holds them too. So both go. Erasing everything is a mark first: every start that finds it
carries it to its end before anything is opened, however often it is broken off.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from desktop.domain.erase import Extent
from desktop.store.container import read_head
from desktop.store.database import (
    BACKUP_FOLDER,
    FILE_NAME,
    KEY_FILE,
    Database,
    make_private_file,
    typed_failures,
)
from desktop.store.disk import sync_folder
from desktop.store.errors import StoreError
from desktop.store.files import FILE_FOLDER
from desktop.store.settings import SettingStore

MARK = "erasing"
_LEFT = "erase.left"
"""Setting: what is still to be done after the rows are gone."""
_DRAFTS = "draft.%"
# The keys go first: without them what is encrypted is gone at once.
_OURS = (
    KEY_FILE,
    f"{BACKUP_FOLDER}/{KEY_FILE}",
    f"{FILE_NAME}*",
    FILE_FOLDER,
    BACKUP_FOLDER,
    "restoring*",
    "restored",
    "opened",
    "taking-in",
    "logs",
    "anxin.look",
    "anxin.check",
    "anxin.key.*",
    "anxin.call*",
)


def erase_lender(database: Database, lender: str, *, copies: bool) -> None:
    """Deletes every row about a lender; to be called inside a transaction.

    Args:
        database: The open data file.
        lender: Its id.
        copies: Whether the copies shall go as well; kept for ``left`` if this is broken off.
    """
    SettingStore(database).put({_LEFT: "copies" if copies else "file"})
    own = "(SELECT id FROM incident WHERE lender = ?)"
    for sql in (
        f"DELETE FROM incident_revision WHERE incident IN {own}",
        f"DELETE FROM incident_attachment WHERE incident IN {own}",
        "DELETE FROM incident_revision WHERE lender = ?",
        "DELETE FROM filing_status WHERE filing IN (SELECT id FROM filing WHERE lender = ?)",
    ):
        database.write(sql, (lender,))
    database.write(
        "DELETE FROM attachment WHERE id NOT IN (SELECT attachment FROM incident_attachment)", ()
    )
    for table, column in _about_lenders(database):
        database.write(f"DELETE FROM {table} WHERE {column} = ?", (lender,))
    database.write("DELETE FROM lender WHERE id = ?", (lender,))
    # What was being written may be about it; and undo would bring all of it back.
    database.write("DELETE FROM setting WHERE name LIKE ?", (_DRAFTS,))
    database.write("DELETE FROM journal", ())


def _about_lenders(database: Database) -> list[tuple[str, str]]:
    """Every table whose rows belong to a lender, and the column that says to which."""
    tables = [
        str(name)
        for (name,) in database.rows(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT IN ('lender', 'journal') ORDER BY name"
        )
    ]
    found: list[tuple[str, str]] = []
    for table in tables:
        columns = {
            str(name)
            for (name,) in database.rows("SELECT name FROM pragma_table_info(?)", (table,))
        }
        for column in ("subject", "lender"):
            if column in columns:
                found.append((table, column))
                break
    return found


def extent(database: Database, lender: str) -> Extent:
    """How much would go with a lender."""

    def count(rows: str) -> int:
        return int(database.rows(f"SELECT count(*) FROM {rows}", (lender,))[0][0])

    with_incidents = (
        "SELECT l.attachment FROM incident_attachment l JOIN incident i ON i.id = l.incident WHERE"
    )
    return Extent(
        ticks=count("progress WHERE subject = ?"),
        notes=count("note WHERE subject = ?"),
        reminders=count("reminder WHERE subject = ?"),
        incidents=count("incident WHERE lender = ?"),
        filings=count("filing WHERE lender = ?"),
        letters=count("letter_draft WHERE lender = ?"),
        files=count(
            f"({with_incidents} i.lender = ?1 EXCEPT {with_incidents} i.lender <> ?1)",
        ),
    )


def left(database: Database) -> str:
    """What is still to be done of an erasing: ``file``, ``copies``, or nothing."""
    return SettingStore(database).get(_LEFT)


def write_anew(database: Database) -> None:
    """Writes the data file without what was deleted.

    Raises:
        StoreError: There is no room; what was deleted cannot be seen, but is still in the file.
    """
    # The index of words forgets what was deleted only when it is put together anew.
    database.write("INSERT INTO incident_words (incident_words) VALUES ('optimize')", ())
    database.write_anew()


def finished(database: Database) -> None:
    """Nothing is left to be done."""
    database.write("DELETE FROM setting WHERE name = ?", (_LEFT,))


def erase_copies(folder: Path) -> None:
    """Removes every copy, and what was put aside; the copy of the key file stays.

    Raises:
        StoreError: Something cannot be removed.
    """
    backups = folder / BACKUP_FOLDER
    with typed_failures(backups):
        if not backups.is_dir():
            return
        for path in sorted(backups.iterdir()):
            if path.name != KEY_FILE:
                _remove(path)
        sync_folder(backups)


# --- Everything -----------------------------------------------------------------------------------


def mark_all(folder: Path) -> None:
    """From here on everything counts as erased; the next start does it.

    Raises:
        StoreError: The mark could not be written; everything stays.
    """
    with typed_failures(folder):
        make_private_file(folder / MARK)
        sync_folder(folder)


def erase_all(folder: Path) -> None:
    """Carries the erasing of everything to its end. Nothing in the folder may be open.

    Only what has a name of ours goes: a person may keep other things in the same folder.

    Raises:
        StoreError: Something cannot be removed; the next start tries again.
    """
    remove_all(folder, keep=frozenset())
    with typed_failures(folder):
        (folder / MARK).unlink(missing_ok=True)
        sync_folder(folder)


def remove_all(folder: Path, keep: frozenset[str]) -> None:
    """Removes what has a name of ours, keys first; nothing of it may be open.

    Args:
        folder: The folder.
        keep: Names that stay.

    Raises:
        StoreError: Something cannot be removed.
    """
    with typed_failures(folder):
        for path in _all_of_ours(folder):
            if path.name not in keep:
                _remove(path)
        sync_folder(folder)


def _all_of_ours(folder: Path) -> Iterator[Path]:
    for pattern in _OURS:
        yield from sorted(folder.glob(pattern))
    for path in sorted(folder.glob("*.anxin")):
        with suppress(StoreError, OSError):
            read_head(path)
            yield path


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
