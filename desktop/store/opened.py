"""Plain copies of files for the viewers of the system, which cannot read what is encrypted.

They lie in one folder beside the data, so that also a start after a kill finds all of them.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from desktop.store.database import make_private_file, typed_failures
from desktop.store.files import FileStore, make_folder

OPENED_FOLDER = "opened"
_PIECE = 1024 * 1024


def open_copy(
    files: FileStore, digest: str, folder: Path, name: str, step: Callable[[int], None]
) -> Path:
    """Makes a plain copy that nobody can write to; nothing of it stays if that fails.

    Args:
        files: Where the file is kept.
        digest: Which file.
        folder: The data folder.
        name: The name of the copy.
        step: Told of the bytes of each piece; what it raises ends the work.

    Raises:
        StoreError: The file is damaged, or there is no room.
    """
    place = folder / OPENED_FOLDER / os.urandom(8).hex()
    path = place / name
    try:
        with typed_failures(path):
            make_folder(place)
            make_private_file(path)
        with files.open(digest) as source, typed_failures(path), path.open("wb") as target:
            while piece := source.read(_PIECE):
                target.write(piece)
                step(len(piece))
        with typed_failures(path):
            path.chmod(0o400)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return path


def remove_opened(folder: Path) -> None:
    """Removes all plain copies; what a viewer holds on to goes the next time."""
    opened = folder / OPENED_FOLDER
    if not opened.is_dir():
        return
    for path in opened.glob("*/*"):
        # Windows removes nothing that cannot be written to.
        with suppress(OSError):
            path.chmod(0o600)
    shutil.rmtree(opened, ignore_errors=True)
