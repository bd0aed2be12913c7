"""Files with incidents: taken in unchanged, looked at as a copy, proven at any time."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar, cast

from desktop.domain.attachments import (
    ORIGIN_LIMIT,
    AddProgress,
    Attachment,
    Came,
    file_name,
    shown_name,
)
from desktop.domain.history import Act, Deed
from desktop.domain.incidents import Incident
from desktop.domain.media import losses, sniffed, suffix_of
from desktop.domain.record import Record
from desktop.services.bus import Topic
from desktop.services.desk import Desk, as_user_problems, clean
from desktop.services.errors import (
    AttachmentDamaged,
    AttachmentNotShown,
    AttachmentTooLarge,
    IncidentGone,
    OriginTooLong,
    UserProblem,
)
from desktop.services.room import Room, RoomService
from desktop.services.taking_in import Refused, Source, Taken, taking_in
from desktop.store.aside import Pace, aside
from desktop.store.attachments import AttachmentStore
from desktop.store.database import BACKUP_FOLDER, typed_failures
from desktop.store.errors import StoreError, StoreUnreadable
from desktop.store.files import SEALED, FileKeys, FileStore
from desktop.store.incidents import IncidentStore
from desktop.store.intake import intake, intake_ended
from desktop.store.opened import open_copy, remove_opened
from desktop.store.references import lists
from desktop.store.references import needed as needed_by_copies

__all__ = ["Added", "AttachmentService", "Checked", "Refused", "Source"]

T = TypeVar("T")


class Added(Record):
    """What became of files that were to be taken in.

    Attributes:
        attachments: Those that are with the incident now, in the order they were given.
        known: The ids of those whose bytes were kept already.
        refused: Those that were not taken in.
    """

    attachments: tuple[Attachment, ...]
    known: frozenset[str]
    refused: tuple[Refused, ...]


class Checked(Record):
    """What became of the proof of kept files.

    Attributes:
        whole: How many are as they were.
        damaged: Those that are missing or not as they were.
    """

    whole: int
    damaged: tuple[Attachment, ...]


class AttachmentService:
    """Everything that can be done with files of incidents; publishes ``Topic.ATTACHMENTS``.

    What takes long is a generator whose steps take a few milliseconds each, to be iterated from a
    timer on the thread that owns the data; reading and hashing go on in a thread meanwhile. To
    cancel, close it. An unknown incident or attachment is a fault of the caller, ``KeyError``.
    """

    def __init__(self, desk: Desk, keys: Callable[[], FileKeys | None]) -> None:
        """Touches nothing yet.

        Args:
            desk: The data file and the clock.
            keys: Gives the keys of the vault while it is on.
        """
        self._desk = desk
        self._keys = keys
        self._folder = desk.database.path.parent
        self._store = AttachmentStore(desk.database)
        self._incidents = IncidentStore(desk.database)
        self._underway = 0

    # ---- what there is -----------------------------------------------------------------------

    def of(self, incident: str) -> tuple[Attachment, ...]:
        """The files of an incident, in the order in which they came."""
        with self._desk.reading():
            return self._store.of(incident)

    def get(self, attachment: str) -> Attachment | None:
        """One file."""
        with self._desk.reading():
            return self._store.get(attachment)

    def came_on(self, attachment: Attachment) -> date:
        """The day on which it was taken in, by the clock on the wall."""
        return datetime.fromisoformat(attachment.added).astimezone(self._desk.now().tzinfo).date()

    # ---- taking in ---------------------------------------------------------------------------

    def room_for(self, sources: tuple[Source, ...]) -> Room:
        """Whether there is room for files; for what is no file it is not known."""
        paths = [source.file for source in sources if isinstance(source.file, Path)]
        return RoomService(self._folder).for_files(paths)

    def adding(
        self, incident: str | Incident, sources: tuple[Source, ...], came: Came, origin: str = ""
    ) -> Generator[AddProgress, None, Added]:
        """Takes files in and puts them with an incident: one change, undone as one.

        Closed before its end it leaves nothing behind. A file that cannot be read is refused and
        the others are taken in. Given what ``IncidentService.new`` made, that is noted with its
        files, or not at all where there is none.

        Raises:
            UserProblem: There is no room or no right to write; nothing was taken in.
        """
        if isinstance(incident, str):
            self._check_incident(incident)
        origin = _tidy(origin)
        taken: list[Taken] = []
        refused: list[Refused] = []
        with as_user_problems():
            intake(self._folder)
        self._underway += 1
        whole = False
        try:
            yield from taking_in(self._folder, self._keys, sources, taken, refused)
            if isinstance(incident, str) and self._incident(incident) is None:
                # It was undone meanwhile; what is linked to nothing nobody would ever see.
                gone = (Refused(shown_name(file.name), IncidentGone()) for file in taken)
                return Added((), frozenset(), (*refused, *gone))
            added = self._put(incident, taken, came, origin)
            whole = True
        finally:
            self._underway -= 1
            if not self._underway:
                with suppress(UserProblem):
                    self._let_go([] if whole else taken)
        known = (each for each, file in zip(added, taken, strict=True) if not file.stored.new)
        return Added(added, frozenset(each.id for each in known), tuple(refused))

    def _put(
        self, incident: str | Incident, taken: list[Taken], came: Came, origin: str
    ) -> tuple[Attachment, ...]:
        if not taken:
            return ()
        added = []
        new = None if isinstance(incident, str) else incident
        id_ = incident if isinstance(incident, str) else incident.id
        deed = Deed.ATTACHMENT_ADDED if new is None else Deed.INCIDENT_ADDED
        topics = (Topic.ATTACHMENTS,) if new is None else (Topic.INCIDENTS, Topic.ATTACHMENTS)
        with self._desk.change(topics, Act(deed, detail=id_)):
            if new is not None:
                self._incidents.put(new, self._desk.timestamp())
            for file in taken:
                attachment = self._store.same(file.stored.sha256, file.name)
                if attachment is None:
                    type_ = sniffed(file.head)
                    attachment = Attachment(
                        id=os.urandom(6).hex(),
                        sha256=file.stored.sha256,
                        name=file.name,
                        size=file.stored.size,
                        type=type_,
                        added=self._desk.timestamp(),
                        came=came,
                        origin=origin,
                        losses=losses(file.name, type_, file.head),
                    )
                    self._store.put(attachment)
                self._store.link(id_, attachment.id)
                added.append(attachment)
        return tuple(added)

    # ---- what is told of a file --------------------------------------------------------------

    def link(self, incident: str, attachment: str) -> None:
        """Puts a file that is kept already with another incident."""
        self._check_incident(incident)
        self._known(attachment)
        with self._desk.change(Topic.ATTACHMENTS, Act(Deed.ATTACHMENT_ADDED, detail=incident)):
            self._store.link(incident, attachment)

    def detach(self, incident: str, attachment: str) -> None:
        """Takes a file away from an incident; undo brings it back.

        Its bytes go when no incident, nothing that could be undone, and no copy needs them.
        """
        self._known(attachment)
        with self._desk.change(Topic.ATTACHMENTS, Act(Deed.ATTACHMENT_REMOVED, detail=incident)):
            self._store.unlink(incident, attachment)

    def set_origin(self, attachment: str, origin: str) -> None:
        """Tells where the original is.

        Raises:
            UserProblem: The text is too long.
        """
        self._change(self._known(attachment)._replace(origin=_tidy(origin)))

    def set_covered(self, attachment: str, covered: bool) -> None:
        """Shows a file only when asked for, or at once."""
        self._change(self._known(attachment)._replace(covered=covered))

    def _change(self, attachment: Attachment) -> None:
        if attachment != self.get(attachment.id):
            act = Act(Deed.ATTACHMENT_CHANGED, detail=attachment.id)
            with self._desk.change(Topic.ATTACHMENTS, act):
                self._store.put(attachment)

    # ---- looking at it -----------------------------------------------------------------------

    def read(self, attachment: str, most: int) -> bytes:
        """The bytes.

        Raises:
            AttachmentTooLarge: There are more than ``most``.
            AttachmentDamaged: They are missing or not as they were.
        """
        return self.reader(attachment, most)()

    def reader(self, attachment: str, most: int) -> Callable[[], bytes]:
        """A call that reads the bytes, for a thread beside the one that owns the data.

        It raises ``AttachmentDamaged`` as ``read`` does.

        Raises:
            AttachmentTooLarge: There are more than ``most``.
        """
        known = self._known(attachment)
        if known.size > most:
            raise AttachmentTooLarge(most)
        files = self._files()

        def read() -> bytes:
            with self._about(known), files.open(known.sha256) as stream:
                return stream.read()

        return read

    def opening(self, attachment: str) -> Generator[float, None, Path]:
        """Makes a plain copy for the system's viewer; it goes with ``close_copies``.

        Its name ends as its bytes say, whatever its own name ends with; nobody can write to it.

        Raises:
            AttachmentNotShown: It is no picture, sound, film, PDF or plain text.
            AttachmentDamaged: The bytes are missing or not as they were.
            UserProblem: There is no room.
        """
        known = self._known(attachment)
        suffix = suffix_of(known.type)
        if not suffix:
            raise AttachmentNotShown
        pace = Pace()
        pace.total = known.size
        files = self._files()
        name = file_name(known, suffix)
        work = aside(lambda: open_copy(files, known.sha256, self._folder, name, pace.step), pace)
        with self._about(known):
            return (yield from _shared(work, pace))

    def close_copies(self) -> None:
        """Removes the plain copies; also when the program ends or starts."""
        remove_opened(self._folder)

    def checking(self, attachments: tuple[str, ...] = ()) -> Generator[float, None, Checked]:
        """Reads files to their end and compares; all of them if none is named."""
        with self._desk.reading():
            chosen = tuple(map(self._known, attachments)) or self._store.all()
        pace = Pace()
        pace.total = sum(each.size for each in chosen)
        files = self._files()
        damaged = []
        for each in chosen:
            work = aside(lambda: _read_through(files, each.sha256, pace), pace)  # noqa: B023
            try:
                yield from _shared(work, pace)
            except StoreError:
                damaged.append(each)
        return Checked(len(chosen) - len(damaged), tuple(damaged))

    # ---- the room they take ------------------------------------------------------------------

    def tidy(self, *, erasing: bool = False) -> None:
        """Removes what a kill has left, and the bytes that nothing needs any more.

        While something is being taken in it does nothing.

        Args:
            erasing: Whether the bytes have to go also where a data file was damaged.
        """
        if self._underway:
            return
        files = self._files()
        files.sweep()
        with as_user_problems(), typed_failures(self._folder):
            unneeded, kept = self._unneeded(files, self._store.needed())
            for name in unneeded if erasing or not self._lost_rows() else ():
                files.discard(name, kept)
        intake_ended(self._folder)

    def tidying(self) -> Generator[None, None, None]:
        """Removes in steps the bytes that nothing can bring back any more.

        For a quiet moment: it ends as soon as anything is changed meanwhile, and the next time
        removes the rest.

        Raises:
            UserProblem: They could not be removed.
        """
        if not self._quiet() or self._lost_rows():
            return
        files, before = self._files(), self._state()
        with as_user_problems(), typed_failures(self._folder):
            digests = self._store.needed()
            unneeded, kept = yield from aside(lambda: self._unneeded(files, digests))
            for name in unneeded:
                if not self._quiet() or self._state() != before:
                    return
                files.discard(name, kept)
                yield

    def _lost_rows(self) -> bool:
        """Whether rows may be missing, and with them why a file is needed.

        What was damaged was put aside; from there somebody may get them back one day.
        """
        return any((self._folder / BACKUP_FOLDER).glob("damaged-*"))

    def _quiet(self) -> bool:
        """Whether nothing is being taken in, and no copy is on its way that lists its files."""
        return not self._underway and not self._desk.database.copying_now()

    def _state(self) -> tuple[object, ...]:
        """Changes with everything that could make bytes needed again."""
        return self._desk.database.changes(), self._keys(), lists(self._folder)

    def _unneeded(
        self, files: FileStore, digests: frozenset[str]
    ) -> tuple[list[str], frozenset[str]]:
        """The names nothing needs, and those that a copy needs. Touches no data file."""
        kept = needed_by_copies(self._folder)
        if kept is None:  # A list that cannot be read may name anything.
            return [], frozenset()
        # While the vault is being turned on or off there are names of both kinds.
        needed = digests.union(map(files.name_of, digests))
        names = [name for name in files.names() if files.sealing or not name.endswith(SEALED)]
        if digests and needed.isdisjoint(names):
            return [], kept  # Not one of those needed: these keys are not those of the files.
        return [name for name in names if name not in needed], kept

    def _let_go(self, taken: list[Taken]) -> None:
        """Removes what was taken in for nothing; nothing else is needed by no row so soon."""
        with as_user_problems(), typed_failures(self._folder):
            new = {file.stored.sha256 for file in taken if file.stored.new}
            for digest in new.difference(self._store.needed()) if new else ():
                self._files().remove(digest, frozenset())
        intake_ended(self._folder)

    def _files(self) -> FileStore:
        return FileStore(self._folder, self._keys())

    def _known(self, attachment: str) -> Attachment:
        found = self.get(attachment)
        if found is None:
            raise KeyError(attachment)
        return found

    def _incident(self, incident: str) -> Incident | None:
        with self._desk.reading():
            return self._incidents.get(incident)

    def _check_incident(self, incident: str) -> None:
        if self._incident(incident) is None:
            raise KeyError(incident)

    @contextmanager
    def _about(self, attachment: Attachment) -> Iterator[None]:
        try:
            with as_user_problems():
                yield
        except UserProblem as problem:
            cause = problem.__cause__
            missing = not self._files().has(attachment.sha256)
            if isinstance(cause, StoreUnreadable) or missing:
                raise AttachmentDamaged from cause
            raise


def _read_through(files: FileStore, digest: str, pace: Pace) -> None:
    reached = 0
    for size in files.verifying(digest):
        pace.step(size - reached)
        reached = size


def _shared(work: Generator[None, None, T], pace: Pace) -> Generator[float, None, T]:
    with closing(work):
        while True:
            try:
                next(work)
            except StopIteration as end:
                return cast("T", end.value)
            yield pace.share


def _tidy(origin: str) -> str:
    tidy = " ".join(clean(origin).split())
    if len(tidy) > ORIGIN_LIMIT:
        raise OriginTooLong(ORIGIN_LIMIT)
    return tidy
