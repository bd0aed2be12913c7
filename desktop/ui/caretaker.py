"""What goes on beside the pages once the window is there: the copies, notices, the bell."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from desktop.services.bus import Topic
from desktop.services.errors import UserProblem
from desktop.services.house import Services
from desktop.ui.ask import Mask, inform
from desktop.ui.bridge import Bridge
from desktop.ui.care import Care
from desktop.ui.doorbell import Doorbell
from desktop.ui.handed_over import application
from desktop.ui.messages import recovered_words, sentence, stale_words
from desktop.ui.window import MainWindow

# The person's own change is on the screen before the copy begins.
_WAIT_MS = 1500
_BETWEEN_MS = 15


class Caretaker(QObject):
    """Belongs to a window that has been painted.

    The copy is made on the one thread that owns the data file, a few milliseconds at a time.
    """

    def __init__(self, window: MainWindow, services: Services, call_file: Path, mask: Mask) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._mask = mask
        self._copying: Generator[None, None, None] | None = None
        self._complained = False
        self._bridge = Bridge(services.bus, self)
        self._bridge.published.connect(self._changed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._copy_some)
        self._doorbell = Doorbell(call_file, window)
        self._doorbell.asked.connect(lambda file: self.open_file(Path(file)))
        self._doorbell.begin()
        app = application()
        if app is not None:
            app.file_came.connect(self._look_for_file)
            # What was covered is there again when a window gets the keyboard.
            app.focusWindowChanged.connect(self._look_for_file)
            self._look_for_file()
        self._care = Care(window, services)
        if services.recovered is not None:
            inform(recovered_words(services.recovered), window, mask)
        if services.stale is not None:
            inform(stale_words(services.stale), window, mask)

    def open_file(self, file: Path) -> None:
        """Show what restoring a file would change; nothing while something else is being asked.

        Nor while everything is covered, or somebody else sits there.
        """
        if not self._window.isVisible() or self._in_the_way():
            return
        from desktop.ui.backups.restore import RestoreDialog  # noqa: PLC0415  Hardly ever.

        exports, window = self._services.exports(), self._window
        RestoreDialog(exports, file, window.something_unsaved, window).open()

    def _in_the_way(self) -> list[QDialog]:
        dialogs = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)]
        return [each for each in dialogs if each.isVisible() and not isinstance(each, QMessageBox)]

    def _look_for_file(self) -> None:
        """Show what the system has handed over, in the next turn and only when nothing hides it."""
        app = application()
        if app is not None and app.waiting_file() is not None:
            QTimer.singleShot(0, self, self._show_file)

    def _show_file(self) -> None:
        app = application()
        if app is None or not self._window.isVisible():
            return
        dialogs = self._in_the_way()
        if dialogs:
            dialogs[0].finished.connect(self._look_for_file)
            return
        file = app.take_file()
        if file is not None:
            self._doorbell.come()
            self.open_file(file)

    def finish(self) -> UserProblem | None:
        """Bring the copy up to date before the end; the problem if that fails."""
        self._timer.stop()
        self._bridge.close()
        self._give_up()
        self._care.finish()
        if self._services.copies.behind():
            try:
                for _ in self._services.copies.make():
                    pass
            except UserProblem as problem:
                return problem
        return None

    def abandon(self) -> None:
        """End at once; what is not copied yet is copied after the next start."""
        self._timer.stop()
        self._bridge.close()
        self._give_up()
        self._care.stop()

    def _changed(self, _topic: Topic) -> None:
        at_work = self._copying is not None or self._timer.isActive()
        if not at_work and not self._complained and self._services.copies.due():
            self._timer.start(_WAIT_MS)

    def _copy_some(self) -> None:
        if self._copying is None:
            self._copying = self._services.copies.make()
        try:
            next(self._copying)
        except StopIteration:
            self._copying = None
            # Another hour may have begun meanwhile.
            if self._services.copies.due():
                self._timer.start(_WAIT_MS)
        except UserProblem as problem:
            # Once is enough: it is tried again at the end and at the next start.
            self._complained = True
            self._copying = None
            inform(sentence(problem), self._window, self._mask)
        else:
            self._timer.start(_BETWEEN_MS)

    def _give_up(self) -> None:
        if self._copying is not None:
            self._copying.close()
            self._copying = None
