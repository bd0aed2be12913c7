"""The loans a person tells apart: add, rename, tell kind and stage, put away and bring back."""

import os
from datetime import date, timedelta

from desktop.domain.facts import LENDER_GROUP, group_of
from desktop.domain.history import Act, Deed
from desktop.domain.lenders import NAME_LIMIT, UNKNOWN_KIND, Lender
from desktop.domain.steps import Stage
from desktop.domain.triage import Triage
from desktop.services.bus import Topic
from desktop.services.desk import Desk, clean
from desktop.services.errors import LenderNameEmpty, LenderNameTaken, LenderNameTooLong
from desktop.store.answers import AnswerStore
from desktop.store.lenders import LenderStore


class LenderService:
    """Everything that can be done with lenders.

    An unknown id is a fault of the caller, ``KeyError``; so is an unknown kind or a negative
    number of days, ``ValueError``.
    """

    def __init__(self, desk: Desk, triage: Triage) -> None:
        self._desk = desk
        self._store = LenderStore(desk.database)
        self._answers = AnswerStore(desk.database)
        self._triage = triage
        self._kinds = {kind.id for kind in triage.kinds} | {UNKNOWN_KIND}

    def all(self) -> tuple[Lender, ...]:
        """Every lender in the order in which they were added."""
        with self._desk.reading():
            return self._store.all()

    def active(self) -> tuple[Lender, ...]:
        """Lenders that are not put away."""
        return tuple(lender for lender in self.all() if not lender.archived)

    def archived(self) -> tuple[Lender, ...]:
        """Lenders that are put away, with all their ticks."""
        return tuple(lender for lender in self.all() if lender.archived)

    def get(self, lender: str) -> Lender | None:
        """The lender with this id, put away or not."""
        with self._desk.reading():
            return self._store.get(lender)

    def suggested_name(self) -> str:
        """A name nobody has yet, for people who would rather not write one: “第 1 家”."""
        taken = {lender.name for lender in self.all()}
        number = len(taken) + 1  # Counting on, also where the first ones have been renamed.
        while f"第 {number} 家" in taken:
            number += 1
        return f"第 {number} 家"

    def add(
        self,
        name: str,
        *,
        kind: str = UNKNOWN_KIND,
        stage: Stage | None = None,
        overdue_days: int | None = None,
    ) -> Lender:
        """Adds a lender at the end.

        Raises:
            UserProblem: The name is empty, too long or taken.
        """
        self._check_kind(kind)
        lender = Lender(
            id=os.urandom(6).hex(),
            name=self._free_name(name),
            kind=kind,
            stage=stage,
            overdue_since=self._first_day(overdue_days),
        )
        with self._desk.change(
            Topic.LENDERS, Act(Deed.LENDER_ADDED, lender.id, detail=lender.name)
        ):
            self._store.add(lender, self._desk.timestamp())
        return lender

    def rename(self, lender: str, name: str) -> None:
        """Gives a lender another name.

        Raises:
            UserProblem: The name is empty, too long or taken.
        """
        before = self._known(lender)
        free = self._free_name(name, lender)
        self._save(Act(Deed.LENDER_RENAMED, lender, detail=free), before, name=free)

    def set_kind(self, lender: str, kind: str) -> None:
        """Says what kind of lender it is; ``UNKNOWN_KIND`` says that the person does not know.

        Not knowing is an answer too: it brings up the step that finds out.
        """
        self._check_kind(kind)
        self._tell(self._known(lender), kind, UNKNOWN_KIND if kind == UNKNOWN_KIND else None)

    def group(self, lender: str) -> str | None:
        """The group it belongs to, by its kind or as answered; None while nobody told."""
        return group_of(self._triage, self._known(lender), self._answered_group(lender))

    def set_group(self, lender: str, group: str | None) -> None:
        """Says which group it belongs to, for want of the kind; None takes it back.

        A kind that is known already stays if it belongs to that group.
        """
        if self.group(lender) != group:
            self._tell(self._known(lender), UNKNOWN_KIND, group)

    def set_stage(self, lender: str, stage: Stage | None) -> None:
        """Says where this loan stands; None takes the answer back."""
        before = self._known(lender)
        self._save(Act(Deed.LENDER_STAGE, lender, detail=stage or ""), before, stage=stage)

    def set_overdue_days(self, lender: str, days: int | None) -> None:
        """Says how long it has been overdue, counted back from today; None takes it back."""
        before = self._known(lender)
        first = self._first_day(days)
        self._save(Act(Deed.LENDER_DAYS, lender), before, overdue_since=first)

    def archive(self, lender: str) -> None:
        """Puts a lender away; nothing is lost."""
        before = self._known(lender)
        self._save(Act(Deed.LENDER_ARCHIVED, lender, detail=before.name), before, archived=True)

    def restore(self, lender: str) -> None:
        """Brings a lender back where it was."""
        before = self._known(lender)
        self._save(Act(Deed.LENDER_RESTORED, lender, detail=before.name), before, archived=False)

    def _answered_group(self, lender: str) -> str | None:
        with self._desk.reading():
            return self._answers.get(lender, LENDER_GROUP)

    def _tell(self, before: Lender, kind: str, group: str | None) -> None:
        if before.kind == kind and self._answered_group(before.id) == group:
            return
        act = Act(Deed.LENDER_KIND, before.id, detail=kind)
        with self._desk.change(Topic.LENDERS, act):
            self._store.save(before._replace(kind=kind), self._desk.timestamp())
            if group is None:
                self._answers.remove(before.id, LENDER_GROUP)
            else:
                self._answers.put(before.id, LENDER_GROUP, group, self._desk.timestamp())

    def _known(self, lender: str) -> Lender:
        found = self.get(lender)
        if found is None:
            raise KeyError(lender)
        return found

    def _save(self, act: Act, before: Lender, **changes: object) -> None:
        after = before._replace(**changes)  # type: ignore[arg-type]
        if after != before:
            with self._desk.change(Topic.LENDERS, act):
                self._store.save(after, self._desk.timestamp())

    def _free_name(self, name: str, own: str | None = None) -> str:
        tidy = " ".join(clean(name).split())
        if not any(character.isprintable() and character != " " for character in tidy):
            raise LenderNameEmpty
        if len(tidy) > NAME_LIMIT:
            raise LenderNameTooLong(NAME_LIMIT)
        for other in self.all():
            if other.id != own and other.name.casefold() == tidy.casefold():
                raise LenderNameTaken(other.name, other.archived)
        return tidy

    def _first_day(self, days: int | None) -> date | None:
        if days is None:
            return None
        if days < 0:
            raise ValueError(days)
        return self._desk.today() - timedelta(days=days)

    def _check_kind(self, kind: str) -> None:
        if kind not in self._kinds:
            raise ValueError(kind)
