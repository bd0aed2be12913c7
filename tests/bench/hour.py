"""What a person does in an hour, as a script: every kind of click, key and change, by real widgets.

Each action returns as soon as the program's own answer to the click or key returns. What happens by
itself afterwards, such as a note that saves itself in a pause, is waited for in a ``pause``.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

from desktop.domain.steps import Stage
from desktop.ui.dialogs.paper import PaperDialog
from desktop.ui.library.entries import SECTIONS
from desktop.ui.navigation import Target
from desktop.ui.page_list import PAGES
from desktop.ui.widgets.note_edit import NoteEdit
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.step_list import Row, RowList
from desktop.ui.window import MainWindow

PAUSE_MS = 700
"""Longer than a note or the place in the program waits before it is stored."""
QUERIES = ("催收", "打我妈", "征信", "jiufen", "律师函", "12378", "不还会怎样")
NOTE = "表姐接到电话，已发来截图。"
SIZES = ((1000, 700), (900, 600), (1366, 768))
Run = Callable[[], object]


class Action(NamedTuple):
    """Something a person does.

    Attributes:
        kind: What kind of thing it is.
        run: Does it.
        rest_ms: How long nothing else is done afterwards.
    """

    kind: str
    run: Run
    rest_ms: int = 0


def press(keys: str) -> None:
    """Press a key where the keyboard is; shortcuts are found as from a real key."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the keyboard"
    chord = QKeySequence.fromString(keys)[0]  # type: ignore[index]
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, chord.key(), chord.keyboardModifiers()))


