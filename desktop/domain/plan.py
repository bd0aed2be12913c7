"""What to do next: every open step of the active lists, in one order that never hides a step.

A lender's active list is the list of its stage. A lender whose stage nobody told has the lists of
before, during and overdue, and their steps apply ``maybe`` at best. Steps of the person are taken
once from the lists of all active lenders; without any active lender, from those three lists.

An unanswered question never hides a step: it makes it a ``maybe``.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from desktop.domain.facts import STAGE, Answers, Facts
from desktop.domain.lenders import Lender
from desktop.domain.pack import Pack
from desktop.domain.progress import CLOSED, PERSON, Progress, State
from desktop.domain.record import Record
from desktop.domain.reminders import Reminders
from desktop.domain.steps import Checklist, Phase, Scope, Stage, Step, Urgency
from desktop.domain.triage import PinRule

ProgressByKey = Mapping[tuple[str, str], Progress]
"""Progress by (step id, subject)."""

_NO_REMINDERS: Reminders = {}
_STAGES_WHILE_UNTOLD = frozenset({Stage.BEFORE, Stage.DURING, Stage.OVERDUE})
_URGENCY = {urgency: rank for rank, urgency in enumerate(Urgency)}


class Applies(StrEnum):
    """Whether a step concerns this person or lender; declared from the surest to the least."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class PlanItem(Record):
    """One step for one subject.

    Attributes:
        step: The step.
        lender: The lender it is ticked for; None for a step of the person. A lender step without a
            lender appears only in ``list_items`` for nobody, and cannot be ticked.
        checklist: The list it is shown in.
        phase: The phase of that list.
        state: How far it has come.
        reason: Why it does not apply, in the person's words.
        applies: Whether its condition holds.
        unanswered: Variables that keep it a ``maybe``, in the order in which they are asked.
        pinned: Whether an ordering rule puts it first.
        number: Position within its list, from 1.
        total: How many steps that list has.
        revised: Done, but the advice has changed since.
        remind: The day on which the person wants to be reminded of it, if it is open.
        due: Whether that day has come.
    """

    step: Step
    lender: Lender | None
    checklist: Checklist
    phase: Phase
    state: State
    reason: str
    applies: Applies
    unanswered: tuple[str, ...]
    pinned: bool
    number: int
    total: int
    revised: bool
    remind: date | None = None
    due: bool = False

    @property
    def subject(self) -> str:
        """Whose tick it is: ``PERSON`` or a lender id."""
        return PERSON if self.lender is None else self.lender.id

    @property
    def key(self) -> tuple[str, str]:
        """Step id and subject, which together name one tick."""
        return (self.step.id, self.subject)

    @property
    def open(self) -> bool:
        """Whether there is still something to do."""
        return self.state not in CLOSED

    @property
    def put_off(self) -> bool:
        """Whether the person wants to hear of it on a later day only."""
        return self.remind is not None and not self.due


class ListProgress(Record):
    """How much of one list is closed for one lender; steps that do not apply are left out.

    ``lender`` is None only while there is no active lender; then the person's steps are counted.
    """

    checklist: Checklist
    lender: Lender | None
    done: int
    total: int


class Message(Record):
    """A calm sentence for the home page, from the ordering rule ``rule``."""

    text: str
    channels: tuple[str, ...]
    rule: str


class Plan(Record):
    """Everything the home page shows.

    Attributes:
        items: Open steps that apply or may apply, the next one first, what is put off last.
        messages: Sentences of the ordering rules that hold.
        lists: Progress for each active lender whose stage is known.
        unstaged: Active lenders whose stage nobody told.
        due: Open steps the person wanted to be reminded of by today, the longest waiting first,
            whether they apply or not.
    """

    items: tuple[PlanItem, ...]
    messages: tuple[Message, ...]
    lists: tuple[ListProgress, ...]
    unstaged: tuple[Lender, ...]
    due: tuple[PlanItem, ...] = ()


