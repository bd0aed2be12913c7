"""Ticks: how far each step has come, for the person or for one lender."""

from desktop.domain.history import Act, Deed
from desktop.domain.pack import Pack
from desktop.domain.progress import CLOSED, PERSON, Progress, State
from desktop.domain.steps import Scope
from desktop.services.bus import Topic
from desktop.services.desk import Desk, clean
from desktop.services.errors import ReasonTooLong
from desktop.services.lenders import LenderService
from desktop.store.progress import ProgressStore
from desktop.store.reminders import ReminderStore

REASON_LIMIT = 500


class ProgressService:
    """Reads and keeps the state of steps.

    An unknown step or lender is a fault of the caller, ``KeyError``; so is ticking a step of the
    person for a lender, or the other way round, ``ValueError``.
    """

    def __init__(self, desk: Desk, pack: Pack, lenders: LenderService) -> None:
        self._desk = desk
        self._lenders = lenders
        self._store = ProgressStore(desk.database)
        self._reminders = ReminderStore(desk.database)
        self._steps = {step.id: step for step in pack.steps}

    def get(self, step: str, subject: str) -> Progress | None:
        """What is kept for a step, or None while nothing was ever set."""
        with self._desk.reading():
            return self._store.get(step, subject)

    def set(self, step: str, subject: str, state: State, reason: str = "") -> None:
        """Keeps a state; ``reason`` goes with ``NOT_APPLICABLE`` only.

        A step that is closed needs no reminder any more.

        Raises:
            ReasonTooLong: The reason has more than ``REASON_LIMIT`` characters.
        """
        rev = self._steps[step].rev
        self._check_subject(step, subject)
        if reason and state is not State.NOT_APPLICABLE:
            raise ValueError(f"a reason does not go with {state}")
        reason = clean(reason).strip()
        if len(reason) > REASON_LIMIT:
            raise ReasonTooLong(REASON_LIMIT)
        after = Progress(step, subject, state, reason, rev, self._desk.timestamp())
        before = self.get(step, subject)
        if before is not None and before._replace(updated=after.updated) == after:
            return
        with self._desk.change(Topic.PROGRESS, Act(Deed.STATE, subject, step, state)):
            self._store.put(after)
            if state in CLOSED:
                self._reminders.remove(step, subject)

    def _check_subject(self, step: str, subject: str) -> None:
        if (subject == PERSON) is not (self._steps[step].scope is Scope.PERSON):
            raise ValueError(f"{step} is ticked per {self._steps[step].scope}")
        if subject != PERSON and self._lenders.get(subject) is None:
            raise KeyError(subject)
