"""How long it takes to open a data file with 50,000 rows once there is the key, and to read it.

In a child each time, so that nothing is in memory; the ciphers are loaded as after an unlocking.
"""

import sys
import tempfile
import time
from pathlib import Path

from desktop.store.database import open_database
from tests.bench.harness import child_json, report_at_most, rounds
from tests.bench.vaults import NOW, encrypted, fill

NAME = "vault-open"
LIMIT_MS = 300
ROWS = 50_000


def opened(folder: Path, key: bytes) -> float:
    """How long it takes to open the file and to read something out of the middle of it."""
    before = time.perf_counter_ns()
    database = open_database(folder, NOW, key=key)
    found = database.rows("SELECT text FROM note WHERE step = 's-025000'")
    taken = (time.perf_counter_ns() - before) / 1e6
    assert len(found) == 1
    database.close()
    return taken


def main() -> None:
    """Measure and print one line."""
    if "--open" in sys.argv:
        print(f'{{"ms": {opened(Path(sys.argv[-2]), bytes.fromhex(sys.argv[-1]))}}}')
        return
    n = rounds(9, 3)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        database = open_database(path, NOW)
        fill(database, ROWS)
        database.close()
        key = encrypted(path).database.hex()
        command = ["-m", "tests.bench.bench_vault_open", "--open", folder, key]
        times = sorted(float(child_json(command)["ms"]) for _ in range(n))
    report_at_most(NAME, times[n // 2], "ms", LIMIT_MS, n)


if __name__ == "__main__":
    main()
