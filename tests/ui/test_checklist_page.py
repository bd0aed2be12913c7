"""The checklist page: stages and lenders, the step card, five states, questions, notes, columns."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractButton, QApplication, QFocusFrame, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.confidence import Confidence
from desktop.domain.lenders import Lender
from desktop.domain.plan import Applies, PlanItem
from desktop.domain.progress import CLOSED, PERSON, Progress, State
from desktop.domain.steps import Scope, Stage
from desktop.services.house import Services
from desktop.services.notes import NOTE_LIMIT
from desktop.store.database import open_database
from desktop.store.progress import ProgressStore
from desktop.ui import words
from desktop.ui.bridge import Bridge
from desktop.ui.first_size import SMALLEST
from desktop.ui.navigation import Target
from desktop.ui.pages.checklist import ChecklistPage
from desktop.ui.theme import theme
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.note_edit import NoteEdit
from desktop.ui.widgets.rule_card import RuleCard
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.step_list import Heading, Key, Row, RowList
from desktop.ui.widgets.text import Text
from tests.ui.looks import words_on
from tests.ui.program import USUAL, Program, full_disk, notices, settle


class Reader:
    """Reads and works the checklist page as the person in front of it."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.services = program.services
        self.page = program.page("checklist")

    def go(self, stage: Stage, lender: str = "", step: str = "") -> None:
        self.program.window.go(Target("checklist", stage.value, lender, step))
        settle()

    @property
    def rows(self) -> RowList:
        (rows,) = self.page.findChildren(RowList)
        return rows

    @property
    def note(self) -> NoteEdit:
        (note,) = self.page.findChildren(NoteEdit)
        return note

    @property
    def switch(self) -> Combo:
        return next(c for c in self.page.findChildren(Combo) if c.accessibleName() == "哪一家")

    def row_keys(self) -> list[Key]:
        return [row.key for row in self.rows.rows() if isinstance(row, Row)]

    def row(self, key: Key) -> Row:
        return next(r for r in self.rows.rows() if isinstance(r, Row) and r.key == key)

    def title(self) -> str:
        return self.program.named(Text, "step_title").text()

    def shown(self) -> str:
        """Every visible word of the page."""
        settle()
        labels = [label for label in self.page.findChildren(Text) if label.isVisible()]
        return "\n".join(label.text() for label in labels)

    def has(self, name: str) -> bool:
        buttons = self.page.findChildren(QAbstractButton, name)
        return any(button.isVisible() for button in buttons)

    def click(self, name: str) -> None:
        self.program.click(self.program.named(QAbstractButton, name))

    def open(self, key: Key) -> None:
        """Click a row."""
        self.rows.scrollTo(self.rows.model().index(self.rows.rows().index(self.row(key)), 0))
        settle()
        self.program.click_at(self.rows.viewport(), self.rows.row_rect(key).center())
        assert self.rows.current_key() == key

    def choose_lender(self, lender: Lender) -> None:
        """Take a lender in the switch by keyboard."""
        self.switch.setFocus()
        self.program.press("Home")
        for _ in range(self.switch.findData(lender.id)):
            self.program.press("Down")
        assert self.switch.currentData() == lender.id

    def stored(self, item: PlanItem) -> Progress | None:
        return self.services.progress.get(item.step.id, item.subject)

    def write(self, text: str) -> None:
        self.note.setFocus()
        self.program.write(text)


@pytest.fixture
def lender(program: Program) -> Lender:
    """The first lender, overdue."""
    first = program.services.lenders.active()[0]
    program.services.lenders.set_stage(first.id, Stage.OVERDUE)
    return first


@pytest.fixture
def other(program: Program, lender: Lender) -> Lender:
    return program.services.lenders.add("乙家", stage=Stage.OVERDUE, kind="bank")


@pytest.fixture
def reader(program: Program, lender: Lender) -> Reader:
    reader = Reader(program)
    reader.go(Stage.OVERDUE)
    return reader


Which = Callable[[PlanItem], bool]


def first(reader: Reader, lender: Lender, which: Which, stage: Stage = Stage.OVERDUE) -> PlanItem:
    return next(i for i in reader.services.plan.checklist(stage, lender.id) if which(i))


def for_lender(item: PlanItem) -> bool:
    return item.step.scope is Scope.LENDER


def for_person(item: PlanItem) -> bool:
    return item.step.scope is Scope.PERSON


# ---- stages, lenders, the list ---------------------------------------------------------------


@pytest.mark.parametrize("stage", Stage)
def test_each_stage_shows_its_whole_list(reader: Reader, lender: Lender, stage: Stage) -> None:
    reader.program.click(reader.program.button(f"阶段:{words.stage(stage)}"))
    items = reader.services.plan.checklist(stage, lender.id)
    assert reader.row_keys() == [item.key for item in items]
    checklist = items[0].checklist
    assert checklist.title in reader.shown()
    headings = [row for row in reader.rows.rows() if isinstance(row, Heading)]
    assert [heading.text for heading in headings] == [phase.title for phase in checklist.phases]
    for heading, phase in zip(headings, checklist.phases, strict=True):
        counted = [i for i in items if i.phase.id == phase.id and i.applies is not Applies.NO]
        assert heading.right == f"0 / {len(counted)}"
    assert reader.title() in [item.step.title for item in items]


