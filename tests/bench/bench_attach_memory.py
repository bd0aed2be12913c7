"""How much more memory the program needs while a film of 2 GB is put with an incident."""

import resource
import sys
import tempfile
from pathlib import Path

from tests.bench.attach import attach, case, make_film
from tests.bench.harness import report_at_most

NAME = "attach-memory"
LIMIT_MB = 64
_SMALL_MEBIBYTES = 1


def most_memory() -> float:
    """The most that was resident so far, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Measure and report."""
    growth = 0.0
    with tempfile.TemporaryDirectory() as name:
        small, film = Path(name) / "small", Path(name) / "film"
        make_film(small, _SMALL_MEBIBYTES)
        make_film(film)
        for vault in (False, True):
            with case(Path(name) / str(vault), vault=vault) as (services, incident):
                other = services.incidents().add().id
                attach(services, other, small)
                before = most_memory()
                attach(services, incident, film)
                growth = max(growth, most_memory() - before)
    report_at_most(NAME, growth, "MB", LIMIT_MB, 2)


if __name__ == "__main__":
    main()
