"""Moving the data by the hands of a person, and finding them again where they are lost."""

import shutil
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import whereabouts
from desktop.domain.progress import PERSON
from desktop.services.errors import PlaceLost
from desktop.services.house import open_services
from desktop.services.place import PlaceService
from desktop.services.room import MEGABYTE, Room, RoomService
from desktop.services.whereabouts import FLAGS, Whereabouts, find_data, portable_folder
from desktop.ui.backups.restore import START_ANEW
from desktop.ui.care import Care
from desktop.ui.navigation import QUICK_RECORD, Target
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.place.card import PlaceCard
from desktop.ui.place.dialog import MoveDialog
from desktop.ui.place.lost import find_again
from desktop.ui.room import go_on
from desktop.ui.theme import theme
from tests.ui.looks import cut_off
from tests.ui.program import Clock, Program, notices, settle

LONGEST_MS = 30_000
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 10**12))


def settings(program: Program) -> SettingsPage:
    program.window.go(Target("settings"))
    settle()
    page = program.page("settings")
    assert isinstance(page, SettingsPage)
    return page


@pytest.fixture
def dialog(program: Program) -> Iterator[MoveDialog]:
    settings(program).data.move_away.click()
    found = QApplication.activeModalWidget()
    assert isinstance(found, MoveDialog)
    yield found
    theme.apply("light", 100)


def shown(widget: QWidget) -> str:
    return "".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def look(dialog: MoveDialog, folder: Path) -> None:
    dialog.look(folder)
    settle()


def note(program: Program, text: str | None = None) -> str:
    step = program.services.library.pack().steps[0]
    if text is not None:
        program.services.notes.save(step.id, PERSON, text)
    return program.services.notes.text(step.id, PERSON)


# --- The dialog -----------------------------------------------------------------------------------


