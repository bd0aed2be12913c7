"""A file that the system hands over, as macOS does for a double click, waits until it may be shown.

The events are sent as Qt sends them there; nothing here was run on a Mac.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.store.files import run
from desktop.ui.backups.restore import RestoreDialog
from desktop.ui.caretaker import Caretaker
from desktop.ui.handed_over import Application, application
from desktop.ui.lock.screen import LockScreen
from tests.ui.looks import words_on
from tests.ui.program import Program, settle

LONGEST_MS = 20_000
# The offscreen platform has no stack of windows.
pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)", extend=True)


@pytest.fixture
def app() -> Iterator[Application]:
    found = application()
    assert found is not None
    yield found
    found.take_file()


@pytest.fixture
def export(program: Program, tmp_path: Path) -> Path:
    file = tmp_path / "私事.anxin"
    run(program.services.exports().make(file))
    return file


def hand_over(app: Application, file: Path | QUrl) -> bool:
    url = file if isinstance(file, QUrl) else QUrl.fromLocalFile(str(file))
    taken = app.sendEvent(app, QFileOpenEvent(url))
    settle()
    return taken


def dialogs() -> list[QDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def seen() -> str:
    return "".join(words_on(window) for window in QApplication.topLevelWidgets())


def care_for(program: Program, folder: Path) -> Caretaker:
    return Caretaker(program.window, program.services, folder / "call", str)


def close_the_one(qtbot: QtBot) -> None:
    """Wait until it tells what the file would change, then leave everything as it is."""
    qtbot.waitUntil(lambda: bool(dialogs()) and "恢复后" in seen(), timeout=LONGEST_MS)
    (dialog,) = dialogs()
    assert isinstance(dialog, RestoreDialog)
    dialog.reject()
    settle()


def test_a_file_is_shown_once_while_the_program_runs(
    app: Application, program: Program, export: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    caretaker = care_for(program, tmp_path)
    assert hand_over(app, export)
    close_the_one(qtbot)
    assert app.waiting_file() is None
    assert dialogs() == []
    caretaker.abandon()


def test_a_file_that_comes_at_the_lock_screen_waits_and_is_not_named_there(
    app: Application, program: Program, export: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program.window.hide()

    def never(typed: str) -> object:
        raise AssertionError(typed)

    screen = LockScreen(never, never, "", 10)
    screen.show()
    assert hand_over(app, export)
    assert dialogs() == []
    assert screen.isVisible()
    assert not program.window.isVisible()
    assert "私事" not in seen()
    assert app.waiting_file() == export
    screen.hide()
    screen.deleteLater()
    program.window.show()
    settle()
    caretaker = care_for(program, tmp_path)
    close_the_one(qtbot)
    caretaker.abandon()


def test_a_file_that_comes_while_all_is_covered_is_shown_when_the_cover_goes(
    app: Application, program: Program, export: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    caretaker = care_for(program, tmp_path)
    clock = QWidget()
    program.window.hide()
    clock.show()
    assert hand_over(app, export)
    assert dialogs() == []
    assert not program.window.isVisible()
    clock.hide()
    program.window.show()
    program.window.activateWindow()
    close_the_one(qtbot)
    clock.deleteLater()
    caretaker.abandon()


def test_a_file_waits_for_what_is_being_asked(
    app: Application, program: Program, export: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    caretaker = care_for(program, tmp_path)
    question = QDialog(program.window)
    question.open()
    settle()
    assert hand_over(app, export)
    assert dialogs() == [question]
    question.reject()
    question.deleteLater()
    close_the_one(qtbot)
    caretaker.abandon()


@pytest.mark.parametrize("name", ["照片.png", "x.anxin.exe"])
def test_other_files_are_left_alone(app: Application, tmp_path: Path, name: str) -> None:
    assert not hand_over(app, tmp_path / name)
    assert app.waiting_file() is None


def test_an_address_is_no_file(app: Application) -> None:
    assert not hand_over(app, QUrl("https://example.invalid/x.anxin"))
    assert app.waiting_file() is None
