"""The plan of the home page and the steps of the checklist page, always up to date."""

from datetime import date

from desktop.domain.lenders import Lender
from desktop.domain.pack import Pack
from desktop.domain.plan import Plan, PlanItem, build_plan, list_items
from desktop.domain.progress import PERSON
from desktop.domain.steps import Checklist, Scope, Stage
from desktop.services.bus import Bus, Topic
from desktop.services.desk import Desk
from desktop.services.lenders import LenderService
from desktop.store.answers import AnswerStore
from desktop.store.progress import ProgressStore
from desktop.store.reminders import ReminderStore

_MATTERS = frozenset({Topic.LENDERS, Topic.ANSWERS, Topic.PROGRESS, Topic.REMINDERS})


class PlanService:
    """Builds the plan when it is asked for and keeps it until something changes or a day ends."""

    def __init__(self, desk: Desk, bus: Bus, pack: Pack, lenders: LenderService) -> None:
        self._desk = desk
        self._pack = pack
        self._lenders = lenders
        self._answers = AnswerStore(desk.database)
        self._progress = ProgressStore(desk.database)
        self._reminders = ReminderStore(desk.database)
        self._steps = {step.id: step for step in pack.steps}
        self._kept: tuple[date, Plan] | None = None
        bus.subscribe(self._forget)

    def plan(self) -> Plan:
        """The plan as of today."""
        today = self._desk.today()
        if self._kept is None or self._kept[0] != today:
            with self._desk.reading():
                plan = build_plan(
                    self._pack,
                    self._lenders.all(),
                    self._answers.all(),
                    self._progress.all(),
                    today,
                    self._reminders.all(),
                )
            self._kept = today, plan
        return self._kept[1]

    def checklist(self, stage: Stage, lender: str | None) -> tuple[PlanItem, ...]:
        """Every step of a stage's list in list order, for one lender or for none.

        An unknown lender is a fault of the caller, ``KeyError``.
        """
        checklist = next(found for found in self._pack.checklists if found.stage is stage)
        return self._items(checklist, None if lender is None else self._known(lender))

    def item(self, step: str, subject: str) -> PlanItem | None:
        """One step as the plan or its list shows it.

        None for a key that does not exist: an unknown step or lender, or a step of the person
        asked for under a lender. A lender step asked for under the person cannot be ticked.
        """
        for item in self.plan().items:
            if item.key == (step, subject):
                return item
        if step not in self._steps:
            return None
        lender = None if subject == PERSON else self._lenders.get(subject)
        if subject != PERSON and (lender is None or self._steps[step].scope is Scope.PERSON):
            return None
        for checklist in self._pack.checklists:
            if any(step in phase.steps for phase in checklist.phases):
                items = self._items(checklist, lender)
                return next(item for item in items if item.step.id == step)
        return None

    def _items(self, checklist: Checklist, lender: Lender | None) -> tuple[PlanItem, ...]:
        with self._desk.reading():
            return list_items(
                self._pack,
                checklist,
                lender,
                self._lenders.all(),
                self._answers.all(),
                self._progress.all(),
                self._desk.today(),
                self._reminders.all(),
            )

    def _known(self, lender: str) -> Lender:
        found = self._lenders.get(lender)
        if found is None:
            raise KeyError(lender)
        return found

    def _forget(self, topic: Topic) -> None:
        if topic in _MATTERS:
            self._kept = None
