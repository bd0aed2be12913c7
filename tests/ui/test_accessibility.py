"""For people who hear the screen, who see little, and for every character that is on it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAccessible, QRawFont
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

import desktop.ui
from desktop.domain.progress import State
from desktop.domain.steps import Stage
from desktop.ui import words
from desktop.ui.library.entries import SECTIONS
from desktop.ui.navigation import Target
from desktop.ui.page_list import PAGES
from desktop.ui.theme import DARK, LIGHT, Tokens, theme
from desktop.ui.widgets.bar import ProgressLine
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import TONES
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.links import WrapLink
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.step_list import Heading, Row, RowList
from desktop.ui.widgets.step_row import StepButton
from desktop.ui.widgets.text import Text
from tests.ui.program import Program, settle

READABLE = 4.5
BREAKS = {"\n", "\t", "\r"}


def spoken(widget: QWidget) -> str:
    """The name a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None, type(widget).__name__
    return interface.text(QAccessible.Text.Name).strip()


def controls(program: Program) -> Iterator[QWidget]:
    for widget in program.window.findChildren(QWidget):
        takes = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if takes and widget.isVisible() and widget.focusProxy() is None:
            yield widget


def nameless(program: Program) -> list[str]:
    settle()
    parts = ("qt_spinbox_lineedit", "qt_scrollarea_viewport")
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in controls(program)
        if widget.objectName() not in parts and not spoken(widget)
    ]


def open_everything(program: Program) -> Iterator[str]:
    """Show every page, every stage, every section, and the step cards of each kind."""
    lender = program.services.lenders.active()[0]
    program.services.lenders.set_stage(lender.id, Stage.OVERDUE)
    if not program.services.lenders.archived():
        program.services.lenders.archive(program.services.lenders.add("收起来的").id)
        program.services.lenders.add("没说阶段的")
    for entry in PAGES:
        program.window.go(Target(entry.name))
        yield entry.name
    for stage in Stage:
        seen = set()
        for item in program.services.plan.checklist(stage, lender.id):
            kind = (bool(item.step.phone_tasks), bool(item.unanswered), bool(item.step.channels))
            if kind not in seen:
                seen.add(kind)
                program.window.go(Target("checklist", stage.value, lender.id, item.step.id))
                yield f"{stage} {item.step.title}"
    for section in SECTIONS:
        program.window.go(Target("library", section=section))
        yield section


# ---- names and states ------------------------------------------------------------------------


def test_every_control_has_a_name_wherever_it_is(program: Program) -> None:
    for place in open_everything(program):
        assert not nameless(program), place


def test_every_control_of_the_first_questions_has_a_name(fresh: Program) -> None:
    assert not nameless(fresh)
    stage = next(v for v in fresh.services.answers.first_run() if v.id == "stage")
    fresh.click(fresh.button(f"{stage.ask}:已经逾期"))
    assert not nameless(fresh)


def test_every_control_of_a_narrow_window_has_a_name(program: Program) -> None:
    program.window.resize(900, 600)
    for percent in (100, 200):
        program.services.preferences.set_text_percent(percent)
        for place in open_everything(program):
            assert not nameless(program), place


def test_buttons_that_appear_later_have_names(program: Program) -> None:
    program.press("Ctrl+2")
    for name in ("进行中", "不适用"):
        program.click(program.button(name))
        assert not nameless(program)
    program.click(program.button("先不改"))
    program.press("Ctrl+3")
    program.click(program.button("分不清？回答几个问题"))
    assert not nameless(program)


def test_a_link_that_changes_its_words_is_called_by_the_new_ones(program: Program) -> None:
    program.press("Ctrl+2")
    lender = program.services.lenders.active()[0]
    program.services.lenders.set_stage(lender.id, Stage.OVERDUE)
    for stage in (Stage.SETTLED, Stage.BEFORE):
        program.click(program.button(f"阶段:{words.stage(stage)}"))
        link = next(b for b in program.window.findChildren(WrapLink) if "点这里改成" in b.text())
        assert spoken(link) == link.text()
        assert words.stage(stage) in spoken(link)


