"""Puts what is in an export in place of what is there, at one instant.

Everything is first laid ready and proven in ``restoring.part``. One rename, to ``restoring``, is
the instant: from then on ``settle``, which every start calls first, carries the change to its end,
as often as it is broken off. It only renames and deletes, so it needs no key and no room. What was
there before has been put into an export of its own by then, in ``backups/``.
"""

import io
import json
import re
import shutil
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from desktop.domain.backups import Difference, Thing
from desktop.store.aside import Pace
from desktop.store.container import (
    COPY,
    DATABASE,
    FILE,
    Member,
    read_head,
    reading_members,
    taken,
)
from desktop.store.contents import check_tables, compare, difference
from desktop.store.copies import finished_copies
from desktop.store.database import (
    BACKUP_FOLDER,
    FILE_NAME,
    KEY_FILE,
    make_private_file,
    typed_failures,
)
from desktop.store.disk import sync_file, sync_folder
from desktop.store.driver import is_encrypted
from desktop.store.errors import (
    ExportDamaged,
    ExportNewer,
    StoreForeign,
    StoreFull,
    StoreNewer,
    StoreUnreadable,
)
from desktop.store.export import Content, VaultKeys
from desktop.store.files import FILE_FOLDER, FileStore, make_folder, names_in, stored_name
from desktop.store.migrations import STEPS
from desktop.store.references import list_of, lists, needed
from desktop.store.restored import MARK as RESTORED
from desktop.store.soundness import examine

READY = "restoring"
UNREADY = "restoring.part"
_PLAN = "plan.json"
_NAME_OF_A_COPY = re.compile(r"(hour-\d{8}T\d{2}Z|day-\d{4}-\d\d-\d\d|v\d+-\d{8}T\d{6}Z)\.sqlite")
_BESIDE = ("-wal", "-journal", "-shm")
# Room that is left for everything else.
_SPARE_BYTES = 64 * 1024 * 1024


class Staged(NamedTuple):
    """What is in an export, laid ready beside the data, proven.

    Attributes:
        database: The data file in it.
        vault: Whether it is encrypted, with a key file of its own.
        files: SHA-256 of each of the person's files.
    """

    database: Path
    vault: bool
    files: tuple[str, ...]


def stage(path: Path, folder: Path, keys: VaultKeys | None, pace: Pace) -> Staged:
    """Lays ready what is in an export. For a thread of its own.

    Args:
        path: The export.
        folder: The data folder.
        keys: The keys of the vault it was made with, where it is encrypted.
        pace: Tells how far it is.

    Raises:
        Stopped: It was given up; nothing is left of it.
        StoreError: It is damaged or newer, or there is no room for it; nothing is left.
    """
    with typed_failures(path):
        head = read_head(path)
    unready = folder / UNREADY
    pace.total = 2 * head.body
    try:
        with typed_failures(unready):
            _remove_folder(unready)
            if head.body + _SPARE_BYTES > shutil.disk_usage(folder).free:
                raise StoreFull(unready)
            unready.mkdir(mode=0o700)
            (unready / BACKUP_FOLDER).mkdir(mode=0o700)
            make_folder(unready / FILE_FOLDER)
            files = _unpack(path, unready, keys, pace)
            database = unready / FILE_NAME
            vault = is_encrypted(database)
            if vault:
                _write(unready / KEY_FILE, json.dumps(head.key).encode("ascii"))
            _check_database(path, database, keys.database if vault and keys else None)
            for inner in (unready / FILE_FOLDER, unready / BACKUP_FOLDER, unready):
                sync_folder(inner)
    except BaseException:
        _remove_folder(unready)
        raise
    return Staged(database, vault, tuple(files))


