"""The room for someone whose phone will not stop ringing, by real clicks and keys."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from time import monotonic

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.incidents import LINE_LIMIT, Incident, IncidentChannel, Reached, next_steps
from desktop.domain.progress import State
from desktop.domain.scripts import ScriptUse
from desktop.domain.steps import Scope, Stage
from desktop.ui.incidents.safety import SafetyScreen
from desktop.ui.incidents.say import Prompter
from desktop.ui.navigation import Target
from desktop.ui.page_list import PAGES
from desktop.ui.pages.incidents import SCREENS
from desktop.ui.theme import theme
from desktop.ui.tour.driver import cut_off
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.moment_edit import MomentEdit
from desktop.ui.widgets.note_edit import NoteEdit
from desktop.ui.widgets.step_row import StepButton
from desktop.ui.widgets.text import Text
from tests.ui.looks import words_on
from tests.ui.program import Clock, Program, full_disk, notices, settle

MOST_CLICKS = 6
MOST_SECONDS = 10
OTHERS = [entry.name for entry in PAGES if entry.name != "incidents"]


def nav(program: Program) -> QAbstractButton:
    return program.named(QAbstractButton, "nav_incidents")


def room(program: Program) -> QWidget:
    return program.page("incidents")


def here(program: Program) -> str:
    target = program.window.here()
    assert target is not None
    return target.page


def open_screen(program: Program, screen: str) -> None:
    program.window.go(Target("incidents", section=screen))
    settle()


def noted(program: Program) -> tuple[Incident, ...]:
    return program.services.incidents().latest(99)


def write_line(program: Program, text: str, name: str = "incident_line") -> QLineEdit:
    field = program.named(QLineEdit, name)
    program.click(field)
    program.write(text)
    return field


def note(program: Program, line: str) -> Incident:
    write_line(program, line)
    program.click(program.button("记下"))
    return noted(program)[0]


# ---- the way in and out ----------------------------------------------------------------------


@pytest.mark.parametrize("name", OTHERS)
def test_it_is_one_click_from_every_page_and_esc_leads_back(program: Program, name: str) -> None:
    program.window.go(Target(name))
    settle()
    program.click(nav(program))
    assert room(program).isVisible()
    assert nav(program).isChecked()
    assert program.sees("现在安全吗？")
    program.press("Esc")
    assert here(program) == name
    assert program.page(name).isVisible()


@pytest.mark.parametrize("name", OTHERS)
def test_it_is_one_key_from_every_page(program: Program, name: str) -> None:
    program.window.go(Target(name))
    settle()
    program.press("Ctrl+B")
    assert room(program).isVisible()
    program.press("Ctrl+B")
    assert room(program).isVisible()
    program.click(program.named(QAbstractButton, "incidents_leave"))
    assert here(program) == name


def test_it_is_the_entry_just_above_the_settings(program: Program) -> None:
    names = [entry.name for entry in PAGES]
    assert names.index("incidents") == names.index("settings") - 1
    button, settings = nav(program), program.named(QAbstractButton, "nav_settings")
    library = program.named(QAbstractButton, "nav_library")
    assert settings.y() - button.y() < 2 * button.height() < button.y() - library.y()
    assert button.accessibleName() == "正在被轰炸"
    assert button.accessibleDescription() == "Ctrl+B"


def test_what_was_being_written_elsewhere_is_kept(program: Program) -> None:
    program.window.go(Target("checklist"))
    (field,) = program.window.findChildren(NoteEdit)
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    program.write("刚写了一半")
    target = program.page("checklist").target()
    assert target is not None
    program.press("Ctrl+B")
    stored = [program.services.notes.text(target.step, s) for s in (target.lender, "")]
    assert "刚写了一半" in stored
    program.press("Esc")
    assert program.focus() is field


def test_two_ways_aside_lead_back_one_by_one(program: Program) -> None:
    program.window.go(Target("library"))
    program.press("Ctrl+F")
    program.press("Ctrl+B")
    program.press("Esc")
    assert here(program) == "find"
    program.press("Ctrl+B")
    program.press("Ctrl+F")
    program.press("Esc")
    assert here(program) == "incidents"
    program.press("Esc")
    assert here(program) == "library"


def test_every_screen_can_be_skipped_and_gone_back_to(program: Program) -> None:
    program.click(nav(program))
    titles = ("现在安全吗？", "接到催收电话，照着念", "十秒钟记一笔", "告诉亲友", "接下来三件")
    for title in titles[1:]:
        program.click(program.button("下一步"))
        assert program.sees(title)
    for title in titles[-2::-1]:
        program.click(program.button("上一步"))
        assert program.sees(title)
    assert not program.named(QAbstractButton, "incidents_on").isHidden()
    program.click(program.button("正在被轰炸:接下来"))
    program.click(program.button("离开"))
    assert here(program) != "incidents"
    assert noted(program) == ()


def test_it_begins_anew_with_the_question_that_matters_most(program: Program) -> None:
    program.click(nav(program))
    program.click(program.named(QAbstractButton, "not_safe"))
    program.press("Esc")
    program.press("Ctrl+B")
    assert program.sees("现在安全吗？")
    assert program.named(QAbstractButton, "not_safe").isVisible()


@pytest.mark.parametrize(("typed", "seen"), [("照着念", "照着念"), ("发给同事", "告诉亲友")])
def test_the_words_can_be_found(program: Program, typed: str, seen: str) -> None:
    program.press("Ctrl+F")
    program.write(typed)
    program.press("Return")
    assert room(program).isVisible()
    assert program.sees(seen)
    program.press("Esc")
    assert here(program) == "find"


# ---- in the first run ------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["click", "key"])
def test_the_first_questions_wait(fresh: Program, way: str) -> None:
    first = fresh.services.answers.first_run()[0]
    answer = f"{first.ask}:{first.options[0].text}"
    fresh.click(fresh.button(answer))
    if way == "click":
        fresh.click(fresh.named(QAbstractButton, "welcome_incidents"))
    else:
        fresh.press("Ctrl+B")
    assert fresh.sees("现在安全吗？")
    assert not fresh.is_welcoming()
    open_screen(fresh, "note")
    fresh.click(fresh.button("怎么来的:电话"))
    fresh.click(fresh.button("记下"))
    assert [one.channel for one in noted(fresh)] == [IncidentChannel.CALL]
    fresh.press("Esc")
    assert fresh.is_welcoming()
    assert fresh.button(answer).isChecked()
    assert not fresh.services.preferences.welcomed
    fresh.home()
    assert not fresh.is_welcoming()
    fresh.open_again()
    assert len(noted(fresh)) == 1


def test_a_step_leads_out_of_the_first_questions(fresh: Program) -> None:
    fresh.press("Ctrl+B")
    open_screen(fresh, "next")
    button = next(b for b in fresh.window.findChildren(StepButton) if b.isVisible())
    title = button.item.step.title
    fresh.click(button)
    assert fresh.named(Text, "step_title").text() == title
    assert fresh.services.preferences.welcomed
    assert nav(fresh).isVisible()
    assert len(fresh.services.lenders.all()) == 1


def test_closing_in_the_room_asks_the_questions_again(fresh: Program) -> None:
    fresh.press("Ctrl+B")
    fresh.open_again()
    assert fresh.is_welcoming()


# ---- is the person safe ----------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "number"), [("not_safe", "110"), ("not_well", "12356")])
def test_the_number_that_helps_is_large_and_can_be_copied(
    program: Program, answer: str, number: str
) -> None:
    program.click(nav(program))
    program.click(program.named(QAbstractButton, answer))
    (large,) = [
        label
        for label in program.window.findChildren(Text)
        if label.isVisible() and label.text() == number
    ]
    assert large.font().pixelSize() >= 60
    assert large.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    program.click(program.button("复制号码"))
    assert QGuiApplication.clipboard().text() == number
    program.click(program.button("‹ 换一个回答"))
    assert program.sees("现在安全吗？")
    program.click(program.named(QAbstractButton, answer))
    program.click(program.button("现在安全了，往下走"))
    assert program.sees("照着念")


@pytest.mark.parametrize("percent", [100, 200])
def test_there_is_room_for_the_ring_around_every_answer(program: Program, percent: int) -> None:
    program.services.preferences.set_text_percent(percent)
    program.press("Ctrl+B")
    (screen,) = program.window.findChildren(SafetyScreen)
    for name in ("not_safe", "not_well", "safe"):
        answer = program.named(Button, name)
        around = QRect(answer.mapTo(screen, QPoint()), answer.size()).adjusted(-3, -3, 3, 3)
        assert screen.rect().contains(around), name


def test_at_the_door_it_says_to_keep_it_shut(program: Program) -> None:
    program.click(nav(program))
    program.click(program.named(QAbstractButton, "not_safe"))
    assert program.sees("不开门")
    assert program.sees("在外面")
    assert program.sees("接通后说")
    assert not program.sees("12356，有人听你说")


# ---- what to say -----------------------------------------------------------------------------


def test_every_line_is_there_in_large_type_with_its_reason(program: Program) -> None:
    open_screen(program, "say")
    for script in program.services.library.scripts(ScriptUse.SAY):
        assert 5 <= len(script.lines) <= 6
        for line in script.lines:
            (label,) = [t for t in room(program).findChildren(Text) if t.text() == line.text]
            assert label.isVisible()
            assert label.font().pixelSize() >= 22
            assert not program.sees(line.why)
            program.click(program.button(f"为什么这么说：{line.text}"))
            assert program.sees(line.why)
            program.click(program.button(f"收起：{line.text}"))
            assert not program.sees(line.why)


def prompter(program: Program) -> Prompter | None:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, Prompter)]
    assert len(found) <= 1
    return found[0] if found else None


def test_the_small_window_stays_above_and_comes_back_where_it_was(program: Program) -> None:
    open_screen(program, "say")
    program.click(program.named(QAbstractButton, "enlarge"))
    small = prompter(program)
    assert small is not None
    QTest.qWaitForWindowActive(small)
    assert small.isVisible()
    assert small.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert small.windowTitle() == "安心清单"
    for label in small.findChildren(Text):
        assert label.font().pixelSize() >= 28 or "Esc" in label.text()
    small.move(QPoint(40, 30))
    small.resize(420, 300)
    settle()
    # The large window goes on below it.
    program.window.go(Target("home"))
    settle()
    assert small.isVisible()
    small.activateWindow()
    QTest.qWaitForWindowActive(small)
    QTest.keyClick(small, Qt.Key.Key_Escape)
    settle()
    assert not small.isVisible()
    assert here(program) == "home"
    program.window.activateWindow()
    QTest.qWaitForWindowActive(program.window)
    open_screen(program, "say")
    program.click(program.named(QAbstractButton, "enlarge"))
    assert prompter(program) is small
    assert small.isVisible()
    assert (small.pos(), small.size().width()) == (QPoint(40, 30), 420)


@pytest.mark.parametrize("percent", [90, 100, 200])
def test_the_small_window_is_large_enough_to_read(program: Program, percent: int) -> None:
    program.services.preferences.set_text_percent(percent)
    open_screen(program, "say")
    program.click(program.named(QAbstractButton, "enlarge"))
    small = prompter(program)
    assert small is not None
    assert cut_off(small) == []
    first = small.findChildren(Text)[0]
    assert first.font().pixelSize() >= 28
    small.resize(small.minimumSize())
    settle()
    assert cut_off(small) == []


def test_the_small_window_ends_with_the_program(program: Program) -> None:
    open_screen(program, "say")
    program.click(program.named(QAbstractButton, "enlarge"))
    small = prompter(program)
    assert small is not None
    assert not small.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    program.close()
    assert prompter(program) is None


# ---- ten seconds to note it ------------------------------------------------------------------


def test_from_the_side_bar_to_a_saved_note_in_six_clicks(program: Program, clock: Clock) -> None:
    clicks = 0

    def click(widget: QWidget) -> None:
        nonlocal clicks
        clicks += 1
        program.click(widget)

    begun = monotonic()
    click(nav(program))
    click(program.named(QAbstractButton, "safe"))
    click(program.button("下一步"))
    click(program.button("怎么来的:电话"))
    click(program.button("找到了谁:家人"))
    click(program.button("记下"))
    assert monotonic() - begun < MOST_SECONDS
    assert clicks <= MOST_CLICKS
    (incident,) = noted(program)
    assert incident.at == clock.moment
    assert (incident.channel, incident.reached) == (IncidentChannel.CALL, Reached.FAMILY)
    assert program.sees("已记下：11-22 12:00·电话·找到家人")


def test_every_field_has_words_of_its_own(program: Program) -> None:
    open_screen(program, "note")
    for words in ("哪一家（可以不填）", "对方号码（可以不填）", "一句话（可以不填）"):
        assert program.sees(words)
    for name in ("incident_number", "incident_line"):
        assert program.named(QLineEdit, name).placeholderText()


def test_where_the_keyboard_is_does_not_look_like_an_answer(program: Program) -> None:
    open_screen(program, "note")
    first = program.button("怎么来的:电话")
    assert first.hasFocus()
    assert not first.isChecked()
    image = first.grab().toImage()
    top = [image.pixelColor(x, 2).lightness() < 160 for x in range(8, image.width() - 8)]
    gaps = sum(dark and not after for dark, after in pairwise(top))
    assert gaps >= 3, "a dashed line"
    program.press("Space")
    assert first.isChecked()
    assert first.grab().toImage().pixelColor(first.width() // 2, 7) == theme.color("primary")


def test_three_clicks_are_enough_to_note_that_it_happened(program: Program) -> None:
    program.click(nav(program))
    program.click(program.button("正在被轰炸:记一笔"))
    program.click(program.button("记下"))
    (incident,) = noted(program)
    assert (incident.channel, incident.reached, incident.line) == (None, None, "")


def test_everything_that_can_be_told_is_stored_and_there_after_a_restart(program: Program) -> None:
    lender = program.services.lenders.all()[0]
    open_screen(program, "note")
    program.click(program.button("怎么来的:微信"))
    program.click(program.button("怎么来的:电话"))
    program.click(program.button("找到了谁:同事单位"))
    combo = program.named(Combo, "incident_lender")
    combo.setFocus(Qt.FocusReason.OtherFocusReason)
    program.press("Down")
    assert combo.currentData() == lender.id
    write_line(program, "0551-0000", "incident_number")
    write_line(program, "说要把照片发到群里")
    program.press("Return")
    program.open_again()
    program.click(nav(program))
    program.click(program.button("正在被轰炸:记一笔"))
    (incident,) = noted(program)
    assert incident.lender == lender.id
    assert program.sees(f"11-22 12:00·电话·找到同事单位·{lender.name}·0551-0000")
    assert program.sees("说要把照片发到群里")
    assert program.sees("共 1 笔")
    for name in ("incident_line", "incident_number"):
        assert program.named(QLineEdit, name).text() == ""


def test_without_a_mouse(program: Program) -> None:
    program.press("Ctrl+B")
    for _ in range(2):
        program.press("Tab")
    program.press("Space")  # I am safe.
    assert program.sees("照着念")
    tab_to(program, "下一步")
    program.press("Return")
    assert program.focus() is program.button("怎么来的:电话")
    program.press("Space")
    program.press("Tab")
    assert program.focus().accessibleName().startswith("找到了谁:")
    while program.focus().accessibleName() != "找到了谁:亲戚朋友":
        program.press("Right")
    program.press("Space")
    tab_to(program, "一句话")
    program.write("连打七个")
    program.press("Return")
    (incident,) = noted(program)
    assert (incident.channel, incident.reached) == (IncidentChannel.CALL, Reached.FRIENDS)
    assert incident.line == "连打七个"
    program.press("Ctrl+Z")
    assert noted(program) == ()
    program.press("Esc")
    assert here(program) != "incidents"


def tab_to(program: Program, name: str) -> None:
    for _ in range(60):
        focus = program.focus()
        words = focus.text() if isinstance(focus, QAbstractButton) else ""
        if name in (focus.accessibleName(), words):
            return
        program.press("Tab")
    raise AssertionError(f"Tab does not reach {name}")


def moment(program: Program) -> MomentEdit:
    return program.named(MomentEdit, "incident_time")


def test_the_time_runs_along_until_it_is_told(program: Program, clock: Clock) -> None:
    open_screen(program, "note")
    start = clock.moment
    clock.moment += timedelta(minutes=3, seconds=8)
    program.click(program.button("记下"))
    assert noted(program)[0].at == start + timedelta(minutes=3, seconds=8)
    program.click(program.button("提前 5 分钟"))
    program.click(program.button("提前 10 分钟"))
    told = clock.moment - timedelta(minutes=15)
    clock.moment += timedelta(minutes=20)
    program.click(program.button("记下"))
    assert noted(program)[1].at == told
    program.click(program.button("提前 5 分钟"))
    program.click(program.button("现在"))
    clock.moment += timedelta(minutes=1)
    program.click(program.button("记下"))
    assert noted(program)[0].at == clock.moment


def test_a_day_and_time_can_be_typed(program: Program, clock: Clock) -> None:
    open_screen(program, "note")
    field = moment(program)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(field, "2241")
    inner = field.lineEdit()
    # Every style leaves its own room around the words.
    middle = inner.height() // 2
    inside_the_day = next(
        QPoint(x, middle)
        for x in range(inner.width())
        if inner.cursorPositionAt(QPoint(x, middle)) == len("2026-11-2")
    )
    program.click_at(inner, inside_the_day)
    QTest.keyClicks(field, "20")
    settle()
    program.click(program.button("记下"))
    assert f"{noted(program)[0].at:%Y-%m-%d %H:%M}" == "2026-11-20 22:41"
    assert noted(program)[0].at.utcoffset() == clock.moment.utcoffset()


def test_a_time_to_come_is_refused_and_the_words_stay(program: Program) -> None:
    open_screen(program, "note")
    field = write_line(program, "连打七个")
    moment(program).stepBy(1)  # Whatever part is current, it is later then.
    settle()
    with notices() as told:
        program.click(program.button("记下"))
    assert "还没到" in told.read[0]
    assert noted(program) == ()
    assert field.text() == "连打七个"
    program.click(program.button("现在"))
    program.click(program.button("记下"))
    assert noted(program)[0].line == "连打七个"


def test_a_line_too_long_is_refused_and_stays(program: Program) -> None:
    open_screen(program, "note")
    field = program.named(QLineEdit, "incident_line")
    field.setText("字" * (LINE_LIMIT + 1))
    with notices() as told:
        program.click(program.button("记下"))
        settle()
    assert str(LINE_LIMIT) in told.read[0]
    assert len(field.text()) == LINE_LIMIT + 1
    field.clear()


def test_a_full_disk_takes_nothing_from_the_form(program: Program) -> None:
    open_screen(program, "note")
    program.click(program.button("怎么来的:上门"))
    field = write_line(program, "字" * LINE_LIMIT)
    refused = ""
    with notices() as told, full_disk(program.folder):
        for _ in range(200):  # The log has some room left.
            if told.read:
                break
            if not field.text():
                program.click(program.button("怎么来的:上门"))
                field.setText("字" * LINE_LIMIT)
            program.click(program.button("记下"))
        refused = field.text()
    assert "磁盘满了" in told.read[0]
    assert refused == "字" * LINE_LIMIT
    assert program.button("怎么来的:上门").isChecked()
    before = len(noted(program))
    program.click(program.button("记下"))
    assert len(noted(program)) == before + 1


def test_a_note_can_be_put_right(program: Program, clock: Clock) -> None:
    open_screen(program, "note")
    program.click(program.button("怎么来的:短信"))
    first = note(program, "说错了")
    clock.moment += timedelta(hours=3)
    program.click(program.button("改：11-22 12:00·短信"))
    assert program.button("怎么来的:短信").isChecked()
    assert program.named(QLineEdit, "incident_line").text() == "说错了"
    program.press("Ctrl+A")
    program.write("说对了")
    program.click(program.button("怎么来的:电话"))
    program.click(program.button("存下修改"))
    (changed,) = noted(program)
    assert changed == first._replace(line="说对了", channel=IncidentChannel.CALL, revision=1)
    assert program.sees("已改好")
    program.click(program.button("改：11-22 12:00·电话"))
    program.click(program.button("不改了"))
    assert noted(program) == (changed,)
    program.click(program.button("记下"))
    assert len(noted(program)) == 2


def test_a_note_withdrawn_comes_back_by_the_link_beside_it(program: Program) -> None:
    open_screen(program, "note")
    first = note(program, "一")
    program.click(program.button("撤回：11-22 12:00"))
    assert noted(program) == ()
    assert program.sees("已撤回：11-22 12:00")
    program.click(program.named(QAbstractButton, "incident_undo"))
    assert noted(program) == (first,)
    assert program.sees("一")
    assert not any(
        b.isVisible() for b in program.window.findChildren(QAbstractButton, "incident_undo")
    )
    program.click(program.button("撤回：11-22 12:00"))
    program.services.answers.set("contacts", "yes")
    note(program, "二")
    assert not any(
        b.isVisible() for b in program.window.findChildren(QAbstractButton, "incident_undo")
    ), "what was done since would be taken back instead"


def test_undo_from_elsewhere_leads_to_the_notes(program: Program) -> None:
    open_screen(program, "note")
    note(program, "一")
    program.window.go(Target("home"))
    settle()
    undo = program.named(QAbstractButton, "undo")
    assert undo.accessibleName() == "撤销：记下一笔"
    program.press("Ctrl+Z")
    assert here(program) == "incidents"
    assert program.sees("十秒钟记一笔")
    assert noted(program) == ()
    program.press("Ctrl+Y")
    assert len(noted(program)) == 1


def test_a_note_undone_while_it_is_put_right_can_be_noted_anew(program: Program) -> None:
    open_screen(program, "note")
    note(program, "一")
    program.click(program.button("改：11-22 12:00"))
    program.services.history.undo()
    settle()
    program.click(program.button("记下"))
    assert [one.line for one in noted(program)] == ["一"]


def test_only_the_last_few_are_shown(program: Program, clock: Clock) -> None:
    for number in range(8):
        program.services.incidents().add(line=f"第{number}笔")
        clock.moment += timedelta(minutes=1)
    open_screen(program, "note")
    assert program.sees("共 8 笔")
    assert [number for number in range(8) if program.sees(f"第{number}笔")] == [3, 4, 5, 6, 7]


def test_words_not_noted_stay_on_every_way_and_are_asked_about_at_the_end(
    program: Program,
) -> None:
    open_screen(program, "note")
    field = write_line(program, "写到一半")
    program.click(program.button("下一步"))
    program.press("Esc")
    program.press("Ctrl+B")
    program.click(program.button("正在被轰炸:记一笔"))
    assert field.text() == "写到一半"
    with notices() as told:
        told.answer = "先不关"
        program.window.close()
        settle()
        assert len(told.read) == 1
        assert program.window.isVisible()
        program.click(program.button("记下"))
        program.close()
    assert len(told.read) == 1
    program.open()
    assert noted(program)[0].line == "写到一半"


# ---- tell the others -------------------------------------------------------------------------


def test_both_messages_are_copied_whole_and_it_is_said(program: Program, qtbot: QtBot) -> None:
    open_screen(program, "tell")
    scripts = program.services.library.scripts(ScriptUse.SEND)
    assert len(scripts) == 2
    for script in scripts:
        message = "".join(line.text for line in script.lines)
        assert program.sees(message)
        program.click(program.button(f"复制：{script.title}"))
        assert QGuiApplication.clipboard().text() == message
        copied = program.button(f"已复制：{script.title}")
        assert copied.text() == "已复制"
        # What nobody did must not be claimed, and nobody is accused.
        for false in ("已报警", "报过警", "诈骗", "违法", "泄露", "律师"):
            assert false not in message
    assert program.sees("没报过警，就不写报过警")
    qtbot.waitUntil(lambda: program.button(f"复制：{scripts[-1].title}").text() == "复制")


# ---- what next -------------------------------------------------------------------------------


def test_three_steps_that_lead_to_the_list(program: Program) -> None:
    lender = program.services.lenders.all()[0]
    program.services.lenders.set_stage(lender.id, Stage.OVERDUE)
    open_screen(program, "next")
    expected = [item.key for item in next_steps(program.services.plan.plan())]
    buttons = [b for b in program.window.findChildren(StepButton) if b.isVisible()]
    assert [b.item.key for b in buttons] == expected
    assert len(expected) == 3
    title = buttons[1].item.step.title
    program.click(buttons[1])
    assert program.named(Text, "step_title").text() == title
    program.press("Ctrl+Return")
    program.click(nav(program))
    program.click(program.button("正在被轰炸:接下来"))
    titles = [b.item.step.title for b in room(program).findChildren(StepButton) if b.isVisible()]
    assert title not in titles
    assert len(titles) == 3


def test_when_everything_is_done_it_leads_home(program: Program) -> None:
    for step in program.services.library.pack().steps:
        subject = "" if step.scope is Scope.PERSON else program.services.lenders.all()[0].id
        program.services.progress.set(step.id, subject, State.DONE)
    open_screen(program, "next")
    program.click(program.button("去首页"))
    assert here(program) == "home"


# ---- looks -----------------------------------------------------------------------------------


def fill(program: Program) -> None:
    program.services.lenders.add("很长的名字" * 8, stage=Stage.OVERDUE)
    long_name = program.services.lenders.all()[-1].id
    program.services.incidents().add(
        channel=IncidentChannel.CALL,
        reached=Reached.FRIENDS,
        lender=long_name,
        number="0551-" + "6" * 30,
        line="说" * LINE_LIMIT,
    )


def show_danger(program: Program) -> None:
    open_screen(program, "safety")
    program.click(program.named(QAbstractButton, "not_safe"))


def show_mind(program: Program) -> None:
    open_screen(program, "safety")
    program.click(program.named(QAbstractButton, "not_well"))


def show_reasons(program: Program) -> None:
    open_screen(program, "say")
    while True:
        folded = [
            b
            for b in room(program).findChildren(QAbstractButton)
            if b.isVisible() and b.text() in ("为什么这么说", "依据")
        ]
        if not folded:
            return
        program.click(folded[0])


def show_edit(program: Program) -> None:
    open_screen(program, "note")
    program.click(next(b for b in program.window.findChildren(QAbstractButton) if b.text() == "改"))


VIEWS: list[Callable[[Program], None]] = [
    *(lambda program, screen=screen: open_screen(program, screen) for screen in SCREENS),  # type: ignore[misc]
    show_danger,
    show_mind,
    show_reasons,
    show_edit,
]


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("percent", [100, 130, 200])
@pytest.mark.parametrize("size", [(900, 600), (1366, 768)])
def test_nothing_is_cut_off(
    program: Program, size: tuple[int, int], percent: int, look: str
) -> None:
    fill(program)
    program.services.preferences.set_appearance(look)
    program.services.preferences.set_text_percent(percent)
    program.window.resize(*size)
    for view in VIEWS:
        view(program)
        assert cut_off(program.window) == []
        # What leads on is never below the edge.
        assert program.window.rect().contains(in_window(program, "incidents_on"))
        assert program.window.rect().contains(in_window(program, "nav_settings"))


def in_window(program: Program, name: str) -> QPoint:
    button = program.named(QAbstractButton, name)
    return button.mapTo(program.window, button.rect().bottomRight())


def test_the_button_that_notes_is_in_sight_without_scrolling(program: Program) -> None:
    theme.apply("light", 200)
    open_screen(program, "note")
    button = program.named(QAbstractButton, "incident_save")
    parent = button.parentWidget()
    while parent is not None:
        assert not isinstance(parent, QScrollArea)
        parent = parent.parentWidget()
    assert program.window.rect().contains(in_window(program, "incident_save"))


def test_every_control_has_a_name_of_its_own(program: Program, clock: Clock) -> None:
    fill(program)
    clock.moment += timedelta(minutes=1)
    program.services.incidents().add()
    for view in VIEWS:
        view(program)
        names = []
        for widget in room(program).findChildren(QWidget):
            tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if not (tab and widget.isVisible()) or isinstance(widget, (Text, QScrollArea)):
                continue
            if isinstance(widget.parentWidget(), MomentEdit):
                continue
            words = widget.text() if isinstance(widget, QAbstractButton) else ""
            names.append(widget.accessibleName() or words)
        assert all(names), names
        assert len(set(names)) == len(names), names


def test_calm_words_only(program: Program) -> None:
    for screen in SCREENS:
        open_screen(program, screen)
    said = words_on(room(program))
    for word in ("违法", "一定能", "保证", "必须", "！", "起诉他", "拉黑"):
        assert word not in said
