"""How fast a film of 2 GB is put with an incident, against ``sha256sum`` on the same file.

With the vault off and on, read back and compared in both cases. The figure is the worse of the two
as a multiple of what is asked for; each is told on standard error.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.attach import MEBIBYTES, attach, case, make_film
from tests.bench.harness import milliseconds, report, rounds

NAME = "attach-speed"
SHARES = {False: 0.35, True: 0.15}


def summing(film: Path) -> float:
    """How long ``sha256sum`` takes."""
    return milliseconds(
        lambda: subprocess.run(["sha256sum", film], stdout=subprocess.DEVNULL, check=True)
    )


def attaching(film: Path, *, vault: bool) -> float:
    """How long the program takes, in a folder of its own."""
    with tempfile.TemporaryDirectory(dir=film.parent) as name:
        folder = Path(name) / "data"
        with case(folder, vault=vault) as (services, incident):
            took = milliseconds(lambda: attach(services, incident, film))
        shutil.rmtree(folder)
    return took


def main() -> None:
    """Measure and report."""
    n = rounds(3, 3)
    worst = float("inf")
    with tempfile.TemporaryDirectory() as name:
        film = Path(name) / "film.mp4"
        make_film(film)
        summing(film)
        for vault, share in SHARES.items():
            ratios = [summing(film) / attaching(film, vault=vault) for _ in range(n)]
            ratio = statistics.median(ratios)
            state = "on" if vault else "off"
            print(f"vault {state}: {ratio:.2f}, {share} asked, {MEBIBYTES} MiB", file=sys.stderr)
            worst = min(worst, ratio / share)
    report(NAME, worst, "of what is asked", 1, n, ok=worst >= 1)


if __name__ == "__main__":
    main()
