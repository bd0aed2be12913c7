"""Replaces this process by a new one, so that nothing of what it knew stays in memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

WHY = "ANXIN_LOCKED"
"""Environment variable: why the program locked itself, for the words on the lock screen."""
PLACE = "ANXIN_PLACE"
"""Environment variable: where the window stood."""


def command(folder: Path | None) -> list[str]:
    """How this program is started anew, whatever else it was started with.

    Args:
        folder: The data folder, if it was started with one; else it finds the data by itself.
    """
    given = len(sys.argv) - 1
    # What stands between the interpreter and our own arguments: options of Python, the module.
    start = sys.orig_argv[1 : len(sys.orig_argv) - given]
    if getattr(sys, "frozen", False):
        start = []
    data = [] if folder is None else ["--data", str(folder.absolute())]
    return [sys.executable, *start, *data]


def become(words: Sequence[str], more: Mapping[str, str]) -> NoReturn:
    """Start anew and be gone: no thread, no open question, no loop can hold it back.

    Args:
        words: The command.
        more: Environment variables to add.
    """
    variables = {**os.environ, **more}
    try:
        if os.name == "posix":
            # The system throws away every page of this process, and its number stays the same.
            os.execve(words[0], list(words), variables)  # noqa: S606  Our own command.
        subprocess.Popen(list(words), env=variables, close_fds=True)
        os._exit(0)
    finally:
        # The program was taken away or replaced meanwhile. It would stay on without a window, and
        # with everything it knows; the person starts it anew.
        os._exit(1)


def take(name: str) -> str:
    """What the process before left for this one; it is told once."""
    return os.environ.pop(name, "")
