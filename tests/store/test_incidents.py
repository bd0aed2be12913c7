"""Rows of incidents: as told, in order, and never lost to a kill."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import apsw
import pytest

from desktop.domain.incidents import Incident, IncidentChannel, Reached
from desktop.store.database import Database, open_database
from desktop.store.incidents import IncidentStore
from tests.store.children import start

NOW = datetime(2026, 11, 22, tzinfo=UTC)
BEIJING = timezone(timedelta(hours=8))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path, NOW)
    yield opened
    opened.close()


def test_what_was_told_comes_back_with_the_clock_on_the_wall(database: Database) -> None:
    store = IncidentStore(database)
    told = Incident(
        "a", datetime(2026, 11, 21, 0, 10, 7, tzinfo=BEIJING), IncidentChannel.WECHAT,
        Reached.WORK, "l1", "某号", "一行字", "2026-11-22T00:00:00Z",
    )  # fmt: skip
    untold = Incident("b", datetime(2026, 11, 20, 23, 0, tzinfo=timezone(timedelta(hours=-3.5))))
    store.put(told, "")
    store.put(untold, "")
    assert store.get("a") == told
    assert store.get("b") == untold
    for incident in (told, untold):
        found = store.get(incident.id)
        assert found is not None
        assert found.at.isoformat() == incident.at.isoformat()
    assert database.rows("SELECT at FROM incident WHERE id = 'a'") == [("2026-11-20T16:10:07Z",)]
    assert store.get("c") is None
    assert store.count() == 2


def test_the_latest_come_first_and_equal_ones_as_they_were_noted(database: Database) -> None:
    store = IncidentStore(database)
    for number, minutes in enumerate((5, 1, 9, 5)):
        store.put(Incident(str(number), NOW - timedelta(minutes=minutes)), "")
    assert [incident.id for incident in store.latest(3)] == ["1", "3", "0"]
    store.remove(["3"])
    assert [incident.id for incident in store.latest(9)] == ["1", "0", "2"]


def test_a_change_keeps_when_it_was_noted(database: Database) -> None:
    store = IncidentStore(database)
    first = Incident("a", NOW, created="2026-11-22T00:00:00Z")
    store.put(first, "1")
    changed = first._replace(line="改过", created="never")
    store.put(changed, "2")
    assert store.get("a") == changed._replace(created=first.created, revision=1)
    assert database.rows("SELECT updated FROM incident") == [("2",)]


def test_a_time_without_its_zone_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match=r"."):
        IncidentStore(database).put(Incident("a", datetime(2026, 11, 22)), "")  # noqa: DTZ001


@pytest.mark.parametrize("column", ["channel", "reached"])
def test_only_words_of_ours_are_stored(database: Database, column: str) -> None:
    IncidentStore(database).put(Incident("a", NOW), "")
    with pytest.raises(apsw.ConstraintError):
        database.write(f"UPDATE incident SET {column} = 'smoke'", ())


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.domain.incidents import Incident, IncidentChannel
from desktop.store.database import open_database
from desktop.store.incidents import IncidentStore

now = datetime(2026, 11, 22, tzinfo=UTC)
database = open_database(Path(sys.argv[1]), now)
number = int(sys.argv[2])
while True:
    number += 1
    line = f"{number} " + "字" * (number % 200)
    IncidentStore(database).put(Incident(str(number), now, IncidentChannel.CALL, line=line), "")
    print(number, flush=True)
"""


def test_nothing_acknowledged_is_lost_to_a_kill(tmp_path: Path) -> None:
    dice = random.Random(7)
    acknowledged = 0
    for _ in range(8):
        with start(WRITER, str(tmp_path), str(acknowledged)) as child:
            assert child.stdout is not None
            for _ in range(dice.randint(1, 40)):
                acknowledged = int(child.stdout.readline())
            child.kill()
            rest = [line for line in child.stdout if line.endswith("\n")]
            acknowledged = int(rest[-1]) if rest else acknowledged
        database = open_database(tmp_path, NOW)
        found = IncidentStore(database).count()
        assert found in (acknowledged, acknowledged + 1)
        last = IncidentStore(database).get(str(found))
        assert last is not None
        assert last.line == f"{found} " + "字" * (found % 200)
        database.close()
        acknowledged = found