def test_every_row_says_its_state_and_what_is_special(program: Program) -> None:
    lender = program.services.lenders.active()[0]
    program.services.lenders.set_stage(lender.id, Stage.OVERDUE)
    items = [i for i in program.services.plan.checklist(Stage.OVERDUE, lender.id) if i.open]
    for item, state in zip(items, State, strict=False):
        if state is not State.TODO:
            program.services.progress.set(item.step.id, item.subject, state)
    program.window.go(Target("checklist", "overdue", lender.id))
    (rows,) = program.page("checklist").findChildren(RowList)
    heard = spoken_rows(rows)
    states = set()
    for row, text in zip(rows.rows(), heard, strict=True):
        assert row.text in text
        if isinstance(row, Heading):
            assert row.right in text, "how much is done"
        else:
            assert isinstance(row, Row)
            assert row.state is not None
            assert words.state(row.state) in text
            assert row.chip in text
            states.add(row.state)
    assert states == set(State)


def spoken_rows(view: QAbstractItemView) -> list[str]:
    model = view.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(at, 0).data(role)) for at in range(model.rowCount())]


def test_rows_of_the_whole_plan_say_for_whom_and_how_sure(program: Program) -> None:
    program.services.lenders.add("乙家", stage=Stage.OVERDUE)
    program.press("Ctrl+1")
    program.click(program.button("看全部"))
    (rows,) = (r for r in program.page("home").findChildren(RowList) if r.isVisible())
    heard = "\n".join(spoken_rows(rows))
    assert "乙家" in heard
    assert "可能适用" in heard


def test_what_is_chosen_is_told_and_not_only_coloured(program: Program) -> None:
    program.press("Ctrl+3")
    for row in program.page("person").findChildren(Segments):
        if not row.isVisible():
            continue
        first = row.button(row.values()[0])
        program.click(first)
        for value in row.values():
            button = row.button(value)
            if not button.isVisible():
                continue
            interface = QAccessible.queryAccessibleInterface(button)
            assert bool(interface.state().checked) == (row.value() == value)
            assert spoken(button).startswith(row.accessibleName())


def test_the_side_bar_tells_which_page_is_open(program: Program) -> None:
    program.press("Ctrl+4")
    for entry in PAGES:
        if entry.under:
            continue
        button = program.window.findChild(QWidget, f"nav_{entry.name}")
        interface = QAccessible.queryAccessibleInterface(button)
        assert spoken(button) == entry.title()
        assert bool(interface.state().checked) == (entry.name == "library")


def test_progress_is_told_in_words(program: Program) -> None:
    program.services.lenders.set_stage(program.services.lenders.active()[0].id, Stage.OVERDUE)
    program.press("Ctrl+2")
    program.press("Ctrl+1")
    lines = [w for w in program.window.findChildren(ProgressLine) if w.isVisible()]
    assert lines
    assert all("已完成" in spoken(line) and "共" in spoken(line) for line in lines)


# ---- what a screen reader does without a click -----------------------------------------------


def turn_on(button: QAbstractButton) -> None:
    """What ``Toggle`` does, the only thing a screen reader can do with one of several choices."""
    button.toggle()
    settle()


def test_a_choice_that_is_turned_on_is_stored_and_can_be_turned_off(program: Program) -> None:
    program.press("Ctrl+3")
    row = next(row for row in program.page("person").findChildren(Segments) if not row.value())
    first, second = row.values()[:2]
    for value in (first, second):
        turn_on(row.button(value))
        assert row.value() == value
        assert [v for v in row.values() if row.button(v).isChecked()] == [value]
    turn_on(row.button(second))
    assert row.value() == ""
    assert not any(row.button(value).isChecked() for value in row.values())


