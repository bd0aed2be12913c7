"""The plan of the home page and the steps of the checklist page, always up to date."""

from datetime import date

from desktop.domain.lenders import Lender
from desktop.domain.pack import Pack
from desktop.domain.plan import Plan, PlanItem, build_plan, list_items
from desktop.domain.progress import PERSON
from desktop.domain.steps import Scope, Stage
from desktop.services.bus import Bus, Topic
from desktop.services.desk import Desk
from desktop.services.lenders import LenderService
from desktop.store.answers import AnswerStore
from desktop.store.progress import ProgressStore
from desktop.store.reminders import ReminderStore

_MATTERS = frozenset({Topic.LENDERS, Topic.ANSWERS, Topic.PROGRESS, Topic.REMINDERS})


class PlanService:
    """Builds plan and lists when asked for; keeps them until something changes or a day ends."""

    def __init__(self, desk: Desk, bus: Bus, pack: Pack, lenders: LenderService) -> None:
        self._desk = desk
        self._pack = pack
        self._lenders = lenders
        self._answers = AnswerStore(desk.database)
        self._progress = ProgressStore(desk.database)
        self._reminders = ReminderStore(desk.database)
        self._steps = {step.id: step for step in pack.steps}
        self._stages: dict[str, list[Stage]] = {}
        for checklist in pack.checklists:
            for phase in checklist.phases:
                for step in phase.steps:
                    self._stages.setdefault(step, []).append(checklist.stage)
        self._day = date.min
        self._plan: Plan | None = None
        self._lists: dict[tuple[Stage, str | None], tuple[PlanItem, ...]] = {}
        bus.subscribe(self._forget)

    def plan(self) -> Plan:
        """The plan as of today."""
        self._keep_today()
        if self._plan is None:
            with self._desk.reading():
                self._plan = build_plan(
                    self._pack,
                    self._lenders.all(),
                    self._answers.all(),
                    self._progress.all(),
                    self._day,
                    self._reminders.all(),
                )
        return self._plan

    def checklist(self, stage: Stage, lender: str | None) -> tuple[PlanItem, ...]:
        """Every step of a stage's list in list order, for one lender or for none.

        An unknown lender is a fault of the caller, ``KeyError``.
        """
        self._keep_today()
        items = self._lists.get((stage, lender))
        if items is None:
            known = None if lender is None else self._known(lender)
            with self._desk.reading():
                items = list_items(
                    self._pack,
                    next(found for found in self._pack.checklists if found.stage is stage),
                    known,
                    self._lenders.all(),
                    self._answers.all(),
                    self._progress.all(),
                    self._day,
                    self._reminders.all(),
                )
            self._lists[stage, lender] = items
        return items

    def item(self, step: str, subject: str) -> PlanItem | None:
        """One step as the plan or its list shows it.

        None for a key that does not exist: an unknown step or lender, or a step of the person
        asked for under a lender. A lender step asked for under the person cannot be ticked.
        """
        if step not in self._stages:
            return None
        lender = None if subject == PERSON else self._lenders.get(subject)
        if subject != PERSON and (lender is None or self._steps[step].scope is Scope.PERSON):
            return None
        stages = self._stages[step]
        if len(stages) > 1:  # The plan knows in which of the lists it counts now.
            for item in self.plan().items:
                if item.key == (step, subject):
                    return item
        items = self.checklist(stages[0], None if lender is None else lender.id)
        return next(item for item in items if item.step.id == step)

    def _known(self, lender: str) -> Lender:
        found = self._lenders.get(lender)
        if found is None:
            raise KeyError(lender)
        return found

    def _forget(self, topic: Topic) -> None:
        if topic in _MATTERS:
            self._plan = None
            self._lists.clear()

    def _keep_today(self) -> None:
        """Days overdue and reminders are counted from today."""
        today = self._desk.today()
        if today != self._day:
            self._day = today
            self._plan = None
            self._lists.clear()
