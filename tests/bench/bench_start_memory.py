"""How much memory the painted home page takes beyond a bare window of the same look.

Proportional memory (PSS) when the first picture is painted, so that what both share with other
running programs does not count twice. It is the peak as well: ``VmHWM`` is equal to ``VmRSS`` at
that moment. The difference in ``VmHWM`` was 11 MB when this one was 4: it counts in full the pages
of Qt and Python that any other program with them shares with us.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench.harness import child_json, child_output, child_variables, report_at_most, rounds

NAME = "start-memory"
LIMIT_MB = 45


def main() -> None:
    """Measure and print one line."""
    n = rounds(10, 3)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        child_output([sys.executable, "-m", "tests.bench.case", data], child_variables())
        ours: list[str | Path] = ["-m", "desktop", "--data", data, "--first-paint"]
        bare = ["-m", "tests.bench.bare"]
        child_json(ours)  # Compiles what is not compiled yet.
        more = [child_json(ours)["pss_kb"] - child_json(bare)["pss_kb"] for _ in range(n)]
    report_at_most(NAME, statistics.median(more) / 1024, "MB", LIMIT_MB, n)


if __name__ == "__main__":
    main()