def test_a_page_opens_that_is_turned_on_in_the_side_bar(program: Program) -> None:
    button = program.window.findChild(QAbstractButton, "nav_library")
    assert button is not None
    turn_on(button)
    assert program.page("library").isVisible()
    assert button.isChecked()


def test_a_row_that_is_selected_opens(program: Program) -> None:
    program.press("Ctrl+2")
    (rows,) = program.page("checklist").findChildren(RowList)
    row = next(r for r in reversed(rows.rows()) if isinstance(r, Row))
    at = rows.rows().index(row)
    rows.clearSelection()
    chosen = QItemSelectionModel.SelectionFlag.Select
    rows.selectionModel().select(rows.model().index(at, 0), chosen)
    assert rows.current_key() == row.key
    assert program.sees(row.text)


def test_a_name_written_without_entering_the_field_is_kept(program: Program) -> None:
    program.press("Ctrl+3")
    field = program.page("person").findChild(QLineEdit, "lender_name")
    assert field is not None
    program.button("添加一家").setFocus()
    field.setText("乙家")
    settle()
    assert "乙家" in [lender.name for lender in program.services.lenders.active()]


def test_a_drop_down_says_what_it_is_for(program: Program) -> None:
    for place in open_everything(program):
        for combo in program.window.findChildren(Combo):
            if combo.isVisible():
                interface = QAccessible.queryAccessibleInterface(combo)
                assert interface.text(QAccessible.Text.Description), place


# ---- contrast --------------------------------------------------------------------------------


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(tokens: Tokens, ink: str, ground: str) -> float:
    shades = sorted(luminance(getattr(tokens, token)) for token in (ink, ground))
    return (shades[1] + 0.05) / (shades[0] + 0.05)


PAINTED = {
    *((ink, ground) for ground, ink in TONES.values()),
    # Side bar: a page, the open one, one under the pointer.
    *(("text", "sidebar"), ("soft_text", "soft"), ("text", "button")),
    # Rows: usual, quiet, selected, under the pointer; and in the list of a card.
    *((ink, ground) for ink in ("text", "muted") for ground in ("surface", "inset")),
    *(("soft_text", "soft"), ("muted", "soft")),
    # Choices: on their ground, under the pointer, taken.
    *(("text", ground) for ground in ("sidebar", "button", "button_hover")),
    ("on_primary", "primary"),
    # Buttons: usual, under the pointer, pressed; the one thing to do likewise.
    *(("text", ground) for ground in ("button", "button_hover", "button_press")),
    *(("on_primary", ground) for ground in ("primary", "primary_hover", "primary_press")),
    # Fields: words, hints, selected words.
    *(("text", "surface"), ("muted", "surface"), ("on_primary", "primary")),
}
"""Ink and ground of everything that is painted and not a label."""


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_painted_can_be_read(tokens: Tokens) -> None:
    weak = {pair: round(contrast(tokens, *pair), 2) for pair in PAINTED}
    assert not {pair: value for pair, value in weak.items() if value < READABLE}


def ground_of(widget: QWidget) -> str:
    """The token of the ground a widget lies on."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, Card):
            return above._ground
        if type(above).__name__ == "_Sidebar":
            return "sidebar"
        above = above.parentWidget()
    return "window"


def test_every_label_and_link_can_be_read_on_its_ground(program: Program) -> None:
    used: dict[tuple[str, str], str] = {}
    for place in open_everything(program):
        settle()
        for label in program.window.findChildren(Text):
            if label.isVisible() and label.text():
                used.setdefault((label._token, ground_of(label)), f"{place}: {label.text()}")
        for kind, ink in ((LinkButton, "soft_text"), (WrapLink, "soft_text")):
            for link in program.window.findChildren(kind):
                if link.isVisible():
                    used.setdefault((ink, ground_of(link)), f"{place}: {link.text()}")
        for button in program.window.findChildren(StepButton):
            if button.isVisible():
                used.setdefault(("muted", ground_of(button)), place)
    assert len(used) > 8, "the walk sees what is there"
    for tokens in (LIGHT, DARK):
        weak = {
            pair: (round(contrast(tokens, *pair), 2), where)
            for pair, where in used.items()
            if contrast(tokens, *pair) < READABLE
        }
        assert not weak


def test_the_dark_scheme_is_dark_and_both_have_every_token() -> None:
    assert luminance(DARK.window) < 0.05 < 0.8 < luminance(LIGHT.window)
    for tokens in (LIGHT, DARK):
        assert all(len(color) == 7 and color[0] == "#" for color in tokens)


# ---- no empty boxes --------------------------------------------------------------------------


def texts(value: object) -> Iterator[str]:
    """Every text in content, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(value, tuple | list | frozenset | set):
        for inner in value:
            yield from texts(inner)


