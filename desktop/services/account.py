"""What happened, in order, on paper: for the window to show, for a printer, and as a PDF file."""

from collections.abc import Generator
from pathlib import Path

from desktop.documents.errors import DocumentError
from desktop.documents.files import write_whole
from desktop.documents.pdf import write_pdf
from desktop.domain import bundle_words as words
from desktop.domain.account import filed_blocks, filed_rows
from desktop.domain.attachments import Attachment
from desktop.domain.bundle import BundleWish, ShareLevel, build_case
from desktop.domain.document import set_document
from desktop.domain.evidence import EvidenceFilter, EvidenceSort
from desktop.domain.incidents import Incident
from desktop.domain.paper import TITLE, file_name
from desktop.domain.record import Record
from desktop.domain.timeline import TimelineEntry, TimelineKind, TimelineRange
from desktop.domain.typesetting import PaperPage
from desktop.services.desk import Desk
from desktop.services.evidence import EvidenceService
from desktop.services.lenders import LenderService
from desktop.services.paper import document_problem, shipped_typeface
from desktop.services.timeline import TimelineService
from desktop.store.aside import aside
from desktop.store.attachments import AttachmentStore
from desktop.store.third_parties import own_words, third_parties

MOST = 2000
"""Nobody reads more; of more, the latest are taken."""
_AT_ONCE = 100
"""Events that are read before the window has its turn."""


class Account(Record):
    """What happened in a range, ready to be shown, printed or saved.

    Attributes:
        rows: The events, the earliest first, as ``TIMELINE_HEAD`` names their columns.
        filed: What was handed in, likewise, as ``FILED_HEAD`` names its columns.
        left_out: How many earlier ones there are besides.
        pages: The sheets.
        file_name: A name that tells nobody what it is about.
    """

    rows: tuple[tuple[str, ...], ...]
    filed: tuple[tuple[str, ...], ...]
    left_out: int
    pages: tuple[PaperPage, ...]
    file_name: str


class AccountService:
    """Makes accounts."""

    def __init__(
        self,
        desk: Desk,
        evidence: EvidenceService,
        lenders: LenderService,
        timeline: TimelineService,
    ) -> None:
        self._desk = desk
        self._timeline = timeline
        self._evidence = evidence
        self._lenders = lenders
        self._attachments = AttachmentStore(desk.database)

    def making(
        self, wanted: TimelineRange, *, masked: bool, filed: bool = False
    ) -> Generator[None, None, Account]:
        """Reads what happened and sets it on pages, beside the window.

        Args:
            wanted: Which part of it.
            masked: Whether names and numbers of third parties are masked.
            filed: Whether it also tells what was handed in and what came of it.

        Raises:
            PaperFontUnusable: The font is missing or damaged.
        """
        chosen = EvidenceFilter(lenders=wanted.lenders, first=wanted.first, last=wanted.last)
        count = self._evidence.count(chosen)
        left_out = max(0, count - MOST)
        told: list[tuple[Incident, tuple[Attachment, ...]]] = []
        for start in range(left_out, count, _AT_ONCE):
            rows = self._evidence.page(chosen, EvidenceSort.OLDEST, start, _AT_ONCE)
            with self._desk.reading():
                told += [(row.incident, self._attachments.of(row.incident.id)) for row in rows]
            yield
        with self._desk.reading():
            names = {lender.id: lender.name for lender in self._lenders.all()}
            others = third_parties(self._desk.database)
            own = own_words(self._desk.database)
        handed_in: tuple[TimelineEntry, ...] = ()
        if filed:
            handed_in = self._timeline.entries(wanted, frozenset({TimelineKind.FILING}))
        told_of = filed_rows(handed_in, names, others, masked=masked, own=own)
        wish = BundleWish((), ShareLevel.TIME_AND_HASH, masked)
        made = self._desk.now()

        def work() -> Account:
            case = build_case(wish, told, names, others, made, own)
            face = shipped_typeface()
            blocks = [*words.account(case), *filed_blocks(told_of)]
            document = set_document(blocks, face.advance, face.has, words.FOOT)
            rows = tuple(words.timeline_rows(case))
            return Account(rows, told_of, left_out, document.pages, file_name(made.date()))

        try:
            return (yield from aside(work))
        except DocumentError as error:
            raise document_problem(error) from error

    def save(self, account: Account, path: Path) -> None:
        """Writes a PDF file, whole or not at all; one that is there is replaced.

        Raises:
            UserProblem: It could not be written; a file that was there is as it was.
        """
        try:
            day = self._desk.today()
            write_whole(path, write_pdf(account.pages, shipped_typeface(), TITLE, day))
        except DocumentError as error:
            raise document_problem(error) from error
