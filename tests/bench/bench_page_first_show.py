"""How long a page takes from the click in the side bar to its first picture, at its first showing.

Each page in a program of its own that has just been started, twelve lenders with forty ticks each;
the slowest page counts, by the median of its rounds.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from desktop.ui.page_list import PAGES
from tests.bench import case
from tests.bench.harness import child_json, report_at_most, rounds

NAME = "page-first-show"
LIMIT_MS = 150


def slowest(folder: Path, n: int) -> tuple[float, str]:
    """The slowest page and its median."""
    case.make(folder)
    found: list[tuple[float, str]] = []
    for entry in PAGES:
        arguments: list[str | Path] = ["-m", "tests.bench.show_page", folder, entry.name]
        times = [float(child_json(arguments)["ms"]) for _ in range(n)]
        found.append((statistics.median(times), entry.name))
    return max(found)


def main() -> None:
    """Measure and print one line."""
    n = rounds(5, 1)
    with tempfile.TemporaryDirectory() as folder:
        value, page = slowest(Path(folder), n)
    print(f"slowest page: {page}", file=sys.stderr)
    report_at_most(NAME, value, "ms", LIMIT_MS, n)


if __name__ == "__main__":
    main()
