"""Beside the pages: notices that can be copied, the daily copy, the call of a second copy."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.domain.recovery import Recovered, Source
from desktop.services.errors import ContentBroken, LenderNameTaken, UserProblem
from desktop.services.house import Services
from desktop.services.reports import Reports
from desktop.ui.ask import inform, tell, tell_bug
from desktop.ui.caretaker import Caretaker
from desktop.ui.single import CALL, Single
from desktop.ui.theme import theme
from tests.store.children import start
from tests.ui.program import Clock, Program, settle

LONGEST_MS = 10_000


@pytest.fixture
def reports(program: Program, clock: Clock) -> Reports:
    reports = Reports(program.folder, clock)
    reports.private = program.services.private_words
    return reports


def boxes() -> list[QMessageBox]:
    widgets = QApplication.topLevelWidgets()
    return [box for box in widgets if isinstance(box, QMessageBox) and box.isVisible()]


def button(box: QMessageBox, words: str) -> QAbstractButton:
    return next(button for button in box.buttons() if button.text() == words)


def care(program: Program, services: Services | None = None) -> Caretaker:
    opened = services or program.services
    mask = Reports(opened.data_dir, Clock()).mask
    return Caretaker(program.window, opened, opened.data_dir / CALL, mask)


# --- Notices --------------------------------------------------------------------------------------


def test_a_notice_can_be_copied_without_what_is_private(program: Program, reports: Reports) -> None:
    program.services.lenders.add("某某分期")
    inform("“某某分期”打了 13800000000", program.window, reports.mask)
    (box,) = boxes()
    assert box.text() == "“某某分期”打了 13800000000"
    button(box, "复制").click()
    assert QGuiApplication.clipboard().text() == "“〔文字〕”打了 〔数字〕"
    assert box.isVisible(), "copying is not closing"
    button(box, "已复制").click()
    button(box, "知道了").click()
    settle()
    assert boxes() == []


def test_a_name_that_looks_like_markup_is_shown_as_it_is(
    program: Program, reports: Reports
) -> None:
    name = "<b>x</b>"
    seen: list[str] = []

    def look() -> None:
        (box,) = boxes()
        assert box.textFormat() is Qt.TextFormat.PlainText
        seen.append(box.text())
        button(box, "知道了").click()

    QTimer.singleShot(0, look)
    tell(LenderNameTaken(name), program.window, reports.mask)
    assert name in seen[0]


@pytest.mark.parametrize("kept", [True, False])
def test_a_bug_says_where_its_report_is(program: Program, kept: bool) -> None:
    report = program.folder / "logs" / "report.txt" if kept else None
    seen: list[str] = []

    def look() -> None:
        (box,) = boxes()
        seen.append(box.informativeText())
        button(box, "复制").click()
        button(box, "知道了").click()

    QTimer.singleShot(0, look)
    tell_bug("details", report, program.window)
    assert "不会发给任何人" in seen[0]
    assert (str(report) in seen[0]) == kept
    assert QGuiApplication.clipboard().text() == "details"


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_the_small_words_of_a_notice_can_be_read(program: Program, appearance: str) -> None:
    theme.apply(appearance, 100)
    inks: list[str] = []

    def look() -> None:
        (box,) = boxes()
        for name in ("qt_msgbox_label", "qt_msgbox_informativelabel"):
            label = box.findChild(QLabel, name)
            assert isinstance(label, QLabel)
            inks.append(label.palette().color(label.foregroundRole()).name())
        button(box, "知道了").click()

    QTimer.singleShot(0, look)
    tell_bug("details", None, program.window)
    assert inks == [theme.color("text").name(), theme.color("muted").name()]


def test_what_was_recovered_and_what_is_stale_is_said_once(program: Program) -> None:
    told = program.services._replace(
        recovered=Recovered(Source.COPY, "2026-11-21T10:30:00Z", "/kept/here"),
        stale=ContentBroken("faq/jail.yaml", "", "缺一项，请补上。"),
    )
    caretaker = care(program, told)
    texts = [box.text() for box in boxes()]
    assert any("备份" in text and "/kept/here" in text for text in texts)
    assert any("faq/jail.yaml" in text for text in texts)
    for box in boxes():
        button(box, "知道了").click()
    settle()
    program.services.lenders.add("一")
    settle()
    assert boxes() == []
    caretaker.finish()


# --- The daily copy -------------------------------------------------------------------------------


def made(program: Program) -> list[str]:
    return sorted(path.name for path in program.folder.glob("backups/*"))


def test_the_first_change_of_an_hour_is_copied_in_the_background(
    program: Program, clock: Clock, qtbot: QtBot
) -> None:
    caretaker = care(program)
    assert made(program) == []
    program.services.lenders.add("一")
    assert made(program) == [], "the person comes first"
    qtbot.waitUntil(lambda: made(program) == ["hour-20261122T12Z.sqlite"], timeout=LONGEST_MS)
    clock.moment += timedelta(days=1)
    program.services.lenders.add("二")
    qtbot.waitUntil(lambda: len(made(program)) == 2, timeout=LONGEST_MS)
    assert caretaker.finish() is None


def test_at_the_end_the_copy_is_brought_up_to_date(
    program: Program, tmp_path: Path, clock: Clock
) -> None:
    caretaker = care(program)
    program.services.lenders.add("一")
    assert caretaker.finish() is None
    (copy,) = program.folder.glob("backups/*")
    restored = Program(tmp_path / "restored", clock)
    restored.folder.mkdir()
    (restored.folder / "anxin.sqlite").write_bytes(copy.read_bytes())
    restored.open()
    assert [lender.name for lender in restored.services.lenders.active()][-1] == "一"
    restored.close()


def test_a_copy_that_fails_is_told_once(program: Program, qtbot: QtBot) -> None:
    (program.folder / "backups").write_text("mine", encoding="utf-8")
    caretaker = care(program)
    program.services.lenders.add("一")
    qtbot.waitUntil(lambda: bool(boxes()), timeout=LONGEST_MS)
    (box,) = boxes()
    assert "备份" in box.text()
    assert "你的记录都在" in box.text()
    button(box, "知道了").click()
    settle()
    program.services.lenders.add("二")
    settle()
    assert boxes() == []
    assert isinstance(caretaker.finish(), UserProblem)


# --- A second copy --------------------------------------------------------------------------------

CALLING = """
import json, sys
from pathlib import Path
from desktop.ui.single import Single
single = Single(Path(sys.argv[1]))
print(json.dumps([single.first, single.call()]))
"""


@pytest.fixture
def single(program: Program) -> Iterator[Single]:
    single = Single(program.folder)
    yield single
    single.release()


# The offscreen platform has no stack of windows.
@pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)", extend=True)
@pytest.mark.parametrize("early", [True, False])
def test_a_call_brings_the_window_to_the_front(
    program: Program, single: Single, qtbot: QtBot, early: bool
) -> None:
    assert single.first
    program.window.showMinimized()
    settle()
    caretaker = None if early else care(program)
    with start(CALLING, str(program.folder)) as child:
        if caretaker is None:
            qtbot.waitUntil(single.call_file.exists, timeout=LONGEST_MS)
            caretaker = care(program)
        qtbot.waitUntil(lambda: not program.window.isMinimized(), timeout=LONGEST_MS)
        assert child.stdout is not None
        assert json.loads(child.stdout.read()) == [False, True]
    assert program.window.isVisible()
    assert not single.call_file.exists()
    caretaker.finish()


def test_a_drive_where_a_name_never_looks_like_its_file_lets_the_program_start(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.path.samestat", lambda *_: False)
    assert Single(program.folder).first


def test_the_lock_is_free_again_after_its_release(program: Program) -> None:
    first = Single(program.folder)
    first.release()
    second = Single(program.folder)
    assert second.first
    second.release()
