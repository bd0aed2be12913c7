"""Moves everything the person has to another folder, so that no instant loses anything.

Everything is copied and read back while the data stay in use; the data file comes last, by the
online copy that all copies are made with, is looked over, and gets its name. Then one rename in
the home folder (``whereabouts``) lets the new place count, in the same step in which it was seen
that nothing was written since. What is left behind goes at a later start, when the new place has
been opened, and only if it still says what was moved. What was broken off before the rename is
removed from the new place.
"""

import os
from collections.abc import Generator, Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from desktop.store.aside import Pace, aside
from desktop.store.container import read_head
from desktop.store.database import (
    BACKUP_FOLDER,
    CHECK_MARK,
    FILE_NAME,
    KEY_FILE,
    Database,
    make_private_file,
    open_database,
    typed_failures,
)
from desktop.store.digest import digest
from desktop.store.disk import sync_file, sync_folder
from desktop.store.erase import remove_all
from desktop.store.errors import StoreError, StoreFolderUnusable, StoreUnreadable
from desktop.store.files import FILE_FOLDER
from desktop.store.migrations import STEPS
from desktop.store.restored import MARK as RESTORED
from desktop.store.soundness import closed_file, examine
from desktop.store.whereabouts import (
    SIGN,
    UNFINISHED,
    Coming,
    Left,
    Pointer,
    folder_of,
    new_sign,
    put_sign,
    read_pointer,
    read_sign,
    told_of,
    write_pointer,
)

_PAGES_AT_ONCE = 64
_PIECE = 1024 * 1024
_PATIENCE = 3
"""So often it is copied beside what the person does; then the rest is done in one go."""
_PART = ".part"
_FILES = (KEY_FILE, "anxin.look", CHECK_MARK, RESTORED)
_FOLDERS = (FILE_FOLDER, BACKUP_FOLDER, "logs")
_EXPORTS = ".anxin"
# Each file is read, written and read back.
_TIMES = 2


class Stamp(NamedTuple):
    """What tells that a file was changed."""

    size: int
    changed_ns: int


def contents(folder: Path) -> dict[str, Stamp]:
    """What goes along besides the data file, by its path below the folder.

    Raises:
        StoreError: The folder cannot be read.
    """
    found: dict[str, Stamp] = {}
    with typed_failures(folder):
        for path in _everything(folder):
            with suppress(FileNotFoundError):
                stat = path.stat()
                name = path.relative_to(folder).as_posix()
                found[name] = Stamp(stat.st_size, stat.st_mtime_ns)
    return found


def _everything(folder: Path) -> Iterator[Path]:
    for name in _FILES:
        if (folder / name).is_file():
            yield folder / name
    for path in sorted(folder.glob(f"*{_EXPORTS}")):
        with suppress(StoreError, OSError):
            read_head(path)
            yield path
    for top in _FOLDERS:
        for place, folders, names in os.walk(folder / top, followlinks=True):
            # What is half done there is worth nothing anywhere else.
            folders[:] = sorted(name for name in folders if not name.startswith("work-"))
            yield from (Path(place, name) for name in sorted(names) if not name.endswith(_PART))


def size(folder: Path) -> int:
    """How many bytes it takes to move a folder.

    Raises:
        StoreError: The folder cannot be read.
    """
    with typed_failures(folder):
        data = sum(path.stat().st_size for path in folder.glob(f"{FILE_NAME}*"))
    return data + sum(stamp.size for stamp in contents(folder).values())


def moving(database: Database, target: Path, home: Path, pace: Pace) -> Generator[None, None, None]:
    """Moves everything, in steps that take a few milliseconds each.

    Afterwards nothing more can be written here: the program must be started anew. A generator that
    is closed before its end leaves nothing in the new place.

    Args:
        database: The open data file.
        target: The new place; empty, or not there yet.
        home: The folder that says where the data are.
        pace: Tells how far it is.

    Raises:
        StoreError: It could not be done; everything is as it was.
    """
    folder = database.path.parent
    before = read_pointer(home)
    copy = target / f"{FILE_NAME}{_PART}"
    pace.total = _TIMES * size(folder)
    try:
        coming = _arrive(target, home, before)
        said = yield from _copied(database, target, copy, pace)
        with typed_failures(target):
            copy.replace(target / FILE_NAME)
            _sync_all(target)
        left = Left(told_of(folder, home), said)
        # The home folder needs no sign to be known.
        sign = coming.sign if coming.folder else ""
        _switch(home, Pointer(coming.folder, sign, (*before.left, left)))
    except BaseException:
        with suppress(StoreError):
            give_up(home)
        raise
    database.retire()


