"""Paper for relatives and colleagues who are called: a sheet, and a statement to fill by hand."""

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.contact_papers import (
    COMPLAINT_ID,
    PROOF_DRAFT,
    REPLY_DRAFT,
    STATEMENT_DRAFT,
    STATEMENT_FOOT,
    ContactPaper,
    sheet,
    statement,
)
from desktop.domain.document import set_document
from desktop.domain.letter_citing import cite
from desktop.domain.paper import file_name
from desktop.domain.rule_refs import RuleRef
from desktop.services.desk import Desk
from desktop.services.library import LibraryService
from desktop.services.paper import Paper, paper_face, save_pages

if TYPE_CHECKING:
    from desktop.domain.letters import Letter, Letters
    from desktop.services.attachments import AttachmentService
    from desktop.services.incidents import IncidentService
    from desktop.services.statements import StatementService

_LIES_BACK = timedelta(days=365)


class ContactPaperService:
    """Makes them of the content alone: nothing of the person's case stands on any."""

    def __init__(
        self, desk: Desk, load: "Callable[[], Letters]", library: LibraryService, note: str
    ) -> None:
        """Read nothing yet.

        Args:
            desk: The clock.
            load: Gives the letters.
            library: Knows channels and provisions.
            note: What kind of text the content is.
        """
        self._desk = desk
        self._load = load
        self._library = library
        self._note = note

    def make(self, which: ContactPaper) -> Paper:
        """Lays a paper out, without any name in it.

        Raises:
            PaperFontUnusable: The font is missing or damaged.
        """
        if which is ContactPaper.STATEMENT:
            letter = self._letter(draft=STATEMENT_DRAFT)
            blocks = statement(letter, self._letters.facts, self._cite)
            foot = STATEMENT_FOOT
        else:
            complaint = self._letter(id_=COMPLAINT_ID)
            channels = [self._library.channel(each) for each in complaint.channels]
            reply, proof = self._letter(draft=REPLY_DRAFT), self._letter(draft=PROOF_DRAFT)
            blocks = sheet(which, reply, proof, complaint, channels)
            foot = self._note
        face = paper_face()
        set_ = set_document(blocks, face.advance, face.has, foot)
        return Paper(set_.pages, 0, (), file_name(self._desk.today()))

    def _cite(self, ref: RuleRef) -> str:
        """A provision; what will be told on a blank paper is taken to lie back a year at most."""
        told = self._desk.today() - _LIES_BACK
        return cite(ref, {ref.provision: self._library.provision(ref.provision)}, told).words

    def statements(
        self, incidents: "IncidentService", attachments: "AttachmentService"
    ) -> "StatementService":
        """What keeps a statement that is filled in here instead of on paper."""
        from desktop.services.statements import StatementService  # noqa: PLC0415  Hardly ever.

        return StatementService(self._desk, self._load, self._library, incidents, attachments)

    def save(self, paper: Paper, path: Path) -> None:
        """Writes a PDF file, whole or not at all; one that is there is replaced.

        Raises:
            UserProblem: It could not be written; a file that was there is as it was.
        """
        save_pages(paper.pages, path, self._desk.today())

    def _letter(self, *, draft: str = "", id_: str = "") -> "Letter":
        letters = self._letters.letters
        return next(each for each in letters if each.id == id_ or each.draft_id == draft)

    @cached_property
    def _letters(self) -> "Letters":
        return self._load()