def _unpack(path: Path, unready: Path, keys: VaultKeys | None, pace: Pace) -> list[str]:
    digests: list[str] = []
    store: FileStore | None = None
    copies: set[str] = set()
    with reading_members(path, None if keys is None else keys.export) as members:
        for number, (member, pieces) in enumerate(members):
            if (member.kind == DATABASE) != (number == 0):
                raise ExportDamaged(path, "one data file, at the beginning")
            if member.kind == DATABASE:
                _write_all(unready / FILE_NAME, pieces, pace)
                vault = is_encrypted(unready / FILE_NAME)
                if vault and keys is None:
                    raise ExportDamaged(path, "an encrypted data file without its key")
                store = FileStore(unready, keys if vault else None)
            elif member.kind == FILE and store is not None:
                digest = _take_file(store, pieces, pace)
                if digest in digests:
                    raise ExportDamaged(path, "a file twice")
                digests.append(digest)
            else:
                _take_copy(path, member, unready, copies)
                _write_all(unready / BACKUP_FOLDER / member.name, pieces, pace)
    if store is None:
        raise ExportDamaged(path, "no data file")
    return digests


def _take_file(store: FileStore, pieces: Generator[bytes, None, str], pace: Pace) -> str:
    stored = store.add(io.BufferedReader(_Pieces(pieces, pace)))
    return stored.sha256


def _take_copy(path: Path, member: Member, unready: Path, copies: set[str]) -> None:
    if member.kind != COPY or not _NAME_OF_A_COPY.fullmatch(member.name):
        raise ExportDamaged(path, "no name of a copy")
    if member.name in copies:
        raise ExportDamaged(path, "a copy twice")
    copies.add(member.name)


def _write_all(target: Path, pieces: Generator[bytes, None, str], pace: Pace) -> None:
    make_private_file(target)
    with target.open("wb") as file:

        def write(piece: bytes) -> None:
            pace.step(2 * len(piece))
            file.write(piece)

        taken(pieces, write)
    sync_file(target)


class _Pieces(io.RawIOBase):
    """Pieces as a stream."""

    def __init__(self, pieces: Generator[bytes, None, str], pace: Pace) -> None:
        super().__init__()
        self._pieces = pieces
        self._pace = pace
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
            self._pace.step(2 * len(self._rest))
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def _check_database(path: Path, database: Path, key: bytes | None) -> None:
    """Whatever has the right sums may still have been made by somebody else."""
    try:
        check_tables(database, key)
        examine(database, len(STEPS), key)
    except StoreNewer as error:
        raise ExportNewer(path, error.detail) from error
    except (StoreForeign, StoreUnreadable) as error:
        raise ExportDamaged(path, error.detail) from error


# --- What it would change -------------------------------------------------------------------------


def preview(present: Content, staged: Staged, keys: VaultKeys | None) -> list[Difference]:
    """What becomes of the present data.

    Args:
        present: A copy of the present data file, with the files and keys there are.
        staged: What would take its place.
        keys: The keys of that, where it is encrypted.

    Raises:
        StoreError: Something cannot be read.
    """
    found = compare(
        present.database,
        None if present.keys is None else present.keys.database,
        staged.database,
        keys.database if staged.vault and keys else None,
    )
    before = dict.fromkeys(present.files.names())
    after = dict.fromkeys(stored_name(digest, present.keys) for digest in staged.files)
    return [*found, difference(Thing.FILES, before, after)]


# --- The instant, and what follows ----------------------------------------------------------------


def commit(folder: Path, staged: Staged, *, same_key: bool) -> None:
    """From here on the restored data count; ``settle`` puts them in place.

    Args:
        folder: The data folder.
        staged: What was laid ready.
        same_key: Whether the older copies of the data are protected as the restored data are;
            else they must be in an export by now, and are removed.

    Raises:
        StoreError: It could not be written; the present data count.
    """
    unready = folder / UNREADY
    with typed_failures(unready):
        plan = {
            "vault": staged.vault,
            "keep_copies": same_key,
            "files": names_in(unready / FILE_FOLDER),
            "copies": sorted(path.name for path in (unready / BACKUP_FOLDER).iterdir()),
        }
        _write(unready / _PLAN, json.dumps(plan).encode("ascii"))
        sync_folder(unready)
        unready.replace(folder / READY)
        sync_folder(folder)


def give_up(folder: Path) -> None:
    """Removes what was laid ready."""
    _remove_folder(folder / UNREADY)


