"""Undo and redo: whatever a person does, in whatever order, the data is what a model says."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop.domain.attachments import Came
from desktop.domain.evidence import EvidenceFilter
from desktop.domain.filings import Filing
from desktop.domain.history import Act, Deed
from desktop.domain.progress import PERSON, Place, State
from desktop.domain.steps import Scope, Stage
from desktop.services.attachments import Source
from desktop.services.bus import Topic
from desktop.services.errors import HistoryBroken, LenderNameTaken
from desktop.services.house import Services, open_services
from desktop.store.journal import DEPTH, TABLES, WRITING_SECONDS
from tests.services.conftest import BEIJING, Clock

Dump = tuple[tuple[object, ...], ...]
OPEN = [State.TODO, State.DOING, State.WAITING, State.DONE, State.NOT_APPLICABLE]
NOT_UNDONE = "name NOT IN ('text_percent', 'appearance', 'welcomed') AND name NOT LIKE 'place.%'"


def dump(services: Services) -> Dump:
    """Every row undo is answerable for, times of change included."""
    rows = services.history._desk.database.rows
    return tuple(
        (table, *row)
        for table in TABLES
        for row in rows(
            f"SELECT * FROM {table} WHERE {NOT_UNDONE if table == 'setting' else '1'} ORDER BY 1, 2"
        )
    )


class Done(NamedTuple):
    """An entry of the model's history."""

    before: Dump
    after: Dump
    note: tuple[str, str] | None
    text_before: str
    begun: datetime