def literals(path: Path) -> Iterator[str]:
    """Every string in a module that is not its documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in documentation:
            yield from texts(node.value)


def missing(characters: set[str]) -> list[str]:
    """Characters for which the shipped font has no picture."""
    fonts = [QRawFont.fromFont(theme.font(role)) for role in ("body", "strong")]
    assert all("Noto Sans SC" in font.familyName() for font in fonts)
    return [
        f"{character} U+{ord(character):04X}"
        for character in sorted(characters - BREAKS)
        if not all(font.supportsCharacter(ord(character)) for font in fonts)
    ]


def test_every_character_of_the_content_is_in_the_font(program: Program) -> None:
    library = program.services.library
    found = set()
    everything = (
        library.pack(),
        library.documents(),
        library.channels(),
        library.channel_kinds(),
        library.myths(),
        library.glossary(),
        library.faq(),
        library.phone_systems(),
        library.phone_guides(),
        library.redirects(),
        [library.letter(letter) for step in library.pack().steps for letter in step.letters],
        [library.advice(advice) for step in library.pack().steps for advice in step.advice],
    )
    for text in texts(everything):
        found |= set(text)
    assert len(found) > 1000
    assert missing(found) == []


def test_every_character_of_the_windows_is_in_the_font() -> None:
    found = set()
    for path in Path(desktop.ui.__file__).parent.rglob("*.py"):
        for text in literals(path):
            found |= set(text)
    assert {"‹", "›", "…", "↑"} <= found
    assert missing(found) == []


def test_a_character_the_font_lacks_is_noticed() -> None:
    assert missing({"\U0001f600", "好"}) == ["\U0001f600 U+1F600"]


@pytest.mark.parametrize(
    ("page", "field"), [("library", "在这一栏里筛选"), ("evidence", "在记录里找")]
)
def test_the_cross_that_empties_a_field_has_a_name(program: Program, page: str, field: str) -> None:
    program.window.go(Target(page))
    written = next(w for w in program.page(page).findChildren(QLineEdit) if spoken(w) == field)
    written.setText("字")
    settle()
    assert [spoken(cross) for cross in written.findChildren(QToolButton)] == [f"清空：{field}"]


def test_a_scroll_area_can_be_asked_for_a_child_that_has_gone(qtbot: QtBot) -> None:
    scroll = VerticalScroll()
    qtbot.addWidget(scroll)
    scroll.resize(200, 100)
    words_in_it = Text("字" * 400)
    scroll.body.addWidget(words_in_it)
    scroll.show()
    settle()
    assert scroll.verticalScrollBar().isVisible()
    read = QAccessible.queryAccessibleInterface(scroll)
    counted = read.childCount()
    words_in_it.setText("字")
    settle()
    assert not scroll.verticalScrollBar().isVisible()
    # Qt's own answer would count fewer now, and end the program when it is asked for the last.
    assert read.childCount() == counted
    shown = [read.child(at).object() for at in range(counted)]
    assert scroll.viewport() in shown
    assert read.child(counted) is None
