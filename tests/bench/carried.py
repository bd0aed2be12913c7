"""What ``vault-kill`` does with files, exports and restores, and how it looks at what is left."""

import io
import random
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from desktop.services.house import Services, open_services
from desktop.store.aside import Pace
from desktop.store.container import read_head
from desktop.store.errors import StoreError
from desktop.store.export import prove
from desktop.store.files import FileStore
from desktop.store.keys import Keys
from desktop.store.restore import settle

EXPORT = "carried.anxin"
ONLY_THERE = "只在那一个文件夹里"


def now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def attach(services: Services, dice: random.Random, say: Callable[[str], None]) -> Iterator[object]:
    """Take files in, one after the other."""
    while True:
        store = FileStore(services.data_dir, services.vault().keys)
        # Most are small, and some take several pieces.
        size = int(3_000_000 ** dice.uniform(0.3, 1.0))
        work = store.adding(io.BytesIO(dice.randbytes(size)))
        while True:
            try:
                yield next(work)
            except StopIteration as end:
                say(f"attached {end.value.sha256}")
                break


def export(services: Services, beside: Path) -> Iterator[object]:
    """Put everything into one file, again and again in place of the one before."""
    while True:
        yield from services.exports().make(beside / EXPORT)


def restore(services: Services, beside: Path, say: Callable[[str], None]) -> Iterator[object]:
    """Put everything in place of what is in another folder."""
    for number in count():
        folder = beside / f"restored-{number}"
        shutil.rmtree(folder, ignore_errors=True)
        path = beside / f"restored-{number}.anxin"
        yield from services.exports().make(path)
        other = open_services(folder, None, now)
        other.lenders.add(ONLY_THERE)
        say(f"restoring {folder.name}")
        yield from other.exports().prepare(path, services.vault().keys)
        yield from other.exports().restore()
        other.close()
        say(f"restored {folder.name}")


def damaged_files(folder: Path, keys: Keys | None, attached: set[str]) -> list[str]:
    """Which of the files that were said to be taken in are not whole."""
    found = []
    store = FileStore(folder, keys)
    store.sweep()
    for digest in sorted(attached):
        try:
            store.verify(digest)
        except StoreError as error:
            found.append(repr(error))
    return found


def damaged_export(path: Path, keys: Keys | None) -> list[str]:
    """What is wrong with an export that has its name; nothing, if it is not there or another's."""
    try:
        head = read_head(path) if path.exists() else None
        if head is None or (
            head.key is not None and (keys is None or head.key["key_id"] != keys.key_id)
        ):
            return []
        prove(path, None if head.key is None or keys is None else keys.export, Pace())
    except StoreError as error:
        return [repr(error)]
    return []


def half_restored(
    folder: Path, keys_of: Callable[[Path], Keys | None], *, ended: bool
) -> list[str]:
    """What is wrong with a folder in which a restore was cut off, or was not."""
    if not folder.exists():
        return []
    settle(folder)
    services = open_services(folder, None, now, keys_of(folder))
    try:
        before = [lender.name for lender in services.lenders.all()] == [ONLY_THERE]
        if services.recovered is not None or (ended and before):
            return [f"{folder.name}: {services.recovered} {before}"]
    finally:
        services.close()
    return []
