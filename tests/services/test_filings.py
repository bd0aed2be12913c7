"""What was handed in: noted, brought on, undone, looked after and taken along."""

from collections.abc import Callable, Generator
from datetime import date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from desktop.domain.account import FILED_TITLE
from desktop.domain.filings import (
    NOTE_LIMIT,
    TITLE_LIMIT,
    DueKind,
    Filing,
    FilingStatus,
    FilingWay,
)
from desktop.domain.incidents import Reached
from desktop.domain.letters import CountedFrom, ReplyCalendar
from desktop.domain.timeline import FiledEvent, TimelineKind, TimelineRange
from desktop.domain.typesetting import Words
from desktop.services.account import Account
from desktop.services.bus import Topic
from desktop.services.errors import (
    FilingAhead,
    FilingBackwards,
    FilingTooLong,
    FilingUnnamed,
    PaperFolderUnusable,
)
from desktop.services.filings import FilingService
from desktop.services.house import Services
from tests.services.conftest import BEIJING, Clock

TODAY = date(2026, 11, 22)
SENT = date(2026, 11, 2)


@pytest.fixture
def filings(services: Services) -> FilingService:
    return services.filings()


def on_pages(account: Account) -> str:
    """Every word on its sheets."""
    marks = [mark for page in account.pages for mark in page.marks]
    return "".join(mark.text for mark in marks if isinstance(mark, Words))


