"""Handing evidence over: what is in it is told before; it is made beside the window, or not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QProgressBar,
)
from pytestqt.qtbot import QtBot

from desktop.domain.bundle import NOT_MASKED
from desktop.ui.evidence.bundle import BundleDialog
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text
from tests.ui.program import Program, settle


class Chooser(QObject):
    """Answers the dialog of Qt that asks for a place."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self.place = place

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QFileDialog):
            QTimer.singleShot(0, watched, lambda: self._choose(watched))
        return False

    def _choose(self, dialog: QFileDialog) -> None:
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert field is not None
        field.setText(str(self.place))
        buttons = dialog.findChild(QDialogButtonBox)
        assert buttons is not None
        kind = QDialogButtonBox.StandardButton
        (buttons.button(kind.Save) or buttons.button(kind.Open)).click()


@pytest.fixture
def chooser(tmp_path: Path) -> Iterator[Chooser]:
    app = QApplication.instance()
    assert app is not None
    found = Chooser(tmp_path / "out.zip")
    app.installEventFilter(found)
    yield found
    app.removeEventFilter(found)


@pytest.fixture
def dialog(program: Program) -> Iterator[BundleDialog]:
    incident = program.services.incidents().add(line="打给了小王", contact="小王")
    made = BundleDialog(program.services.bundles(), (incident.id,), program.window)
    made.show()
    settle()
    yield made
    for left in program.window.findChildren(BundleDialog):
        left.reject()
    settle()


def button(dialog: BundleDialog, text: str) -> QAbstractButton:
    (found,) = (each for each in dialog.findChildren(QAbstractButton) if each.text() == text)
    return found


def text(dialog: BundleDialog, name: str) -> str:
    found = dialog.findChild(Text, name)
    assert found is not None
    return found.text() if found.isVisibleTo(dialog) else ""


def test_what_is_in_it_follows_every_choice(program: Program, dialog: BundleDialog) -> None:
    levels = next(
        each for each in dialog.findChildren(Segments) if each.accessibleName() == "文件怎么交"
    )
    assert "副本，去掉了拍摄时间、地点、手机型号" in text(dialog, "bundle_inside")
    assert "原件，连同" in text(dialog, "bundle_outside")
    assert "登记过的名字" in text(dialog, "bundle_outside")
    program.click(levels.button("full"))
    assert "原件，连同" in text(dialog, "bundle_inside")
    mask = next(each for each in dialog.findChildren(QCheckBox) if each.text().startswith("遮住"))
    assert mask.isChecked()
    mask.click()
    assert "登记过的名字" in text(dialog, "bundle_inside")
    assert any(each.text() == NOT_MASKED for each in dialog.findChildren(Text))


def test_it_is_made_and_said_where(dialog: BundleDialog, chooser: Chooser, qtbot: QtBot) -> None:
    button(dialog, "选个地方，开始做…").click()
    qtbot.waitUntil(lambda: bool(text(dialog, "bundle_told")), timeout=20_000)
    assert chooser.place.is_file()
    assert str(chooser.place) in text(dialog, "bundle_told")
    assert "它没有密码，能用这台电脑的人都打得开。" in text(dialog, "bundle_told")
    assert button(dialog, "打开文件夹").isVisibleTo(dialog)
    assert not dialog.findChildren(QProgressBar)[0].isVisibleTo(dialog)


def test_a_folder_gets_a_name_of_its_own(
    program: Program, dialog: BundleDialog, chooser: Chooser, qtbot: QtBot, tmp_path: Path
) -> None:
    chooser.place = tmp_path
    forms = next(each for each in dialog.findChildren(Segments) if each.accessibleName() == "存成")
    program.click(forms.button("folder"))
    button(dialog, "选个地方，开始做…").click()
    qtbot.waitUntil(lambda: bool(text(dialog, "bundle_told")), timeout=20_000)
    assert (tmp_path / program.services.bundles().name(zipped=False) / "bagit.txt").is_file()


def test_what_is_given_up_leaves_nothing(
    dialog: BundleDialog, chooser: Chooser, qtbot: QtBot, tmp_path: Path
) -> None:
    chooser.place = tmp_path / "out" / "a.zip"
    chooser.place.parent.mkdir()
    button(dialog, "选个地方，开始做…").click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert list(chooser.place.parent.iterdir()) == []


def test_why_it_cannot_be_made_is_said_in_the_dialog(
    program: Program, dialog: BundleDialog, chooser: Chooser, qtbot: QtBot
) -> None:
    (incident,) = program.services.incidents().latest(9)
    program.services.incidents().withdraw(incident.id)
    button(dialog, "选个地方，开始做…").click()
    qtbot.waitUntil(lambda: bool(text(dialog, "bundle_problem")))
    assert "撤回" in text(dialog, "bundle_problem")
    assert button(dialog, "选个地方，开始做…").isEnabled()
