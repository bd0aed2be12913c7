"""What was handed in: noted, corrected, brought on from status to status, and looked after."""

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path

from desktop.domain.deadlines import WorkDays
from desktop.domain.filings import (
    NO_TERMS,
    NOTE_LIMIT,
    RECIPIENT_LIMIT,
    TICKET_LIMIT,
    TITLE_LIMIT,
    Filing,
    FilingDue,
    FilingStatus,
    StatusChange,
    due,
    in_order,
    terms_of,
    urgent,
)
from desktop.domain.history import Act, Deed
from desktop.domain.holidays import Holidays
from desktop.domain.letters import Letter, Letters
from desktop.domain.timeline import FiledEvent, TimelineEntry, TimelineKind, TimelineRange
from desktop.services.bus import Topic
from desktop.services.desk import Desk, clean
from desktop.services.errors import FilingAhead, FilingBackwards, FilingTooLong, FilingUnnamed
from desktop.services.lenders import LenderService
from desktop.store.filings import FilingStore


class FilingService:
    """Everything that can be done with what was handed in.

    An unknown filing, letter or lender is a fault of the caller, ``KeyError``.
    """

    def __init__(
        self,
        desk: Desk,
        lenders: LenderService,
        holidays: Callable[[], Holidays],
        letters: Callable[[], Letters],
    ) -> None:
        """Reads nothing yet.

        Args:
            desk: The data file.
            lenders: Those that can be named.
            holidays: Gives what days are counted with.
            letters: Gives the letters; only their names and what to wait for are used.
        """
        self._desk = desk
        self._lenders = lenders
        self._load_holidays = holidays
        self._load_letters = letters
        self._store = FilingStore(desk.database)
        self._holidays: Holidays | None = None
        self._work_days: WorkDays | None = None

    # ---- reading -----------------------------------------------------------------------------

    def today(self) -> date:
        """The local date from which days are counted."""
        return self._desk.today()

    def all(self) -> tuple[tuple[Filing, FilingDue], ...]:
        """Everything handed in with the day a reply is due; what falls due first comes first."""
        return in_order(tuple((filing, self.due(filing)) for filing in self.told()))

    def told(self) -> tuple[Filing, ...]:
        """Everything handed in as it was told, the latest first."""
        with self._desk.reading():
            return self._store.all()

    def get(self, filing: str) -> Filing | None:
        """One filing."""
        with self._desk.reading():
            return self._store.get(filing)

    def history(self, filing: str) -> tuple[StatusChange, ...]:
        """Every status it came to, in the order in which that was noted."""
        with self._desk.reading():
            return self._store.history(filing)

    def urgent(self) -> int:
        """How many wait for a day that is near, or gone; reads no letters."""
        return sum(urgent(self.due(filing), self.today()) for filing in self.told())

    def due(self, filing: Filing) -> FilingDue:
        """When a reply is due; also of one that is still being told."""
        return due(filing, self.work_days())

    def working_days_left(self, day: date) -> int | None:
        """Working days after today up to a day; None where they cannot be told."""
        return self.work_days().until(self.today(), day)

    def holidays(self) -> Holidays:
        """What days are counted with."""
        if self._holidays is None:
            self._holidays = self._load_holidays()
        return self._holidays

    def work_days(self) -> WorkDays:
        """Tells worked days from free ones."""
        if self._work_days is None:
            self._work_days = WorkDays(self.holidays())
        return self._work_days

    def letters(self) -> tuple[Letter, ...]:
        """The letters, in the order in which they are offered."""
        return self._load_letters().letters

    def letter(self, letter: str) -> Letter | None:
        """The letter with this id; None for none, and for one that a newer pack has dropped."""
        return next((each for each in self.letters() if each.id == letter), None)

    def timeline(self, wanted: TimelineRange) -> Iterator[TimelineEntry]:
        """Each status of each filing, for ``services.timeline``; the earliest first."""
        with self._desk.reading():
            told = [
                (change, number, filing)
                for filing in self._store.all()
                if not wanted.lenders or filing.lender in wanted.lenders
                for number, change in enumerate(self._store.history(filing.id))
                if (wanted.first is None or wanted.first <= change.day)
                and (wanted.last is None or change.day <= wanted.last)
            ]
        zone = self._desk.now().tzinfo
        told.sort(key=lambda each: (each[0].day, each[2].id, each[1]))
        for change, _, filing in told:
            at = datetime.combine(change.day, time(), zone)
            event = FiledEvent(filing, change)
            yield TimelineEntry(at, TimelineKind.FILING, filing.id, filing.lender, event)

    # ---- changing ----------------------------------------------------------------------------

    def add(self, filing: Filing) -> Filing:
        """Notes that something was handed in; who must reply by when is taken from its letter.

        Raises:
            UserProblem: It has no name, a text is too long, or a day cannot be.
        """
        letter = None
        if filing.letter:
            letter = self.letter(filing.letter)
            if letter is None:
                raise KeyError(filing.letter)
        added = self._checked(filing)._replace(
            id=os.urandom(6).hex(),
            terms=NO_TERMS if letter is None else terms_of(letter.follow_up),
            created=self._desk.timestamp(),
        )
        with self._desk.change(Topic.FILINGS, self._act(Deed.FILING_ADDED, added)):
            self._store.put(added, self._desk.timestamp())
            first = StatusChange(FilingStatus.SUBMITTED, added.sent, self._desk.timestamp())
            self._store.come_to(added.id, first)
            if added.status is not FilingStatus.SUBMITTED:
                day = added.accepted or added.sent
                self._come_to(added, StatusChange(added.status, day, self._desk.timestamp()))
        return added

    def change(self, filing: Filing) -> None:
        """Corrects what was told; its letter, its terms and its status stay.

        Raises:
            UserProblem: It has no name, a text is too long, or a day cannot be.
        """
        before = self._known(filing.id)
        after = self._checked(filing)._replace(
            letter=before.letter, terms=before.terms, status=before.status, created=before.created
        )
        if after != before:
            with self._desk.change(Topic.FILINGS, self._act(Deed.FILING_CHANGED, after)):
                self._store.put(after, self._desk.timestamp())

    def come_to(self, filing: str, status: FilingStatus, day: date | None = None) -> None:
        """Says what became of it, today unless another day is told.

        Accepted is also the day on which some counts begin, so it is kept where none was told.

        Raises:
            UserProblem: The day is still to come, or before it was handed in.
        """
        before = self._known(filing)
        day = self.today() if day is None else day
        self._check_days(before.sent, day)
        if before.status is status:
            return
        act = self._act(Deed.FILING_STATUS, before, status)
        with self._desk.change(Topic.FILINGS, act):
            self._come_to(before, StatusChange(status, day, self._desk.timestamp()))

    def remove(self, filing: str) -> None:
        """Takes one away with its history; until then undo brings it back."""
        before = self._known(filing)
        with self._desk.change(Topic.FILINGS, self._act(Deed.FILING_REMOVED, before)):
            self._store.remove(filing)

    def save_calendar(self, filings: tuple[Filing, ...], path: Path) -> None:
        """Writes the days of some as a file for a calendar; one that is there is replaced.

        Raises:
            UserProblem: It could not be written; a file that was there is as it was.
        """
        from desktop.documents.errors import DocumentError  # noqa: PLC0415  Only when asked for.
        from desktop.documents.files import write_whole  # noqa: PLC0415
        from desktop.documents.ics import CalendarDay, write_calendar  # noqa: PLC0415
        from desktop.services.paper import document_problem  # noqa: PLC0415

        days = [(filing.id, self.due(filing).day) for filing in filings]
        known = [CalendarDay(id_, day) for id_, day in days if day is not None]
        try:
            write_whole(path, write_calendar(known, self._desk.now()))
        except DocumentError as error:
            raise document_problem(error) from error

    def _come_to(self, filing: Filing, change: StatusChange) -> None:
        self._store.come_to(filing.id, change)
        if change.status is FilingStatus.ACCEPTED and filing.accepted is None:
            self._store.put(filing._replace(accepted=change.day), self._desk.timestamp())

    def _act(self, deed: Deed, filing: Filing, status: FilingStatus | None = None) -> Act:
        return Act(deed, detail=f"{filing.id} {status or filing.title}")

    def _known(self, filing: str) -> Filing:
        found = self.get(filing)
        if found is None:
            raise KeyError(filing)
        return found

    def _checked(self, filing: Filing) -> Filing:
        if filing.lender and self._lenders.get(filing.lender) is None:
            raise KeyError(filing.lender)
        title = _tidy(filing.title, TITLE_LIMIT)
        if not any(character.isprintable() and character != " " for character in title):
            raise FilingUnnamed
        self._check_days(filing.sent, filing.sent)
        for day in (filing.received, filing.accepted):
            if day is not None:
                self._check_days(filing.sent, day)
        note = clean(filing.note).strip()
        if len(note) > NOTE_LIMIT:
            raise FilingTooLong(NOTE_LIMIT)
        return filing._replace(
            title=title,
            recipient=_tidy(filing.recipient, RECIPIENT_LIMIT),
            ticket=_tidy(filing.ticket, TICKET_LIMIT),
            note=note,
        )

    def _check_days(self, sent: date, day: date) -> None:
        if day > self.today():
            raise FilingAhead
        if day < sent:
            raise FilingBackwards


def _tidy(text: str, limit: int) -> str:
    tidy = " ".join(clean(text).split())
    if len(tidy) > limit:
        raise FilingTooLong(limit)
    return tidy
