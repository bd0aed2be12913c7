"""The line that shows how far a list has come."""

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.bar import ProgressLine


def hovered(qtbot: QtBot, name: str, width: int) -> ProgressLine:
    line = ProgressLine(name, 3, 42)
    qtbot.addWidget(line)
    line.resize(width, line.sizeHint().height())
    spot = QPointF(5, 5)
    QApplication.sendEvent(line, QEnterEvent(spot, spot, spot))
    QApplication.sendEvent(line, QEvent(QEvent.Type.Leave))
    return line


def test_a_long_name_keeps_both_ends_and_is_told_whole(qtbot: QtBot) -> None:
    name = "逾期后·一个特别特别特别特别特别长的名字网络小额贷款有限公司（二号）"
    line = hovered(qtbot, name, 260)
    shown = line.name_shown()
    assert shown.startswith("逾期后·一")
    assert shown.endswith("二号）")
    assert len(shown) < len(name)
    assert line.toolTip() == name
    assert line.accessibleName() == f"{name}，已完成 3 步，共 42 步"


def test_a_short_name_is_not_told_twice(qtbot: QtBot) -> None:
    line = hovered(qtbot, "逾期后·甲", 260)
    assert line.name_shown() == "逾期后·甲"
    assert line.toolTip() == ""
    line.resize(30, line.height())
    assert line.name_shown() != "逾期后·甲", "it follows the room there is"
