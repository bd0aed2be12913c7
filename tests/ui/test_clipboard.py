"""What is copied outlives no program that has no screen."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPY = """
from PySide6.QtWidgets import QApplication
from desktop.ui.clipboard import put_text
app = QApplication([])
put_text("甲")
put_text("乙")
print(app.clipboard().text())
"""


def test_a_program_without_a_screen_that_has_copied_something_ends_well() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COPY],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "乙\n", "")
