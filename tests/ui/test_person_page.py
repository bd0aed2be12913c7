"""我的情况: every answer can be changed or taken back, and the lenders are told apart."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSpinBox

from desktop.domain.lenders import NAME_LIMIT, UNKNOWN_KIND, Lender
from desktop.domain.progress import PERSON, State
from desktop.domain.steps import Scope, Stage
from desktop.domain.triage import ResolverQuestion
from desktop.ui import words
from desktop.ui.navigation import Target
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.segments import Segments
from tests.ui.program import Clock, Program, notices, settle

TOLD_BY_LENDER = {"stage", "lender", "overdue_days"}


@pytest.fixture
def person(program: Program) -> Program:
    """The program with this page open."""
    program.press("Ctrl+3")
    assert program.page("person").isVisible()
    return program


def active(program: Program) -> list[Lender]:
    return list(program.services.lenders.active())


def lender(program: Program, at: int = 0) -> Lender:
    return active(program)[at]


def names(program: Program) -> list[str]:
    return [one.name for one in active(program)]


def name_field(program: Program) -> QLineEdit:
    return program.named(QLineEdit, "lender_name")


def rename(program: Program, name: str) -> None:
    name_field(program).setFocus()
    program.press("Ctrl+A")
    program.write(name) if name else program.press("Delete")
    program.press("Return")


def add(program: Program) -> None:
    program.click(program.named(QAbstractButton, "lender_add"))


def take(program: Program, name: str) -> None:
    program.click(program.button(f"哪一家:{name}"))


# ---- about me --------------------------------------------------------------------------------


def test_nobody_is_promised_that_only_they_see_the_name(person: Program) -> None:
    """It goes into letters and bundles, and without a passphrase anybody here can read it."""
    assert not person.sees("只有你看得到")
    assert person.sees("文书和材料里会用到")


def test_every_question_about_the_person_can_be_answered_and_taken_back(person: Program) -> None:
    asked = [v for v in person.services.answers.variables() if v.level is Scope.PERSON]
    assert len(asked) > 5
    for variable in asked:
        for option in variable.options:
            choice = person.button(f"{variable.ask}:{option.text}")
            person.click(choice)
            assert person.services.answers.value(variable.id) == option.value
            assert choice.isChecked()
        person.click(person.button(f"{variable.ask}:{variable.options[-1].text}"))
        assert person.services.answers.value(variable.id) is None


def test_answers_given_elsewhere_are_shown(person: Program) -> None:
    danger = next(v for v in person.services.answers.variables() if v.id == "danger")
    person.services.answers.set("danger", danger.options[1].value)
    assert person.button(f"{danger.ask}:{danger.options[1].text}").isChecked()
    person.press("Ctrl+1")
    person.services.answers.set("danger", danger.options[2].value)
    person.press("Ctrl+3")
    assert person.button(f"{danger.ask}:{danger.options[2].text}").isChecked()
    assert not person.button(f"{danger.ask}:{danger.options[1].text}").isChecked()


# ---- lenders ---------------------------------------------------------------------------------


def test_adding_needs_no_name(person: Program) -> None:
    add(person)
    add(person)
    assert names(person) == ["第 1 家", "第 2 家", "第 3 家"]
    assert name_field(person).text() == "第 3 家"
    assert person.button("哪一家:第 3 家").isChecked()


def test_one_just_added_is_named_by_typing_on(person: Program) -> None:
    for name in ("丁家", "戊家"):
        add(person)
        assert person.focus() is name_field(person)
        person.write(name)
    person.press("Return")
    assert names(person)[1:] == ["丁家", "戊家"]


def test_without_lenders_it_says_what_to_add(person: Program) -> None:
    person.services.lenders.archive(lender(person).id)
    settle()
    assert person.sees("还没有添加。打算借的")
    assert not person.page("person").findChild(QLineEdit, "lender_name").isVisible()
    add(person)
    assert not person.sees("还没有添加。打算借的")
    assert name_field(person).text() == "第 2 家", "the one put away keeps its name"


def test_a_new_name_is_everywhere_at_once(person: Program) -> None:
    rename(person, "  招财 分期  ")
    assert names(person) == ["招财 分期"]
    assert person.button("哪一家:招财 分期").isVisible()
    person.press("Ctrl+2")
    switch = next(c for c in person.window.findChildren(Combo) if c.accessibleName() == "哪一家")
    assert switch.currentText() == "招财 分期"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "名字是空的，写一个你自己认得的称呼就行。"),
        ("　 　", "名字是空的，写一个你自己认得的称呼就行。"),
        ("第 1 家", "“第 1 家”已经有了，换个称呼，免得弄混。"),
        ("收起来的", "“收起来的”已经有了，收在“收起来的”里，可以拿回来，或换个称呼。"),
    ],
)
def test_a_name_that_will_not_do_is_told_and_loses_nothing(
    person: Program, name: str, told: str
) -> None:
    away = person.services.lenders.add("收起来的")
    person.services.lenders.archive(away.id)
    add(person)
    before = person.services.lenders.all()
    with notices() as notice:
        rename(person, name)
        assert notice.read == [told]
        assert notice.most_at_once == 1
    assert person.services.lenders.all() == before
    rename(person, "乙家")
    assert names(person) == ["第 1 家", "乙家"]


def test_a_name_cannot_become_too_long(person: Program) -> None:
    rename(person, "长" * (NAME_LIMIT + 5))
    assert names(person) == ["长" * NAME_LIMIT]


@pytest.mark.parametrize("leave", ["Tab", "Ctrl+1", "choose", "stage", "close", "end"])
def test_a_name_half_written_is_kept_on_every_way_out(person: Program, leave: str) -> None:
    add(person)
    name_field(person).setFocus()
    person.press("Ctrl+A")
    person.write("写到一半")
    if leave == "choose":
        take(person, "第 1 家")
    elif leave == "stage":
        person.click(person.button("现在到哪一步了:还款中"))
        assert lender(person, 1).stage is Stage.DURING
    elif leave == "close":
        person.window.close()
    elif leave == "end":
        person.close()
    else:
        person.press(leave)
    person.open_again()
    assert names(person) == ["第 1 家", "写到一半"]


def test_writing_a_name_survives_larger_text(person: Program) -> None:
    name_field(person).setFocus()
    person.press("Ctrl+A")
    person.write("写到")
    person.press("Ctrl++")
    person.services.preferences.set_appearance("dark")
    person.write("一半")
    assert name_field(person).text() == "写到一半"
    person.press("Return")
    assert names(person) == ["写到一半"]


def test_stage_is_told_changed_and_taken_back(person: Program) -> None:
    for stage in Stage:
        choice = person.button(f"现在到哪一步了:{words.stage(stage)}")
        person.click(choice)
        assert lender(person).stage is stage
    person.click(person.button("现在到哪一步了:结清后"))
    assert lender(person).stage is None


def top(program: Program, name: str) -> int:
    settle()
    return program.button(name).mapTo(program.window, QPoint(0, 0)).y()


@pytest.mark.parametrize("stage", ["逾期后", "还款中"])
def test_an_answer_stays_where_it_was_given(person: Program, stage: str) -> None:
    person.window.resize(1100, 640)
    add(person)
    name = f"现在到哪一步了:{stage}"
    before = top(person, name)
    person.click(person.button(name))
    assert abs(top(person, name) - before) <= 2
    person.click(person.button(name))
    assert abs(top(person, name) - before) <= 2


def test_putting_one_away_leaves_the_page_where_it_is(person: Program) -> None:
    add(person)
    settle()
    before = scrolled(person)
    assert before > 0
    person.click(person.named(QAbstractButton, "lender_archive"))
    assert scrolled(person) == before


def test_what_is_told_belongs_to_the_chosen_lender(person: Program) -> None:
    add(person)
    person.click(person.button("现在到哪一步了:逾期后"))
    own = [
        v
        for v in person.services.answers.variables()
        if v.level is Scope.LENDER and v.id not in TOLD_BY_LENDER
    ]
    assert own
    for variable in own:
        person.click(person.button(f"{variable.ask}:{variable.options[0].text}"))
    first, second = active(person)
    assert (first.stage, second.stage) == (None, Stage.OVERDUE)
    for variable in own:
        value = variable.options[0].value
        assert person.services.answers.value(variable.id, second.id) == value
        assert person.services.answers.value(variable.id, first.id) is None
    take(person, "第 1 家")
    for variable in own:
        assert not person.button(f"{variable.ask}:{variable.options[0].text}").isChecked()
    take(person, "第 2 家")
    for variable in own:
        assert person.button(f"{variable.ask}:{variable.options[0].text}").isChecked()


# ---- days overdue ----------------------------------------------------------------------------


@pytest.fixture
def overdue(person: Program) -> Program:
    person.click(person.button("现在到哪一步了:逾期后"))
    return person


def days(program: Program) -> QSpinBox:
    return program.named(QSpinBox, "lender_days")


def test_days_are_asked_only_while_overdue(overdue: Program) -> None:
    assert days(overdue).text() == "没填"
    for stage in (Stage.BEFORE, Stage.DURING, Stage.SETTLED):
        overdue.click(overdue.button(f"现在到哪一步了:{words.stage(stage)}"))
        boxes = overdue.window.findChildren(QSpinBox, "lender_days")
        assert not any(box.isVisible() for box in boxes)


def test_days_overdue_count_on_with_the_calendar(overdue: Program, clock: Clock) -> None:
    days(overdue).setFocus()
    days(overdue).selectAll()
    overdue.write("37")
    overdue.press("Return")
    assert lender(overdue).days_overdue(clock().date()) == 37
    clock.moment += timedelta(days=5)
    overdue.open_again()
    overdue.press("Ctrl+3")
    assert days(overdue).value() == 42


@pytest.mark.parametrize("digits", ["40", "４０"])
@pytest.mark.parametrize("beside", [0, 1, 2])
def test_days_are_written_where_a_click_puts_the_cursor(
    overdue: Program, clock: Clock, beside: int, digits: str
) -> None:
    field = days(overdue).findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setFocus(Qt.FocusReason.MouseFocusReason)
    field.setCursorPosition(beside)
    overdue.write(digits)
    assert field.text() == "40 天"
    overdue.press("Return")
    assert lender(overdue).days_overdue(clock().date()) == 40


def test_looking_at_days_does_not_change_them(overdue: Program, clock: Clock) -> None:
    overdue.services.lenders.set_overdue_days(lender(overdue).id, 10)
    since = lender(overdue).overdue_since
    settle()
    days(overdue).setFocus()
    overdue.press("Tab")
    assert lender(overdue).overdue_since == since


def test_days_can_be_taken_back(overdue: Program) -> None:
    overdue.services.lenders.set_overdue_days(lender(overdue).id, 0)
    settle()
    days(overdue).setFocus()
    overdue.press("Down")
    overdue.press("Tab")
    assert lender(overdue).overdue_since is None
    assert days(overdue).text() == "没填"


@pytest.mark.parametrize("leave", ["Ctrl+1", "close", "end"])
def test_days_half_written_are_kept_on_every_way_out(
    overdue: Program, clock: Clock, leave: str
) -> None:
    days(overdue).setFocus()
    days(overdue).selectAll()
    overdue.write("15")
    if leave == "close":
        overdue.window.close()
    elif leave == "end":
        overdue.close()
    else:
        overdue.press(leave)
    overdue.open_again()
    assert lender(overdue).days_overdue(clock().date()) == 15


# ---- kinds -----------------------------------------------------------------------------------


def kind_box(program: Program) -> Combo:
    return program.named(Combo, "lender_kind")


def test_every_kind_can_be_chosen_and_says_who_answers_for_it(person: Program) -> None:
    kind_box(person).setFocus()
    person.press("Home")
    for number, kind in enumerate(person.services.library.pack().triage.kinds):
        person.press("Down", times=min(number, 1))
        assert lender(person).kind == kind.id
        assert kind_box(person).currentText() == kind.name
        if kind.id != UNKNOWN_KIND:
            assert person.sees(kind.how_to_tell)
            assert not kind.regulator or person.sees(kind.regulator)


def routes(person: Program) -> Iterator[tuple[list[tuple[ResolverQuestion, str]], str]]:
    """Every way through the resolver: the answers, and the kind it leads to."""
    resolver = {q.id: q for q in person.services.library.pack().triage.resolver}

    def walk(
        question: ResolverQuestion, before: list[tuple[ResolverQuestion, str]]
    ) -> Iterator[tuple[list[tuple[ResolverQuestion, str]], str]]:
        for answer in question.answers:
            way = [*before, (question, answer.text)]
            if answer.goto is not None:
                yield from walk(resolver[answer.goto], way)
            else:
                assert answer.kind is not None
                yield way, answer.kind

    yield from walk(next(iter(resolver.values())), [])


def test_the_resolver_reaches_every_kind(person: Program) -> None:
    kinds = {kind.id: kind.name for kind in person.services.library.pack().triage.kinds}
    reached = set()
    for way, kind in routes(person):
        if kind in reached:
            continue
        person.click(person.named(QAbstractButton, "lender_resolver"))
        for question, answer in way:
            assert person.sees(question.ask)
            person.click(person.button(answer))
        if kind == UNKNOWN_KIND:
            # Nothing is settled, so there is nothing to fill in; what was filled in stays.
            assert person.sees("现在还分不出来")
            before = lender(person).kind
            person.click(person.button("先不分辨了"))
            assert lender(person).kind == before
            reached.add(kind)
            continue
        assert person.sees(f"看起来是：{kinds[kind]}")
        assert lender(person).kind != kind, "nothing changes unasked"
        person.click(person.button("就填这个"))
        assert lender(person).kind == kind
        assert kind_box(person).currentData() == kind
        reached.add(kind)
    assert reached == set(kinds)


def test_what_an_answer_warns_of_stays_with_the_next_question(person: Program) -> None:
    """Whether a debt was sold is not clear yet: that nothing should be paid before is said."""
    resolver = person.services.library.pack().triage.resolver
    warned = 0
    for way, _ in routes(person):
        asked, text = way[-1] if len(way) == 1 else way[-2]
        (answer,) = [one for one in asked.answers if one.text == text]
        if answer.goto is None or not answer.note or warned:
            continue
        warned += 1
        person.click(person.named(QAbstractButton, "lender_resolver"))
        for _question, words_of in way[:-1]:
            person.click(person.button(words_of))
        assert person.sees(answer.note)
    assert warned or not any(a.goto and a.note for q in resolver for a in q.answers)


# ---- put away and bring back -----------------------------------------------------------------


def test_a_lender_put_away_comes_back_with_everything(person: Program) -> None:
    rename(person, "甲家")
    person.click(person.button("现在到哪一步了:逾期后"))
    one = lender(person)
    item = next(
        i for i in person.services.plan.checklist(Stage.OVERDUE, one.id) if i.lender is not None
    )
    person.services.progress.set(item.step.id, one.id, State.WAITING)
    person.services.notes.save(item.step.id, one.id, "寄出了")
    person.click(person.named(QAbstractButton, "lender_archive"))
    assert active(person) == []
    assert person.services.plan.plan().lists[0].lender is None
    person.open_again()
    person.press("Ctrl+3")
    assert person.sees("收起来的")
    person.click(person.button("拿回来：甲家"))
    assert active(person) == [one]
    assert not person.sees("收起来的")
    assert name_field(person).text() == "甲家"
    kept = person.services.progress.get(item.step.id, one.id)
    assert kept is not None
    assert kept.state is State.WAITING
    assert person.services.notes.text(item.step.id, one.id) == "寄出了"


def test_putting_one_away_shows_another(person: Program) -> None:
    add(person)
    person.click(person.named(QAbstractButton, "lender_archive"))
    assert names(person) == ["第 1 家"]
    assert name_field(person).text() == "第 1 家"
    person.click(person.button("拿回来：第 2 家"))
    assert names(person) == ["第 1 家", "第 2 家"]


def test_a_target_opens_its_lender(person: Program) -> None:
    add(person)
    person.window.go(Target("person", lender=lender(person, 0).id))
    settle()
    assert name_field(person).text() == "第 1 家"
    person.window.go(Target("person", lender="nobody"))
    settle()
    assert name_field(person).text() == "第 1 家"


def scrolled(program: Program) -> int:
    settle()
    scroll = program.page("person").findChild(VerticalScroll)
    assert scroll is not None
    return scroll.verticalScrollBar().value()


@pytest.mark.parametrize("size", [(1366, 768), (1100, 640)])
def test_it_opens_at_its_top_unless_led_to_a_lender(
    program: Program, size: tuple[int, int]
) -> None:
    program.window.resize(*size)
    program.press("Ctrl+3")
    assert scrolled(program) == 0
    program.open_again(size)
    assert program.page("person").isVisible()
    assert scrolled(program) == 0, "it was only open before"
    program.window.go(Target("person", lender=lender(program).id))
    assert scrolled(program) > 0


def test_who_is_led_to_a_lender_sees_it_the_first_time_too(program: Program) -> None:
    program.window.go(Target("person", lender=lender(program).id))
    settle()
    archive = program.named(QAbstractButton, "lender_archive")
    assert not archive.visibleRegion().isEmpty()


def test_the_kind_of_lender_is_asked_once(person: Program) -> None:
    asked = {v.id: v for v in person.services.answers.variables()}["lender"]
    assert lender(person).kind == UNKNOWN_KIND
    assert kind_box(person).isVisible()
    assert not person.sees(asked.ask)
    # What was told to the first questions is shown, and can be taken back.
    said = asked.options[0]
    person.services.answers.set("lender", said.value, lender(person).id)
    settle()
    assert person.sees(asked.ask)
    person.click(person.button(f"{asked.ask}:{said.text}"))
    assert person.services.answers.value("lender", lender(person).id) is None
    assert not person.sees(asked.ask)


def test_the_answers_reach_the_plan(person: Program) -> None:
    person.services.lenders.set_stage(lender(person).id, Stage.OVERDUE)
    calm = person.services.plan.plan().items[0]
    asked = {v.id: v for v in person.services.answers.variables()}
    first = asked["danger"].options[0]
    person.click(person.button(f"{asked['danger'].ask}:{first.text}"))
    assert person.services.answers.value("danger", PERSON) == first.value
    assert person.services.plan.plan().items[0] != calm
    person.press("Ctrl+1")
    assert person.sees(person.services.plan.plan().items[0].step.title)


def test_every_row_of_choices_names_what_is_chosen(person: Program) -> None:
    rows = [row for row in person.page("person").findChildren(Segments) if row.isVisible()]
    assert len(rows) > 5
    assert all(row.accessibleName() for row in rows)
