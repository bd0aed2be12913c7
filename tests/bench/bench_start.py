"""How long the program takes to its first painted home page, against a bare window.

Full content, twelve lenders with forty ticks each, offscreen, bytecode compiled; paired runs.
"""

import tempfile
from pathlib import Path

from tests.bench.harness import (
    child_json,
    child_output,
    child_variables,
    paired_medians,
    report_at_most,
    rounds,
)

NAME = "start"
LIMIT = 1.3


def main() -> None:
    """Measure and print one line."""
    import sys

    n = rounds(10, 3)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        child_output([sys.executable, "-m", "tests.bench.case", data], child_variables())
        pair = paired_medians(
            lambda: float(child_json(["-m", "tests.bench.bare"])["ms"]),
            lambda: float(child_json(["-m", "desktop", "--data", data, "--first-paint"])["ms"]),
            n,
        )
    report_at_most(NAME, pair.ratio, "× bare window", LIMIT, n)


if __name__ == "__main__":
    main()
