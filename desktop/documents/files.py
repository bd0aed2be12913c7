"""Writes a file completely or not at all."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from desktop.documents.errors import DocumentFolderUnusable, DocumentInUse, DocumentNoRoom

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says where a disk, or somebody's share of it, is full."""
# Windows: another program has the file open, or a part of it locked.
_IN_USE = frozenset({32, 33})


def write_whole(path: Path, data: bytes) -> None:
    """Writes beside the file first and renames, so that a file of that name is always whole.

    Args:
        path: The file; one that is there is replaced.
        data: All of it.

    Raises:
        DocumentError: It could not be written; a file that was there is untouched.
    """
    beside = path.with_name(f".{os.urandom(6).hex()}.part")
    try:
        _write(beside, data)
        _put_in_place(beside, path)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DocumentNoRoom(path, str(error)) from error
        raise DocumentFolderUnusable(path.parent, str(error)) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600)
    with open(descriptor, "wb") as file:  # noqa: PTH123  The mode is set from the start.
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


_BINARY = getattr(os, "O_BINARY", 0)


def _put_in_place(beside: Path, path: Path) -> None:
    try:
        beside.replace(path)
    except PermissionError as error:
        # The folder took the file beside it, so it is the one of that name that is held.
        if getattr(error, "winerror", None) in _IN_USE or path.is_file():
            raise DocumentInUse(path, str(error)) from error
        raise
    if os.name == "posix":
        with suppress(OSError):  # Some file systems cannot; the file is whole all the same.
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