def build_plan(
    pack: Pack,
    lenders: Sequence[Lender],
    answers: Answers,
    progress: ProgressByKey,
    today: date,
    reminders: Reminders = _NO_REMINDERS,
) -> Plan:
    """Puts every open step in order.

    Args:
        pack: The checklists.
        lenders: Every lender in the person's order; archived ones are passed over.
        answers: What was answered so far.
        progress: What was ticked so far.
        today: The local date.
        reminders: What was put off.
    """
    desk = _Desk(pack, lenders, answers, progress, today, reminders)
    items = desk.open_items()
    return Plan(
        items=items,
        messages=desk.messages(),
        lists=desk.lists(),
        unstaged=tuple(lender for lender in desk.active if lender.stage is None),
        due=desk.due(items),
    )


def list_items(
    pack: Pack,
    checklist: Checklist,
    lender: Lender | None,
    lenders: Sequence[Lender],
    answers: Answers,
    progress: ProgressByKey,
    today: date,
    reminders: Reminders = _NO_REMINDERS,
) -> tuple[PlanItem, ...]:
    """Every step of one list in list order, closed ones and those that do not apply included.

    Args:
        pack: The checklists.
        checklist: The list to show.
        lender: Whose lender steps to show. None shows them without a lender, to be read only.
        lenders: Every lender in the person's order; archived ones do not count for person steps.
        answers: What was answered so far.
        progress: What was ticked so far.
        today: The local date.
        reminders: What was put off.
    """
    desk = _Desk(pack, lenders, answers, progress, today, reminders)
    facts = desk.facts_of(lender)
    return tuple(desk.item(place, facts) for place in desk.places_in(checklist))


class _Place(Record):
    """Where a step stands: its list, the phase, and the position counted through the list."""

    step: Step
    checklist: Checklist
    phase: Phase
    list_rank: int
    number: int
    total: int


class _Verdict(Record):
    """Whether a step applies, and the variables that leave it open."""

    applies: Applies
    unanswered: frozenset[str] = frozenset()


_DOES_NOT_APPLY = _Verdict(Applies.NO)
_APPLIES = _Verdict(Applies.YES)


