"""A long picture looked at closely: with the mouse, and with the keyboard alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.evidence.large import LargeDialog
from desktop.ui.evidence.levels import Levels
from desktop.ui.evidence.zoom import Fit, first_fit, fitted, stepped
from tests.ui.program import Program, settle
from tests.ui.test_pictures import GREEN, attach, large, open_first, painted, thumbnails

LONG = QSize(1080, 20_000)
BAND = 100


def banded(folder: Path, name: str = "聊天.png", size: QSize = LONG) -> Path:
    """A picture whose every hundred rows have a colour of their own, and a fine line."""
    image = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for top in range(0, size.height(), BAND):
        painter.fillRect(0, top, size.width(), BAND, band_colour(top))
        painter.fillRect(0, top, size.width(), 1, QColor(0, 0, 0))
    painter.end()
    path = folder / name
    assert image.save(str(path), "PNG")
    return path


def band_colour(row: int) -> QColor:
    return QColor(row // BAND, 255 - row // BAND, 128)


def looking(program: Program, qtbot: QtBot, *paths: Path) -> LargeDialog:
    """The window in which the first of some pictures is looked at."""
    attach(program, *paths)
    open_first(program)
    qtbot.waitUntil(lambda: any(each.has_picture() for each in thumbnails(program)))
    thumbnails(program)[0].setFocus()
    program.press("Return")
    dialog = large(program)
    wait_for_picture(qtbot, dialog)
    return dialog


def wait_for_picture(qtbot: QtBot, dialog: LargeDialog) -> None:
    qtbot.waitUntil(lambda: dialog.canvas.image is not None)
    settle()


def shown(dialog: LargeDialog, across: float = 0.5, down: float = 0.5) -> QColor:
    """The colour at a place of the canvas, from 0 to 1."""
    image = dialog.canvas.grab().toImage()
    return QColor(
        image.pixelColor(int((image.width() - 1) * across), int((image.height() - 1) * down))
    )


def turn(dialog: LargeDialog, spot: QPoint, notches: int, *, ctrl: bool = False) -> None:
    canvas = dialog.canvas
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        canvas,
        QWheelEvent(
            QPointF(spot),
            QPointF(canvas.mapToGlobal(spot)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            held,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )
    settle()


def test_a_long_picture_can_be_read_at_once_and_to_its_end(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = looking(program, qtbot, banded(tmp_path))
    assert dialog.canvas.fit() is Fit.WIDTH
    assert shown(dialog, down=0.05).red() == 0, "it begins at its top"
    program.press("PgDown")
    assert shown(dialog).red() > 3
    program.press("End")
    assert shown(dialog, down=0.97) == band_colour(LONG.height() - 1)
    program.press("Home")
    program.press("Down", 4)
    assert 0 < dialog.canvas.down.value() < dialog.canvas.height()
    program.press("Up", 4)
    assert dialog.canvas.down.value() == 0
    program.press("Esc")


def test_dot_for_dot_is_sharp(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = looking(program, qtbot, banded(tmp_path))
    program.press("1")
    assert "100%" in dialog._title.text()
    program.press("Home")
    canvas = dialog.canvas
    row = canvas.grab().toImage()
    ratio = canvas.devicePixelRatioF()
    column = [row.pixelColor(row.width() // 2, y) for y in range(row.height())]
    top = 2 * ratio
    for band in (1, 2, 3):
        at = round(top + band * BAND)
        assert column[at] == QColor(0, 0, 0), "the line is one dot high, and black"
        assert column[at - 1] == band_colour(band * BAND - 1)
        assert column[at + 1] == band_colour(band * BAND)
    program.press("Esc")


def test_keys_make_it_larger_and_smaller_and_whole_again(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = looking(program, qtbot, painted(tmp_path, "图.png", GREEN, 3000, 2000))
    canvas = dialog.canvas
    assert canvas.fit() is Fit.WHOLE
    whole = canvas.percent()
    assert whole is not None
    assert not canvas.movable()
    program.press("+")
    program.press("=")
    assert canvas.percent() == pytest.approx(whole * 1.25**2, abs=1)
    assert canvas.fit() is None
    assert canvas.movable()
    program.press("-")
    program.press("Ctrl+-")
    assert canvas.percent() == whole
    program.press("-", 9)
    assert canvas.percent() == whole, "it is not lost from sight"
    program.press("Ctrl++", 30)
    assert canvas.percent() == 400 * canvas.devicePixelRatioF()
    program.press("2")
    assert canvas.fit() is Fit.WIDTH
    program.press("0")
    assert canvas.percent() == whole
    program.press("Esc")


def test_arrows_move_what_is_wider_than_the_window_and_else_lead_on(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = (painted(tmp_path, f"{number}.png", GREEN, 3000, 2000) for number in (1, 2))
    dialog = looking(program, qtbot, first, second)
    program.press("1")
    before = dialog.canvas.across.value()
    program.press("Right")
    assert dialog.canvas.across.value() > before
    assert "第 1 张" in dialog._title.text()
    program.press("Left")
    assert dialog.canvas.across.value() == before
    program.press("Ctrl+PgDown")
    wait_for_picture(qtbot, dialog)
    assert "第 2 张" in dialog._title.text()
    assert dialog.canvas.fit() is Fit.DOTS, "who reads closely goes on reading closely"
    program.press("0")
    program.press("Left")
    assert "第 1 张" in dialog._title.text()
    program.press("Esc")


def test_the_wheel_moves_and_with_ctrl_comes_closer_to_the_pointer(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = looking(program, qtbot, banded(tmp_path))
    canvas = dialog.canvas
    turn(dialog, canvas.rect().center(), -3)
    moved = canvas.down.value()
    assert moved > 0
    spot = QPoint(canvas.width() // 3, canvas.height() // 4)
    at = canvas._dot_at(QPointF(spot))
    turn(dialog, spot, 2, ctrl=True)
    assert canvas.fit() is None
    after = canvas._dot_at(QPointF(spot))
    assert (after - at).manhattanLength() < 3
    turn(dialog, spot, -2, ctrl=True)
    assert (canvas._dot_at(QPointF(spot)) - at).manhattanLength() < 3
    program.press("Esc")


def test_it_goes_with_the_hand(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = looking(program, qtbot, banded(tmp_path))
    canvas = dialog.canvas
    assert canvas.cursor().shape() is Qt.CursorShape.OpenHandCursor
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, left, Qt.KeyboardModifier.NoModifier, QPoint(200, 300))
    assert canvas.cursor().shape() is Qt.CursorShape.ClosedHandCursor
    QTest.mouseMove(canvas, QPoint(200, 250))
    QTest.mouseMove(canvas, QPoint(200, 120))
    QTest.mouseRelease(canvas, left, Qt.KeyboardModifier.NoModifier, QPoint(200, 120))
    assert canvas.down.value() == 180
    QTest.mouseMove(canvas, QPoint(200, 60))
    assert canvas.down.value() == 180
    program.press("Esc")


def test_the_choice_can_be_taken_with_the_keyboard_alone(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = looking(program, qtbot, banded(tmp_path))
    for _ in range(9):
        program.press("Tab")
        if "看多大" in program.focus().accessibleName():
            break
    program.press("Right")
    assert "同宽" in program.focus().accessibleName(), "arrows walk in the row"
    program.press("Left")
    program.press("Space")
    assert dialog.canvas.fit() is Fit.WHOLE
    program.press("Esc")


def test_what_is_not_shown_cannot_be_made_larger(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    (file,) = attach(program, banded(tmp_path))
    program.services.attachments().set_covered(file.id, covered=True)
    open_first(program)
    program.click(thumbnails(program)[0])
    dialog = large(program)
    larger = dialog.findChild(QAbstractButton, "picture_larger")
    assert larger is not None
    assert not larger.isEnabled()
    assert "%" not in dialog._title.text()
    program.press("+")
    assert dialog.canvas.image is None
    program.press("Esc")


def test_a_smaller_window_fits_anew_and_stays_at_what_is_read(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = looking(program, qtbot, banded(tmp_path))
    program.press("PgDown", 5)
    canvas = dialog.canvas
    at = canvas._dot_at(QPointF(canvas.width() / 2, 2)).y()
    dialog.resize(dialog.width() - 300, dialog.height() - 100)
    settle()
    assert canvas.fit() is Fit.WIDTH
    assert canvas._dot_at(QPointF(canvas.width() / 2, 2)).y() == pytest.approx(at, abs=3)
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.DevicePixelRatioChange))
    assert canvas._dot_at(QPointF(canvas.width() / 2, 2)).y() == pytest.approx(at, abs=3)
    program.press("Esc")


# ---- without a window ------------------------------------------------------------------------


def test_halves_take_a_third_more_and_leave_out_no_line() -> None:
    image = QImage(LONG, QImage.Format.Format_RGB32)
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    painter.fillRect(0, 9_999, LONG.width(), 1, QColor(0, 0, 0))
    painter.end()
    levels = Levels(image, LONG)
    assert levels.takes() < image.sizeInBytes() * 1.34
    small = levels.for_width(60)
    assert small.width() < 120
    factor = LONG.height() / small.height()
    row = int(9_999 / factor)
    assert small.pixelColor(30, row).red() < 255, "a line one dot high is still seen"
    assert levels.for_width(5_000).size() == LONG


@pytest.mark.parametrize("size", [QSize(1, 3_001), QSize(3_001, 1), QSize(1_025, 777)])
def test_halves_of_odd_pictures_are_pictures(size: QSize) -> None:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(GREEN)
    for each in Levels(image, size).images:
        corners = [(0, 0), (each.width() - 1, each.height() - 1)]
        assert all(each.pixelColor(*corner) == GREEN for corner in corners)


def test_what_is_clear_stays_clear_in_its_halves() -> None:
    image = QImage(2_000, 2_000, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    assert Levels(image, image.size()).images[-1].pixelColor(5, 5).alpha() == 0


def test_how_large_a_picture_is_shown() -> None:
    room = QSizeF(1200, 600)
    assert first_fit(LONG) is Fit.WIDTH
    assert first_fit(QSize(1080, 2400)) is Fit.WHOLE
    assert fitted(Fit.WHOLE, QSize(1080, 2400), room, 1) == 0.25
    assert fitted(Fit.WHOLE, QSize(10, 10), room, 1) == 1, "nothing small is blown up"
    assert fitted(Fit.WIDTH, LONG, room, 1) == pytest.approx(1200 / 1080)
    assert fitted(Fit.WIDTH, QSize(10, 10), room, 1) == 2
    # On a screen with four dots for one, its dots are what counts.
    assert fitted(Fit.WIDTH, LONG, room * 2, 2) == pytest.approx(2400 / 1080)
    assert fitted(Fit.DOTS, LONG, room * 2, 2) == 1
    assert stepped(4, 1.25, LONG, room, 1) == 4
    assert stepped(7, 0.5, QSize(10, 10), room, 1) == 3.5
