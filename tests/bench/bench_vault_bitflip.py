"""Whether one flipped bit anywhere is ever read as if it were right.

Of the data file, its log, the key file and the copies, with the vault on and off, and of the files
and exports where there are some. After a flip the folder is opened as the program opens it, with
its recovery. What then stands in it must be what was written, or something must have been told.
"""

import random
import shutil
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from desktop.store.convert import turn_on
from desktop.store.copies import copy_hour
from desktop.store.database import Database, is_locked, open_database
from desktop.store.errors import StoreError
from desktop.store.files import FileStore
from desktop.store.keys import KeyFile, Keys, read_key_file
from desktop.store.migrations import STEPS
from desktop.store.recovery import recover
from desktop.store.soundness import examine
from tests.bench.harness import report_at_most, rounds
from tests.bench.vaults import NOW, fill, thought_up

NAME = "vault-bitflip"
LIMIT = 0
SEED = 20261122
ROWS = 300
CONTENT = b"a recording " * 20_000


Rows = list[tuple[object, ...]]


class Home(NamedTuple):
    """A folder as it was before the flips.

    Attributes:
        folder: Where it is.
        keys: Those of its vault, if there is one.
        written: What stands in it.
        before: What stood in it before the last change, and stands in its copies.
    """

    folder: Path
    keys: Keys | None
    written: Rows
    before: Rows


def rows(database: Database) -> Rows:
    """All that the person wrote."""
    return database.rows("SELECT * FROM note ORDER BY step")


def make(folder: Path, vault: tuple[Keys, KeyFile] | None, *, closed: bool) -> tuple[Rows, Rows]:
    """Fills a folder with a bit of everything; a log is left beside the file unless closed.

    Returns:
        What was written, and what stood there before the last change.
    """
    database = open_database(folder, NOW)
    fill(database, ROWS)
    FileStore(folder).add(_source(folder))
    for _ in copy_hour(database, NOW):
        pass
    if vault is not None:
        for _ in turn_on(database, *vault, NOW):
            pass
    before = rows(database)
    database.write("UPDATE note SET text = 'the last' WHERE step = 's-000007'", ())
    written = rows(database)
    if closed:
        database.close()
        return written, before
    # What a kill leaves: the log is not folded in.
    aside = folder.with_name(f"{folder.name}-killed")
    shutil.copytree(folder, aside)
    database.close()
    shutil.rmtree(folder)
    aside.rename(folder)
    return written, before


def _source(folder: Path) -> Path:
    path = folder.with_name(f"{folder.name}.m4a")
    path.write_bytes(CONTENT)
    return path


def look_at_data(trial: Path, home: Home) -> bool:
    """Opens the data as the program does; whether something wrong stands in it.

    After a recovery, of which the person is told, rows may be missing, but none may be wrong.
    """
    key = home.keys.database if home.keys is not None and is_locked(trial) else None
    told = False
    try:
        database = open_database(trial, NOW, key=key)
    except StoreError:
        told = True
        recover(trial, NOW, key=key)
        database = open_database(trial, NOW, key=key)
    found = rows(database)
    database.close()
    if told:
        return not set(found) <= {*home.written, *home.before}
    return found != home.written


def wrong(home: Home, trial: Path, place: Path) -> bool:
    """Whether a folder with a flipped bit gives something wrong as if it were right.

    Args:
        home: Where the folder is from.
        trial: The folder.
        place: Which of its files has the flipped bit.
    """
    try:
        if place.name == "anxin.key":
            # Each of the two alone; the other would always help.
            (trial / ("anxin.key" if place.parent.name else "backups/anxin.key")).unlink()
            return read_key_file(trial) != read_key_file(home.folder)
        if place.parent.name == "files":
            store = FileStore(trial, home.keys)
            with store.open(sha256(CONTENT).hexdigest()) as stream:
                return stream.read() != CONTENT
        if place.suffix == ".sqlite" and place.parent.name == "backups":
            examine(trial / place, len(STEPS), None if home.keys is None else home.keys.database)
            return True
        return look_at_data(trial, home)
    except StoreError:
        return False


def homes(scratch: Path) -> list[Home]:
    """Folders with the vault off and on, closed and killed."""
    vault = thought_up()
    made = []
    for name, own, closed in (
        ("plain", None, True),
        ("plain-killed", None, False),
        ("locked", vault, True),
        ("locked-killed", vault, False),
    ):
        folder = scratch / name
        rows_made = make(folder, own, closed=closed)
        made.append(Home(folder, None if own is None else own[0], *rows_made))
    return made


def main() -> None:
    """Measure and print one line."""
    n = rounds(2000, 200)
    dice = random.Random(SEED)
    unnoticed = 0
    with tempfile.TemporaryDirectory() as scratch:
        made = homes(Path(scratch))
        for number in range(n):
            home = made[number % len(made)]
            places = [
                path.relative_to(home.folder)
                for path in sorted(home.folder.rglob("*"))
                if path.is_file() and path.stat().st_size and path.suffix != ".files"
            ]
            place = dice.choice(places)
            trial = Path(scratch) / "trial"
            shutil.rmtree(trial, ignore_errors=True)
            shutil.copytree(home.folder, trial)
            content = bytearray((trial / place).read_bytes())
            # Headers are where it hurts most, and are small.
            at = dice.randrange(len(content) if number % 4 else min(len(content), 100))
            content[at] ^= 1 << dice.randrange(8)
            (trial / place).write_bytes(content)
            if wrong(home, trial, place):
                unnoticed += 1
                print(f"{home.folder.name}: {place} byte {at}", file=sys.stderr)
    report_at_most(NAME, unnoticed, "unnoticed", LIMIT, n)


if __name__ == "__main__":
    main()
