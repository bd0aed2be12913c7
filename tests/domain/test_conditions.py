"""Conditions are parsed strictly and never turn an unanswered question into a no."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.conditions import (
    Always,
    Both,
    Comparator,
    Comparison,
    Condition,
    ConditionError,
    ConditionFault,
    Either,
    Value,
    comparisons,
    evaluate,
    parse,
    variables,
)

ANSWERS: dict[str, tuple[Value, ...]] = {
    "stage": ("before", "overdue"),
    "contacts": ("yes", "fear", "no"),
    "overdue_days": (0, 30, 90),
}


def write(condition: Condition) -> str:
    """The source text of a condition; nested groups in parentheses."""

    def value(item: Value) -> str:
        return str(item) if isinstance(item, int) else f"'{item}'"

    match condition:
        case Always():
            return "always"
        case Comparison(name, Comparator.IN, values):
            return f"{name} in [{', '.join(map(value, values))}]"
        case Comparison(name, comparator, values):
            return f"{name} {comparator.value} {value(values[0])}"
        case Both(parts):
            return " and ".join(f"({write(part)})" for part in parts)
        case Either(parts):
            return " or ".join(f"({write(part)})" for part in parts)


def single_comparisons() -> st.SearchStrategy[Condition]:
    """Comparisons that make sense for the variables above."""

    def for_name(name: str) -> st.SearchStrategy[Condition]:
        some = st.sampled_from(ANSWERS[name])
        equality = st.builds(
            Comparison,
            st.just(name),
            st.sampled_from([Comparator.EQUAL, Comparator.NOT_EQUAL]),
            some.map(lambda item: (item,)),
        )
        membership = st.builds(
            Comparison,
            st.just(name),
            st.just(Comparator.IN),
            st.lists(some, min_size=1, max_size=3).map(tuple),
        )
        order = st.builds(
            Comparison,
            st.just("overdue_days"),
            st.sampled_from(
                [Comparator.LESS, Comparator.AT_MOST, Comparator.MORE, Comparator.AT_LEAST]
            ),
            st.integers(0, 999).map(lambda days: (days,)),
        )
        return equality | membership | order

    return st.sampled_from(sorted(ANSWERS)).flatmap(for_name)


def conditions() -> st.SearchStrategy[Condition]:
    """Nested conditions."""
    return st.recursive(
        single_comparisons(),
        lambda inner: (
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: Both(tuple(parts)))
            | st.lists(inner, min_size=2, max_size=3).map(lambda parts: Either(tuple(parts)))
        ),
        max_leaves=6,
    )


def read_or_refuse(text: str) -> None:
    """Nothing but a condition or a refusal that points into the text comes of any text."""
    refusal: ConditionError | None = None
    try:
        evaluate(parse(text), {})
    except ConditionError as error:
        refusal = error
    assert refusal is None or 0 <= refusal.position <= len(text)


partial_answers = st.fixed_dictionaries(
    {}, optional={name: st.none() | st.sampled_from(values) for name, values in ANSWERS.items()}
)


@given(conditions())
def test_what_is_written_is_what_is_read(condition: Condition) -> None:
    # By repr, because tuples of different names with the same parts are equal.
    assert repr(parse(write(condition))) == repr(condition)


@given(conditions(), partial_answers)
def test_a_result_stands_whatever_the_missing_answers_turn_out_to_be(
    condition: Condition, answers: dict[str, Value | None]
) -> None:
    result = evaluate(condition, answers)
    missing = [name for name in ANSWERS if answers.get(name) is None]
    outcomes = {
        evaluate(condition, {**answers, **dict(zip(missing, filled, strict=True))})
        for filled in itertools.product(*(ANSWERS[name] for name in missing))
    }
    assert None not in outcomes
    if result is not None:
        assert outcomes == {result}


@given(conditions(), partial_answers)
def test_only_the_named_variables_matter(
    condition: Condition, answers: dict[str, Value | None]
) -> None:
    named = {name: value for name, value in answers.items() if name in variables(condition)}
    assert evaluate(condition, named) == evaluate(condition, answers)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refuse(text)


@given(st.text(alphabet="ab_ ()[]<>=!,'019inord", max_size=60))
def test_almost_conditions_are_read_or_refused(text: str) -> None:
    read_or_refuse(text)


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("always", {}, True),
        ("danger == 'danger'", {"danger": "danger"}, True),
        ("danger == 'danger'", {"danger": None}, None),
        ("pay in ['part','none']", {"pay": "none"}, True),
        ("pay in ['part','none']", {"pay": "full"}, False),
        ("overdue_days > 30 or court_paper", {"overdue_days": 3}, None),
        ("overdue_days > 30 or court_paper", {"overdue_days": 31}, True),
        ("overdue_days > 30 or court_paper", {"overdue_days": 3, "court_paper": "no"}, False),
        ("overdue_days >= 1 and overdue_days <= 7", {"overdue_days": 7}, True),
        ("overdue_days < 7 and stage == 'during'", {"overdue_days": 8}, False),
        ("a and (b or c)", {"a": "yes", "b": "no"}, None),
        ("a != 'x'", {"a": "y"}, True),
        ("overdue_days > 30", {"overdue_days": "many"}, None),
    ],
)
def test_examples(text: str, answers: dict[str, Value | None], expected: bool | None) -> None:
    assert evaluate(parse(text), answers) is expected


@pytest.mark.parametrize(
    ("text", "fault", "position"),
    [
        ("", ConditionFault.EMPTY, 0),
        ("   ", ConditionFault.EMPTY, 0),
        ("a ==", ConditionFault.UNFINISHED, 4),
        ("a == b", ConditionFault.UNEXPECTED, 5),
        ("a < 'x'", ConditionFault.UNEXPECTED, 4),
        ("a in []", ConditionFault.UNEXPECTED, 6),
        ("always and a", ConditionFault.UNEXPECTED, 7),
        ("a b", ConditionFault.UNEXPECTED, 2),
        ("not a", ConditionFault.UNEXPECTED, 4),
        ("a == 'x", ConditionFault.UNKNOWN_CHARACTER, 5),
        ("a == “x”", ConditionFault.UNKNOWN_CHARACTER, 5),
        ("a; b", ConditionFault.UNKNOWN_CHARACTER, 1),
        ("(" * 40 + "a" + ")" * 40, ConditionFault.TOO_DEEP, 20),
        ("a or " * 200 + "a", ConditionFault.TOO_LONG, 500),
    ],
)
def test_refusals_say_where(text: str, fault: ConditionFault, position: int) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert (caught.value.fault, caught.value.position) == (fault, position)


def test_comparisons_are_listed_from_left_to_right() -> None:
    found = comparisons(parse("b == 'x' and (a in ['y'] or c)"))
    assert [comparison.name for comparison in found] == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("lender == 'licensed'", None),
        ("lender in ['micro', 'unlicensed']", None),
        ("lender != 'licensed'", None),
        ("lender == 'unknown'", True),
        ("lender in ['unknown', 'micro']", True),
        ("lender == 'licensed' or danger == 'danger'", True),
    ],
)
def test_i_do_not_know_decides_nothing_but_itself(condition: str, expected: bool | None) -> None:
    answers = {"lender": "unknown", "danger": "danger"}
    assert evaluate(parse(condition), answers) is expected
