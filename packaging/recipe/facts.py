"""What is packaged: its name, its version, its date, and where things lie."""

import os
import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build" / "package"
RESULTS = ROOT / "build" / "packages"

NAME = "anxin-checklist"
PROGRAM = "anxin"
TITLE = "安心清单"
EPOCH = "SOURCE_DATE_EPOCH"


def version() -> str:
    """The version of the program, read without importing it."""
    text = (ROOT / "desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([\d.]+)"$', text, re.MULTILINE)
    assert found is not None
    return found[1]


def epoch() -> int:
    """The one time that everything made here carries: that of the last commit."""
    given = os.environ.get(EPOCH)
    if given:
        return int(given)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, capture_output=True, check=True).stdout)


def moment() -> datetime:
    """The same time with its zone."""
    return datetime.fromtimestamp(epoch(), UTC)


def machine() -> str:
    """The kind of processor in the words of package names."""
    word = platform.machine().lower()
    return {"amd64": "x64", "x86_64": "x86_64" if sys.platform == "linux" else "x64"}.get(
        word, word
    )


def debian_machine() -> str:
    """The kind of processor in Debian's words."""
    return {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]
