"""Qt is loaded without the writers of type stubs, and everything is there for whoever asks."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LOADED = """
import builtins, inspect, json, sys
plain = builtins.__import__
from desktop.ui.qt import load_qt
load_qt()
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
told = {"import": builtins.__import__ is plain}
try:
    QLabel("x").setText(3)
except TypeError as error:
    told["wrong call"] = str(error)
inspect.getsource(inspect)  # Which asks every module for its file.
told["loaded"] = [name for name in ("argparse", "logging") if name in sys.modules]
from PySide6.support.signature.lib import enum_sig, pyi_generator
told["asked for"] = [pyi_generator.Formatter.__name__, enum_sig.HintingEnumerator.__name__]
told["then loaded"] = "argparse" in sys.modules
try:
    pyi_generator.no_such_name
except AttributeError as error:
    told["unknown"] = str(error)
print(json.dumps(told))
"""


def test_the_writers_of_stubs_are_not_loaded_until_somebody_asks() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told["import"]
    assert told["loaded"] == []
    assert "Supported signatures" in told["wrong call"]
    assert told["asked for"] == ["Formatter", "HintingEnumerator"]
    assert told["then loaded"]
    assert "no_such_name" in told["unknown"]
