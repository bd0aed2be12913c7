"""What became of steps that have moved: the person's rows follow, and the person is told."""

import json
from collections.abc import Mapping

from desktop.domain.history import Act, Deed
from desktop.domain.moves import Change, OldNote, What, out_of_sight, replay, revised
from desktop.domain.pack import Pack, mark_of, revisions_in
from desktop.services.bus import Bus, Topic
from desktop.services.desk import Desk
from desktop.services.errors import UserProblem
from desktop.services.lenders import LenderService
from desktop.services.notes import NoteService
from desktop.store.lenders import LenderStore
from desktop.store.moves import MoveStore
from desktop.store.settings import PACK_MARK, SettingStore

_NEWS = "news"
_TOPICS = (Topic.PROGRESS, Topic.NOTES, Topic.REMINDERS)


def follow(desk: Desk, pack: Pack, mark: str, before: str) -> None:
    """Carries over what is kept on steps that have moved, all of it or nothing.

    Args:
        desk: The data.
        pack: The pack that is open now.
        mark: The mark of that pack.
        before: The mark of the pack that was open last; empty if that is not known.

    Raises:
        UserProblem: It could not be written; everything is as it was.
    """
    store, settings = MoveStore(desk.database), SettingStore(desk.database)
    steps = {step.id: step for step in pack.steps}
    with desk.reading():
        book, made = store.book(), store.made()
        lenders = LenderStore(desk.database).all()
        told = settings.all()
    after, changes = replay(book, pack.moves, made, steps, lenders)
    mentioned = {step for change in changes for step in change.now}
    changes += tuple(
        change
        for change in revised(after, revisions_in(before), pack.steps)
        if mentioned.isdisjoint(change.now)
    )
    news = dict.fromkeys((*_read_news(told), *changes))
    new = [move.identity for move in pack.moves if move.identity not in made]
    at = desk.timestamp()
    with desk.change(_TOPICS if after != book else ()):
        settings.put({PACK_MARK: mark, **({_NEWS: _written(news)} if changes else {})})
        if after == book:
            store.note_made(new, pack.info.version, at)
        else:
            with desk.journal.recording(Act(Deed.CONTENT, detail=str(len(changes))), at):
                store.replace(book, after)
                store.note_made(new, pack.info.version, at)


class MoveService:
    """Knows what has to be told about steps that have changed, and the notes no list shows."""

    def __init__(
        self,
        desk: Desk,
        bus: Bus,
        pack: Pack,
        lenders: LenderService,
        notes: NoteService,
        problem: UserProblem | None,
    ) -> None:
        self._desk = desk
        self._bus = bus
        self._pack = pack
        self._store = MoveStore(desk.database)
        self._lenders = lenders
        self._notes = notes
        self._settings = SettingStore(desk.database)
        self._old_notes: tuple[OldNote, ...] = ()
        self._old_notes_as_of: tuple[int, ...] = ()
        self.problem = problem
        """Why rows could not be carried over at this start; the next start tries again."""

    def news(self) -> tuple[Change, ...]:
        """What happened to steps the person has worked on, until ``told``."""
        with self._desk.reading():
            return _read_news(self._settings.all())

    def told(self) -> None:
        """The person knows the news."""
        with self._desk.change(()):
            self._settings.put({_NEWS: ""})

    def taken_back(self) -> bool:
        """Whether the person has undone what an update did to their steps."""
        if not self._pack.moves or self.problem is not None:
            return False
        with self._desk.reading():
            made = self._store.made()
        return any(move.identity not in made for move in self._pack.moves)

    def make_again(self) -> None:
        """Makes the update again that was undone, with all that was done since.

        Raises:
            UserProblem: It could not be written; everything is as it was.
        """
        follow(self._desk, self._pack, mark_of(self._pack), "")

    def old_notes(self) -> tuple[OldNote, ...]:
        """Notes on steps that no list shows any more, the oldest first."""
        as_of = tuple(self._bus.times(topic) for topic in (Topic.NOTES, Topic.LENDERS))
        if as_of != self._old_notes_as_of:
            names = {lender.id: lender.name for lender in self._lenders.all()}
            self._old_notes = out_of_sight(self._notes.all(), self._pack, names)
            self._old_notes_as_of = as_of
        return self._old_notes


def _written(changes: Mapping[Change, None]) -> str:
    return json.dumps([list(change) for change in changes], ensure_ascii=False)


def _read_news(settings: Mapping[str, str]) -> tuple[Change, ...]:
    """What was written, or nothing where a newer program wrote something else."""
    try:
        return tuple(
            Change(What(what), str(title), tuple(map(str, now)), str(reason))
            for what, title, now, reason in json.loads(settings.get(_NEWS) or "[]")
        )
    except (ValueError, TypeError):
        return ()
