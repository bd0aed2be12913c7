"""A screen and a message bus of our own, so that nothing of whoever runs this is touched."""

import importlib.util
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = Path("/usr/bin/python3")
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
SCREEN = "1366x768x24"
LONGEST_S = 580
READY_S = 20
NEEDS = {
    "xvfb": "Xvfb",
    "openbox": "openbox",
    "dbus": "dbus-daemon",
    "at-spi2-core": str(LAUNCHER),
}
"""Debian packages and the program of each."""
BINDINGS = ("python3-gi", "gir1.2-atspi-2.0")
LOOK_FOR_BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); import gi.repository.Atspi"


class MissingError(Exception):
    """Packages of the system are not there; the message is the command that brings them."""


def missing() -> list[str]:
    """The Debian packages that are not there."""
    found = [package for package, program in NEEDS.items() if shutil.which(program) is None]
    if subprocess.run(
        [SYSTEM_PYTHON, "-c", LOOK_FOR_BINDINGS], stderr=subprocess.DEVNULL, check=False
    ).returncode:
        found += BINDINGS
    return found


def prepare() -> None:
    """Make sure that the system brings what is needed; install it where we may.

    Raises:
        MissingError: It does not, and we may not.
    """
    if not sys.platform.startswith("linux"):
        raise MissingError("AT-SPI exists on Linux only.")
    wanted = missing()
    if not wanted:
        return
    run = _installer()
    if os.geteuid() == 0 and shutil.which("apt-get"):
        run.install_with_apt(wanted)
        wanted = missing()
    if wanted:
        commands = [" ".join(command) for command in run.apt_commands(wanted)]
        raise MissingError(" && ".join(f"sudo {command}" for command in commands))


def _installer() -> Any:
    """The module ``run.py``, which knows how packages are installed."""
    found = importlib.util.spec_from_file_location("anxin_run", ROOT / "run.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@contextmanager
def _running(command: Sequence[str | Path], variables: Mapping[str, str]) -> Iterator[None]:
    with subprocess.Popen(
        command, env=dict(variables), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        try:
            yield
        finally:
            child.terminate()


@contextmanager
def _screen(variables: dict[str, str]) -> Iterator[None]:
    """An X server on a number it finds itself."""
    told, telling = os.pipe()
    # Without -noreset it begins anew, and drops whoever is coming, when its first client leaves.
    options = ["-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
    command = ["Xvfb", "-displayfd", str(telling), *options]
    with subprocess.Popen(command, pass_fds=[telling], stderr=subprocess.DEVNULL) as server:
        os.close(telling)
        try:
            with os.fdopen(told, encoding="ascii") as line:
                variables["DISPLAY"] = f":{line.readline().strip()}"
            yield
        finally:
            server.terminate()


@contextmanager
def _bus(variables: dict[str, str]) -> Iterator[None]:
    """A message bus of our own."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(
        command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="ascii"
    ) as daemon:
        try:
            assert daemon.stdout is not None
            variables["DBUS_SESSION_BUS_ADDRESS"] = daemon.stdout.readline().strip()
            yield
        finally:
            daemon.terminate()


@contextmanager
def _window_manager(home: Path, variables: Mapping[str, str]) -> Iterator[None]:
    """Something that gives the keyboard to windows, once it is ready to."""
    fifo = home / "ready"
    os.mkfifo(fifo)
    reading = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with _running(["openbox", "--startup", f"sh -c 'echo ready > {fifo}'"], variables):
            ready, _, _ = select.select([reading], [], [], READY_S)
            if not ready:
                raise RuntimeError("the window manager does not start")
            yield
    finally:
        os.close(reading)


@contextmanager
def session() -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder, and the variables under which programs find screen, bus and each other."""
    kept = ("PATH", "LANG", "LC_ALL", "USER")
    variables = {name: os.environ[name] for name in kept if name in os.environ}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder)
        runtime = home / "run"
        runtime.mkdir(mode=0o700)
        variables |= {"HOME": folder, "XDG_RUNTIME_DIR": str(runtime), "QT_QPA_PLATFORM": "xcb"}
        stack.enter_context(_screen(variables))
        stack.enter_context(_bus(variables))
        stack.enter_context(_running([LAUNCHER, "--launch-immediately"], variables))
        stack.enter_context(_window_manager(home, variables))
        yield home, variables


def visit(*arguments: str) -> dict[str, Any]:
    """Visit the program as a screen reader does; what the visit has to tell.

    Args:
        arguments: For ``tests.outside.visit``.
    """
    prepare()
    with session() as (_, variables):
        # In the place that the account has for it, from where it can be moved.
        program = [sys.executable, "-m", "desktop"]
        done = subprocess.run(
            [SYSTEM_PYTHON, "-W", "ignore", "-m", "tests.outside.visit", *arguments, *program],
            cwd=ROOT,
            env={**variables, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
            timeout=LONGEST_S,
        )
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return told
