"""A call of the person's own: the words for it, and its place in the log."""

from datetime import timedelta

import pytest

from desktop.domain.calls import CallNote
from desktop.domain.incidents import IncidentChannel, IncidentKind
from desktop.domain.steps import CALL_LETTER
from desktop.services.bus import Topic
from desktop.services.errors import IncidentAhead
from desktop.services.house import Services
from tests.services.conftest import Clock


def test_the_words_name_the_lender_and_leave_blanks_for_what_nobody_told(
    services: Services,
) -> None:
    lender = services.lenders.add("甲{家}")
    script = services.calls().script(lender.id)
    points = [point for part in script.parts for point in part.points]
    assert "甲{家}" in points[0]
    assert any("＿＿" in point for point in points)
    assert not any("{" in point for point in points[1:])
    assert script.avoid
    assert script.may_happen
    headings = [part.heading for part in script.parts]
    assert len(set(headings)) == len(headings)
    assert "放款机构全称" in services.calls().script().parts[0].points[0]


def test_the_words_are_those_the_person_wrote_down_for_this_lender(services: Services) -> None:
    lender, other = services.lenders.add("甲家"), services.lenders.add("乙家")
    letters = services.letters()
    draft = letters.start(CALL_LETTER, lender.id)
    told = {**draft.filling.facts, "affordable_amount": "300", "hardship_reason": "{停工}"}
    letters.save(draft.id, draft.filling._replace(facts=told))
    points = [point for part in services.calls().script(lender.id).parts for point in part.points]
    assert any("300" in point for point in points)
    assert any("{停工}" in point for point in points)
    assert not any("300" in str(part) for part in services.calls().script(other.id).parts)


def test_an_unknown_lender_is_a_fault(services: Services) -> None:
    with pytest.raises(KeyError):
        services.calls().script("nobody")


def test_a_call_lands_in_the_log_as_one_change_that_can_be_undone(
    services: Services, heard: list[Topic], clock: Clock
) -> None:
    lender = services.lenders.add("甲家")
    heard.clear()
    told = CallNote(
        clock.moment - timedelta(minutes=9),
        lender.id,
        number="95000",
        ticket="TS-2026-11",
        agent="8 号",
        about=("核对",),
    )
    noted = services.calls().note(told)
    assert heard == [Topic.INCIDENTS]
    assert services.incidents().latest(9) == (noted,)
    assert noted.own
    assert noted.kinds == (IncidentKind.OWN_CALL,)
    assert (noted.channel, noted.lender, noted.number) == (IncidentChannel.CALL, lender.id, "95000")
    assert noted.at == told.began
    assert "TS-2026-11" in noted.line
    services.history.undo()
    assert services.incidents().latest(9) == ()
    services.history.redo()
    assert services.incidents().latest(9) == (noted,)


def test_what_the_person_did_is_not_counted_as_done_to_them(
    services: Services, clock: Clock
) -> None:
    clock.moment = clock.moment.replace(hour=23)
    services.calls().note(CallNote(clock.moment))
    day = clock.moment.date()
    assert services.evidence().heat(day, day) == {}
    assert services.evidence().summary().night == 0
    assert services.evidence().count() == 1
    services.incidents().add(channel=IncidentChannel.CALL)
    assert sum(services.evidence().heat(day, day).values()) == 1
    assert services.evidence().summary().night == 1


def test_a_ticket_can_be_found_again(services: Services, clock: Clock) -> None:
    from desktop.domain.evidence import EvidenceFilter

    services.calls().note(CallNote(clock.moment, ticket="TS20261122"))
    assert services.evidence().count(EvidenceFilter(text="TS2026")) == 1


def test_a_call_to_come_is_refused(services: Services, clock: Clock) -> None:
    with pytest.raises(IncidentAhead):
        services.calls().note(CallNote(clock.moment + timedelta(minutes=1)))
    assert services.incidents().count() == 0


def test_the_number_a_lender_was_given_is_not_said_for_its_name(services: Services) -> None:
    lender = services.lenders.add("第 1 家")
    (opening, *_) = services.calls().script(lender.id).parts[0].points
    assert "第 1 家" not in opening
    assert "放款机构全称" in opening
