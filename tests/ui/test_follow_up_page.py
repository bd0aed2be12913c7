"""The room for what was handed in, by real clicks and keys on real content."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.domain.filings import Filing, FilingStatus, FilingWay
from desktop.ui import ask
from desktop.ui.navigation import NEW_FILING, Target
from desktop.ui.pages.follow_up import FollowUpPage
from desktop.ui.theme import theme
from desktop.ui.tour.driver import cut_off
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.day_edit import DayEdit
from desktop.ui.widgets.nav import NavButton
from desktop.ui.widgets.news_bar import NewsBar
from desktop.ui.widgets.step_list import Row, RowList
from desktop.ui.widgets.text import Text
from tests.ui.looks import words_on
from tests.ui.program import Clock, Program, notices, settle

TELLING = ("逾期", "催收", "借款", "投诉", "运营商", "某某")


def room(program: Program) -> FollowUpPage:
    page = program.page("follow_up")
    assert isinstance(page, FollowUpPage)
    return page


def letter(program: Program, draft: str) -> str:
    letters = program.services.filings().letters()
    return next(each.id for each in letters if each.draft_id == draft)


def hand_in(program: Program, draft: str = "tpl_operator", **told: object) -> Filing:
    """Something handed in whose reply fell due four days ago, unless something else is told."""
    id_ = letter(program, draft)
    known = {"recipient": "运营商", "ticket": "GD1103-0421", "received": date(2026, 11, 3), **told}
    title = program.services.filings().letter(id_)
    assert title is not None
    sent = known.pop("sent", date(2026, 11, 3))
    assert isinstance(sent, date)
    return program.services.filings().add(
        Filing("", title.title, sent, id_)._replace(**known)  # type: ignore[arg-type]
    )


def listed(page: FollowUpPage) -> list[tuple[str, str]]:
    return [(row.text, row.chip) for row in page.rows.rows() if isinstance(row, Row)]


def shown_status(page: FollowUpPage) -> FilingStatus | None:
    return None if page.card.shown is None else page.card.shown.status


def entry(program: Program) -> NavButton:
    found = program.window.findChild(NavButton, "nav_follow_up")
    assert found is not None
    return found


def test_what_was_handed_in_is_noted_with_keys_alone(program: Program) -> None:
    program.press("Ctrl+G")
    page = room(program)
    assert page.isVisible()
    assert program.named(Text, "filing_nothing").isVisible()
    while program.focus().objectName() != "filing_new":
        program.press("Tab")
    program.press("Return")
    assert program.focus().objectName() == "filing_title"
    program.write("给客服的信")
    passed = []
    while program.focus().objectName() != "filing_ticket":
        program.press("Tab")
        passed.append(program.focus().accessibleName())
    assert "哪天交的" in passed
    program.write("GD9")
    program.press("Return")
    assert listed(page) == [("给客服的信", "没有法定的天数")]
    (pair,) = program.services.filings().all()
    assert (pair[0].title, pair[0].ticket, pair[0].sent) == (
        *("给客服的信", "GD9"),
        date(2026, 11, 22),
    )
    assert isinstance(program.focus(), RowList), "the keyboard is in the list"
    program.press("Ctrl+Z")
    assert listed(page) == []


def test_a_letter_leads_here_with_its_name_its_lender_and_its_days(program: Program) -> None:
    lender = program.services.lenders.active()[0]
    id_ = letter(program, "tpl_pipl_request")
    program.window.go(Target("follow_up", section=NEW_FILING, entry=id_, lender=lender.id))
    found = program.services.filings().letter(id_)
    assert found is not None
    assert program.named(QLineEdit, "filing_title").text() == found.title
    assert program.named(Combo, "filing_lender").currentData() == lender.id
    # 15 working days after 22 November, a Sunday: the eleventh of December.
    assert "2026年12月11日" in program.named(Text, "filing_due").text()
    assert not room(program).unsaved(), "nothing was written yet"
    program.click(program.named(QAbstractButton, "filing_save"))
    ((filing, due),) = program.services.filings().all()
    assert (filing.letter, filing.lender, due.day) == (id_, lender.id, date(2026, 12, 11))


def test_what_falls_due_is_said_in_words_with_what_to_do(program: Program) -> None:
    hand_in(program)
    hand_in(program, "tpl_pipl_request", sent=date(2026, 11, 9), received=None, ticket="")
    program.press("Ctrl+G")
    page = room(program)
    assert [chip for _, chip in listed(page)] == ["已过 4 天", "还有 6 个工作日"]
    assert "已过 4 天，可以这样做：" in words_on(page.card)
    assert "数到 2026年11月18日。" in words_on(page.card)
    assert "第三十九条" not in words_on(page.card), "an article that was not read is not shown"
    program.click(program.named(QAbstractButton, "filing_next_letter"))
    assert program.window.here() == Target("letters")
    program.press("Ctrl+G")
    program.click(program.named(QAbstractButton, "filing_rule"))
    here = program.window.here()
    assert here is not None
    assert (here.page, here.section) == ("library", "rules")
    program.press("Ctrl+G")
    program.click(program.named(QAbstractButton, "filing_next_step"))
    here = program.window.here()
    assert here is not None
    assert here.page == "checklist"


def test_the_number_can_be_copied(program: Program) -> None:
    hand_in(program)
    program.press("Ctrl+G")
    program.click(program.named(QAbstractButton, "filing_copy"))
    assert QGuiApplication.clipboard().text() == "GD1103-0421"


def test_a_status_is_taken_shown_and_taken_back(program: Program) -> None:
    filing = hand_in(program)
    program.press("Ctrl+G")
    page = room(program)
    assert entry(program).badge() == 1
    program.click(program.button("现在到哪一步了:已答复"))
    assert listed(page) == [(filing.title, "已答复")]
    assert entry(program).badge() == 0
    assert shown_status(page) is FilingStatus.ANSWERED
    program.press("Ctrl+Z")
    assert not program.sees("按 Ctrl+Z 可以改回来"), "it has just been done"
    assert shown_status(page) is FilingStatus.SUBMITTED
    assert entry(program).badge() == 1
    program.click(program.button("现在到哪一步了:不满意"))
    assert "对答复不满意，可以接着走：" in words_on(page.card)
    program.click(program.named(QAbstractButton, "filing_remove"))
    assert listed(page) == []
    program.press("Ctrl+Z")
    assert len(listed(page)) == 1


def test_a_correction_brings_the_day(program: Program) -> None:
    hand_in(program, "tpl_miit_appeal", received=None)
    program.press("Ctrl+G")
    page = room(program)
    assert listed(page)[0][1] == "还没开始算"
    program.click(program.named(QAbstractButton, "filing_change"))
    (which,) = page.findChildren(Combo, "filing_letter")
    assert not which.isVisible(), "its days would be others"
    program.click(program.named(QCheckBox, "filing_accepted"))
    day = next(edit for edit in page.findChildren(DayEdit) if edit.accessibleName() == "受理的日子")
    day.show_day(date(2026, 11, 4))
    program.click(program.named(QAbstractButton, "filing_save"))
    # 30 days after the fourth of November.
    assert page.card.shown is not None
    assert program.services.filings().due(page.card.shown).day == date(2026, 12, 4)
    assert listed(page)[0][1] == "还有 12 天"


def test_what_cannot_be_is_said_and_stays_in_the_form(program: Program) -> None:
    program.press("Ctrl+G")
    program.click(program.named(QAbstractButton, "filing_new"))
    program.write("信")
    day = program.named(DayEdit, "filing_sent")
    day.show_day(date(2026, 11, 30))
    with notices() as told:
        program.click(program.named(QAbstractButton, "filing_save"))
    assert ["日子还没到" in words for words in told.read] == [True]
    assert program.named(QLineEdit, "filing_title").text() == "信"
    program.press("Esc")
    assert program.services.filings().all() == ()


def test_the_keyboard_goes_to_what_is_too_long(program: Program) -> None:
    program.press("Ctrl+G")
    program.click(program.named(QAbstractButton, "filing_new"))
    program.write("信")
    program.named(QLineEdit, "filing_recipient").setText("长" * 61)
    with notices() as told:
        program.click(program.named(QAbstractButton, "filing_save"))
    assert ["60 个字以内" in words for words in told.read] == [True]
    assert program.focus().objectName() == "filing_recipient"
    program.named(QLineEdit, "filing_recipient").setText("客服")
    program.named(QPlainTextEdit, "filing_note").setPlainText("长" * 1001)
    with notices() as told:
        program.click(program.named(QAbstractButton, "filing_save"))
    assert ["1000 个字以内" in words for words in told.read] == [True]
    assert program.focus().objectName() == "filing_note"


def test_days_of_a_year_that_is_not_covered_are_said(program: Program, clock: Clock) -> None:
    clock.moment = datetime(2026, 12, 21, 12, tzinfo=UTC)
    hand_in(program, "tpl_pipl_request", sent=date(2026, 12, 21), received=None)
    program.press("Ctrl+G")
    page = room(program)
    assert listed(page)[0][1] == "还算不出哪天"
    said = words_on(page.card)
    assert "只能数到 2026年12月31日，还差 7 个工作日" in said
    assert "2027年的放假安排还没有收进来" in said


def test_a_draft_comes_back(program: Program) -> None:
    lender = program.services.lenders.active()[0]
    page = room(program)
    assert page.draft() == {}
    program.window.go(Target("follow_up", section=NEW_FILING, lender=lender.id))
    assert page.draft() == {}
    program.write("写到一半")
    program.named(QPlainTextEdit, "filing_note").setPlainText("两行\n备注")
    program.click(program.button("怎么交的:EMS"))
    program.click(program.named(QCheckBox, "filing_told"))
    draft = page.draft()
    assert page.unsaved()
    page.give_up()
    assert page.draft() == {}
    assert not page.unsaved()
    page.resume(draft)
    assert page.draft() == draft
    program.click(program.named(QAbstractButton, "filing_save"))
    ((filing, _),) = program.services.filings().all()
    assert (filing.title, filing.note, filing.way, filing.told, filing.lender) == (
        *("写到一半", "两行\n备注", FilingWay.EMS, date(2026, 11, 22), lender.id),
    )


def test_the_days_go_into_a_calendar_file(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(program, told=date(2026, 12, 1))
    path = tmp_path / "日程.ics"
    suggested: list[str] = []

    def where(_parent: object, there: Path, _kind: str, _suffix: str) -> Path:
        suggested.append(there.name)
        return path

    monkeypatch.setattr(ask, "where_to_save", where)
    program.press("Ctrl+G")
    program.click(program.named(QAbstractButton, "filing_calendar"))
    assert program.sees("已存到")
    assert suggested == ["日程.ics"]
    assert len(Calendar.from_ical(path.read_bytes()).walk("VEVENT")) == 1
    program.click(program.named(QAbstractButton, "filing_calendar_all"))
    assert len(suggested) == 2


# ---- what falls due ------------------------------------------------------------------------------


def bars(program: Program) -> list[NewsBar]:
    return [bar for bar in program.window.findChildren(NewsBar) if bar.isVisible()]


def waiting(qtbot: QtBot, wanted: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(wanted()))


def test_what_is_due_is_said_at_the_next_start_and_tells_nobody(
    program: Program, qtbot: QtBot
) -> None:
    hand_in(program)
    assert entry(program).badge() == 1
    assert "1 项" in entry(program).accessibleDescription()
    program.open_again()
    waiting(qtbot, lambda: bars(program))
    (bar,) = bars(program)
    assert entry(program).badge() == 1
    for word in TELLING:
        assert word not in words_on(bar)
    program.click(program.button("去看看"))
    assert room(program).isVisible()
    assert bars(program) == []


def test_a_new_day_is_said_where_nobody_looks(program: Program, clock: Clock) -> None:
    hand_in(program, told=date(2026, 12, 20))
    assert entry(program).badge() == 0
    told: list[str] = []
    program.window.notice.connect(told.append)
    clock.moment = datetime(2026, 12, 14, 8, tzinfo=UTC)
    program.window._new_day()
    settle()
    assert entry(program).badge() == 1
    assert len(bars(program)) == 1
    assert told == [], "the window is in front"
    program.window.hide()
    settle()
    clock.moment = datetime(2026, 12, 21, 8, tzinfo=UTC)
    program.window._new_day()
    assert len(told) == 1
    for word in TELLING:
        assert word not in told[0]
    program.services.filings().come_to(
        program.services.filings().all()[0][0].id, FilingStatus.CLOSED
    )
    settle()
    assert entry(program).badge() == 0
    assert program.window.findChildren(NewsBar) == []
    program.window.show()


# ---- room ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(900, 600), (1366, 768)])
def test_nothing_is_cut_off(program: Program, size: tuple[int, int], percent: int) -> None:
    hand_in(program)
    hand_in(program, "tpl_nfra", note="话" * 300, ticket="9" * 60, recipient="长" * 60)
    theme.apply("light", percent)
    program.window.resize(*size)
    program.press("Ctrl+G")
    page = room(program)
    settle()
    assert list(cut_off(program.window)) == []
    if not page.card.isVisible():
        page.rows.setFocus()
        program.press("Return")
        assert page.card.isVisible()
        assert list(cut_off(program.window)) == []
        program.press("Esc")
        assert isinstance(program.focus(), RowList)
    program.window.go(Target("follow_up", section=NEW_FILING))
    settle()
    assert list(cut_off(program.window)) == []


def test_the_search_leads_to_what_was_handed_in(program: Program) -> None:
    hand_in(program, ticket="GD1")
    wanted = hand_in(program, "tpl_pipl_request", received=None, ticket="QQ-77")
    program.press("Ctrl+F")
    program.write("QQ-77")
    program.press("Down")
    program.press("Return")
    page = room(program)
    assert page.isVisible()
    assert page.card.shown is not None
    assert page.card.shown.id == wanted.id


def test_what_is_not_noted_yet_is_said_where_something_else_was_to_be_noted(
    program: Program,
) -> None:
    hand_in(program)
    program.window.go(Target("follow_up", section=NEW_FILING, entry=letter(program, "tpl_nfra")))
    settle()
    assert not program.sees("还没有记下")
    ticket = program.named(QLineEdit, "filing_ticket")
    ticket.setText("TS-1")
    program.window.go(
        Target("follow_up", section=NEW_FILING, entry=letter(program, "tpl_operator"))
    )
    settle()
    assert program.named(QLineEdit, "filing_ticket").text() == "TS-1"
    assert program.sees("还没有记下")
    program.click(program.named(QAbstractButton, "filing_save"))
    program.click(program.named(QAbstractButton, "filing_new"))
    assert not program.sees("还没有记下")
    program.press("Esc")


def test_what_is_typed_stays_when_the_form_is_left(program: Program) -> None:
    hand_in(program)
    program.press("Ctrl+G")
    page = room(program)
    assert not program.sees("还没有记下")
    program.click(program.named(QAbstractButton, "filing_new"))
    program.press("Esc")
    assert not program.sees("还没有记下"), "nothing was written"
    program.click(program.named(QAbstractButton, "filing_new"))
    program.write("写到一半")
    program.press("Esc")
    assert page.rows.isVisible(), "the list is shown"
    assert page.unsaved()
    assert program.sees("写到一半的一项，还没有记下。")
    program.press("Ctrl+1")
    program.press("Ctrl+G")
    assert program.sees("写到一半的一项，还没有记下。")
    program.click(program.named(QAbstractButton, "filing_go_on"))
    assert page.isAncestorOf(program.focus())
    assert program.named(QLineEdit, "filing_title").text() == "写到一半"
    program.click(program.named(QAbstractButton, "filing_leave"))
    program.click(program.named(QAbstractButton, "filing_change"))
    assert program.named(QLineEdit, "filing_title").text() == "写到一半"
    assert program.sees("还没有记下"), "what was begun comes before what was to be corrected"
    program.click(program.named(QAbstractButton, "filing_save"))
    assert not program.sees("写到一半的一项，还没有记下。")
    assert [row[0] for row in listed(page)].count("写到一半") == 1


def test_what_came_of_it_meanwhile_is_not_lost_to_a_half_written_correction(
    program: Program,
) -> None:
    filing = hand_in(program)
    program.press("Ctrl+G")
    program.click(program.named(QAbstractButton, "filing_change"))
    program.named(QLineEdit, "filing_ticket").setFocus()
    program.write("-2")
    program.press("Esc")
    program.services.filings().come_to(filing.id, FilingStatus.ACCEPTED)
    settle()
    program.click(program.named(QAbstractButton, "filing_go_on"))
    assert program.named(QCheckBox, "filing_accepted").isChecked()
    program.click(program.named(QAbstractButton, "filing_save"))
    now = program.services.filings().get(filing.id)
    assert now is not None
    assert now.ticket == "GD1103-0421-2"
    assert now.accepted == date(2026, 11, 22)


def test_nothing_is_half_written_of_what_was_only_looked_at(program: Program) -> None:
    filing = hand_in(program)
    program.press("Ctrl+G")
    program.click(program.named(QAbstractButton, "filing_change"))
    program.press("Esc")
    program.services.filings().remove(filing.id)
    settle()
    assert not program.page("follow_up").unsaved()
    assert not program.sees("还没有记下")


def test_a_correction_of_what_is_gone_is_called_new(program: Program) -> None:
    filing = hand_in(program)
    program.press("Ctrl+G")
    program.click(program.named(QAbstractButton, "filing_change"))
    assert program.sees("改一改")
    program.named(QLineEdit, "filing_ticket").setFocus()
    program.write("-2")
    program.press("Esc")
    program.services.filings().remove(filing.id)
    settle()
    program.click(program.named(QAbstractButton, "filing_go_on"))
    assert not program.sees("改一改")
    program.click(program.named(QAbstractButton, "filing_save"))
    assert len(program.services.filings().all()) == 1


def test_what_is_typed_is_let_go_only_by_somebody_who_says_so(program: Program) -> None:
    program.press("Ctrl+G")
    page = room(program)
    program.click(program.named(QAbstractButton, "filing_new"))
    drop = page.findChild(QAbstractButton, "filing_drop")
    assert drop is not None
    assert not drop.isVisible(), "there is nothing to let go of"
    program.write("写到一半")
    with notices() as told:
        told.answer = "接着写"
        program.click(drop)
        assert program.named(QLineEdit, "filing_title").text() == "写到一半"
        told.answer = "不要了"
        program.click(drop)
    assert ["还没有记下" in words for words in told.read] == [True, True]
    assert not page.unsaved()
    assert program.named(Text, "filing_nothing").isVisible()
    assert program.services.filings().all() == ()


def test_a_letter_that_follows_begins_with_what_was_handed_in(program: Program) -> None:
    lender = program.services.lenders.active()[0]
    sent = {"sent": date(2026, 10, 9), "received": None, "lender": lender.id}
    hand_in(program, "tpl_pipl_request", **sent, recipient="某某公司客服", way=FilingWay.EMS)
    program.press("Ctrl+G")
    program.click(program.named(QAbstractButton, "filing_next_letter"))
    assert program.sees("2026年10月9日交，编号 GD1103-0421")
    program.click(program.named(QAbstractButton, "letter_begin"))
    told = {
        name: program.named(QLineEdit, f"fact_{name}").text()
        for name in ("complaint_date", "ticket_no", "complaint_way")
    }
    assert told == {
        "complaint_date": "2026-10-09",
        "ticket_no": "GD1103-0421",
        "complaint_way": "EMS，交给某某公司客服",
    }
    (draft,) = program.services.letters().drafts()
    assert draft.filling.lender == lender.id
    assert program.sees("来自投诉跟进")
    written = program.services.letters().write(draft.filling)
    said = "".join(run.text for part in written.parts for run in part.runs)
    assert "我在2026年10月9日提交的事项，编号GD1103-0421" in said
    assert "提交方式：EMS，交给某某公司客服。" in said


def test_the_number_of_the_operator_stands_in_the_appeal(program: Program) -> None:
    hand_in(program)
    program.press("Ctrl+G")
    program.click(program.named(QAbstractButton, "filing_next_letter"))
    program.click(program.named(QAbstractButton, "letter_begin"))
    assert program.named(QLineEdit, "fact_operator_ticket").text() == "GD1103-0421"
    assert program.named(QLineEdit, "fact_complaint_date").text() == "2026-11-03"


def test_what_was_handed_in_stands_in_no_other_letter(program: Program) -> None:
    hand_in(program)
    program.press("Ctrl+G")
    program.click(program.named(QAbstractButton, "filing_next_letter"))
    letters = program.page("letters")
    letters.show_target(Target("letters", entry=letter(program, "tpl_nfra")))
    settle()
    assert not program.sees("编号 GD1103-0421")
    program.click(program.named(QAbstractButton, "letter_begin"))
    assert program.named(QLineEdit, "fact_ticket_no").text() == ""


def test_something_of_ones_own_has_a_way_to_a_reminder_too(program: Program) -> None:
    told = Filing("", "给客服的信", date(2026, 11, 3), ticket="KF-1", told=date(2026, 11, 10))
    program.services.filings().add(told)
    program.press("Ctrl+G")
    program.click(program.named(QAbstractButton, "filing_next_letter"))
    program.click(program.named(QAbstractButton, "letter_begin"))
    assert program.named(QLineEdit, "fact_ticket_no").text() == "KF-1"


def test_a_letter_that_follows_is_about_the_same_lender_also_if_it_was_put_away(
    program: Program,
) -> None:
    lenders = program.services.lenders
    first = lenders.active()[0]
    lenders.add("另一家")
    hand_in(program, lender=first.id)
    lenders.archive(first.id)
    program.press("Ctrl+G")
    program.click(program.named(QAbstractButton, "filing_next_letter"))
    assert program.named(Combo, "before_lender").currentData() == first.id
