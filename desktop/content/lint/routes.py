"""Doors: conditions that can be read, nobody without a way on, and no door that nobody finds."""

from collections.abc import Iterator
from itertools import product

from desktop.content.lint.conditions import faults
from desktop.content.rulebook import ContentProblem, Rule
from desktop.content.sources import Content
from desktop.domain.conditions import UNDECIDED
from desktop.domain.routes import NOTHING, Asked, FoundDoor, find_doors
from desktop.domain.steps import Scope
from desktop.domain.triage import Option, Variable, VariableKind

_GROUP = "lender"
_A_REGION = "somewhere"


def bad_doors(content: Content) -> Iterator[ContentProblem]:
    """The conditions of doors and of their letters follow the grammar and mean something."""
    variables = _variables(content)
    for door in content.doors:
        texts = [("when", door.value.when)]
        texts += [
            (f"letters[{number}].when", part.when)
            for number, part in enumerate(door.value.letters, 1)
        ]
        for place, text in texts:
            for message in faults(text, variables):
                yield ContentProblem(
                    door.file, f"{door.place}.{place}", Rule.BAD_CONDITION, message
                )


def dead_ends(content: Content) -> Iterator[ContentProblem]:
    """Whoever asks is led somewhere for sure, whatever the lender is and whatever was done."""
    for asked, found in _cases(content):
        if not any(one.sure for one in found):
            done = "、".join(sorted(asked.conducts)) or "什么都没选"
            yield ContentProblem(
                "routes.yaml", "", Rule.DEAD_END,
                f"放款人是 {asked.kind}、{done}时，没有一扇门是确定的，请补上。",
            )  # fmt: skip


def unused_doors(content: Content) -> Iterator[ContentProblem]:
    """Every door is the right one for somebody; another one may stand in front of it."""
    cases = tuple(_cases(content))
    used = {one.door.id for _, found in cases for one in found if one.sure}
    for door in content.doors if cases else ():
        if door.value.id not in used:
            yield ContentProblem(
                door.file, f"{door.place}.when", Rule.UNUSED_DOOR,
                f"没有人会走到“{door.value.id}”这扇门，请改条件或删去。",
            )  # fmt: skip


def _cases(content: Content) -> Iterator[tuple[Asked, tuple[FoundDoor, ...]]]:
    """Every kind of lender with nothing done, or one thing, in a known region or an unknown one."""
    if any(bad_doors(content)):
        return  # Nobody can tell where such doors lead.
    doors = [entry.value for entry in content.doors]
    conducts = [entry.value for entry in content.conducts]
    done = [frozenset[str](), *(frozenset({conduct.id}) for conduct in conducts)]
    for kind, ticked, region in product(content.triage.value.kinds, done, ("", _A_REGION)):
        asked = Asked(kind.id, kind.group, ticked, region)
        yield asked, find_doors(doors, conducts, asked)


def _variables(content: Content) -> dict[str, Variable]:
    triage = content.triage.value
    conducts = [entry.value for entry in content.conducts]
    names = {conduct.id for conduct in conducts}.union(*(conduct.about for conduct in conducts))
    groups = next((variable.options for variable in triage.variables if variable.id == _GROUP), ())
    choices = {
        **dict.fromkeys((*names, NOTHING), ("yes", "no")),
        "kind": tuple(kind.id for kind in triage.kinds),
        "group": tuple(option.value for option in groups),
        "region": (UNDECIDED,),
    }
    return {name: _choice(name, values) for name, values in choices.items()}


def _choice(name: str, values: tuple[str, ...]) -> Variable:
    options = tuple(Option(value, value) for value in values)
    return Variable(name, Scope.LENDER, VariableKind.CHOICE, name, "", options, False, "always")
