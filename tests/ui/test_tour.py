"""The tour: it passes, it shows every page, and it notices what is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.steps import Stage
from desktop.ui.library.entries import SECTIONS
from desktop.ui.page_list import PAGES
from desktop.ui.theme import theme
from desktop.ui.tour.driver import Driver, TourError, cut_off
from desktop.ui.tour.run import LOOKS, SIZE
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.text import Text
from tests.ui.program import settle

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a tour left its pictures, made as a person asks for it."""
    folder = tmp_path_factory.mktemp("tour") / "新的 文件夹"
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--tour", folder],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert str(folder) in done.stdout
    return folder


@pytest.fixture(scope="module")
def journey(folder: Path) -> dict[str, Any]:
    document = json.loads((folder / "journey.json").read_text(encoding="utf-8"))
    assert isinstance(document, dict)
    return document


def test_everything_that_was_asserted_holds(journey: dict[str, Any]) -> None:
    assert journey["ok"] is True
    assert len(journey["facts"]) > len(journey["pictures"]) > 50
    assert [fact for fact in journey["facts"] if fact["ok"] is not True] == []


def test_every_page_is_shown_in_every_look(journey: dict[str, Any], folder: Path) -> None:
    names = {name.split("-", 1)[1].removesuffix(".png") for name in journey["pictures"]}
    for look, percent in LOOKS:
        for entry in PAGES:
            assert f"{entry.name}-{look}-{percent}" in names
        for stage in Stage:
            assert f"checklist-{stage.value}-{look}-{percent}" in names
        for section in SECTIONS:
            assert f"library-{section}-{look}-{percent}" in names
        assert f"welcome-{look}-{percent}" in names
    kept = {path.name for path in folder.iterdir()}
    assert kept == {*journey["pictures"], "journey.json"}


def test_the_pictures_show_something(journey: dict[str, Any], folder: Path) -> None:
    for name in journey["pictures"]:
        image = QImage(str(folder / name))
        assert (image.width(), image.height()) == SIZE, name
        # A page has grounds, letters and their soft edges; a blank one has one colour.
        small = image.scaled(160, 90)
        colours = {small.pixel(x, y) for x in range(160) for y in range(0, 90, 3)}
        assert len(colours) > 40, name


def test_light_and_dark_differ(journey: dict[str, Any], folder: Path) -> None:
    def corner(look: str) -> int:
        name = next(n for n in journey["pictures"] if n.endswith(f"-home-{look}-100.png"))
        return QImage(str(folder / name)).pixelColor(4, 4).lightness()

    assert corner("light") > 200
    assert corner("dark") < 60


# ---- it notices what is wrong ----------------------------------------------------------------


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window in which things can be squeezed."""
    window = QWidget()
    QVBoxLayout(window)
    window.resize(400, 300)
    qtbot.addWidget(window)
    return window


def squeezed(window: QWidget, widget: QWidget, size: tuple[int, int]) -> list[str]:
    widget.setParent(window)
    widget.setFixedSize(*size)
    window.show()
    settle()
    return cut_off(window)


def test_words_without_room_are_noticed(window: QWidget) -> None:
    assert squeezed(window, Text("一句很长的话，放不下", wrap=False), (40, 20))


def test_wrapped_words_without_lines_are_noticed(window: QWidget) -> None:
    assert squeezed(window, Text("一句很长的话，要好几行才放得下，可是没有"), (60, 20))


def test_a_chip_and_a_button_without_room_are_noticed(window: QWidget) -> None:
    assert squeezed(window, Chip("现在就做这一件"), (30, 20))
    assert squeezed(window, QPushButton("打开文件夹看一看"), (20, 20))


def test_what_has_room_is_left_alone(window: QWidget) -> None:
    row = QHBoxLayout()
    row.addWidget(Chip("现在就做"))
    row.addWidget(QPushButton("好"))
    layout = window.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.addWidget(Text("一句话"))
    layout.addLayout(row)
    window.show()
    settle()
    assert cut_off(window) == []


def test_a_fact_that_does_not_hold_fails_the_tour(tmp_path: Path, qapp: QApplication) -> None:
    driver = Driver(qapp, tmp_path / "new")
    driver.check("好", ok=True)
    assert driver.write()
    driver.check("坏", ok=False, seen="x")
    assert not driver.write()
    document = json.loads((tmp_path / "new" / "journey.json").read_text(encoding="utf-8"))
    assert document["ok"] is False
    assert document["facts"][-1] == {"what": "坏", "ok": False, "seen": "x"}


def test_nobody_clicks_what_cannot_be_clicked(
    tmp_path: Path, qapp: QApplication, window: QWidget
) -> None:
    driver = Driver(qapp, tmp_path)
    button = QPushButton("好", window)
    window.show()
    button.setEnabled(False)
    with pytest.raises(TourError):
        driver.click(button)
    button.setEnabled(True)
    button.hide()
    with pytest.raises(TourError):
        driver.click(button)
    with pytest.raises(TourError):
        driver.button(window, "没有这个")


def test_pictures_are_of_the_look_that_is_on(
    tmp_path: Path, qapp: QApplication, window: QWidget
) -> None:
    window.show()
    driver = Driver(qapp, tmp_path)
    theme.apply("dark", 100)
    driver.picture(window, "dark")
    image = QImage(str(tmp_path / driver.pictures[0]))
    assert image.pixelColor(200, 150) == theme.color("window")
