"""How long the window stands still while something is done in it.

A timer that wants to fire every millisecond looks on while a script clicks and types in the real
window, on twelve lenders with forty ticks each: pages, ticks, notes, searches, undo, other lenders,
other text sizes. The longest gap between two of its turns, from an action until everything it set
off is done, is what that action cost; of all actions the slowest hundredth is looked at.
"""

import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox

from desktop.domain.steps import Stage
from desktop.ui.navigation import Target
from desktop.ui.widgets.note_edit import NoteEdit
from desktop.ui.window import PAGES, MainWindow
from tests.bench.harness import QUICK, report_at_most
from tests.bench.opened import Opened, on_case, settle

NAME = "stall"
LIMIT_MS = 50
ACTIONS = 60 if QUICK else 420
QUIET_MS = 12
"""So long nothing but the timer's own turns has to happen for an action to be over."""
SHORT_MS = 3.0
QUERIES = ("催收", "打我妈", "征信", "jiufen", "律师函", "12378", "不还会怎样")
NOTE = "表姐接到电话，已发来截图。"
Action = Callable[[], object]


class _Watch(QObject):
    """Has a turn every millisecond, and notes how long it was kept from it."""

    def __init__(self) -> None:
        super().__init__()
        self._clock = QElapsedTimer()
        self._clock.start()
        self._last = 0
        self._longest = 0
        self._quiet_since = 0
        self._loop = QEventLoop()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)
        self._timer.start(1)

    def _turn(self) -> None:
        now = self._clock.nsecsElapsed()
        gap = now - self._last
        self._last = now
        self._longest = max(self._longest, gap)
        if gap / 1e6 > SHORT_MS:
            self._quiet_since = now
        elif (now - self._quiet_since) / 1e6 > QUIET_MS:
            self._loop.quit()

    def gap(self, action: Action) -> float:
        """Do something inside the event loop; the longest gap, in milliseconds, until all is quiet.

        Args:
            action: Returns as soon as the program's own answer to the click or key returns.
        """
        QTimer.singleShot(0, self, action)
        self._longest = 0
        self._last = self._quiet_since = self._clock.nsecsElapsed()
        self._loop.exec()
        return self._longest / 1e6


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


def _to_page(window: MainWindow, name: str) -> Action:
    button = window.findChild(QAbstractButton, f"nav_{name}")
    assert button is not None
    return button.click


def _to_list(window: MainWindow, stage: Stage) -> Action:
    return lambda: window.go(Target("checklist", stage.value))


def _other_lender(window: MainWindow) -> None:
    switch = window.page("checklist").findChild(QComboBox)
    assert switch is not None
    lenders = switch.count() - 1  # The last row leads to the page of all lenders.
    switch.setCurrentIndex((switch.currentIndex() + 1) % lenders)
    switch.activated.emit(switch.currentIndex())


def _into_note(window: MainWindow) -> None:
    note = window.page("checklist").findChild(NoteEdit)
    assert note is not None
    note.setFocus(Qt.FocusReason.OtherFocusReason)


def script(window: MainWindow, turn: int) -> Iterator[tuple[str, Action]]:
    """One round of what people do, by kind.

    Args:
        window: The window it is done in.
        turn: Number of the round.
    """
    for entry in PAGES:
        yield "page", _to_page(window, entry.name)
    yield "page", _to_list(window, tuple(Stage)[turn % len(Stage)])
    for _ in range(4):
        yield "lender", lambda: _other_lender(window)
        yield "tick", lambda: press("Ctrl+Return")
        yield "step", lambda: press("Down")
    yield "page", lambda: _into_note(window)
    for character in NOTE[:8]:
        yield "note", partial(enter, character)
    yield "step", lambda: press("Ctrl+1")
    for _ in range(4):
        yield "undo", lambda: press("Ctrl+Z")
    yield "page", lambda: press("Ctrl+F")
    for character in QUERIES[turn % len(QUERIES)]:
        yield "search", partial(enter, character)
    yield "search", lambda: press("Down")
    yield "page", lambda: press("Return")
    for keys in ("Ctrl++", "Ctrl+0"):
        yield "size", partial(press, keys)


def measure(opened: Opened) -> list[tuple[str, float]]:
    """Kind and gap of every action; the round before, with every first showing, does not count."""
    window = opened.window
    watch = _Watch()
    for _, action in script(window, 0):
        action()
        settle()
    found: list[tuple[str, float]] = []
    turn = 0
    while len(found) < ACTIONS:
        turn += 1
        for kind, action in script(window, turn):
            found.append((kind, watch.gap(action)))
    return found


def main() -> None:
    """Measure and print one line; what each kind cost goes to the console of whoever looks."""
    began = time.monotonic()
    with on_case() as opened:
        found = measure(opened)
    kinds = defaultdict(list)
    for kind, gap in found:
        kinds[kind].append(gap)
    for kind, gaps in kinds.items():
        told = f"{kind}: {len(gaps)}, median {statistics.median(gaps):.1f}, most {max(gaps):.1f} ms"
        print(told, file=sys.stderr)
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    p99 = statistics.quantiles([gap for _, gap in found], n=100)[-1]
    report_at_most(NAME, p99, "ms", LIMIT_MS, len(found))


if __name__ == "__main__":
    main()
