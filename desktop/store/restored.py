"""The mark that an export was put in place and nobody has been told yet."""

from pathlib import Path

from desktop.store.database import typed_failures

MARK = "restored"


def is_marked(folder: Path) -> bool:
    """Whether the data in this folder were restored, and the person was not told."""
    return (folder / MARK).exists()


def take_away(folder: Path) -> None:
    """Removes the mark, once the person knows.

    Raises:
        StoreError: It cannot be removed; it is told again at the next start.
    """
    with typed_failures(folder):
        (folder / MARK).unlink(missing_ok=True)
