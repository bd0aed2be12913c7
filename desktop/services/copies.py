"""Copies of the person's data: made in every hour in which something changed, and at the end."""

from collections.abc import Generator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.services.bus import Bus, Topic
from desktop.services.desk import Desk, as_user_problems
from desktop.services.errors import CopyFailed, UserProblem
from desktop.store.settings import SettingStore

if TYPE_CHECKING:
    from desktop.domain.backups import Holding

MEGABYTE = 1024 * 1024
LIMITS = (100, 200, 500, 1000, 2000, 5000)
"""What the person may choose for all copies together, in megabytes."""
USUAL_LIMIT = 500
_LIMIT = "copies.megabytes"


class CopyService:
    """Knows when a copy is due and makes it, a little at a time, so that nobody has to wait."""

    def __init__(self, desk: Desk, bus: Bus) -> None:
        self._desk = desk
        self._folder = desk.database.path.parent
        self._settings = SettingStore(desk.database)
        self._changed = False
        self._copied: datetime | None = None
        self._work: Generator[None, None, None] | None = None
        bus.subscribe(self._note_change)

    def due(self) -> bool:
        """Whether something was changed and there is no copy of this hour."""
        return self._changed and self._copied != self._hour() and not self._is_there()

    def behind(self) -> bool:
        """Whether something was changed since the last copy was made."""
        return self._changed and not self._desk.database.retired

    def make(self) -> Generator[None, None, None]:
        """Makes the copy of this hour, or makes it again; each step takes a few milliseconds.

        One that is under way already is given up for it, since two would write the same file.

        Raises:
            CopyFailed: There is no copy of now; an older one is still there.
        """
        if self._work is not None:
            self._work.close()
        self._work = self._making()
        return self._work

    def stop(self) -> None:
        """Gives up a copy that is under way."""
        if self._work is not None:
            self._work.close()

    def _making(self) -> Generator[None, None, None]:
        from desktop.store.copies import copy_hour  # noqa: PLC0415  Not needed at start.

        hour = self._hour()
        self._changed = False
        try:
            with as_user_problems():
                limit = self.limit * MEGABYTE
                yield from copy_hour(self._desk.database, hour, limit)
        except UserProblem as problem:
            self._changed = True
            raise CopyFailed(problem) from problem
        except GeneratorExit:
            self._changed = True
            raise
        self._copied = hour

    @property
    def limit(self) -> int:
        """How many megabytes all copies may take together."""
        with self._desk.reading():
            value = self._settings.get(_LIMIT)
        chosen = int(value) if value.isascii() and value.isdecimal() else USUAL_LIMIT
        return chosen if chosen in LIMITS else USUAL_LIMIT

    def set_limit(self, megabytes: int) -> None:
        """Chooses how much all copies may take; the oldest go at once, never the newest.

        Raises:
            UserProblem: The choice could not be kept, or nothing could be removed.
        """
        from desktop.store.copies import thin_out  # noqa: PLC0415  Not needed at start.

        if megabytes not in LIMITS:
            raise ValueError(megabytes)
        if megabytes != self.limit:
            with self._desk.change(Topic.PREFERENCES):
                self._settings.put({_LIMIT: str(megabytes)})
        with as_user_problems():
            thin_out(self._folder, megabytes * MEGABYTE)

    def holding(self) -> "Holding":
        """What is kept at present.

        Raises:
            UserProblem: The folder cannot be read.
        """
        from desktop.store.copies import holding  # noqa: PLC0415  Not needed at start.

        with as_user_problems():
            return holding(self._folder, self.limit * MEGABYTE)

    def _hour(self) -> datetime:
        return self._desk.now().astimezone(UTC).replace(minute=0, second=0, microsecond=0)

    def _is_there(self) -> bool:
        from desktop.store.copies import is_recent  # noqa: PLC0415  Not needed at start.

        hour = self._hour()
        if is_recent(self._folder, hour):
            self._copied = hour
            return True
        return False

    def _note_change(self, _topic: Topic) -> None:
        self._changed = True
