"""The program is offline: proven by running all of it where the first attempt would be its end."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sealed import AUDITED

ROOT = Path(__file__).resolve().parent.parent
LONGEST_S = 120
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's seal is Linux's")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        timeout=LONGEST_S,
        check=False,
    )


# --- The program ----------------------------------------------------------------------------------


def test_the_whole_tour_asks_for_no_network_and_no_other_program(tmp_path: Path) -> None:
    done = run("-m", "tests.sealed", "--tour", tmp_path)
    assert done.returncode == 0, done.stderr
    journey = json.loads((tmp_path / "journey.json").read_text(encoding="utf-8"))
    assert journey["ok"]
    assert len(journey["facts"]) > 100


def test_neither_does_a_start_nor_the_check_of_itself(tmp_path: Path) -> None:
    for arguments in (("--data", tmp_path / "data", "--first-paint"), ("--self-check",)):
        done = run("-m", "tests.sealed", *arguments)
        assert done.returncode == 0, done.stderr
        assert done.stdout


# --- The seals ------------------------------------------------------------------------------------

SEALED = "from tests.sealed import seal_kernel; seal_kernel()\n"
SWALLOWED = """
import socket
try:
    socket.create_connection(("127.0.0.1", 9), 0.1)
except BaseException:
    pass
"""
IN_A_THREAD = """
import ctypes, threading
thread = threading.Thread(target=lambda: ctypes.CDLL(None).socket(2, 1, 0))
thread.start()
thread.join()
"""
ANOTHER_PROGRAM = """
import os
os.execv("/bin/true", ["true"])
"""
BY_QT = """
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QTcpSocket
app = QCoreApplication([])
socket = QTcpSocket()
socket.connectToHost("127.0.0.1", 9)
socket.waitForConnected(100)
"""
RING = """
import ctypes
ctypes.CDLL(None).syscall(425, 1, ctypes.byref(ctypes.create_string_buffer(256)))
"""


def by_library(domain: int) -> str:
    """Ask the C library itself, which no audit hook sees."""
    return f"import ctypes\nctypes.CDLL(None).socket({domain}, 3, 0)"


@linux_only
@pytest.mark.parametrize(
    "attempt",
    [
        *(by_library(domain) for domain in (2, 10, 16, 17)),
        *(SWALLOWED, IN_A_THREAD, ANOTHER_PROGRAM, BY_QT, RING),
    ],
    ids=[
        *("IPv4", "IPv6", "netlink", "packets"),
        *("swallowed", "in a thread", "another program", "by Qt", "by a ring"),
    ],
)
def test_the_kernel_ends_whoever_tries(attempt: str) -> None:
    assert run("-c", SEALED + attempt).returncode == -signal.SIGSYS


@linux_only
def test_the_kernel_lets_the_machine_s_own_sockets_be() -> None:
    code = 'import socket\nsocket.socket(socket.AF_UNIX).close()\nprint("alive")'
    assert run("-c", SEALED + code).stdout == "alive\n"


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket",
        "import ssl",
        "from PySide6 import QtNetwork",
        "os.system('true')",
        "import subprocess; subprocess.run([sys.executable, '-V'])",
        "sys.audit('urllib.Request', 'https://example.invalid')",
        "sys.audit('http.client.connect', None, 'example.invalid', 443)",
    ],
)
def test_the_audit_hook_ends_whoever_tries(attempt: str) -> None:
    sealed = "import os, sys, tests.sealed\nsys.addaudithook(tests.sealed._end_at_network)\n"
    done = run("-c", f"{sealed}try:\n    {attempt}\nexcept BaseException:\n    pass")
    assert done.returncode == AUDITED
    assert done.stderr.startswith("sealed: ")
