"""Hands and eyes of the tour: real mouse and key events in, pictures and facts out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from PySide6.QtCore import (
    QDeadlineTimer,
    QEvent,
    QEventLoop,
    QKeyCombination,
    QPoint,
    QPointF,
    Qt,
)
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.text import Text

Found = TypeVar("Found", bound=QWidget)


class TourError(Exception):
    """The tour cannot go on: something it needs is not on screen."""


class Driver:
    """Drives one window as a person would and writes down what was seen.

    Attributes:
        facts: What was asserted, in order: ``{"what", "ok"}`` and ``seen`` where it helps.
        pictures: File names written, in order.
    """

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self.facts: list[dict[str, object]] = []
        self.pictures: list[str] = []
        folder.mkdir(parents=True, exist_ok=True)

    # ---- hands -------------------------------------------------------------------------------

    def settle(self) -> None:
        """Let the window do what is due: events, deferred deletions, layout, painting."""
        for _ in range(4):
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self._app.processEvents()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Press and release the left button on a widget, in its middle unless ``at`` is given.

        Raises:
            TourError: The widget is not visible or not enabled, so nobody could click it.
        """
        if not widget.isVisible() or not widget.isEnabled():
            raise TourError(f"not clickable: {widget.objectName() or widget.accessibleName()}")
        spot = QPointF(at if at is not None else widget.rect().center())
        where = QPointF(widget.mapToGlobal(spot.toPoint()))
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        plain = Qt.KeyboardModifier.NoModifier
        for kind, button, held in (
            (QEvent.Type.MouseButtonPress, left, left),
            (QEvent.Type.MouseButtonRelease, left, none),
        ):
            QApplication.sendEvent(widget, QMouseEvent(kind, spot, where, button, held, plain))
        self.settle()

    def press(self, keys: str) -> None:
        """Press a key or a combination such as ``Ctrl+Return`` where the keyboard is."""
        sequence = QKeySequence.fromString(keys)
        chord: QKeyCombination = sequence[0]  # type: ignore[index]
        target = QApplication.focusWidget() or QApplication.activeWindow()
        if target is None:
            raise TourError("no widget has the keyboard")
        # Shortcuts are looked up from ShortcutOverride on, as for a key of a real keyboard.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, chord.key(), chord.keyboardModifiers())
            QApplication.sendEvent(target, event)
        self.settle()

    def enter(self, text: str) -> None:
        """Enter text as an input method does."""
        target = QApplication.focusWidget()
        if target is None:
            raise TourError("no field has the keyboard")
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(target, event)
        self.settle()

    def wait_until(self, true: Callable[[], bool], longest_ms: int = 5000) -> None:
        """Let the window work until something holds.

        Raises:
            TourError: It does not hold after ``longest_ms``.
        """
        deadline = QDeadlineTimer(longest_ms)
        while not true():
            if deadline.hasExpired():
                raise TourError("waited in vain")
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)

    def note_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write down an exception that reached the event loop: the tour has failed."""
        self.check(f"没有出错（{kind.__name__}: {error}）", False)
        sys.__excepthook__(kind, error, trace)

    # ---- eyes --------------------------------------------------------------------------------

    def find(self, parent: QWidget, kind: type[Found], name: str) -> Found:
        """The visible widget of an object name.

        Raises:
            TourError: There is none.
        """
        for widget in parent.findChildren(kind, name):
            if widget.isVisible():
                return widget
        raise TourError(f"not on screen: {name}")

    def button(self, parent: QWidget, words: str) -> QAbstractButton:
        """The visible button whose words or accessible name contain ``words``.

        Raises:
            TourError: There is none.
        """
        for button in parent.findChildren(QAbstractButton):
            if button.isVisible() and words in (button.text() + button.accessibleName()):
                return button
        raise TourError(f"no button says: {words}")

    def check(self, what: str, ok: bool, seen: object = None) -> None:
        """Write down a fact."""
        fact: dict[str, object] = {"what": what, "ok": bool(ok)}
        if seen is not None:
            fact["seen"] = seen
        self.facts.append(fact)

    def picture(self, window: QWidget, name: str) -> None:
        """Keep a picture of the window and check that nothing on it is cut off."""
        self.settle()
        cut = cut_off(window)
        self.check(f"{name}：没有被截断的文字，没有横向滚动", not cut, cut or None)
        file = f"{len(self.pictures) + 1:02d}-{name}.png"
        if not window.grab().save(str(self._folder / file)):
            raise TourError(f"cannot write {file}")
        self.pictures.append(file)

    def write(self) -> bool:
        """Write ``journey.json``; tells whether every fact holds."""
        good = all(fact["ok"] for fact in self.facts)
        document = {"ok": good, "facts": self.facts, "pictures": self.pictures}
        text = json.dumps(document, ensure_ascii=False, indent=1)
        (self._folder / "journey.json").write_text(text + "\n", encoding="utf-8")
        return good


def cut_off(window: QWidget) -> list[str]:
    """What cannot be read in full: labels and chips with too little room, sideways scrolling."""
    found: list[str] = []
    for label in window.findChildren(Text):
        if not label.isVisible() or not label.text():
            continue
        if label.wordWrap():
            if label.height() < label.heightForWidth(label.width()) - 1:
                found.append(f"text: {label.text()}")
        elif label.width() < label.sizeHint().width() - 1:
            found.append(f"text: {label.text()}")
    found += [
        f"chip: {chip.text()}"
        for chip in window.findChildren(Chip)
        if chip.isVisible() and chip.height() < chip.heightForWidth(chip.width())
    ]
    for button in window.findChildren(QAbstractButton):
        if button.hasHeightForWidth():
            cut = button.height() < button.heightForWidth(button.width()) - 1
        else:
            cut = button.width() < button.sizeHint().width() - 1
        if button.isVisible() and cut:
            found.append(f"button: {button.text()}")
    found += [
        f"sideways: {area.accessibleName() or type(area).__name__}"
        for area in window.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]
    return found
