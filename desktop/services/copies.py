"""The daily copy of the person's data: made at the first change of a day and renewed at the end."""

from collections.abc import Generator
from datetime import date

from desktop.services.bus import Bus, Topic
from desktop.services.desk import Desk, as_user_problems
from desktop.services.errors import CopyFailed, UserProblem


class CopyService:
    """Knows when a copy is due and makes it, a little at a time, so that nobody has to wait."""

    def __init__(self, desk: Desk, bus: Bus) -> None:
        self._desk = desk
        self._folder = desk.database.path.parent
        self._changed = False
        self._copied: date | None = None
        bus.subscribe(self._note_change)

    def due(self) -> bool:
        """Whether something was changed today and there is no copy of today."""
        return self._changed and self._copied != self._desk.today() and not self._is_there()

    def behind(self) -> bool:
        """Whether something was changed since the last copy was made."""
        return self._changed

    def make(self) -> Generator[None, None, None]:
        """Makes the copy of today, or makes it again; each step takes a few milliseconds.

        Raises:
            CopyFailed: There is no copy of now; an older one of today is still there.
        """
        from desktop.store.copies import copy_day  # noqa: PLC0415  Not needed at start.

        today = self._desk.today()
        self._changed = False
        try:
            with as_user_problems():
                yield from copy_day(self._desk.database, today)
        except UserProblem as problem:
            self._changed = True
            raise CopyFailed(problem) from problem
        except GeneratorExit:
            self._changed = True
            raise
        self._copied = today

    def _is_there(self) -> bool:
        from desktop.store.copies import copy_of_day  # noqa: PLC0415  Not needed at start.

        today = self._desk.today()
        if copy_of_day(self._folder, today).exists():
            self._copied = today
            return True
        return False

    def _note_change(self, _topic: Topic) -> None:
        self._changed = True
