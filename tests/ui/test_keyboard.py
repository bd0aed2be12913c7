"""Everything by keyboard alone: the main job from a fresh folder, and every control by Tab."""

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFocusFrame,
    QScrollArea,
    QWidget,
)

from desktop.domain.progress import State
from desktop.domain.steps import Stage
from desktop.ui.navigation import Target
from desktop.ui.page_list import PAGES
from desktop.ui.theme import theme
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.nav import NavButton
from desktop.ui.widgets.note_edit import NoteEdit
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.step_list import Row, RowList
from desktop.ui.widgets.text import Text
from tests.ui.program import Program, settle

MOST_STOPS = 400
SECTIONS = ("rules", "channels", "myths", "glossary", "faq", "phones", "redirects")


def name_of(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else widget.objectName()


def tab_to(program: Program, wanted: str, keys: str = "Tab") -> QWidget:
    """Press Tab until the control of this name has the keyboard."""
    passed = []
    for _ in range(MOST_STOPS):
        name = name_of(program.focus())
        if name == wanted:
            return program.focus()
        passed.append(name)
        program.press(keys)
    raise AssertionError(f"Tab does not reach {wanted}; it went through {passed[:80]}")


def stops(program: Program, keys: str = "Tab") -> list[QWidget]:
    """Every control on one way round, from the next one on."""
    found: list[QWidget] = []
    program.press(keys)
    for _ in range(MOST_STOPS):
        here = program.focus()
        if here in found:
            return found
        found.append(here)
        program.press(keys)
    raise AssertionError("Tab never comes round")


def reachable(program: Program) -> Iterator[QWidget]:
    """The controls on screen that can take the keyboard by Tab."""
    for widget in program.window.findChildren(QWidget):
        if isinstance(widget, NavButton):
            continue  # Tab comes to one of them; its arrows open the others.
        tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None:
            yield widget


def everywhere(program: Program) -> set[QWidget]:
    """Every control that Tab comes to, and inside a row of choices the arrows."""
    found = set(stops(program))
    for widget in tuple(found):
        row = widget.parentWidget()
        if isinstance(widget, QAbstractButton) and isinstance(row, Segments):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            for _ in row.values():
                program.press("Right")
                found.add(program.focus())
    return found


def press_button(program: Program, name: str) -> None:
    tab_to(program, name)
    program.press("Space")


def take(program: Program, row: str, words: str) -> None:
    """Tab to a row of choices, walk it with the arrows and take one with Space."""
    for _ in range(MOST_STOPS):
        if name_of(program.focus()).startswith(f"{row}:"):
            break
        program.press("Tab")
    for _ in range(20):
        if name_of(program.focus()) == f"{row}:{words}":
            program.press("Space")
            return
        program.press("Right")
    raise AssertionError(f"no choice {words} in {row}; the keyboard is at {program.focus()}")


def test_the_whole_main_job_without_a_mouse(fresh: Program) -> None:
    program = fresh
    questions = program.services.answers.first_run()
    # The first questions.
    for variable in questions:
        if variable.id == "stage":
            take(program, variable.ask, "已经逾期")
        elif variable.options:
            take(program, variable.ask, variable.options[-1].text)
        else:
            tab_to(program, variable.ask)
            program.press("Ctrl+A")
            program.write("20")
    press_button(program, "生成我的清单")
    (lender,) = program.services.lenders.active()
    assert lender.stage is Stage.OVERDUE
    assert program.services.answers.value("overdue_days", lender.id) == "20"
    for variable in questions:
        if variable.options and variable.id != "stage":
            subject = lender.id if variable.level.value == "lender" else ""
            assert program.services.answers.value(variable.id, subject) is not None
    # The first step: Return starts it at once.
    assert program.page("home").isVisible()
    first = program.services.plan.plan().items[0]
    assert name_of(program.focus()) == "开始这一步"
    program.press("Space")
    assert program.named(Text, "step_title").text() == first.step.title
    program.press("Ctrl+Return")
    kept = program.services.progress.get(*first.key)
    assert kept is not None
    assert kept.state is State.DONE
    # The next: by arrows, by button, with a note.
    assert isinstance(program.focus(), RowList)
    program.press("Down")
    title = program.named(Text, "step_title").text()
    target = program.page("checklist").target()
    assert target is not None
    press_button(program, "进行中")
    assert program.page("checklist").isAncestorOf(program.focus()), "the keyboard stays"
    note = tab_to(program, "这一步的备注")
    assert isinstance(note, NoteEdit)
    program.write("表姐 19:14 接到电话")
    program.press("Tab")
    assert program.focus() is not note
    assert program.named(Text, "step_title").text() == title
    notes = [program.services.notes.text(target.step, s) for s in (lender.id, "")]
    assert "表姐 19:14 接到电话" in notes
    states = [program.services.progress.get(target.step, s) for s in (lender.id, "")]
    assert [one.state for one in states if one is not None] == [State.DOING]
    # Not applicable, with a reason.
    press_button(program, "不适用")
    program.write("没有这种情况")
    program.press("Return")
    states = [program.services.progress.get(target.step, s) for s in (lender.id, "")]
    assert [one.reason for one in states if one is not None] == ["没有这种情况"]
    # Another lender.
    program.press("Ctrl+3")
    press_button(program, "添加一家")
    tab_to(program, "这一家叫什么")
    program.press("Ctrl+A")
    program.write("乙家")
    take(program, "现在到哪一步了", "还款中")
    kind = tab_to(program, "放款的是哪一类")
    assert isinstance(kind, Combo)
    program.press("Home")
    second = program.services.lenders.active()[1]
    assert (second.name, second.stage) == ("乙家", Stage.DURING)
    assert second.kind == program.services.library.pack().triage.kinds[0].id
    # The library.
    program.press("Ctrl+4")
    take(program, "栏目", "求助渠道")
    rows = program.page("library").findChildren(RowList)[0]
    tab_to(program, rows.accessibleName())
    program.press("Down")
    program.press("Down")
    target = program.page("library").target()
    assert target is not None
    assert target.entry == rows.current_key()[1]  # type: ignore[index]
    # The settings.
    program.press("Ctrl+5")
    take(program, "外观", "深色")
    assert theme.dark
    take(program, "文字大小", "130%")
    assert theme.text_percent == 130
    # And back where it was, after a new start.
    program.press("Ctrl+2")
    before = program.page("checklist").target()
    program.open_again()
    assert program.page("checklist").target() == before


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_tab_reaches_every_control_and_comes_round(
    program: Program, name: str, percent: int
) -> None:
    program.services.lenders.set_stage(program.services.lenders.active()[0].id, Stage.OVERDUE)
    program.services.preferences.set_text_percent(percent)
    program.window.go(Target(name))
    settle()
    there, back = stops(program), stops(program, "Shift+Tab")
    assert set(back) == set(there), "the same way back"
    found = everywhere(program)
    missed = [w for w in reachable(program) if w not in found]
    assert not missed, [(type(w).__name__, name_of(w)) for w in missed]
    assert any(program.page(name).isAncestorOf(widget) for widget in there)


def test_what_a_page_makes_later_comes_before_the_foot(program: Program) -> None:
    program.services.lenders.set_stage(program.services.lenders.active()[0].id, Stage.OVERDUE)
    program.press("Ctrl+1")
    press_button(program, "看全部")
    assert name_of(program.focus()) == "全部待办"
    program.press("Tab")
    assert name_of(program.focus()) == "有人身危险：110"
    assert [name_of(stop) for stop in stops(program, "Shift+Tab")][:2] == [
        "全部待办",
        "‹ 只看最要紧的",
    ]


@pytest.mark.parametrize("section", SECTIONS)
def test_tab_reaches_every_link_of_an_entry(program: Program, section: str) -> None:
    program.window.go(Target("library", section=section))
    settle()
    there = everywhere(program)
    assert not [(type(w).__name__, name_of(w)) for w in reachable(program) if w not in there]


def test_tab_reaches_every_answer_of_the_first_questions(fresh: Program) -> None:
    there = everywhere(fresh)
    assert not [name_of(w) for w in reachable(fresh) if w not in there]
    for variable in fresh.services.answers.first_run():
        for option in variable.options:
            assert f"{variable.ask}:{option.text}" in {name_of(widget) for widget in there}


def test_what_tab_reaches_is_scrolled_into_view(fresh: Program) -> None:
    fresh.window.resize(900, 600)
    fresh.services.preferences.set_text_percent(150)
    settle()
    areas = [a for a in fresh.window.findChildren(QScrollArea) if a.isVisible()]
    for _ in range(len(list(reachable(fresh)))):
        fresh.press("Tab")
        widget = fresh.focus()
        for area in areas:
            if area.widget().isAncestorOf(widget):
                spot = widget.mapTo(area.viewport(), widget.rect().center())
                assert area.viewport().rect().contains(spot), name_of(widget)


def test_the_side_bar_by_tab_and_arrows(program: Program) -> None:
    (first,) = {w for w in stops(program) if isinstance(w, NavButton)}
    first.setFocus(Qt.FocusReason.TabFocusReason)
    names = {name_of(first)}
    for keys in ("Up", "Down"):
        for _ in PAGES:
            program.press(keys)
            names.add(name_of(program.focus()))
    assert names == {entry.title() for entry in PAGES if not entry.under}


def test_arrows_walk_the_rows_and_pass_over_headings(program: Program) -> None:
    program.press("Ctrl+2")
    (rows,) = program.page("checklist").findChildren(RowList)
    assert rows.hasFocus()
    program.press("Home")
    keys = [row.key for row in rows.rows() if isinstance(row, Row)]
    walked = [rows.current_key()]
    for _ in keys[1:]:
        program.press("Down")
        walked.append(rows.current_key())
    assert walked == keys
    program.press("Down")
    assert rows.current_key() == keys[-1]


def test_ctrl_enter_ticks_from_wherever_the_keyboard_is_on_the_page(program: Program) -> None:
    program.press("Ctrl+2")
    ticked = 0
    for name in ("步骤", "这一步的备注", "进行中"):
        tab_to(program, name)
        title = program.named(Text, "step_title").text()
        program.press("Ctrl+Return")
        ticked += 1
        assert program.named(Text, "step_title").text() != title, name
    done = [
        item
        for stage in Stage
        for item in program.services.plan.checklist(stage, None)
        if item.state is State.DONE
    ]
    lender = program.services.lenders.active()[0].id
    done += [
        item
        for stage in Stage
        for item in program.services.plan.checklist(stage, lender)
        if item.state is State.DONE and item.lender is not None
    ]
    assert len({item.key for item in done}) == ticked


def test_a_note_lets_tab_out_both_ways(program: Program) -> None:
    program.press("Ctrl+2")
    for keys in ("Tab", "Shift+Tab"):
        note = tab_to(program, "这一步的备注")
        program.write("字")
        program.press(keys)
        assert QApplication.focusWidget() is not note
        assert isinstance(note, NoteEdit)
        assert "\t" not in note.toPlainText()


def test_state_chosen_by_keyboard_keeps_the_keyboard_on_the_card(program: Program) -> None:
    program.press("Ctrl+2")
    page = program.page("checklist")
    for name in ("进行中", "等对方", "改回未开始", "完成，看下一步", "完成，看下一步"):
        press_button(program, name)
        assert page.isAncestorOf(program.focus()), name
        assert not isinstance(program.focus(), RowList), name


def test_an_answer_given_by_keyboard_keeps_the_keyboard_there(program: Program) -> None:
    program.services.lenders.add("乙家")
    program.press("Ctrl+1")
    take(program, "哪一步", "逾期后")
    assert program.page("home").isAncestorOf(program.focus())
    program.press("Ctrl+3")
    for words in ("逾期后", "还款中"):
        take(program, "现在到哪一步了", words)
        assert name_of(program.focus()) == f"现在到哪一步了:{words}"
    kind = tab_to(program, "放款的是哪一类")
    for _ in range(3):
        program.press("Down")
        assert name_of(program.focus()) == name_of(kind)


def test_the_resolver_by_keyboard(program: Program) -> None:
    program.press("Ctrl+3")
    press_button(program, "分不清？回答几个问题")
    for _ in range(8):
        assert program.page("person").isAncestorOf(program.focus())
        took = name_of(program.focus()) == "就填这个"
        program.press("Space")
        if took:
            break
    kinds = {kind.id for kind in program.services.library.pack().triage.kinds}
    (lender,) = program.services.lenders.active()
    assert lender.kind in kinds - {"unknown"}
    assert program.page("person").isAncestorOf(program.focus())


# ---- the ring of the style -------------------------------------------------------------------


def rings(program: Program) -> list[QFocusFrame]:
    return program.window.findChildren(QFocusFrame)


@pytest.mark.skipif(os.environ.get("TEST_STYLE") == "fusion", reason="it has no such rings")
def test_a_field_keeps_its_ring_after_other_pages_were_filled_anew(program: Program) -> None:
    """It was taken for that of a field that is gone, as it was hidden with its page."""
    for _ in range(2):
        program.press("Ctrl+F")
        settle()
        focus = program.focus()
        assert [ring.isVisible() for ring in rings(program) if ring.widget() is focus] == [True]
        for keys in ("Escape", "Ctrl+2", "Down", "Ctrl+3", "Ctrl+T", "Ctrl+E", "Ctrl+1"):
            program.press(keys)
            settle()


@pytest.mark.skipif(os.environ.get("TEST_STYLE") == "fusion", reason="it has no such rings")
def test_no_rings_pile_up_of_what_is_gone(program: Program) -> None:
    def walk() -> int:
        for keys in ("Ctrl+2", "Down", "Down", "Down", "Up", "Up", "Up", "Ctrl+3", "Ctrl+1"):
            program.press(keys)
            settle()
        program.services.lenders.rename(program.services.lenders.active()[0].id, next(names))
        settle()
        return len(rings(program))

    names = iter("甲乙丙丁戊己庚辛")
    walk()
    before = walk()
    assert [walk() for _ in range(4)][-1] <= before
