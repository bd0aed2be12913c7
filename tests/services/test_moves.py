"""Ticks survive content that changes: whole programs opened one after another on one folder."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop.content.compiled import SEARCH_FILE
from desktop.content.loader import content_folder
from desktop.domain.history import Act, Deed
from desktop.domain.moves import Book, Change, OldNote, What, replay
from desktop.domain.pack import Move, Outcome, Pack
from desktop.domain.progress import PERSON, Progress, State
from desktop.domain.search import OLD_NOTE
from desktop.domain.steps import Scope, Stage, Step
from desktop.services.bus import Topic
from desktop.services.errors import NoteTooLong
from desktop.services.house import Services, open_services
from desktop.services.moves import MoveService
from desktop.services.notes import NOTE_LIMIT
from desktop.store.database import open_database
from desktop.store.moves import MoveStore
from tests.services.conftest import Clock
from tests.services.packs import moved, pack_of, real_pack, release, step
from tests.store.children import ROOT

Open = Callable[[Pack], Services]


@pytest.fixture
def open_with(tmp_path: Path, folder: Path, clock: Clock) -> Iterator[Open]:
    """Opens the person's folder with a pack, closing what was open before."""
    opened: list[Services] = []

    def open_(pack: Pack) -> Services:
        while opened:
            opened.pop().close()
        opened.append(open_services(folder, release(pack, tmp_path / "pack"), clock))
        return opened[-1]

    yield open_
    while opened:
        opened.pop().close()


def book_of(services: Services) -> Book:
    return MoveStore(services.history._desk.database).book()


def ticks(services: Services) -> dict[tuple[str, str], Progress]:
    return {key: kept.progress for key, kept in book_of(services).items() if kept.progress}


def done(services: Services) -> set[tuple[str, str]]:
    return {key for key, tick in ticks(services).items() if tick.state is State.DONE}


# ---- one large update ----------------------------------------------------------------------------


def test_sixty_ticks_survive_an_update_that_touches_everything(
    open_with: Open, clock: Clock
) -> None:
    before = real_pack()
    services = open_with(before)
    lenders = [services.lenders.add(name, stage=Stage.OVERDUE).id for name in "甲乙"]
    ticked = before.steps[:60]
    for number, each in enumerate(ticked):
        for subject in [PERSON] if each.scope is Scope.PERSON else lenders:
            services.progress.set(each.id, subject, State.DONE)
            services.notes.save(each.id, subject, f"第 {number} 步，{subject}")
    was = ticks(services)
    same = [each for each in ticked if each.scope is Scope.LENDER]
    (renamed, one, two, split, retired, kept), untouched = same[:6], same[6:]
    never_done = next(each for each in before.steps[60:] if each.scope is Scope.LENDER)
    new = [renamed._replace(id=f"s-new{n}2", title=f"新的 {n}") for n in range(5)]
    moves = (
        moved(Outcome.RENAMED, [renamed], [new[0].id]),
        moved(Outcome.MERGED, [one, two], [new[1].id]),
        moved(Outcome.SPLIT, [split], [new[2].id, new[3].id]),
        moved(Outcome.RETIRED, [retired]),
        moved(Outcome.MERGED, [kept, never_done], [kept.id]),
    )
    gone = {id_ for move in moves for id_ in move.gone}
    inserted = [step(f"s-ins{n}2", f"插进来的 {n}", scope) for n, scope in enumerate(Scope)]
    left = [each for each in before.steps if each.id not in gone]
    random.Random(7).shuffle(left)

    services = open_with(pack_of([*inserted, *new, *left], moves))

    after = ticks(services)
    touched = {former.old for move in moves for former in move.was}
    for key, tick in was.items():
        if key[0] not in touched or key[0] == retired.id:
            assert after.pop(key) == tick, "an untouched row is as it was"
    expected = {}
    for lender in lenders:
        expected[new[0].id, lender] = State.DONE
        expected[new[1].id, lender] = State.DONE
        expected[new[2].id, lender] = expected[new[3].id, lender] = State.DOING
        expected[kept.id, lender] = State.DOING
    assert {key: tick.state for key, tick in after.items()} == expected
    assert len(untouched) > 20
    # Every note is still there, and the plan shows the ticks where they belong.
    notes = "\n".join(text for _, _, text in services.notes.all())
    for number in range(60):
        assert f"第 {number} 步，" in notes
    items = {item.key: item for item in services.plan.checklist(Stage.OVERDUE, lenders[0])}
    for (id_, subject), tick in ticks(services).items():
        if subject in (PERSON, lenders[0]) and id_ != retired.id:
            assert items[id_, subject].state is tick.state
    assert not any(
        items[each.id, items_subject(each, lenders[0])].state is State.DONE for each in inserted
    )
    assert items[new[1].id, lenders[0]].revised, "a merged step shows that it has changed"
    # The person is told of each step that was concerned, once.
    news = services.moves().news()
    assert [(change.what, change.title) for change in news] == [
        (What.RENAMED, renamed.title),
        (What.MERGED, one.title),
        (What.MERGED, two.title),
        (What.SPLIT, split.title),
        (What.RETIRED, retired.title),
        (What.MERGED, kept.title),
    ]
    assert {note.title for note in services.moves().old_notes()} == {retired.title}
    services.moves().told()
    assert open_with(pack_of([*inserted, *new, *left], moves)).moves().news() == ()