class _Desk:
    """The pack and everything known about the person, laid out for one reading."""

    def __init__(
        self,
        pack: Pack,
        lenders: Sequence[Lender],
        answers: Answers,
        progress: ProgressByKey,
        today: date,
        reminders: Reminders,
    ) -> None:
        self._pack = pack
        self._reminders = reminders
        self._answers = answers
        self._progress = progress
        self._today = today
        self.active = tuple(lender for lender in lenders if not lender.archived)
        self._steps = {step.id: step for step in pack.steps}
        self._topics = {topic: rank for rank, topic in enumerate(pack.triage.topic_order)}
        self._asking = {variable.id: n for n, variable in enumerate(pack.triage.variables)}
        self._lender_ranks = {lender.id: rank for rank, lender in enumerate(lenders)}
        self._places = {
            checklist.id: tuple(self._laid_out(checklist, rank))
            for rank, checklist in enumerate(pack.checklists)
        }
        self._lists_of: dict[str, list[_Place]] = {}
        for places in self._places.values():
            for place in places:
                self._lists_of.setdefault(place.step.id, []).append(place)
        self._known = tuple(self._read(lender) for lender in self.active) or (self._read(None),)
        self._pins = self._pinned_steps()
        self._person_verdicts: dict[str, _Verdict] = {}

    def facts_of(self, lender: Lender | None) -> Facts:
        """What is known about one lender, or about the person alone."""
        for facts in self._known:
            if facts.lender == lender:
                return facts
        return self._read(lender)

    def places_in(self, checklist: Checklist) -> tuple[_Place, ...]:
        """The steps of a list, in its order."""
        return self._places[checklist.id]

    def open_items(self) -> tuple[PlanItem, ...]:
        """What is left to do, the next one first."""
        found: dict[tuple[str, str], tuple[_Place, PlanItem]] = {}
        for place, facts in self._candidates():
            key = _key(place.step, facts)
            if key in found or self._closed(key):
                continue
            item = self.item(place, facts)
            if item.applies is not Applies.NO:
                found[key] = (place, item)
        ordered = sorted(found.values(), key=self._rank)
        return tuple(item for _, item in ordered)

    def due(self, items: Sequence[PlanItem]) -> tuple[PlanItem, ...]:
        """What the person wanted to hear of by today, also where no list of today shows it."""
        found: dict[tuple[str, str], PlanItem] = {item.key: item for item in items if item.due}
        subjects = {lender.id: lender for lender in self.active}
        for (step, subject), day in self._reminders.items():
            known = step in self._lists_of and (subject == PERSON or subject in subjects)
            if not known or day > self._today or (step, subject) in found:
                continue
            item = self.item(self._lists_of[step][0], self.facts_of(subjects.get(subject)))
            if item.open and item.key == (step, subject):
                found[item.key] = item
        return tuple(sorted(found.values(), key=lambda item: item.remind or self._today))

    def messages(self) -> tuple[Message, ...]:
        """Sentences of the rules that hold.

        A rule that counts at any stage speaks as long as it holds; any other only while it still
        has something to point to.
        """
        return tuple(
            Message(rule.message, rule.channels, rule.id)
            for rule in self._pack.triage.pins
            if rule.message and any(self._speaks(rule, facts) for facts in self._known)
        )

    def lists(self) -> tuple[ListProgress, ...]:
        """How far each list has come; lenders without a stage have no list to measure yet."""
        found = []
        for facts in self._known:
            if facts.lender is not None and not facts.staged:
                continue
            for checklist in self._pack.checklists:
                if _is_active(checklist, facts):
                    done, total = self._counted(checklist, facts)
                    found.append(ListProgress(checklist, facts.lender, done, total))
        return tuple(found)

    def item(self, place: _Place, facts: Facts) -> PlanItem:
        """A step as it stands for the person, or for the lender that ``facts`` are about."""
        step = place.step
        lender = facts.lender if step.scope is Scope.LENDER else None
        entry = self._entry(step, lender)
        verdict = self._verdict(step, facts)
        remind = self._reminder(step, lender, entry)
        return PlanItem(
            step=step,
            lender=lender,
            checklist=place.checklist,
            phase=place.phase,
            state=State.TODO if entry is None else entry.state,
            reason="" if entry is None else entry.reason,
            applies=verdict.applies,
            unanswered=tuple(sorted(verdict.unanswered, key=self._asking_rank)),
            pinned=verdict.applies is Applies.YES and self._is_pinned(step, facts),
            number=place.number,
            total=place.total,
            revised=entry is not None and entry.state is State.DONE and entry.rev < step.rev,
            remind=remind,
            due=remind is not None and remind <= self._today,
        )

    def _read(self, lender: Lender | None) -> Facts:
        return Facts(self._pack.triage, lender, self._answers, self._today)

    def _laid_out(self, checklist: Checklist, rank: int) -> Iterator[_Place]:
        total = sum(len(phase.steps) for phase in checklist.phases)
        number = 0
        for phase in checklist.phases:
            for step in phase.steps:
                number += 1
                yield _Place(self._steps[step], checklist, phase, rank, number, total)

    def _candidates(self) -> Iterator[tuple[_Place, Facts]]:
        """Every step that may be shown with whom it may be shown for, the best place first."""
        for checklist in self._pack.checklists:
            holders = [facts for facts in self._known if _is_active(checklist, facts)]
            for place in self._places[checklist.id] if holders else ():
                if place.step.scope is Scope.PERSON:
                    yield place, holders[0]
                else:
                    for facts in holders:
                        if facts.lender is not None:
                            yield place, facts
        for facts in self._known:
            for step, any_stage in self._pins[facts.subject].items():
                if any_stage and (facts.lender or self._steps[step].scope is Scope.PERSON):
                    yield self._lists_of[step][0], facts

    def _pinned_steps(self) -> dict[str, dict[str, bool]]:
        """For each active lender the pinned steps, and whether they are pinned at any stage."""
        found: dict[str, dict[str, bool]] = {}
        for facts in self._known:
            pinned = found[facts.subject] = dict[str, bool]()
            for rule in self._pack.triage.pins:
                if facts.holds(rule.when) is not True:
                    continue
                for step in rule.pin:
                    places = self._lists_of.get(step, [])
                    if places and rule.any_stage:
                        pinned[step] = True
                    elif any(_is_active(place.checklist, facts) for place in places):
                        pinned.setdefault(step, False)
        return found

    def _is_pinned(self, step: Step, facts: Facts) -> bool:
        if step.scope is Scope.PERSON:
            return any(step.id in pinned for pinned in self._pins.values())
        return step.id in self._pins.get(facts.subject, ())

    def _verdict(self, step: Step, facts: Facts) -> _Verdict:
        if step.scope is Scope.LENDER:
            return self._verdict_for(step, facts)
        verdict = self._person_verdicts.get(step.id)
        if verdict is None:
            verdict = self._person_verdicts[step.id] = self._verdict_for_person(step)
        return verdict

    def _verdict_for_person(self, step: Step) -> _Verdict:
        """The surest verdict among the lenders whose lists hold the step."""
        stages = {place.checklist.stage for place in self._lists_of[step.id]}
        holders = [
            facts
            for facts in self._known
            if step.id in self._pins[facts.subject] or not stages.isdisjoint(_stages(facts))
        ]
        verdicts = [self._verdict_for(step, facts) for facts in holders or self._known]
        if any(verdict.applies is Applies.YES for verdict in verdicts):
            return _APPLIES
        maybes = [verdict for verdict in verdicts if verdict.applies is Applies.MAYBE]
        if not maybes:
            return _DOES_NOT_APPLY
        return _Verdict(Applies.MAYBE, frozenset().union(*(v.unanswered for v in maybes)))

    def _verdict_for(self, step: Step, facts: Facts) -> _Verdict:
        holds = facts.holds(step.when)
        if holds is False:
            return _DOES_NOT_APPLY
        if holds and facts.staged:
            return _APPLIES
        # A step pinned at any stage needs no list to apply, so an untold stage leaves no doubt.
        stage_matters = not facts.staged and not self._pins.get(facts.subject, {}).get(step.id)
        if holds and not stage_matters:
            return _APPLIES
        unanswered = facts.unanswered(step.when)
        return _Verdict(Applies.MAYBE, unanswered | {STAGE} if stage_matters else unanswered)

    def _entry(self, step: Step, lender: Lender | None) -> Progress | None:
        if lender is not None:
            return self._progress.get((step.id, lender.id))
        return self._progress.get((step.id, PERSON)) if step.scope is Scope.PERSON else None

    def _reminder(self, step: Step, lender: Lender | None, entry: Progress | None) -> date | None:
        if not self._reminders or (entry is not None and entry.state in CLOSED):
            return None
        if lender is None and step.scope is Scope.LENDER:
            return None
        return self._reminders.get((step.id, PERSON if lender is None else lender.id))

    def _closed(self, key: tuple[str, str]) -> bool:
        entry = self._progress.get(key)
        return entry is not None and entry.state in CLOSED

    def _speaks(self, rule: PinRule, facts: Facts) -> bool:
        if facts.holds(rule.when) is not True:
            return False
        return rule.any_stage or any(
            step in self._pins[facts.subject]
            and not self._closed(_key(self._steps[step], facts))
            and self._verdict(self._steps[step], facts).applies is not Applies.NO
            for step in rule.pin
        )

    def _counted(self, checklist: Checklist, facts: Facts) -> tuple[int, int]:
        done = total = 0
        for place in self._places[checklist.id]:
            step = place.step
            if facts.lender is None and step.scope is Scope.LENDER:
                continue
            if self._verdict(step, facts).applies is Applies.NO:
                continue
            total += 1
            done += self._closed(_key(step, facts))
        return done, total

    def _rank(self, placed: tuple[_Place, PlanItem]) -> tuple[int, ...]:
        place, item = placed
        topic = self._topics.get(item.step.topic, len(self._topics))
        urgency = _URGENCY[item.step.urgency]
        order = (
            (topic, urgency, 0) if item.pinned else (urgency, item.applies is Applies.MAYBE, topic)
        )
        return (
            item.put_off,
            item.state is State.WAITING,
            not item.pinned,
            *order,
            item.state is not State.DOING,
            place.list_rank,
            place.number,
            -1 if item.lender is None else self._lender_ranks[item.lender.id],
        )

    def _asking_rank(self, variable: str) -> tuple[int, str]:
        return self._asking.get(variable, -1), variable


def _key(step: Step, facts: Facts) -> tuple[str, str]:
    return step.id, facts.subject if step.scope is Scope.LENDER else PERSON


def _is_active(checklist: Checklist, facts: Facts) -> bool:
    return checklist.stage in _stages(facts)


def _stages(facts: Facts) -> frozenset[Stage] | tuple[Stage]:
    """The stages whose lists count for a lender, or for the person without one."""
    if facts.lender is None or facts.lender.stage is None:
        return _STAGES_WHILE_UNTOLD
    return (facts.lender.stage,)
