"""The last stop of every exception, and of what Qt says before it ends the program."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType
    from PySide6.QtWidgets import QWidget

    from desktop.services.reports import Reports


AGAIN_MS = 500
"""So often it is looked whether the cover has gone that keeps a notice waiting."""


class Catch:
    """Last stop of every exception: a user's problem is told, a bug is kept, shown and printed.

    A bug is printed, kept and shown once for each place in the program: what fails while painting
    fails again as soon as its notice is closed. What happens while a notice is open waits for its
    turn.
    """

    def __init__(self, reports: Reports | None = None) -> None:
        self._reports = reports
        self._waiting: list[tuple[str, Callable[[QWidget | None], None]]] = []
        self._places: set[tuple[str, str, int]] = set()

    def install(self) -> None:
        """Become the last stop of this thread and of destructors."""
        sys.excepthook = self
        sys.unraisablehook = self._unraisable

    def watch_threads(self) -> None:
        """Become the last stop of the other threads, of which there are none at first."""
        import threading  # Half a millisecond, which the first picture need not wait for.

        threading.excepthook = lambda found: self(
            found.exc_type, found.exc_value or found.exc_type(), found.exc_traceback
        )

    def watch_qt(self) -> None:
        """Keep what Qt says before it ends the program."""
        from PySide6.QtCore import qInstallMessageHandler

        qInstallMessageHandler(self._qt_message)

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take an exception nobody else took."""
        try:
            self._take(kind, error, trace)
        except Exception:  # noqa: BLE001  What cannot be told must not start over.
            sys.__excepthook__(kind, error, trace)

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        from desktop.services.errors import UserProblem

        mask = str if self._reports is None else self._reports.mask
        if isinstance(error, UserProblem):
            problem = error

            def tell_problem(window: QWidget | None) -> None:
                from desktop.ui.ask import tell

                tell(problem, window, mask)

            from desktop.ui.messages import sentence

            self._show(sentence(error), tell_problem)
            return
        if not self._is_new(error, trace):
            return
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, KeyboardInterrupt):
            return
        details, report = self._keep(error)

        def tell_of_bug(window: QWidget | None) -> None:
            from desktop.ui.ask import tell_bug

            tell_bug(details, report, window)

        self._show(details, tell_of_bug)

    def _is_new(self, error: BaseException, trace: TracebackType | None) -> bool:
        last = trace
        while last is not None and last.tb_next is not None:
            last = last.tb_next
        file = "" if last is None else last.tb_frame.f_code.co_filename
        place = (type(error).__name__, file, 0 if last is None else last.tb_lineno)
        new = place not in self._places
        self._places.add(place)
        return new

    def _keep(self, error: BaseException) -> tuple[str, Path | None]:
        """The report on a bug and where it was kept."""
        if self._reports is None:
            import traceback

            return "".join(traceback.format_exception(error)), None
        details = self._reports.describe(error)
        return details, self._reports.write(details)

    def _show(self, words: str, show: Callable[[QWidget | None], None]) -> None:
        """Show a notice now, or after the one that is open; never the same one twice in a row."""
        # Other threads must not touch windows; what they did is printed and kept.
        import threading

        on_main = threading.current_thread() is threading.main_thread()
        if not on_main or "PySide6.QtWidgets" not in sys.modules:
            return
        from PySide6.QtWidgets import QApplication

        if QApplication.instance() is None:
            return
        if any(words == waiting for waiting, _ in self._waiting):
            return
        self._waiting.append((words, show))
        if len(self._waiting) == 1:  # Else somebody is at it, or looks again in a moment.
            self._show_waiting()

    def _show_waiting(self) -> None:
        """Show what waits, one after the other; not above a cover, where anybody may stand."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        try:
            while self._waiting:
                if any(each.isVisible() for each in _covers()):
                    QTimer.singleShot(AGAIN_MS, self._show_waiting)
                    return
                self._waiting[0][1](QApplication.activeWindow())
                self._waiting.pop(0)
        except BaseException:
            self._waiting.clear()
            raise

    def _unraisable(self, found: sys.UnraisableHookArgs) -> None:
        """Keep what went wrong where nobody could be told, such as in a destructor."""
        with suppress(Exception):
            if found.exc_value is not None and self._is_new(found.exc_value, found.exc_traceback):
                sys.__unraisablehook__(found)
                self._keep(found.exc_value)

    def _qt_message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        from PySide6.QtCore import QtMsgType, qFormatLogMessage

        with suppress(Exception):
            print(qFormatLogMessage(kind, context, text), file=sys.stderr, flush=True)
            if self._reports is not None and kind == QtMsgType.QtFatalMsg:
                self._reports.write(self._reports.mask(f"Qt: {text}"))


def _covers() -> list[QWidget]:
    from PySide6.QtWidgets import QApplication

    return [each for each in QApplication.topLevelWidgets() if each.objectName() == "cover"]
