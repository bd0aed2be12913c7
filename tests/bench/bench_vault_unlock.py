"""How long the right passphrase takes to give the keys: long for a thief, not for its owner."""

import tempfile
from pathlib import Path

from desktop.store.keys import open_by_passphrase
from tests.bench.harness import median_milliseconds, report, rounds
from tests.bench.vaults import PASSPHRASE, thought_up

NAME = "vault-unlock"
LEAST_MS = 300
MOST_MS = 2000


def main() -> None:
    """Measure and print one line."""
    n = rounds(9, 3)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        thought_up()[1].save(path)
        value = median_milliseconds(lambda: open_by_passphrase(path, PASSPHRASE), n)
    report(NAME, value, "ms", MOST_MS, n, ok=LEAST_MS <= value <= MOST_MS)


if __name__ == "__main__":
    main()
