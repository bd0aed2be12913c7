"""How long a PDF of one page takes in a program that has just started, imports included."""

import statistics
import tempfile
from pathlib import Path

from tests.bench.harness import child_json, report_at_most, rounds

NAME = "paper"
LIMIT_MS = 1500

CHILD = """
import json, sys, time
from pathlib import Path
from desktop.app import now
from desktop.domain.steps import Stage
from desktop.services.house import open_services

services = open_services(Path(sys.argv[1]), None, now)
services.plan.plan()
lender = services.lenders.active()[0].id
before = time.perf_counter_ns()
from desktop.services.paper import Wish
paper = services.paper()
made = paper.make(Wish(lender, Stage.OVERDUE, whole=False, named=False))
paper.save(made, Path(sys.argv[1]) / made.file_name)
print(json.dumps({"ms": (time.perf_counter_ns() - before) / 1e6, "pages": len(made.pages)}))
services.close()
"""


def main() -> None:
    """Make the sheet in a new process each time; the files are in the system's cache."""
    from tests.bench import case

    n = rounds(full=11, quick=3)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        case.make(data)
        times = []
        for _ in range(1 + n):
            answer = child_json(["-c", CHILD, data])
            assert answer["pages"] == 1
            times.append(float(answer["ms"]))
    report_at_most(NAME, statistics.median(times[1:]), "ms", LIMIT_MS, n)


if __name__ == "__main__":
    main()
