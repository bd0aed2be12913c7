"""No patience: whatever a test leaves behind fails it.

Warnings fail too (see pyproject.toml), and ``run.py test`` has Python warn about every file that is
opened without an encoding.
"""

import gc
import sys
import threading
from collections.abc import Iterator

import pytest

LONGEST_GOODBYE_S = 5.0


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the folders of whoever runs the tests out of reach."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        for name in ("APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home / name.lower()))
        yield


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The program's own application."""
    from desktop.ui.handed_over import Application

    return Application


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a thread, a window or a running timer behind."""
    threads = set(threading.enumerate())
    windows = set(_windows())
    timers = set(_running_timers())
    yield
    left = [f"thread {thread.name}" for thread in _threads_since(threads)]
    if set(_windows()) - windows or set(_running_timers()) - timers:
        gc.collect()
        left += [f"window {_windows()[key]}" for key in set(_windows()) - windows]
        left += [f"timer {_running_timers()[key]}" for key in set(_running_timers()) - timers]
    if left:
        pytest.fail("left behind: " + ", ".join(left))


def _threads_since(before: set[threading.Thread]) -> list[threading.Thread]:
    new = [thread for thread in threading.enumerate() if thread not in before]
    for thread in new:
        thread.join(LONGEST_GOODBYE_S)
    return [thread for thread in new if thread.is_alive()]


def _windows() -> dict[int, str]:
    """Address and description of each window that nothing owns."""
    if "PySide6.QtWidgets" not in sys.modules:
        return {}
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication
    from shiboken6 import getCppPointer

    if QApplication.instance() is None:
        return {}
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return {
        getCppPointer(widget)[0]: f"{type(widget).__name__} {widget.windowTitle()!r}"
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None
    }


def _running_timers() -> dict[int, str]:
    """Identity and description of each active QTimer that Python knows of."""
    if "PySide6.QtWidgets" not in sys.modules:
        return {}
    from PySide6.QtCore import QCoreApplication, QTimer
    from shiboken6 import isValid

    if QCoreApplication.instance() is None:
        return {}
    timers = [item for item in gc.get_objects() if issubclass(type(item), QTimer)]
    return {
        id(timer): f"every {timer.interval()} ms of {timer.parent()}"
        for timer in timers
        if isValid(timer) and timer.isActive()
    }
