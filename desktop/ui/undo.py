"""Undo and redo in the window: the keys, two quiet buttons in the foot, the way to what changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop.domain.history import FILING_DEEDS, INCIDENT_DEEDS, LETTER_DEEDS, Act, Deed
from desktop.domain.progress import PERSON
from desktop.services.errors import UserProblem
from desktop.ui import history_words
from desktop.ui.bridge import Bridge
from desktop.ui.navigation import LETTER_DRAFT, Target
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.foot import SafetyFoot

if TYPE_CHECKING:
    from desktop.ui.window import MainWindow

_UNDO_KEYS = ("Ctrl+Z",)
_REDO_KEYS = ("Ctrl+Shift+Z", "Ctrl+Y")


class Undo(QObject):
    """Made after the first picture, since no start needs it.

    A field that is being written in has an undo of its own: its keys go to that first, and to the
    program once the field has nothing left to undo.
    """

    def __init__(self, window: MainWindow, bridge: Bridge, foot: SafetyFoot) -> None:
        super().__init__(window)
        self._window = window
        self._foot = foot
        self._history = window.services.history
        self._due = False
        self._stopped = False
        self._undo = LinkButton(self.tr("撤销"))
        self._undo.setObjectName("undo")
        self._undo.clicked.connect(self.undo)
        self._redo = LinkButton(self.tr("重做"))
        self._redo.setObjectName("redo")
        self._redo.clicked.connect(self.redo)
        self._own_keys: set[str] = set()
        for keys, run in ((_UNDO_KEYS, self._undo_pressed), (_REDO_KEYS, self._redo_pressed)):
            for chord in keys:
                shortcut = QShortcut(QKeySequence(chord), window)
                shortcut.activated.connect(run)
                self._own_keys.add(QKeySequence(chord).toString())
        foot.add_actions(self._undo, self._redo)
        bridge.published.connect(self._changed)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._watch)
        self._watch(None, QApplication.focusWidget())
        self.refresh()

    def refresh(self) -> None:
        """Show the buttons where they can do something, and let them say what."""
        self._due = False
        if self._stopped:
            return
        usable = self._window.here() is not None
        history, services = self._history, self._window.services
        for button, act, say in (
            (self._undo, history.can_undo(), history_words.undo),
            (self._redo, history.can_redo(), history_words.redo),
        ):
            if act is not None and usable:
                words = say(act, services)
                button.setAccessibleName(words)
                button.setToolTip(words)
            button.setVisible(act is not None and usable)
        self._foot.arrange()

    def stop(self) -> None:
        """Look at the history no more."""
        self._stopped = True

    def undo(self) -> None:
        """Take back the last change and go where it was made."""
        self._run(self._history.undo)

    def redo(self) -> None:
        """Make the change again that was taken back last and go there."""
        self._run(self._history.redo)

    def _run(self, run: Callable[[], Act | None]) -> None:
        if self._window.here() is None:
            return
        try:
            # What is being typed is the last change then.
            self._window.leave()
            act = run()
        except UserProblem:
            self.refresh()
            raise
        if act is not None:
            target = self._place_of(act)
            if target is not None:
                self._window.go(target)

    def _place_of(self, act: Act) -> Target | None:
        """Where the change shows; None where it shows on the open page."""
        here = self._window.here()
        assert here is not None
        if act.deed in (Deed.PHONE, Deed.CONTENT):
            return None
        if act.deed in LETTER_DEEDS:
            return Target("letters", section=LETTER_DRAFT, entry=act.detail)
        if act.deed in FILING_DEEDS:
            return Target("follow_up", entry=act.detail.partition(" ")[0])
        if act.deed in INCIDENT_DEEDS:
            if here.page == "evidence":
                return None
            return Target("incidents", section="note")
        lender = self._window.services.lenders.get(act.subject) if act.subject else None
        on_screen = act.subject == PERSON or (lender is not None and not lender.archived)
        if act.step and on_screen:
            item = self._window.services.plan.item(act.step, act.subject)
            shown = here.page == "checklist" and here.step == act.step
            if item is None or (shown and act.subject in (PERSON, here.lender)):
                return None
            return Target("checklist", item.checklist.stage.value, act.subject, act.step)
        if here.page == "checklist" and not act.step:
            return None
        return Target("person", lender=act.subject if on_screen else "")

    def _changed(self, _topic: object) -> None:
        """One look at the history for everything that is published in one go."""
        if not self._due:
            self._due = True
            QTimer.singleShot(0, self, self.refresh)

    # ---- keys --------------------------------------------------------------------------------

    def _undo_pressed(self) -> None:
        field = _Field(QApplication.focusWidget())
        if field.can_undo():
            field.undo()
        else:
            self.undo()

    def _redo_pressed(self) -> None:
        field = _Field(QApplication.focusWidget())
        if field.can_redo():
            field.redo()
        else:
            self.redo()

    def _watch(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and _Field(new).found:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keep a field from swallowing the keys of undo; our shortcuts then ask the field."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if QKeySequence(event.keyCombination()).toString() not in self._own_keys:
            return False
        event.ignore()
        return True


class _Field:
    """A text field with an undo of its own, whatever its class; nothing where it is none."""

    def __init__(self, widget: QWidget | None) -> None:
        if isinstance(widget, QAbstractSpinBox):
            widget = widget.findChild(QLineEdit)
        self.found = isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit))
        self._widget = widget

    def can_undo(self) -> bool:
        if isinstance(self._widget, QLineEdit):
            return self._widget.isUndoAvailable()
        if isinstance(self._widget, (QPlainTextEdit, QTextEdit)):
            return self._widget.document().isUndoAvailable()
        return False

    def can_redo(self) -> bool:
        if isinstance(self._widget, QLineEdit):
            return self._widget.isRedoAvailable()
        if isinstance(self._widget, (QPlainTextEdit, QTextEdit)):
            return self._widget.document().isRedoAvailable()
        return False

    def undo(self) -> None:
        if isinstance(self._widget, (QLineEdit, QPlainTextEdit, QTextEdit)):
            self._widget.undo()

    def redo(self) -> None:
        if isinstance(self._widget, (QLineEdit, QPlainTextEdit, QTextEdit)):
            self._widget.redo()
