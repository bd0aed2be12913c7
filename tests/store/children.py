"""Runs a function of a test in a child process that can be killed, starved or robbed of rights."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Starts Python code that finds our package; ``sys.argv[1:]`` holds the arguments."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
    )


def run(code: str, *arguments: str) -> list[str]:
    """Runs Python code to its end and returns the lines it printed."""
    with start(code, *arguments) as child:
        output, _ = child.communicate()
    assert child.returncode == 0, output
    return output.splitlines()
