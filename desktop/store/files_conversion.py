"""Turns the person's files from plain to encrypted and back, one at a time.

At any instant each file lies there plain, or encrypted, or both; it goes on where it was stopped.
The old one is removed only when the new one is on the disk and was read back.
"""

from collections.abc import Generator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from desktop.store.chunks import PIECE
from desktop.store.database import BACKUP_FOLDER, typed_failures
from desktop.store.disk import sync_folder
from desktop.store.errors import StoreUnreadable
from desktop.store.files import (
    FILE_FOLDER,
    PART,
    SEALED,
    FileKeys,
    names_in,
    reading,
    reading_back,
    run,
    stored_name,
    sweep,
    writing,
)
from desktop.store.references import lists, read_list, write_list


def convert_files(
    folder: Path, keys: FileKeys, *, encrypt: bool
) -> Generator[None, None, tuple[Path, ...]]:
    """Converts all files of a data folder, also those that only copies of the database need.

    Args:
        folder: The data folder.
        keys: Those of the vault.
        encrypt: Whether it is being turned on; else it is being turned off.

    Returns:
        What could not be converted because it is damaged; it lies where it was. Never anything
        plain: what is damaged and plain is encrypted as it is.

    Raises:
        StoreError: There is no room or no right to write. What was done so far stays done.
    """
    left: list[Path] = []
    places = (folder / FILE_FOLDER, folder / BACKUP_FOLDER / FILE_FOLDER)
    for place in places:
        sweep(place)
        for name in names_in(place):
            if name.endswith(SEALED) != encrypt:
                left += _convert(place / name, keys, encrypt=encrypt)
                yield
    new_names = {
        stored_name(name, keys): name
        for place in places
        for name in names_in(place)
        if not name.endswith(SEALED)
    }
    for path in lists(folder):
        _convert_list(path, keys, new_names, encrypt=encrypt)
        yield
    return tuple(left)


def _convert(old: Path, keys: FileKeys, *, encrypt: bool) -> list[Path]:
    part = old.with_name(f"{old.name}{PART}")
    total = sha256()
    with typed_failures(old):
        try:
            with (
                reading(old, None if encrypt else keys) as source,
                writing(part, keys if encrypt else None) as write,
            ):
                while piece := source.read(PIECE):
                    total.update(piece)
                    write(piece)
            digest = total.hexdigest()
            if not encrypt and stored_name(digest, keys) != old.name:
                return [old]
            run(reading_back(part, keys if encrypt else None, digest))
            # A plain file that is damaged keeps the name of what it was, so that it shows later.
            part.replace(old.with_name(stored_name(old.name, keys) if encrypt else digest))
            sync_folder(old.parent)
            old.unlink()
            sync_folder(old.parent)
        except StoreUnreadable:
            if encrypt:
                raise
            return [old]
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return []


def _convert_list(path: Path, keys: FileKeys, new_names: dict[str, str], *, encrypt: bool) -> None:
    """Gives a list the new names; one that is damaged stays, since it holds no content."""
    names = read_list(path)
    if names is None:
        return
    if encrypt:
        new = {name if name.endswith(SEALED) else stored_name(name, keys) for name in names}
    else:
        new = {new_names.get(name, name) for name in names}
    if new != names:
        with typed_failures(path):
            write_list(path, sorted(new))