def made_by(steps: Generator[None, None, Account]) -> Account:
    """What steps come to."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            made: Account = stop.value
            return made


def letter_counted_from(filings: FilingService, start: CountedFrom) -> str:
    return next(
        letter.id
        for letter in filings.letters()
        if letter.follow_up.counted_from is start and letter.follow_up.days is not None
    )


def test_who_must_reply_by_when_comes_from_the_letter(
    filings: FilingService, heard: list[Topic]
) -> None:
    id_ = letter_counted_from(filings, CountedFrom.RECEIVED)
    letter = filings.letter(id_)
    assert letter is not None
    added = filings.add(
        Filing("", "  给运营商 的 投诉 ", SENT, id_, way=FilingWay.EMS, received=date(2026, 11, 4))
    )
    assert added.title == "给运营商 的 投诉"
    assert added.terms.days == letter.follow_up.days
    assert added.terms.basis == letter.follow_up.basis
    assert filings.get(added.id) == added
    assert [change.status for change in filings.history(added.id)] == [FilingStatus.SUBMITTED]
    assert filings.due(added).kind is DueKind.COUNTED
    assert heard == [Topic.FILINGS]


def test_every_letter_can_be_followed_up(filings: FilingService) -> None:
    for letter in filings.letters():
        added = filings.add(Filing("", letter.title, SENT, letter.id, received=SENT, accepted=SENT))
        found = filings.due(added)
        without_days = letter.follow_up.calendar is ReplyCalendar.NONE
        assert found.kind is (DueKind.NO_RULE if without_days else DueKind.COUNTED), letter.id
    assert len(filings.all()) == len(filings.letters())


def test_what_cannot_be_is_said_and_nothing_is_kept(filings: FilingService) -> None:
    good = Filing("", "投诉", SENT)
    for wrong, problem in (
        (good._replace(title="　\u200b "), FilingUnnamed),
        (good._replace(title="投" * (TITLE_LIMIT + 1)), FilingTooLong),
        (good._replace(note="话" * (NOTE_LIMIT + 1)), FilingTooLong),
        (good._replace(ticket="1" * 61), FilingTooLong),
        (good._replace(sent=date(2026, 11, 23)), FilingAhead),
        (good._replace(received=date(2026, 11, 1)), FilingBackwards),
        (good._replace(accepted=date(2026, 12, 1)), FilingAhead),
    ):
        with pytest.raises(problem):
            filings.add(wrong)
    with pytest.raises(KeyError):
        filings.add(good._replace(letter="t-zzzzz"))
    with pytest.raises(KeyError):
        filings.add(good._replace(lender="nobody"))
    assert filings.all() == ()


def test_it_comes_from_status_to_status_with_the_days(filings: FilingService) -> None:
    id_ = letter_counted_from(filings, CountedFrom.ACCEPTED)
    added = filings.add(Filing("", "申诉", SENT, id_))
    assert filings.due(added).kind is DueKind.NOT_BEGUN
    filings.come_to(added.id, FilingStatus.ACCEPTED, date(2026, 11, 9))
    filings.come_to(added.id, FilingStatus.ACCEPTED)
    found = filings.get(added.id)
    assert found is not None
    assert found.accepted == date(2026, 11, 9), "from here on it is counted"
    assert filings.due(found).kind is DueKind.COUNTED
    filings.come_to(added.id, FilingStatus.UNSATISFIED)
    assert [(each.status, each.day) for each in filings.history(added.id)] == [
        (FilingStatus.SUBMITTED, SENT),
        (FilingStatus.ACCEPTED, date(2026, 11, 9)),
        (FilingStatus.UNSATISFIED, TODAY),
    ]
    with pytest.raises(FilingBackwards):
        filings.come_to(added.id, FilingStatus.CLOSED, date(2026, 11, 1))
    with pytest.raises(FilingAhead):
        filings.come_to(added.id, FilingStatus.CLOSED, date(2026, 11, 23))


def test_every_change_is_taken_back_and_made_again(
    services: Services, filings: FilingService, open_again: Callable[[], Services]
) -> None:
    added = filings.add(Filing("", "投诉", SENT, ticket="GD1"))
    filings.change(added._replace(ticket="GD2", told=date(2026, 12, 1)))
    filings.change(added._replace(ticket="GD2", told=date(2026, 12, 1)))
    filings.come_to(added.id, FilingStatus.ACCEPTED)
    filings.remove(added.id)
    history = services.history
    assert filings.all() == ()
    history.undo()
    found = filings.get(added.id)
    assert found is not None
    assert (found.ticket, found.status) == ("GD2", FilingStatus.ACCEPTED)
    assert len(filings.history(added.id)) == 2
    history.undo()
    found = filings.get(added.id)
    assert found is not None
    assert (found.status, found.accepted) == (FilingStatus.SUBMITTED, None)
    again = open_again()
    again.history.undo()
    assert again.filings().get(added.id) == added
    again.history.undo()
    assert again.filings().all() == ()
    assert again.filings().history(added.id) == ()
    for _ in range(4):
        again.history.redo()
    assert again.filings().all() == ()
    assert again.history.can_redo() is None


def test_what_is_near_or_gone_is_counted(filings: FilingService, clock: Clock) -> None:
    assert filings.urgent() == 0
    first = filings.add(Filing("", "一", SENT, told=date(2026, 11, 29)))
    filings.add(Filing("", "二", SENT, told=date(2026, 11, 30)))
    filings.add(Filing("", "三", SENT))
    assert filings.urgent() == 1
    clock.moment = datetime(2026, 12, 24, 9, 0, tzinfo=BEIJING)
    assert filings.urgent() == 2
    filings.come_to(first.id, FilingStatus.ANSWERED)
    assert filings.urgent() == 1


def test_it_stands_in_the_line_of_time(services: Services, filings: FilingService) -> None:
    lender = services.lenders.add("某某分期")
    added = filings.add(Filing("", "投诉", SENT, lender=lender.id))
    filings.add(Filing("", "别的", date(2026, 11, 3)))
    filings.come_to(added.id, FilingStatus.ACCEPTED, date(2026, 11, 9))
    services.incidents().add(datetime(2026, 11, 5, 20, 0, tzinfo=BEIJING))
    timeline = services.timeline()
    assert [entry.kind for entry in timeline.entries()] == [
        *(TimelineKind.FILING, TimelineKind.FILING, TimelineKind.INCIDENT, TimelineKind.FILING)
    ]
    own = timeline.entries(TimelineRange((lender.id,)))
    assert [
        entry.record.change.status for entry in own if isinstance(entry.record, FiledEvent)
    ] == [
        FilingStatus.SUBMITTED,
        FilingStatus.ACCEPTED,
    ]
    later = TimelineRange(first=date(2026, 11, 4), last=date(2026, 11, 9))
    assert len(timeline.entries(later)) == 2


def test_the_account_tells_what_was_handed_in_only_if_that_is_wanted(
    services: Services, filings: FilingService
) -> None:
    lender = services.lenders.add("某某分期")
    told = Filing("", "投诉，表姐王小梅也在场", SENT, lender=lender.id, ticket="GD13800001111")
    filing = filings.add(told._replace(recipient="客服13900002222", way=FilingWay.PHONE))
    filings.come_to(filing.id, FilingStatus.ANSWERED, date(2026, 11, 9))
    services.incidents().add(
        datetime(2026, 11, 5, 20, 0, tzinfo=BEIJING), reached=Reached.FAMILY, contact="王小梅"
    )
    account = services.accounts()
    alone = made_by(account.making(TimelineRange(), masked=True))
    assert (len(alone.rows), alone.filed) == (1, ())
    assert FILED_TITLE not in on_pages(alone)
    made = made_by(account.making(TimelineRange(), masked=True, filed=True))
    assert len(made.rows) == 1
    assert [row[:3] for row in made.filed] == [
        ("2026-11-02", "投诉，表姐〔第三人1〕也在场", "提交"),
        ("2026-11-09", "投诉，表姐〔第三人1〕也在场", "已答复"),
    ]
    assert made.filed[0][3:] == ("电话，客服〔数字〕", "GD13800001111", "某某分期")
    assert FILED_TITLE in on_pages(made)
    other = made_by(account.making(TimelineRange(("none",)), masked=True, filed=True))
    assert (other.rows, other.filed) == ((), ())


def test_erasing_a_lender_takes_what_was_handed_in_along(
    services: Services, filings: FilingService
) -> None:
    lender = services.lenders.add("某某分期")
    filings.add(Filing("", "投诉", SENT, lender=lender.id))
    stays = filings.add(Filing("", "别的", SENT))
    assert services.erase().extent(lender.id).filings == 1
    for _ in services.erase().lender(lender.id, copies=False):
        pass
    assert [filing.id for filing, _ in filings.all()] == [stays.id]


def test_what_is_copied_for_others_leaves_it_out(
    services: Services, filings: FilingService
) -> None:
    filings.add(Filing("", "给某某的信", SENT, recipient="某某路派出所", ticket="GD88", note="难"))
    assert {"给某某的信", "某某路派出所", "GD88", "难"} <= set(services.private_words())


def test_days_go_into_a_file_for_the_calendar(filings: FilingService, tmp_path: Path) -> None:
    known = filings.add(Filing("", "向某某投诉催收", SENT, told=date(2026, 12, 1), ticket="GD1"))
    unknown = filings.add(Filing("", "别的", SENT))
    path = tmp_path / "日程.ics"
    filings.save_calendar((known, unknown), path)
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert event.decoded("DTSTART") == date(2026, 12, 1)
    text = path.read_text("utf-8").replace("\n ", "")
    assert "某某" not in text
    assert "GD1" not in text
    with pytest.raises(PaperFolderUnusable):
        filings.save_calendar((known,), tmp_path / "nowhere" / "日程.ics")
