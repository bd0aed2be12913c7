"""The window: its pages, keys, the place to come back to, the look, and a calm end."""

import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMenu,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.content.compiled import SEARCH_FILE
from desktop.content.loader import content_folder
from desktop.domain.progress import Place, State
from desktop.domain.steps import Stage
from desktop.services.bus import Topic
from desktop.services.errors import DataInUse
from desktop.ui.first_size import SMALLEST, open_at, screen_area
from desktop.ui.navigation import Target
from desktop.ui.page_list import PAGES
from desktop.ui.theme import TEXT_STEPS, theme
from desktop.ui.widgets.foot import NumberLink, SafetyFoot
from desktop.ui.widgets.links import CopyLink
from desktop.ui.widgets.nav import NavButton
from desktop.ui.widgets.note_edit import NoteEdit
from desktop.ui.widgets.step_list import RowList
from desktop.ui.widgets.text import Text
from tests.ui.program import Program, full_disk, notices, settle

NAMES = [entry.name for entry in PAGES]


def open_page(program: Program) -> str:
    """The name of the page on screen, as the side bar tells it and as it is."""
    (checked,) = (b for b in program.window.findChildren(NavButton) if b.isChecked())
    name = str(checked.property("page"))
    (shown,) = (name for name, page in program.window._pages.items() if page.isVisible())
    assert shown == name
    return name


# ---- pages -----------------------------------------------------------------------------------


def test_a_page_that_cannot_be_filled_leaves_all_as_it_was(
    program: Program, tmp_path: Path
) -> None:
    program.close()
    program.content = tmp_path / "pack"
    shutil.copytree(content_folder(), program.content)
    (program.content / SEARCH_FILE).write_text("{", encoding="utf-8")
    program.open()
    with notices() as told:
        program.press("Ctrl+F")
    assert told.read
    assert open_page(program) == "home"
    program.press("Ctrl+1")
    assert open_page(program) == "home"


def test_every_page_by_key_and_by_click(program: Program) -> None:
    assert open_page(program) == "home"
    numbered = [f"Ctrl+{number}" for number in range(1, 6)]
    beside = [entry for entry in PAGES if not entry.under]
    keys = [entry.keys or numbered.pop(0) for entry in beside]
    assert numbered == []
    for key, entry in reversed(list(zip(keys, beside, strict=True))):
        program.press(key)
        assert open_page(program) == entry.name
        program.focus()
    for entry in beside:
        program.click(program.button(entry.title()))
        assert open_page(program) == entry.name


def test_a_page_costs_nothing_before_it_is_opened(fresh: Program) -> None:
    assert fresh.window._pages == {}
    start = fresh.named(QAbstractButton, "welcome_start")
    fresh.click(start)
    assert list(fresh.window._pages) == ["home"]
    library = "desktop.ui.pages.library"
    if library not in sys.modules:
        fresh.press("Ctrl+4")
        assert library in sys.modules


def test_an_unknown_page_opens_the_first(program: Program) -> None:
    program.press("Ctrl+5")
    program.window.go(Target("attic"))
    assert open_page(program) == "home"


def test_the_foot_is_on_every_page(program: Program) -> None:
    for name in NAMES:
        program.window.go(Target(name))
        (foot,) = program.window.findChildren(SafetyFoot)
        assert foot.isVisible()
        numbers = [link.number for link in foot.findChildren(NumberLink) if link.isVisible()]
        assert numbers == ["110", "12356", "12348"]
        assert program.sees("不联网")


