"""The log as a person uses it: corrected, withdrawn, put back, erased, and read in one line."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from desktop.domain.evidence import EvidenceFilter, EvidenceSort, HourCell
from desktop.domain.evidence_gaps import Gap, NextAct
from desktop.domain.history import Act, Deed
from desktop.domain.incidents import IncidentChannel, IncidentKind, Reached
from desktop.domain.timeline import TimelineEntry, TimelineKind, TimelineRange
from desktop.services.bus import Topic
from desktop.services.errors import IncidentTooLong
from desktop.services.house import Services
from desktop.services.timeline import TimelineService
from tests.services.conftest import Clock


def test_a_correction_adds_and_the_old_words_stay(
    services: Services, clock: Clock, open_again: Callable[[], Services]
) -> None:
    first = services.incidents().add(
        line="第一次", kinds=(IncidentKind.INSULT, IncidentKind.THREAT, IncidentKind.THREAT)
    )
    assert first.kinds == (IncidentKind.THREAT, IncidentKind.INSULT)
    clock.moment += timedelta(hours=3)
    services.incidents().change(first._replace(line="第二次", contact=" 表 姐 ", by_contact=True))
    clock.moment += timedelta(hours=3)
    second = services.evidence().get(first.id)
    assert second is not None
    services.incidents().change(second._replace(kinds=()))
    again = open_again()
    third = again.evidence().get(first.id)
    assert third == second._replace(kinds=(), revision=2)
    assert second.contact == "表 姐"
    earlier = again.evidence().revisions(first.id)
    assert [each.incident for each in earlier] == [
        first._replace(created=""),
        second._replace(created=""),
    ]
    assert [each.until for each in earlier] == ["2026-11-22T04:30:00Z", "2026-11-22T07:30:00Z"]
    again.history.undo()
    assert again.evidence().get(first.id) == second
    assert len(again.evidence().revisions(first.id)) == 1
    assert again.evidence().count(EvidenceFilter(text="第一次")) == 0
    again.history.undo()
    assert again.evidence().count(EvidenceFilter(text="第一次")) == 1


def test_what_is_withdrawn_stays_readable_and_comes_back(
    services: Services, heard: list[Topic]
) -> None:
    incidents, evidence = services.incidents(), services.evidence()
    ids = [incidents.add(line=line).id for line in ("一", "二", "三")]
    heard.clear()
    incidents.withdraw(*ids[:2])
    assert heard == [Topic.INCIDENTS]
    assert services.history.can_undo() == Act(Deed.INCIDENT_REMOVED)
    assert incidents.get(ids[0]) is None
    found = evidence.get(ids[0])
    assert found is not None
    assert found.withdrawn == "2026-11-22T01:30:00Z"
    assert evidence.count() == incidents.count() == 1
    assert set(evidence.ids(EvidenceFilter(withdrawn=True))) == set(ids)
    with pytest.raises(KeyError):
        incidents.withdraw(ids[0])
    incidents.put_back(ids[1])
    assert services.history.can_undo() == Act(Deed.INCIDENT_PUT_BACK, detail=ids[1])
    assert evidence.count() == 2
    heard.clear()
    incidents.erase(*ids)
    assert heard == [Topic.INCIDENTS, Topic.ATTACHMENTS]
    assert evidence.count(EvidenceFilter(withdrawn=True)) == 0
    for _ in range(3):
        services.history.undo()
    assert evidence.count() == 3
    with pytest.raises(KeyError):
        incidents.erase("none")


def test_a_contact_too_long_is_refused(services: Services) -> None:
    with pytest.raises(IncidentTooLong):
        services.incidents().add(contact="字" * 41)


def test_what_is_missing_and_what_to_do(services: Services) -> None:
    told = services.incidents().add(channel=IncidentChannel.CALL, reached=Reached.FAMILY)
    state = services.evidence().state(told.id)
    assert state.gaps[0] is Gap.OWN_WORDS_ONLY
    assert state.next_act is NextAct.ASK_CONTACT
    with pytest.raises(KeyError):
        services.evidence().state("none")


def test_own_calls_are_no_contact_that_was_reached(services: Services) -> None:
    add = services.incidents().add
    add(kinds=(IncidentKind.OWN_CALL,), channel=IncidentChannel.CALL, reached=Reached.OTHER)
    add(reached=Reached.FAMILY)
    summary = services.evidence().summary()
    assert (summary.incidents, summary.reached_others) == (2, 1)


def test_the_heat_map_goes_by_the_clock_on_the_wall(services: Services, clock: Clock) -> None:
    add = services.incidents().add
    late = clock.moment.replace(hour=0, minute=10)
    for at in (late, late + timedelta(minutes=20), late - timedelta(hours=2)):
        add(at)
    evidence = services.evidence()
    days = evidence.days()
    assert days == (date(2026, 11, 21), date(2026, 11, 22))
    cell = HourCell(date(2026, 11, 22), 0)
    assert evidence.heat(*days) == {cell: 2, HourCell(date(2026, 11, 21), 22): 1}
    assert evidence.heat(days[1], days[1]) == {cell: 2}
    assert evidence.count(EvidenceFilter(cell=cell)) == 2
    assert evidence.summary().night == 3


def test_one_line_of_time_from_all_rooms(services: Services, clock: Clock) -> None:
    lender = services.lenders.add("甲").id
    add = services.incidents().add
    early = add(clock.moment - timedelta(days=2), lender=lender)
    late = add(clock.moment - timedelta(hours=1))
    withdrawn = add(clock.moment, lender=lender)
    services.incidents().withdraw(withdrawn.id)
    entries = services.timeline().entries()
    assert [entry.record for entry in entries] == [early, late]
    assert entries[0] == (early.at, TimelineKind.INCIDENT, early.id, lender, early)
    by_lender = services.timeline().entries(TimelineRange(lenders=(lender,)))
    assert [entry.id for entry in by_lender] == [early.id]
    first = TimelineRange(first=date(2026, 11, 21))
    assert [entry.id for entry in services.timeline().entries(first)] == [late.id]
    assert services.timeline().entries(kinds=frozenset()) == ()
    assert services.evidence().ids(sort=EvidenceSort.OLDEST) == (early.id, late.id)


def test_rooms_that_join_later_are_merged_by_time(services: Services, clock: Clock) -> None:
    told = services.incidents().add()

    def entry(hours: int) -> TimelineEntry:
        at = clock.moment + timedelta(hours=hours)
        return TimelineEntry(at, TimelineKind.INCIDENT, str(hours), "", told)

    timeline = TimelineService()
    assert timeline.entries() == ()
    timeline.join(TimelineKind.INCIDENT, lambda _: iter([entry(1), entry(3)]))
    assert [each.id for each in timeline.entries()] == ["1", "3"]
    timeline.join(TimelineKind.INCIDENT, lambda _: iter([entry(2)]))
    assert [each.id for each in timeline.entries()] == ["2"]
