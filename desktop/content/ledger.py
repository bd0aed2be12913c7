"""The append-only list of every id that ever shipped, and what became of ids that went away.

Ticks, notes and letters of people refer to these ids for years. An id may leave the content only
when ``checklists/migrations.yaml`` says what became of it.
"""

from pathlib import Path
from typing import NamedTuple

LEDGER = "ids.txt"


class Move(NamedTuple):
    """What became of an id.

    Attributes:
        old: The id that went away.
        outcome: One of renamed, merged, split, retired.
        now: The ids that took its place; empty when it was retired without replacement.
        reason: Why, in a sentence for people.
    """

    old: str
    outcome: str
    now: tuple[str, ...]
    reason: str


def read_ledger(folder: Path) -> tuple[str, ...]:
    """The ids of the ledger in order; empty when there is no ledger yet."""
    path = folder / LEDGER
    if not path.is_file():
        return ()
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


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
    new = tuple(sorted(ids - frozenset(read_ledger(folder))))
    if new:
        start = "" if not path.is_file() or not path.read_bytes() else "\n"
        with path.open("a", encoding="utf-8", newline="\n") as ledger:
            ledger.write(f"{start}# {version}\n" + "".join(f"{id_}\n" for id_ in new))
    return new