def items_subject(each: Step, lender: str) -> str:
    return PERSON if each.scope is Scope.PERSON else lender


# ---- opening again, older packs, undo ------------------------------------------------------------

A, B, C = step("s-aaaaa", "写下数字"), step("s-bbbbb", "打电话"), step("s-ccccc", "写下来再打")
OLD = pack_of([A, B], version="1.0.0")
RENAMED = pack_of([C, B], [moved(Outcome.RENAMED, [A], [C.id])])


def test_news_wait_until_they_are_told(open_with: Open) -> None:
    services = open_with(OLD)
    services.progress.set(A.id, PERSON, State.DONE)
    expected = (Change(What.RENAMED, A.title, (C.id,), "说法变了。"),)
    assert open_with(RENAMED).moves().news() == expected
    services = open_with(RENAMED)
    assert services.moves().news() == expected, "the program may have ended before they were read"
    services.moves().told()
    assert services.moves().news() == ()
    assert open_with(RENAMED).moves().news() == ()


def test_nothing_to_tell_where_nothing_was_done(open_with: Open) -> None:
    open_with(OLD)
    services = open_with(RENAMED)
    assert services.moves().news() == ()
    assert services.history.can_undo() is None


def test_an_older_pack_in_between_loses_nothing(open_with: Open) -> None:
    services = open_with(OLD)
    services.progress.set(A.id, PERSON, State.WAITING)
    services.notes.save(A.id, PERSON, "第一次")
    newer = book_of(open_with(RENAMED))
    assert set(newer) == {(C.id, PERSON)}
    services = open_with(OLD)
    assert book_of(services) == newer, "what it does not know it leaves alone"
    services.notes.save(A.id, PERSON, "在旧版写的")
    services = open_with(RENAMED)
    assert set(book_of(services)) == {(C.id, PERSON)}
    assert services.notes.text(C.id, PERSON) == "第一次\n\n在旧版写的"
    assert ticks(services)[C.id, PERSON].state is State.WAITING


def test_undo_takes_the_whole_update_back_and_the_next_start_makes_it_again(
    open_with: Open,
) -> None:
    services = open_with(OLD)
    services.progress.set(A.id, PERSON, State.DONE)
    services.notes.save(A.id, PERSON, "记")
    before = book_of(services)
    services = open_with(RENAMED)
    after = book_of(services)
    heard: list[Topic] = []
    services.bus.subscribe(heard.append)
    assert services.history.undo() == Act(Deed.CONTENT, detail="1")
    assert heard == [Topic.PROGRESS, Topic.NOTES, Topic.REMINDERS]
    assert book_of(services) == before
    assert services.history.redo() == Act(Deed.CONTENT, detail="1")
    assert book_of(services) == after
    services.history.undo()
    assert services.moves().old_notes() == (OldNote(A.title, "", "记"),)
    services = open_with(RENAMED)
    assert book_of(services) == after, "rows must not stay with a step that is gone"
    # What was done before the update can be taken back after it.
    services.history.undo()
    assert services.history.undo() == Act(Deed.NOTE, PERSON, A.id)
    assert services.history.undo() == Act(Deed.STATE, PERSON, A.id, State.DONE)
    assert book_of(services) == {}
    assert services.history.undo() is None