@pytest.mark.parametrize("number", ["110", "12356", "12348"])
def test_a_number_in_the_foot_opens_what_is_known_of_it(program: Program, number: str) -> None:
    program.click(number_link(program, number))
    assert open_page(program) == "library"
    assert any(link.isVisible() for link in program.window.findChildren(CopyLink))
    target = program.page("library").target()
    assert target is not None
    channel = program.services.library.channel(target.entry)
    assert number in [phone.number for phone in channel.phones]


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_a_number_in_the_foot_can_be_copied(program: Program) -> None:
    link = number_link(program, "12348")
    spot = link.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(link, QContextMenuEvent(reason, spot, link.mapToGlobal(spot)))
    (menu,) = link.findChildren(QMenu)
    (action,) = menu.actions()
    assert action.text() == "复制号码"
    action.trigger()
    assert QGuiApplication.clipboard().text() == "12348"
    menu.close()
    settle()
    assert link.findChildren(QMenu) == []


def test_a_number_helps_before_the_first_questions_are_answered(fresh: Program) -> None:
    fresh.click(number_link(fresh, "110"))
    assert not fresh.is_welcoming()
    assert open_page(fresh) == "library"


@pytest.mark.parametrize("name", NAMES)
def test_the_tab_key_meets_the_foot_after_the_page(program: Program, name: str) -> None:
    program.window.go(Target(name))
    settle()
    link = number_link(program, "110")
    page = program.page(name)
    after: list[QWidget] = []
    widget = link.nextInFocusChain()
    while widget is not program.window:
        after.append(widget)
        widget = widget.nextInFocusChain()
    none = Qt.FocusPolicy.NoFocus
    assert not [each for each in after if page.isAncestorOf(each) and each.focusPolicy() != none]


def number_link(program: Program, number: str) -> NumberLink:
    return next(x for x in program.window.findChildren(NumberLink) if x.number == number)


def test_going_back_to_a_page_finds_it_as_it_was(program: Program) -> None:
    program.window.go(Target("library", section="faq"))
    entry = program.services.library.faq()[3].id
    program.window.go(Target("library", section="faq", entry=entry))
    program.press("Ctrl+1")
    program.press("Ctrl+4")
    assert program.page("library").target() == Target("library", section="faq", entry=entry)


# ---- the place to come back to ---------------------------------------------------------------


@pytest.mark.parametrize("way", ["keys", "click", "size"])
def test_the_one_thing_to_do_is_named_whenever_the_home_page_is_come_to(
    program: Program, way: str
) -> None:
    """It had been scrolled down before: the button stood there without what it begins."""
    for number in range(6):
        program.services.lenders.add(f"第 {number} 笔", stage=Stage.OVERDUE)
    program.window.resize(*SMALLEST)
    home = program.page("home")
    (scroll,) = (each for each in home.findChildren(QScrollArea) if each.isVisible())
    settle()
    bar = scroll.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    if way == "size":
        program.press("Ctrl++")
        bar.setValue(bar.maximum())
        program.press("Ctrl+0")
    program.press("Ctrl+3")
    if way == "click":
        program.click(program.button("首页"))
    else:
        program.press("Ctrl+1")
    settle()
    start = home.findChild(QAbstractButton, "start_step")
    assert start is not None
    assert start.hasFocus()
    assert not start.visibleRegion().isEmpty()
    title = program.services.plan.plan().items[0].step.title
    (named,) = (text for text in home.findChildren(Text) if text.text() == title)
    assert named.visibleRegion().boundingRect() == named.rect()


@pytest.fixture
def deep(program: Program) -> tuple[Program, Target]:
    """Deep in a list, for the second lender."""
    program.services.lenders.add("乙家", stage=Stage.SETTLED)
    second = program.services.lenders.active()[1]
    items = program.services.plan.checklist(Stage.SETTLED, second.id)
    target = Target("checklist", "settled", second.id, items[4].step.id)
    program.window.go(target)
    assert program.page("checklist").target() == target
    return program, target


@pytest.mark.parametrize("end", ["close", "end"])
def test_opening_again_returns_to_stage_lender_and_step(
    deep: tuple[Program, Target], end: str
) -> None:
    program, target = deep
    if end == "close":
        program.window.close()
    program.open_again()
    assert open_page(program) == "checklist"
    assert program.page("checklist").target() == target
    item = program.services.plan.item(target.step, target.lender)
    item = item or program.services.plan.item(target.step, "")
    assert item is not None
    assert program.named(Text, "step_title").text() == item.step.title


