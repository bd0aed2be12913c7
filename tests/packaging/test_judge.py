"""What the judge opens programs with, and how long it waits for them."""

import sys
import threading
import time
from pathlib import Path

from judge.opened import Opened, words

PATIENCE_S = 20
# More than any pipe holds.
CHATTER = "import sys; sys.stderr.write('qt.accessibility: gone\\n' * 20000 + 'at last\\n')"


def entry(folder: Path, script: str) -> Path:
    program = folder / "program.py"
    program.write_text(script, encoding="utf-8")
    file = folder / "x.desktop"
    file.write_text(
        f"[Desktop Entry]\nName=x\nExec={sys.executable} {program} %f\n", encoding="utf-8"
    )
    return file


def test_a_program_that_says_much_is_not_held_up(tmp_path: Path) -> None:
    program = Opened(entry(tmp_path, CHATTER), tmp_path / "said.txt")
    end = time.monotonic() + PATIENCE_S
    while program.code() is None and time.monotonic() < end:
        threading.Event().wait(0.05)
    assert program.code() == 0
    assert program.said() == "at last"


def test_the_place_for_files_in_an_entry_is_filled_or_left_out() -> None:
    assert words("anxin-checklist %f") == ["anxin-checklist"]
    assert words("anxin-checklist %f", "/x.anxin") == ["anxin-checklist", "/x.anxin"]
