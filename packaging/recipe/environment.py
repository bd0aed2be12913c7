"""A fresh environment with exactly what is locked, so that nothing else can get into a package."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from recipe.facts import BUILD, ROOT

HOME = BUILD / "environment"
LOCKS = ("requirements.txt", "requirements-package.txt")
_STAMP = HOME / ".ready.json"


def python() -> Path:
    """The interpreter of the environment."""
    return HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def inside() -> bool:
    """Whether this process runs in the environment."""
    return Path(sys.prefix).resolve() == HOME.resolve()


def make() -> None:
    """Bring the environment up to date; does nothing where it already is."""
    wanted = {lock: hashlib.sha256((ROOT / lock).read_bytes()).hexdigest() for lock in LOCKS}
    wanted["python"] = sys.version
    if _STAMP.exists() and json.loads(_STAMP.read_text(encoding="utf-8")) == wanted:
        return
    shutil.rmtree(HOME, ignore_errors=True)
    venv.create(HOME, with_pip=True)
    options = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--quiet"]
    locks = [word for lock in LOCKS for word in ("-r", str(ROOT / lock))]
    subprocess.run([python(), "-m", "pip", "install", *options, *locks], check=True)
    _STAMP.write_text(json.dumps(wanted), encoding="utf-8")
