"""Carries what a person has on steps over to the steps that took their place.

No tick may ever say more than the person did. A merged step is done only if all its steps were; the
parts of a split step have to be looked at; a tick for the person alone is no tick for a lender.
Where several rows meet, every note stays, under the title it was written beside.

A pack that does not know a step leaves its rows alone, so an older pack may be opened in between.
What was ticked there on a step that has moved is carried over as well when the newer pack is back.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum

from desktop.domain.lenders import Lender
from desktop.domain.pack import Former, Move, Outcome, Pack
from desktop.domain.progress import PERSON, Progress, State, scope_of
from desktop.domain.record import Record
from desktop.domain.steps import Scope, Step

_ADVANCED = (State.TODO, State.DOING, State.WAITING)
_BEGUN = frozenset({State.DOING, State.WAITING, State.DONE})
_MERGED_REV = 0
"""No step has it, so a step that is done as its parts were done shows that it has changed."""


class What(StrEnum):
    """What happened to a step, as the person is told; the last ones outweigh the first."""

    REVISED = "revised"
    RENAMED = "renamed"
    MERGED = "merged"
    OTHER_SUBJECT = "other_subject"
    SPLIT = "split"
    RETIRED = "retired"


class Change(Record):
    """Something that happened to a step the person has worked on.

    Attributes:
        what: What happened.
        title: How the step was called when the person worked on it.
        now: The steps to look at today; ids this pack may not know.
        reason: Why, in a sentence; may be empty.
    """

    what: What
    title: str
    now: tuple[str, ...]
    reason: str


class Words(Record):
    """A note and when it was written."""

    text: str
    updated: str


class Day(Record):
    """The ISO date of a reminder and when it was chosen."""

    day: str
    updated: str


class Kept(Record):
    """Everything kept for one step and one subject."""

    progress: Progress | None = None
    note: Words | None = None
    reminder: Day | None = None


Book = dict[tuple[str, str], Kept]
"""Everything kept on steps, by step id and subject."""


_NOTHING = Kept()


class OldNote(Record):
    """A note that no list shows any more.

    Attributes:
        title: How its step was called; empty where this pack never knew it.
        lender: The name of the lender it was written for; empty for the person's own.
        text: The note.
    """

    title: str
    lender: str
    text: str


class Replayed(Record):
    """The rows after the moves, and what happened to the steps that had rows."""

    book: Book
    changes: tuple[Change, ...]


def replay(
    book: Mapping[tuple[str, str], Kept],
    moves: Iterable[Move],
    applied: Collection[str],
    steps: Mapping[str, Step],
    lenders: Sequence[Lender],
) -> Replayed:
    """Carries the rows over.

    Args:
        book: What is kept now.
        moves: Every move of the pack, in order.
        applied: Identities of the moves that were made before. Of these only what has come back to
            an id that is gone is carried over.
        steps: The steps of the pack by id.
        lenders: Every lender in the person's order.
    """
    desk = _Replay(book, steps, lenders)
    for move in moves:
        desk.make(move, again=move.identity in applied)
    return Replayed(desk.book(), tuple(desk.changes.values()))


def revised(
    book: Mapping[tuple[str, str], Kept],
    before: Mapping[str, int],
    steps: Iterable[Step],
) -> tuple[Change, ...]:
    """Steps that are done, but whose advice has changed since the pack opened last.

    Args:
        book: What is kept.
        before: The revisions in the pack that was opened last.
        steps: The steps of the pack.
    """
    oldest: dict[str, int] = {}
    for (step, _), kept in book.items():
        if kept.progress is not None and kept.progress.state is State.DONE:
            oldest[step] = min(kept.progress.rev, oldest.get(step, kept.progress.rev))
    return tuple(
        Change(What.REVISED, step.title, (step.id,), "")
        for step in steps
        if before.get(step.id, step.rev) < step.rev and oldest.get(step.id, step.rev) < step.rev
    )


def out_of_sight(
    notes: Iterable[tuple[str, str, str]], pack: Pack, names: Mapping[str, str]
) -> tuple[OldNote, ...]:
    """The notes that no list shows.

    Args:
        notes: Step, subject and text of every note.
        pack: The lists.
        names: The name of each lender by id.
    """
    scopes = {step.id: step.scope for step in pack.steps}
    titles = titles_ever(pack)
    return tuple(
        OldNote(titles.get(step, ""), names.get(subject, ""), text)
        for step, subject, text in notes
        if scopes.get(step) is not scope_of(subject)
    )


def titles_ever(pack: Pack) -> dict[str, str]:
    """How each step is called, and how those that are gone were called, by id."""
    titles = {former.old: former.title for move in pack.moves for former in move.was}
    return titles | {step.id: step.title for step in pack.steps}


class _Part(Record):
    """One of the rows that become one row; None where nothing was ever set."""

    heading: str
    kept: Kept | None


_Rows = dict[str, Kept]
"""What is kept for one step, by subject."""


class _Replay:
    """The rows by step and subject while the moves are made, and where each step has gone."""

    def __init__(
        self,
        book: Mapping[tuple[str, str], Kept],
        steps: Mapping[str, Step],
        lenders: Sequence[Lender],
    ) -> None:
        self._rows: dict[str, _Rows] = {}
        for (step, subject), kept in book.items():
            self._rows.setdefault(step, {})[subject] = kept
        self._steps = steps
        self._names = {lender.id: lender.name for lender in lenders}
        self._active = [lender.id for lender in lenders if not lender.archived]
        self.changes: dict[str, Change] = {}

    def book(self) -> Book:
        """The rows as they are now."""
        return {
            (step, subject): _kept_for(step, subject, kept)
            for step, rows in self._rows.items()
            for subject, kept in rows.items()
            if kept != _NOTHING
        }

    def make(self, move: Move, *, again: bool) -> None:
        """Makes one move; ``again`` if it was made before."""
        gone = move.gone
        sources = [former for former in move.was if not again or former.old in gone]
        if not any(self._rows.get(former.old) for former in sources):
            return
        if move.outcome is Outcome.RETIRED:
            if not again:
                self._note_changes(move, sources)
            return
        self._note_changes(move, sources)
        made = {target: self._made(move, target, sources, again=again) for target in move.now}
        for former in sources:
            self._rows.pop(former.old, None)
        for target, rows in made.items():
            self._rows.setdefault(target, {}).update(rows)

    def _made(self, move: Move, target: str, sources: Sequence[Former], *, again: bool) -> _Rows:
        """The rows of one step that takes the place of others."""
        step = self._steps.get(target)
        scope = None if step is None else step.scope
        own = {} if any(each.old == target for each in sources) else self._rows.get(target, {})
        several = len(move.was) > 1
        rows = {}
        for subject in self._subjects(sources, scope):
            parts: list[_Part] = []
            for former in sources:
                heading = former.title if several and former.old != target else ""
                parts += self._parts(former, heading, subject, scope)
            if move.outcome is Outcome.SPLIT:
                parts = [_to_look_at(part, with_note=target == move.now[0]) for part in parts]
            if subject in own:
                parts.insert(0, _Part("", own[subject]))
                if again:
                    # It already speaks for what has not been touched since.
                    parts = [part for part in parts if part.kept is not None]
            elif again:
                parts += [_Part("", None)] * (len(move.was) - len(sources))
            rows[subject] = _joined(parts, merged=several)
        return rows

    def _subjects(self, sources: Sequence[Former], scope: Scope | None) -> list[str]:
        """Whom the new rows are for: a step of the person has one row, for nobody else."""
        given = list(dict.fromkeys(s for each in sources for s in self._rows.get(each.old, {})))
        if scope is Scope.PERSON and given:
            return [PERSON]
        if scope is Scope.LENDER and PERSON in given and self._active:
            theirs = [subject for subject in given if subject != PERSON]
            return list(dict.fromkeys((*self._active, *theirs)))
        return given

    def _parts(
        self, former: Former, heading: str, subject: str, scope: Scope | None
    ) -> list[_Part]:
        """What one step brings for a subject; a row for another kind of subject brings less."""
        held = self._rows.get(former.old, {})
        parts = [_Part(heading, held[subject])] if subject in held else []
        if subject == PERSON and scope is Scope.PERSON:
            theirs = [lender for lender in held if lender != PERSON]
            for lender in dict.fromkeys((*self._active, *theirs)) if theirs else ():
                name = self._names.get(lender, "")
                parts.append(_Part(f"{former.title}·{name}", held.get(lender)))
        elif subject in self._active and scope is Scope.LENDER and PERSON in held:
            first = subject == self._active[0]
            parts.append(_to_look_at(_Part(heading, held[PERSON]), with_note=first))
        return parts or [_Part(heading, None)]

    def _what(self, move: Move, sources: Sequence[Former]) -> What:
        """What one move means, also where it takes ticks from the person to lenders or back."""
        if move.outcome in (Outcome.RENAMED, Outcome.MERGED):
            now = {self._steps[step].scope for step in move.now if step in self._steps}
            was = {scope_of(each) for former in sources for each in self._rows.get(former.old, ())}
            if now and was != now:
                return What.OTHER_SUBJECT
        return What(move.outcome.value)

    def _note_changes(self, move: Move, sources: Sequence[Former]) -> None:
        """Follows every step that has rows from the name the person knows to today's."""
        moving: dict[str, Change] = {}
        for former in sources:
            if not self._rows.get(former.old):
                continue
            known = {
                old: change
                for old, change in self.changes.items()
                if former.old in change.now and change.what is not What.RETIRED
            }
            moving |= known or {former.old: Change(What.RENAMED, former.title, (former.old,), "")}
        gone = {former.old for former in sources}
        for old, change in moving.items():
            left = tuple(step for step in change.now if step not in gone)
            if left and move.outcome is Outcome.RETIRED:
                # A part of it goes on, and that is where to look.
                self.changes[old] = change._replace(now=left)
                continue
            what = max(change.what, self._what(move, sources), key=list(What).index)
            reason = move.reason or change.reason
            after = tuple(dict.fromkeys((*left, *move.now)))
            self.changes[old] = Change(what, change.title, after, reason)


