"""What is wrong for a screen reader; its visit itself is the bench ``accessible``."""

import sys
from pathlib import Path

import pytest

from tests.outside import session
from tests.outside.controls import Control, problems

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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="AT-SPI exists on Linux only")
def test_missing_packages_are_named_with_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # Nothing is installed there, and no installer.
    with pytest.raises(session.MissingError, match=r"apt-get install .*xvfb openbox dbus"):
        session.prepare()