class Machine(RuleBasedStateMachine):
    """A person who changes, takes back, makes again, leaves and comes back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Clock()
        self.services = open_services(self.folder, None, self.clock)
        pack = self.services.library.pack()
        self.mine = [step.id for step in pack.steps if step.scope is Scope.PERSON][:2]
        self.theirs = [step.id for step in pack.steps if step.scope is Scope.LENDER][:2]
        self.kinds = [kind.id for kind in pack.triage.kinds][:2]
        self.undo_stack: list[Done] = []
        self.redo_stack: list[Done] = []
        self.now = dump(self.services)

    def teardown(self) -> None:
        self.services.close()
        shutil.rmtree(self.folder)

    def done(self, act: Callable[[], object], note: tuple[str, str] | None = None) -> None:
        """The person does something; the model says what that does to the history."""
        text = self.services.notes.text(*note) if note else ""
        act()
        before, self.now = self.now, dump(self.services)
        if self.now == before:
            return
        moment = self.clock.moment
        last = self.undo_stack[-1] if self.undo_stack and not self.redo_stack else None
        if note and last is not None and last.note == note:
            age = (moment - last.begun).total_seconds()
            if 0 <= age <= WRITING_SECONDS:
                self.undo_stack[-1] = last._replace(after=self.now)
                if self.services.notes.text(*note) == last.text_before:
                    assert self.now == last.before
                    self.undo_stack.pop()
                return
        self.redo_stack.clear()
        self.undo_stack.append(Done(before, self.now, note, text, moment))
        del self.undo_stack[:-DEPTH]

    def subject(self, step: str, at: int) -> str | None:
        """Whom a step is ticked for, or None when there is no lender to tick it for."""
        if step in self.mine:
            return PERSON
        lenders = self.services.lenders.all()
        return lenders[at % len(lenders)].id if lenders else None

    steps = st.integers(0, 3)
    which = st.integers(0, 2)

    def step(self, at: int) -> str:
        return [*self.mine, *self.theirs][at]

    @rule(at=steps, which=which, state=st.sampled_from(OPEN))
    def tick(self, at: int, which: int, state: State) -> None:
        step = self.step(at)
        subject = self.subject(step, which)
        if subject is not None:
            reason = "没有" if state is State.NOT_APPLICABLE else ""
            self.done(lambda: self.services.progress.set(step, subject, state, reason))

    @rule(at=steps, which=which, text=st.sampled_from(["", "一", "一二", "一二三"]))
    def note(self, at: int, which: int, text: str) -> None:
        step = self.step(at)
        subject = self.subject(step, which)
        if subject is not None:
            self.done(lambda: self.services.notes.save(step, subject, text), (step, subject))

    @rule(
        at=steps,
        which=which,
        pieces=st.lists(
            st.tuples(st.sampled_from(["", "一", "一二"]), st.sampled_from([1, 30, 59, 61])),
            min_size=2,
            max_size=5,
        ),
    )
    def write_on(self, at: int, which: int, pieces: list[tuple[str, int]]) -> None:
        for text, seconds in pieces:
            self.note(at, which, text)
            self.clock.moment += timedelta(seconds=seconds)

    @rule(at=steps, which=which, days=st.sampled_from([None, 1, 3, 30]))
    def remind(self, at: int, which: int, days: int | None) -> None:
        step = self.step(at)
        subject = self.subject(step, which)
        if subject is not None:
            day = None if days is None else self.clock().date() + timedelta(days=days)
            self.done(lambda: self.services.reminders.set(step, subject, day))

    @rule(value=st.sampled_from([None, "yes", "no"]))
    def answer(self, value: str | None) -> None:
        self.done(lambda: self.services.answers.set("contacts", value))

    @rule()
    @precondition(lambda self: len(self.services.lenders.all()) < 3)
    def add(self) -> None:
        lenders = self.services.lenders
        self.done(lambda: lenders.add(lenders.suggested_name(), stage=Stage.OVERDUE))

    @rule(which=which, what=st.integers(0, 6))
    @precondition(lambda self: self.services.lenders.all())
    def tell(self, which: int, what: int) -> None:
        lenders = self.services.lenders
        one = lenders.all()[which % len(lenders.all())].id
        acts: list[Callable[[], object]] = [
            lambda: lenders.rename(one, f"名字 {one[:3]}"),
            lambda: lenders.set_kind(one, self.kinds[which % len(self.kinds)]),
            lambda: lenders.set_group(one, "unknown"),
            lambda: lenders.set_stage(one, [None, *Stage][which]),
            lambda: lenders.set_overdue_days(one, [None, 0, 40][which]),
            lambda: lenders.archive(one),
            lambda: lenders.restore(one),
        ]
        self.done(acts[what])

    @rule(line=st.sampled_from(["", "一"]))
    def note_incident(self, line: str) -> None:
        self.done(lambda: self.services.incidents().add(line=line))

    @rule(which=which, line=st.sampled_from([None, "", "一", "一二。", "一二！"]))
    @precondition(lambda self: self.services.incidents().count())
    def correct_incident(self, which: int, line: str | None) -> None:
        incidents = self.services.incidents()
        latest = incidents.latest(3)
        one = latest[which % len(latest)]
        if line is None:
            self.done(lambda: (incidents.withdraw, incidents.erase)[which % 2](one.id))
        else:
            self.done(lambda: incidents.change(one._replace(line=line)))

    @rule(system=st.sampled_from(["", "ios", "harmony"]))
    def phone(self, system: str) -> None:
        self.done(lambda: self.services.preferences.set_phone_system(system))

    @rule(percent=st.sampled_from([100, 130]))
    def look_and_place(self, percent: int) -> None:
        self.services.preferences.set_text_percent(percent)
        self.services.preferences.set_place(Place("home", step=str(percent)))
        self.services.preferences.set_welcomed(True)

    @rule()
    def undo(self) -> None:
        told = self.services.history.undo()
        assert (told is not None) == bool(self.undo_stack)
        if self.undo_stack:
            entry = self.undo_stack.pop()
            self.redo_stack.append(entry)
            self.now = entry.before

    @rule()
    def redo(self) -> None:
        told = self.services.history.redo()
        assert (told is not None) == bool(self.redo_stack)
        if self.redo_stack:
            entry = self.redo_stack.pop()
            self.undo_stack.append(entry)
            self.now = entry.after

    @rule()
    def all_the_way_back_and_here_again(self) -> None:
        steps = len(self.undo_stack)
        for _ in range(steps):
            assert self.services.history.undo() is not None
        assert self.services.history.undo() is None
        if self.undo_stack:
            assert dump(self.services) == self.undo_stack[0].before
        for _ in range(steps):
            assert self.services.history.redo() is not None

    @rule(seconds=st.sampled_from([1, WRITING_SECONDS - 1, WRITING_SECONDS + 1, 90_000]))
    def wait(self, seconds: int) -> None:
        self.clock.moment += timedelta(seconds=seconds)

    @rule()
    def leave_and_come_back(self) -> None:
        self.services.close()
        self.services = open_services(self.folder, None, self.clock)

    @invariant()
    def the_data_is_what_the_model_says(self) -> None:
        assert dump(self.services) == self.now
        assert (self.services.history.can_undo() is not None) == bool(self.undo_stack)
        assert (self.services.history.can_redo() is not None) == bool(self.redo_stack)

    @invariant()
    def the_index_of_words_follows_the_log(self) -> None:
        standing = self.services.incidents().latest(1000)
        for word in ("一", "一二", "二"):
            found = self.services.evidence().count(EvidenceFilter(text=word))
            assert found == sum(word in incident.line for incident in standing)


def attach(services: Services, incident: str) -> None:
    """Puts a file with an incident."""
    for _ in services.attachments().adding(
        incident, (Source(BytesIO(b"a letter"), "a.txt"),), Came.PASTED
    ):
        pass


TestRandomHistories = Machine.TestCase
TestRandomHistories.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)


@pytest.fixture
def lender_step(services: Services) -> str:
    steps = services.library.pack().steps
    return next(step.id for step in steps if step.scope is Scope.LENDER)


@pytest.fixture
def person_step(services: Services) -> str:
    steps = services.library.pack().steps
    return next(step.id for step in steps if step.scope is Scope.PERSON)


def test_undo_says_what_and_publishes_once(
    services: Services, heard: list[Topic], person_step: str
) -> None:
    services.progress.set(person_step, PERSON, State.DONE)
    services.preferences.set_phone_system("ios")
    heard.clear()
    assert services.history.undo() == Act(Deed.PHONE, detail="ios")
    assert services.history.undo() == Act(Deed.STATE, PERSON, person_step, State.DONE)
    assert services.progress.get(person_step, PERSON) is None
    assert services.history.undo() is None
    assert services.history.redo() == Act(Deed.STATE, PERSON, person_step, State.DONE)
    assert heard == [Topic.PREFERENCES, Topic.PROGRESS, Topic.PROGRESS]


@pytest.mark.parametrize("topic", list(Topic))
def test_what_is_undone_is_told_as_it_was_told_when_done(
    services: Services, heard: list[Topic], lender_step: str, topic: Topic
) -> None:
    lender = services.lenders.add("甲").id
    tomorrow = datetime(2026, 11, 23, tzinfo=BEIJING).date()
    letter = services.incidents().add().id
    filed = Filing("", "投诉", date(2026, 11, 20))
    acts: dict[Topic, Callable[[], object]] = {
        Topic.LENDERS: lambda: services.lenders.set_kind(lender, "bank"),
        Topic.ANSWERS: lambda: services.answers.set("contacts", "yes"),
        Topic.PROGRESS: lambda: services.progress.set(lender_step, lender, State.DONE),
        Topic.NOTES: lambda: services.notes.save(lender_step, lender, "a"),
        Topic.REMINDERS: lambda: services.reminders.set(lender_step, lender, tomorrow),
        Topic.INCIDENTS: lambda: services.incidents().add(),
        Topic.ATTACHMENTS: lambda: attach(services, letter),
        Topic.FILINGS: lambda: services.filings().add(filed),
        Topic.LETTERS: lambda: services.letters().start("t-2loj2", lender),
        Topic.PREFERENCES: lambda: services.preferences.set_phone_system("ios"),
    }
    heard.clear()
    acts[topic]()
    services.history.undo()
    services.history.redo()
    assert heard == [topic] * 3


def test_the_plan_follows(services: Services) -> None:
    first = services.plan.plan().items[0]
    services.progress.set(first.step.id, first.subject, State.DONE)
    assert services.plan.plan().items[0].key != first.key
    services.history.undo()
    assert services.plan.plan().items[0].key == first.key


def test_a_refused_change_is_none(services: Services) -> None:
    services.lenders.add("甲")
    with pytest.raises(LenderNameTaken):
        services.lenders.add("甲")
    assert services.history.undo() == Act(
        Deed.LENDER_ADDED, services.history.can_redo().subject, detail="甲"
    )  # type: ignore[union-attr]
    assert services.history.can_undo() is None


def test_closing_a_step_ends_its_reminder_and_undo_brings_it_back(
    services: Services, person_step: str
) -> None:
    day = datetime(2026, 11, 25, tzinfo=BEIJING).date()
    services.reminders.set(person_step, PERSON, day)
    services.progress.set(person_step, PERSON, State.DONE)
    assert services.reminders.day(person_step, PERSON) is None
    services.history.undo()
    assert services.reminders.day(person_step, PERSON) == day


def test_a_history_that_does_not_fit_is_given_up_and_the_data_stays(services: Services) -> None:
    services.answers.set("contacts", "yes")
    services.answers.set("contacts", "no")
    # Somebody wrote into the file behind the program's back.
    services.history._desk.database.write("UPDATE answer SET value = ?", ("fear",))
    with pytest.raises(HistoryBroken):
        services.history.undo()
    assert services.answers.value("contacts") == "fear"
    assert services.history.can_undo() is None
    assert services.history.undo() is None