def test_it_is_moved_and_the_program_starts_anew(
    dialog: MoveDialog, program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    note(program, "要带走的字")
    assert str(program.folder) in shown(dialog)
    assert not dialog.go.isVisible()
    look(dialog, tmp_path / "there")
    assert str(tmp_path / "there") in shown(dialog)
    assert not (tmp_path / "there").exists()
    program.click(dialog.go)
    qtbot.waitUntil(lambda: program.window.property(START_ANEW) is True, timeout=LONGEST_MS)
    settle()
    program.open_again()
    assert program.services.data_dir == tmp_path / "there"
    assert note(program) == "要带走的字"
    page = settings(program)
    assert page.data.path.text() == str(tmp_path / "there")
    assert "你自己选的文件夹" in page.data.kind.text()
    # The old place is tidied once the window is there.
    care = Care(program.window, program.services)
    care.look()
    qtbot.waitUntil(lambda: not (program.folder / "anxin.sqlite").exists(), timeout=LONGEST_MS)
    qtbot.waitUntil(lambda: not program.services.place().untidy(), timeout=LONGEST_MS)
    care.stop()


def test_what_was_stopped_leaves_nothing(
    dialog: MoveDialog, program: Program, tmp_path: Path
) -> None:
    look(dialog, tmp_path / "there")
    program.click(dialog.go)
    assert dialog.leave.text() == "停下来"
    program.click(dialog.leave)
    assert not (tmp_path / "there").exists()
    assert program.window.property(START_ANEW) is None
    note(program, "还能写")
    assert note(program) == "还能写"


def test_a_place_that_will_not_do_is_told_in_one_sentence(
    dialog: MoveDialog, program: Program
) -> None:
    look(dialog, program.folder / "inner")
    assert "请换一个文件夹" in shown(dialog)
    assert not dialog.go.isVisible()
    assert dialog.choose.hasFocus()
    dialog.reject()


def test_what_may_go_wrong_there_is_told_before(
    dialog: MoveDialog, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.store.place.is_removable", lambda _: True)
    look(dialog, tmp_path / "OneDrive" / "x")
    assert "OneDrive" in shown(dialog)
    assert "U 盘" in shown(dialog)
    dialog.reject()


def test_a_failure_is_told_and_it_can_be_tried_elsewhere(
    dialog: MoveDialog, program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    look(dialog, tmp_path / "there")
    (tmp_path / "there").write_text("in the way", encoding="ascii")
    program.click(dialog.go)
    qtbot.waitUntil(lambda: dialog.told.text() != "", timeout=LONGEST_MS)
    assert "没有搬" in dialog.told.text()
    assert dialog.choose.isVisible()
    look(dialog, tmp_path / "other")
    assert dialog.go.isVisible()
    dialog.reject()


def test_data_that_are_there_can_be_used_instead(
    dialog: MoveDialog, program: Program, tmp_path: Path, clock: Clock
) -> None:
    other = open_services(tmp_path / "before", None, clock)
    other.notes.save(other.library.pack().steps[0].id, PERSON, "以前的")
    other.close()
    look(dialog, tmp_path / "before")
    assert "已经有一份" in shown(dialog)
    assert dialog.go.text() == "改用那里的"
    program.click(dialog.go)
    assert program.window.property(START_ANEW) is True
    program.open_again()
    assert note(program) == "以前的"
    assert (program.folder / "anxin.sqlite").exists()


def test_not_while_something_is_not_stored(program: Program, tmp_path: Path) -> None:
    page = settings(program)
    program.window.go(Target("evidence", section=QUICK_RECORD))
    settle()
    program.named(QLineEdit, "incident_line").setFocus()
    program.write("说要来单位")
    settings(program)
    with notices() as told:
        page.data.move_away.click()
        settle()
    assert "没有存下" in told.read[-1]
    assert QApplication.activeModalWidget() is None
    program.page("evidence").give_up()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_all_of_it_can_be_read(
    dialog: MoveDialog, program: Program, tmp_path: Path, percent: int, appearance: str
) -> None:
    theme.apply(appearance, percent)
    for folder in (tmp_path / "Dropbox" / "there", program.folder / "x"):
        settle()
        assert list(cut_off(dialog)) == []
        look(dialog, folder)
    settle()
    assert list(cut_off(dialog)) == []
    dialog.reject()


# --- The card -------------------------------------------------------------------------------------


def test_what_is_not_for_the_person_to_say_is_told_honestly(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    for where, words in (
        (Whereabouts(program.folder), "--data"),
        (Whereabouts(program.folder, portable=True), "便携方式"),
    ):
        place = PlaceService(program.services.place()._desk, where, lambda: False)
        card = PlaceCard(lambda place=place: place, QLabel("x"))
        qtbot.addWidget(card)
        card.show()
        settle()
        assert words in card.kind.text()
        assert not card.move_away.isVisible()
    assert FLAGS[0] in card.kind.text()


def test_a_drive_that_can_be_pulled_is_told(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.store.place.is_removable", lambda _: True)
    assert "没插上就打不开" in settings(program).data.kind.text()


# --- Where it is looked for -----------------------------------------------------------------------


def test_a_command_wins_over_everything(tmp_path: Path) -> None:
    assert whereabouts(tmp_path) == Whereabouts(tmp_path)


def test_a_file_beside_the_program_wins_over_the_account(tmp_path: Path) -> None:
    (tmp_path / FLAGS[0]).touch()
    found = find_data(lambda: tmp_path / "home", portable_folder(tmp_path))
    assert found.folder == tmp_path / "anxin-data"
    assert not found.told


class Hand(QObject):
    """Presses one button after the other as notices come up, and chooses folders."""

    def __init__(self, *words: str) -> None:
        super().__init__()
        self.words = list(words)
        self.read: list[str] = []
        self.folder = Path()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QMessageBox):
            self.read.append(watched.text() + watched.informativeText())
            QTimer.singleShot(0, watched, lambda: self._press(watched))
        elif event.type() == QEvent.Type.Show and isinstance(watched, QFileDialog):
            QTimer.singleShot(0, watched, lambda: self._choose(watched))
        return False

    def _press(self, box: QMessageBox) -> None:
        word = self.words.pop(0)
        next(button for button in box.buttons() if button.text() == word).click()

    def _choose(self, dialog: QFileDialog) -> None:
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        buttons = dialog.findChild(QDialogButtonBox)
        assert field is not None
        assert buttons is not None
        field.setText(str(self.folder))
        accepting = QDialogButtonBox.ButtonRole.AcceptRole
        next(b for b in buttons.buttons() if buttons.buttonRole(b) is accepting).click()


@pytest.fixture
def lost(tmp_path: Path, clock: Clock, qtbot: QtBot) -> PlaceLost:
    """Data that were moved to a drive that was pulled."""
    home = tmp_path / "home"
    services = open_services(home, None, clock, None, find_data(lambda: home, None))
    for _ in services.place().move(services.place().look(tmp_path / "stick")):
        pass
    services.close()
    (tmp_path / "stick").rename(tmp_path / "renamed")
    with pytest.raises(PlaceLost) as caught:
        find_data(lambda: home, None)
    return caught.value


def ask(hand: Hand, problem: PlaceLost, home: Path) -> Whereabouts | None:
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(hand)
    try:
        return find_again(problem, home, lambda: find_data(lambda: home, None))
    finally:
        app.removeEventFilter(hand)
        settle()


def test_lost_data_are_found_when_the_drive_is_back(lost: PlaceLost, tmp_path: Path) -> None:
    hand = Hand("插好了，再找一次", "先关掉")
    assert ask(hand, lost, tmp_path / "home") is None
    assert str(tmp_path / "stick") in hand.read[0]
    (tmp_path / "renamed").rename(tmp_path / "stick")
    hand = Hand("插好了，再找一次")
    found = ask(hand, lost, tmp_path / "home")
    assert found == Whereabouts(tmp_path / "stick", tmp_path / "home")


def test_lost_data_are_found_where_the_person_shows(lost: PlaceLost, tmp_path: Path) -> None:
    hand = Hand("选它在哪里…", "先关掉")
    hand.folder = tmp_path
    assert ask(hand, lost, tmp_path / "home") is None
    assert "没有安心清单的记录" in hand.read[1]
    hand = Hand("选它在哪里…")
    hand.folder = tmp_path / "renamed"
    found = ask(hand, lost, tmp_path / "home")
    assert found == Whereabouts(tmp_path / "renamed", tmp_path / "home")


def test_beginning_anew_is_asked_twice(lost: PlaceLost, tmp_path: Path) -> None:
    hand = Hand("从头开始…", "再找找", "从头开始…", "从头开始")
    found = ask(hand, lost, tmp_path / "home")
    assert found == Whereabouts(tmp_path / "home", tmp_path / "home")
    assert not hand.words
    assert (tmp_path / "renamed" / "anxin.sqlite").exists()


# --- Room -----------------------------------------------------------------------------------------


def test_it_is_said_before_when_there_is_no_room(program: Program, tmp_path: Path) -> None:
    window = program.window
    with notices() as told:
        assert go_on(window, Room(tmp_path, 900 * MEGABYTE, 100 * MEGABYTE))
        assert told.read == []
        assert not go_on(window, Room(tmp_path, 50 * MEGABYTE, 100 * MEGABYTE))
        assert "50 MB" in told.read[0]
        assert "100 MB" in told.read[0]
        # Hardly any is asked about: the person may know better.
        assert not go_on(window, Room(tmp_path, 150 * MEGABYTE, 100 * MEGABYTE))
        told.answer = "现在就做"
        assert go_on(window, Room(tmp_path, 150 * MEGABYTE, 100 * MEGABYTE))
        assert len(told.read) == 3


def test_large_operations_ask_for_room_first(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = program.services
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 3 * MEGABYTE))
    page = settings(program)
    with notices() as told:
        monkeypatch.setattr(
            "desktop.ui.ask.where_to_save", lambda *_: tmp_path / "x.anxin", raising=True
        )
        page.backups.export.click()
        settle()
        assert "请先清出一些空间" in told.read[-1]
        assert not (tmp_path / "x.anxin").exists()
    assert RoomService(services.data_dir).for_vault().short
    assert services.vault().room().short
