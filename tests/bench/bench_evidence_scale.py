"""Ten times the incidents: how many times as long does everything the list asks for take?"""

import statistics
import tempfile
from pathlib import Path

from desktop.domain.evidence import EvidenceFilter, EvidenceSort
from desktop.services.house import Services
from tests.bench.bench_evidence_list import FILTERS, WINDOW, first_window, show
from tests.bench.evidence import QUERIES, fresh, make, opened
from tests.bench.harness import QUICK, milliseconds, report_at_most, rounds

NAME = "evidence-scale"
LIMIT = 12
FEW = 2_000 if QUICK else 10_000


def everything(services: Services) -> None:
    """Open, filter, sort and search."""
    evidence = fresh(services)
    show(evidence)
    for wanted in FILTERS:
        first_window(services, wanted)
    for sort in EvidenceSort:
        first_window(services, EvidenceFilter(night=True), sort)
    for query in QUERIES:
        first_window(services, EvidenceFilter(text=query))
    evidence.page(offset=evidence.count() - WINDOW, limit=WINDOW)


def main() -> None:
    """Measure and report."""
    n = rounds(7, 3)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as ten:
        make(Path(one), FEW)
        make(Path(ten), 10 * FEW)
        few, many = opened(Path(one)), opened(Path(ten))
        # In turns, so that a slower spell of the machine meets both.
        ratios = []
        for _ in range(n + 1):
            first = milliseconds(lambda: everything(few))
            ratios.append(milliseconds(lambda: everything(many)) / first)
        few.close()
        many.close()
    report_at_most(NAME, statistics.median(ratios[1:]), "times", LIMIT, n)


if __name__ == "__main__":
    main()