def test_an_update_that_was_taken_back_is_known_and_can_be_made_again(open_with: Open) -> None:
    services = open_with(OLD)
    services.progress.set(A.id, PERSON, State.DONE)
    services.notes.save(A.id, PERSON, "记")
    services = open_with(RENAMED)
    moves = services.moves()
    after = book_of(services)
    assert not moves.taken_back()
    services.history.undo()
    assert moves.taken_back()
    services.history.redo()
    assert not moves.taken_back()
    # Something done in between leaves nothing to redo, and must not be lost either.
    services.history.undo()
    services.progress.set(B.id, PERSON, State.DOING)
    assert services.history.can_redo() is None
    moves.make_again()
    assert not moves.taken_back()
    assert ticks(services)[B.id, PERSON].state is State.DOING
    assert {key: kept for key, kept in book_of(services).items() if key[0] != B.id} == after
    assert services.history.can_undo() == Act(Deed.CONTENT, detail="1")


def test_an_update_that_concerns_nobody_was_not_taken_back(open_with: Open) -> None:
    open_with(OLD)
    assert not open_with(RENAMED).moves().taken_back()


def test_notes_that_meet_are_kept_whole_however_long_and_can_be_changed(open_with: Open) -> None:
    services = open_with(OLD)
    for each in (A, B):
        services.notes.save(each.id, PERSON, each.title[-1] * NOTE_LIMIT)
    services = open_with(pack_of([C], [moved(Outcome.MERGED, [A, B], [C.id])]))
    joined = services.notes.text(C.id, PERSON)
    assert len(joined) > 2 * NOTE_LIMIT
    for each in (A, B):
        assert each.title[-1] * NOTE_LIMIT in joined
    with pytest.raises(NoteTooLong) as caught:
        services.notes.save(C.id, PERSON, joined + "字")
    assert caught.value.limit == len(joined)
    assert services.notes.text(C.id, PERSON) == joined
    changed = "改" + joined[1:-5]
    services.notes.save(C.id, PERSON, changed)
    assert services.notes.text(C.id, PERSON) == changed
    services.history.undo()
    assert services.notes.text(C.id, PERSON) == joined


def test_an_update_without_rows_is_no_entry_of_the_history(open_with: Open) -> None:
    services = open_with(OLD)
    services.progress.set(B.id, PERSON, State.DONE)
    services = open_with(RENAMED)
    assert services.history.undo() == Act(Deed.STATE, PERSON, B.id, State.DONE)
    services.history.redo()
    services = open_with(OLD)
    assert services.history.undo() == Act(Deed.STATE, PERSON, B.id, State.DONE)


def test_done_steps_whose_advice_has_changed_are_told_once(open_with: Open) -> None:
    services = open_with(OLD)
    services.progress.set(A.id, PERSON, State.DONE)
    services.progress.set(B.id, PERSON, State.DOING)
    newer = pack_of([A._replace(rev=2), B._replace(rev=2)])
    services = open_with(newer)
    assert services.moves().news() == (Change(What.REVISED, A.title, (A.id,), ""),)
    assert services.history.can_undo() == Act(Deed.STATE, PERSON, B.id, State.DOING)
    services.moves().told()
    later = pack_of([A._replace(rev=2), B._replace(rev=2)], version="1.1.1")
    assert open_with(later).moves().news() == ()


def test_news_of_two_updates_are_told_together(open_with: Open) -> None:
    services = open_with(OLD)
    services.progress.set(A.id, PERSON, State.DONE)
    services.progress.set(B.id, PERSON, State.DONE)
    open_with(RENAMED)
    both = RENAMED._replace(
        steps=(C, B._replace(rev=2)), info=RENAMED.info._replace(version="1.2.0")
    )
    assert [change.what for change in open_with(both).moves().news()] == [
        What.RENAMED,
        What.REVISED,
    ]


