"""Conditions follow the grammar and ask only for answers that can be given."""

from collections.abc import Iterator

from desktop.content.rulebook import ContentProblem, Rule
from desktop.content.sources import Content
from desktop.domain.conditions import (
    Comparator,
    Comparison,
    ConditionError,
    comparisons,
    parse,
)
from desktop.domain.triage import Variable, VariableKind

_FOR_WORDS = frozenset({Comparator.EQUAL, Comparator.NOT_EQUAL, Comparator.IN})


def bad_conditions(content: Content) -> Iterator[ContentProblem]:
    """Every condition can be read and means something."""
    variables = {variable.id: variable for variable in content.triage.value.variables}
    for file, place, text in _conditions(content):
        for message in faults(text, variables):
            yield ContentProblem(file, place, Rule.BAD_CONDITION, message)


def _conditions(content: Content) -> Iterator[tuple[str, str, str]]:
    for step in content.steps:
        yield step.file, "when", step.value.when
    for conduct in content.conducts:
        if conduct.value.told is not None:
            yield conduct.file, f"{conduct.place}.told", conduct.value.told
    triage = content.triage
    for number, variable in enumerate(triage.value.variables, 1):
        yield triage.file, f"variables[{number}].only_if", variable.only_if
    for number, pin in enumerate(triage.value.pins, 1):
        yield triage.file, f"pins[{number}].when", pin.when


def faults(text: str, variables: dict[str, Variable]) -> Iterator[str]:
    """What is wrong with a condition over some variables, in words for its author."""
    try:
        condition = parse(text)
    except ConditionError as error:
        yield f"条件“{text}”第 {error.position + 1} 个字符读不懂，请照 a == 'b' 这样写。"
        return
    for comparison in comparisons(condition):
        variable = variables.get(comparison.name)
        if variable is None:
            yield f"没有名为“{comparison.name}”的变量，请改用 triage.yaml 里的变量。"
        elif not _answerable(comparison, variable):
            yield f"变量“{variable.id}”不会有这样的回答，请对照 triage.yaml 里的选项。"


def _answerable(comparison: Comparison, variable: Variable) -> bool:
    if variable.kind is VariableKind.DAYS:
        return all(isinstance(value, int) for value in comparison.values)
    options = {option.value for option in variable.options}
    return comparison.comparator in _FOR_WORDS and options.issuperset(comparison.values)
