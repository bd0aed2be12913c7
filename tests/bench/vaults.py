"""What the benches of the vault share: a set-up vault, and a lot of data."""

from datetime import UTC, date, datetime
from pathlib import Path

from desktop.domain.progress import PERSON
from desktop.store.convert import turn_on
from desktop.store.database import Database, open_database
from desktop.store.keys import KeyFile, Keys, new_code, new_vault

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
PASSPHRASE = "三只猫 sleep on 屋顶"


def thought_up() -> tuple[Keys, KeyFile]:
    """A vault that is nowhere yet."""
    return new_vault(PASSPHRASE, new_code(), date(2026, 11, 22))


def encrypted(folder: Path) -> Keys:
    """Turns the vault of a folder on."""
    keys, file = thought_up()
    database = open_database(folder, NOW)
    for _ in turn_on(database, keys, file, NOW):
        pass
    database.close()
    return keys


def fill(database: Database, rows: int) -> None:
    """Writes so many notes, as long as notes are."""
    with database.transaction():
        for number in range(rows):
            database.write(
                "INSERT INTO note (step, subject, text, updated) VALUES (?, ?, ?, ?)",
                (f"s-{number:06}", PERSON, f"第 {number} 条：" + "字" * 60, "2026-11-22T03:00:00Z"),
            )