def test_a_lender_in_another_stage_can_be_moved_here(reader: Reader, lender: Lender) -> None:
    reader.program.click(reader.program.button("阶段:结清后"))
    offer = f"“{lender.name}”填的是：逾期后。点这里改成：结清后"
    reader.program.click(reader.program.button(offer))
    moved = reader.services.lenders.get(lender.id)
    assert moved is not None
    assert moved.stage is Stage.SETTLED
    settle()
    assert not any("点这里改成" in b.text() for b in visible_buttons(reader))


def test_a_lender_without_a_stage_gets_one_here(reader: Reader, lender: Lender) -> None:
    reader.services.lenders.set_stage(lender.id, None)
    reader.program.click(reader.program.button("阶段:结清后"))
    reader.program.click(
        reader.program.button(f"还没填“{lender.name}”走到哪一步。点这里填上：结清后")
    )
    moved = reader.services.lenders.get(lender.id)
    assert moved is not None
    assert moved.stage is Stage.SETTLED


def test_what_others_say_reads_as_what_others_say(reader: Reader, lender: Lender) -> None:
    """On its own, the last sentence of a step looked like one more thing to do."""
    library = reader.services.library
    item = first(
        reader,
        lender,
        lambda item: any(
            library.advice(one).verdict in ("corrected", "rejected") for one in item.step.advice
        ),
    )
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    wrong = "；".join(
        one.text
        for one in map(library.advice, item.step.advice)
        if one.verdict in ("corrected", "rejected")
    )
    texts = [text.text() for text in reader.page.findChildren(Text)]
    assert wrong not in texts
    assert f"网上有人说：{wrong}。别照搬，照上面写的做。" in texts


def test_only_rules_are_called_told_in_other_words(reader: Reader, lender: Lender) -> None:
    note = reader.services.library.pack().info.gist_note
    with_rules = first(reader, lender, lambda item: bool(item.step.rules))
    without = first(reader, lender, lambda item: not item.step.rules)
    for item, told in ((with_rules, True), (without, False)):
        reader.go(Stage.OVERDUE, lender.id, item.step.id)
        shown = [text.text() for text in reader.page.findChildren(Text) if text.isVisible()]
        assert (note in shown) is told


def visible_buttons(reader: Reader) -> list[QAbstractButton]:
    return [button for button in reader.page.findChildren(QAbstractButton) if button.isVisible()]


def test_each_lender_has_ticks_of_its_own(reader: Reader, lender: Lender, other: Lender) -> None:
    item = first(reader, lender, for_lender)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    reader.click("step_done")
    reader.choose_lender(other)
    assert reader.row((item.step.id, other.id)).state is State.TODO
    assert (item.step.id, lender.id) not in reader.row_keys()
    reader.choose_lender(lender)
    assert reader.row((item.step.id, lender.id)).state is State.DONE