def enter(text: str) -> None:
    """Enter text as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the keyboard"
    QApplication.sendEvent(target, event)


def click(widget: QWidget, spot: QPoint) -> None:
    """Press and release the mouse."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, held in (
        (QEvent.Type.MouseButtonPress, left),
        (QEvent.Type.MouseButtonRelease, none),
    ):
        at, place = QPointF(spot), QPointF(widget.mapToGlobal(spot))
        event = QMouseEvent(kind, at, place, left, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(widget, event)


class Hour:
    """Rounds of actions in one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def round(self, turn: int) -> Iterator[Action]:
        """One round.

        Args:
            turn: Its number; stages, lenders and what is looked for go on with it.
        """
        yield from self._pages()
        yield from self._steps(turn)
        yield from self._one_step()
        yield from self._note()
        yield from self._undo()
        yield from self._find(turn)
        yield from self._library(turn)
        yield from self._answers(turn)
        yield from self._evidence(turn)
        yield from self._looks()

    # ---- what is done ------------------------------------------------------------------------

    def _pages(self) -> Iterator[Action]:
        for entry in PAGES:
            if entry.under:
                yield Action("page", partial(self._window.go, Target(entry.name)))
            else:
                yield Action("page", partial(self._click, f"nav_{entry.name}"))
        yield Action("pause", lambda: None, PAUSE_MS)

    def _steps(self, turn: int) -> Iterator[Action]:
        stage = tuple(Stage)[turn % len(Stage)]
        yield Action("page", lambda: self._window.go(Target("checklist", stage.value)))
        for other in (*Stage, stage):
            yield Action("stage", partial(self._choose, "阶段", other.value))
        for _ in range(4):
            yield Action("lender", self._other_lender)
            yield Action("tick", lambda: press("Ctrl+Return"))
            yield Action("step", lambda: press("Down"))
            yield Action("circle", self._click_circle)
            yield Action("circle", lambda: press("Space"))
        yield Action("step", lambda: press("PgDown"))

    def _one_step(self) -> Iterator[Action]:
        yield Action("step", self._to_open_step)
        for name in ("step_doing", "step_todo", "step_later", "later_tomorrow"):
            yield Action("state", partial(self._click, name))
        yield Action("paper", lambda: self._button_called("打印或存成 PDF…").click())
        yield Action("paper", self._close_paper)

    def _note(self) -> Iterator[Action]:
        yield Action("note", self._into_note)
        for character in NOTE[:8]:
            yield Action("note", partial(enter, character))
        yield Action("pause", lambda: None, PAUSE_MS)
        yield Action("step", self._leave_note)

    def _undo(self) -> Iterator[Action]:
        for _ in range(4):
            yield Action("undo", lambda: press("Ctrl+Z"))
        for _ in range(2):
            yield Action("undo", lambda: press("Ctrl+Y"))

    def _find(self, turn: int) -> Iterator[Action]:
        yield Action("page", lambda: press("Ctrl+F"))
        for character in QUERIES[turn % len(QUERIES)]:
            yield Action("search", partial(enter, character))
        yield Action("search", lambda: press("Down"))
        yield Action("page", lambda: press("Return"))

    def _library(self, turn: int) -> Iterator[Action]:
        yield Action("page", lambda: self._window.go(Target("library", section=SECTIONS[0])))
        for section in SECTIONS:
            yield Action("section", partial(self._choose, "栏目", section))
            yield Action("entry", self._to_list)
            for _ in range(2):
                yield Action("entry", lambda: press("Down"))
        yield Action("section", lambda: self._choose("栏目", SECTIONS[turn % len(SECTIONS)]))
        yield Action("filter", self._into_filter)
        for character in "电话":
            yield Action("filter", partial(enter, character))

    def _answers(self, turn: int) -> Iterator[Action]:
        yield Action("page", partial(self._click, "nav_person"))
        for number in range(2):
            yield Action("answer", partial(self._answer, turn + number))
        yield Action("page", lambda: press("Ctrl+B"))
        yield Action("page", lambda: press("Esc"))

    def _evidence(self, turn: int) -> Iterator[Action]:
        """Note what happened, look it up again, and put it right."""
        yield Action("page", lambda: press("Ctrl+N"))
        yield Action("record", partial(self._choose, "怎么来的", "call"))
        yield Action("record", partial(self._into, "incident_line"))
        for character in NOTE[:4]:
            yield Action("record", partial(enter, character))
        yield Action("record", partial(self._click, "evidence_save"))
        yield Action("row", partial(self._into, "evidence_table"))
        for keys in ("Down", "PgDown", "Up", "Shift+Down"):
            yield Action("row", partial(press, keys))
        yield Action("log", partial(self._into, "evidence_search"))
        for character in QUERIES[turn % len(QUERIES)][:2]:
            yield Action("log", partial(enter, character))
        yield Action("log", partial(self._click, "evidence_clear"))
        yield Action("heat", partial(self._click, "heat_before"))
        yield Action("heat", partial(self._click, "heat_after"))
        yield Action("row", partial(self._into, "evidence_table"))
        yield Action("row", lambda: press("Home"))
        yield Action("row", lambda: press("Down"))
        yield Action("record", partial(self._click, "evidence_correct"))
        yield Action("page", lambda: press("Esc"))
        yield Action("page", lambda: press("Esc"))

    def _looks(self) -> Iterator[Action]:
        yield Action("page", lambda: self._window.go(Target("checklist")))
        for size in SIZES:
            yield Action("resize", partial(self._window.resize, *size))
        for keys in ("Ctrl++", "Ctrl+0"):
            yield Action("size", partial(press, keys))
        yield Action("page", partial(self._click, "nav_settings"))
        for look in ("dark", "light"):
            yield Action("look", partial(self._choose, "外观", look))

    # ---- hands -------------------------------------------------------------------------------

    def _seen(self, kind: type[QWidget], name: str = "") -> Iterator[QWidget]:
        found = self._window.findChildren(kind, name) if name else self._window.findChildren(kind)
        return (widget for widget in found if widget.isVisible())

    def _click(self, name: str) -> None:
        button = next(self._seen(QAbstractButton, name))
        assert isinstance(button, QAbstractButton)
        button.click()

    def _button_called(self, words: str) -> QAbstractButton:
        for button in self._seen(QAbstractButton):
            if isinstance(button, QAbstractButton) and button.text() == words:
                return button
        raise LookupError(words)

    def _choose(self, name: str, value: str) -> None:
        for row in self._seen(Segments):
            if isinstance(row, Segments) and row.accessibleName() == name:
                row.button(value).click()
                return
        raise LookupError(name)

    def _rows(self) -> RowList:
        rows = next(self._seen(RowList))
        assert isinstance(rows, RowList)
        return rows

    def _to_list(self) -> None:
        self._rows().setFocus(Qt.FocusReason.OtherFocusReason)

    def _click_circle(self) -> None:
        """Click the circle of the third row in sight."""
        rows = self._rows()
        area = rows.viewport().rect()
        marks = (rows.mark_rect(row.key) for row in rows.rows() if isinstance(row, Row))
        third = next(islice((mark for mark in marks if area.contains(mark)), 2, None))
        click(rows.viewport(), third.center())

    def _to_open_step(self) -> None:
        """Go down the list to a step that can be worked on."""
        rows = self._rows()
        states = [row for row in rows.rows() if isinstance(row, Row) and row.state is not None]
        wanted = next((row for row in states if not row.quiet and row.state == "todo"), states[0])
        index = rows.model().index(rows.rows().index(wanted), 0)
        rows.setCurrentIndex(index)
        rows.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _other_lender(self) -> None:
        switch = self._window.page("checklist").findChild(QComboBox)
        assert switch is not None
        lenders = switch.count() - 1  # The last row leads to the page of all lenders.
        switch.setCurrentIndex((switch.currentIndex() + 1) % lenders)
        switch.activated.emit(switch.currentIndex())

    def _into_note(self) -> None:
        next(self._seen(NoteEdit)).setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_note(self) -> None:
        self._to_list()
        press("Down")

    def _into(self, name: str) -> None:
        next(self._seen(QWidget, name)).setFocus(Qt.FocusReason.OtherFocusReason)

    def _into_filter(self) -> None:
        next(self._seen(QLineEdit)).setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, number: int) -> None:
        """Answer the first question of the person, in turns."""
        rows = (row for row in self._seen(Segments) if isinstance(row, Segments))
        questions = [row for row in rows if row.accessibleName() != "哪一家"]
        values = questions[0].values()
        questions[0].button(values[number % len(values)]).click()

    def _close_paper(self) -> None:
        for dialog in self._window.findChildren(PaperDialog):
            dialog.reject()
        self._window.activateWindow()
