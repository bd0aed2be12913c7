"""The statement a relative or colleague fills in at this computer, kept with the log."""

from collections.abc import Callable, Generator
from datetime import datetime, time, timedelta
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from desktop.documents.errors import DocumentError
from desktop.documents.pdf import write_pdf
from desktop.domain.attachments import AddProgress, Came
from desktop.domain.contact_papers import STATEMENT_DRAFT, STATEMENT_FOOT
from desktop.domain.document import set_document
from desktop.domain.filled_statement import (
    Happened,
    Pledge,
    StatementTold,
    day_words,
    filled_statement,
    missing,
    pledges,
)
from desktop.domain.incidents import CONTACT_LIMIT, LINE_LIMIT, NIGHT_BEGINS, Incident, is_night
from desktop.domain.record import Record
from desktop.domain.typesetting import PaperPage
from desktop.services.attachments import AttachmentService, Source
from desktop.services.desk import Desk, clean
from desktop.services.incidents import IncidentService
from desktop.services.library import LibraryService
from desktop.services.paper import document_problem, paper_face

if TYPE_CHECKING:
    from desktop.domain.letters import Letter, LetterQuestion, Letters

_TODAY, _NAME = "today", "contact_name"
_NOT_KNOWN = "时间记不清，先记在填表前后。"


class KeptStatement(Record):
    """A statement that is in the log.

    Attributes:
        incident: The id of its entry.
        pages: What is to be printed and signed.
    """

    incident: str
    pages: tuple[PaperPage, ...]


class StatementService:
    """Asks what the letter asks; what comes of it is one entry of the log with one PDF."""

    def __init__(
        self,
        desk: Desk,
        load: "Callable[[], Letters]",
        library: LibraryService,
        incidents: IncidentService,
        attachments: AttachmentService,
    ) -> None:
        """Read nothing yet.

        Args:
            desk: The clock.
            load: Gives the letters.
            library: Knows provisions.
            incidents: Keeps the entry.
            attachments: Keeps the PDF.
        """
        self._desk = desk
        self._load = load
        self._library = library
        self._incidents = incidents
        self._attachments = attachments

    def now(self) -> datetime:
        """The local time with its zone, to the second."""
        return self._incidents.now()

    def questions(self) -> "tuple[LetterQuestion, ...]":
        """What is to be told in their own words."""
        return self._letter.own_words

    def pledges(self) -> tuple[Pledge, ...]:
        """What they stand for by ticking it, their consent among it."""
        return pledges(self._letter)

    def missing(self, told: StatementTold) -> tuple[str, ...]:
        """Ids and keys of what is required and not there."""
        return missing(self._letter, self._dated(told))

    def keep(
        self, told: StatementTold, happened: Happened, file_name: str, origin: str
    ) -> Generator[AddProgress, None, KeptStatement]:
        """Writes the statement and puts it into the log; closed before its end, nothing stays.

        Args:
            told: What was filled in; nothing is ``missing``.
            happened: What the log asks for beside it.
            file_name: What the PDF is called.
            origin: Where its signed original is.

        Raises:
            UserProblem: It could not be kept; nothing of it was.
        """
        pages, data = self._written(self._dated(told), happened)
        first = next((text for _, text in told.words if text.strip()), "")
        if happened.at is None:
            first = f"{_NOT_KNOWN}{first}"
        incident = self._incidents.new(
            Incident(
                id="",
                at=happened.at or _not_at_night(self.now()),
                channel=happened.channel,
                reached=happened.reached,
                number=happened.number,
                line=_shortened(first, LINE_LIMIT),
                contact=_shortened(dict(told.facts).get(_NAME, ""), CONTACT_LIMIT),
                by_contact=True,
            )
        )
        sources = (Source(BytesIO(data), file_name),)
        # One change: undone, nothing of what somebody told is left, nor can it be brought back
        # where it was given up.
        added = yield from self._attachments.adding(incident, sources, Came.WRITTEN, origin)
        for refused in added.refused:
            raise refused.problem
        return KeptStatement(incident.id, pages)

    def _written(
        self, told: StatementTold, happened: Happened
    ) -> tuple[tuple[PaperPage, ...], bytes]:
        letter, face = self._letter, paper_face()
        cites = {ref.provision for block in letter.body for ref in block.cites}
        provisions = {each: self._library.provision(each) for each in cites}
        blocks = filled_statement(letter, told, provisions, happened, self._desk.today())
        pages = set_document(blocks, face.advance, face.has, STATEMENT_FOOT).pages
        try:
            return pages, write_pdf(pages, face, letter.paper_title, self._desk.today())
        except DocumentError as error:
            raise document_problem(error) from error

    def _dated(self, told: StatementTold) -> StatementTold:
        dated = (_TODAY, day_words(self._desk.today()))
        return told._replace(facts=(*told.facts, dated))

    @cached_property
    def _letter(self) -> "Letter":
        letters = self._load().letters
        return next(each for each in letters if each.draft_id == STATEMENT_DRAFT)


def _not_at_night(now: datetime) -> datetime:
    """Now, or the end of the day before: nobody said that it was at night."""
    if not is_night(now.hour):
        return now
    evening = datetime.combine(now.date(), time(NIGHT_BEGINS), now.tzinfo) - timedelta(minutes=1)
    return evening if evening <= now else evening - timedelta(days=1)


def _shortened(text: str, limit: int) -> str:
    tidy = " ".join(clean(text).split())
    return tidy if len(tidy) <= limit else f"{tidy[: limit - 1]}…"
