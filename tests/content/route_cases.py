"""One break for every rule about doors; ``test_content_lint`` tries them on a copy."""

from collections.abc import Callable
from typing import Any

from desktop.content.rulebook import Rule
from tests.content.sources_copy import Sources

Break = Callable[[Sources], object]
DOORS = "routes.yaml"
CONDUCTS = "conducts.yaml"
ROUTE_CASES: list[tuple[Rule, str, Break]] = []


def breaks(rule: Rule) -> Callable[[Break], Break]:
    """Marks a function that breaks a rule, and nothing else, in a copy of the doors."""

    def register(function: Break) -> Break:
        ROUTE_CASES.append((rule, f"door {function.__name__}", function))
        return function

    return register


def door(sources: Sources, name: str, **change: Any) -> None:
    """Changes a door."""

    def run(data: Any) -> None:
        next(one for one in data if one["id"] == name).update(change)

    sources.change(DOORS, run)


@breaks(Rule.DEAD_REFERENCE)
def unknown_channel(sources: Sources) -> None:
    door(sources, "nfra", also=["c-zzzzz"])


@breaks(Rule.DEAD_REFERENCE)
def unknown_letter(sources: Sources) -> None:
    door(sources, "nfra", letters=[{"letter": "t-zzzzz", "when": "always"}])


@breaks(Rule.DEAD_REFERENCE)
def unknown_old_name(sources: Sources) -> None:
    door(sources, "nfra", redirects=["o-zzzzz"])


@breaks(Rule.DEAD_REFERENCE)
def unknown_step(sources: Sources) -> None:
    door(sources, "nfra", step="s-zzzzz")


@breaks(Rule.DEAD_REFERENCE)
def unknown_provision(sources: Sources) -> None:
    door(sources, "nfra", rules=[{"provision": "v-zzzzz", "role": "basis"}])


@breaks(Rule.ARTICLE_NOT_SEEN)
def article_that_was_not_read(sources: Sources) -> None:
    rule = {"provision": "v-hhwi3", "role": "basis", "article": "第十条"}
    door(sources, "nfra", rules=[rule])


@breaks(Rule.ARTICLE_NOT_SEEN)
def article_in_words(sources: Sources) -> None:
    door(sources, "market", why="照《消费者权益保护法》第四十条，找市场监管部门。")


@breaks(Rule.BAD_CONDITION)
def conduct_that_nobody_can_tick(sources: Sources) -> None:
    door(sources, "market", when="weather")


@breaks(Rule.BAD_CONDITION)
def kind_that_there_is_not(sources: Sources) -> None:
    door(sources, "police_unlicensed", when="kind == 'pawnshop'")


@breaks(Rule.BAD_CONDITION)
def condition_of_a_letter(sources: Sources) -> None:
    door(sources, "market", letters=[{"letter": "t-krplm", "when": "middleman and"}])


@breaks(Rule.BAD_CONDITION)
def answer_that_there_is_not(sources: Sources) -> None:
    sources.change(CONDUCTS, lambda data: data[0].update(told="danger == 'maybe'"))


@breaks(Rule.DEAD_END)
def nobody_to_ask(sources: Sources) -> None:
    door(sources, "legal_aid", when="collection")
    door(sources, "market", when="fees")


@breaks(Rule.UNUSED_DOOR)
def door_behind_another(sources: Sources) -> None:
    door(sources, "police_soon", when="danger")


@breaks(Rule.EMPTY_TEXT)
def door_that_can_do_everything(sources: Sources) -> None:
    door(sources, "market", cannot=[])


@breaks(Rule.TOO_LONG)
def long_story(sources: Sources) -> None:
    door(sources, "market", why="因为" * 30)


@breaks(Rule.UNSOURCED_FACT)
def unsure_of_nothing(sources: Sources) -> None:
    def run(data: Any) -> None:
        del data[0]["confidence"]

    sources.change(DOORS, run)


@breaks(Rule.DUPLICATE_ID)
def door_twice(sources: Sources) -> None:
    sources.change(DOORS, lambda data: data.append(data[-1]))


@breaks(Rule.FORBIDDEN_PROMISE)
def promise(sources: Sources) -> None:
    door(sources, "market", why="打12315，一定能退钱。")
