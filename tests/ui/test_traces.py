"""What others who use the same account could find beside the data: names, folders, what was copied.

Everything the program may leave with the system is used here, and then looked for where the system
keeps such things.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import ask
from desktop.ui.backups.card import BackupsCard
from desktop.ui.choosing import file_dialog
from desktop.ui.clipboard import SECRET, put_text
from desktop.ui.printing import which_printer
from tests.ui.program import Program, settle
from tests.ui.test_backups import Chooser, card, chooser, dialogs

__all__ = ["card", "chooser"]
LONGEST_MS = 20_000
NAME = "不给别人看的"
FOLDERS = ("CONFIG", "CACHE", "STATE", "DATA")


@pytest.fixture
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders of the account that nothing has been written to yet."""
    home = tmp_path_factory.mktemp("account")
    with pytest.MonkeyPatch.context() as patch:
        for kind in FOLDERS:
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        QSettings.setPath(
            QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(home / "config")
        )
        yield home


def settings() -> QSettings:
    return QSettings(QSettings.Scope.UserScope, "QtProject")


def traces(home: Path) -> list[str]:
    """Files of the account that hold the name in any way it can be written."""
    settings().sync()
    quoted = quote(NAME)
    escaped = "".join(f"\\x{ord(letter):x}" for letter in NAME)
    forms = [NAME.encode(code) for code in ("utf-8", "utf-16-le", "gb18030")]
    forms += [form.encode() for form in (quoted, quoted.replace("%", "%25"), escaped)]
    found = []
    for path in home.rglob("*"):
        whole = os.fsencode(path.name) + (path.read_bytes() if path.is_file() else b"")
        if any(form in whole for form in forms):
            found.append(path.name)
    return found


def test_choosing_files_and_folders_leaves_no_names_in_the_account(
    card: BackupsCard,
    program: Program,
    system: Path,
    chooser: Chooser,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    folder = tmp_path / NAME
    folder.mkdir()
    chooser.file = folder / f"{NAME}.anxin"
    program.click(card.export)
    qtbot.waitUntil(card.export.isEnabled, timeout=LONGEST_MS)
    assert chooser.file.exists()
    program.click(card.restore)
    settle()
    (dialog,) = dialogs()
    dialog.reject()
    chooser.file = folder
    assert ask.which_folder(program.window, tmp_path, "放到哪里") == folder
    chooser.file = None
    assert ask.where_to_save(program.window, folder / "x", "文件", "x") is None
    settle()
    assert traces(system) == []


def test_what_other_programs_keep_there_stays_as_it_was(
    program: Program, system: Path, chooser: Chooser, tmp_path: Path
) -> None:
    theirs = {"FileDialog/history": ["file:///one", "file:///two"], "FileDialog/viewMode": "List"}
    kept = settings()
    for key, value in theirs.items():
        kept.setValue(key, value)
    kept.sync()
    folder = tmp_path / NAME
    folder.mkdir()
    chooser.file = folder
    ask.which_folder(program.window, tmp_path, "放到哪里")
    settle()
    again = settings()
    again.sync()
    assert {key: again.value(key) for key in again.allKeys()} == theirs


def test_a_dialog_that_fails_leaves_nothing_either(
    program: Program, system: Path, tmp_path: Path
) -> None:
    folder = tmp_path / NAME
    folder.mkdir()

    def fail() -> None:
        with file_dialog(program.window, "", folder) as dialog:
            dialog.setHistory([str(folder)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert traces(system) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the printing of Linux")
def test_printing_leaves_no_names_in_the_account(
    program: Program, system: Path, tmp_path: Path
) -> None:
    folder = tmp_path / NAME
    folder.mkdir()

    def choose() -> None:
        """As its own button does that asks for a file to print into."""
        (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QPrintDialog)]
        inner = QFileDialog(dialog, "", str(folder))
        inner.setHistory([str(folder)])
        inner.deleteLater()
        settle()
        dialog.reject()

    QTimer.singleShot(0, choose)
    assert which_printer(program.window, "安心清单") is None
    settle()
    assert traces(system) == []


def test_nothing_opens_a_dialog_for_files_by_itself() -> None:
    root = Path(__file__).parents[2] / "desktop"
    own = re.compile(r"QFileDialog\(|QPrintDialog\(|QFileDialog\.get|\.setText\(.*clipboard")
    found = {p.name for p in root.rglob("*.py") if own.search(p.read_text(encoding="utf-8"))}
    assert found == {"choosing.py", "printing.py"}


# --- What is copied -------------------------------------------------------------------------------


def test_what_is_copied_is_kept_out_of_every_history(program: Program) -> None:
    """Windows: not in the list of Win+V and not in the cloud; KDE: not in its list either."""
    put_text(f"{NAME}\n第二行")
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == f"{NAME}\n第二行"
    for form, value in SECRET.items():
        assert bytes(data.data(form).data()) == value
    assert any("CanUploadToCloudClipboard" in form for form in SECRET)
    assert any("CanIncludeInClipboardHistory" in form for form in SECRET)


def test_nothing_is_copied_without_that_hint() -> None:
    root = Path(__file__).parents[2] / "desktop"
    plain = re.compile(r"clipboard\(\)\.set|clipboard\.set")
    found = {p.name for p in root.rglob("*.py") if plain.search(p.read_text(encoding="utf-8"))}
    assert found == {"clipboard.py"}


# --- What else the system shows -------------------------------------------------------------------


def test_no_window_has_a_file_in_its_title(program: Program, tmp_path: Path) -> None:
    """A window that names its file is shown with it in lists of recent documents."""
    for window in QApplication.topLevelWidgets():
        assert isinstance(window, QWidget)
        assert window.windowFilePath() == ""


def test_nothing_is_written_into_the_folder_for_temporary_files() -> None:
    """Everything that is made aside is made beside the data or where the person wants it."""
    root = Path(__file__).parents[2] / "desktop"
    temporary = re.compile(r"import tempfile|QTemporary|gettempdir|QStandardPaths.*(Temp|Cache)")
    found = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if temporary.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["ui/tour/run.py"], "the tour has invented data only"