def _arrive(target: Path, home: Path, before: Pointer) -> Coming:
    """Notes where everything goes before anything does, so that a start after a kill knows it."""
    made = not target.exists()
    # Another arrival than any before, of which a sign may be left there.
    coming = Coming(told_of(target, home), new_sign(), made)
    write_pointer(home, before._replace(coming=coming))
    with typed_failures(target):
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        if made:
            with suppress(PermissionError):
                target.chmod(0o700)
    put_sign(target, coming.sign)
    return coming


def _switch(home: Path, pointer: Pointer) -> None:
    """Lets the new place count. What fails after that instant is no failure of it."""
    try:
        write_pointer(home, pointer)
    except StoreError:
        if read_pointer(home) != pointer:
            raise


# --- Copying --------------------------------------------------------------------------------------


def _copied(database: Database, target: Path, copy: Path, pace: Pace) -> Generator[None, None, str]:
    """Copies until nothing has changed since; the digest of the data file that was copied."""
    folder = database.path.parent
    there: dict[str, Stamp] = {}
    mark = -1
    said = ""
    for tries in range(1, _PATIENCE + 1):
        at_once = tries == _PATIENCE
        while database.copying_now():
            yield
        for _ in aside(lambda: _follow(folder, target, there, pace), pace):
            if not at_once:
                yield
        if mark != database.changes():
            steps = _copy_database(database, copy)
            try:
                while True:
                    next(steps)
                    if not at_once:
                        yield
            except StopIteration as end:
                mark, said = end.value
        if mark == database.changes() and there == contents(folder):
            return said
    raise StoreFolderUnusable(folder, "written to all the while")


def _follow(folder: Path, target: Path, there: dict[str, Stamp], pace: Pace) -> None:
    """Makes the new place like the old one, but for the data file."""
    wanted = contents(folder)
    with typed_failures(target):
        for name in there.keys() - wanted.keys():
            (target / name).unlink(missing_ok=True)
            del there[name]
        for name, stamp in wanted.items():
            if there.get(name) != stamp:
                there.pop(name, None)
                if _copy(folder / name, target / name, pace):
                    there[name] = stamp


