"""Somebody else fills in a statement at this computer, and sees nothing but the form."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDateEdit,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.doorbell import Doorbell
from desktop.ui.evidence.contact_papers import ContactPaperDialog
from desktop.ui.lock.cover import Cover
from desktop.ui.navigation import Target
from desktop.ui.visit.window import VisitWindow
from desktop.ui.widgets.text import Text
from tests.ui.looks import cut_off, words_on
from tests.ui.program import Clock, Program, settle
from tests.ui.vaulted import VaultProgram
from tests.vaults import PASSPHRASE

TYPED = {
    "contact_name": "王小表",
    "contact_phone": "13900000000",
    "borrower_name": "李某",
    "relation": "表姐",
}


def begin(program: Program) -> VisitWindow:
    """As the person does, before they give the chair away."""
    program.press("Ctrl+E")
    program.click(program.button("给亲友的纸…"))
    (dialog,) = program.window.findChildren(ContactPaperDialog)
    program.click(button(dialog, "情况说明表"))
    program.click(button(dialog, "在这台电脑上填…"))
    return visit()


def visit() -> VisitWindow:
    settle()
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, VisitWindow)]
    assert len(found) == 1
    return found[0]


def button(host: QWidget, words: str) -> QAbstractButton:
    settle()
    found = (each for each in host.findChildren(QAbstractButton) if each.isVisible())
    return next(each for each in found if each.text() == words)


def fill(window: VisitWindow) -> None:
    for key, text in TYPED.items():
        field = window.findChild(QLineEdit, f"statement_{key}")
        assert field is not None
        field.setText(text)
    words = window.findChild(QPlainTextEdit, "statement_first")
    assert words is not None
    words.setPlainText("晚上打来，说他欠钱")
    for name in ("uninvolved", "signs", "shares"):
        window.form._pledges[name].box.setChecked(True)
    QTest.mouseClick(button(window, "记不清了"), Qt.MouseButton.LeftButton)


def seen() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def give_back(program: Program) -> None:
    window = visit()
    program.click(button(window, "把电脑还给主人"))
    program.click(button(window, "我是主人，回到程序"))


@pytest.fixture
def lender(program: Program) -> str:
    return program.services.lenders.add("某某分期").name


def test_it_is_told_from_other_windows_by_its_icon(program: Program) -> None:
    assert not begin(program).windowIcon().isNull()


def test_nothing_but_the_form_is_seen_and_no_key_leads_past_it(
    program: Program, lender: str
) -> None:
    program.services.incidents().add(line="很难听的话")
    begin(program)
    window = visit()
    assert seen() == [window]
    words = words_on(window)
    assert lender not in words
    assert "很难听" not in words
    before = program.window.here()
    window.activateWindow()
    settle()
    for keys in ("Ctrl+F", "Ctrl+1", "Ctrl+N", "Ctrl+B", "Ctrl+Z", "Esc"):
        program.press(keys)
        assert seen() == [window]
    assert program.window.here() == before
    program.click(button(window, "还没有，回到表上"))
    window.close()
    assert window.isVisible(), "the frame of the window leads to the question"
    assert button(window, "我是主人，回到程序")
    program.click(button(window, "我是主人，回到程序"))
    assert program.window.isVisible()


def test_what_is_filled_in_is_one_entry_and_the_person_comes_back_to_it(
    program: Program, qtbot: QtBot
) -> None:
    window = begin(program)
    fill(window)
    program.click(button(window, "存下"))
    qtbot.waitUntil(lambda: program.services.incidents().count() == 1)
    qtbot.waitUntil(lambda: "存好了" in words_on(window) and button(window, "打印…").isVisible())
    (told,) = program.services.incidents().latest(1)
    assert told.by_contact
    assert told.contact == "王小表"
    give_back(program)
    assert program.window.here() == Target("evidence")
    assert program.sees("1 笔是他们自己记的")
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, VisitWindow)]


def test_who_does_not_agree_has_it_held_back(program: Program, qtbot: QtBot) -> None:
    window = begin(program)
    fill(window)
    window.form._pledges["shares"].box.setChecked(False)
    program.click(button(window, "存下"))
    qtbot.waitUntil(lambda: program.services.incidents().count() == 1)
    qtbot.waitUntil(lambda: "存好了" in words_on(window))
    (told,) = program.services.incidents().latest(1)
    (file,) = program.services.attachments().of(told.id)
    assert file.held_back
    give_back(program)


def test_what_is_missing_is_said_and_gets_the_keyboard(program: Program) -> None:
    window = begin(program)
    window.activateWindow()
    program.click(button(window, "存下"))
    assert "还差 8 处，先看这里：你的姓名" in words_on(window)
    assert program.focus().objectName() == "statement_contact_name"
    fill(window)
    window.form._pledges["signs"].box.setChecked(False)
    program.click(button(window, "存下"))
    assert "还差 1 处" in words_on(window)
    assert program.focus().objectName() == "statement_signs"
    assert program.services.incidents().count() == 0
    assert program.page("evidence").draft()["visit.contact_name"] == "王小表"
    give_back(program)
    assert program.page("evidence").draft() == {}, "what was given up is not kept"


def test_nobody_signs_a_time_they_did_not_choose(
    program: Program, qtbot: QtBot, clock: Clock
) -> None:
    window = begin(program)
    moment = window.form._latest.moment_edit
    assert not moment.isVisible()
    fill(window)
    program.click(button(window, "另选时间"))
    assert moment.isVisible()
    window.activateWindow()
    program.click(button(window, "存下"))
    assert "还差 1 处，先看这里：最近一次是什么时候" in words_on(window)
    assert program.focus() is moment, "what stands in it was not chosen yet"
    how = next(each for each in window.findChildren(Text) if "请改成那一次" in each.text())
    assert how.isVisible()
    program.press("Down")
    assert not how.isVisible()
    program.click(button(window, "存下"))
    qtbot.waitUntil(lambda: program.services.incidents().count() == 1)
    qtbot.waitUntil(lambda: "存好了" in words_on(window))
    (told,) = program.services.incidents().latest(1)
    assert clock.moment - told.at == timedelta(hours=1)
    give_back(program)


def test_just_now_is_just_now(program: Program, qtbot: QtBot, clock: Clock) -> None:
    window = begin(program)
    fill(window)
    program.click(button(window, "就是刚才"))
    clock.moment += timedelta(minutes=20)
    program.click(button(window, "存下"))
    qtbot.waitUntil(lambda: program.services.incidents().count() == 1)
    qtbot.waitUntil(lambda: "存好了" in words_on(window))
    (told,) = program.services.incidents().latest(1)
    assert clock.moment - told.at == timedelta(minutes=20), "when they said so, not when they ended"
    give_back(program)


@pytest.mark.parametrize("chosen", ["就是刚才", "另选时间", "记不清了"])
def test_what_was_said_of_the_time_is_there_after_a_lock(program: Program, chosen: str) -> None:
    window = begin(program)
    fill(window)
    program.click(button(window, chosen))
    if chosen == "另选时间":
        window.form._latest.moment_edit.stepBy(-3)
    told, draft = window.form.happened(), window.form.draft()
    give_back(program)
    window = begin(program)
    window.form.resume(draft)
    assert window.form.happened() == told
    assert window.form.missing() == ()
    give_back(program)


def test_what_is_missing_stays_in_sight_beside_what_is_said(program: Program) -> None:
    window = begin(program)
    window.resize(760, 600)
    fill(window)
    box = window.form._pledges["signs"].box
    box.setChecked(False)
    window.activateWindow()
    box.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    program.click(button(window, "存下"))
    settle()
    assert "还差 1 处" in words_on(window)
    assert box.visibleRegion().boundingRect() == box.rect()
    give_back(program)


def test_a_day_is_asked_for_only_where_it_is_needed(program: Program) -> None:
    window = begin(program)
    day = window.form._stop
    assert not day.isVisible()
    (words,) = window.form._pledges["refused"].findChildren(Text)
    program.click(words)
    assert window.form._pledges["refused"].box.isChecked(), "a click on the words ticks"
    assert day.isVisible()
    assert day.day() is None
    give_back(program)


@pytest.mark.parametrize(
    ("chosen", "words"), [("今天", "2026年11月22日"), ("另选日期", "2026年11月21日")]
)
def test_nobody_signs_a_day_they_did_not_choose(program: Program, chosen: str, words: str) -> None:
    window = begin(program)
    fill(window)
    window.form._pledges["refused"].box.setChecked(True)
    window.activateWindow()
    program.click(button(window, "存下"))
    assert "还差 1 处，先看这里：哪天说过不要再联系" in words_on(window)
    program.click(button(window, chosen))
    if chosen == "另选日期":
        program.click(button(window, "存下"))
        assert "还差 1 处" in words_on(window)
        assert program.focus() is window.form._stop.edit
        window.form._stop.edit.setCurrentSection(QDateEdit.Section.DaySection)
        program.press("Down")
    assert dict(window.form.told().facts)["stop_told_on"] == words
    assert window.form.missing() == ()
    draft = window.form.draft()
    give_back(program)
    window = begin(program)
    window.form.resume(draft)
    assert dict(window.form.told().facts)["stop_told_on"] == words
    give_back(program)


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_second_start_shows_the_form_and_not_the_program(
    program: Program, tmp_path: Path
) -> None:
    window = begin(program)
    bell = tmp_path / "call"
    bell.write_text("", encoding="utf-8")
    doorbell = Doorbell(bell, program.window)
    doorbell.begin()
    settle()
    assert seen() == [window]
    doorbell.deleteLater()
    give_back(program)


def test_other_small_windows_of_the_program_wait_too(program: Program) -> None:
    notice = QMessageBox()
    notice.setText("很难听的话")
    notice.setModal(False)
    notice.show()
    window = begin(program)
    assert seen() == [window]
    give_back(program)
    assert notice.isVisible()
    notice.close()
    notice.deleteLater()


def test_the_end_of_the_program_takes_the_form_along(program: Program) -> None:
    fill(begin(program))
    program.close()
    settle()
    assert seen() == []


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off(program: Program, percent: int) -> None:
    program.services.preferences.set_text_percent(percent)
    window = begin(program)
    window.form._pledges["refused"].box.setChecked(True)
    settle()
    assert list(cut_off(window)) == []
    program.click(button(window, "把电脑还给主人"))
    assert list(cut_off(window)) == []
    program.click(button(window, "我是主人，回到程序"))


@pytest.fixture
def vaulted(tmp_path: Path, clock: Clock, _look: None) -> Iterator[VaultProgram]:
    opened = VaultProgram(tmp_path / "data", clock)
    opened.open()
    opened.home()
    opened.encrypt()
    yield opened
    opened.close()


def test_with_a_vault_only_the_passphrase_leads_back(vaulted: VaultProgram, qtbot: QtBot) -> None:
    window = begin(vaulted)
    vaulted.click(button(window, "把电脑还给主人"))
    assert window._leaving is not None
    asking = window._leaving.asking
    assert asking is not None
    asking.field.line.setText("别的密码别的密码")
    asking.attempt()
    qtbot.waitUntil(lambda: bool(asking.answer.text()), timeout=20_000)
    assert seen() == [window]
    asking.field.line.setText(PASSPHRASE)
    asking.attempt()
    qtbot.waitUntil(vaulted.window.isVisible, timeout=20_000)


def test_a_lock_takes_the_form_away_and_gives_its_words_back(
    vaulted: VaultProgram, qtbot: QtBot
) -> None:
    fill(begin(vaulted))
    vaulted.keeper.lock("idle")
    assert seen() == []
    assert [why for why, _ in vaulted.became] == ["idle"]
    vaulted.open_again()
    vaulted.press("Ctrl+E")
    qtbot.waitUntil(lambda: bool(seen()) and isinstance(seen()[0], VisitWindow))
    told = dict(visit().form.told().facts)
    assert told["contact_name"] == "王小表"
    assert visit().form.told().confirmed == {"uninvolved", "signs", "shares"}


def test_the_quick_cover_covers_the_form_and_goes_again(program: Program) -> None:
    window = begin(program)
    cover = Cover(Clock())
    cover.put_up()
    settle()
    assert cover.front is not None
    assert QApplication.activeWindow() is cover.front, "it has the keyboard"
    assert not program.window.isVisible()
    cover.lift()
    settle()
    assert seen() == [window]
    cover.deleteLater()
    give_back(program)
