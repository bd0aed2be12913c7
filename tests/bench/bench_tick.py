"""How long a tick takes: from the click on “完成，看下一步” until it is on disk and on the screen.

Offscreen, in the real window on twelve lenders with forty ticks each; real mouse events on the
button, then on to the next open step. Each list is opened anew before it is walked, since the case
leaves hardly anything to tick.
"""

import statistics
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.domain.progress import State
from desktop.domain.steps import Scope, Stage
from desktop.ui.navigation import Target
from tests.bench.harness import milliseconds, report_at_most, rounds
from tests.bench.opened import Opened, on_case, settle

NAME = "tick"
LIMIT_MS = 50
WARM_UP = 5


class _Repaints(QObject):
    """Counts how often the window was asked to paint what has changed."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look for the request; the painting has happened when ``processEvents`` returns."""
        self.count += event.type() == QEvent.Type.UpdateRequest
        return False


def click(button: QPushButton, repaints: _Repaints) -> None:
    """Press and release the mouse on a button, until all that follows from it is painted."""
    left = Qt.MouseButton.LeftButton
    spot = QPointF(button.rect().center())
    place = QPointF(button.mapToGlobal(spot))
    for kind, held in (
        (QEvent.Type.MouseButtonPress, left),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(kind, spot, place, left, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(button, event)
    before = -1
    while before != repaints.count or not repaints.count:
        before = repaints.count
        QApplication.processEvents()


def buttons(opened: Opened) -> Iterator[QPushButton]:
    """The button of one open step after the other, through all lists of all lenders."""
    page = opened.window.page("checklist")
    services = opened.services
    for lender in services.lenders.all():
        for stage in Stage:
            for item in services.plan.checklist(stage, lender.id):
                if item.lender is not None:
                    services.progress.set(item.step.id, item.subject, State.TODO)
            opened.window.go(Target("checklist", stage.value, lender.id))
            settle()
            while True:
                found = [
                    button
                    for button in page.findChildren(QPushButton, "step_done")
                    if button.isVisible() and button.isEnabled()
                ]
                if not found:
                    break
                yield found[0]


def measure(opened: Opened, ticks: int) -> list[float]:
    """Milliseconds of each tick; each of them is checked to be kept."""
    repaints = _Repaints()
    opened.window.installEventFilter(repaints)
    page = opened.window.page("checklist")
    times: list[float] = []
    for button in buttons(opened):
        target = page.target()
        assert target is not None, "no step is open"
        lender = opened.services.library.step(target.step).scope is Scope.LENDER
        repaints.count = 0
        times.append(milliseconds(partial(click, button, repaints)))
        kept = opened.services.progress.get(target.step, target.lender if lender else "")
        assert kept is not None, "the tick was not kept"
        assert kept.state is State.DONE, "the step was not ticked"
        settle()
        if len(times) == WARM_UP + ticks:
            break
    return times[WARM_UP:]


def main() -> None:
    """Measure and print one line."""
    ticks = rounds(200, 40)
    with on_case() as opened:
        times = measure(opened, ticks)
    assert len(times) == ticks, f"only {len(times)} steps were open"
    report_at_most(NAME, statistics.quantiles(times, n=20)[-1], "ms", LIMIT_MS, ticks)


if __name__ == "__main__":
    main()
