#!/usr/bin/env python3
"""Tries a packaged program: its check of itself, the whole tour, and that it asks for no network.

    python3 packaging/try_package.py PROGRAM

On Linux everything runs where the kernel ends a process at its first attempt to reach a network
(tests/sealed.py), and it is proven first that this kernel does. ``run.py package`` runs this on
what it has made.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))  # At the end: "packaging" must stay the library of that name.

from tests.sealed import seal_kernel  # noqa: E402

LONGEST_S = 300
ATTEMPT = "import socket; socket.socket().close()"


class TryError(Exception):
    """The packaged program did not do what it should."""


def seal() -> None:
    """What a child does before it becomes the program; a packaged one starts itself once more."""
    seal_kernel(programs=True)


def run(*command: str | Path, may_fail: bool = False) -> subprocess.CompletedProcess[str]:
    """Run a program sealed and without a screen.

    Raises:
        TryError: It failed.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    screen = {"QT_QPA_PLATFORM": "offscreen"} if sys.platform == "linux" else {}
    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env={**kept, **screen, "ANXIN_NO_WINDOW": "1"},
        preexec_fn=seal if sys.platform == "linux" else None,
        timeout=LONGEST_S,
        check=False,
    )
    if done.returncode and not may_fail:
        raise TryError(f"{command}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def try_program(program: Path) -> str:
    """Try a packaged program; what was seen, in one line.

    Raises:
        TryError: Something was wrong.
    """
    if sys.platform == "linux":
        ended = run(sys.executable, "-c", ATTEMPT, may_fail=True)
        if ended.returncode != -signal.SIGSYS:
            raise TryError("the kernel does not end what reaches for the network")
    checked = run(program, "--self-check").stdout
    # A Windows program without a console prints nowhere; its exit code has told.
    counts = json.loads(checked) if checked else {}
    with tempfile.TemporaryDirectory() as folder:
        run(program, "--tour", folder)
        journey = json.loads(Path(folder, "journey.json").read_text(encoding="utf-8"))
        pictures = len(list(Path(folder).glob("*.png")))
        first = run(program, "--data", Path(folder, "data"), "--first-paint").stdout
    if not journey["ok"]:
        raise TryError(f"the tour failed: {journey}")
    facts = len(journey["facts"])
    sealed = "sealed, " if sys.platform == "linux" else ""
    steps = counts.get("steps", "?")
    return f"{sealed}{steps} steps, {facts} facts and {pictures} pictures, {first.strip()}"


if __name__ == "__main__":
    print(try_program(Path(sys.argv[1])))
