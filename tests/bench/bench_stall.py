"""How long the window stands still while something is done in it.

A timer that wants to fire every millisecond looks on while the script of an hour clicks and types
in the real window, on twelve lenders with forty ticks each. The longest gap between two of its
turns, from an action until everything it set off is done, is what that action cost; of all actions
the slowest hundredth is looked at. So that many cheap ones cannot hide a kind that always stalls,
no kind may usually need longer than the limit either.
"""

import statistics
import sys
import time
from collections import defaultdict

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer

from tests.bench.harness import QUICK, report
from tests.bench.hour import Action, Hour
from tests.bench.opened import Opened, on_case, settle

NAME = "stall"
LIMIT_MS = 50
ACTIONS = 100 if QUICK else 1000
QUIET_MS = 12
"""So long nothing but the timer's own turns has to happen for an action to be over."""
SHORT_MS = 3.0


class Watch(QObject):
    """Has a turn every millisecond, and notes how long it was kept from it."""

    def __init__(self) -> None:
        super().__init__()
        self._clock = QElapsedTimer()
        self._clock.start()
        self._last = 0
        self._longest = 0
        self._quiet_since = 0
        self._until = 0
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
        elif now > self._until and (now - self._quiet_since) / 1e6 > QUIET_MS:
            self._loop.quit()

    def gap(self, action: Action) -> float:
        """Do something inside the event loop; the longest gap, in milliseconds, until all is quiet.

        Args:
            action: What is done, and how long nothing else is done after it.
        """
        QTimer.singleShot(0, self, action.run)
        self._longest = 0
        self._last = self._clock.nsecsElapsed()
        self._quiet_since = self._last
        self._until = self._last + action.rest_ms * 1_000_000
        self._loop.exec()
        return self._longest / 1e6


def measure(opened: Opened) -> list[tuple[str, float]]:
    """Kind and gap of every action; the round before, with every first showing, does not count."""
    hour = Hour(opened.window)
    watch = Watch()
    for action in hour.round(0):
        action.run()
        settle()
    found: list[tuple[str, float]] = []
    turn = 0
    while len(found) < ACTIONS:
        turn += 1
        found.extend((action.kind, watch.gap(action)) for action in hour.round(turn))
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
    usual = max(statistics.median(gaps) for gaps in kinds.values())
    report(NAME, p99, "ms", LIMIT_MS, len(found), ok=max(p99, usual) <= LIMIT_MS)


if __name__ == "__main__":
    main()
