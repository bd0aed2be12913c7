"""Qt is loaded without what only tells of it, and all of it is there for whoever asks."""

import json
import subprocess
import sys
from pathlib import Path

import PySide6
from PySide6.support import deprecated

from desktop.ui.qt import KNOWN, load_qt

ROOT = Path(__file__).resolve().parents[2]

# Each is told by another part of what was put off.
LOADED = """
import builtins, inspect, json, sys
plain = builtins.__import__
if sys.argv[1] != "plain":
    from desktop.ui import qt
    if sys.argv[1] == "other":
        qt.KNOWN = "6.99.0"
    qt.load_qt()
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("x")
class Bell(QObject):
    rang = Signal(int)
    @Slot(int)
    def hear(self, times):
        label.setNum(times)
bell = Bell()
bell.rang.connect(bell.hear)
bell.rang.emit(3)
told = {"used": label.text()}
before = sorted(name for name in sys.modules if name.startswith("shibokensupport."))
told["packed"] = "shibokensupport.signature.parser" not in before
told["import"] = builtins.__import__ is plain
wrong = [lambda: label.setText(3), lambda: label.setText(), lambda: QLabel(nothing=3),
         lambda: label.resize("a", "b", "c"), lambda: bell.rang.emit("a", "b")]
said = []
for call in wrong:
    try:
        call()
    except Exception as error:
        said.append(f"{type(error).__name__}: {error}")
from PySide6.QtPrintSupport import QPrinter  # Its names come later than the first wrong call.
try:
    QPrinter().setCopyCount("a")
except TypeError as error:
    said.append(str(error))
told["said"] = said
told["help"] = QLabel.setText.__doc__, QLabel.__doc__
inspect.getsource(inspect)  # Which asks every module for its file.
import zipfile, base64, tempfile
told["whole"] = bool(zipfile.ZipFile and base64.b64decode and tempfile.mkstemp)
print(json.dumps(told))
"""


def told(way: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, way],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_what_only_tells_of_qt_stays_packed_until_somebody_asks() -> None:
    ours, plain = told("ours"), told("plain")
    assert (ours.pop("packed"), plain.pop("packed")) == (True, False)
    assert (ours.pop("import"), plain.pop("import")) == (True, False)
    assert ours == plain
    said = plain["said"]
    assert isinstance(said, list)
    assert [line for line in said if "Supported signatures" in line]


def test_another_version_than_the_known_one_is_loaded_as_it_is() -> None:
    other, plain = told("other"), told("plain")
    assert (other.pop("packed"), plain.pop("packed")) == (False, False)
    del other["import"], plain["import"]
    assert other == plain


def test_loading_it_again_changes_nothing() -> None:
    before = list(sys.meta_path)
    load_qt()
    assert sys.meta_path == before


def test_the_version_is_the_one_whose_inside_is_known() -> None:
    """With another: read what PySide6 unpacks at its start, and what its library looks up there."""
    assert PySide6.__version__ == KNOWN


def test_no_old_names_are_put_into_modules_in_this_version() -> None:
    assert [name for name in vars(deprecated) if name.startswith("fix_for_")] == []
