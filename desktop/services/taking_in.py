"""Takes files in one after the other, beside the thread that owns the data."""

import os
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from desktop.domain.attachments import AddProgress, shown_name
from desktop.domain.media import HEAD_BYTES
from desktop.domain.record import Record
from desktop.services.desk import as_user_problems
from desktop.services.errors import UserProblem
from desktop.store.aside import Pace, aside
from desktop.store.errors import SourceChanged, SourceUnusable, StoreError, StoreUnreadable
from desktop.store.files import FileKeys, FileStore, Stored


class Source(Record):
    """A file to take in.

    Attributes:
        file: Where it lies, or its bytes from the start.
        name: Its name; of a path, empty for the one it has.
    """

    file: Path | BinaryIO
    name: str = ""


class Refused(Record):
    """A file that was not taken in.

    Attributes:
        name: Its shown name.
        problem: Why.
    """

    name: str
    problem: UserProblem


class Taken(NamedTuple):
    """A file that was taken in.

    Attributes:
        name: As it came.
        stored: Its bytes.
        head: The first of them.
    """

    name: str
    stored: Stored
    head: bytes


def taking_in(
    folder: Path,
    keys: Callable[[], FileKeys | None],
    sources: tuple[Source, ...],
    taken: list[Taken],
    refused: list[Refused],
) -> Generator[AddProgress, None, None]:
    """Takes files in; what lies there when this is closed or fails is needed by nothing yet.

    Args:
        folder: The data folder.
        keys: Gives the keys of the vault while it is on.
        sources: The files.
        taken: Gets what was taken in, also what was just about to be when this is closed.
        refused: Gets what could not be.

    Raises:
        UserProblem: There is no room or no right to write.
    """
    # Each byte is read, and read back.
    sizes = [2 * _size(source) for source in sources]
    for number, source in enumerate(sources, 1):
        name = _name(source)
        before = sum(sizes[: number - 1])
        told = AddProgress(before, sum(sizes), number, len(sources), shown_name(name))
        yield told
        try:
            stored, head = yield from _take(folder, keys, source, told, taken)
        except (SourceUnusable, SourceChanged, StoreUnreadable) as error:
            refused.append(Refused(told.name, _problem(error)))
        except StoreError as error:
            raise _problem(error) from error
        else:
            taken.append(Taken(name, stored, head))


def _take(
    folder: Path,
    keys: Callable[[], FileKeys | None],
    source: Source,
    told: AddProgress,
    taken: list[Taken],
) -> Generator[AddProgress, None, tuple[Stored, bytes]]:
    """Takes one file in; anew where the vault was turned on or off meanwhile."""
    while True:
        before = keys()
        files = FileStore(folder, before)
        try:
            found = yield from _once(files, source, told, taken)
        except StoreError:
            if keys() is before:
                raise
        else:
            if keys() is before:
                return found
            if found[0].new:
                files.remove(found[0].sha256, frozenset())
        if not isinstance(source.file, Path):
            source.file.seek(0)


def _once(
    files: FileStore, source: Source, told: AddProgress, taken: list[Taken]
) -> Generator[AddProgress, None, tuple[Stored, bytes]]:
    pace = Pace()
    landed: list[Stored] = []
    try:
        with closing(aside(lambda: _read_in(files, source, pace, landed), pace)) as work:
            while True:
                try:
                    next(work)
                except StopIteration as end:
                    found: tuple[Stored, bytes] = end.value
                    return found
                yield told._replace(done=told.done + pace.done)
    except GeneratorExit:
        # The thread may have come to its end before it heard that it should give up.
        taken += [Taken(told.name, stored, b"") for stored in landed]
        raise


def _read_in(
    files: FileStore, source: Source, pace: Pace, landed: list[Stored]
) -> tuple[Stored, bytes]:
    """Takes a file in. For a thread."""
    with closing(files.adding(source.file)) as steps:
        stored = _carried(steps, pace)
    landed.append(stored)
    with files.open(stored.sha256) as stream:
        return stored, stream.read(HEAD_BYTES)


def _carried(steps: Generator[int, None, Stored], pace: Pace) -> Stored:
    reached = 0
    while True:
        try:
            size = next(steps)
        except StopIteration as end:
            return cast("Stored", end.value)
        # Reading back begins at nothing again.
        pace.step(size - reached if size >= reached else size)
        reached = size


def _name(source: Source) -> str:
    """The name as it came; bytes that are no text are written out, since nothing may be lost."""
    name = source.name or (source.file.name if isinstance(source.file, Path) else "")
    try:
        return os.fsencode(name).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # Half a character, as only Windows has in names.
        return name.encode("utf-8", "backslashreplace").decode()


def _size(source: Source) -> int:
    if isinstance(source.file, Path):
        try:
            return source.file.lstat().st_size
        except (OSError, ValueError):
            return 0
    here = source.file.tell()
    size = source.file.seek(0, os.SEEK_END)
    source.file.seek(here)
    return size - here


def _problem(error: StoreError) -> UserProblem:
    try:
        with as_user_problems():
            raise error
    except UserProblem as problem:
        return problem
