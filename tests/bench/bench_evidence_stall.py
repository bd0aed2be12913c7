"""How long the window stands still in the evidence room: 100,000 incidents, 10,000 files.

Every filter and order is chosen, words are looked for one character after another, the list is
scrolled to its end and into its middle, one hour is taken out of the heat map, and records are
noted, corrected and undone. Each is measured as ``bench_stall`` does, and what is reported is the
hundredth that is slowest, where no kind may usually need longer than the limit.
"""

import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.domain.evidence import EvidenceSort, HourCell
from desktop.ui.evidence.filters import Filters
from desktop.ui.evidence.model import SORTS
from desktop.ui.evidence.table import EvidenceTable
from desktop.ui.pages.evidence import EvidencePage
from desktop.ui.widgets.combo import Combo
from tests.bench.bench_stall import LIMIT_MS, Watch
from tests.bench.evidence import make
from tests.bench.evidence import opened as opened_on
from tests.bench.harness import QUICK, report, rounds
from tests.bench.hour import Action, Run, enter, press
from tests.bench.opened import NOW, Opened, on_folder, settle

NAME = "evidence-stall"
INCIDENTS = 10_000 if QUICK else 100_000
WORDS = ("催收", "1390", "律师", "打了我妈", "0551")


class Room:
    """What a person does in the evidence room."""

    def __init__(self, page: QWidget) -> None:
        assert isinstance(page, EvidencePage)
        self._page = page
        self._table: EvidenceTable = page.table
        self._filters: Filters = page.filters

    def round(self) -> Iterator[Action]:
        """Everything once."""
        yield from self._filtered()
        yield from self._searched()
        yield from self._sorted()
        yield from self._scrolled()
        yield from self._noted()

    def _filtered(self) -> Iterator[Action]:
        for combo in self._filters.findChildren(Combo):
            for row in (*range(1, min(combo.count(), 9)), 0):
                yield Action("filter", partial(combo.setCurrentIndex, row))
        yield Action("filter", partial(self._filters.set_cell, HourCell(NOW.date(), 12)))
        yield Action("filter", self._filters.clear)

    def _searched(self) -> Iterator[Action]:
        for words in WORDS:
            yield Action("search", self._focus(self._filters.search))
            for character in words:
                yield Action("search", partial(enter, character))
            yield Action("search", self._filters.clear)

    def _sorted(self) -> Iterator[Action]:
        for column in SORTS:
            yield Action(
                "sort", partial(self._table.horizontalHeader().sectionClicked.emit, column)
            )
        for sort in (*EvidenceSort, EvidenceSort.NEWEST):
            yield Action("sort", partial(self._filters.set_sort, sort))

    def _scrolled(self) -> Iterator[Action]:
        bar = self._table.verticalScrollBar()
        yield Action("row", self._focus(self._table))
        for keys in ("End", "PgUp", "Up", "Home", "PgDown", "Down", "Shift+Down"):
            yield Action("row", partial(press, keys))
        for part in range(1, 10):
            yield Action("scroll", partial(self._scroll_to, part))
        for _ in range(5):
            yield Action("scroll", lambda: bar.setValue(bar.value() + bar.pageStep()))
        yield Action("row", partial(press, "Home"))

    def _scroll_to(self, tenth: int) -> None:
        bar = self._table.verticalScrollBar()
        bar.setValue(bar.maximum() * tenth // 10)

    def _noted(self) -> Iterator[Action]:
        yield Action("note", partial(press, "Ctrl+N"))
        yield Action("note", lambda: self._named("incident_line").setFocus())
        yield Action("note", partial(enter, "半夜又打来"))
        yield Action("store", partial(self._click, "evidence_save"))
        yield Action("store", partial(press, "Ctrl+Z"))

    def _focus(self, widget: QWidget) -> Run:
        return partial(widget.setFocus, Qt.FocusReason.OtherFocusReason)

    def _named(self, name: str) -> QWidget:
        found = self._page.window().findChildren(QWidget, name)
        return next(widget for widget in found if widget.isVisible())

    def _click(self, name: str) -> None:
        button = self._named(name)
        assert isinstance(button, QAbstractButton)
        button.click()


def measure(opened: Opened) -> list[tuple[str, float]]:
    """Kind and gap of every action; the round before, with every first showing, does not count."""
    room, watch = Room(opened.window.page("evidence")), Watch()
    for action in room.round():
        action.run()
        settle()
    return [
        (action.kind, watch.gap(action)) for _ in range(rounds(4, 2)) for action in room.round()
    ]


def main() -> None:
    """Measure and print one line; what each kind cost goes to the console of whoever looks."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        make(folder, INCIDENTS)
        services = opened_on(folder)
        services.preferences.set_welcomed(True)
        services.close()
        with on_folder(folder, "evidence") as opened:
            found = measure(opened)
    kinds = defaultdict(list)
    for kind, gap in found:
        kinds[kind].append(gap)
    for kind, gaps in kinds.items():
        told = f"{kind}: {len(gaps)}, median {statistics.median(gaps):.1f}, most {max(gaps):.1f} ms"
        print(told, file=sys.stderr)
    p99 = statistics.quantiles([gap for _, gap in found], n=100)[-1]
    usual = max(statistics.median(gaps) for gaps in kinds.values())
    report(NAME, p99, "ms", LIMIT_MS, len(found), ok=max(p99, usual) <= LIMIT_MS)


if __name__ == "__main__":
    main()
