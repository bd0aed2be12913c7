"""The append-only list of every id that ever shipped, and what became of ids that went away.

Ticks, notes and letters of people refer to these ids for years. An id may leave the content only
when ``checklists/migrations.yaml`` says what became of it.
"""

from pathlib import Path

LEDGER = "ids.txt"


def read_births(folder: Path) -> dict[str, str]:
    """Every id of the ledger in order with the version of the pack that shipped it first."""
    path = folder / LEDGER
    if not path.is_file():
        return {}
    births: dict[str, str] = {}
    version = ""
    for line in map(str.strip, path.read_text("utf-8").splitlines()):
        if line.startswith("#"):
            version = line.removeprefix("#").strip()
        elif line:
            births.setdefault(line, version)
    return births


def append_ids(folder: Path, version: str, ids: frozenset[str]) -> tuple[str, ...]:
    """Adds the ids that the ledger does not list yet as a block of one release.

    Args:
        folder: The folder ``checklists``.
        version: Version of the pack that ships them first.
        ids: Every id of the content.

    Returns:
        The ids that were added, sorted.
    """
    path = folder / LEDGER
    new = tuple(sorted(ids - read_births(folder).keys()))
    if new:
        start = "" if not path.is_file() or not path.read_bytes() else "\n"
        with path.open("a", encoding="utf-8", newline="\n") as ledger:
            ledger.write(f"{start}# {version}\n" + "".join(f"{id_}\n" for id_ in new))
    return new
