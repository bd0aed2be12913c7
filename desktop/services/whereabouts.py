"""Where the data are at a start: beside the program, or where the folder of the account says.

Light at import: also a second start, which only calls the first one, asks for it.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from desktop.services.errors import PlaceLost
from desktop.store import errors as store
from desktop.store.whereabouts import Whereabouts, find

__all__ = ["FLAGS", "OWN_FOLDER", "Whereabouts", "find_data", "portable_folder"]

FLAGS = ("anxin-portable.txt", "anxin-portable")
"""A file of one of these names beside the program keeps the data beside it; what is in it is not
read. Two names, since Windows hides the end of the first."""
OWN_FOLDER = "anxin-data"
"""Made beside a portable program, and in a folder that was chosen and holds other things."""


def program_folder() -> Path:
    """The folder that a person sees the program in."""
    if not getattr(sys, "frozen", False):
        return Path(__file__).resolve().parents[2]
    program = Path(sys.executable)
    # On macOS the program is a folder itself: what people see is what that lies in.
    for parent in program.parents:
        if parent.suffix == ".app":
            return parent.parent
    return program.parent


def portable_folder(program: Path) -> Path | None:
    """The folder of the program, if a file in it says that the data lie there."""
    # Not Path.exists, which fails where the folder may not be read.
    return program if any(os.path.exists(program / name) for name in FLAGS) else None  # noqa: PTH110


def find_data(home: Callable[[], Path], beside: Path | None) -> Whereabouts:
    """Where the data are.

    Args:
        home: Gives the folder of this person's account.
        beside: The folder of the program, if a file there says that they lie there.

    Raises:
        PlaceLost: The place they were moved to is not there.
    """
    if beside is not None:
        return Whereabouts(beside / OWN_FOLDER, portable=True)
    try:
        return find(home())
    except store.PlaceLost as error:
        raise PlaceLost(error.path) from error