def settle(folder: Path) -> bool:
    """Carries a restore to its end that has passed its instant; whether there was one.

    To be called before anything in the folder is opened.

    Raises:
        StoreError: Something cannot be renamed or removed; the next start tries again.
    """
    ready = folder / READY
    with typed_failures(folder):
        if not ready.is_dir():
            if (folder / UNREADY).is_dir():
                _remove_folder(folder / UNREADY)
            return False
        plan = _read_plan(folder)
        _settle_files(folder, plan.files, keep_copies=plan.keep_copies)
        _settle_copies(folder, plan.copies, keep_copies=plan.keep_copies)
        _settle_key(folder, vault=plan.vault)
        if (ready / FILE_NAME).exists():
            # The old log must never meet the new file.
            for end in _BESIDE:
                (folder / f"{FILE_NAME}{end}").unlink(missing_ok=True)
            sync_folder(folder)
            (ready / FILE_NAME).replace(folder / FILE_NAME)
        sync_folder(folder)
        # By it the window that comes now tells; a full disk must not hold the restore up for that.
        with suppress(OSError):
            (folder / RESTORED).touch()
        # It must not be begun anew while half of it is gone.
        _remove_folder(folder / UNREADY)
        ready.replace(folder / UNREADY)
        sync_folder(folder)
        _remove_folder(folder / UNREADY)
    return True


class _Plan(NamedTuple):
    """What stays.

    Attributes:
        vault: Whether the restored data are encrypted.
        keep_copies: Whether the older copies of the data stay.
        files: Names of the files of the restored data; None removes none.
        copies: Names of the copies among the restored data.
    """

    vault: bool
    keep_copies: bool
    files: frozenset[str] | None
    copies: frozenset[str]


def _read_plan(folder: Path) -> _Plan:
    """The plan; where nobody can read it any more, one that removes no data and no copy."""
    ready = folder / READY
    try:
        plan = json.loads((ready / _PLAN).read_text(encoding="ascii"))
        vault, keep = plan["vault"], plan["keep_copies"]
        if not (isinstance(vault, bool) and isinstance(keep, bool)):
            raise TypeError
        return _Plan(vault, keep, frozenset(plan["files"]), frozenset(plan["copies"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        staged, placed = ready / FILE_NAME, folder / FILE_NAME
        return _Plan(is_encrypted(staged if staged.exists() else placed), True, None, frozenset())


def _settle_files(folder: Path, names: frozenset[str] | None, *, keep_copies: bool) -> None:
    here, staged = folder / FILE_FOLDER, folder / READY / FILE_FOLDER
    aside = folder / BACKUP_FOLDER / FILE_FOLDER
    make_folder(here)
    for name in names_in(staged):
        (staged / name).replace(here / name)
    wanted = needed(folder) if keep_copies else frozenset()
    for name in () if names is None else set(names_in(here)) - names:
        if wanted is None or name in wanted:
            make_folder(aside)
            (here / name).replace(aside / name)
        else:
            (here / name).unlink()
    sync_folder(here)


def _settle_copies(folder: Path, names: frozenset[str], *, keep_copies: bool) -> None:
    backups, staged = folder / BACKUP_FOLDER, folder / READY / BACKUP_FOLDER
    make_folder(backups)
    if not keep_copies:
        for copy in finished_copies(folder):
            if copy.path.name not in names:
                copy.path.unlink()
                list_of(copy.path).unlink(missing_ok=True)
        for path in lists(folder):
            path.unlink()
        for name in names_in(backups / FILE_FOLDER):
            (backups / FILE_FOLDER / name).unlink()
    for path in staged.iterdir():
        path.replace(backups / path.name)
    sync_folder(backups)


def _settle_key(folder: Path, *, vault: bool) -> None:
    staged, copy = folder / READY / KEY_FILE, folder / BACKUP_FOLDER / KEY_FILE
    if not vault:
        (folder / KEY_FILE).unlink(missing_ok=True)
        copy.unlink(missing_ok=True)
    elif staged.exists():
        # The program makes its copy anew from the file.
        copy.unlink(missing_ok=True)
        staged.replace(folder / KEY_FILE)


def _write(path: Path, data: bytes) -> None:
    make_private_file(path)
    path.write_bytes(data)
    sync_file(path)


def _remove_folder(folder: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)
