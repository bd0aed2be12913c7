"""Lines, columns and pages: nothing is lost, nothing leaves the paper, one page is one page."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.paper import PaperGroup, PaperStep, Sheet
from desktop.domain.typesetting import (
    HEIGHT,
    WIDTH,
    Layout,
    PaperPage,
    Words,
    break_lines,
    lay_out,
)

TEXT = st.text("安心清单，。（）“”：、abcXYZ 019-/……", max_size=60)


def advance(character: str) -> float:
    """The widths of a Chinese font, near enough."""
    return 0.55 if character.isascii() else 1.0


def width(text: str) -> float:
    return sum(map(advance, text))


def bare(text: str) -> str:
    return "".join(text.split())


# --- Lines ----------------------------------------------------------------------------------------


@given(TEXT, st.integers(6, 40))
def test_lines_hold_the_text_and_fit(text: str, room: int) -> None:
    lines = break_lines(text, room, advance)
    assert bare("".join(lines)) == bare(text)
    assert all(line == line.strip() and line for line in lines)
    assert all(width(line) <= room for line in lines)


def test_no_line_begins_with_a_comma_or_ends_with_an_opening_mark() -> None:
    text = "先打电话，再写下“号码”（和时间），最后存好。" * 8
    for room in range(6, 40):
        for line in break_lines(text, room, advance):
            assert line[0] not in "，。）”"
            assert line[-1] not in "（“"


def test_spaces_between_words_are_kept_but_neither_begin_nor_end_a_line() -> None:
    assert break_lines("甲    乙" + " " * 300 + "丙" + "x" * 40 + "   y", 13, advance) == [
        *("甲    乙", "丙", "x" * 23, "x" * 17 + "   y")
    ]
    assert break_lines("x" * 23 + "  " + "y" * 30, 13, advance) == ["x" * 23, "y" * 23, "y" * 7]


def test_a_word_stays_whole_where_it_fits() -> None:
    assert break_lines("打开App里的settings看看", 8, advance) == ["打开App里的", "settings看看"]


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert break_lines("a" * 40, 11.05, advance) == ["a" * 20, "a" * 20]


def test_no_text_makes_no_line() -> None:
    assert break_lines("", 10, advance) == []
    assert break_lines("   ", 10, advance) == []


# --- Pages ----------------------------------------------------------------------------------------


def step(number: int, how: int = 0, length: int = 11, *, maybe: bool = False) -> PaperStep:
    title = (f"事情{number}" + "要做的事" * 8)[:length]
    return PaperStep(title, tuple(f"做法{number}之{n}" for n in range(how)), "做好了", maybe)


def sheet(
    first: int = 3, how: int = 5, groups: tuple[int, ...] = (4, 6, 8), *, whole: bool = False
) -> Sheet:
    return Sheet(
        day=date(2026, 11, 22),
        name="",
        first=tuple(step(900 + n, how) for n in range(first)),
        groups=tuple(
            PaperGroup(f"第{at}组", tuple(step(100 * at + n) for n in range(count)))
            for at, count in enumerate(groups)
        ),
        note="要点为转述",
        whole=whole,
    )


def words(page: PaperPage) -> list[Words]:
    return [mark for mark in page.marks if isinstance(mark, Words)]


def texts(layout: Layout) -> list[str]:
    return [mark.text for page in layout.pages for mark in words(page)]


usual = settings(max_examples=25, deadline=None)
sheets = st.builds(
    sheet,
    first=st.integers(0, 3),
    how=st.integers(0, 60),
    groups=st.lists(st.integers(1, 60), max_size=6).map(tuple),
    whole=st.booleans(),
)


@usual
@given(sheets)
def test_nothing_leaves_the_paper(made: Sheet) -> None:
    for page in lay_out(made, advance).pages:
        for mark in words(page):
            assert mark.x >= 30
            assert mark.x + width(mark.text) * mark.size <= WIDTH - 30
            assert mark.y - mark.size >= 30
            assert mark.y <= HEIGHT - 15


@usual
@given(sheets)
def test_no_two_lines_lie_on_each_other(made: Sheet) -> None:
    for page in lay_out(made, advance).pages:
        spots = sorted(
            (round(mark.y, 1), mark.x, mark.x + width(mark.text) * mark.size)
            for mark in words(page)
        )
        for (y, _, right), (below, left, _) in pairwise(spots):
            assert y != below or left >= right - 0.01


@usual
@given(sheets)
def test_a_sheet_of_one_page_has_one_page_and_counts_the_rest(made: Sheet) -> None:
    layout = lay_out(made._replace(whole=False), advance)
    assert len(layout.pages) == 1
    shown = texts(layout)
    everything = [step.title for group in made.groups for step in group.steps]
    assert sum(title in shown for title in everything) == len(everything) - layout.left_out
    more = [text for text in shown if text.startswith("还有")]
    assert more == ([f"还有 {layout.left_out} 件，见完整清单"] if layout.left_out else [])
    assert not any(text.startswith("第 1 页") for text in shown)


@usual
@given(sheets)
def test_the_whole_list_has_every_step_once_and_numbers_its_pages(made: Sheet) -> None:
    layout = lay_out(made._replace(whole=True), advance)
    assert layout.left_out == 0
    shown = Counter(texts(layout))
    for group in made.groups:
        for one in group.steps:
            assert shown[one.title] == 1
    for number, page in enumerate(layout.pages, 1):
        (count,) = [w.text for w in words(page) if w.text.startswith("第 ")]
        assert count == f"第 {number} 页，共 {len(layout.pages)} 页"


@usual
@given(sheets)
def test_no_heading_ends_a_column(made: Sheet) -> None:
    for page in lay_out(made, advance).pages:
        shown = [mark.text for mark in words(page)]
        for group in made.groups:
            if group.title in shown:
                after = shown[shown.index(group.title) + 1 :]
                assert after[:2] == ["□", group.steps[0].title]


@usual
@given(sheets)
def test_help_stands_on_every_page(made: Sheet) -> None:
    for page in lay_out(made, advance).pages:
        shown = [mark.text for mark in words(page)]
        assert {"110", "12356", "12348", "要点为转述"} <= set(shown)


def test_every_step_has_a_box() -> None:
    layout = lay_out(sheet(whole=True), advance)
    assert texts(layout).count("□") == 3 + 4 + 6 + 8


def test_too_many_lines_are_cut_and_said() -> None:
    shown = texts(lay_out(sheet(how=60), advance))
    assert "其余的做法，见程序里这一步。" in shown
    assert "其余的做法，见程序里这一步。" not in texts(lay_out(sheet(how=5), advance))


@pytest.mark.parametrize(
    ("count", "said"), [(1, "先做这一件"), (2, "先做这两件"), (3, "先做这三件")]
)
def test_says_how_many_come_first(count: int, said: str) -> None:
    assert said in texts(lay_out(sheet(first=count), advance))


def test_nothing_left_to_do_is_said() -> None:
    layout = lay_out(sheet(first=0, groups=()), advance)
    assert "眼下没有要先做的事。" in texts(layout)
    assert len(layout.pages) == 1


def test_what_may_apply_is_marked_and_explained() -> None:
    plain = sheet()
    assert not any("*" in text for text in texts(lay_out(plain, advance)))
    group = PaperGroup("组", (step(1, maybe=True),))
    shown = texts(lay_out(plain._replace(groups=(group,)), advance))
    assert f"{step(1).title} *" in shown
    assert any("带 * 的" in text for text in shown)


def test_short_lists_fill_both_columns_evenly() -> None:
    boxes = [w for w in words(lay_out(sheet(groups=(10,)), advance).pages[0]) if w.text == "□"][3:]
    left = [box for box in boxes if box.x < WIDTH / 2]
    assert abs(len(left) - 5) <= 1


def test_a_long_name_takes_as_many_lines_as_it_needs() -> None:
    name = "很长的名字" * 40
    shown = texts(lay_out(sheet()._replace(name=name), advance))
    assert name in "".join(shown)