def test_a_daily_copy_is_due_after_an_update(open_with: Open, clock: Clock) -> None:
    services = open_with(OLD)
    services.progress.set(A.id, PERSON, State.DONE)
    clock.moment += timedelta(days=1)
    assert open_with(RENAMED).copies.due()
    assert not open_with(RENAMED).copies.due(), "nothing was changed at this start"


def test_old_notes_follow_what_is_written_and_renamed(open_with: Open) -> None:
    theirs = step("s-ddddd", "给每一家打", Scope.LENDER)
    services = open_with(pack_of([A, theirs], version="1.0.0"))
    lender = services.lenders.add("甲").id
    services.notes.save(theirs.id, lender, "记")
    services = open_with(pack_of([A], [moved(Outcome.RETIRED, [theirs])]))
    moves: MoveService = services.moves()
    assert moves.old_notes() == (OldNote(theirs.title, "甲", "记"),)
    services.lenders.rename(lender, "乙")
    assert moves.old_notes() == (OldNote(theirs.title, "乙", "记"),)
    services.notes.save(theirs.id, lender, "")
    assert moves.old_notes() == ()


def test_old_notes_are_found_like_any_other(open_with: Open) -> None:
    theirs = step("s-ddddd", "给每一家打", Scope.LENDER)
    services = open_with(pack_of([A, B, theirs], version="1.0.0"))
    lender = services.lenders.add("甲").id
    services.notes.save(A.id, PERSON, "表姐周三接到电话")
    services.notes.save(theirs.id, lender, "表姐周四接到电话")
    moves = [moved(Outcome.RETIRED, [A]), moved(Outcome.RETIRED, [theirs])]
    services = open_with(pack_of([B], moves))
    shutil.copy(content_folder() / SEARCH_FILE, services.data_dir.parent / "pack")
    (group,) = services.search().find("表姐")
    entries = [match.looked.entry for match in group.matches]
    assert [(each.title, each.tag) for each in entries] == [
        (A.title, OLD_NOTE),
        (f"{theirs.title} · 甲", OLD_NOTE),
    ]


# ---- hard ends -----------------------------------------------------------------------------------

OPENING = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
import apsw
from desktop.services.house import open_services

last, seen = int(sys.argv[3]), []

def trace(cursor, sql, values):
    # Every statement of the update, the one that begins and the one that ends it included.
    if seen or sql.startswith("BEGIN"):
        seen.append(sql)
        if len(seen) == last:
            os.kill(os.getpid(), signal.SIGKILL)
    return True

apsw.connection_hooks.append(lambda connection: setattr(connection, "exec_trace", trace))
now = datetime(2026, 11, 24, tzinfo=UTC)
services = open_services(Path(sys.argv[1]), Path(sys.argv[2]), lambda: now)
services.close()
print(len(seen))
"""
FULL = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.services.house import open_services

now = datetime(2026, 11, 24, tzinfo=UTC)
data = Path(sys.argv[1])
largest = max(path.stat().st_size for path in data.iterdir() if path.is_file())
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
services = open_services(data, Path(sys.argv[2]), lambda: now)
print(type(services.moves().problem).__name__, len(services.plan.plan().items))
"""


def run_child(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        timeout=60,
        check=False,
    )


