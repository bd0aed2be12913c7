"""What lies beside the copies: what was damaged, and exports of what was there before a restore.

While there is a vault none of it stays readable: exports are encrypted as such, so that they can be
restored, and everything else is wrapped as it is.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from desktop.domain.vault import VaultState
from desktop.store.aside import Pace
from desktop.store.chunks import PIECE, ChunksUnreadable, Opened, Sealer
from desktop.store.container import read_head
from desktop.store.database import BACKUP_FOLDER, make_private_file, typed_failures
from desktop.store.disk import sync_file, sync_folder
from desktop.store.driver import is_encrypted
from desktop.store.errors import (
    ExportCutShort,
    ExportDamaged,
    ExportForeign,
    ExportNewer,
    StoreUnreadable,
)
from desktop.store.export import SUFFIX, Lock, lock_exports
from desktop.store.files import SEALED
from desktop.store.keys import Keys, read_key_file

_PART = ".part"
ASIDE = ("damaged-*", "before-*")
_WHAT = b"anxin aside"


def plain_left(folder: Path) -> bool:
    """Whether anything beside the copies can be read without a key.

    Raises:
        StoreError: It cannot be told.
    """
    backups = folder / BACKUP_FOLDER
    with typed_failures(backups):
        copies = any(not is_encrypted(path) for path in backups.glob("*.sqlite"))
        return copies or any(kept_aside(backups, encrypting=True)) or any(_plain_exports(backups))


def seal_exports(folder: Path, keys: Keys, pace: Pace) -> None:
    """Encrypts the plain exports among the copies, and wraps those that are no whole exports.

    Raises:
        Stopped: It was given up; what is left is still plain.
        StoreError: One could not be written.
    """
    on = read_key_file(folder).with_state(keys, VaultState.ON)
    lock_exports(folder, Lock(keys, json.loads(on.text())), pace)
    for path in list(_plain_exports(folder / BACKUP_FOLDER)):
        seal(path, keys)


def _plain_exports(backups: Path) -> Iterator[Path]:
    for path in sorted(backups.glob(f"*{SUFFIX}")):
        try:
            if read_head(path).key is None:
                yield path
        except (ExportForeign, ExportNewer, ExportCutShort, ExportDamaged):
            yield path


def in_asides(backups: Path) -> list[Path]:
    """Every file in a folder that was kept aside."""
    places = [place for pattern in ASIDE for place in backups.glob(pattern)]
    return sorted(path for place in places for path in place.rglob("*") if path.is_file())


def kept_aside(backups: Path, *, encrypting: bool) -> Iterator[Path]:
    """What lies aside after damage or a restoring and is to be wrapped, or unwrapped."""
    for path in in_asides(backups):
        if path.name.endswith(SEALED) != encrypting:
            yield path
    if not encrypting:
        yield from sorted(backups.glob(f"*.sqlite{SEALED}"))
        yield from sorted(backups.glob(f"*{SUFFIX}{SEALED}"))


def seal(path: Path, keys: Keys) -> None:
    """Wraps any file as it is into an encrypted stream beside it, and removes it."""
    target = path.with_name(f"{path.name}{SEALED}")
    part = target.with_name(f"{target.name}{_PART}")
    with typed_failures(path):
        try:
            part.unlink(missing_ok=True)
            make_private_file(part)
            with path.open("rb") as source, part.open("r+b") as out:
                sealer = Sealer(out, keys.files, _WHAT)
                shutil.copyfileobj(source, sealer, PIECE)
                sealer.finish()
            _same(path, part, keys)
            sync_file(part)
            part.replace(target)
            sync_folder(path.parent)
            path.unlink()
            sync_folder(path.parent)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def unseal(path: Path, keys: Keys) -> None:
    """Puts a wrapped file back as it was; one that cannot be read stays."""
    target = path.with_name(path.name.removesuffix(SEALED))
    part = target.with_name(f"{target.name}{_PART}")
    with typed_failures(path):
        try:
            part.unlink(missing_ok=True)
            make_private_file(part)
            with Opened(path.open("rb"), keys.files, _WHAT) as source, part.open("r+b") as out:
                shutil.copyfileobj(source, out, PIECE)
            sync_file(part)
            part.replace(target)
            sync_folder(path.parent)
            path.unlink()
            sync_folder(path.parent)
        except ChunksUnreadable:
            return  # Damaged twice. It stays where it is; nothing else needs it.
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _same(plain: Path, sealed: Path, keys: Keys) -> None:
    with plain.open("rb") as one, Opened(sealed.open("rb"), keys.files, _WHAT) as other:
        while True:
            first = one.read(PIECE)
            second = b""
            while len(second) < len(first) and (more := other.read(len(first) - len(second))):
                second += more
            if first != second:
                raise StoreUnreadable(sealed, "not the same")
            if not first:
                return
