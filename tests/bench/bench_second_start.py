"""What ``run.py`` adds to a start once everything is prepared."""

import sys

from tests.bench.harness import ROOT, child_milliseconds, paired_medians, report_at_most, rounds

NAME = "second_start_added"
LIMIT_MS = 300


def main() -> None:
    """Compare starting through run.py with starting the program itself."""
    n = rounds(full=15, quick=5)
    pair = paired_medians(
        lambda: child_milliseconds([sys.executable, "-m", "desktop", "--version"]),
        lambda: child_milliseconds([sys.executable, ROOT / "run.py", "--version"]),
        n,
    )
    report_at_most(NAME, pair.difference, "ms", LIMIT_MS, n)


if __name__ == "__main__":
    main()
