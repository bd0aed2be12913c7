"""What the benchmarks share: honest timing, children, and the one line each of them prints."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
QUICK = "--quick" in sys.argv[1:]
LONG = "--long" in sys.argv[1:]
STARTED = (
    "ANXIN_STARTED_NS"  # The program reads its parent's clock here, see desktop/ui/first_paint.py.
)


class Pair(NamedTuple):
    """Two things measured in turns, in milliseconds.

    Attributes:
        first: Median of the first.
        second: Median of the second.
        difference: Median of second minus first, taken round by round.
        ratio: Median of second over first, taken round by round.
    """

    first: float
    second: float
    difference: float
    ratio: float


def rounds(full: int, quick: int, long: int = 0) -> int:
    """How often to measure.

    Args:
        full: As often as the few minutes that each benchmark has allow.
        quick: Where only a rough answer is wanted.
        long: Where somebody waits for the whole of it; 0 if that is no more.
    """
    if QUICK:
        return quick
    return long if LONG and long else full


def milliseconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    before = time.perf_counter_ns()
    action()
    return (time.perf_counter_ns() - before) / 1e6


def median_milliseconds(action: Callable[[], object], n: int) -> float:
    """Median time of a call after one that warms the caches."""
    action()
    return statistics.median(milliseconds(action) for _ in range(n))


def paired_medians(
    first: Callable[[], float], second: Callable[[], float], n: int, warm_up: int = 1
) -> Pair:
    """Measure two things in turns, so that a slower spell of the machine meets both.

    Args:
        first: Measures once and returns milliseconds.
        second: Likewise.
        n: Number of rounds.
        warm_up: Rounds that do not count.
    """
    pairs = [(first(), second()) for _ in range(warm_up + n)][warm_up:]
    return Pair(
        statistics.median(one for one, _ in pairs),
        statistics.median(two for _, two in pairs),
        statistics.median(two - one for one, two in pairs),
        statistics.median(two / one for one, two in pairs),
    )


def child_variables(**more: str) -> dict[str, str]:
    """The variables of a child as a user's program has them: with bytecode, without a screen."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"QT_QPA_PLATFORM": "offscreen", **kept, **more}


def child_output(command: Sequence[str | Path], variables: Mapping[str, str]) -> str:
    """Run a child to its end and return what it printed; its failure is ours."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=dict(variables),
        stdout=subprocess.PIPE,
        check=True,
        encoding="utf-8",
        timeout=120,
    )
    return done.stdout


def child_milliseconds(command: Sequence[str | Path]) -> float:
    """How long a child takes from being started to having ended."""
    variables = child_variables()
    return milliseconds(lambda: child_output(command, variables))


def child_json(arguments: Sequence[str | Path]) -> dict[str, Any]:
    """Start our own Python, tell it when, and return the JSON of the last line it prints."""
    variables = child_variables(**{STARTED: str(time.monotonic_ns())})
    lines = child_output([sys.executable, *arguments], variables).splitlines()
    answer: dict[str, Any] = json.loads(lines[-1])
    return answer


def report(name: str, value: float, unit: str, limit: float, n: int, *, ok: bool) -> None:
    """Print the one line of a benchmark."""
    figures = {"name": name, "value": round(value, 3), "unit": unit, "limit": limit}
    line = {**figures, "ok": ok, "n": n}
    print(json.dumps(line, ensure_ascii=False), flush=True)


def report_at_most(name: str, value: float, unit: str, limit: float, n: int) -> None:
    """Print the line of a benchmark whose value must not exceed its limit."""
    report(name, value, unit, limit, n, ok=value <= limit)
