"""The home page: the one next thing, what follows, the whole plan, and how far the lists are."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.plan import Applies, PlanItem
from desktop.domain.progress import State
from desktop.domain.steps import Stage, Urgency
from desktop.services.house import Services
from desktop.ui import words
from desktop.ui.bridge import Bridge
from desktop.ui.navigation import Target
from desktop.ui.pages.home import MOST_NEXT, NEXT, HomePage
from desktop.ui.widgets.bar import ProgressLine
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.step_list import Heading, Row, RowList
from desktop.ui.widgets.step_row import StepButton
from desktop.ui.widgets.text import Text
from tests.ui.looks import button_called, words_on
from tests.ui.program import Clock, settle


@pytest.fixture
def page(qtbot: QtBot, services: Services, bridge: Bridge) -> HomePage:
    page = HomePage(
        bridge,
        services.plan,
        services.lenders,
        services.library,
        services.progress,
        services.reminders,
    )
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    return page


def hero(page: HomePage) -> str:
    """The title of the one thing to do."""
    settle()
    titles = page.findChildren(Text)
    (title,) = (t.text() for t in titles if t.isVisible() and t._role == "heading")
    return title


def following(page: HomePage) -> list[StepButton]:
    settle()
    return [button for button in page.findChildren(StepButton) if button.isVisible()]


@pytest.mark.parametrize("lenders", [0, 2, 12])
def test_a_tall_window_tells_more_of_the_next_steps(
    page: HomePage, services: Services, lenders: int
) -> None:
    for number in range(lenders):
        services.lenders.add(f"第 {number} 家", stage=Stage.OVERDUE)
    for height, least in ((400, NEXT), (700, NEXT), (1000, NEXT + 4), (2000, MOST_NEXT)):
        page.resize(1150, height)
        settle()
        titles = [item.step.title for item in services.plan.plan().items]
        shown = [button.text() for button in page.findChildren(StepButton)]
        assert least <= len(shown) <= MOST_NEXT
        assert shown == titles[1 : 1 + len(shown)]
    page.resize(1150, 400)
    settle()
    rows = len(page.findChildren(StepButton))
    assert rows == NEXT if lenders < 12 else rows > NEXT, "beside twelve lines there is room"


def test_a_row_that_goes_for_want_of_room_leaves_the_keyboard_to_the_last_one(
    page: HomePage, services: Services
) -> None:
    services.lenders.add("甲", stage=Stage.OVERDUE)
    page.resize(1150, 1000)
    page.activateWindow()
    *_, last = following(page)
    last.setFocus(Qt.FocusReason.TabFocusReason)
    assert last.hasFocus()
    page.resize(1150, 400)
    rows = following(page)
    assert len(rows) == NEXT
    assert rows[-1].hasFocus()
    assert rows[-1].ringed, "it can be seen where the keyboard is"


def test_more_steps_never_make_the_page_scroll(page: HomePage, services: Services) -> None:
    services.lenders.add("甲", stage=Stage.OVERDUE)
    for height in range(720, 1100, 20):
        page.resize(1150, height)
        settle()
        assert page._scroll.verticalScrollBar().maximum() == 0, height


def lines(page: HomePage) -> list[ProgressLine]:
    settle()
    return [line for line in page.findChildren(ProgressLine) if line.isVisible()]


def seen_button(page: HomePage, text: str) -> QAbstractButton:
    settle()
    buttons = page.findChildren(QAbstractButton)
    return next(b for b in buttons if b.isVisible() and b.text() == text)


def finish_everything(services: Services) -> None:
    for _ in range(500):
        items = services.plan.plan().items
        if not items:
            return
        services.progress.set(items[0].step.id, items[0].subject, State.DONE)
    raise AssertionError("the plan never ends")


def leads_to(qtbot: QtBot, page: HomePage, button: QAbstractButton) -> Target:
    with qtbot.waitSignal(page.went) as went:
        button.click()
    target = went.args[0]
    assert isinstance(target, Target)
    return target


def target_of(item: PlanItem) -> Target:
    return Target("checklist", item.checklist.stage.value, item.subject, item.step.id)


def test_shows_the_first_thing_and_the_five_after_it(page: HomePage, services: Services) -> None:
    services.lenders.add("甲", stage=Stage.OVERDUE)
    services.answers.set("contacts", "yes")
    items = services.plan.plan().items
    assert len(items) > 6
    assert hero(page) == items[0].step.title
    assert [button.item for button in following(page)] == list(items[1:6])
    shown = words_on(page)
    assert words.urgency(items[0].step.urgency) in shown
    assert words.minutes(items[0].step.minutes) in shown


def test_a_tick_moves_the_plan_on_at_once(page: HomePage, services: Services) -> None:
    services.lenders.add("甲", stage=Stage.DURING)
    first, second = services.plan.plan().items[:2]
    services.progress.set(first.step.id, first.subject, State.DONE)
    assert hero(page) == second.step.title
    services.progress.set(first.step.id, first.subject, State.TODO)
    assert hero(page) == first.step.title


def test_what_waits_for_others_is_said_in_words(page: HomePage, services: Services) -> None:
    services.lenders.add("甲", stage=Stage.DURING)
    item = services.plan.plan().items[2]
    services.progress.set(item.step.id, item.subject, State.DOING)
    names = [button.accessibleName() for button in following(page)]
    names += [chip.text() for chip in page.findChildren(Chip)]
    assert any(item.step.title in name and "进行中" in name for name in names)


def test_danger_comes_before_everything_and_says_why(page: HomePage, services: Services) -> None:
    services.lenders.add("甲", stage=Stage.DURING)
    calm = hero(page)
    services.answers.set("danger", "danger")
    assert hero(page) != calm
    assert services.plan.plan().items[0].step.topic == "danger"
    (message,) = (m for m in services.plan.plan().messages if "人身安全" in m.text)
    assert message.text in words_on(page)
    services.answers.set("danger", None)
    assert hero(page) == calm
    settle()
    assert message.text not in words_on(page)


def test_a_message_belongs_to_the_step_it_stands_on(page: HomePage, services: Services) -> None:
    """A rule that put another step first says nothing over this one."""
    services.answers.set("danger", "danger")
    services.answers.set("mind", "crisis")
    first, second = services.plan.plan().items[:2]
    messages = {message.rule: message.text for message in services.plan.plan().messages}
    pins = {rule.id: rule.pin for rule in services.library.pack().triage.pins}
    settle()
    shown = words_on(page)
    for rule, text in messages.items():
        assert (text in shown) == (first.step.id in pins[rule]), text
    services.progress.set(first.step.id, first.subject, State.DONE)
    settle()
    (own,) = (text for rule, text in messages.items() if second.step.id in pins[rule])
    assert own in words_on(page)


def test_asks_for_one_stage_after_the_other(page: HomePage, services: Services) -> None:
    first, second = services.lenders.add("甲"), services.lenders.add("乙")
    settle()
    assert "“甲”这笔现在到哪一步了？" in words_on(page)
    assert "“乙”" not in words_on(page), "one question at a time"
    button_called(page, "还款中").click()
    assert services.lenders.get(first.id) == first._replace(stage=Stage.DURING)
    settle()
    assert "“乙”这笔现在到哪一步了？" in words_on(page)
    button_called(page, "结清后").click()
    assert services.lenders.get(second.id) == second._replace(stage=Stage.SETTLED)
    settle()
    assert "现在到哪一步了" not in words_on(page)


def test_an_untold_stage_hides_nothing_and_says_perhaps(page: HomePage, services: Services) -> None:
    services.lenders.add("甲")
    items = services.plan.plan().items
    assert items[0].applies is Applies.MAYBE
    settle()
    assert "可能适用" in words_on(page)


def test_everything_there_is_to_do_once_under_its_urgency(
    page: HomePage, services: Services
) -> None:
    services.lenders.add("甲", stage=Stage.OVERDUE)
    services.lenders.add("乙", stage=Stage.DURING)
    items = services.plan.plan().items
    seen_button(page, "看全部").click()
    (shown,) = (rows for rows in page.findChildren(RowList) if rows.isVisible())
    assert shown.hasFocus()
    rows = shown.rows()
    found = [row.key for row in rows if isinstance(row, Row)]
    assert sorted(found) == sorted(item.key for item in items)
    urgency = {item.key: item.step.urgency for item in items}
    order = [item.key for u in Urgency for item in items if item.step.urgency is u]
    assert found == order, "by urgency, and within it as the plan says"
    under = ""
    for row in rows:
        if isinstance(row, Heading):
            under = row.text
            wanted = [u for u in urgency.values() if words.urgency(u) == under]
            assert row.right == str(len(wanted))
        else:
            assert words.urgency(urgency[row.key]) == under
    for item in items:
        row = next(row for row in rows if isinstance(row, Row) and row.key == item.key)
        assert row.text == item.step.title
        assert item.lender is None or item.lender.name in row.detail


def test_the_whole_plan_leads_to_a_step_and_back(
    qtbot: QtBot, page: HomePage, services: Services
) -> None:
    services.lenders.add("甲", stage=Stage.OVERDUE)
    items = services.plan.plan().items
    first = hero(page)
    seen_button(page, "看全部").click()
    (shown,) = (rows for rows in page.findChildren(RowList) if rows.isVisible())
    assert shown.select(items[7].key)
    with qtbot.waitSignal(page.went) as went:
        qtbot.keyClick(shown, "\r")
    assert went.args == [target_of(items[7])]
    services.progress.set(items[7].step.id, items[7].subject, State.DONE)
    assert items[7].key not in [row.key for row in shown.rows() if isinstance(row, Row)]
    seen_button(page, "‹ 只看最要紧的").click()
    assert not shown.isVisible()
    assert hero(page) == first
    seen_button(page, "看全部").click()
    assert shown.isVisible()


def test_every_button_leads_to_its_own_step(
    qtbot: QtBot, page: HomePage, services: Services
) -> None:
    services.lenders.add("甲", stage=Stage.OVERDUE)
    services.lenders.add("乙", stage=Stage.OVERDUE)
    items = services.plan.plan().items
    start = page.findChild(QPushButton, "start_step")
    assert isinstance(start, QPushButton)
    assert leads_to(qtbot, page, start) == target_of(items[0])
    for button, item in zip(following(page), items[1:6], strict=True):
        assert leads_to(qtbot, page, button) == target_of(item)


def test_progress_is_told_per_list_and_leads_there(
    qtbot: QtBot, page: HomePage, services: Services
) -> None:
    lenders = [services.lenders.add(name, stage=Stage.SETTLED) for name in ("甲", "乙")]
    services.lenders.archive(services.lenders.add("丙", stage=Stage.OVERDUE).id)
    item = next(i for i in services.plan.checklist(Stage.SETTLED, lenders[1].id) if i.lender)
    services.progress.set(item.step.id, lenders[1].id, State.DONE)
    shown = services.plan.plan().lists
    assert [one.done for one in shown] == [0, 1]
    names = [line.accessibleName() for line in lines(page)]
    for progress, lender, name in zip(shown, lenders, names, strict=True):
        title = f"{progress.checklist.short_title}·{lender.name}"
        assert name == f"{title}，已完成 {progress.done} 步，共 {progress.total} 步"
    for line, lender in zip(lines(page), lenders, strict=True):
        assert leads_to(qtbot, page, line) == Target("checklist", "settled", lender.id)


def test_nobody_added_yet_is_not_an_empty_page(page: HomePage, services: Services) -> None:
    assert services.lenders.all() == ()
    assert hero(page) == services.plan.plan().items[0].step.title
    assert following(page)


def test_nothing_left_to_do_is_said_and_can_be_changed(
    qtbot: QtBot, page: HomePage, services: Services
) -> None:
    lender = services.lenders.add("甲", stage=Stage.SETTLED)
    finish_everything(services)
    assert hero(page) == "眼下没有要做的事了"
    assert following(page) == []
    (line,) = lines(page)
    (progress,) = services.plan.plan().lists
    assert progress.done == progress.total > 0
    assert f"已完成 {progress.total} 步，共 {progress.total} 步" in line.accessibleName()
    person = button_called(page, "去我的情况")
    assert leads_to(qtbot, page, person) == Target("person")
    services.lenders.set_stage(lender.id, Stage.OVERDUE)
    assert hero(page) == services.plan.plan().items[0].step.title


def test_the_whole_plan_may_become_empty(page: HomePage, services: Services) -> None:
    services.lenders.add("甲", stage=Stage.SETTLED)
    seen_button(page, "看全部").click()
    finish_everything(services)
    (shown,) = (rows for rows in page.findChildren(RowList) if rows.isVisible())
    assert shown.rows() == []
    seen_button(page, "‹ 只看最要紧的").click()
    assert hero(page) == "眼下没有要做的事了"


def test_a_hidden_page_waits_until_it_is_seen(page: HomePage, services: Services) -> None:
    services.lenders.add("甲", stage=Stage.DURING)
    before = hero(page)
    page.hide()
    services.answers.set("danger", "danger")
    wanted = services.plan.plan().items[0].step.title
    titles = [text.text() for text in page.findChildren(Text)]
    assert before in titles
    assert wanted not in titles
    page.show()
    assert hero(page) == wanted


def test_the_day_that_passes_changes_the_plan(
    page: HomePage, services: Services, clock: Clock
) -> None:
    """Nobody ticks anything at midnight; the page is right the next time it is shown."""
    services.lenders.add("甲", stage=Stage.OVERDUE, overdue_days=60)
    rules = {message.rule for message in services.plan.plan().messages}
    clock.moment += timedelta(days=1)
    assert {message.rule for message in services.plan.plan().messages} > rules
    page.hide()
    page.show()
    assert hero(page) == services.plan.plan().items[0].step.title


def test_what_is_shown_is_what_opens_even_past_midnight(
    qtbot: QtBot, page: HomePage, services: Services, clock: Clock
) -> None:
    services.lenders.add("甲", stage=Stage.OVERDUE, overdue_days=60)
    shown = services.plan.plan().items[0]
    assert hero(page) == shown.step.title
    clock.moment += timedelta(days=1)
    assert services.plan.plan().items[0] != shown
    start = page.findChild(QPushButton, "start_step")
    assert isinstance(start, QPushButton)
    assert leads_to(qtbot, page, start) == target_of(shown)
