"""A file that is dropped on a field leaves no path in what others get to read."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.ui.navigation import NEW_FILING, NEW_RECORD, Target
from tests.ui.program import Program, settle

NFRA = "tpl_nfra"


def fields(window: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    found = [*window.findChildren(QLineEdit), *window.findChildren(QPlainTextEdit)]
    return [field for field in found if field.isVisible() and not field.isReadOnly()]


def takes(field: QLineEdit | QPlainTextEdit, file: Path) -> bool:
    """Whether a file that is dragged over it may be let go there."""
    target = field.viewport() if isinstance(field, QPlainTextEdit) else field
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    data.setText(str(file))
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(4, 4), copy, data, left, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    if target.acceptDrops():
        QApplication.sendEvent(target, enter)
    return enter.isAccepted()


@pytest.mark.parametrize("room", ["letters", "follow_up", "evidence"])
def test_no_field_of_what_is_handed_on_takes_a_file(
    program: Program, tmp_path: Path, room: str
) -> None:
    if room == "letters":
        letters = program.services.letters()
        letter = next(each for each in letters.letters() if each.draft_id == NFRA)
        program.window.go(Target("letters", entry=letter.id))
        program.click(program.button("我明白了，开始写"))
    elif room == "follow_up":
        program.window.go(Target("follow_up", section=NEW_FILING))
    else:
        program.window.go(Target("evidence", section=NEW_RECORD))
    settle()
    found = fields(program.window.page(room))
    assert len(found) > 1
    assert [field.accessibleName() for field in found if takes(field, tmp_path / "a.png")] == []
