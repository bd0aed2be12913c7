"""Links between entries: every id that is named exists, and every step has its place."""

from collections.abc import Iterable, Iterator
from typing import Any

from desktop.content.rulebook import ContentProblem, Rule
from desktop.content.sources import Content, Entry
from desktop.domain.rule_refs import RuleRef

# (what is missing, the id that was named, entry, place)
_Link = tuple[str, str, Entry[Any], str]


def dead_references(content: Content) -> Iterator[ContentProblem]:
    """Every id that is named belongs to something."""
    known = _known(content)
    for family, id_, entry, place in _links(content):
        if id_ not in known[family]:
            full = f"{entry.place}.{place}" if entry.place else place
            yield ContentProblem(
                entry.file, full, Rule.DEAD_REFERENCE,
                f"没有编号为“{id_}”的{family}，请改成存在的编号或删去。",
            )  # fmt: skip


def dead_aliases(content: Content) -> Iterator[ContentProblem]:
    """Every everyday word leads somewhere; the search just leaves out what is not there."""
    known = _findable(content)
    for alias in content.aliases:
        for number, id_ in enumerate(alias.value.ids, 1):
            if id_ not in known:
                yield ContentProblem(
                    alias.file, f"{alias.place}.ids[{number}]", Rule.DEAD_REFERENCE,
                    f"没有编号为“{id_}”的条目，请改成存在的编号或删去。",
                )  # fmt: skip


def steps_in_no_list(content: Content) -> Iterator[ContentProblem]:
    """A step that no checklist holds would never be seen."""
    listed = {id_ for id_, _, _ in _listed_steps(content)}
    for step in content.steps:
        if step.value.id not in listed:
            yield ContentProblem(
                step.file, "", Rule.STEP_IN_NO_LIST,
                f"步骤 {step.value.id} 没有放进任何清单，请加到一个阶段里。",
            )  # fmt: skip


def steps_in_two_lists(content: Content) -> Iterator[ContentProblem]:
    """A step stands in one place, so that its tick does."""
    first: dict[str, str] = {}
    for id_, file, place in _listed_steps(content):
        if id_ in first:
            yield ContentProblem(
                file, place, Rule.STEP_IN_TWO_LISTS,
                f"步骤 {id_} 已经放在 {first[id_]}，请只留一处。",
            )  # fmt: skip
        first.setdefault(id_, f"{file} {place}")


def unused_advice(content: Content) -> Iterator[ContentProblem]:
    """Popular advice that was not rejected is taken up by a step."""
    used = {code for step in content.steps for code in step.value.advice}
    for advice in content.advice:
        if advice.value.verdict != "rejected" and advice.value.code not in used:
            yield ContentProblem(
                advice.file, advice.place, Rule.UNUSED_ADVICE,
                f"说法 {advice.value.code} 没有步骤回应，请在相关步骤的 advice 里写上它。",
            )  # fmt: skip


def _listed_steps(content: Content) -> Iterator[tuple[str, str, str]]:
    for checklist in content.checklists:
        for number, phase in enumerate(checklist.value.phases, 1):
            for index, id_ in enumerate(phase.steps, 1):
                yield id_, checklist.file, f"phases[{number}].steps[{index}]"


def _known(content: Content) -> dict[str, frozenset[str]]:
    triage = content.triage.value
    groups = [
        option.value
        for variable in triage.variables
        if variable.id == "lender"
        for option in variable.options
    ]
    return {
        "步骤": _ids(content.steps),
        "条文": frozenset(
            provision.id for document in content.rules for provision in document.value.provisions
        ),
        "渠道": _ids(content.channels),
        "渠道分组": _ids(content.channel_kinds),
        "文书": _ids(content.letters),
        "旧名称": _ids(content.redirects),
        "手机操作": _ids(content.phone_tasks),
        "说法": frozenset(advice.value.code for advice in content.advice),
        "主题": frozenset(triage.topic_order),
        "放款人类型": frozenset(kind.id for kind in triage.kinds),
        "放款人大类": frozenset(groups),
        "判断问题": frozenset(question.id for question in triage.resolver),
    }


def _findable(content: Content) -> frozenset[str]:
    """Ids of everything that the search can lead to."""
    kinds = (
        *(content.steps, content.rules, content.channels, content.letters, content.phones),
        *(
            content.scripts,
            content.phone_guides,
            content.myths,
            content.glossary,
            content.faq,
            content.redirects,
        ),
    )
    provisions = {part.id for document in content.rules for part in document.value.provisions}
    return frozenset(provisions).union(*(_ids(entries) for entries in kinds))


def _ids(entries: Iterable[Entry[Any]]) -> frozenset[str]:
    return frozenset(entry.value.id for entry in entries)


