"""Looks after the data once the window is there: what may harm it, and whether it is whole."""

import shutil
from collections.abc import Callable, Generator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.domain.care import Concern, Risk
from desktop.services.desk import Desk, as_user_problems
from desktop.services.room import ENOUGH, MEGABYTE
from desktop.services.unfinished import Unfinished
from desktop.store import place
from desktop.store.aside import Pace, aside
from desktop.store.database import CHECK_MARK, FILE_NAME, make_private_file
from desktop.store.errors import StoreError, StoreUnreadable
from desktop.store.settings import SettingStore

if TYPE_CHECKING:
    from desktop.store.keys import Keys

CHECK_AFTER = timedelta(days=7)
# Clocks are put right by a little all the time.
_TOLERANCE = timedelta(minutes=10)
_NOTED_EVERY = timedelta(minutes=30)
_LAST = "care.clock"
_CHECKED = "care.checked"
_KNOWN = "care.known"


class CareService:
    """Reads a few names and numbers; what takes long is in steps."""

    def __init__(self, desk: Desk, keys: "Callable[[], Keys | None]") -> None:
        self._desk = desk
        self._folder = desk.database.path.parent
        self._keys = keys
        self._settings = SettingStore(desk.database)
        self._told: set[Risk] = set()

    @property
    def unclean(self) -> bool:
        """Whether the program did not end in order the last time it wrote something."""
        return self._desk.database.unclean

    @property
    def encrypted(self) -> bool:
        """Whether there is a vault: then what was being written comes back by itself."""
        return self._desk.database.key is not None

    # ---- what may harm the data --------------------------------------------------------------

    def concerns(self) -> tuple[Concern, ...]:
        """What the person has not been told yet.

        Raises:
            UserProblem: The data cannot be read.
        """
        folder = self._folder.resolve()
        with self._desk.reading():
            known = self._settings.get(_KNOWN)
        found = []
        service = place.synced_by(folder, place.environment())
        if service:
            found.append(Concern(Risk.SYNCED, service))
        elif place.on_network(folder):
            found.append(Concern(Risk.NETWORK, ""))
        found = [each for each in found if known != self._mark(each)]
        free = shutil.disk_usage(folder).free if folder.is_dir() else ENOUGH
        if free < ENOUGH:
            found.append(Concern(Risk.ROOM, str(free // MEGABYTE)))
        if self._clock_was_put_back():
            found.append(Concern(Risk.CLOCK, ""))
        return tuple(each for each in found if each.risk not in self._told)

    def told(self, concern: Concern) -> None:
        """The person knows: about the place for ever, about the rest until the next start.

        Raises:
            UserProblem: It could not be kept.
        """
        self._told.add(concern.risk)
        if concern.risk is Risk.CLOCK:
            with self._desk.change(None):
                self._settings.put({_LAST: self._desk.timestamp()})
        elif concern.risk is not Risk.ROOM:
            with self._desk.change(None):
                self._settings.put({_KNOWN: self._mark(concern)})

    def note_time(self) -> None:
        """Remembers that it is now, so that a clock that goes back is noticed.

        Raises:
            UserProblem: It could not be kept.
        """
        last = self._last()
        if last is None or self._desk.now() - last > _NOTED_EVERY:
            with self._desk.change(None):
                self._settings.put({_LAST: self._desk.timestamp()})

    def _mark(self, concern: Concern) -> str:
        return f"{concern.risk} {self._folder}"

    def _clock_was_put_back(self) -> bool:
        last = self._last()
        return last is not None and self._desk.now() < last - _TOLERANCE

    def _last(self) -> datetime | None:
        with self._desk.reading():
            text = self._settings.get(_LAST)
        try:
            return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        except ValueError:
            return None

    def sweep_exports(self) -> None:
        """Removes what is left of exports that were being written at a bad end."""
        Unfinished(self._desk).sweep()

    # ---- whether it is whole -----------------------------------------------------------------

    def check_due(self) -> bool:
        """Whether the data should be looked over: once a week, and after an unclean end."""
        with self._desk.reading():
            text = self._settings.get(_CHECKED)
        try:
            days = self._desk.today() - date.fromisoformat(text)
        except ValueError:
            return True
        return self.unclean or not timedelta() <= days < CHECK_AFTER

    def check(self) -> Generator[None, None, int]:
        """Looks everything over in steps, on a copy, so that nobody has to wait.

        Returns:
            How many of the person's files are missing bytes or have others.

        Raises:
            DataUnreadable: The data file is damaged; the next start repairs it.
            UserProblem: There is no room for it now.
        """
        from desktop.store.export import copied, working_folder  # noqa: PLC0415  Once a week.
        from desktop.store.migrations import STEPS  # noqa: PLC0415  Likewise.
        from desktop.store.soundness import examine  # noqa: PLC0415  Likewise.

        pace = Pace()
        with as_user_problems():
            try:
                with working_folder(self._folder) as work:
                    copy = work / FILE_NAME
                    yield from copied(self._desk.database, copy)
                    key = self._desk.database.key
                    yield from aside(lambda: examine(copy, len(STEPS), key))
            except StoreUnreadable:
                make_private_file(self._folder / CHECK_MARK)
                raise
            damaged = yield from aside(lambda: self._damaged_files(pace), pace)
            with self._desk.change(None):
                self._settings.put({_CHECKED: self._desk.today().isoformat()})
        return damaged

    def _damaged_files(self, pace: Pace) -> int:
        from desktop.store.files import FileStore  # noqa: PLC0415  Likewise.

        files = FileStore(self._folder, self._keys())
        damaged = 0
        for name in files.names():
            try:
                for piece in files.contents(name):
                    pace.step(len(piece))
            except (StoreError, KeyError):
                # One that was removed meanwhile is not missing.
                damaged += files.path(name).exists()
        return damaged
