"""What became of ids: every move leads somewhere, once, in order, and takes no tick elsewhere."""

import re
from collections.abc import Iterator, Mapping

from desktop.content.lint.ids import shipped_ids
from desktop.content.rulebook import ContentProblem, Rule
from desktop.content.sources import Content, Entry
from desktop.domain.pack import Move, Outcome

_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}\Z", re.ASCII)
_ANY = 999
# The smallest and the largest number of ids before, and after.
_COUNTS = {
    Outcome.RENAMED: (1, 1, 1, 1, "一个旧编号换成一个新编号"),
    Outcome.MERGED: (2, _ANY, 1, 1, "两个以上的旧编号并成一个"),
    Outcome.SPLIT: (1, 1, 2, _ANY, "一个旧编号拆成两个以上"),
    Outcome.RETIRED: (1, 1, 0, _ANY, "一个旧编号，now 里可以写改看哪一步"),
}


def bad_moves(content: Content) -> Iterator[ContentProblem]:
    """A move names as many ids as its outcome needs, of one family, in the order of versions."""
    latest: tuple[int, ...] = (0, 0, 0)
    for entry in content.moves:
        move = entry.value
        least, most, least_now, most_now, wanted = _COUNTS[move.outcome]
        was = [former.old for former in move.was]
        ids = (*was, *move.now)
        good = least <= len(was) <= most and least_now <= len(move.now) <= most_now
        repeated = len({*was}) < len(was) or len({*move.now}) < len(move.now)
        stays = move.outcome in (Outcome.RENAMED, Outcome.RETIRED) and not move.gone
        if not good or repeated or stays:
            yield _problem(entry, Rule.BAD_MOVE, f"{move.outcome} 应该是{wanted}，请改好。")
        if len({_family(id_) for id_ in ids}) > 1:
            yield _problem(entry, Rule.BAD_MOVE, "前后的编号不是同一类，请只写同一类的编号。")
        if move.outcome is not Outcome.RETIRED and any(":" in id_ for id_ in ids):
            yield _problem(entry, Rule.BAD_MOVE, "用户的回答不会跟着这类编号走，请保留原来的编号。")
        version = _version(move.version)
        if version is None or not latest <= version <= _present(content):
            yield _problem(
                entry, Rule.BAD_MOVE,
                f"版本“{move.version}”不对，请写发生在哪一版，按先后排列，不晚于 pack.yaml。",
            )  # fmt: skip
        latest = version or latest


def duplicate_moves(content: Content) -> Iterator[ContentProblem]:
    """An id goes away once; after that there is nothing left of it to move."""
    gone: dict[str, str] = {}
    for entry in content.moves:
        for number, former in enumerate(entry.value.was, 1):
            if former.old in gone:
                yield _problem(
                    entry, Rule.DUPLICATE_MOVE,
                    f"编号 {former.old} 在 {gone[former.old]} 已经写过去向，请只留一处。",
                    f".was[{number}]",
                )  # fmt: skip
        for id_ in entry.value.gone:
            gone.setdefault(id_, f"第 {entry.place.strip('[]')} 项")


def moved_but_here(content: Content) -> Iterator[ContentProblem]:
    """An id that went away is not used again."""
    here = shipped_ids(content)
    for entry in content.moves:
        for id_ in entry.value.gone:
            if id_ in here:
                yield _problem(
                    entry, Rule.MOVED_BUT_HERE,
                    f"编号 {id_} 写了去向，却还在内容里，请删去一处。",
                )  # fmt: skip


def dead_moves(content: Content) -> Iterator[ContentProblem]:
    """Every id that takes a place is there today, or is moved on by a later entry."""
    cycle = _in_a_cycle(content)
    if cycle:
        names = "、".join(sorted(cycle))
        entry = next(each for each in content.moves if cycle.intersection(each.value.gone))
        yield _problem(entry, Rule.MOVE_CYCLE, f"这些编号绕成了一圈，请理顺：{names}。")
    known = set(shipped_ids(content))
    for entry in reversed(content.moves):
        for number, id_ in enumerate(entry.value.now, 1):
            if id_ not in known and id_ not in cycle:
                yield _problem(
                    entry, Rule.MOVE_TO_DEAD_ID,
                    f"编号 {id_} 已经没有了，后面也没有写它的去向，请改成还在的编号。",
                    f".now[{number}]",
                )  # fmt: skip
        known.update(former.old for former in entry.value.was)


def moves_and_births(content: Content, births: Mapping[str, str]) -> Iterator[ContentProblem]:
    """What moves has shipped, and nothing is moved onto an id that had ticks of its own."""
    for entry in content.moves:
        move = entry.value
        was = {former.old for former in move.was}
        for id_ in sorted(was - births.keys()):
            yield _problem(
                entry, Rule.NEVER_SHIPPED, f"编号 {id_} 没有发布过，请改成 ids.txt 里有的编号。"
            )
        for id_ in move.now if move.outcome is not Outcome.RETIRED else ():
            born = _version(births.get(id_, move.version))
            moved = _version(move.version)
            if id_ not in was and born is not None and moved is not None and born < moved:
                yield _problem(
                    entry, Rule.OCCUPIED_ID,
                    f"编号 {id_} 早就有自己的勾，请把它也写进 was（合并），或换一个新编号。",
                )  # fmt: skip


def _in_a_cycle(content: Content) -> frozenset[str]:
    """The ids that come back to themselves."""
    after: dict[str, set[str]] = {}
    for entry in content.moves:
        if entry.value.outcome is not Outcome.RETIRED:
            for id_ in entry.value.gone:
                after.setdefault(id_, set()).update(entry.value.now)
    return frozenset(id_ for id_ in after if id_ in _reached(after, id_))


def _reached(after: Mapping[str, set[str]], start: str) -> set[str]:
    reached: set[str] = set()
    waiting = list(after.get(start, ()))
    while waiting:
        id_ = waiting.pop()
        if id_ not in reached:
            reached.add(id_)
            waiting.extend(after.get(id_, ()))
    return reached


def _family(id_: str) -> str:
    return id_.partition(":")[0] if ":" in id_ else id_.partition("-")[0]


def _version(text: str) -> tuple[int, ...] | None:
    return tuple(map(int, text.split("."))) if _VERSION.match(text) else None


def _present(content: Content) -> tuple[int, ...]:
    return _version(content.info.value.version) or (_ANY,)


def _problem(entry: Entry[Move], rule: Rule, message: str, below: str = "") -> ContentProblem:
    return ContentProblem(entry.file, f"{entry.place}{below}", rule, message)
