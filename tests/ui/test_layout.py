"""Nothing is cut off: every page in every size of window and text, with little and much."""

from collections.abc import Iterator

import pytest

from desktop.domain.lenders import NAME_LIMIT
from desktop.domain.progress import State
from desktop.domain.steps import Scope, Stage
from desktop.services.house import Services
from desktop.ui.library.entries import SECTIONS
from desktop.ui.navigation import Target
from desktop.ui.page_list import PAGES
from desktop.ui.theme import theme
from desktop.ui.tour.driver import cut_off
from tests.ui.program import Clock, Program, settle

SIZES = ((900, 600), (1366, 768), (1920, 1080))
LAYOUT_ROUNDS = 10
PERCENTS = (100, 130, 200)


def little(services: Services) -> None:
    """Everything skipped, and the one lender put away."""
    for lender in services.lenders.active():
        services.lenders.archive(lender.id)


def usual(services: Services) -> None:
    """Two lenders, most questions answered, some steps done, waiting and put aside."""
    first = services.lenders.active()[0]
    services.lenders.set_stage(first.id, Stage.OVERDUE)
    services.lenders.set_overdue_days(first.id, 37)
    services.lenders.add("某某分期", stage=Stage.DURING, kind="bank")
    for variable in services.answers.variables():
        if variable.level is Scope.PERSON:
            services.answers.set(variable.id, variable.options[0].value)
    items = services.plan.plan().items
    states = (State.DONE, State.DOING, State.WAITING)
    for item, state in zip(items[2:], states, strict=False):
        services.progress.set(item.step.id, item.subject, state)
    reason = "合同里没有这一项，问过客服也说没有。"
    services.progress.set(items[6].step.id, items[6].subject, State.NOT_APPLICABLE, reason)
    services.preferences.set_phone_system(services.library.phone_systems()[0].id)


def much(services: Services) -> None:
    """Twelve lenders with the longest names there can be."""
    stages = (*Stage, None)
    services.lenders.archive(services.lenders.active()[0].id)
    for number in range(12):
        name = f"{number:02d}" + "很长的名字" * 8
        services.lenders.add(
            name[:NAME_LIMIT], stage=stages[number % 5], kind="consumer_finance", overdue_days=9999
        )
    services.lenders.archive(services.lenders.active()[7].id)
    services.lenders.add("第十二家，名字也一样长，" + "长" * (NAME_LIMIT - 12), stage=Stage.DURING)
    item = next(i for i in services.plan.plan().items if i.lender is not None)
    services.progress.set(item.step.id, item.subject, State.NOT_APPLICABLE, "原" * 100)


AMOUNTS = {"little": little, "usual": usual, "much": much}


@pytest.fixture(scope="module")
def welcome(tmp_path_factory: pytest.TempPathFactory, _look: None) -> Iterator[Program]:
    """The first questions, with every one of them on screen."""
    program = Program(tmp_path_factory.mktemp("welcome") / "data", Clock())
    program.open()
    program.click(program.button("这笔借款，走到哪一步了？:已经逾期"))
    yield program
    program.close()


@pytest.fixture(scope="module", params=AMOUNTS)
def program(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, _look: None
) -> Iterator[Program]:
    """One window for all sizes: what is left from one size may not spoil the next."""
    program = Program(tmp_path_factory.mktemp("layout") / "data", Clock())
    program.open()
    program.home()
    AMOUNTS[request.param](program.services)
    yield program
    program.close()


@pytest.fixture(autouse=True)
def _place_is_stored(request: pytest.FixtureRequest) -> Iterator[None]:
    """The window lives on, but no test leaves it waiting to store where the person is."""
    yield
    for name in {"program", "welcome"} & set(request.fixturenames):
        request.getfixturevalue(name).window.remember()


def look(program: Program, size: tuple[int, int], percent: int) -> None:
    if program.services.preferences.text_percent != percent:
        program.services.preferences.set_text_percent(percent)
    theme.apply("light", percent)
    program.window.resize(*size)
    settle()


def wrong(program: Program, size: tuple[int, int]) -> list[str]:
    """What cannot be read in full, and whether the page pushed the window wide."""
    window = program.window
    for _ in range(LAYOUT_ROUNDS):  # What wraps is laid out in rounds, each after the last.
        settle()
        found = cut_off(window)
        if not found:
            break
    if (window.width(), window.height()) != size:
        found.append(f"the window is {window.width()} x {window.height()}")
    return found


@pytest.mark.parametrize("percent", PERCENTS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_page_can_be_read(program: Program, size: tuple[int, int], percent: int) -> None:
    look(program, size, percent)
    for entry in PAGES:
        program.window.go(Target(entry.name))
        assert not wrong(program, size), entry.name


@pytest.mark.parametrize("percent", PERCENTS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_first_questions_can_be_read(
    welcome: Program, size: tuple[int, int], percent: int
) -> None:
    look(welcome, size, percent)
    assert not wrong(welcome, size)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_stage_and_section_can_be_read(
    program: Program, size: tuple[int, int], percent: int
) -> None:
    look(program, size, percent)
    active = program.services.lenders.active()
    lender = active[-1].id if active else ""
    for stage in Stage:
        items = program.services.plan.checklist(stage, lender or None)
        longest = max(items, key=lambda item: len(item.step.title))
        program.window.go(Target("checklist", stage.value, lender, longest.step.id))
        assert not wrong(program, size), stage
    for section in SECTIONS:
        program.window.go(Target("library", section=section))
        assert not wrong(program, size), section


@pytest.mark.parametrize("percent", PERCENTS)
def test_the_whole_plan_can_be_read(program: Program, percent: int) -> None:
    look(program, SIZES[0], percent)
    program.window.go(Target("home"))
    settle()
    program.click(program.button("看全部"))
    assert not wrong(program, SIZES[0])
    program.click(program.button("‹ 只看最要紧的"))


def test_every_lender_can_be_read_in_detail(program: Program) -> None:
    look(program, SIZES[0], 200)
    for lender in program.services.lenders.active()[:5]:
        program.window.go(Target("person", lender=lender.id))
        assert not wrong(program, SIZES[0]), lender.name
