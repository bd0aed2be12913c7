"""Freezes the program, and the empty window it is compared with, by the same recipe."""

import subprocess
import sys
from pathlib import Path

from tests.bench.harness import ROOT


def program() -> Path:
    """The folder of the program as it is packaged; made anew, so that it is the present one."""
    return _frozen("--folder")


def empty_window() -> Path:
    """The folder of the empty window, see ``empty_window.py``."""
    return _frozen("--empty")


def executable(folder: Path) -> Path:
    """What a menu starts: on Linux the launcher, which looks at the system first."""
    launcher = folder / "anxin-checklist"
    ending = ".exe" if sys.platform == "win32" else ""
    return launcher if launcher.exists() else folder / f"{folder.name}{ending}"


def _frozen(option: str) -> Path:
    command = [sys.executable, str(ROOT / "run.py"), "package", option]
    # What the tools print belongs on the error stream; a benchmark prints one line.
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    return Path(done.stdout.splitlines()[-1])
