"""Beside the pages: what may harm the data is said once, and what a bad end left is offered."""

import shutil
from collections import namedtuple
from collections.abc import Iterator
from io import BytesIO

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.domain.attachments import Came
from desktop.domain.care import Concern, Risk
from desktop.services.attachments import Source
from desktop.store.journal import DEPTH
from desktop.ui.care import Care, words_of
from desktop.ui.navigation import QUICK_RECORD, Target
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.news_bar import NewsBar
from tests.ui.looks import cut_off
from tests.ui.program import Program, settle

LONGEST_MS = 20_000
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 10**12))


@pytest.fixture
def care(program: Program) -> Iterator[Care]:
    """As at the end of the program, it looks no more before the window goes."""
    care = Care(program.window, program.services)
    yield care
    if isValid(care):  # Some tests open the program again.
        care.stop()


def bars(program: Program) -> list[str]:
    found = program.window.findChildren(NewsBar)
    return [bar.accessibleName() for bar in found if bar.isVisible()]


def link(program: Program, words: str) -> LinkButton:
    return next(
        each
        for bar in program.window.findChildren(NewsBar)
        for each in bar.findChildren(LinkButton)
        if each.text() == words and each.isVisible()
    )


def write(program: Program, words: str) -> QLineEdit:
    program.window.go(Target("evidence", section=QUICK_RECORD))
    settle()
    line = program.named(QLineEdit, "incident_line")
    line.setFocus()
    program.write(words)
    return line


def test_nothing_is_said_where_all_is_well(program: Program, care: Care, qtbot: QtBot) -> None:
    care.look()
    qtbot.waitUntil(lambda: not program.services.care().check_due(), timeout=LONGEST_MS)
    settle()
    assert bars(program) == []


def test_warnings_come_one_after_the_other(
    program: Program, care: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 50 * 1024 * 1024))
    monkeypatch.setenv("OneDrive", str(program.folder.parent.resolve()))
    care.look()
    settle()
    (bar,) = bars(program)
    assert "OneDrive" in bar
    program.click(link(program, "知道了"))
    (bar,) = bars(program)
    assert "50 MB" in bar
    assert list(cut_off(program.window)) == []
    program.click(link(program, "知道了"))
    assert bars(program) == []


def test_what_was_being_written_is_offered_after_a_bad_end(program: Program, care: Care) -> None:
    write(program, "说要来单位")
    care.keep_drafts()
    care.stop()
    # A kill asks nobody whether the words are wanted.
    program.page("evidence").give_up()
    program.open_again()
    program.press("Ctrl+1")
    again = Care(program.window, program.services)
    settle()
    (bar,) = bars(program)
    assert "没有正常关闭" in bar
    # Until it is answered nothing takes the place of what was kept.
    again.keep_drafts()
    program.click(link(program, "恢复"))
    assert bars(program) == []
    program.window.go(Target("evidence", section=QUICK_RECORD))
    settle()
    assert program.named(QLineEdit, "incident_line").text() == "说要来单位"
    again.finish()
    program.page("evidence").give_up()
    program.open_again()
    assert program.services.drafts().pages() == ()


def test_what_is_not_wanted_goes(program: Program, care: Care) -> None:
    write(program, "说要来单位")
    care.keep_drafts()
    care.stop()
    # A kill asks nobody whether the words are wanted.
    program.page("evidence").give_up()
    program.open_again()
    Care(program.window, program.services).stop()
    settle()
    program.click(link(program, "不要"))
    assert bars(program) == []
    assert program.services.drafts().pages() == ()


def test_what_was_stored_or_left_in_order_is_not_offered(program: Program, care: Care) -> None:
    line = write(program, "说要来单位")
    care.keep_drafts()
    assert program.services.drafts().pages()
    line.clear()
    care.keep_drafts()
    assert [page for page in program.services.drafts().pages() if page != "window"] == []
    program.write("又写了")
    care.keep_drafts()
    care.finish()
    assert program.services.drafts().pages() == ()
    program.page("evidence").give_up()


def test_a_damaged_file_and_a_damaged_data_file_are_told(program: Program, care: Care) -> None:
    care._checked(0)
    assert bars(program) == []
    care._checked(2)
    settle()
    (bar,) = bars(program)
    assert "2 个附件" in bar


def test_once_a_week_files_that_nothing_brings_back_go(
    program: Program, care: Care, qtbot: QtBot
) -> None:
    services = program.services
    incident = services.incidents().add().id
    source = Source(BytesIO(b"a picture"), "a.png")
    for _ in services.attachments().adding(incident, (source,), Came.PASTED):
        pass
    (file,) = services.attachments().of(incident)
    services.attachments().detach(incident, file.id)
    for number in range(DEPTH):
        services.incidents().add(line=str(number))
    kept = program.folder / "files" / file.sha256
    assert kept.exists()
    care.look()
    qtbot.waitUntil(lambda: not services.care().check_due(), timeout=LONGEST_MS)
    assert not kept.exists()


@pytest.mark.parametrize("risk", list(Risk))
@pytest.mark.parametrize("percent", [100, 175])
def test_every_warning_can_be_read(program: Program, care: Care, risk: Risk, percent: int) -> None:
    theme.apply("light", percent)
    words = words_of(Concern(risk, "OneDrive"))
    assert "请" in words
    care._tell(words)
    settle()
    assert bars(program) == [words]
    bar = next(bar for bar in program.window.findChildren(NewsBar) if bar.isVisible())
    assert list(cut_off(bar)) == []
