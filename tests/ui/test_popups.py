"""Pop-ups where nothing blends them with what is below."""

import os

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.theme import SHADOW, theme


@pytest.fixture
def popup(qtbot: QtBot) -> QWidget:
    popup = QWidget()
    qtbot.addWidget(popup)
    popup.resize(200, 120)
    popup.show()
    return popup


def mask(popup: QWidget) -> QRegion:
    window = popup.windowHandle()
    assert window is not None
    return window.mask()


@pytest.mark.qt_log_ignore("This plugin does not support setting window masks", extend=True)
@pytest.mark.skipif(os.environ.get("TEST_STYLE") == "fusion", reason="it draws no shadows")
def test_the_room_for_the_shadow_is_cut_off_on_x11(popup: QWidget) -> None:
    theme.trim_popup(popup, "xcb")
    shown = mask(popup)
    assert shown.boundingRect() == popup.rect().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
    assert shown.contains(popup.rect().center())
    assert not shown.contains(QPoint(SHADOW, SHADOW)), "its corners are round"


@pytest.mark.parametrize("platform", ["wayland", "windows", "cocoa", ""])
def test_elsewhere_the_shadow_stays(popup: QWidget, platform: str) -> None:
    theme.trim_popup(popup, platform)
    assert mask(popup).isEmpty()
