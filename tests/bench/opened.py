"""The program's window in this process, on the case the start is measured with."""

import gc
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.app import _collect_garbage, close
from desktop.domain.progress import Place
from desktop.services.house import Services, open_services
from desktop.ui.application import make_application
from desktop.ui.theme import theme
from desktop.ui.window import MainWindow
from tests.bench import case

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


class Opened(NamedTuple):
    """The running program."""

    app: QApplication
    window: MainWindow
    services: Services


def settle() -> None:
    """Let everything happen that is due: events, deletions, layout, painting."""
    for _ in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


@contextmanager
def on_folder(folder: Path, page: str = "home") -> Iterator[Opened]:
    """Open the window on a data folder, its first picture painted; an error anywhere fails us.

    Args:
        folder: Where the data is.
        page: The page on which it opens.
    """
    errors: list[BaseException] = []

    def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        errors.append(error)
        traceback.print_exception(kind, error, trace)

    hook, sys.excepthook = sys.excepthook, note
    gc.disable()  # As the program does until its first picture.
    services = open_services(folder, None, lambda: NOW)
    services.preferences.set_place(Place(page))
    theme.preset(services.preferences.appearance, services.preferences.text_percent)
    app = make_application()
    window = MainWindow(services, NOW.date)
    window.painted.connect(_collect_garbage)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    settle()
    try:
        yield Opened(app, window, services)
    finally:
        close(window, services)
        settle()
        sys.excepthook = hook
    if errors:
        raise RuntimeError("the program failed while it was measured") from errors[0]


@contextmanager
def on_case() -> Iterator[Opened]:
    """Open the window on twelve lenders with forty ticks each."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        case.make(data)
        with on_folder(data) as opened:
            yield opened