def look(folder: Path, clock: Clock) -> tuple[Book, frozenset[str]]:
    """The rows as they are on disk, and the moves that were made."""
    database = open_database(folder, clock())
    assert database.rows("PRAGMA integrity_check") == [("ok",)]
    store = MoveStore(database)
    found = store.book(), store.made()
    database.close()
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="kills and limits of POSIX")
def test_a_kill_at_any_statement_of_the_update_leaves_all_of_it_or_nothing(
    tmp_path: Path, clock: Clock
) -> None:
    steps = [step(f"s-{letter * 5}", f"第 {letter} 步") for letter in "abcdefgh"]
    services = open_services(
        tmp_path / "data", release(pack_of(steps, version="1.0.0"), tmp_path / "old"), clock
    )
    for each in steps:
        services.progress.set(each.id, PERSON, State.DONE)
        services.notes.save(each.id, PERSON, each.title)
    services.close()
    new = [step(f"s-{letter * 5}", f"新的 {letter}") for letter in "pqrs"]
    moves = [
        moved(Outcome.MERGED, steps[:3], [new[0].id]),
        moved(Outcome.SPLIT, steps[3:4], [new[1].id, new[2].id]),
        moved(Outcome.RENAMED, steps[4:5], [new[3].id]),
        moved(Outcome.RETIRED, steps[5:6]),
    ]
    newer = release(pack_of([*new, *steps[6:]], moves), tmp_path / "new")
    nothing = look(tmp_path / "data", clock)
    shutil.copytree(tmp_path / "data", tmp_path / "whole")
    statements = int(run_child(OPENING, str(tmp_path / "whole"), str(newer), "0").stdout)
    everything = look(tmp_path / "whole", clock)
    assert everything != nothing
    assert statements > 20
    for last in sorted({1, 2, 3, *range(4, statements, 4), statements - 1, statements}):
        folder = tmp_path / str(last)
        shutil.copytree(tmp_path / "data", folder)
        ended = run_child(OPENING, str(folder), str(newer), str(last))
        assert ended.returncode == -signal.SIGKILL
        assert look(folder, clock) in (nothing, everything), f"killed at statement {last}"
        assert run_child(OPENING, str(folder), str(newer), "0").returncode == 0
        assert look(folder, clock) == everything, "the next start makes it whole"


@pytest.mark.skipif(sys.platform == "win32", reason="kills and limits of POSIX")
def test_a_full_disk_keeps_nobody_from_help_and_the_next_start_tries_again(
    tmp_path: Path, folder: Path, clock: Clock
) -> None:
    services = open_services(folder, release(OLD, tmp_path / "old"), clock)
    services.progress.set(A.id, PERSON, State.DONE)
    services.close()
    before = look(folder, clock)
    newer = release(RENAMED, tmp_path / "new")
    ended = run_child(FULL, str(folder), str(newer))
    assert ended.stdout.split() == ["DiskFull", "2"]
    assert look(folder, clock) == before
    services = open_services(folder, newer, clock)
    assert services.moves().problem is None
    assert done(services) == {(C.id, PERSON)}
    services.close()


# ---- anything, in any order ----------------------------------------------------------------------


class Release(NamedTuple):
    """A pack and where it is."""

    pack: Pack
    folder: Path


