"""The log as a list: whatever is asked, the same as reading every row and thinking."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from desktop.domain.attachments import Attachment, Came
from desktop.domain.evidence import EvidenceFilter, EvidenceSort, HourCell, spaced
from desktop.domain.incidents import Incident, IncidentChannel, IncidentKind, Reached
from desktop.domain.lenders import Lender
from desktop.store.attachments import AttachmentStore
from desktop.store.database import Database, open_database
from desktop.store.driver import READ_WRITE, connect, encrypt
from desktop.store.evidence import EvidenceStore, words_query
from desktop.store.incidents import IncidentStore
from desktop.store.lenders import LenderStore
from desktop.store.recovery import recover

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LENDERS = ("l2", "l1", "gone", "")
SIGNS = "催收打我妈的电话上门律师函0551 -abc，。"
DAY = date(2026, 11, 10)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path, NOW)
    yield opened
    opened.close()


def random_log(database: Database) -> list[Incident]:
    """A log with ties, corrections, things withdrawn and removed; returns it in order of entry."""
    with database.transaction():
        _fill(database)
    rows = database.rows("SELECT id FROM incident ORDER BY rowid")
    found = [IncidentStore(database).get(id_) for (id_,) in rows]
    return [incident for incident in found if incident is not None]


def _fill(database: Database, number: int = 300, seed: int = 3) -> None:
    dice = random.Random(seed)
    for id_, name in (("l2", "乙"), ("l1", "甲")):
        LenderStore(database).add(Lender(id_, name), "")
    store, files = IncidentStore(database), AttachmentStore(database)
    for name in ("f1", "f2"):
        files.put(Attachment(name, "0" * 64, name, 1, "image/png", "", Came.CHOSEN))
    for place in range(number):
        zone = timezone(timedelta(hours=dice.choice([8, 8, 8, -3.5])))
        at = datetime(2026, 11, 10, tzinfo=zone) + timedelta(minutes=30 * dice.randrange(200))
        incident = Incident(
            f"{dice.randrange(10**9):09}",
            at,
            dice.choice([*IncidentChannel, None]),
            dice.choice([*Reached, None]),
            dice.choice(LENDERS),
            dice.choice(["", "0551-0000", "13800000000", "wx 12"]),
            "".join(dice.choices(SIGNS, k=dice.randrange(12))),
            f"2026-11-21T00:00:{place % 60:02}Z",
            tuple(kind for kind in IncidentKind if dice.random() < 0.2),
            dice.choice(["", "表姐"]),
            dice.random() < 0.2,
        )
        store.put(incident, "")
        if dice.random() < 0.2:
            store.put(incident._replace(line="改成" + incident.line), "")
        if dice.random() < 0.3:
            files.link(incident.id, dice.choice(["f1", "f2"]))
        if dice.random() < 0.1:
            store.set_withdrawn([incident.id], "2026-11-22T00:00:00Z", "")
        elif dice.random() < 0.05:
            store.remove([incident.id])


def told_words(incident: Incident) -> list[str]:
    digits = "".join(sign for sign in incident.number if sign.isdigit())
    return [
        f" {spaced(text)} " for text in (incident.line, incident.contact, incident.number, digits)
    ]


def fits(incident: Incident, wanted: EvidenceFilter, with_files: set[str]) -> bool:
    for part in wanted.text.split():
        phrase = spaced(part)
        end = "" if phrase[-1:].isascii() else " "
        if phrase and not any(f" {phrase}{end}" in words for words in told_words(incident)):
            return False
    day, hour = incident.at.date(), incident.at.hour
    return all(
        (
            not wanted.lenders or incident.lender in wanted.lenders,
            not wanted.channels or incident.channel in wanted.channels,
            not wanted.reached or incident.reached in wanted.reached,
            not wanted.kinds or set(wanted.kinds) & set(incident.kinds),
            wanted.first is None or day >= wanted.first,
            wanted.last is None or day <= wanted.last,
            wanted.cell is None or wanted.cell == (day, hour),
            not wanted.night or incident.at_night,
            wanted.by_contact in (None, incident.by_contact),
            wanted.attached in (None, incident.id in with_files),
            wanted.withdrawn or not incident.withdrawn,
        )
    )


FILTERS = {
    "nothing": EvidenceFilter(),
    "also withdrawn": EvidenceFilter(withdrawn=True),
    "one character": EvidenceFilter(text="催"),
    "two characters": EvidenceFilter(text="上门"),
    "three characters": EvidenceFilter(text="改成催"),
    "two words": EvidenceFilter(text="妈 的"),
    "number": EvidenceFilter(text="0551-0000"),
    "number run on": EvidenceFilter(text="05510000"),
    "beginning of a number": EvidenceFilter(text="138"),
    "wide letters": EvidenceFilter(text="ＡＢ"),
    "contact": EvidenceFilter(text="表姐"),
    "not there": EvidenceFilter(text="冥王星"),
    "marks of the query language": EvidenceFilter(text='" OR * ( NEAR'),
    "only punctuation": EvidenceFilter(text="，"),
    "lender": EvidenceFilter(lenders=("l1", "")),
    "channel": EvidenceFilter(channels=(IncidentChannel.CALL, None)),
    "reached": EvidenceFilter(reached=(Reached.EMERGENCY_CONTACT,)),
    "kinds": EvidenceFilter(kinds=(IncidentKind.THREAT, IncidentKind.NIGHT)),
    "first": EvidenceFilter(first=date(2026, 11, 12)),
    "days": EvidenceFilter(first=DAY, last=date(2026, 11, 11)),
    "last of all days": EvidenceFilter(last=date.max),
    "cell": EvidenceFilter(cell=HourCell(DAY, 3)),
    "night": EvidenceFilter(night=True),
    "by contact": EvidenceFilter(by_contact=True),
    "not by contact": EvidenceFilter(by_contact=False),
    "attached": EvidenceFilter(attached=True),
    "not attached": EvidenceFilter(attached=False, withdrawn=True),
    "much": EvidenceFilter(
        text="的", lenders=("l1", "l2"), night=True, attached=False, kinds=tuple(IncidentKind)
    ),
}


NOTHING_FITS = ("not there", "marks of the query language")


@pytest.mark.parametrize("name", FILTERS)
def test_any_part_in_any_order_is_as_thinking_would_find_it(database: Database, name: str) -> None:
    log = random_log(database)
    wanted = FILTERS[name]
    with_files = {row[0] for row in database.rows("SELECT incident FROM incident_attachment")}
    newest = sorted(log, key=lambda one: one.at)[::-1]
    fitting = [one for one in newest if fits(one, wanted, with_files)]
    assert fitting or name in NOTHING_FITS
    lenders = ["l2", "l1", "gone", ""]
    channels, reached = [*IncidentChannel, None], [*Reached, None]
    expected = {
        EvidenceSort.NEWEST: fitting,
        EvidenceSort.OLDEST: fitting[::-1],
        EvidenceSort.LENDER: sorted(fitting, key=lambda one: lenders.index(one.lender)),
        EvidenceSort.CHANNEL: sorted(fitting, key=lambda one: channels.index(one.channel)),
        EvidenceSort.REACHED: sorted(fitting, key=lambda one: reached.index(one.reached)),
    }
    store = EvidenceStore(database)
    assert store.count(wanted) == len(fitting)
    for sort in EvidenceSort:
        ids = store.ids(wanted, sort)
        if sort in expected:
            assert ids == tuple(one.id for one in expected[sort])
        else:
            assert sorted(ids) == sorted(one.id for one in fitting)
        pages = [store.page(wanted, sort, start, 7) for start in range(0, len(fitting) + 7, 7)]
        rows = [row for page in pages for row in page]
        assert tuple(row.incident.id for row in rows) == ids
        assert {row.incident.id for row in rows if row.attachments} == with_files & set(ids)
    by_number = [row.incident.number for row in store.page(wanted, EvidenceSort.NUMBER, 0, 999)]
    assert by_number == sorted(by_number, key=lambda number: (not number, number))
    entered = [row.incident.created for row in store.page(wanted, EvidenceSort.ENTERED, 0, 999)]
    assert entered == sorted(entered, reverse=True)
    heat = store.heat(DAY, date(2026, 11, 12), wanted._replace(first=None, last=None))
    counted = [
        (one.at.date(), one.at.hour)
        for one in log
        if not one.own
        and fits(one, wanted._replace(first=DAY, last=date(2026, 11, 12), cell=None), with_files)
    ]
    assert heat == {HourCell(*cell): counted.count(cell) for cell in counted}


def test_the_figures(database: Database) -> None:
    log = [one for one in random_log(database) if not one.withdrawn]
    with_files = dict(database.rows("SELECT incident, attachment FROM incident_attachment"))
    calls = (None, IncidentChannel.CALL, IncidentChannel.VISIT)
    assert EvidenceStore(database).summary() == (
        len(log),
        len({with_files[one.id] for one in log if one.id in with_files}),
        sum(one.at_night and one.channel in calls and not one.own for one in log),
        sum(one.reached not in (None, Reached.ME) and not one.own for one in log),
        sum(one.by_contact for one in log),
    )
    days = sorted(one.at.date() for one in log)
    assert EvidenceStore(database).days() == (days[0], days[-1])
    assert IncidentStore(database).count() == len(log)


@pytest.mark.parametrize("highest", [0x10000, 0xDFFF, 0xFFFFF, 0x100000, 2**31])
def test_rows_are_read_by_their_numbers_however_high(database: Database, highest: int) -> None:
    for number, hour in ((highest - 1, 3), (5, 2), (highest, 1)):
        told = Incident(f"{number:012x}", NOW - timedelta(hours=hour), line="催")
        IncidentStore(database).put(told, "")
        database.write("UPDATE incident SET rowid = ? WHERE id = ?", (number, told.id))
    database.write("DELETE FROM incident_words", ())
    database.write(
        "INSERT INTO incident_words (rowid, words) SELECT rowid, spaced FROM incident", ()
    )
    store = EvidenceStore(database)
    for wanted in (EvidenceFilter(), EvidenceFilter(text="催"), EvidenceFilter(attached=False)):
        ids = store.ids(wanted, EvidenceSort.NEWEST)
        assert [int(each, 16) for each in ids] == [highest, 5, highest - 1]


def test_an_empty_log_has_no_days(database: Database) -> None:
    store = EvidenceStore(database)
    assert store.days() is None
    assert store.summary() == (0, 0, 0, 0, 0)
    assert store.page(EvidenceFilter(), EvidenceSort.NUMBER, 0, 9) == ()


def test_what_is_read_follows_what_is_written(database: Database) -> None:
    store, incidents = EvidenceStore(database), IncidentStore(database)
    first = Incident("a", NOW, line="催收")
    assert store.count(EvidenceFilter(text="催收")) == 0
    incidents.put(first, "")
    assert store.count(EvidenceFilter(text="催收")) == 1
    incidents.put(first._replace(line="律师"), "")
    assert store.count(EvidenceFilter(text="催收")) == 0
    assert store.count(EvidenceFilter(text="律师")) == 1
    incidents.set_withdrawn(["a"], "2026-11-22T00:00:00Z", "")
    assert store.count(EvidenceFilter()) == 0
    incidents.set_withdrawn(["a"], "", "")
    incidents.remove(["a"])
    assert store.count(EvidenceFilter(withdrawn=True)) == 0
    assert store.revisions("a") == ()
    assert database.rows("SELECT count(*) FROM incident_words") == [(0,)]


def test_nothing_is_found_across_two_fields(database: Database) -> None:
    IncidentStore(database).put(Incident("a", NOW, number="电", line="催收", contact="话"), "")
    store = EvidenceStore(database)
    for word in ("收话", "收电", "话电"):
        assert store.count(EvidenceFilter(text=word)) == 0
    assert store.count(EvidenceFilter(text="催收 话 电")) == 1


def test_a_query_is_only_words() -> None:
    assert words_query("催收 ab") == '"催 收" "ab" *'
    assert words_query('"OR" 妈*') == '"or" * "妈"'
    assert words_query("，。") == ""
    assert len(words_query("字" * 1000)) < 300


def test_the_index_of_words_survives_encryption_and_recovery(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a", NOW)
    log = random_log(database)
    for one in log[::3]:
        IncidentStore(database).remove([one.id])
    wanted = EvidenceFilter(text="催", withdrawn=True)
    before = EvidenceStore(database).ids(wanted, EvidenceSort.NEWEST)
    assert before
    # The index knows rows by their numbers, which writing the file anew must leave alone.
    database.write("DELETE FROM incident WHERE id = ?", (before[0],))
    database.close()
    connection = connect(tmp_path / "a" / "anxin.sqlite", READ_WRITE)
    connection.execute("VACUUM")
    connection.close()
    database = open_database(tmp_path / "a", NOW)
    assert EvidenceStore(database).ids(wanted, EvidenceSort.NEWEST) == before[1:]
    before = before[1:]
    database.close()
    sealed = tmp_path / "b" / "anxin.sqlite"
    sealed.parent.mkdir()
    encrypt(tmp_path / "a" / "anxin.sqlite", sealed, b"k" * 32)
    connection = connect(sealed, READ_WRITE, b"k" * 32)
    rows = connection.execute(
        "SELECT id FROM incident WHERE rowid IN"
        " (SELECT rowid FROM incident_words WHERE incident_words MATCH '\"催\"')"
    )
    assert {row[0] for row in rows} == set(before)
    connection.close()
    # A damaged page of a table: what can be read is gathered into a new file.
    path = tmp_path / "a" / "anxin.sqlite"
    data = bytearray(path.read_bytes())
    place = data.index("改成".encode())
    data[place : place + 3] = "坏".encode()
    path.write_bytes(data)
    recover(tmp_path / "a", NOW)
    again = open_database(tmp_path / "a", NOW)
    left = EvidenceStore(again)
    read = left.all(EvidenceFilter(withdrawn=True), EvidenceSort.NEWEST)
    assert 0 < len(read) < len(log)
    expected = {one.id for one in read if fits(one, wanted, set())}
    assert set(left.ids(wanted, EvidenceSort.NEWEST)) == expected
    assert again.rows("PRAGMA integrity_check") == [("ok",)]
    again.close()
