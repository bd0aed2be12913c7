"""Which files a copy of the database goes with, written beside the copy.

A line for each name, and at the end the SHA-256 of the lines before, so that a list that is cut
short is not taken for a shorter one: then nothing at all would be known to be no longer needed.
"""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from desktop.store.database import BACKUP_FOLDER, make_private_file
from desktop.store.disk import sync_file, sync_folder

LIST = ".files"
_END = "sha256 "


def list_of(copy: Path) -> Path:
    """Where the list of a copy of the database lies."""
    return copy.with_suffix(LIST)


def write_list(path: Path, names: list[str]) -> None:
    """Writes a list, whole or not at all.

    Raises:
        OSError: It could not be written.
    """
    lines = "".join(f"{name}\n" for name in names)
    end = f"{_END}{sha256(lines.encode()).hexdigest()}\n"
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        make_private_file(part)
        part.write_text(lines + end, encoding="ascii", newline="\n")
        sync_file(part)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    sync_folder(path.parent)


def read_list(path: Path) -> frozenset[str] | None:
    """The names in a list; None if it is damaged."""
    try:
        lines, mark, end = path.read_text(encoding="ascii").rpartition(_END)
    except (OSError, UnicodeDecodeError):
        return None
    if not mark or end != f"{sha256(lines.encode()).hexdigest()}\n":
        return None
    return frozenset(lines.splitlines())


def lists(folder: Path) -> list[Path]:
    """The lists in a data folder."""
    return sorted((folder / BACKUP_FOLDER).glob(f"*{LIST}"))


def needed(folder: Path) -> frozenset[str] | None:
    """Every name that a copy goes with; None if one of the lists is damaged.

    Raises:
        OSError: The folder cannot be read.
    """
    names: set[str] = set()
    for path in lists(folder):
        found = read_list(path)
        if found is None:
            return None
        names |= found
    return frozenset(names)