class Machine(RuleBasedStateMachine):
    """A person and an author: ticks, updates, older packs, undo, kills in the middle."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.clock = Clock()
        self.minted = 0
        self.releases: list[Release] = []
        self.publish([self.mint(Scope.LENDER if n % 3 else Scope.PERSON) for n in range(6)], ())
        self.at = 0
        self.services = self.open()
        for name in "甲乙":
            self.services.lenders.add(name)
        self.words: set[str] = set()

    def teardown(self) -> None:
        self.services.close()
        shutil.rmtree(self.root)

    def mint(self, scope: Scope) -> Step:
        self.minted += 1
        return step(f"s-{self.minted:05}", f"第 {self.minted} 步", scope)

    def publish(self, steps: list[Step], moves: tuple[Move, ...]) -> None:
        number = len(self.releases)
        pack = pack_of(steps, moves, version=f"1.{number}.0")
        self.releases.append(Release(pack, release(pack, self.root / f"pack{number}")))

    def open(self) -> Services:
        return open_services(self.root / "data", self.releases[self.at].folder, self.clock)

    @property
    def pack(self) -> Pack:
        return self.releases[self.at].pack

    def key(self, which: int, whose: int) -> tuple[str, str]:
        each = self.pack.steps[which % len(self.pack.steps)]
        lenders = self.services.lenders.all()
        return each.id, PERSON if each.scope is Scope.PERSON else lenders[whose].id

    numbers = st.integers(0, 20)
    two = st.integers(0, 1)

    @rule(which=numbers, whose=two, state=st.sampled_from(State))
    def tick(self, which: int, whose: int, state: State) -> None:
        id_, subject = self.key(which, whose)
        self.services.progress.set(id_, subject, state)

    @rule(which=numbers, whose=two)
    def write(self, which: int, whose: int) -> None:
        id_, subject = self.key(which, whose)
        self.minted += 1
        word = f"〔{self.minted}〕"
        self.services.notes.save(id_, subject, self.services.notes.text(id_, subject) + word)
        self.words.add(word)

    @rule(which=numbers, whose=two, days=st.integers(1, 30))
    def remind(self, which: int, whose: int, days: int) -> None:
        id_, subject = self.key(which, whose)
        day = self.clock().date() + timedelta(days=days)
        self.services.reminders.set(id_, subject, day)

    @rule(outcome=st.sampled_from(Outcome), first=numbers, second=numbers, keep=st.booleans())
    @precondition(lambda self: len(self.releases) < 8)
    def author(self, outcome: Outcome, first: int, second: int, *, keep: bool) -> None:
        newest = self.releases[-1].pack
        steps = list(newest.steps)
        was = [steps.pop(first % len(steps))]
        if outcome is Outcome.MERGED and steps:
            was.append(steps.pop(second % len(steps)))
        elif outcome is Outcome.MERGED or not steps:
            return
        scope = list(Scope)[second % 2]
        now = {Outcome.RETIRED: 0, Outcome.SPLIT: 2}.get(outcome, 1)
        new = [self.mint(scope) for _ in range(now)]
        if keep and outcome in (Outcome.MERGED, Outcome.SPLIT):
            new[0] = was[0]
        move = moved(outcome, was, [each.id for each in new])
        steps[second % (len(steps) + 1) : 0] = new
        self.publish(steps, (*newest.moves, move))

    @rule(back=st.integers(0, 2))
    def open_again(self, back: int) -> None:
        """Close, and open with the newest pack or with one a little older."""
        before = book_of(self.services)
        made = MoveStore(self.services.history._desk.database).made()
        lenders = self.services.lenders.all()
        self.services.close()
        self.at = max(0, len(self.releases) - 1 - back)
        self.services = self.open()
        steps = {each.id: each for each in self.pack.steps}
        expected = replay(before, self.pack.moves, made, steps, lenders).book
        assert book_of(self.services) == expected

    @rule(last=st.integers(1, 25))
    @precondition(lambda self: sys.platform != "win32" and self.at < len(self.releases) - 1)
    def be_killed_while_opening(self, last: int) -> None:
        before = book_of(self.services)
        self.services.close()
        newest = str(self.releases[-1].folder)
        data, twin = self.root / "data", self.root / "twin"
        shutil.copytree(data, twin)
        run_child(OPENING, str(data), newest, str(last))
        assert run_child(OPENING, str(twin), newest, "0").returncode == 0
        found, _ = look(data, self.clock)
        whole, _ = look(twin, self.clock)
        shutil.rmtree(twin)
        assert found in (before, whole)
        self.at = len(self.releases) - 1
        self.services = self.open()
        assert book_of(self.services) == whole

    @rule()
    @precondition(lambda self: self.last_deed() is Deed.CONTENT)
    def take_the_update_back(self) -> None:
        self.services.history.undo()

    def last_deed(self) -> Deed | None:
        act = self.services.history.can_undo()
        return None if act is None else act.deed

    @invariant()
    def every_word_is_somewhere(self) -> None:
        texts = "\n".join(text for _, _, text in self.services.notes.all())
        assert {word for word in self.words if word not in texts} == set()

    @invariant()
    def every_note_can_be_found(self) -> None:
        """Each is on a step of the pack, or among those no list shows."""
        shown = {each.id: each.scope for each in self.pack.steps}
        hidden = [note.text for note in self.services.moves().old_notes()]
        for id_, subject, text in self.services.notes.all():
            fits = shown.get(id_) is (Scope.PERSON if subject == PERSON else Scope.LENDER)
            assert fits or text in hidden


TestRandomUpdates = Machine.TestCase
TestRandomUpdates.settings = settings(max_examples=10, stateful_step_count=25, deadline=None)
