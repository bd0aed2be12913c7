"""Where the usual style has no wheel, Fusion draws the controls; the same hands still find them.

All of the window's tests run with it by ``TEST_STYLE=fusion``; here are those that touch what the
two styles draw differently.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button

TOUCHY = (
    "test_plain_style.py::test_the_style_is_the_one_that_was_asked_for",
    "test_plain_style.py::test_the_one_thing_to_do_stands_out",
    "test_incidents_page.py::test_a_day_and_time_can_be_typed",
    "test_paper_dialog.py::test_the_whole_list_with_the_name",
    "test_paper_dialog.py::test_what_cannot_be_printed_is_told",
    "test_window.py::test_a_number_in_the_foot_can_be_copied",
)


def test_the_style_is_the_one_that_was_asked_for() -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    plain = app.style().metaObject().className() == "QFusionStyle"
    assert plain == (os.environ.get("TEST_STYLE") == "fusion")


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_the_one_thing_to_do_stands_out(qtbot: QtBot, appearance: str) -> None:
    buttons = Button("开始", primary=True), Button("以后")
    for button in buttons:
        qtbot.addWidget(button)
        button.resize(120, 40)
    theme.apply(appearance, 100)
    grounds = [button.grab().toImage().pixelColor(20, 20).name() for button in buttons]
    primary = theme.color("primary").lightness()
    first, second = (abs(QColor(ground).lightness() - primary) for ground in grounds)
    assert first < 40 < second, grounds


def test_the_plain_style_serves_too() -> None:
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *(str(here / one) for one in TOUCHY)],
        env={**os.environ, "TEST_STYLE": "fusion"},
        cwd=here.parent.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
