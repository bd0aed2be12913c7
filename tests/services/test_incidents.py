"""Noting what happened: at once, as told, and undoable."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from desktop.domain.history import Act, Deed
from desktop.domain.incidents import LINE_LIMIT, NUMBER_LIMIT, Incident, IncidentChannel, Reached
from desktop.services.bus import Topic
from desktop.services.errors import IncidentAhead, IncidentTooLong
from desktop.services.house import Services
from tests.services.conftest import Clock


def test_nothing_but_the_time_has_to_be_told(services: Services, clock: Clock) -> None:
    noted = services.incidents().add()
    assert noted.at == clock.moment
    assert noted.at.utcoffset() == clock.moment.utcoffset()
    assert (noted.channel, noted.reached, noted.lender) == (None, None, "")
    assert noted.created == "2026-11-22T01:30:00Z"
    assert services.incidents().latest(5) == (noted,)
    assert services.incidents().count() == 1


def test_everything_told_is_there_after_a_restart(
    open_again: Callable[[], Services], clock: Clock
) -> None:
    services = open_again()
    lender = services.lenders.add("甲").id
    noted = services.incidents().add(
        clock.moment - timedelta(minutes=5),
        channel=IncidentChannel.CALL,
        reached=Reached.FAMILY,
        lender=lender,
        number=" 0551 0000 ",
        line="说要\n到家里来\ud800",
    )
    assert noted.number == "0551 0000"
    assert noted.line == "说要 到家里来\ufffd"
    again = open_again().incidents()
    assert again.get(noted.id) == noted
    assert again.latest(1) == (noted,)


def test_each_deed_is_one_topic_and_one_act(services: Services, heard: list[Topic]) -> None:
    incidents, history = services.incidents(), services.history
    noted = incidents.add(line="一")
    assert history.can_undo() == Act(Deed.INCIDENT_ADDED, detail=noted.id)
    changed = noted._replace(line="二", reached=Reached.ME)
    incidents.change(changed)
    assert history.can_undo() == Act(Deed.INCIDENT_CHANGED, detail=noted.id)
    incidents.change(changed)
    incidents.withdraw(noted.id)
    assert history.can_undo() == Act(Deed.INCIDENT_REMOVED, detail=noted.id)
    assert heard == [Topic.INCIDENTS] * 3
    assert incidents.latest(5) == ()
    history.undo()
    assert incidents.latest(5) == (changed._replace(revision=1),)
    history.undo()
    assert incidents.latest(5) == (noted,)
    history.undo()
    assert incidents.latest(5) == ()
    history.redo()
    assert incidents.latest(5) == (noted,)
    assert heard == [Topic.INCIDENTS] * 7


def test_when_it_was_noted_is_not_changed_by_a_change(services: Services, clock: Clock) -> None:
    noted = services.incidents().add()
    clock.moment += timedelta(days=2)
    services.incidents().change(noted._replace(line="后来想起来的", created=""))
    found = services.incidents().get(noted.id)
    assert found is not None
    assert found.created == noted.created


def test_the_future_is_refused_and_nothing_is_lost(services: Services, clock: Clock) -> None:
    noted = services.incidents().add()
    ahead = clock.moment + timedelta(seconds=1)
    with pytest.raises(IncidentAhead):
        services.incidents().add(ahead)
    with pytest.raises(IncidentAhead):
        services.incidents().change(noted._replace(at=ahead))
    assert services.incidents().latest(5) == (noted,)


@pytest.mark.parametrize(("field", "limit"), [("number", NUMBER_LIMIT), ("line", LINE_LIMIT)])
def test_a_text_too_long_is_refused_whole(services: Services, field: str, limit: int) -> None:
    with pytest.raises(IncidentTooLong) as caught:
        services.incidents().add(**{field: "字" * (limit + 1)})  # type: ignore[arg-type]
    assert caught.value.limit == limit
    assert services.incidents().count() == 0
    services.incidents().add(**{field: "字" * limit})  # type: ignore[arg-type]
    assert services.incidents().count() == 1


def test_faults_of_the_caller(services: Services, clock: Clock) -> None:
    incidents = services.incidents()
    with pytest.raises(KeyError):
        incidents.add(lender="nobody")
    with pytest.raises(KeyError):
        incidents.withdraw("none")
    with pytest.raises(KeyError):
        incidents.change(Incident("none", clock.moment))
    with pytest.raises(ValueError, match=r"."):
        incidents.add(datetime(2026, 11, 22))  # noqa: DTZ001
    assert incidents.count() == 0


def test_a_lender_put_away_keeps_what_it_did(services: Services) -> None:
    lender = services.lenders.add("甲").id
    noted = services.incidents().add(lender=lender)
    services.lenders.archive(lender)
    assert services.incidents().latest(1) == (noted,)
    services.incidents().change(noted._replace(line="补一句"))


def test_what_was_noted_is_taken_out_of_what_leaves(services: Services) -> None:
    services.incidents().add(number="0551-0000", line="很难听")
    assert {"0551-0000", "很难听"} <= set(services.private_words())
