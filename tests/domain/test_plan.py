"""The order of the plan, on a small pack by example and on the real one by property."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.content.loader import content_folder, load_pack
from desktop.domain.conditions import evaluate, parse
from desktop.domain.confidence import Confidence
from desktop.domain.lenders import UNKNOWN_KIND, Lender
from desktop.domain.pack import Pack, PackInfo
from desktop.domain.plan import Applies, Plan, PlanItem, build_plan, list_items
from desktop.domain.progress import CLOSED, PERSON, Progress, State
from desktop.domain.steps import Checklist, Phase, Scope, Stage, Step, Urgency
from desktop.domain.triage import (
    LenderKind,
    Option,
    PinRule,
    Triage,
    Variable,
    VariableKind,
)

TODAY = date(2026, 11, 22)
Answers = dict[tuple[str, str], str]
Ticks = dict[tuple[str, str], Progress]


# --- A small pack -------------------------------------------------------------------------------


def step(
    name: str,
    scope: Scope = Scope.PERSON,
    urgency: Urgency = Urgency.TODAY,
    topic: str = "evidence",
    when: str = "always",
    rev: int = 1,
) -> Step:
    return Step(
        id=name,
        draft_id=None,
        rev=rev,
        title=name,
        why="",
        how=(),
        done_when="",
        keep=(),
        risk="",
        urgency=urgency,
        minutes=5,
        scope=scope,
        topic=topic,
        when=when,
        rules=(),
        channels=(),
        letters=(),
        phone_tasks=(),
        advice=(),
        checked="2026-11-22",
        confidence=Confidence.HIGH,
    )


def variable(name: str, level: Scope, *values: str, only_if: str = "always") -> Variable:
    kind = VariableKind.CHOICE if values else VariableKind.DAYS
    options = tuple(Option(value, value) for value in values)
    return Variable(name, level, kind, name, "", options, True, only_if)


VARIABLES = (
    variable("danger", Scope.PERSON, "danger", "threat", "no"),
    variable("stage", Scope.LENDER, *Stage),
    variable("contacts", Scope.PERSON, "yes", "fear", "no"),
    variable("lender", Scope.LENDER, "licensed", "micro", "unlicensed", "unknown"),
    variable("overdue_days", Scope.LENDER, only_if="stage == 'overdue'"),
    variable("court_paper", Scope.LENDER, "yes", "no"),
)


def small_pack(
    lists: Mapping[Stage, Iterable[Step]],
    pins: Iterable[PinRule] = (),
) -> Pack:
    checklists = []
    steps: dict[str, Step] = {}
    for stage in Stage:
        here = tuple(lists.get(stage, ()))
        steps.update({found.id: found for found in here})
        # Two phases, so that positions are counted through the list and not through the phase.
        half = len(here) // 2
        phases = tuple(
            Phase(f"{stage}-{n}", None, "", "", tuple(found.id for found in part))
            for n, part in enumerate((here[:half], here[half:]))
        )
        checklists.append(Checklist(stage, None, stage, stage, stage, "", phases, "2026-11-22"))
    return Pack(
        PackInfo("small", "1.0.0", "0", "2026-11-22", "", "", ""),
        tuple(checklists),
        tuple(steps.values()),
        Triage(
            VARIABLES,
            ("danger", "evidence", "contacts"),
            tuple(pins),
            (LenderKind("bank", "", "licensed", "", "", Confidence.HIGH),),
            (),
            "2026-11-22",
        ),
    )


def pin(when: str, *steps: str, any_stage: bool = False, message: str = "说一句") -> PinRule:
    return PinRule("n-1", "r1", when, steps, ("c-1",), message, any_stage)


def tick(name: str, subject: str, state: State, rev: int = 1, reason: str = "") -> Ticks:
    return {(name, subject): Progress(name, subject, state, reason, rev, "")}


def plan_of(
    pack: Pack,
    *lenders: Lender,
    answers: Answers | None = None,
    progress: Ticks | None = None,
) -> Plan:
    return build_plan(pack, lenders, answers or {}, progress or {}, TODAY)


def order(plan: Plan) -> list[str]:
    return [item.step.id + (f"@{item.subject}" if item.lender else "") for item in plan.items]


A = Lender("a", "A", stage=Stage.OVERDUE)
B = Lender("b", "B", stage=Stage.OVERDUE)


def test_urgency_then_topic_then_position_then_lender() -> None:
    pack = small_pack(
        {
            Stage.OVERDUE: [
                step("later", urgency=Urgency.THIS_WEEK, topic="danger"),
                step("mail", Scope.LENDER, topic="contacts"),
                step("keep", Scope.LENDER),
                step("keep-more"),
                step("now", urgency=Urgency.NOW, topic="contacts"),
            ]
        }
    )
    expected = ["now", "keep@a", "keep@b", "keep-more", "mail@a", "mail@b", "later"]
    assert order(plan_of(pack, A, B)) == expected


def test_pinned_steps_lead_by_topic_whatever_their_urgency() -> None:
    pack = small_pack(
        {
            Stage.OVERDUE: [
                step("now", urgency=Urgency.NOW),
                step("tell", urgency=Urgency.NOW, topic="contacts"),
                step("keep", urgency=Urgency.MONTHLY),
            ]
        },
        [pin("contacts == 'yes'", "tell", "keep")],
    )
    plan = plan_of(pack, A, answers={(PERSON, "contacts"): "yes"})
    assert order(plan) == ["keep", "tell", "now"]
    assert [item.pinned for item in plan.items] == [True, True, False]
    assert [(m.text, m.channels, m.rule) for m in plan.messages] == [("说一句", ("c-1",), "n-1")]


def test_an_unanswered_rule_does_not_pin() -> None:
    pack = small_pack(
        {Stage.OVERDUE: [step("a"), step("b")]}, [pin("contacts in ['yes', 'fear']", "b")]
    )
    plan = plan_of(pack, A)
    assert order(plan) == ["a", "b"]
    assert plan.messages == ()


def test_started_steps_come_before_their_equals_and_waiting_ones_last() -> None:
    pack = small_pack(
        {
            Stage.OVERDUE: [
                step("wait", urgency=Urgency.NOW),
                step("todo"),
                step("doing"),
                step("later", urgency=Urgency.MONTHLY),
            ]
        },
        [pin("contacts == 'yes'", "wait")],
    )
    progress = tick("wait", PERSON, State.WAITING) | tick("doing", PERSON, State.DOING)
    plan = plan_of(pack, A, answers={(PERSON, "contacts"): "yes"}, progress=progress)
    assert order(plan) == ["doing", "todo", "later", "wait"]


def test_what_applies_comes_before_what_may_apply() -> None:
    pack = small_pack(
        {Stage.OVERDUE: [step("maybe", topic="danger", when="contacts == 'yes'"), step("sure")]}
    )
    plan = plan_of(pack, A)
    assert order(plan) == ["sure", "maybe"]
    assert plan.items[1].applies is Applies.MAYBE
    assert plan.items[1].unanswered == ("contacts",)


def test_closed_steps_and_those_that_do_not_apply_are_left_out() -> None:
    pack = small_pack(
        {
            Stage.OVERDUE: [
                step("done"),
                step("not-mine"),
                step("no", when="contacts == 'yes'"),
                step("open"),
            ]
        }
    )
    progress = tick("done", PERSON, State.DONE) | tick("not-mine", PERSON, State.NOT_APPLICABLE)
    plan = plan_of(pack, A, answers={(PERSON, "contacts"): "no"}, progress=progress)
    assert order(plan) == ["open"]
    (entry,) = plan.lists
    assert (entry.lender, entry.done, entry.total) == (A, 2, 3)


def test_without_a_stage_three_lists_may_apply() -> None:
    pack = small_pack(
        {stage: [step(f"p-{stage}"), step(f"l-{stage}", Scope.LENDER)] for stage in Stage}
    )
    lender = Lender("a", "A")
    plan = plan_of(pack, lender)
    assert {item.checklist.stage for item in plan.items} == set(Stage) - {Stage.SETTLED}
    assert {item.applies for item in plan.items} == {Applies.MAYBE}
    assert {item.unanswered for item in plan.items} == {("stage",)}
    assert plan.unstaged == (lender,)
    assert plan.lists == ()


def test_without_a_lender_only_the_persons_steps_may_apply() -> None:
    pack = small_pack(
        {stage: [step(f"p-{stage}"), step(f"l-{stage}", Scope.LENDER)] for stage in Stage}
    )
    gone = Lender("a", "A", stage=Stage.SETTLED, archived=True)
    for plan in (plan_of(pack), plan_of(pack, gone)):
        assert order(plan) == ["p-before", "p-during", "p-overdue"]
        assert {item.applies for item in plan.items} == {Applies.MAYBE}
        assert plan.unstaged == ()
        assert [(entry.lender, entry.done, entry.total) for entry in plan.lists] == [
            (None, 0, 1),
            (None, 0, 1),
            (None, 0, 1),
        ]


def test_a_step_of_the_person_applies_if_it_does_for_any_lender() -> None:
    pack = small_pack({Stage.OVERDUE: [step("court", when="court_paper == 'yes'")]})

    def verdict(answers: Answers) -> list[tuple[Applies, tuple[str, ...]]]:
        plan = plan_of(pack, A, B, answers=answers)
        return [(item.applies, item.unanswered) for item in plan.items]

    yes, no = {("a", "court_paper"): "yes"}, {("a", "court_paper"): "no"}
    assert verdict(yes) == [(Applies.YES, ())]
    assert verdict(no) == [(Applies.MAYBE, ("court_paper",))]
    assert verdict(no | {("b", "court_paper"): "no"}) == []


def test_a_lenders_answer_goes_before_the_persons() -> None:
    pack = small_pack({Stage.OVERDUE: [step("tell", Scope.LENDER, when="court_paper == 'yes'")]})
    answers = {(PERSON, "court_paper"): "yes", ("b", "court_paper"): "no"}
    assert order(plan_of(pack, A, B, answers=answers)) == ["tell@a"]


def test_a_question_about_the_person_has_one_answer() -> None:
    pack = small_pack({Stage.OVERDUE: [step("tell", Scope.LENDER, when="contacts == 'yes'")]})
    answers = {(PERSON, "contacts"): "yes", ("b", "contacts"): "no"}
    assert order(plan_of(pack, A, B, answers=answers)) == ["tell@a", "tell@b"]


def test_kind_and_days_come_from_the_lender() -> None:
    pack = small_pack(
        {
            Stage.OVERDUE: [
                step("licensed", Scope.LENDER, when="lender == 'licensed'"),
                step("find-out", Scope.LENDER, when="lender == 'unknown'"),
                step("late", Scope.LENDER, when="overdue_days > 30"),
            ],
            Stage.DURING: [step("in-time", Scope.LENDER, when="overdue_days < 1")],
        }
    )
    late = Lender("a", "A", "bank", Stage.OVERDUE, TODAY - timedelta(days=31))
    assert order(plan_of(pack, late)) == ["licensed@a", "late@a"]
    early = Lender("a", "A", "bank", Stage.OVERDUE, TODAY - timedelta(days=30))
    assert order(plan_of(pack, early)) == ["licensed@a"]
    # A kind nobody chose is an open question, not the answer "unknown".
    untold = plan_of(pack, A)
    assert {item.applies for item in untold.items} == {Applies.MAYBE}
    assert len(untold.items) == 3
    told = plan_of(pack, A, answers={("a", "lender"): "unknown"})
    assert [item.step.id for item in told.items if item.applies is Applies.YES] == ["find-out"]
    paying = Lender("a", "A", stage=Stage.DURING, overdue_since=date(2026, 1, 1))
    assert order(plan_of(pack, paying)) == ["in-time@a"]


def test_what_another_answer_rules_out_is_not_asked() -> None:
    pack = small_pack({Stage.SETTLED: [step("late", Scope.LENDER, when="overdue_days > 30")]})
    (item,) = plan_of(pack, Lender("a", "A", stage=Stage.SETTLED)).items
    assert (item.applies, item.unanswered) == (Applies.MAYBE, ())


def test_a_pin_reaches_into_another_list_only_at_any_stage() -> None:
    lists = {
        Stage.BEFORE: [step("think", urgency=Urgency.NOW)],
        Stage.OVERDUE: [step("police", topic="danger"), step("keep", Scope.LENDER)],
    }
    lender = Lender("a", "A", stage=Stage.BEFORE)
    answers = {(PERSON, "danger"): "danger"}
    bound = small_pack(lists, [pin("danger == 'danger'", "police", "keep")])
    plan = plan_of(bound, lender, answers=answers)
    assert order(plan) == ["think"]
    assert plan.messages == ()
    free = small_pack(lists, [pin("danger == 'danger'", "police", "keep", any_stage=True)])
    plan = plan_of(free, lender, answers=answers)
    assert order(plan) == ["police", "keep@a", "think"]
    assert plan.messages
    # Danger does not wait for a lender to be named.
    plan = plan_of(free, answers=answers)
    assert (plan.items[0].step.id, plan.items[0].applies) == ("police", Applies.YES)


def test_a_message_falls_silent_when_its_steps_are_closed_unless_it_counts_at_any_stage() -> None:
    lists = {Stage.OVERDUE: [step("keep")]}
    answers, done = {(PERSON, "contacts"): "yes"}, tick("keep", PERSON, State.DONE)
    for any_stage in (False, True):
        pack = small_pack(lists, [pin("contacts == 'yes'", "keep", any_stage=any_stage)])
        assert plan_of(pack, A, answers=answers).messages
        assert bool(plan_of(pack, A, answers=answers, progress=done).messages) is any_stage


def test_done_before_the_advice_changed_is_still_done_and_says_so() -> None:
    pack = small_pack({Stage.OVERDUE: [step("keep", rev=2)]})
    checklist = pack.checklists[2]
    for rev, revised in ((1, True), (2, False)):
        progress = tick("keep", PERSON, State.DONE, rev=rev)
        (item,) = list_items(pack, checklist, A, (A,), {}, progress, TODAY)
        assert (item.state, item.revised, item.open) == (State.DONE, revised, False)
        assert plan_of(pack, A, progress=progress).items == ()


def test_a_list_shows_every_step_in_its_order() -> None:
    pack = small_pack({Stage.OVERDUE: [step(f"s{n}", Scope(list(Scope)[n % 2])) for n in range(5)]})
    checklist = pack.checklists[2]
    progress = tick("s1", "a", State.NOT_APPLICABLE, reason="没装过")
    items = list_items(pack, checklist, A, (A, B), {}, progress, TODAY)
    assert [item.step.id for item in items] == [f"s{n}" for n in range(5)]
    assert [(item.number, item.total) for item in items] == [(n, 5) for n in range(1, 6)]
    assert [item.subject for item in items] == ["", "a", "", "a", ""]
    assert (items[1].state, items[1].reason) == (State.NOT_APPLICABLE, "没装过")
    nobody = list_items(pack, checklist, None, (A, B), {}, progress, TODAY)
    assert [item.key for item in nobody] == [(f"s{n}", PERSON) for n in range(5)]
    assert {item.state for item in nobody} == {State.TODO}


# --- The real pack ------------------------------------------------------------------------------


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[Lender], Answers, Ticks]:
    pack = load_pack_once()
    lenders = [
        Lender(
            id=f"l{number}",
            name=f"第 {number} 家",
            kind=draw(st.sampled_from([UNKNOWN_KIND, *(kind.id for kind in pack.triage.kinds)])),
            stage=draw(st.sampled_from([None, *Stage])),
            overdue_since=draw(
                st.none() | st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=2))
            ),
            archived=draw(st.sampled_from([False, False, False, True])),
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    subjects = [PERSON, *(lender.id for lender in lenders)]
    answers: Answers = {}
    for found in pack.triage.variables:
        for subject in subjects if found.level is Scope.LENDER else [PERSON]:
            values = [None, *(option.value for option in found.options)]
            value = draw(st.sampled_from(values))
            if value is not None:
                answers[subject, found.id] = value
    ticks: Ticks = {}
    dice = draw(st.randoms(use_true_random=False))
    share = draw(st.sampled_from([0.0, 0.3, 0.9]))
    for found_step in pack.steps:
        whose = [PERSON] if found_step.scope is Scope.PERSON else subjects[1:]
        for subject in whose:
            if dice.random() < share:
                state = dice.choice(list(State))
                ticks[found_step.id, subject] = Progress(
                    found_step.id, subject, state, "", dice.randint(0, found_step.rev), ""
                )
    return lenders, answers, ticks


@cache
def load_pack_once() -> Pack:
    return load_pack(content_folder())


on_situations = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def known_values(
    pack: Pack, lender: Lender | None, answers: Answers
) -> dict[str, str | int | None]:
    """Written again from the rules, not taken from the program."""
    values: dict[str, str | int | None] = {
        name: value for (subject, name), value in answers.items() if subject == PERSON
    }
    for name in ("stage", "lender", "overdue_days"):
        values[name] = None
    if lender is not None:
        values |= {name: value for (whose, name), value in answers.items() if whose == lender.id}
        groups = {kind.id: kind.group for kind in pack.triage.kinds if kind.id != UNKNOWN_KIND}
        values["stage"] = lender.stage
        values["lender"] = groups.get(lender.kind, answers.get((lender.id, "lender")))
        values["overdue_days"] = lender.days_overdue(TODAY)
        if lender.stage in (Stage.BEFORE, Stage.DURING):
            values["overdue_days"] = 0
    return values


def stages_of(lender: Lender | None) -> set[Stage]:
    if lender is None or lender.stage is None:
        return {Stage.BEFORE, Stage.DURING, Stage.OVERDUE}
    return {lender.stage}


def active_keys(pack: Pack, lenders: list[Lender]) -> dict[tuple[str, str], list[Lender | None]]:
    """Every tick of an active list, and whose answers decide about it."""
    steps = {found.id: found for found in pack.steps}
    found: dict[tuple[str, str], list[Lender | None]] = {}
    holders: list[Lender | None] = [lender for lender in lenders if not lender.archived]
    for holder in holders or [None]:
        for checklist in pack.checklists:
            if checklist.stage not in stages_of(holder):
                continue
            for phase in checklist.phases:
                for name in phase.steps:
                    if steps[name].scope is Scope.PERSON:
                        found.setdefault((name, PERSON), []).append(holder)
                    elif holder is not None:
                        found[name, holder.id] = [holder]
    return found


def closed(ticks: Ticks, key: tuple[str, str]) -> bool:
    return key in ticks and ticks[key].state in CLOSED


@on_situations
@given(situations())
def test_every_step_of_an_active_list_is_shown_closed_or_does_not_apply(
    situation: tuple[list[Lender], Answers, Ticks],
) -> None:
    pack = load_pack_once()
    lenders, answers, ticks = situation
    steps = {found.id: found for found in pack.steps}
    everywhere = {name for rule in pack.triage.pins if rule.any_stage for name in rule.pin}
    shown = {item.key: item for item in plan_of_real(situation).items}
    for key, holders in active_keys(pack, lenders).items():
        condition = parse(steps[key[0]].when)
        results = [evaluate(condition, known_values(pack, holder, answers)) for holder in holders]
        applies = any(result is not False for result in results)
        if key[0] not in everywhere:
            assert (key in shown) is (applies and not closed(ticks, key))
        assert key in shown or closed(ticks, key) or not applies
        if key in shown and any(
            result and holder is not None and holder.stage is not None
            for result, holder in zip(results, holders, strict=True)
        ):
            assert shown[key].applies is Applies.YES


def plan_of_real(situation: tuple[list[Lender], Answers, Ticks]) -> Plan:
    lenders, answers, ticks = situation
    return build_plan(load_pack_once(), lenders, answers, ticks, TODAY)


@on_situations
@given(situations())
def test_no_tick_is_shown_twice_and_nothing_closed_or_ruled_out_is_shown(
    situation: tuple[list[Lender], Answers, Ticks],
) -> None:
    lenders, _, ticks = situation
    items = plan_of_real(situation).items
    assert len({item.key for item in items}) == len(items)
    put_away = {lender.id for lender in lenders if lender.archived}
    for item in items:
        assert item.open
        assert not closed(ticks, item.key)
        assert item.applies is not Applies.NO
        assert item.subject not in put_away
        assert (item.subject == PERSON) is (item.step.scope is Scope.PERSON)


@on_situations
@given(situations(), st.randoms(use_true_random=False))
def test_taking_an_answer_back_never_hides_a_step(
    situation: tuple[list[Lender], Answers, Ticks], dice: Random
) -> None:
    lenders, answers, ticks = situation
    forgotten = {name for _, name in answers if dice.random() < 0.5} | {"lender"}
    fewer = {key: value for key, value in answers.items() if key[1] not in forgotten}
    vaguer = [
        Lender(lender.id, lender.name, UNKNOWN_KIND, lender.stage, None, lender.archived)
        if dice.random() < 0.5
        else lender
        for lender in lenders
    ]
    lists = active_keys(load_pack_once(), lenders).keys()
    before = {item.key for item in plan_of_real(situation).items} & lists
    after = {item.key for item in plan_of_real((vaguer, fewer, ticks)).items}
    assert before <= after


def rank(item: PlanItem) -> tuple[object, ...]:
    pack = load_pack_once()
    topic = pack.triage.topic_order.index(item.step.topic)
    urgency = list(Urgency).index(item.step.urgency)
    head = (topic, urgency) if item.pinned else (urgency, item.applies is not Applies.YES, topic)
    return (item.state is State.WAITING, not item.pinned, *head)


@on_situations
@given(situations())
def test_the_order_is_total_and_depends_on_nothing_but_the_facts(
    situation: tuple[list[Lender], Answers, Ticks],
) -> None:
    lenders, answers, ticks = situation
    plan = plan_of_real(situation)
    backwards = (
        lenders,
        dict(reversed(answers.items())),
        dict(reversed(ticks.items())),
    )
    assert plan_of_real(backwards) == plan
    ranks = [rank(item) for item in plan.items]
    assert ranks == sorted(ranks)


@on_situations
@given(situations())
def test_pins_reach_into_inactive_lists_only_at_any_stage(
    situation: tuple[list[Lender], Answers, Ticks],
) -> None:
    pack = load_pack_once()
    lists = active_keys(pack, situation[0])
    everywhere = {name for rule in pack.triage.pins if rule.any_stage for name in rule.pin}
    for item in plan_of_real(situation).items:
        assert item.key in lists or (item.pinned and item.step.id in everywhere)
        if item.pinned:
            assert item.applies is Applies.YES
            assert any(item.step.id in rule.pin for rule in pack.triage.pins)


@on_situations
@given(situations())
def test_lists_tell_the_same_as_the_plan(
    situation: tuple[list[Lender], Answers, Ticks],
) -> None:
    pack = load_pack_once()
    lenders, answers, ticks = situation
    plan = plan_of_real(situation)
    shown = {item.key: item for item in plan.items}
    seen = {}
    for lender in lenders:
        for checklist in pack.checklists:
            items = list_items(pack, checklist, lender, lenders, answers, ticks, TODAY)
            total = sum(len(phase.steps) for phase in checklist.phases)
            assert [item.number for item in items] == list(range(1, total + 1))
            assert {item.total for item in items} == {total}
            seen.update({item.key: item for item in items})
            for entry in plan.lists:
                if entry.lender == lender and entry.checklist is checklist:
                    count = [item for item in items if item.applies is not Applies.NO]
                    assert entry.total == len(count)
                    assert entry.done == sum(not item.open for item in count)
    if lenders:
        for key, item in shown.items():
            assert seen[key] == item


def test_every_person_sees_something_to_do() -> None:
    pack = load_pack_once()
    assert plan_of(pack).items
    for stage in (None, *Stage):
        assert plan_of(pack, Lender("a", "A", stage=stage)).items
