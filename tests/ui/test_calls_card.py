"""The calls of the week on the home page."""

from datetime import timedelta
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from desktop.domain.incidents import IncidentChannel, Reached
from desktop.domain.steps import Stage
from desktop.ui.evidence.calls_card import CallsCard
from desktop.ui.evidence.heat import HoursTable
from desktop.ui.navigation import Target
from desktop.ui.pages.home import NEXT
from desktop.ui.widgets.bar import ProgressLine
from desktop.ui.widgets.step_row import StepButton
from tests.ui.looks import words_on
from tests.ui.program import Clock, Program, settle


def card(program: Program) -> CallsCard:
    settle()
    (found,) = (each for each in program.window.findChildren(CallsCard) if each.isVisible())
    return found


def called(program: Program, hours: int, reached: Reached = Reached.ME) -> None:
    incidents = program.services.incidents()
    at = incidents.now() - timedelta(hours=hours)
    incidents.add(at, channel=IncidentChannel.CALL, reached=reached)


def test_who_has_noted_nothing_sees_no_card(program: Program) -> None:
    assert not program.window.findChildren(CallsCard)


def test_calls_of_seven_days_are_counted(program: Program) -> None:
    called(program, 1)
    called(program, 2, Reached.WORK)
    called(program, 11, Reached.FAMILY)
    called(program, 24 * 7)
    program.services.incidents().add(channel=IncidentChannel.SMS)
    assert "3\n通，其中 1 通在 22:00–8:00，2 通找到了别人" in words_on(card(program))
    program.open_again()
    assert "3\n通" in words_on(card(program))


def test_the_card_follows_what_is_noted_and_undone(program: Program) -> None:
    called(program, 1)
    assert "1\n通" in words_on(card(program))
    program.press("Ctrl+E")
    called(program, 1)
    program.press("Ctrl+1")
    assert "2\n通" in words_on(card(program))
    program.press("Ctrl+Z", 2)
    settle()
    assert not [each for each in program.window.findChildren(CallsCard) if each.isVisible()]


def test_a_week_without_calls_says_so(program: Program, clock: Clock) -> None:
    called(program, 1)
    clock.moment += timedelta(days=9)
    program.open_again()
    assert "这 7 天没有记下来电。" in words_on(card(program))
    assert not card(program).findChildren(HoursTable)


def test_it_leads_to_the_log_and_to_a_new_record(program: Program) -> None:
    called(program, 1)
    assert card(program).isVisible()
    program.click(program.button("看全部记录"))
    assert program.window.here() == Target("evidence")
    program.press("Ctrl+1")
    assert card(program).isVisible()
    program.click(program.button("记一笔"))
    assert program.named(QLineEdit, "incident_line").isVisible()
    program.press("Esc")
    here = program.window.here()
    assert here is not None
    assert here.page == "home"


def test_the_card_stays_while_only_something_else_changes(program: Program, clock: Clock) -> None:
    called(program, 1)
    before = card(program)
    program.services.lenders.add("甲")
    assert card(program) is before
    called(program, 2)
    after = card(program)
    assert "2\n通" in words_on(after)
    clock.moment += timedelta(days=1)
    program.page("home").outdate()
    assert "2\n通" in words_on(card(program))
    assert card(program) is not after, "it tells of other days now"


def test_the_tab_key_goes_down_the_page_and_not_to_and_fro(program: Program) -> None:
    """Rows for which there is room, and this card, are made after what stands beside them."""
    for number in range(12):
        program.services.lenders.add(f"第 {number} 笔", stage=Stage.OVERDUE)
    called(program, 1)
    for _ in range(2):
        found = card(program)
        page = program.page("home")
        start = page.findChild(QAbstractButton, "start_step")
        assert start is not None
        met: list[str] = []
        rows: list[int] = []
        stop = start.nextInFocusChain()
        while stop is not start:
            if stop.isVisible() and stop.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                if isinstance(stop, StepButton):
                    met.append("next")
                    rows.append(stop.y())
                elif found.isAncestorOf(stop):
                    met.append("calls")
                elif isinstance(stop, ProgressLine):
                    met.append("lists")
            stop = stop.nextInFocusChain()
        assert len(rows) > NEXT
        assert rows == sorted(rows)
        assert [name for name, _ in groupby(met)] == ["next", "calls", "lists"]
        called(program, 2)  # The card is made anew.
