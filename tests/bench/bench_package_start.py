"""How long the packaged program takes to its first picture, against an empty packaged window.

Full content, twelve lenders with forty ticks each, offscreen; paired runs, medians.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import frozen
from tests.bench.harness import (
    STARTED,
    child_output,
    child_variables,
    paired_medians,
    report_at_most,
    rounds,
)

NAME = "package-start"
LIMIT = 1.25


def start(*command: str | Path) -> float:
    """The milliseconds a packaged program says it took to be painted."""
    variables = child_variables(**{STARTED: str(time.monotonic_ns())})
    return float(json.loads(child_output(command, variables).splitlines()[-1])["ms"])


def main() -> None:
    """Measure and print one line."""
    n = rounds(10, 3)
    program, empty = frozen.program(), frozen.empty_window()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        child_output([sys.executable, "-m", "tests.bench.case", data], child_variables())
        pair = paired_medians(
            lambda: start(frozen.executable(empty)),
            lambda: start(frozen.executable(program), "--data", data, "--first-paint"),
            n,
        )
    print(f"{pair.second:.0f} ms, empty {pair.first:.0f} ms", file=sys.stderr)
    report_at_most(NAME, pair.ratio, "× empty window", LIMIT, n)


if __name__ == "__main__":
    main()
