"""What is wrong for a screen reader, and the main job done as with one.

The visit to every place takes minutes: it is the bench ``accessible``.
"""

import sys
from pathlib import Path

import pytest

from tests.outside import session
from tests.outside.controls import Control, Round, Stop, problems

USABLE = frozenset({"enabled", "sensitive", "showing", "visible", "focusable"})


def control(role: str, name: str, *more: str, label: str = "", panel: str = "card") -> Control:
    return Control(role, name, label, USABLE | set(more), ("Press",), panel=panel)


GOOD = [
    control("push button", "记下"),
    control("push button", "复制引用：甲法第一条"),
    control("push button", "复制引用：甲法第二条"),
    control("push button", "记下", panel="another card"),
    control("radio button", "阶段:逾期后", "checkable", "checked"),
    control("combo box", "甲家", label="哪一家"),
    control("list item", "甲"),
    control("list item", "甲"),
    control("label", ""),
    control("label", "•"),
]


def test_usual_controls_are_in_order() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (control("push button", " "), "no name"),
        (control("push button", "‹"), "only a sign"),
        (control("push button", "chevron-right.svg"), "of a file"),
        (control("push button", "incident_save"), "of the code"),
        (control("filler", "记下"), "no role"),
        (control("combo box", "甲家"), "nothing tells"),
        (control("check box", "写上名字"), "cannot be checked"),
        (control("push button", "写上名字", "checked"), "not checkable"),
        (Control("push button", "记下", states=USABLE), "nothing can be done"),
    ],
)
def test_what_is_wrong_with_a_control_is_said(wrong: Control, said: str) -> None:
    (problem,) = problems([wrong])
    assert said in problem


def test_two_of_the_same_name_in_one_card_are_ambiguous() -> None:
    (problem,) = problems([control("push button", "详情"), control("push button", "详情")])
    assert "2" in problem


PAGES = [("radio button", name) for name in ("首页", "清单", "证据", "设置")]
FOOT, LIST = ("push button", "110"), ("list", "步骤")


@pytest.mark.parametrize(
    ("stops", "ends"),
    [
        # A few stops on the page, fewer than there are pages.
        ([PAGES[0], LIST, FOOT, PAGES[0]], True),
        ([PAGES[0], LIST, FOOT, PAGES[2]], True),  # The choice that is taken has changed.
        ([LIST, FOOT, PAGES[0], LIST], True),
        ([PAGES[0], PAGES[1], PAGES[2], PAGES[0]], False),  # It has been nowhere else.
        ([LIST, FOOT, FOOT, FOOT], False),  # It goes no further.
    ],
)
def test_the_way_by_tab_ends_where_it_began(stops: list[Stop], ends: bool) -> None:
    way = Round(dict.fromkeys(PAGES, PAGES))
    *before, last = stops
    assert not any(way.ends_at(stop) for stop in before)
    assert way.ends_at(last) == ends


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="AT-SPI exists on Linux only")
def test_missing_packages_are_named_with_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # Nothing is installed there, and no installer.
    with pytest.raises(session.MissingError, match=r"apt-get install .*xvfb openbox dbus"):
        session.prepare()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="AT-SPI exists on Linux only")
def test_the_main_job_can_be_done_with_a_screen_reader_alone() -> None:
    told = session.visit("--quick", "--job")
    assert told["wrong"] == {}
    assert told["visited"]
