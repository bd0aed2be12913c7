"""A mark that files are being taken in, so that a start can tell whether a kill left something.

Looking for it costs next to nothing; looking through all files would cost every start.
"""

from contextlib import suppress
from pathlib import Path

from desktop.store.database import make_private_file, typed_failures

INTAKE_MARK = "taking-in"


def intake(folder: Path) -> None:
    """Says that something is being taken in.

    Raises:
        StoreError: Nothing can be written there.
    """
    path = folder / INTAKE_MARK
    with typed_failures(path):
        make_private_file(path)


def intake_ended(folder: Path) -> None:
    """Says that nothing is."""
    with suppress(OSError):
        (folder / INTAKE_MARK).unlink(missing_ok=True)


def intake_broken_off(folder: Path) -> bool:
    """Whether something was being taken in when the program ended."""
    return (folder / INTAKE_MARK).exists()