@pytest.mark.parametrize("name", NAMES)
def test_opening_again_returns_to_the_page(deep: tuple[Program, Target], name: str) -> None:
    """Nobody works on settings, a search or in the room beside: it returns to the page before."""
    program, target = deep
    program.window.go(Target(name))
    program.open_again()
    assert open_page(program) == (
        name
        if name in ("home", "checklist", "evidence", "letters", "follow_up", "person", "library")
        else "checklist"
    )
    program.press("Ctrl+2")
    assert program.page("checklist").target() == target, "the place in the list is kept too"


def test_the_place_is_on_disk_before_the_end(deep: tuple[Program, Target], qtbot: QtBot) -> None:
    """A machine that stops without warning comes back to the same place."""
    program, target = deep
    wanted = Place("checklist", target.stage, target.lender, target.step)
    qtbot.waitUntil(lambda: program.services.preferences.place == wanted)


def test_moving_in_the_list_is_remembered(deep: tuple[Program, Target]) -> None:
    program, target = deep
    program.press("Down")
    moved = program.page("checklist").target()
    assert moved is not None
    assert moved.step != target.step
    program.open_again()
    assert program.page("checklist").target() == moved


def test_a_place_that_is_gone_opens_what_is_there(deep: tuple[Program, Target]) -> None:
    program, target = deep
    program.window.remember()
    program.services.lenders.archive(target.lender)
    program.services.preferences.set_place(Place("checklist", "gone", "nobody", "s-none"))
    program.window._page = ""  # So that the end does not write the place anew.
    program.open_again()
    found = program.page("checklist").target()
    assert found is not None
    assert found.lender == program.services.lenders.active()[0].id
    assert found.step


def test_nothing_is_stored_for_merely_looking(program: Program) -> None:
    heard: list[Topic] = []
    program.services.bus.subscribe(heard.append)
    for name in NAMES:
        program.window.go(Target(name))
        settle()
    program.window.remember()
    assert heard == []


def test_ticks_and_answers_are_there_after_opening_again(program: Program) -> None:
    first = program.services.plan.plan().items[0]
    program.click(program.named(QAbstractButton, "start_step"))
    program.press("Ctrl+Return")
    program.open_again()
    kept = program.services.progress.get(first.step.id, first.subject)
    assert kept is not None
    assert kept.state is State.DONE
    program.press("Ctrl+1")
    assert not program.sees(first.step.title)


# ---- the look --------------------------------------------------------------------------------


def test_keys_change_the_text_size_step_by_step_and_keep_it(program: Program) -> None:
    at = TEXT_STEPS.index(100)
    for keys, steps in (("Ctrl++", TEXT_STEPS[at + 1 :]), ("Ctrl+-", TEXT_STEPS[-2::-1])):
        for percent in steps:
            program.press(keys)
            assert theme.text_percent == program.services.preferences.text_percent == percent
        program.press(keys)
        assert theme.text_percent == steps[-1], "it stops at the last step"
    program.press("Ctrl+=")
    assert theme.text_percent == TEXT_STEPS[1]
    program.press("Ctrl+0")
    assert theme.text_percent == 100
    program.press("Ctrl++")
    program.open_again()
    assert theme.text_percent == TEXT_STEPS[at + 1]


def test_the_appearance_is_repainted_at_once_and_kept(program: Program) -> None:
    light = program.window.grab().toImage().pixelColor(5, 5)
    program.services.preferences.set_appearance("dark")
    settle()
    dark = program.window.grab().toImage().pixelColor(5, 5)
    assert light == theme.color("sidebar") or light.lightness() > 200
    assert dark.lightness() < 60
    program.open_again()
    assert theme.dark
    assert program.window.grab().toImage().pixelColor(5, 5) == dark


