"""Copies of the data file beside it, one for each hour in which something changed.

None is believed before it was checked. Of the older ones the newest of each hour, day and week are
kept, as many as ``KEPT`` says, and within a size. The person's files are not copied: a copy has a
list of those it goes with (``references``), and none of them is deleted while a list names it.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from desktop.domain.backups import BEFORES_KEPT, Holding
from desktop.store.aside import aside
from desktop.store.database import (
    BACKUP_FOLDER,
    Database,
    make_private_file,
    typed_failures,
)
from desktop.store.disk import sync_file, sync_folder
from desktop.store.files import FILE_FOLDER, names_in
from desktop.store.migrations import STEPS
from desktop.store.references import list_of, lists, needed, write_list
from desktop.store.soundness import examine

KEPT = {"%Y%m%d%H": 24, "%Y%m%d": 7, "%G%V": 8}
"""How many hours, days and weeks of UTC are kept."""
USUAL_LIMIT = 500 * 1024 * 1024
_PAGES_AT_ONCE = 64
_HOUR = re.compile(r"hour-(\d{8}T\d{2})Z\.sqlite")
_DAY = re.compile(r"day-(\d{4}-\d{2}-\d{2})\.sqlite")
_MIGRATION = re.compile(r"v\d+-(\d{8}T\d{6})Z\.sqlite")
_ASIDE = ("damaged-*",)
_BEFORE = re.compile(r"before-(\d{8}T\d{6})Z\.anxin(\.sealed)?")


class Copy(NamedTuple):
    """A finished copy of the data file.

    Attributes:
        path: The file.
        moment: When it was made, as its name tells: to the hour.
        rolling: Whether newer ones push it out; else only the size does.
    """

    path: Path
    moment: datetime
    rolling: bool


def copy_of_hour(folder: Path, now: datetime) -> Path:
    """The name of the copy of an hour."""
    return folder / BACKUP_FOLDER / f"hour-{now.astimezone(UTC):%Y%m%dT%H}Z.sqlite"


def copy_hour(database: Database, now: datetime, limit: int = USUAL_LIMIT) -> Iterator[None]:
    """Makes the copy of an hour in small pieces, in place of the one made before in that hour.

    Between the pieces the data file may be read and written: what is written gets into the copy.
    An iteration that is not carried to its end leaves the older copy and nothing else.

    Args:
        database: The open data file.
        now: The present time.
        limit: Bytes that all copies together may take; the oldest go first, never the new one.

    Raises:
        StoreUnreadable: What was copied is not sound, so the data file is damaged.
        StoreError: There is no room or no right to write.
    """
    folder = database.path.parent
    final = copy_of_hour(folder, now)
    unfinished = final.with_suffix(".part")
    try:
        with typed_failures(unfinished):
            final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
            make_private_file(unfinished)
        files = names_in(folder / FILE_FOLDER)
        yield from database.copying(unfinished, _PAGES_AT_ONCE)
        yield
        yield from aside(lambda: _check_and_sync(unfinished, database.key))
        with typed_failures(final):
            # A copy without its list would not hold on to its files.
            if files or list_of(final).exists():
                write_list(list_of(final), files)
            unfinished.replace(final)
            sync_folder(final.parent)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    yield
    thin_out(folder, limit, final)


def _check_and_sync(path: Path, key: bytes | None) -> None:
    examine(path, len(STEPS), key)
    with typed_failures(path):
        sync_file(path)


# --- What is kept ---------------------------------------------------------------------------------


def finished_copies(folder: Path) -> list[Copy]:
    """The copies made by us, newest first; what somebody put beside them is theirs."""
    found = [_copy(path) for path in (folder / BACKUP_FOLDER).glob("*.sqlite")]
    return sorted(
        (copy for copy in found if copy is not None),
        key=lambda copy: (copy.moment, copy.path.name),
        reverse=True,
    )


def _copy(path: Path) -> Copy | None:
    with suppress(ValueError):
        if match := _HOUR.fullmatch(path.name):
            return Copy(path, datetime.strptime(f"{match[1]}+0000", "%Y%m%dT%H%z"), rolling=True)
        if match := _DAY.fullmatch(path.name):
            # They were renewed until the end of the day.
            day = date.fromisoformat(match[1])
            noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            return Copy(path, noon, rolling=True)
        if match := _MIGRATION.fullmatch(path.name):
            moment = datetime.strptime(f"{match[1]}+0000", "%Y%m%dT%H%M%S%z")
            return Copy(path, moment, rolling=False)
    return None


def befores(folder: Path) -> list[Copy]:
    """The exports of what was there before a restore, newest first."""
    found = []
    for path in (folder / BACKUP_FOLDER).glob("before-*"):
        if match := _BEFORE.fullmatch(path.name):
            with suppress(ValueError):
                moment = datetime.strptime(f"{match[1]}+0000", "%Y%m%dT%H%M%S%z")
                found.append(Copy(path, moment, rolling=False))
    return sorted(found, key=lambda copy: (copy.moment, copy.path.name), reverse=True)


def thin_out(folder: Path, limit: int, newest: Path | None = None) -> None:
    """Removes the copies that are no longer wanted, and the files only they needed.

    Args:
        folder: The data folder.
        limit: Bytes that may be taken.
        newest: The one that was just made and checked, and stays in any case; else the newest.

    Raises:
        StoreError: The folder cannot be read or written.
    """
    backups = folder / BACKUP_FOLDER
    with typed_failures(backups):
        earlier = befores(folder)
        for copy in earlier[BEFORES_KEPT:]:
            copy.path.unlink(missing_ok=True)
        earlier = earlier[:BEFORES_KEPT]
        copies = finished_copies(folder)
        if not copies:
            return
        last = next((copy for copy in copies if copy.path == newest), copies[0])
        # Those ahead of the new one were told by a clock that was wrong then, or is now. They are
        # not better than any other, but they are not pushed out all at once either.
        order = [
            last,
            *(copy for copy in copies if copy.moment <= last.moment and copy != last),
            *(copy for copy in copies if copy.moment > last.moment),
        ]
        kept = _wanted(order)
        for copy in order:
            if copy not in kept:
                _remove(copy)
        _remove_unneeded(folder)
        while len(kept) + len(earlier) > 1 and _size(folder, [*kept, *earlier]) > limit:
            # The older of the two oldest, but never the newest copy.
            if earlier and (len(kept) == 1 or earlier[-1].moment <= kept[-1].moment):
                earlier.pop().path.unlink(missing_ok=True)
                continue
            _remove(kept.pop())
            _remove_unneeded(folder)
        for pattern in ("hour-*.part", "day-*.part"):
            for path in backups.glob(pattern):
                path.unlink(missing_ok=True)


def _wanted(order: list[Copy]) -> list[Copy]:
    seen: dict[str, set[str]] = {pattern: set() for pattern in KEPT}
    wanted = []
    for copy in order:
        wants = not copy.rolling
        for pattern, number in KEPT.items():
            mark = copy.moment.strftime(pattern)
            if copy.rolling and mark not in seen[pattern] and len(seen[pattern]) < number:
                seen[pattern].add(mark)
                wants = True
        if wants:
            wanted.append(copy)
    return wanted


def _remove(copy: Copy) -> None:
    # The list goes last: what is left of a removal that was broken off must not lose files.
    copy.path.unlink(missing_ok=True)
    list_of(copy.path).unlink(missing_ok=True)


def _remove_unneeded(folder: Path) -> None:
    for path in lists(folder):
        if not path.with_suffix(".sqlite").exists():
            path.unlink(missing_ok=True)
    names = needed(folder)
    if names is None:
        return
    for name in names_in(folder / BACKUP_FOLDER / FILE_FOLDER):
        if name not in names:
            (folder / BACKUP_FOLDER / FILE_FOLDER / name).unlink(missing_ok=True)


def _size(folder: Path, copies: list[Copy]) -> int:
    paths = [copy.path for copy in copies]
    paths += lists(folder)
    paths += (folder / BACKUP_FOLDER / FILE_FOLDER).glob("*")
    return sum(path.stat().st_size for path in paths if path.is_file())


def holding(folder: Path, limit: int) -> Holding:
    """What is kept.

    Raises:
        StoreError: The folder cannot be read.
    """
    backups = folder / BACKUP_FOLDER
    with typed_failures(backups):
        copies = finished_copies(folder)
        earlier = befores(folder)
        besides = [path for pattern in _ASIDE for path in backups.glob(pattern)]
        inside = [path for place in besides if place.is_dir() for path in place.rglob("*")]
        return Holding(
            number=len(copies),
            size=_size(folder, [*copies, *earlier]),
            before=len(earlier),
            newest=copies[0].moment if copies else None,
            oldest=copies[-1].moment if copies else None,
            limit=limit,
            aside=sum(path.stat().st_size for path in (*besides, *inside) if path.is_file()),
        )


def is_recent(folder: Path, now: datetime) -> bool:
    """Whether there is a copy of this hour, or one that was made by a clock ahead of now."""
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return any(
        hour <= copy.moment < hour + timedelta(hours=1)
        for copy in finished_copies(folder)
        if copy.rolling
    )
