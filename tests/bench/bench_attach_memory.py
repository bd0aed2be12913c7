"""How much more memory the program needs while a film of 2 GB is put with an incident.

Unlocking takes more than any file, so the most is counted anew for each; Linux can do that.
"""

import tempfile
from pathlib import Path

from tests.bench.attach import attach, case, make_film
from tests.bench.harness import report_at_most

NAME = "attach-memory"
LIMIT_MB = 64
_SMALL_MEBIBYTES = 1


def begin() -> float:
    """Forget the most that was resident so far, and tell what is now, in megabytes."""
    Path("/proc/self/clear_refs").write_text("5")
    return _kibibytes("VmRSS") / 1024


def most() -> float:
    """The most that was resident since, in megabytes."""
    return _kibibytes("VmHWM") / 1024


def _kibibytes(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


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
                before = begin()
                attach(services, incident, film)
                growth = max(growth, most() - before)
    report_at_most(NAME, growth, "MB", LIMIT_MB, 2)


if __name__ == "__main__":
    main()
