"""The card for a call, above all windows: ticked, typed, noted, undone, locked, covered."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollArea

from desktop.domain.filings import DueKind, FilingWay
from desktop.domain.incidents import Incident, IncidentKind
from desktop.domain.steps import CALL_LETTER
from desktop.services.errors import DiskFull
from desktop.ui.call.card import CallCard
from desktop.ui.care import Care
from desktop.ui.messages import sentence
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.tick_line import TickLine
from tests.ui.looks import button_called, cut_off, words_on
from tests.ui.program import Clock, Program, full_disk, notices, settle
from tests.ui.vaulted import VaultProgram

FIELDS = ("ticket", "agent", "reply", "number", "said")


def first(program: Program) -> str:
    return program.services.lenders.active()[0].id


def call(program: Program, lender: str = "") -> CallCard:
    """As a page asks for it."""
    program.page("home").call_asked.emit(lender or first(program))
    settle()
    return program.window.call_card()


def lines(card: CallCard) -> list[TickLine]:
    return card.findChildren(TickLine)


def click(card: CallCard, name: str) -> None:
    button = card.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def field(card: CallCard, name: str) -> QLineEdit:
    found = card.findChild(QLineEdit, f"call_{name}")
    assert isinstance(found, QLineEdit)
    return found


def write(program: Program, card: CallCard, name: str, text: str) -> None:
    field(card, name).setFocus()
    program.write(text)


def said(card: CallCard) -> str:
    label = card.findChild(Text, "call_said")
    assert isinstance(label, Text)
    return label.text() if label.isVisible() else ""


def offers_undo(card: CallCard) -> bool:
    button = card.findChild(QAbstractButton, "call_undo")
    return isinstance(button, QAbstractButton) and button.isVisible()


def log(program: Program) -> tuple[Incident, ...]:
    return program.services.incidents().latest(9)


# ---- while talking ---------------------------------------------------------------------------


def test_it_stays_above_all_and_its_title_tells_nobody_anything(program: Program) -> None:
    card = call(program)
    assert card.isWindow()
    assert card.parent() is None
    assert card.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert card.windowTitle() == "安心清单"
    assert not card.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    program.window.showMinimized()
    settle()
    assert card.isVisible()
    program.window.showNormal()


def test_it_is_told_from_other_windows_by_its_icon(program: Program) -> None:
    assert not call(program).windowIcon().isNull()


def test_the_words_are_large_and_say_first_when_not_to_call(program: Program) -> None:
    program.services.lenders.rename(first(program), "甲家")
    card = call(program)
    words = words_on(card)
    assert "甲家" in words
    assert "这些情况先别打" in words
    assert "诉讼时效" in words
    for line in lines(card):
        assert line.isCheckable()
        assert line.accessibleName() == line.text()
    assert (
        program.services.calls().script(first(program)).parts[0].points[0] == lines(card)[0].text()
    )


def test_points_are_ticked_and_the_keyboard_goes_on(program: Program) -> None:
    card = call(program)
    assert QApplication.focusWidget() is lines(card)[0]
    program.press("Space")
    assert lines(card)[0].isChecked()
    program.press("Tab")
    assert QApplication.focusWidget() is lines(card)[1]
    QTest.mouseClick(lines(card)[1], Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    assert lines(card)[1].isChecked()
    call(program)
    assert QApplication.focusWidget() is lines(card)[2]


def test_the_call_lands_in_the_log(program: Program, clock: Clock) -> None:
    card = call(program)
    begun = clock.moment
    lines(card)[4].click()
    clock.moment += timedelta(minutes=12)
    for name in FIELDS:
        write(program, card, name, f"{name}1")
    click(card, "call_save")
    (noted,) = log(program)
    assert noted.kinds == (IncidentKind.OWN_CALL,)
    assert noted.at == begun, "when it began, not when it was noted"
    assert noted.lender == first(program)
    assert noted.number == "number1"
    for name in ("ticket", "agent", "reply", "said"):
        assert f"{name}1" in noted.line
        assert field(card, name).text() == ""
    assert "讲到：" in noted.line
    assert not any(line.isChecked() for line in lines(card))
    assert "已记下" in said(card)


def test_a_number_that_was_given_leads_to_where_the_days_are_counted(program: Program) -> None:
    card = call(program)
    follow = card.findChild(QAbstractButton, "call_follow")
    assert follow is not None
    write(program, card, "said", "登记了")
    click(card, "call_save")
    assert not follow.isVisible(), "there is nothing to ask after"
    write(program, card, "ticket", "KF-9")
    click(card, "call_save")
    click(card, "call_follow")
    assert not card.isVisible(), "it would lie on the form"
    assert program.page("follow_up").isVisible()
    assert program.named(QLineEdit, "filing_ticket").text() == "KF-9"
    assert program.button("怎么交的:电话").isChecked()
    program.click(program.named(QAbstractButton, "filing_save"))
    ((filing, due),) = program.services.filings().all()
    assert (filing.letter, filing.lender, filing.ticket) == (CALL_LETTER, first(program), "KF-9")
    assert filing.way is FilingWay.PHONE
    assert (due.kind, due.start) == (DueKind.COUNTED, filing.sent), "who picks up has received it"


def test_return_in_a_field_notes_it(program: Program) -> None:
    card = call(program)
    write(program, card, "ticket", "TS-1")
    program.press("Return")
    assert len(log(program)) == 1


def test_it_can_be_undone_at_once(program: Program) -> None:
    card = call(program)
    write(program, card, "ticket", "TS-1")
    click(card, "call_save")
    assert offers_undo(card)
    click(card, "call_undo")
    assert log(program) == ()
    assert "已撤销" in said(card)
    assert not offers_undo(card)


def test_undo_takes_back_nothing_else(program: Program) -> None:
    card = call(program)
    write(program, card, "ticket", "TS-1")
    click(card, "call_save")
    program.services.lenders.add("另一家")
    click(card, "call_undo")
    assert len(log(program)) == 1
    assert "另一家" in [one.name for one in program.services.lenders.all()]
    assert not offers_undo(card)


# ---- nothing is lost -------------------------------------------------------------------------


def test_closing_keeps_what_was_told(program: Program) -> None:
    card = call(program)
    lines(card)[0].click()
    write(program, card, "ticket", "TS-1")
    place = card.pos()
    program.press("Esc")
    assert not card.isVisible()
    assert program.window.isVisible()
    assert call(program) is card
    assert card.pos() == place
    assert field(card, "ticket").text() == "TS-1"
    assert lines(card)[0].isChecked()


def test_another_call_waits_until_the_last_is_noted(program: Program) -> None:
    other = program.services.lenders.add("乙家").id
    card = call(program)
    write(program, card, "ticket", "TS-1")
    call(program, other)
    assert field(card, "ticket").text() == "TS-1"
    assert "上一通还没有记下" in said(card)
    click(card, "call_save")
    assert log(program)[0].lender == first(program)
    call(program, other)
    assert "乙家" in words_on(card)
    write(program, card, "ticket", "TS-2")
    click(card, "call_save")
    assert log(program)[0].lender == other


def test_closing_the_program_asks_first(program: Program) -> None:
    card = call(program)
    write(program, card, "said", "会登记")
    with notices() as told:
        told.answer = "先不关"
        program.window.close()
        settle()
        assert told.read
    assert program.window.isVisible()
    assert field(card, "said").text() == "会登记"
    with notices() as told:
        told.answer = "不要了，关掉"
        program.window.close()
        settle()
    assert not program.window.isVisible()
    assert not card.unsaved()


def test_a_full_disk_loses_nothing(program: Program) -> None:
    card = call(program)
    write(program, card, "ticket", "TS-1")
    with notices() as told, full_disk(program.folder):
        click(card, "call_save")
        assert told.read
    assert sentence(DiskFull(program.folder))[:4] in told.read[0]
    assert field(card, "ticket").text() == "TS-1"
    click(card, "call_save")
    assert len(log(program)) == 1


def test_it_goes_with_the_program(program: Program) -> None:
    card = call(program)
    assert card in QApplication.topLevelWidgets()
    program.close()
    assert not any(isinstance(one, CallCard) for one in QApplication.topLevelWidgets())


# ---- room ------------------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [90, 100, 200])
def test_nothing_is_cut_off_and_the_number_stays_in_sight(program: Program, percent: int) -> None:
    program.services.preferences.set_text_percent(percent)
    card = call(program)
    assert list(cut_off(card)) == []
    screen = card.screen().availableGeometry()
    assert screen.contains(card.frameGeometry())
    for name in ("call_ticket", "call_save"):
        part = card.findChild(QLineEdit if name == "call_ticket" else QAbstractButton, name)
        assert part is not None
        assert card.rect().contains(part.mapTo(card, part.rect().bottomRight()))
        assert not any(area.isAncestorOf(part) for area in card.findChildren(QScrollArea))


# ---- lock and cover --------------------------------------------------------------------------


@pytest.fixture
def vaulted(tmp_path: Path, clock: Clock, _look: None) -> Iterator[VaultProgram]:
    opened = VaultProgram(tmp_path / "data", clock)
    opened.open()
    opened.home()
    opened.encrypt()
    yield opened
    with notices():
        opened.close()


def test_a_lock_takes_it_away_and_gives_it_back(vaulted: VaultProgram, clock: Clock) -> None:
    card = call(vaulted)
    begun = clock.moment
    lines(card)[3].click()
    ticked = lines(card)[3].text()
    write(vaulted, card, "ticket", "TS-1")
    vaulted.keeper.lock("asked")
    assert not card.isVisible()
    vaulted.close()
    clock.moment += timedelta(minutes=20)
    vaulted.open()
    card = vaulted.window.call_card()
    assert card.isVisible()
    assert field(card, "ticket").text() == "TS-1"
    assert [line.text() for line in lines(card) if line.isChecked()] == [ticked]
    click(card, "call_save")
    assert log(vaulted)[0].at == begun
    vaulted.keeper.lock("asked")
    vaulted.close()
    vaulted.open()
    assert vaulted.window.call_draft() == {}, "what was noted does not come back"


@pytest.mark.parametrize("times", [0, 2])
def test_nothing_told_is_nothing_kept(vaulted: VaultProgram, times: int) -> None:
    card = call(vaulted)
    for _ in range(times):
        lines(card)[0].toggle()  # Ticked, and taken back.
    vaulted.keeper.lock("asked")
    vaulted.close()
    vaulted.open()
    assert not any(isinstance(one, CallCard) for one in QApplication.topLevelWidgets())


def test_the_cover_hides_it_and_brings_it_back(vaulted: VaultProgram) -> None:
    card = call(vaulted)
    write(vaulted, card, "ticket", "TS-1")
    vaulted.keeper.guard.toggle_cover()
    settle()
    assert not card.isVisible()
    vaulted.keeper.guard.toggle_cover()
    settle()
    assert card.isVisible()
    assert field(card, "ticket").text() == "TS-1"


def test_what_was_being_told_of_a_call_is_offered_after_a_bad_end(program: Program) -> None:
    care = Care(program.window, program.services)
    write(program, call(program), "ticket", "TS-88")
    care.keep_drafts()
    care.stop()
    # A kill asks nobody whether the words are wanted.
    program.window.call_card().give_up()
    program.open_again()
    program.press("Ctrl+1")
    again = Care(program.window, program.services)
    settle()
    program.click(button_called(program.window, "恢复"))
    settle()
    assert field(program.window.call_card(), "ticket").text() == "TS-88"
    again.finish()
    assert program.services.drafts().pages() == ()
    program.window.call_card().give_up()
