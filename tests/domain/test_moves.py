"""Rows follow the steps they were made on, and no tick ever says more than the person did."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.confidence import Confidence
from desktop.domain.lenders import Lender
from desktop.domain.moves import (
    Book,
    Change,
    Day,
    Kept,
    OldNote,
    What,
    Words,
    out_of_sight,
    replay,
    revised,
)
from desktop.domain.pack import Former, Move, Outcome, Pack, PackInfo, mark_of, revisions_in
from desktop.domain.progress import CLOSED, PERSON, Progress, State
from desktop.domain.steps import Scope, Step, Urgency
from desktop.domain.triage import Triage

AT = "2026-11-22T03:15:00Z"
LATER = "2026-11-23T03:15:00Z"
ONE, TWO, AWAY = Lender("l1", "甲"), Lender("l2", "乙"), Lender("l3", "丙", archived=True)


def step(id_: str, scope: Scope = Scope.PERSON, rev: int = 1) -> Step:
    return Step(
        id_, None, rev, f"今天的{id_}", "", (), "", (), "", Urgency.NOW, 5, scope, "", "always",
        (), (), (), (), (), "2026-11-22", Confidence.HIGH,
    )  # fmt: skip


def pack(*steps: Step, moves: tuple[Move, ...] = (), version: str = "1.1.0") -> Pack:
    info = PackInfo("small", version, "0", "2026-11-22", "", "", "")
    return Pack(info, (), steps, Triage((), (), (), (), (), ""), moves)


def move(outcome: Outcome, was: str, now: str = "") -> Move:
    former = tuple(Former(old, f"从前的{old}") for old in was.split())
    return Move("1.1.0", outcome, former, tuple(now.split()), "说法变了。")


def ticked(
    state: State = State.DONE,
    *,
    reason: str = "",
    note: str = "",
    day: str = "",
    rev: int = 3,
    updated: str = AT,
) -> Kept:
    return Kept(
        Progress("", "", state, reason, rev, updated),
        Words(note, updated) if note else None,
        Day(day, updated) if day else None,
    )


def book(rows: Mapping[str | tuple[str, str], Kept]) -> Book:
    """Rows by step, or by step and subject."""
    found = {}
    for name, kept in rows.items():
        key = (name, PERSON) if isinstance(name, str) else name
        progress = kept.progress and kept.progress._replace(step=key[0], subject=key[1])
        found[key] = kept._replace(progress=progress)
    return found


def play(
    rows: Mapping[str | tuple[str, str], Kept],
    *moves: Move,
    lenders: tuple[Lender, ...] = (),
    applied: tuple[Move, ...] = (),
    **scopes: Scope,
) -> tuple[Book, tuple[Change, ...]]:
    steps = {id_: step(id_, scope) for id_, scope in scopes.items()}
    made = {each.identity for each in applied}
    return replay(book(rows), moves, made, steps, lenders)


def state_of(rows: Book, step_: str, subject: str = PERSON) -> State | None:
    kept = rows.get((step_, subject), Kept())
    return None if kept.progress is None else kept.progress.state


def note_of(rows: Book, step_: str, subject: str = PERSON) -> str:
    kept = rows.get((step_, subject), Kept())
    return "" if kept.note is None else kept.note.text


def test_without_a_move_nothing_is_touched() -> None:
    rows: dict[str | tuple[str, str], Kept] = {
        "a": ticked(note="记"),
        ("b", "l1"): ticked(State.WAITING, day="2026-12-01"),
    }
    other = move(Outcome.RENAMED, "x", "y")
    assert play(rows, other, y=Scope.PERSON) == (book(rows), ())


def test_everything_goes_with_a_renamed_step() -> None:
    rows: dict[str | tuple[str, str], Kept] = {
        ("a", "l1"): ticked(State.WAITING, note="记", day="2026-12-01"),
        ("a", "l3"): ticked(State.NOT_APPLICABLE, reason="没有借"),
        "other": ticked(),
    }
    after, changes = play(
        rows,
        move(Outcome.RENAMED, "a", "b"),
        lenders=(ONE, TWO, AWAY),
        b=Scope.LENDER,
        other=Scope.PERSON,
    )
    assert after == book(
        {
            ("b", "l1"): ticked(State.WAITING, note="记", day="2026-12-01"),
            ("b", "l3"): ticked(State.NOT_APPLICABLE, reason="没有借"),
            "other": ticked(),
        }
    )
    assert changes == (Change(What.RENAMED, "从前的a", ("b",), "说法变了。"),)


def test_a_merged_step_is_done_only_if_all_its_parts_were() -> None:
    merged = move(Outcome.MERGED, "a b", "c")
    cases: list[tuple[State | None, State | None, State | None]] = [
        (State.DONE, State.DONE, State.DONE),
        (State.DONE, None, State.DOING),
        (None, State.DONE, State.DOING),
        (State.DONE, State.TODO, State.DOING),
        (State.DONE, State.WAITING, State.WAITING),
        (State.DONE, State.NOT_APPLICABLE, State.DOING),
        (State.NOT_APPLICABLE, State.NOT_APPLICABLE, State.NOT_APPLICABLE),
        (State.NOT_APPLICABLE, None, State.TODO),
        (State.TODO, None, State.TODO),
        (State.DOING, State.WAITING, State.WAITING),
    ]
    for one, two, expected in cases:
        rows = {
            name: ticked(state) for name, state in (("a", one), ("b", two)) if state is not None
        }
        after, _ = play(rows, merged, c=Scope.PERSON)  # type: ignore[arg-type]
        assert state_of(after, "c") is expected, (one, two)
        assert set(after) == {("c", PERSON)}


def test_merging_counts_each_lender_for_itself() -> None:
    rows: dict[str | tuple[str, str], Kept] = {
        ("a", "l1"): ticked(),
        ("b", "l1"): ticked(updated=LATER),
        ("a", "l2"): ticked(),
    }
    after, changes = play(
        rows, move(Outcome.MERGED, "a b", "c"), lenders=(ONE, TWO), c=Scope.LENDER
    )
    assert state_of(after, "c", "l1") is State.DONE
    assert state_of(after, "c", "l2") is State.DOING
    done = after["c", "l1"].progress
    assert done is not None
    assert (done.updated, done.rev) == (LATER, 0), "and shows that the step has changed"
    assert [change.title for change in changes] == ["从前的a", "从前的b"]


def test_merging_loses_no_word_and_reminds_as_early_as_any() -> None:
    rows: dict[str | tuple[str, str], Kept] = {
        "a": ticked(State.DOING, note="甲的话", day="2026-12-09"),
        "b": ticked(State.NOT_APPLICABLE, reason="没有这回事"),
        "c": ticked(State.TODO, note="原来的话", day="2026-12-01", updated=LATER),
    }
    after, _ = play(rows, move(Outcome.MERGED, "a b c", "c"), c=Scope.PERSON)
    assert after["c", PERSON].note == Words(
        "【从前的a】\n甲的话\n\n【从前的b】\n没有这回事\n\n原来的话", LATER
    )
    assert after["c", PERSON].reminder == Day("2026-12-01", LATER)
    progress = after["c", PERSON].progress
    assert progress is not None
    assert (progress.state, progress.reason) == (State.DOING, "")


def test_reasons_stay_where_the_whole_does_not_apply() -> None:
    no = State.NOT_APPLICABLE
    rows: dict[str | tuple[str, str], Kept] = {
        "a": ticked(no, reason="没借过"),
        "b": ticked(no, reason="没借过"),
        "c": ticked(no, reason="不是我"),
    }
    after, _ = play(rows, move(Outcome.MERGED, "a b c", "d"), d=Scope.PERSON)
    progress = after["d", PERSON].progress
    assert progress is not None
    assert (progress.state, progress.reason) == (no, "没借过；不是我")
    assert after["d", PERSON].note is None


def test_the_parts_of_a_split_step_have_to_be_looked_at() -> None:
    split = move(Outcome.SPLIT, "a", "p q")
    for state, expected in (
        (State.DONE, State.DOING),
        (State.WAITING, State.DOING),
        (State.DOING, State.DOING),
        (State.TODO, State.TODO),
        (State.NOT_APPLICABLE, State.TODO),
    ):
        reason = "不用" if state is State.NOT_APPLICABLE else ""
        rows: dict[str | tuple[str, str], Kept] = {
            ("a", "l1"): ticked(state, reason=reason, note="记", day="2026-12-01")
        }
        after, changes = play(rows, split, lenders=(ONE,), p=Scope.LENDER, q=Scope.LENDER)
        assert (state_of(after, "p", "l1"), state_of(after, "q", "l1")) == (expected, expected)
        assert note_of(after, "p", "l1") == ("记\n不用" if reason else "记")
        assert note_of(after, "q", "l1") == ""
        assert after["p", "l1"].reminder == after["q", "l1"].reminder == Day("2026-12-01", AT)
        assert changes == (Change(What.SPLIT, "从前的a", ("p", "q"), "说法变了。"),)


def test_a_split_step_may_keep_its_id_for_a_part() -> None:
    after, changes = play(
        {"a": ticked(note="记")}, move(Outcome.SPLIT, "a", "a b"), a=Scope.PERSON, b=Scope.PERSON
    )
    assert (state_of(after, "a"), state_of(after, "b")) == (State.DOING, State.DOING)
    assert note_of(after, "a") == "记"
    assert changes[0].now == ("a", "b")


def test_the_rows_of_a_retired_step_stay() -> None:
    rows: dict[str | tuple[str, str], Kept] = {"a": ticked(note="记")}
    retired = move(Outcome.RETIRED, "a", "b")
    after, changes = play(rows, retired, b=Scope.PERSON)
    assert after == book(rows)
    assert changes == (Change(What.RETIRED, "从前的a", ("b",), "说法变了。"),)
    assert play(rows, retired, applied=(retired,), b=Scope.PERSON) == (book(rows), ())
    assert play({}, retired, b=Scope.PERSON) == ({}, ())


def test_a_chain_is_followed_to_its_end() -> None:
    rows: dict[str | tuple[str, str], Kept] = {"a": ticked(note="一"), "x": ticked(note="二")}
    after, changes = play(
        rows,
        move(Outcome.RENAMED, "a", "b"),
        move(Outcome.MERGED, "b x", "c"),
        move(Outcome.RENAMED, "c", "d"),
        d=Scope.PERSON,
    )
    assert set(after) == {("d", PERSON)}
    assert state_of(after, "d") is State.DONE
    assert note_of(after, "d") == "【从前的b】\n一\n\n【从前的x】\n二"
    assert changes == (
        Change(What.MERGED, "从前的a", ("d",), "说法变了。"),
        Change(What.MERGED, "从前的x", ("d",), "说法变了。"),
    )


def test_a_tick_for_every_lender_is_one_for_the_person() -> None:
    renamed = move(Outcome.RENAMED, "a", "b")
    both: dict[str | tuple[str, str], Kept] = {
        ("a", "l1"): ticked(note="一"),
        ("a", "l2"): ticked(note="二"),
    }
    after, changes = play(both, renamed, lenders=(ONE, TWO, AWAY), b=Scope.PERSON)
    assert state_of(after, "b") is State.DONE
    assert note_of(after, "b") == "【从前的a·甲】\n一\n\n【从前的a·乙】\n二"
    assert [change.what for change in changes] == [What.OTHER_SUBJECT]
    after, _ = play({("a", "l1"): ticked()}, renamed, lenders=(ONE, TWO), b=Scope.PERSON)
    assert state_of(after, "b") is State.DOING, "nobody ever said it was done for the other"


def test_a_tick_for_the_person_is_none_for_a_lender() -> None:
    renamed = move(Outcome.RENAMED, "a", "b")
    rows: dict[str | tuple[str, str], Kept] = {"a": ticked(note="记")}
    after, _ = play(rows, renamed, lenders=(ONE, TWO, AWAY), b=Scope.LENDER)
    assert set(after) == {("b", "l1"), ("b", "l2")}
    assert state_of(after, "b", "l1") is state_of(after, "b", "l2") is State.DOING
    assert (note_of(after, "b", "l1"), note_of(after, "b", "l2")) == ("记", "")
    after, _ = play(rows, renamed, b=Scope.LENDER)
    assert after == book({"b": ticked(note="记")}), "kept until there is a lender"


def test_what_an_older_pack_brought_back_is_carried_over_too() -> None:
    renamed = move(Outcome.RENAMED, "a", "b")
    rows: dict[str | tuple[str, str], Kept] = {
        "a": ticked(note="在旧版写的", updated=LATER),
        "b": ticked(note="在新版写的"),
    }
    after, changes = play(rows, renamed, applied=(renamed,), b=Scope.PERSON)
    assert set(after) == {("b", PERSON)}
    assert state_of(after, "b") is State.DONE
    assert note_of(after, "b") == "在新版写的\n\n在旧版写的"
    assert len(changes) == 1


def test_a_merge_made_before_is_not_made_again() -> None:
    merged = move(Outcome.MERGED, "a b", "a")
    done: dict[str | tuple[str, str], Kept] = {"a": ticked()}
    assert play(done, merged, applied=(merged,), a=Scope.PERSON) == (book(done), ())
    after, _ = play({"b": ticked()}, merged, applied=(merged,), a=Scope.PERSON)
    assert state_of(after, "a") is State.DOING, "only one of the two was ever done"
    after, _ = play({"a": ticked(), "b": ticked()}, merged, applied=(merged,), a=Scope.PERSON)
    assert state_of(after, "a") is State.DONE


def test_only_what_was_done_and_has_changed_since_is_told_as_changed() -> None:
    steps = (step("a", rev=2), step("b", rev=2), step("c", rev=2), step("d", rev=2), step("e"))
    rows = book(
        {
            "a": ticked(rev=1),
            ("b", "l1"): ticked(rev=2),
            ("b", "l2"): ticked(rev=1),
            "c": ticked(State.DOING, rev=1),
            "d": ticked(rev=1),
            "e": ticked(rev=1),
        }
    )
    before = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 1}
    found = revised(rows, before, steps)
    assert [change.now for change in found] == [("a",), ("b",)]
    assert revised(rows, {}, steps) == ()


def test_notes_that_no_list_shows_are_found_by_their_titles() -> None:
    shown = pack(step("a"), step("b", Scope.LENDER), moves=(move(Outcome.RETIRED, "gone"),))
    notes = [
        ("a", PERSON, "看得见"),
        ("b", "l1", "看得见"),
        ("gone", "l1", "一"),
        ("b", PERSON, "二"),
        ("newer", PERSON, "三"),
    ]
    assert out_of_sight(notes, shown, {"l1": "甲"}) == (
        OldNote("从前的gone", "甲", "一"),
        OldNote("今天的b", "", "二"),
        OldNote("", "", "三"),
    )


def test_a_mark_tells_revisions_and_every_difference_that_matters() -> None:
    small = pack(step("a"), step("b", rev=7))
    mark = mark_of(small)
    assert revisions_in(mark) == {"a": 1, "b": 7}
    assert mark_of(pack(step("a"), step("b", rev=8))) != mark
    assert mark_of(pack(*small.steps, version="1.1.1")) != mark
    assert mark_of(small._replace(moves=(move(Outcome.RETIRED, "x"),))) != mark
    for nonsense in ("", "x", "1\n2", "1\na:b c d:1:2 e:3\n"):
        assert set(revisions_in(nonsense)) <= {"e"}


# ---- any sequence of moves -----------------------------------------------------------------------

IDS = tuple("abcdefgh")
FOR_LENDERS = "cdh"


@st.composite
def some_moves(draw: st.DrawFn) -> tuple[Move, ...]:
    """Moves as the linter lets them pass: each id goes once, to what is new or stays."""
    live = list(IDS)
    moves: list[Move] = []
    for number in range(draw(st.integers(0, 6))):
        outcome = draw(st.sampled_from(list(Outcome)))
        count = draw(st.integers(2, 3)) if outcome is Outcome.MERGED else 1
        if len(live) <= count:
            break
        was = draw(st.permutations(live))[:count]
        new = [f"n{number}{letter}" for letter in "xyz"]
        if outcome is Outcome.RETIRED:
            now: list[str] = []
        elif outcome is Outcome.SPLIT:
            now = [draw(st.sampled_from([was[0], new[0]])), *new[1 : draw(st.integers(2, 3))]]
        elif outcome is Outcome.MERGED:
            now = [draw(st.sampled_from([*was, new[0]]))]
        else:
            now = [new[0]]
        moves.append(move(outcome, " ".join(was), " ".join(now)))
        live = [id_ for id_ in live if id_ not in was] + now
    return tuple(moves)


def some_rows() -> st.SearchStrategy[Book]:
    """Rows whose notes tell where they come from."""
    keys = st.sampled_from(
        [
            (id_, subject)
            for id_ in IDS
            for subject in (["l1", "l2", "l3"] if id_ in FOR_LENDERS else [PERSON])
        ]
    )
    kept = st.tuples(st.sampled_from(State), st.booleans(), st.booleans())
    return st.dictionaries(keys, kept, max_size=12).map(
        lambda rows: book(
            {
                key: ticked(
                    state,
                    reason=f"因{key}" if state is State.NOT_APPLICABLE else "",
                    note=f"记{key}" if noted else "",
                    day=f"2026-12-{10 + IDS.index(key[0])}" if reminded else "",
                )
                for key, (state, noted, reminded) in rows.items()
            }
        )
    )


def ends(moves: tuple[Move, ...]) -> dict[str, Step]:
    """The steps there are after the moves, each with some scope."""
    ids = {*IDS, *(id_ for each in moves for id_ in each.now)}
    gone = {id_ for each in moves for id_ in each.gone}
    return {
        id_: step(id_, Scope.LENDER if sum(map(ord, id_)) % 2 else Scope.PERSON)
        for id_ in ids - gone
    }


def words_in(rows: Book) -> str:
    return "\n".join(
        [kept.note.text for kept in rows.values() if kept.note]
        + [kept.progress.reason for kept in rows.values() if kept.progress]
    )


@given(some_rows(), some_moves(), st.data())
def test_whatever_moves_nothing_is_lost_and_no_tick_appears(
    rows: Book, moves: tuple[Move, ...], data: st.DataObject
) -> None:
    steps = ends(moves)
    lenders = (ONE, TWO, AWAY)
    after, changes = replay(rows, moves, (), steps, lenders)
    # Every word is somewhere.
    for kept in rows.values():
        for text in filter(
            None, (kept.note and kept.note.text, kept.progress and kept.progress.reason)
        ):
            assert text in words_in(after)
    # Where something was to be done on a day, something is to be done on that day or earlier.
    days = [kept.reminder.day for kept in rows.values() if kept.reminder]
    if days:
        assert min(days) in {kept.reminder.day for kept in after.values() if kept.reminder}
    # What is closed now was closed alike in everything it comes from, and for everyone concerned.
    sources, parts = origins(moves)
    moved_onto = {id_ for each in moves for id_ in each.now if each.outcome is not Outcome.RETIRED}
    for (id_, subject), kept in after.items():
        if kept.progress is None or kept.progress.state not in CLOSED:
            continue
        if id_ not in moved_onto:
            assert kept == rows[id_, subject]
            continue
        assert id_ not in parts, "a part of a split step has to be looked at"
        for origin in sources[id_]:
            whom = ["l1", "l2"] if origin in FOR_LENDERS and subject == PERSON else [subject]
            for whose in whom:
                before = rows.get((origin, whose), Kept()).progress
                assert before is not None, "nobody ever touched it"
                assert before.state is kept.progress.state
    # Only steps that moved are mentioned, each once; the others are as they were.
    moving = {former.old for each in moves for former in each.was}
    for key, kept in rows.items():
        if key[0] not in moving:
            assert after[key] == kept
    touched = {old for old, _ in rows}
    assert len(changes) == len(touched & moving & set(IDS))
    # Made once, they are made; made in two goes, they come to the same.
    made = {each.identity for each in moves}
    assert replay(after, moves, made, steps, lenders) == (after, ())
    cut = data.draw(st.integers(0, len(moves)))
    half, _ = replay(rows, moves[:cut], (), steps, lenders)
    done = {each.identity for each in moves[:cut]}
    assert replay(half, moves, done, steps, lenders).book == after


def origins(moves: tuple[Move, ...]) -> tuple[dict[str, set[str]], set[str]]:
    """The first ids each id comes from, and the ids that come from a split."""
    found = {id_: {id_} for id_ in IDS}
    parts: set[str] = set()
    for each in moves:
        if each.outcome is Outcome.RETIRED:
            continue
        was = {former.old for former in each.was}
        found |= dict.fromkeys(each.now, set().union(*(found[old] for old in was)))
        if each.outcome is Outcome.SPLIT or was & parts:
            parts.update(each.now)
    return found, parts
