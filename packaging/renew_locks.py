#!/usr/bin/env python3
"""Renew the lock files ``requirements*.txt`` from the hand-written ``requirements*.in``.

Needs the network and is run by a developer only. ``uv`` is installed into a scratch environment,
so nothing has to be on the machine beforehand. The lock files name no package index: whoever
installs from them uses the index that their own pip is set up for, and the hashes decide.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements", "requirements-test", "requirements-package")
OLDEST_PYTHON = "3.11"
# PySide6-Qlementine asks for all of PySide6 (674 MB); the Essentials (246 MB) are all it uses.
OVERRIDES = 'pyside6 ; sys_platform == "never"\n'


def install_uv(scratch: Path) -> Path:
    """Install uv into a fresh environment below ``scratch`` and return its executable."""
    home = scratch / "env"
    venv.create(home, with_pip=True)
    folder = home / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([folder / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
    return folder / "uv"


def renew(uv: Path, overrides: Path, name: str) -> None:
    """Write ``name.txt`` from ``name.in``: every platform, every wheel hash, no address."""
    subprocess.run(
        [
            *(uv, "pip", "compile", f"{name}.in", "--output-file", f"{name}.txt"),
            *("--universal", "--python-version", OLDEST_PYTHON, "--only-binary", ":all:"),
            *("--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"),
            *("--override", overrides, "--upgrade", "--quiet"),
        ],
        cwd=ROOT,
        check=True,
    )


def main() -> int:
    """Renew all lock files."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        overrides = scratch / "overrides.txt"
        overrides.write_text(OVERRIDES, encoding="utf-8")
        uv = install_uv(scratch)
        for name in LOCKS:
            renew(uv, overrides, name)
            print(f"{name}.txt renewed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
