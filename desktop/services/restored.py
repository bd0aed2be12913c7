"""Whether there is something to tell after a restore, which ends before any window is there."""

from contextlib import suppress
from pathlib import Path

from desktop.store import restored
from desktop.store.errors import StoreError


def untold(folder: Path) -> bool:
    """Whether the data were restored, and the person was not told."""
    return restored.is_marked(folder)


def told(folder: Path) -> None:
    """The person knows; where this cannot be written, it is told again at the next start."""
    with suppress(StoreError):
        restored.take_away(folder)