class _Painted(QObject):
    """What of a widget is painted anew."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_nothing_of_the_focus_frame_stays_around_a_note_that_was_left(reader: Reader) -> None:
    reader.note.setFocus()
    settle()
    painted = _Painted()
    around = reader.note.parentWidget()
    assert around is not None
    drawn = QRegion(reader.note.geometry())
    for frame in reader.program.window.findChildren(QFocusFrame):
        if frame.widget() is reader.note:
            corner = around.mapFromGlobal(frame.mapToGlobal(QPoint()))
            drawn += QRegion(frame.rect().translated(corner))
    around.installEventFilter(painted)
    reader.program.press("Shift+Tab")
    assert not reader.note.hasFocus()
    assert drawn.intersected(QRegion(around.rect())).subtracted(painted.region).isEmpty()


@pytest.mark.parametrize(
    ("name", "state"), [("step_done", State.DONE), ("step_waiting", State.WAITING)]
)
def test_a_double_click_is_one_click(
    reader: Reader, lender: Lender, name: str, state: State
) -> None:
    item = first(reader, lender, for_person)
    reader.open(item.key)
    before = {row.key: row.state for row in reader.rows.rows() if isinstance(row, Row)}
    window = reader.program.window
    button = reader.program.named(QAbstractButton, name)
    spot = button.mapTo(window, button.rect().center())
    reader.program.click(button)
    # The second press meets whatever the first has put there.
    hit = window.childAt(spot)
    assert hit is not None
    where = QPointF(hit.mapFrom(window, spot))
    left, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        press = QMouseEvent(kind, where, hit.mapToGlobal(where), left, left, no_key)
        QApplication.sendEvent(hit, press)
        settle()
    after = {row.key: row.state for row in reader.rows.rows() if isinstance(row, Row)}
    assert after == {**before, item.key: state}
    assert not reader.has("reason_save")


@pytest.mark.parametrize(
    ("presses", "done"),
    [
        ([0, 700], 1),  # A slow second click.
        ([0, 400, 800, 1200, 1600], 1),  # Someone who clicks and clicks.
        ([0, 1500], 2),  # By then the next step could be seen.
    ],
)
def test_a_slow_second_click_does_not_finish_the_next_step(
    reader: Reader, lender: Lender, presses: list[int], done: int
) -> None:
    reader.open(first(reader, lender, for_person).key)
    finish = button(reader, "step_done")
    for at_ms in presses:
        reader.program.click_when(finish, finish.rect().center(), 10_000_000 + at_ms)
    states = [row.state for row in reader.rows.rows() if isinstance(row, Row)]
    assert states.count(State.DONE) == done


def test_a_step_of_the_person_is_ticked_for_all(
    reader: Reader, lender: Lender, other: Lender
) -> None:
    item = first(reader, lender, for_person)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    reader.click("step_done")
    reader.choose_lender(other)
    assert reader.row((item.step.id, PERSON)).state is State.DONE


def test_the_same_step_stays_open_for_another_lender(
    reader: Reader, lender: Lender, other: Lender
) -> None:
    for which in (for_lender, for_person):
        item = first(reader, lender, which)
        reader.go(Stage.OVERDUE, lender.id, item.step.id)
        reader.choose_lender(other)
        assert reader.title() == item.step.title
        reader.choose_lender(lender)
        assert reader.rows.current_key() == item.key


def test_the_switch_names_kinds_and_leads_to_the_lenders(
    reader: Reader, lender: Lender, other: Lender
) -> None:
    kinds = {kind.id: kind.name for kind in reader.services.library.pack().triage.kinds}
    texts = [reader.switch.itemText(index) for index in range(reader.switch.count())]
    assert texts == [lender.name, f"乙家（{kinds['bank']}）", "添加或管理各家…"]
    reader.switch.setFocus()
    reader.program.press("End")
    assert reader.program.page("person").isVisible()
    reader.program.press("Ctrl+2")
    assert reader.switch.currentData() == lender.id


def test_an_archived_lender_leaves_the_switch(
    reader: Reader, lender: Lender, other: Lender
) -> None:
    reader.choose_lender(other)
    reader.services.lenders.archive(other.id)
    assert reader.switch.findData(other.id) == -1
    assert reader.switch.currentData() == lender.id
    assert {key[1] for key in reader.row_keys()} == {PERSON, lender.id}


def test_every_step_shows_everything_it_knows(reader: Reader, lender: Lender) -> None:
    library = reader.services.library
    for stage in Stage:
        for item in reader.services.plan.checklist(stage, lender.id):
            reader.go(stage, lender.id, item.step.id)
            step = item.step
            assert reader.title() == step.title
            shown = words_on(reader.page)
            parts = [step.why, *step.how, step.done_when, step.risk, words.urgency(step.urgency)]
            whose = item.lender.name if item.lender else words.scope(step.scope)
            parts += [words.minutes(step.minutes), whose, step.checked]
            parts += [words.confidence(step.confidence), "、".join(step.keep)]
            parts += [library.channel(channel).name for channel in step.channels]
            parts += [library.letter(letter).title for letter in step.letters]
            for part in parts:
                assert part in shown, step.title
            cards = reader.page.findChildren(RuleCard)
            assert len(cards) == len(step.rules)
            assert step.confidence in set(Confidence)


def test_channels_and_rules_lead_into_the_library(reader: Reader, lender: Lender) -> None:
    item = first(reader, lender, lambda i: bool(i.step.channels and i.step.rules))
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    channel = reader.services.library.channel(item.step.channels[0])
    reader.program.click(reader.program.button(channel.name))
    library = reader.program.page("library")
    assert library.target() == Target("library", section="channels", entry=channel.id)
    reader.program.press("Ctrl+2")
    assert reader.title() == item.step.title
    reader.program.click(reader.program.button("详情"))
    document, _ = reader.services.library.provision(item.step.rules[0].provision)
    assert library.target() == Target("library", section="rules", entry=document.id)


def test_the_phone_s_menu_is_shown_once_the_phone_is_known(reader: Reader, lender: Lender) -> None:
    item = next(
        i
        for stage in Stage
        for i in reader.services.plan.checklist(stage, lender.id)
        if i.step.phone_tasks
    )
    reader.go(item.checklist.stage, lender.id, item.step.id)
    combo = next(c for c in reader.page.findChildren(Combo) if c is not reader.switch)
    combo.setFocus()
    reader.program.press("Down")
    system = reader.services.library.phone_systems()[0]
    assert reader.services.preferences.phone_system == system.id
    path = reader.services.library.phone_path(item.step.phone_tasks[0], system.id)
    assert path is not None
    assert " › ".join(path.route) in reader.shown()
    reader.program.open_again()
    assert " › ".join(path.route) in words_on(reader.program.page("checklist"))


# ---- states ----------------------------------------------------------------------------------


def test_done_goes_on_to_the_next_open_step(reader: Reader, lender: Lender) -> None:
    items = reader.services.plan.checklist(Stage.OVERDUE, lender.id)
    wanted = [item for item in items if item.open and item.applies is not Applies.NO]
    reader.go(Stage.OVERDUE, lender.id, wanted[0].step.id)
    for at, item in enumerate(wanted[:3]):
        assert reader.title() == item.step.title
        if at % 2:
            reader.click("step_done")
        else:
            reader.program.press("Ctrl+Return")
        stored = reader.stored(item)
        assert stored is not None
        assert stored.state is State.DONE
        assert reader.row(item.key).state is State.DONE
        assert reader.row(item.key).quiet
        assert reader.title() == wanted[at + 1].step.title


def test_the_last_step_goes_round_to_what_is_still_open(reader: Reader, lender: Lender) -> None:
    items = reader.services.plan.checklist(Stage.SETTLED, lender.id)
    wanted = [item for item in items if item.applies is not Applies.NO]
    for item in (*wanted[:1], *wanted[2:-1]):
        reader.services.progress.set(item.step.id, item.subject, State.DONE)
    reader.go(Stage.SETTLED, lender.id, wanted[-1].step.id)
    reader.program.press("Ctrl+Return")
    assert reader.title() == wanted[1].step.title
    reader.program.press("Ctrl+Enter")
    assert reader.title() == wanted[1].step.title, "nothing is left to go to"
    assert not button(reader, "step_done").isEnabled()
    counts = [row.right for row in reader.rows.rows() if isinstance(row, Heading)]
    assert all(count.split(" / ")[0] == count.split(" / ")[1] for count in counts)


def test_all_five_states_are_shown_in_words_and_undone(reader: Reader, lender: Lender) -> None:
    item = first(reader, lender, lambda i: i.open)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    for state in (State.DOING, State.WAITING):
        reader.click(f"step_{state.value}")
        stored = reader.stored(item)
        assert stored is not None
        assert stored.state is state
        assert reader.row(item.key).state is state
        assert words.state(state) in words_on(reader.page)
        assert taken(reader) == [f"step_{state.value}"]
        assert reader.title() == item.step.title, "only done goes on"
    reader.click("step_todo")
    assert reader.row(item.key).state is State.TODO
    assert not button(reader, "step_todo").isEnabled()
    assert taken(reader) == []
    reader.click("step_done")
    reader.open(item.key)
    assert not button(reader, "step_done").isEnabled()
    reader.click("step_todo")
    assert reader.row(item.key).state is State.TODO


STATES = ("step_doing", "step_waiting", "step_not_applicable")
WAYS = ("step_done", *STATES, "step_later", "step_todo")


def button(reader: Reader, name: str) -> QAbstractButton:
    return reader.program.named(QAbstractButton, name)


def taken(reader: Reader) -> list[str]:
    """The state there is, as a screen reader hears it."""
    heard = {name: QAccessible.queryAccessibleInterface(button(reader, name)) for name in STATES}
    assert {one.role() for one in heard.values()} == {QAccessible.Role.Button}
    names = {name: one.text(QAccessible.Text.Name) for name, one in heard.items()}
    assert all(said.startswith(button(reader, name).text()) for name, said in names.items())
    return [name for name, said in names.items() if said.endswith("：现在的状态")]


@pytest.mark.parametrize("percent", [100, 200])
def test_no_button_of_a_step_leaves_its_place(reader: Reader, lender: Lender, percent: int) -> None:
    reader.services.preferences.set_text_percent(percent)
    item = first(reader, lender, lambda i: i.open)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    stood = {name: button(reader, name).geometry() for name in WAYS}
    for name in ("step_doing", "step_waiting", "step_todo", "step_done"):
        reader.click(name)
        reader.go(Stage.OVERDUE, lender.id, item.step.id)
        assert {name: button(reader, name).geometry() for name in WAYS} == stood, name


def test_the_state_there_is_can_be_pressed_again_without_harm(
    reader: Reader, lender: Lender
) -> None:
    item = first(reader, lender, lambda i: i.open)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    reader.click("step_waiting")
    stored = reader.stored(item)
    assert stored is not None
    assert stored.state is State.WAITING
    reader.click("step_waiting")
    button(reader, "step_waiting").click()  # As a screen reader does.
    settle()
    assert reader.stored(item) == stored
    assert taken(reader) == ["step_waiting"]


def test_a_form_is_opened_once_however_often_a_screen_reader_asks(reader: Reader) -> None:
    skip, later = button(reader, "step_not_applicable"), button(reader, "step_later")
    skip.click()
    reader.program.write("写到一半")
    for hidden in (skip, later):
        hidden.click()
        settle()
    assert [f.text() for f in reader.page.findChildren(QLineEdit, "reason")] == ["写到一半"]
    assert not reader.has("later_pick")


def test_not_applicable_asks_for_a_reason_and_keeps_it(reader: Reader, lender: Lender) -> None:
    item = first(reader, lender, for_lender)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    reader.click("step_not_applicable")
    field = reader.program.named(QLineEdit, "reason")
    assert field.hasFocus()
    reader.program.write("  合同里没有这一项 ")
    assert reader.stored(item) is None, "asking alone changes nothing"
    reader.program.press("Return")
    stored = reader.stored(item)
    assert stored is not None
    assert (stored.state, stored.reason) == (State.NOT_APPLICABLE, "合同里没有这一项")
    assert reader.row(item.key).state is State.NOT_APPLICABLE
    assert "不适用：合同里没有这一项" in reader.shown()
    reader.program.open_again()
    again = Reader(reader.program)
    assert again.title() == item.step.title
    assert "不适用：合同里没有这一项" in again.shown()
    again.click("step_todo")
    assert again.row(item.key).state is State.TODO


def test_without_words_a_reason_is_given_all_the_same(reader: Reader, lender: Lender) -> None:
    item = first(reader, lender, for_lender)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    reader.click("step_not_applicable")
    reader.click("reason_save")
    stored = reader.stored(item)
    assert stored is not None
    assert stored.reason == "我没有遇到这种情况"


def test_a_reason_can_be_thought_better_of(reader: Reader, lender: Lender) -> None:
    item = first(reader, lender, lambda i: i.open)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    reader.click("step_not_applicable")
    reader.program.write("算了")
    reader.program.click(reader.program.button("先不改"))
    assert reader.has("step_done")
    assert reader.stored(item) is None


def test_a_reason_survives_a_change_of_text_size(reader: Reader, lender: Lender) -> None:
    reader.click("step_not_applicable")
    reader.program.write("写到一半")
    for keys in ("Ctrl++", "Ctrl+-"):
        reader.program.press(keys)
        assert reader.program.named(QLineEdit, "reason").text() == "写到一半"


def test_advice_that_changed_since_is_said_until_done_again(
    program: Program, lender: Lender
) -> None:
    """As if this step had been ticked with the revision before."""
    item = next(
        i for i in program.services.plan.checklist(Stage.OVERDUE, lender.id) if i.lender is None
    )
    program.services.progress.set(item.step.id, PERSON, State.DONE)
    program.close()
    age_tick(program.folder, item)
    program.open()
    reader = Reader(program)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    assert "内容有更新" in reader.shown()
    assert reader.row(item.key).chip == "有更新"
    reader.click("step_todo")
    assert "内容有更新" not in reader.shown()
    reader.click("step_done")
    assert reader.row(item.key).chip != "有更新"


def age_tick(folder: Path, item: PlanItem) -> None:
    database = open_database(folder, datetime(2026, 11, 22, tzinfo=UTC))
    store = ProgressStore(database)
    before = store.get(item.step.id, item.subject)
    assert before is not None
    store.put(before._replace(rev=item.step.rev - 1))
    database.close()


def test_a_step_that_does_not_apply_is_shown_and_can_be_done(
    reader: Reader, lender: Lender
) -> None:
    for name in ("court_paper", "gave_permission", "settled"):
        reader.services.answers.set(name, "no", lender.id)
    for variable in reader.services.answers.variables():
        if variable.level is Scope.PERSON:
            reader.services.answers.set(variable.id, variable.options[-1].value)
    item = first(reader, lender, lambda i: i.applies is Applies.NO)
    assert reader.row(item.key).chip == "眼下不适用"
    assert reader.row(item.key).quiet
    reader.open(item.key)
    assert "按你的回答，这一步眼下不适用" in reader.shown()
    reader.click("step_done")
    assert reader.row(item.key).state is State.DONE


# ---- questions -------------------------------------------------------------------------------


def question_of(reader: Reader) -> Segments:
    settle()
    return reader.program.named(Segments, "applies_question")


def asking(reader: Reader, lender: Lender, level: Scope) -> tuple[PlanItem, str]:
    """A step whose first open question is about the person, or about the lender."""
    variables = {variable.id: variable for variable in reader.services.answers.variables()}
    for stage in Stage:
        reader.services.lenders.set_stage(lender.id, stage)
        for item in reader.services.plan.checklist(stage, lender.id):
            if item.unanswered and item.open:
                variable = variables[item.unanswered[0]]
                if variable.level is level and variable.options and variable.id != "stage":
                    return item, variable.id
    raise LookupError(level)


@pytest.mark.parametrize("level", Scope)
def test_does_it_apply_is_answered_for_whom_it_is_about(
    reader: Reader, lender: Lender, other: Lender, level: Scope
) -> None:
    item, variable = asking(reader, other, level)
    reader.go(item.checklist.stage, other.id, item.step.id)
    assert reader.row(item.key).chip == "可能适用"
    assert "可能适用。这条适用于你吗？" in reader.shown()
    for value in question_of(reader).values():
        choices = question_of(reader)
        reader.program.click(choices.button(value))
        answers = reader.services.answers
        if level is Scope.PERSON:
            assert answers.value(variable) == value
        else:
            assert answers.value(variable, other.id) == value
            assert answers.value(variable, lender.id) is None
        after = reader.services.plan.item(*item.key)
        assert after is not None
        assert variable not in after.unanswered
        chips = {Applies.MAYBE: "可能适用", Applies.NO: "眼下不适用"}
        if after.applies in chips:
            assert reader.row(item.key).chip == chips[after.applies]
        else:
            assert reader.row(item.key).chip not in chips.values()
        subject = PERSON if level is Scope.PERSON else other.id
        answers.set(variable, None, subject)


def test_an_untold_stage_is_asked_on_the_step_and_told_to_the_lender(reader: Reader) -> None:
    lender = reader.services.lenders.add("丙家")
    item = first(reader, lender, lambda i: i.unanswered[:1] == ("stage",) and i.open)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    reader.program.click(question_of(reader).button("overdue"))
    told = reader.services.lenders.get(lender.id)
    assert told is not None
    assert told.stage is Stage.OVERDUE


def test_without_a_lender_nothing_about_lenders_can_be_ticked(reader: Reader) -> None:
    for lender in reader.services.lenders.active():
        reader.services.lenders.archive(lender.id)
    assert reader.switch.itemText(0) == "还没有添加"
    for stage in Stage:
        items = reader.services.plan.checklist(stage, None)
        own, theirs = (tuple(filter(which, items)) for which in (for_person, for_lender))
        for item in (*own[:1], *own[-1:], *theirs[:1], *theirs[-1:]):
            reader.go(stage, "", item.step.id)
            assert reader.title() == item.step.title, "it is shown all the same"
            if item.step.scope is Scope.PERSON:
                assert reader.has("step_done") != (item.state in CLOSED)
                assert reader.note.isEnabled()
            else:
                assert not reader.has("step_done")
                assert not reader.note.isEnabled()
                assert "先在“我的情况”里添加一家" in reader.shown()
                before = reader.services.plan.plan()
                reader.program.press("Ctrl+Return")
                assert reader.services.plan.plan() is before, "the keys tick nothing either"
                assert reader.title() == item.step.title


# ---- notes -----------------------------------------------------------------------------------


def test_a_note_saves_itself_in_a_pause(qtbot: QtBot, reader: Reader, lender: Lender) -> None:
    item = first(reader, lender, for_lender)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    reader.write("表姐 19:14 接到电话")
    assert "正在写…" in reader.shown()
    notes = reader.services.notes
    qtbot.waitUntil(lambda: notes.text(*item.key) == "表姐 19:14 接到电话")
    assert "已保存" in reader.shown()
    assert reader.note.hasFocus()


def test_a_note_belongs_to_its_step_and_lender(
    reader: Reader, lender: Lender, other: Lender
) -> None:
    own, shared = first(reader, lender, for_lender), first(reader, lender, for_person)
    reader.go(Stage.OVERDUE, lender.id, own.step.id)
    reader.write("第一家的")
    reader.choose_lender(other)
    assert reader.note.toPlainText() == ""
    reader.write("第二家的")
    reader.open(shared.key)
    assert reader.note.toPlainText() == ""
    reader.write("我自己的")
    reader.choose_lender(lender)
    assert reader.note.toPlainText() == "我自己的"
    reader.open(own.key)
    assert reader.note.toPlainText() == "第一家的"
    texts = [reader.services.notes.text(own.step.id, one.id) for one in (lender, other)]
    assert texts == ["第一家的", "第二家的"]
    assert reader.services.notes.text(shared.step.id, PERSON) == "我自己的"


def next_step(reader: Reader) -> None:
    reader.rows.setFocus()
    reader.program.press("Down")


def done(reader: Reader) -> None:
    reader.program.press("Ctrl+Return")


def other_stage(reader: Reader) -> None:
    reader.program.click(reader.program.button("阶段:结清后"))


def another_lender(reader: Reader) -> None:
    reader.choose_lender(reader.services.lenders.active()[1])


def other_page(reader: Reader) -> None:
    reader.program.press("Ctrl+1")


def larger_text(reader: Reader) -> None:
    reader.program.press("Ctrl++", times=4)


def deep_link(reader: Reader) -> None:
    reader.program.window.go(Target("checklist", "settled"))


def leave_the_field(reader: Reader) -> None:
    reader.program.press("Tab")


def close_the_window(reader: Reader) -> None:
    reader.program.window.close()


def end_the_program(reader: Reader) -> None:
    reader.program.close()


WAYS_OUT = (
    next_step,
    done,
    other_stage,
    another_lender,
    other_page,
    larger_text,
    deep_link,
    leave_the_field,
    close_the_window,
    end_the_program,
)


@pytest.mark.parametrize("leave", WAYS_OUT, ids=lambda way: str(way.__name__))
def test_no_way_out_loses_a_note(
    reader: Reader, lender: Lender, other: Lender, leave: Callable[[Reader], None]
) -> None:
    item = first(reader, lender, for_lender)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    reader.write("刚写的，还没停下来")
    leave(reader)
    if leave is larger_text:
        assert reader.note.toPlainText() == "刚写的，还没停下来"
        reader.note.flush()
    program = reader.program
    program.open_again()
    assert program.services.notes.text(*item.key) == "刚写的，还没停下来"
    assert program.services.notes.text(item.step.id, other.id) == ""


def test_writing_goes_on_while_text_grows_and_the_look_changes(
    reader: Reader, lender: Lender
) -> None:
    item = first(reader, lender, for_lender)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    reader.write("一")
    for character in "二三四五":
        reader.program.press("Ctrl++")
        assert reader.note.isVisible(), theme.text_percent
        assert reader.note.hasFocus()
        reader.program.write(character)
    reader.services.preferences.set_appearance("dark")
    settle()
    assert theme.dark
    reader.program.write("六")
    reader.program.press("Ctrl+0")
    reader.program.write("七")
    assert reader.note.toPlainText() == "一二三四五六七"
    reader.program.press("Tab")
    assert reader.services.notes.text(*item.key) == "一二三四五六七"


def test_half_composed_words_survive_a_change_of_look(reader: Reader) -> None:
    reader.note.setFocus()
    reader.program.compose("biao'jie")
    reader.services.preferences.set_appearance("dark")
    settle()
    reader.program.write("表姐")
    assert reader.note.toPlainText() == "表姐"


def test_taking_everything_out_of_a_note_removes_it(reader: Reader, lender: Lender) -> None:
    item = first(reader, lender, for_lender)
    reader.services.notes.save(*item.key, "旧的")
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    assert reader.note.toPlainText() == "旧的"
    reader.note.setFocus()
    reader.program.press("Ctrl+A")
    reader.program.press("Delete")
    reader.program.press("Tab")
    assert reader.services.notes.text(*item.key) == ""


# ---- notes the disk refuses ------------------------------------------------------------------

LONG = "字" * 9000
"""Larger than what a full disk has room for."""
ALSO_REFUSED = {done: 1, larger_text: 4}
"""What else a full disk has no room for on some ways: the tick, each size of text."""
FULL = "磁盘满了，刚才的改动没有存下，请清出一些空间再试一次。"


@pytest.fixture
def written(reader: Reader, lender: Lender, other: Lender) -> Iterator[PlanItem]:
    """A step of the first lender with a note on screen that no disk has room for."""
    item = first(reader, lender, for_lender)
    reader.services.notes.save(*item.key, "原来的")
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    reader.note.setFocus()
    reader.note.setPlainText(LONG)
    yield item
    settle()


@pytest.mark.parametrize("leave", WAYS_OUT[:8], ids=lambda way: str(way.__name__))
def test_a_note_the_disk_refuses_stays_and_is_saved_later(
    reader: Reader, written: PlanItem, leave: Callable[[Reader], None]
) -> None:
    with notices() as told:
        with full_disk(reader.program.folder):
            reader.note.flush()
            settle()
            assert told.read == [FULL]
            assert "还没有存下" in reader.shown()
            leave(reader)
            reader.go(Stage.OVERDUE, written.subject, written.step.id)
            assert reader.note.toPlainText() == LONG
            assert reader.services.notes.text(*written.key) == "原来的"
        assert told.read == [FULL] * (1 + ALSO_REFUSED.get(leave, 0))
        assert told.most_at_once == 1
        reader.program.press("Ctrl+1")
    assert reader.services.notes.text(*written.key) == LONG
    reader.program.open_again()
    assert reader.program.services.notes.text(*written.key) == LONG


def test_the_same_refusal_is_told_once(reader: Reader, written: PlanItem) -> None:
    with notices() as told, full_disk(reader.program.folder):
        for keys in ("Tab", "Ctrl+1", "Ctrl+2", "Ctrl+3"):
            reader.program.press(keys)
    assert told.read == [FULL]


def test_closing_asks_before_it_loses_a_refused_note(reader: Reader, written: PlanItem) -> None:
    window = reader.program.window
    with notices() as told, full_disk(reader.program.folder):
        window.close()
        settle()
        assert told.read[0] == FULL
        assert "“清单”里有写好的还没有存下" in told.read[-1]
        assert window.isVisible(), "the first answer is to stay"
        assert reader.note.toPlainText() == LONG
    window.close()
    assert not window.isVisible()
    reader.program.open_again()
    assert reader.program.services.notes.text(*written.key) == LONG


def test_closing_for_good_lets_go_of_a_refused_note(reader: Reader, written: PlanItem) -> None:
    window = reader.program.window
    with notices() as told, full_disk(reader.program.folder):
        told.answer = "不要了，关掉"
        window.close()
        settle()
        assert not window.isVisible()
        assert len(told.read) == 2
    reader.program.open_again()
    assert reader.program.services.notes.text(*written.key) == "原来的"


def test_refused_words_that_are_taken_back_do_not_come_again(
    reader: Reader, written: PlanItem
) -> None:
    with notices(), full_disk(reader.program.folder):
        reader.program.press("Tab")
        reader.note.setPlainText("原来的")
    assert "还没有存下" not in reader.shown()
    reader.program.open_again()
    assert reader.program.services.notes.text(*written.key) == "原来的"


def test_a_note_that_is_too_long_is_kept_on_screen(reader: Reader, lender: Lender) -> None:
    item = first(reader, lender, for_lender)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    too_long = "长" * (NOTE_LIMIT + 1)
    with notices() as told:
        reader.note.setFocus()
        reader.note.setPlainText(too_long)
        next_step(reader)
        reader.open(item.key)
        assert reader.note.toPlainText() == too_long
        assert told.read == [f"备注太长，没有存下，请控制在 {NOTE_LIMIT} 个字以内。"]
        reader.note.setFocus()
        reader.program.press("Ctrl+End")
        reader.program.press("Backspace")
        reader.program.press("Tab")
    assert reader.services.notes.text(*item.key) == too_long[:-1]


# ---- room ------------------------------------------------------------------------------------


def columns(page: ChecklistPage) -> int:
    settle()
    (rows,) = page.findChildren(RowList)
    titles = page.findChildren(Text, "step_title")
    cards = page.findChildren(NoteEdit)
    return sum(any(w.isVisible() for w in part) for part in ([rows], titles, cards))


@pytest.mark.parametrize(
    ("width", "percent", "wanted"),
    [
        (1920, 100, 3),
        (1366, 100, 3),
        (1366, 115, 3),
        (1366, 150, 2),
        (1100, 100, 2),
        (1000, 100, 2),
        (900, 100, 1),
        (1366, 200, 1),
        (1920, 200, 2),
    ],
)
def test_columns_for_the_room_there_is(
    reader: Reader, width: int, percent: int, wanted: int
) -> None:
    assert isinstance(reader.page, ChecklistPage)
    reader.services.preferences.set_text_percent(percent)
    reader.program.window.resize(width, 768)
    assert columns(reader.page) == wanted


def test_two_columns_keep_rules_and_note_one_key_away(reader: Reader, lender: Lender) -> None:
    item = first(reader, lender, lambda i: bool(i.step.rules))
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    reader.program.window.resize(1000, 700)
    settle()
    for name, part in (("依据", RuleCard), ("备注", NoteEdit), ("步骤", None)):
        reader.program.click(reader.program.button(f"看哪一部分:{name}"))
        for kind in (RuleCard, NoteEdit):
            assert any(w.isVisible() for w in reader.page.findChildren(kind)) == (kind is part)
        titles = reader.page.findChildren(Text, "step_title")
        assert any(title.isVisible() for title in titles) == (part is None)


@pytest.mark.parametrize("size", [USUAL, SMALLEST])
def test_a_step_is_finished_without_scrolling_in_large_text(
    reader: Reader, lender: Lender, size: tuple[int, int]
) -> None:
    reader.program.window.resize(*size)
    item = first(reader, lender, lambda i: i.open)
    reader.services.preferences.set_text_percent(200)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    finish = button(reader, "step_done")
    assert in_sight(finish)
    assert not in_sight(button(reader, "step_todo")), "only what matters most takes the room"
    reader.click("step_not_applicable")
    assert not reader.has("step_done"), "the reason comes first"
    reader.program.click(reader.program.button("先不改"))
    reader.program.click(finish)
    stored = reader.stored(item)
    assert stored is not None
    assert stored.state is State.DONE
    # With room again it is the first of the buttons.
    reader.program.window.resize(*USUAL)
    reader.services.preferences.set_text_percent(100)
    reader.go(Stage.OVERDUE, lender.id, item.step.id)
    places = [button(reader, name).mapTo(reader.page, QPoint()) for name in WAYS]
    assert places == sorted(places, key=lambda spot: (spot.y(), spot.x()))
    assert in_sight(finish)


def in_sight(widget: QWidget) -> bool:
    """Whether all of it is seen as things are."""
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def test_one_column_reads_and_comes_back(reader: Reader, lender: Lender) -> None:
    reader.program.window.resize(900, 700)
    reader.services.preferences.set_text_percent(150)
    reader.go(Stage.OVERDUE)
    assert reader.rows.isVisible()
    key = reader.row_keys()[3]
    reader.open(key)
    assert not reader.rows.isVisible()
    item = reader.services.plan.item(*key)
    assert item is not None
    assert reader.title() == item.step.title
    reader.program.click(reader.program.button("‹ 返回清单"))
    assert reader.rows.isVisible()
    assert reader.rows.hasFocus()
    assert reader.rows.current_key() == key
    reader.program.press("Down")
    assert reader.rows.isVisible(), "arrow keys only move while the list is all there is"
    reader.program.press("Return")
    assert reader.title() != item.step.title


def test_the_page_opens_alone_too(qtbot: QtBot, services: Services, bridge: Bridge) -> None:
    """It asks nothing of the window around it."""
    page = ChecklistPage(
        bridge,
        services.plan,
        services.progress,
        services.lenders,
        services.answers,
        services.notes,
        services.library,
        services.preferences,
        services.reminders,
    )
    qtbot.addWidget(page)
    page.resize(1250, 700)
    page.show()
    target = page.target()
    items = services.plan.checklist(Stage.OVERDUE, None)
    assert target.stage == Stage.OVERDUE.value
    assert target.step in {item.step.id for item in items}