def _links(content: Content) -> Iterator[_Link]:
    for checklist in content.checklists:
        for number, phase in enumerate(checklist.value.phases, 1):
            yield from _each("步骤", phase.steps, checklist, f"phases[{number}].steps")
    for step in content.steps:
        yield from _cited(step, step.value.rules)
        yield from _each("渠道", step.value.channels, step, "channels")
        yield from _each("文书", step.value.letters, step, "letters")
        yield from _each("手机操作", step.value.phone_tasks, step, "phone_tasks")
        yield from _each("说法", step.value.advice, step, "advice")
        yield "主题", step.value.topic, step, "topic"
    yield from _letter_links(content)
    for script in content.scripts:
        yield from _cited(script, script.value.rules)
    yield from _channel_links(content)
    yield from _door_links(content)
    yield from _phone_links(content)
    yield from _help_links(content)
    yield from _triage_links(content)


def _letter_links(content: Content) -> Iterator[_Link]:
    for letter in content.letters:
        yield from _cited(letter, letter.value.rules)
        yield from _each("渠道", letter.value.channels, letter, "channels")
        for number, block in enumerate(letter.value.body, 1):
            for index, cite in enumerate(block.cites, 1):
                yield "条文", cite.provision, letter, f"body[{number}].cites[{index}].provision"
        follow = letter.value.follow_up
        if follow.rule is not None:
            yield "条文", follow.rule.provision, letter, "follow_up.rule.provision"
        if follow.letter is not None:
            yield "文书", follow.letter, letter, "follow_up.letter"
        if follow.step is not None:
            yield "步骤", follow.step, letter, "follow_up.step"


def _channel_links(content: Content) -> Iterator[_Link]:
    for channel in content.channels:
        yield from _cited(channel, channel.value.rules)
        yield "渠道分组", channel.value.kind, channel, "kind"
        yield from _each("放款人类型", channel.value.lender_kinds, channel, "lender_kinds")
        for number, escalation in enumerate(channel.value.escalation, 1):
            if escalation.channel is not None:
                yield "渠道", escalation.channel, channel, f"escalation[{number}].channel"


def _door_links(content: Content) -> Iterator[_Link]:
    for door in content.doors:
        yield from _cited(door, door.value.rules)
        yield "渠道", door.value.channel, door, "channel"
        yield from _each("渠道", door.value.also, door, "also")
        yield from _each("旧名称", door.value.redirects, door, "redirects")
        for number, part in enumerate(door.value.letters, 1):
            yield "文书", part.letter, door, f"letters[{number}].letter"
        if door.value.step is not None:
            yield "步骤", door.value.step, door, "step"


def _phone_links(content: Content) -> Iterator[_Link]:
    for phone in content.phones:
        for number, path in enumerate(phone.value.paths, 1):
            yield "手机操作", path.task, phone, f"paths[{number}].task"


def _help_links(content: Content) -> Iterator[_Link]:
    for myth in content.myths:
        yield from _cited(myth, myth.value.rules)
        yield from _each("步骤", myth.value.steps, myth, "steps")
    for term in content.glossary:
        yield from _cited(term, term.value.rules)
    for faq in content.faq:
        yield from _cited(faq, faq.value.rules)
        yield from _each("步骤", faq.value.steps, faq, "steps")
        yield from _each("渠道", faq.value.channels, faq, "channels")


def _triage_links(content: Content) -> Iterator[_Link]:
    entry = content.triage
    for number, pin in enumerate(entry.value.pins, 1):
        yield from _each("步骤", pin.pin, entry, f"pins[{number}].pin")
        yield from _each("渠道", pin.channels, entry, f"pins[{number}].channels")
    for number, kind in enumerate(entry.value.kinds, 1):
        yield "放款人大类", kind.group, entry, f"kinds[{number}].group"
    for number, question in enumerate(entry.value.resolver, 1):
        for index, answer in enumerate(question.answers, 1):
            place = f"resolver[{number}].answers[{index}]"
            if answer.goto is not None:
                yield "判断问题", answer.goto, entry, f"{place}.goto"
            if answer.kind is not None:
                yield "放款人类型", answer.kind, entry, f"{place}.kind"


def _cited(entry: Entry[Any], rules: tuple[RuleRef, ...]) -> Iterator[_Link]:
    for number, rule in enumerate(rules, 1):
        yield "条文", rule.provision, entry, f"rules[{number}].provision"


def _each(family: str, ids: tuple[str, ...], entry: Entry[Any], place: str) -> Iterator[_Link]:
    for number, id_ in enumerate(ids, 1):
        yield family, id_, entry, f"{place}[{number}]"
