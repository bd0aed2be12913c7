"""Turns everything from plain to encrypted and back, in small steps, whatever happens in between.

Each thing is written anew beside the old one, read back and compared, brought to the disk, and only
then takes its place by one rename. So at any instant every thing is there, plain or encrypted, and
the key file says which way it goes; going on means doing what is not yet done. The data file comes
first on the way in and last on the way out: while it is plain, nothing else needs the key.
"""

import shutil
from collections.abc import Generator, Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import apsw

from desktop.domain.vault import Progress, VaultState, Work
from desktop.store.aside import Pace, aside
from desktop.store.database import (
    BACKUP_FOLDER,
    FILE_NAME,
    Database,
    make_private_file,
    typed_failures,
)
from desktop.store.digest import digest
from desktop.store.disk import sync_file, sync_folder
from desktop.store.driver import READ_ONLY, connect, decrypt, encrypt, is_encrypted
from desktop.store.errors import StoreError, StoreFolderUnusable, StoreUnreadable
from desktop.store.files import FILE_FOLDER, SEALED, names_in
from desktop.store.files_conversion import convert_files
from desktop.store.kept_aside import in_asides, kept_aside, seal, seal_exports, unseal
from desktop.store.keys import KeyFile, Keys, read_key_file, remove_key_file

_PAGES_AT_ONCE = 64
_PATIENCE = 3
"""So often the data file is copied beside what the person does; then it is done in one go."""
_PART = ".part"


def turn_on(database: Database, keys: Keys, file: KeyFile, now: datetime) -> Iterator[Progress]:
    """Encrypts everything, or goes on with it.

    Args:
        database: The open data file.
        keys: Those of the vault.
        file: Its key file.
        now: Time, see ``open_database``.

    Raises:
        StoreError: What could not be done; what was done stays done.
    """
    folder = database.path.parent
    file.with_state(keys, VaultState.TURNING_ON).save(folder)
    yield Progress(Work.KEYS, 1, 1)
    yield from _database(database, keys.database, now)
    yield from _files(folder, keys, encrypting=True)
    yield from _backups(folder, keys, encrypting=True)
    read_key_file(folder).with_state(keys, VaultState.ON).save(folder)
    yield Progress(Work.DONE, 1, 1)


def turn_off(database: Database, keys: Keys, file: KeyFile, now: datetime) -> Iterator[Progress]:
    """Decrypts everything, or goes on with it; as ``turn_on``."""
    folder = database.path.parent
    file.with_state(keys, VaultState.TURNING_OFF).save(folder)
    yield Progress(Work.KEYS, 1, 1)
    yield from _backups(folder, keys, encrypting=False)
    yield from _files(folder, keys, encrypting=False)
    yield from _database(database, None, now)
    # Copies that were made meanwhile.
    yield from _backups(folder, keys, encrypting=False)
    # What is damaged beyond the key may still lie there encrypted. It is lost with it or without.
    remove_key_file(folder)
    yield Progress(Work.DONE, 1, 1)


def give_up_keys(folder: Path) -> bool:
    """Removes the key file of a conversion that was cut off at its plain end.

    Returns:
        Whether it is gone; not while anything encrypted is there.

    Raises:
        StoreError: It cannot be read, or not be removed.
    """
    backups = folder / BACKUP_FOLDER
    state = read_key_file(folder).state
    with typed_failures(folder):
        if is_encrypted(folder / FILE_NAME) or state is VaultState.ON:
            return False
        if any(name.endswith(SEALED) for place in _places(folder) for name in names_in(place)):
            return False
        locked = [path for path in backups.glob("*.sqlite") if is_encrypted(path)]
        if state is VaultState.TURNING_ON and locked:
            return False
        for path in locked:
            # Made while it was being turned off. All that is in it is in the data file.
            path.unlink(missing_ok=True)
        _sweep(folder, None)
    remove_key_file(folder)
    return True


# --- The data file --------------------------------------------------------------------------------


def _database(database: Database, key: bytes | None, now: datetime) -> Iterator[Progress]:
    """Puts the data file in its new form; what is written meanwhile begins it anew."""
    if (database.key is None) == (key is None):
        return
    copy = database.path.with_name(f"{database.path.name}.copy{_PART}")
    new = database.path.with_name(f"{database.path.name}.new{_PART}")
    try:
        for tries in range(1, _PATIENCE + 1):
            steps = _rewritten(database, copy, new, key)
            mark = yield from _paced(steps, at_once=tries == _PATIENCE)
            with typed_failures(copy):
                _remove(copy)
            while database.copying_now():
                yield Progress(Work.DATABASE, 0, 1)
            if database.changes() == mark:
                database.exchange(new, key, now)
                break
    finally:
        for path in (copy, new):
            with suppress(OSError):
                _remove(path)
    if (database.key is None) != (key is None):
        raise StoreError(database.path, "written to all the while")
    yield Progress(Work.DATABASE, 1, 1)


def _paced(steps: Generator[None, None, int], *, at_once: bool) -> Generator[Progress, None, int]:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return int(end.value)
        if not at_once:
            yield Progress(Work.DATABASE, 0, 1)


def _rewritten(
    database: Database, copy: Path, new: Path, key: bytes | None
) -> Generator[None, None, int]:
    """Makes a new file with everything; returns up to which change it goes."""
    with typed_failures(copy):
        _remove(copy)
        _remove(new)
        make_private_file(copy)
    mark = database.changes()
    for _ in database.copying(copy, _PAGES_AT_ONCE):
        mark = database.changes()
        yield
    yield from aside(lambda: _rewrite(copy, new, database.key, key))
    return mark


