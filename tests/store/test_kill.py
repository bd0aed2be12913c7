"""A process that is killed outright loses nothing that it had been told was saved."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.domain.progress import PERSON
from desktop.store.database import open_database
from desktop.store.notes import NoteStore
from desktop.store.settings import SettingStore
from tests.store.children import start

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ROUNDS = 20

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.domain.lenders import Lender
from desktop.domain.progress import PERSON, Progress, State
from desktop.store.answers import AnswerStore
from desktop.store.database import open_database
from desktop.store.lenders import LenderStore
from desktop.store.notes import NoteStore
from desktop.store.progress import ProgressStore
from desktop.store.settings import SettingStore

database = open_database(Path(sys.argv[1]), datetime(2026, 11, 22, tzinfo=UTC))
number = int(sys.argv[2])
while True:
    number += 1
    with database.transaction():
        LenderStore(database).add(Lender(f"l{number}", f"{number}"), "")
        AnswerStore(database).put(f"l{number}", "contacts", str(number), "")
        ProgressStore(database).put(Progress("s-1", f"l{number}", State.DONE, "", number, ""))
        NoteStore(database).put("s-1", "", f"{number} " + "字" * (number % 3000), "")
        SettingStore(database).put({"number": str(number)})
    print(number, flush=True)
"""


@pytest.mark.parametrize("seed", [7])
def test_nothing_acknowledged_is_lost_and_nothing_is_half_written(
    tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    acknowledged = 0
    for _ in range(ROUNDS):
        with start(WRITER, str(tmp_path), str(acknowledged)) as child:
            assert child.stdout is not None
            for _ in range(dice.randint(1, 60)):
                acknowledged = int(child.stdout.readline())
            child.kill()
            # What was printed before the kill was saved before the kill.
            rest = [line for line in child.stdout if line.endswith("\n")]
            acknowledged = int(rest[-1]) if rest else acknowledged

        database = open_database(tmp_path, NOW)
        assert database.rows("PRAGMA integrity_check") == [("ok",)]
        found = int(SettingStore(database).all()["number"])
        # The last change may have reached the disk without being able to say so.
        assert found in (acknowledged, acknowledged + 1)
        numbers = list(range(1, found + 1))
        for table, column in (("lender", "name"), ("answer", "value"), ("progress", "rev")):
            rows = database.rows(f"SELECT {column} FROM {table}")
            assert sorted(int(value) for (value,) in rows) == numbers
        note = NoteStore(database).get("s-1", PERSON)
        assert note == f"{found} " + "字" * (found % 3000)
        database.close()
        acknowledged = found


FIRST_START = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.store.database import open_database
print("here", flush=True)
for number in range(1000):
    database = open_database(Path(sys.argv[1]) / str(number), datetime(2026, 11, 22, tzinfo=UTC))
    print(number, flush=True)
    database.close()
"""


def test_a_kill_while_a_file_is_being_made_leaves_one_that_opens(tmp_path: Path) -> None:
    dice = random.Random(7)
    for round_ in range(8):
        folder = tmp_path / str(round_)
        with start(FIRST_START, str(folder)) as child:
            assert child.stdout is not None
            for _ in range(dice.randint(1, 30)):
                child.stdout.readline()
            child.kill()
        for made in folder.glob("*"):
            database = open_database(made, NOW)
            SettingStore(database).put({"a": "1"})
            database.close()
