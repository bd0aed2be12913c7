"""Pictures in the evidence room, small and large, by real clicks and keys."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QColorConstants, QImage, QImageWriter
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.attachments import Attachment, Came
from desktop.services.attachments import Source
from desktop.ui.evidence import pictures
from desktop.ui.evidence.large import LargeDialog
from desktop.ui.evidence.preview import Unseen, read_picture, unseen_words
from desktop.ui.evidence.thumbnail import Thumbnail
from desktop.ui.pages.evidence import EvidencePage
from tests.pictures import HEIC
from tests.ui.looks import cut_off
from tests.ui.program import Clock, Program, settle
from tests.ui.vaulted import VaultProgram

GREEN, BLUE = QColorConstants.DarkGreen, QColorConstants.DarkBlue


def painted(folder: Path, name: str, color: QColor, width: int = 400, height: int = 300) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(color)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    path = folder / name
    path.write_bytes(bytes(buffer.data().data()))
    return path


def attach(program: Program, *paths: Path) -> tuple[Attachment, ...]:
    """An incident with some files."""
    incident = program.services.incidents().add(line="发来的图").id
    sources = tuple(Source(path) for path in paths)
    for _ in program.services.attachments().adding(incident, sources, Came.CHOSEN):
        pass
    return program.services.attachments().of(incident)


def open_first(program: Program) -> EvidencePage:
    program.press("Ctrl+E")
    page = program.page("evidence")
    assert isinstance(page, EvidencePage)
    rect = page.table.visualRect(page.table.evidence.index(0, 0))
    program.click_at(page.table.viewport(), rect.center())
    return page


def thumbnails(program: Program) -> list[Thumbnail]:
    return program.window.findChildren(Thumbnail)


def wait_for_thumbnails(qtbot: QtBot, program: Program, count: int = 1) -> None:
    qtbot.waitUntil(lambda: sum(each.has_picture() for each in thumbnails(program)) == count)


def large(program: Program) -> LargeDialog:
    (dialog,) = program.window.findChildren(LargeDialog)
    return dialog


def colour(dialog: LargeDialog) -> QColor:
    assert dialog.canvas.image is not None
    return QColor(dialog.canvas.grab().toImage().pixelColor(dialog.canvas.rect().center()))


def test_a_picture_is_shown_small_and_read_beside_the_window_s_thread(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_in: list[str] = []

    def told(*arguments: object) -> object:
        read_in.append(threading.current_thread().name)
        return read_picture(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pictures, "read_picture", told)
    attach(program, painted(tmp_path, "截图.png", GREEN))
    open_first(program)
    wait_for_thumbnails(qtbot, program)
    assert read_in == ["apart"]
    (small,) = thumbnails(program)
    assert small.accessibleName() == "看图：截图.png"
    assert small.grab().toImage().pixelColor(small.rect().center()) == GREEN


@pytest.mark.parametrize("key", ["Return", "Space"])
def test_the_keyboard_opens_goes_on_and_closes(
    program: Program, qtbot: QtBot, tmp_path: Path, key: str
) -> None:
    attach(program, painted(tmp_path, "一.png", GREEN), painted(tmp_path, "二.png", BLUE))
    open_first(program)
    wait_for_thumbnails(qtbot, program, 2)
    thumbnails(program)[0].setFocus()
    program.press(key)
    dialog = large(program)
    qtbot.waitUntil(lambda: dialog.canvas.image is not None)
    assert colour(dialog) == GREEN
    assert dialog.windowTitle() == "看图"
    program.press("Left")
    assert colour(dialog) == GREEN, "there is none before the first"
    program.press("Right")
    qtbot.waitUntil(lambda: dialog.canvas.image is not None)
    assert colour(dialog) == BLUE
    program.press("Right")
    assert colour(dialog) == BLUE, "there is none after the last"
    program.press("Esc")
    assert not program.window.findChildren(LargeDialog)
    program.window.activateWindow()  # As a real screen does by itself.
    settle()
    assert program.focus() is thumbnails(program)[0]


def test_what_is_covered_is_read_only_when_asked_for_each_time_anew(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = attach(
        program, painted(tmp_path, "一.png", GREEN), painted(tmp_path, "二.png", BLUE)
    )
    program.services.attachments().set_covered(second.id, covered=True)
    open_first(program)
    wait_for_thumbnails(qtbot, program)
    small = next(each for each in thumbnails(program) if each.property("attachment") == second.id)
    assert not small.has_picture()
    assert small.accessibleName() == "看图：已遮住的图片"
    program.click(small)
    dialog = large(program)
    assert dialog.canvas.image is None
    program.press("Left")
    qtbot.waitUntil(lambda: dialog.canvas.image is not None)
    assert colour(dialog) == GREEN
    program.press("Right")
    settle()
    assert dialog.canvas.image is None
    assert "二" not in program.focus().window().findChildren(type(dialog._title))[0].text()
    program.press("Space")
    qtbot.waitUntil(lambda: dialog.canvas.image is not None)
    assert colour(dialog) == BLUE
    program.press("Left")
    program.press("Right")
    assert dialog.canvas.image is None, "seen once is not asked for again"
    program.press("Esc")
    assert first.id != second.id


def test_what_cannot_be_shown_says_so_in_one_sentence(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    heic = tmp_path / "照片.heic"
    heic.write_bytes(HEIC)
    attach(program, heic)
    open_first(program)
    words = unseen_words(Unseen.KIND)
    qtbot.waitUntil(lambda: program.sees(words))
    assert not [each for each in thumbnails(program) if each.isVisible()]


def test_a_kept_file_that_was_damaged_says_so(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    (file,) = attach(program, painted(tmp_path, "图.png", GREEN))
    (kept,) = (program.folder / "files").rglob(f"*{file.sha256[2:]}*")
    kept.chmod(0o600)
    kept.write_bytes(kept.read_bytes()[:-9] + b"x" * 9)
    open_first(program)
    qtbot.waitUntil(lambda: program.sees("缺了或变了"))
    assert not [each for each in thumbnails(program) if each.isVisible()]


def test_another_incident_gets_none_of_the_pictures_on_their_way(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    attach(program, *(painted(tmp_path, f"{number}.png", GREEN) for number in range(4)))
    attach(program, painted(tmp_path, "别的.png", BLUE))
    page = open_first(program)
    program.press("Down")
    program.press("Up")
    wait_for_thumbnails(qtbot, program)
    assert len(page.detail.files._thumbnails) == 1


def test_of_many_files_the_first_are_shown_and_the_rest_when_asked_for(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    files = attach(program, *(painted(tmp_path, f"{number}.png", GREEN) for number in range(11)))
    page = open_first(program)
    wait_for_thumbnails(qtbot, program, 8)
    assert program.sees("下一步"), "what comes next is not below all of them"
    rest = program.button("再看后面 3 份")
    rest.setFocus()
    program.press("Space")
    wait_for_thumbnails(qtbot, program, 11)
    program.services.attachments().set_covered(files[10].id, covered=True)
    wait_for_thumbnails(qtbot, program, 10)
    assert program.button("收起后面 3 份").isVisible(), "a change folds nothing away"
    program.click(program.button("收起后面 3 份"))
    assert not thumbnails(program)[10].isVisible()
    page.detail.files.take_files([painted(tmp_path, "新.png", BLUE)], Came.CHOSEN)
    qtbot.waitUntil(lambda: program.sees("新.png"))


@pytest.fixture
def vaulted(tmp_path: Path, clock: Clock, _look: None) -> Iterator[VaultProgram]:
    opened = VaultProgram(tmp_path / "data", clock)
    opened.open()
    opened.home()
    opened.encrypt()
    yield opened
    opened.close()


def test_locking_takes_the_large_picture_away(
    vaulted: VaultProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    attach(vaulted, painted(tmp_path, "截图.png", GREEN))
    open_first(vaulted)
    wait_for_thumbnails(qtbot, vaulted)
    vaulted.click(thumbnails(vaulted)[0])
    qtbot.waitUntil(lambda: large(vaulted).canvas.image is not None)
    vaulted.keeper.lock("left")
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == []


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off(program: Program, qtbot: QtBot, tmp_path: Path, percent: int) -> None:
    program.services.preferences.set_text_percent(percent)
    attach(
        program, painted(tmp_path, "一.png", GREEN, 1080, 2280), painted(tmp_path, "二.png", BLUE)
    )
    page = open_first(program)
    page._taken(0)
    wait_for_thumbnails(qtbot, program, 2)
    program.click(thumbnails(program)[0])
    assert list(cut_off(large(program))) == []
    assert large(program).findChildren(QAbstractButton)
    program.press("Esc")