def test_every_page_follows_text_size_while_open(program: Program) -> None:
    for name in NAMES:
        program.window.go(Target(name))
        labels = [t for t in program.window.page(name).findChildren(Text) if t.isVisible()]
        title = next(label for label in labels if label._role == "title")
        before = title.font().pixelSize()
        program.press("Ctrl++")
        assert title.font().pixelSize() > before
        program.press("Ctrl+0")
        assert title.font().pixelSize() == before


def test_a_filter_being_typed_survives_a_change_of_look(program: Program) -> None:
    program.press("Ctrl+4")
    field = next(f for f in program.page("library").findChildren(QLineEdit) if f.isVisible())
    field.setFocus()
    program.write("征")
    program.press("Ctrl++")
    program.services.preferences.set_appearance("dark")
    program.write("信")
    assert field.text() == "征信"
    assert field.hasFocus()


# ---- room ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("area", "whole"),
    [((1920, 1040), False), ((1600, 1000), False), ((1366, 728), True), ((900, 600), True)],
)
def test_the_first_size_fits_the_screen(
    program: Program, area: tuple[int, int], whole: bool
) -> None:
    open_at(program.window, QRect(0, 0, *area))
    if whole:
        assert program.window.isMaximized()
    else:
        assert program.window.width() <= area[0]
        assert program.window.height() <= area[1]
        assert not program.window.isMaximized()


@pytest.mark.parametrize("area", [(800, 600), (910, 485), (683, 364)])
def test_on_a_small_screen_nothing_lies_outside_of_it(
    program: Program, area: tuple[int, int]
) -> None:
    open_at(program.window, QRect(0, 0, *area))
    program.window.showNormal()
    program.window.resize(*area)
    assert program.window.width() <= area[0]
    assert program.window.height() <= area[1]


def test_it_never_gets_too_small_to_work_in(program: Program) -> None:
    program.window.resize(300, 200)
    assert (program.window.width(), program.window.height()) == SMALLEST
    assert screen_area().width() > 0


# ---- problems --------------------------------------------------------------------------------


def test_a_tick_the_disk_refuses_is_not_shown_as_done(program: Program) -> None:
    program.click(program.named(QAbstractButton, "start_step"))
    (rows,) = program.page("checklist").findChildren(RowList)
    key = rows.current_key()
    assert key is not None
    with notices() as told, full_disk(program.folder):
        program.press("Ctrl+Return")
        assert told.read == ["磁盘满了，刚才的改动没有存下，请清出一些空间再试一次。"]
        assert rows.current_key() == key
        assert program.services.progress.get(*key) is None
        assert program.named(QAbstractButton, "step_done").isVisible()
        program.press("Ctrl+1")
        program.press("Ctrl+2")
        assert len(told.read) == 1, "the place alone is not worth a notice"
    program.press("Ctrl+Return")
    kept = program.services.progress.get(*key)
    assert kept is not None
    assert kept.state is State.DONE


def test_a_second_program_on_the_same_folder_is_refused(program: Program) -> None:
    second = Program(program.folder, program._clock)
    with pytest.raises(DataInUse):
        second.open()
    assert open_page(program) == "home"


def test_closing_while_writing_saves_first(program: Program) -> None:
    item = program.services.plan.plan().items[0]
    program.click(program.named(QAbstractButton, "start_step"))
    note = program.page("checklist").findChild(NoteEdit)
    assert isinstance(note, NoteEdit)
    note.setFocus()
    program.write("最后一句")
    program.window.close()
    assert not program.window.isVisible()
    assert program.services.notes.text(*item.key) == "最后一句"


def test_a_fault_of_the_program_is_shown_and_printed(
    program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("on purpose")

    button = program.button("设置")
    button.clicked.connect(fail)
    with notices() as told:
        program.click(button)
        (text,) = told.read
        assert text.startswith("程序出了差错")
    assert "ZeroDivisionError: on purpose" in capsys.readouterr().err
    assert open_page(program) == "settings"