def _remove(path: Path) -> None:
    """Removes a data file with its journals, which would be taken for those of the next one."""
    for end in ("", "-journal", "-wal", "-shm"):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


def _rewrite(old: Path, new: Path, old_key: bytes | None, new_key: bytes | None) -> None:
    """Writes a closed data file anew, and believes it only when it says the same."""
    with typed_failures(old):
        make_private_file(new)
        if old_key is None and new_key is not None:
            encrypt(old, new, new_key)
        elif old_key is not None and new_key is None:
            decrypt(old, new, old_key)
        said = [_said(path, key) for path, key in ((old, old_key), (new, new_key))]
        if said[0] != said[1]:
            raise StoreUnreadable(new, "not the same")
        sync_file(new)


def _said(path: Path, key: bytes | None) -> str:
    connection = connect(path, READ_ONLY, key, immutable=True)
    try:
        found = str(connection.pragma("integrity_check", 1))
        if found != "ok":
            raise StoreUnreadable(path, found)
        return digest(connection)
    finally:
        connection.close()


# --- Files and copies -----------------------------------------------------------------------------


def _files(folder: Path, keys: Keys, *, encrypting: bool) -> Iterator[Progress]:
    waiting = [
        name
        for place in _places(folder)
        for name in names_in(place)
        if name.endswith(SEALED) != encrypting
    ]
    for number, _ in enumerate(convert_files(folder, keys, encrypt=encrypting), 1):
        yield Progress(Work.FILES, min(number, len(waiting)), len(waiting))


def _places(folder: Path) -> tuple[Path, Path]:
    return folder / FILE_FOLDER, folder / BACKUP_FOLDER / FILE_FOLDER


def _backups(folder: Path, keys: Keys, *, encrypting: bool) -> Iterator[Progress]:
    """Converts the copies, and wraps what was kept aside, each file by itself."""
    backups = folder / BACKUP_FOLDER
    with typed_failures(backups):
        _sweep(folder, keys)
        waiting = [
            path for path in sorted(backups.glob("*.sqlite")) if is_encrypted(path) != encrypting
        ]
        if not encrypting:  # Kept aside while there was a vault, so encrypted, but not wrapped.
            waiting += [
                path
                for path in in_asides(backups)
                if path.suffix == ".sqlite" and is_encrypted(path)
            ]
        others = list(kept_aside(backups, encrypting=encrypting))
    work = [partial(_convert_copy, path, keys, encrypting=encrypting) for path in waiting]
    work += [partial(seal if encrypting else unseal, path, keys) for path in others]
    pace = Pace()
    if encrypting:
        work.append(partial(seal_exports, folder, keys, pace))
    for number, each in enumerate(work, 1):
        for _ in aside(each, pace):
            yield Progress(Work.BACKUPS, number - 1, len(work))
        yield Progress(Work.BACKUPS, number, len(work))


def _convert_copy(path: Path, keys: Keys, *, encrypting: bool) -> None:
    new = path.with_name(f"{path.name}{_PART}")
    old_key, new_key = (None, keys.database) if encrypting else (keys.database, None)
    before = _identity(path)
    if before is None:
        return
    try:
        with typed_failures(path):
            _remove(new)
        _rewrite(path, new, old_key, new_key)
        with typed_failures(path):
            # A newer copy may have taken its place, or its time may have come.
            if _identity(path) == before:
                new.replace(path)
                sync_folder(path.parent)
    except StoreFolderUnusable:
        if _identity(path) == before:
            raise
    except StoreUnreadable:
        if _identity(path) != before:
            return
        # A damaged copy is of no use; it is kept all the same, but not readable by everybody.
        if encrypting:
            seal(path, keys)
        else:
            _put_aside(path)
    finally:
        with suppress(OSError):
            _remove(new)


def _identity(path: Path) -> tuple[int, int, int] | None:
    with suppress(FileNotFoundError):
        found = path.stat()
        return found.st_ino, found.st_size, found.st_mtime_ns
    return None


def _put_aside(path: Path) -> None:
    """Puts a copy that cannot be decrypted where nobody takes it for a copy."""
    if path.parent.name != BACKUP_FOLDER:
        return
    with typed_failures(path):
        place = path.with_name("damaged-copies")
        place.mkdir(mode=0o700, exist_ok=True)
        path.replace(place / path.name)
        sync_folder(place)
        sync_folder(path.parent)


def _sweep(folder: Path, keys: Keys | None) -> None:
    """Removes what was unfinished, but for an encrypted copy, which may be under way just now."""
    backups = folder / BACKUP_FOLDER
    under_way = {
        path.name for path in backups.glob(f"hour-*{_PART}") if _holds_nothing_plain(path, keys)
    }
    parts = f"*{_PART}*"  # Also the journals of what was being written when it was killed.
    for path in (*folder.glob(parts), *backups.glob(parts), *backups.glob("work-*")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif not any(path.name.startswith(name) for name in under_way):
            path.unlink(missing_ok=True)


def _holds_nothing_plain(path: Path, keys: Keys | None) -> bool:
    if not path.stat().st_size:
        return True
    if keys is None:
        return False
    connection = connect(path, READ_ONLY, keys.database, immutable=True)
    try:
        connection.pragma("schema_version")
    except apsw.Error:
        return False
    finally:
        connection.close()
    return True