def _copy(source: Path, target: Path, pace: Pace) -> bool:
    """Copies a file and reads it back; whether it was still there."""
    part = target.with_name(f"{target.name}{_PART}")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part.unlink(missing_ok=True)
    total = sha256()
    try:
        file = source.open("rb")
    except FileNotFoundError:
        return False
    with file:
        make_private_file(part)
        with part.open("wb") as out:
            while piece := file.read(_PIECE):
                total.update(piece)
                out.write(piece)
                pace.step(len(piece))
            out.flush()
            os.fsync(out.fileno())
        stat = os.fstat(file.fileno())
    with suppress(OSError):  # Some drives know no such times; nothing depends on them.
        os.utime(part, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    if _hash(part, pace) != total.digest():
        raise StoreUnreadable(part, "not what was written")
    part.replace(target)
    return True


def _hash(path: Path, pace: Pace) -> bytes:
    total = sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            total.update(piece)
            pace.step(len(piece))
    return total.digest()


def _copy_database(database: Database, copy: Path) -> Generator[None, None, tuple[int, str]]:
    """Copies the data file and looks the copy over; up to which change it goes, what it says."""
    with typed_failures(copy):
        _remove_data(copy)
        make_private_file(copy)
    mark = database.changes()
    for _ in database.copying(copy, _PAGES_AT_ONCE):
        mark = database.changes()
        yield
    key = database.key
    return mark, (yield from aside(lambda: _looked_over(copy, key)))


def _looked_over(copy: Path, key: bytes | None) -> str:
    with typed_failures(copy):
        sync_file(copy)
    examine(copy, len(STEPS), key)
    with closed_file(copy, key) as connection:
        return digest(connection)


def _remove_data(path: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


def _sync_all(target: Path) -> None:
    for top in _FOLDERS:
        for place, _, _ in os.walk(target / top):
            sync_folder(Path(place))
    sync_folder(target)
    with suppress(OSError):  # Whose folder that is, nobody knows.
        sync_folder(target.parent)


# --- Afterwards -----------------------------------------------------------------------------------


def give_up(home: Path) -> None:
    """Removes what was copied to a place that never came to count.

    Raises:
        StoreError: The place is not there, or something cannot be removed: again at the next start.
    """
    pointer = read_pointer(home)
    coming = pointer.coming
    if coming is None:
        with typed_failures(home):
            (home / UNFINISHED).unlink(missing_ok=True)
        return
    place = folder_of(coming.folder, home)
    # Never where the data are, whatever is noted.
    if coming.folder != pointer.folder:
        if coming.made and not place.exists() and not place.parent.exists():
            raise StoreFolderUnusable(place, "not there now")
        sign = read_sign(place)
        # Nothing is copied before the sign is there; another sign is that of another folder.
        if sign == coming.sign:
            remove_all(place, keep=frozenset())
            with typed_failures(place):
                for pattern in (f"anxin.*{_PART}", f"*{_EXPORTS}{_PART}"):
                    for path in place.glob(pattern):
                        path.unlink(missing_ok=True)
        if sign in ("", coming.sign):
            _remove_place(place, made=coming.made)
    write_pointer(home, pointer._replace(coming=None))


def _remove_place(place: Path, *, made: bool) -> None:
    """Removes what is no data from a place, and the place itself if nothing else is there."""
    with typed_failures(place):
        for name in (SIGN, f"{SIGN}{_PART}", "anxin.lock"):
            (place / name).unlink(missing_ok=True)
        if made:
            with suppress(OSError):  # Somebody has put something else there.
                place.rmdir()


def left_places(home: Path) -> tuple[Path, ...]:
    """The places that are still to be tidied.

    Raises:
        StoreError: Nobody knows.
    """
    return tuple(folder_of(each.folder, home) for each in read_pointer(home).left)


def tidy(home: Path, key: bytes | None, now: datetime) -> bool:
    """Removes what was left behind by moves, now that the data have been opened where they are.

    Args:
        home: The folder that says where the data are.
        key: That of the data file.
        now: As for ``open_database``.

    Returns:
        Whether something had to stay, since it is not what was moved.

    Raises:
        StoreError: A place is not there, or something cannot be removed: again at the next start.
    """
    kept = False
    while left := read_pointer(home).left:
        pointer = read_pointer(home)
        place = folder_of(left[0].folder, home)
        if left[0].folder == pointer.folder:
            pass  # The data were moved back there.
        elif not place.exists():
            if not place.parent.exists():
                raise StoreFolderUnusable(place, "not there now")
        elif _says(place, key, now, left[0].said):
            # Before the keys: without them nobody could tell any more what it says.
            with typed_failures(place):
                _remove_data(place / FILE_NAME)
            remove_all(place, keep=_not_taken_along(place, folder_of(pointer.folder, home)))
            _remove_place(place, made=bool(left[0].folder))
        else:
            kept = True
        write_pointer(home, pointer._replace(left=left[1:]))
    give_up(home)
    return kept


def _not_taken_along(place: Path, now: Path) -> frozenset[str]:
    """Exports that somebody put there after the move."""
    with typed_failures(place):
        return frozenset(
            path.name
            for path in place.glob(f"*{_EXPORTS}")
            if not (now / path.name).exists()
            or (now / path.name).stat().st_size != path.stat().st_size
        )


def _says(place: Path, key: bytes | None, now: datetime, said: str) -> bool:
    """Whether the data file of a place still says what was moved; so it does if it is gone."""
    if not (place / FILE_NAME).exists():
        return True
    try:
        database = open_database(place, now, key=key)
    except StoreUnreadable:
        return False
    try:
        return database.digest() == said
    finally:
        database.close()


def remove_left(home: Path) -> None:
    """Removes what was left behind, whatever it says: the person wants nothing to stay.

    Raises:
        StoreError: A place is not there, or something cannot be removed.
    """
    pointer = read_pointer(home)
    for each in pointer.left:
        place = folder_of(each.folder, home)
        if each.folder != pointer.folder and place.exists():
            remove_all(place, keep=frozenset())
    write_pointer(home, pointer._replace(left=()))
