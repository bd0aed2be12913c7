"""How long the log keeps its reader waiting: 100,000 incidents, 10,000 files.

The list is opened after a start, filtered in every way, sorted, scrolled to places far apart, and
searched as people type, one character after another. The figure is the worst of the four as a
share of its limit; each is told on standard error.
"""

import random
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from desktop.domain.evidence import EvidenceFilter, EvidenceSort, HourCell
from desktop.domain.incidents import IncidentChannel, IncidentKind, Reached
from desktop.services.evidence import EVERYTHING, EvidenceService
from desktop.services.house import Services
from tests.bench.evidence import NOW, QUERIES, fresh, make, opened
from tests.bench.harness import QUICK, milliseconds, report_at_most, rounds

NAME = "evidence-list"
INCIDENTS = 10_000 if QUICK else 100_000
OPEN_MS, STALL_MS, SEARCH_MS = 300, 50, 50
WINDOW = 60
TODAY = NOW.date()
FILTERS = (
    EvidenceFilter(lenders=("000000000003",)),
    EvidenceFilter(channels=(IncidentChannel.CALL,)),
    EvidenceFilter(reached=(Reached.WORK, Reached.FAMILY)),
    EvidenceFilter(kinds=(IncidentKind.THREAT,)),
    EvidenceFilter(first=TODAY - timedelta(days=90)),
    EvidenceFilter(cell=HourCell(date(2026, 1, 1), 12)),
    EvidenceFilter(night=True),
    EvidenceFilter(attached=True),
    EvidenceFilter(by_contact=True),
    EvidenceFilter(text="律师", lenders=("000000000003",)),
)


def open_list(folder: Path) -> float:
    """A start, and then everything the page shows at first; only that counts."""
    services = opened(folder)
    try:
        return milliseconds(lambda: show(services.evidence()))
    finally:
        services.close()


def show(evidence: EvidenceService) -> None:
    """Ask for everything the page shows."""
    evidence.count()
    evidence.page(limit=WINDOW)
    evidence.summary()
    evidence.heat(TODAY - timedelta(days=6), TODAY)


def first_window(
    services: Services, wanted: EvidenceFilter, sort: EvidenceSort = EvidenceSort.NEWEST
) -> None:
    """Ask for what a click on a filter or a head of a column shows."""
    evidence = fresh(services)
    evidence.count(wanted)
    evidence.page(wanted, sort, 0, WINDOW)


def median(action: Callable[[], object], n: int) -> float:
    """Median time of a call."""
    return statistics.median(milliseconds(action) for _ in range(n))


def main() -> None:
    """Measure and report."""
    n = rounds(7, 3)
    dice = random.Random(11)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, INCIDENTS)
        opening = statistics.median(open_list(folder) for _ in range(n))
        services = opened(folder)
        evidence = services.evidence()
        show(evidence)
        filtering = [median(partial(first_window, services, each), n) for each in FILTERS]
        sorting = [
            median(partial(first_window, services, EVERYTHING, sort), n) for sort in EvidenceSort
        ]
        scrolling = [
            milliseconds(
                lambda: evidence.page(offset=dice.randrange(INCIDENTS - WINDOW), limit=WINDOW)
            )
            for _ in range(rounds(300, 50))
        ]
        searching = [
            median(partial(first_window, services, EvidenceFilter(text=query[:end])), n)
            for query in QUERIES
            for end in range(1, len(query) + 1)
        ]
        services.close()
    figures = {
        "open": (opening, OPEN_MS),
        "filter": (max(filtering), STALL_MS),
        "sort": (max(sorting), STALL_MS),
        "scroll": (max(scrolling), STALL_MS),
        "search p95": (statistics.quantiles(searching, n=20)[-1], SEARCH_MS),
    }
    for what, (took, limit) in figures.items():
        print(f"{what}: {took:.1f} of {limit} ms", file=sys.stderr)
    worst = max(took / limit for took, limit in figures.values())
    report_at_most(NAME, worst, "of the limit", 1, len(searching) * n)


if __name__ == "__main__":
    main()
