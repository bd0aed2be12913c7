"""Steps the person would rather do on a later day."""

from datetime import date

from desktop.domain.history import Act, Deed
from desktop.domain.pack import Pack
from desktop.domain.progress import PERSON
from desktop.domain.reminders import first_day, last_day
from desktop.domain.steps import Scope
from desktop.services.bus import Topic
from desktop.services.desk import Desk
from desktop.services.lenders import LenderService
from desktop.store.reminders import ReminderStore


class ReminderService:
    """Reads and keeps one day for each step and subject.

    An unknown step or lender is a fault of the caller, ``KeyError``; so is a day that is not ahead,
    or more than a year ahead, and a step of the person put off for a lender, ``ValueError``.
    """

    def __init__(self, desk: Desk, pack: Pack, lenders: LenderService) -> None:
        self._desk = desk
        self._lenders = lenders
        self._store = ReminderStore(desk.database)
        self._scopes = {step.id: step.scope for step in pack.steps}

    def today(self) -> date:
        """The local date from which days are counted."""
        return self._desk.today()

    def day(self, step: str, subject: str) -> date | None:
        """The day on which a step comes back, None while it is not put off."""
        with self._desk.reading():
            return self._store.get(step, subject)

    def set(self, step: str, subject: str, day: date | None) -> None:
        """Puts a step off to a day; None forgets the day."""
        if (subject == PERSON) is not (self._scopes[step] is Scope.PERSON):
            raise ValueError(f"{step} is done per {self._scopes[step]}")
        if subject != PERSON and self._lenders.get(subject) is None:
            raise KeyError(subject)
        today = self.today()
        if day is not None and not first_day(today) <= day <= last_day(today):
            raise ValueError(day)
        if self.day(step, subject) == day:
            return
        act = Act(Deed.REMINDER, subject, step, "" if day is None else day.isoformat())
        with self._desk.change(Topic.REMINDERS, act):
            if day is None:
                self._store.remove(step, subject)
            else:
                self._store.put(step, subject, day, self._desk.timestamp())
