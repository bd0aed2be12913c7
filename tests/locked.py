"""A real program that is unlocked, used, locked, and looked at from inside and outside.

The markers and the passphrase come from a file that only the unlocked program reads: what stands in
a command, a script or an environment is in the memory of whoever is started with it.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from tests.vaults import PASSPHRASE

ROOT = Path(__file__).resolve().parent.parent
SECRETS = "ANXIN_TEST_SECRETS"
LONGEST_S = 60.0
_PIECE = 8 * 1024 * 1024

SCRIPT = r"""
import json, os, sys
from pathlib import Path
import desktop.app as app_module
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import *

AFTER = "ANXIN_LOCKED" in os.environ
secrets = os.environ.get("ANXIN_TEST_SECRETS", "")
made = app_module.make_application
state = {"step": 0}


def shown(kind):
    return [w for w in QApplication.topLevelWidgets() if type(w).__name__ == kind and w.isVisible()]


def say(**told):
    print(json.dumps(told, ensure_ascii=False), flush=True)


def facts(screen):
    app = QApplication.instance()
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    words = [w.text() for w in screen.findChildren(QLabel)]
    words += [b.text() for b in screen.findChildren(QAbstractButton)]
    for name in "1234567FBLZPO":
        key = getattr(Qt.Key, f"Key_{name}")
        QTest.keyClick(screen.windowHandle(), key, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(screen, Qt.MouseButton.RightButton)
    QApplication.processEvents()
    later = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    return {
        "windows": len(windows),
        "windows_later": len(later),
        "titles": [w.windowTitle() for w in later],
        "words": words,
        "actions": [a.text() for w in later for a in w.actions()],
        "menus": len(screen.findChildren(QMenu)) + len(screen.findChildren(QMenuBar)),
        "trays": sum(isinstance(o, QSystemTrayIcon) for o in app.findChildren(QSystemTrayIcon)),
        "drops": [type(w).__name__ for w in [screen, *screen.findChildren(QWidget)]
                  if w.acceptDrops() and not isinstance(w, (QLineEdit, QFocusFrame))],
        "clipboard": QApplication.clipboard().text(),
        "store": sorted(n for n in sys.modules if n.startswith("desktop.ui.pages")),
    }


def tick():
    (screen,) = shown("LockScreen") or [None]
    (window,) = shown("MainWindow") or [None]
    if screen is not None and state["step"] == 0:
        state["step"] = 1
        if AFTER or not secrets:
            say(at="locked", pid=os.getpid(), after=AFTER, **facts(screen))
            return
        told = json.loads(Path(secrets).read_text(encoding="utf-8"))
        state["told"] = told
        screen.passphrase.field.line.setText(told["passphrase"])
        screen.passphrase.attempt()
    elif window is not None and screen is None and state["step"] == 1:
        state["step"] = 2
        told = state["told"]
        window._show_incidents()
        window._pages["incidents"]._open("note")
        line = window.findChild(QLineEdit, "incident_line")
        line.setText(told["draft"])
        QApplication.clipboard().setText(told["clipboard"])
        for name in ("checklist", "person", "library", "settings", "find", "incidents"):
            window.sidebar.button(name).click()
        dialog = QMessageBox(window)
        dialog.setText(told["dialog"])
        dialog.open()
        state["dialog"] = dialog
        say(at="unlocked", pid=os.getpid())
    elif state["step"] == 2 and not os.path.exists(secrets):
        state["step"] = 3
        top = QApplication.activeWindow() or window
        QTest.keyClick(top.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def make():
    app = made()
    timer = QTimer(app)
    timer.timeout.connect(tick)
    timer.start(30)
    return app


app_module.make_application = make
sys.exit(app_module.main(sys.argv[1:]))
"""


class Running:
    """A program under the script above."""

    def __init__(self, process: subprocess.Popen[str], secrets: Path | None) -> None:
        self.process = process
        self._secrets = secrets
        self._out = process.stdout
        assert self._out is not None

    def told(self) -> dict[str, Any]:
        """The next thing it says."""
        line = _line(self._out)  # type: ignore[arg-type]
        assert line, "it ended without a word"
        found: dict[str, Any] = json.loads(line)
        return found

    def lock(self) -> dict[str, Any]:
        """Let it lock itself; what its next process says."""
        assert self._secrets is not None
        self._secrets.unlink()
        return self.told()


def _line(out: TextIO) -> str:
    """One line, but not waited for without end."""
    found: list[str] = []
    reader = threading.Thread(target=lambda: found.append(out.readline()), daemon=True)
    reader.start()
    reader.join(LONGEST_S)
    assert found, "it never said a word"
    return found[0]


@contextmanager
def running(
    folder: Path, *arguments: str | Path, secrets: dict[str, str] | None = None, **more: str
) -> Iterator[Running]:
    """Start the program on a folder; ended by force when the block ends.

    Args:
        folder: The data folder.
        arguments: More words of the command line.
        secrets: What the unlocked program types and copies; without it, it stays locked.
        more: More environment variables.
    """
    beside = folder.parent / f"{folder.name}-secrets.json"
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8", **more}
    if secrets is not None:
        beside.write_text(json.dumps({"passphrase": PASSPHRASE, **secrets}), encoding="utf-8")
        variables[SECRETS] = str(beside)
    command = [sys.executable, "-c", SCRIPT, "--data", str(folder), *map(str, arguments)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        try:
            yield Running(process, beside if secrets is not None else None)
        finally:
            process.kill()
            beside.unlink(missing_ok=True)


def forms(marker: str) -> tuple[bytes, ...]:
    """A text as it may lie in memory or in a file."""
    return marker.encode(), marker.encode("utf-16-le"), marker.encode("utf-32-le")


def in_memory(pid: int, markers: tuple[str, ...]) -> set[str]:
    """Which of the markers stand anywhere in the memory of a process."""
    wanted = {form: marker for marker in markers for form in forms(marker)}
    longest = max(map(len, wanted))
    found: set[str] = set()
    with Path(f"/proc/{pid}/maps").open(encoding="utf-8") as maps:
        areas = [line.split() for line in maps]
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for area in areas:
            if "r" not in area[1] or area[-1] in ("[vvar]", "[vsyscall]"):
                continue
            start, end = (int(each, 16) for each in area[0].split("-"))
            for at in range(start, end, _PIECE):
                try:
                    memory.seek(at)
                    piece = memory.read(min(_PIECE + longest, end - at))
                except (OSError, ValueError):
                    break
                found |= {marker for form, marker in wanted.items() if form in piece}
    return found


def in_files(folder: Path, markers: tuple[str, ...]) -> set[str]:
    """Which of the markers stand in a name or a byte of any file below a folder."""
    wanted = {form: marker for marker in markers for form in forms(marker)}
    found: set[str] = set()
    for path in folder.rglob("*"):
        found |= {marker for marker in markers if marker in path.name}
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            found |= {marker for form, marker in wanted.items() if form in data}
    return found