def _kept_for(step: str, subject: str, kept: Kept) -> Kept:
    if kept.progress is None:
        return kept
    return kept._replace(progress=kept.progress._replace(step=step, subject=subject))


def _joined(parts: Sequence[_Part], *, merged: bool) -> Kept:
    """One row in the place of several; no tick and no reminder comes sooner than any of them."""
    kept = [part.kept for part in parts if part.kept is not None]
    progress = _progress([None if part.kept is None else part.kept.progress for part in parts])
    if progress is not None and merged:
        progress = progress._replace(rev=_MERGED_REV)
    reminders = [each.reminder for each in kept if each.reminder is not None]
    return Kept(progress, _note(parts, progress), min(reminders, default=None))


def _progress(found: Sequence[Progress | None]) -> Progress | None:
    """Closed only where everything is closed alike, otherwise as far as the furthest has come."""
    known = [each for each in found if each is not None]
    if not known:
        return None
    states = {State.TODO if each is None else each.state for each in found}
    if len(states) == 1:
        (state,) = states
    else:
        open_ = {State.DOING if each is State.DONE else each for each in states}
        state = max((each for each in _ADVANCED if each in open_), key=_ADVANCED.index)
    reasons = dict.fromkeys(each.reason for each in known if each.reason)
    return Progress(
        known[0].step,
        known[0].subject,
        state,
        "；".join(reasons) if state is State.NOT_APPLICABLE else "",
        min(each.rev for each in known),
        max(each.updated for each in known),
    )


def _note(parts: Sequence[_Part], progress: Progress | None) -> Words | None:
    """Every note under its heading, and the reasons for which there is no other place any more."""
    closed = progress is not None and progress.state is State.NOT_APPLICABLE
    pieces: list[str] = []
    times: list[str] = []
    for part in parts:
        if part.kept is None:
            continue
        note, before = part.kept.note, part.kept.progress
        lines = [] if note is None else [note.text]
        times += [] if note is None else [note.updated]
        if before is not None and before.reason and not closed:
            lines.append(before.reason)
            times.append(before.updated)
        if lines:
            pieces.append("\n".join([f"【{part.heading}】", *lines] if part.heading else lines))
    return Words("\n\n".join(pieces), max(times)) if pieces else None


def _to_look_at(part: _Part, *, with_note: bool) -> _Part:
    """What a step brings to one that is only part of it, or that is for one lender only."""
    if part.kept is None:
        return part
    progress, note, reminder = part.kept
    if progress is not None:
        state = State.DOING if progress.state in _BEGUN else State.TODO
        if with_note:
            note = _note([part._replace(heading="")], None)
        progress = progress._replace(state=state, reason="")
    return part._replace(kept=Kept(progress, note if with_note else None, reminder))
