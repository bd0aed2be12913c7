"""The whole program on a data folder, and the hands and eyes of whoever sits in front of it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QWidget

from desktop.app import close
from desktop.services.house import Services, open_services
from desktop.services.whereabouts import find_data
from desktop.ui.catch import Catch
from desktop.ui.pages.page import Page
from desktop.ui.theme import theme
from desktop.ui.window import MainWindow

Found = TypeVar("Found", bound=QWidget)
USUAL = (1366, 768)


class Clock:
    """Says what it is told to say."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


class Program:
    """Opens, closes and opens again what ``python -m desktop`` opens, in this process."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder = folder
        self.content: Path | None = None
        self._clock = clock
        self._opened: tuple[MainWindow, Services] | None = None

    @property
    def window(self) -> MainWindow:
        assert self._opened is not None
        return self._opened[0]

    @property
    def services(self) -> Services:
        assert self._opened is not None
        return self._opened[1]

    def open(self, size: tuple[int, int] = USUAL) -> None:
        """Start as the program does, with the look that was chosen last."""
        where = find_data(lambda: self.folder, None)
        services = open_services(where.folder, self.content, self._clock, None, where)
        theme.apply(services.preferences.appearance, services.preferences.text_percent)
        window = MainWindow(services, lambda: self._clock().date())
        self._opened = window, services
        window.resize(*size)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        settle()

    def close(self) -> None:
        """End as the program does."""
        if self._opened is not None:
            window, services = self._opened
            self._opened = None
            close(window, services)
            settle()

    def open_again(self, size: tuple[int, int] = USUAL) -> None:
        self.close()
        self.open(size)

    def page(self, name: str) -> Page:
        return self.window.page(name)

    def home(self) -> None:
        """Skip the questions of the first run and go to the home page."""
        self.click(self.named(QAbstractButton, "welcome_skip"))
        self.press("Ctrl+1")

    # ---- hands -------------------------------------------------------------------------------

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible(), f"nobody sees {widget.accessibleName()}"
        assert widget.isEnabled(), f"nobody can click {widget.accessibleName()}"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        settle()

    def click_at(self, widget: QWidget, spot: QPoint) -> None:
        none = Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, none, spot)
        settle()

    def click_when(self, widget: QWidget, spot: QPoint, at_ms: int) -> None:
        """Press and release the mouse on whatever stands at a spot, at a given time.

        Args:
            widget: What the spot is measured in.
            spot: Where the pointer rests.
            at_ms: When, as the system tells the time.
        """
        place = widget.mapTo(self.window, spot)
        hit = self.window.childAt(place) or self.window
        where = QPointF(hit.mapFrom(self.window, place))
        left, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            event = QMouseEvent(kind, where, hit.mapToGlobal(where), left, left, no_key)
            event.setTimestamp(at_ms)
            QApplication.sendEvent(hit, event)
        settle()

    def press(self, keys: str, times: int = 1) -> None:
        """Press a key such as ``Tab`` or ``Ctrl+Return`` where the keyboard is."""
        chord = QKeySequence.fromString(keys)[0]
        for _ in range(times):
            QTest.keyClick(self.focus(), chord.key(), chord.keyboardModifiers())
            settle()

    def write(self, text: str) -> None:
        """Write where the keyboard is, as a keyboard does that knows the characters."""
        for character in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                none = Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(self.focus(), QKeyEvent(kind, 0, none, character))
        settle()

    def compose(self, text: str) -> None:
        """Type into an input method that has not been told yet which characters are meant."""
        QApplication.sendEvent(self.focus(), QInputMethodEvent(text, []))
        settle()

    # ---- eyes --------------------------------------------------------------------------------

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def named(self, kind: type[Found], name: str) -> Found:
        """The visible widget of an object name."""
        return next(w for w in self.window.findChildren(kind, name) if w.isVisible())

    def button(self, words: str) -> QAbstractButton:
        """The visible button with these words, or with this name for a screen reader."""
        buttons = self.window.findChildren(QAbstractButton)
        seen = [button for button in buttons if button.isVisible()]
        for button in seen:
            if words in (button.text(), button.accessibleName()):
                return button
        raise AssertionError(f"no button {words} among {[button.text() for button in seen]}")

    def sees(self, words: str) -> bool:
        """Whether a visible label holds these words."""
        labels = self.window.findChildren(QLabel)
        return any(words in label.text() for label in labels if label.isVisible())

    def is_welcoming(self) -> bool:
        """Whether the first questions fill the window."""
        return any(
            button.isVisible()
            for button in self.window.findChildren(QAbstractButton, "welcome_start")
        )


def settle() -> None:
    """Let everything happen that is due: events, deletions, layout, painting."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


class Notices(QObject):
    """Reads every notice as it comes up and takes the answer it is told to, or the first."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = ""
        self.read: list[str] = []
        self.most_at_once = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QMessageBox):
            shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
            self.most_at_once = max(self.most_at_once, sum(box.isVisible() for box in shown))
            self.read.append(watched.text())
            QTimer.singleShot(0, watched, lambda: self._close(watched))
        return False

    def _close(self, box: QMessageBox) -> None:
        window = box.parentWidget()
        buttons = box.buttons()
        wanted = [button for button in buttons if button.text() == self.answer]
        (wanted or [box.defaultButton() or buttons[0]])[0].click()
        if window is not None:
            # What a window manager does, and the offscreen platform has none.
            window.activateWindow()


@contextmanager
def notices() -> Iterator[Notices]:
    """Problems are told as in the running program, and read."""
    app = QApplication.instance()
    assert app is not None
    found = Notices()
    hook = sys.excepthook
    sys.excepthook = Catch()
    app.installEventFilter(found)
    try:
        yield found
        settle()
    finally:
        app.removeEventFilter(found)
        sys.excepthook = hook


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """No file of this process can grow; what is there stays there."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    largest = max(path.stat().st_size for path in folder.iterdir() if path.is_file())
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
