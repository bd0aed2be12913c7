"""What a saved change costs with the vault on, against off: in turns, on the same disk."""

import tempfile
from itertools import count
from pathlib import Path

from desktop.domain.progress import PERSON
from desktop.store.database import Database, open_database
from tests.bench.harness import milliseconds, paired_medians, report_at_most, rounds
from tests.bench.vaults import NOW, encrypted, fill

NAME = "vault-commit"
LIMIT = 2.0
ROWS = 5_000
EACH = 20
"""Commits measured together, since one of them is shorter than a hiccup of the disk."""

_numbers = count()


def commits(database: Database) -> float:
    """How long some changes of a note take, one by one on the disk."""

    def change() -> None:
        for _ in range(EACH):
            number = next(_numbers)
            database.write(
                "UPDATE note SET text = ? WHERE step = ? AND subject = ?",
                (f"改 {number} " + "字" * 60, f"s-{number * 37 % ROWS:06}", PERSON),
            )

    return milliseconds(change) / EACH


def main() -> None:
    """Measure and print one line."""
    n = rounds(60, 10)
    with tempfile.TemporaryDirectory() as folder:
        plain, locked = Path(folder) / "plain", Path(folder) / "locked"
        for path in (plain, locked):
            database = open_database(path, NOW)
            fill(database, ROWS)
            database.close()
        key = encrypted(locked).database
        off, on = open_database(plain, NOW), open_database(locked, NOW, key=key)
        pair = paired_medians(lambda: commits(off), lambda: commits(on), n)
        off.close()
        on.close()
    report_at_most(NAME, pair.ratio, "x", LIMIT, n)


if __name__ == "__main__":
    main()
