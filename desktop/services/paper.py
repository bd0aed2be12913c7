"""Sheets of paper: what stands on them, their pages for a printer, and as a PDF file."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from desktop.documents.errors import (
    DocumentError,
    DocumentFolderUnusable,
    DocumentInUse,
    DocumentNoRoom,
    FontUnusable,
)
from desktop.documents.files import write_whole
from desktop.documents.pdf import write_pdf
from desktop.documents.typeface import Typeface, shipped_font
from desktop.domain.lenders import Lender
from desktop.domain.paper import TITLE, build_sheet, file_name, printable_sheet
from desktop.domain.progress import PERSON
from desktop.domain.steps import Stage
from desktop.domain.typesetting import PaperPage, lay_out
from desktop.services.desk import Desk
from desktop.services.errors import (
    PaperFolderUnusable,
    PaperFontUnusable,
    PaperInUse,
    PaperNoRoom,
    UserProblem,
)
from desktop.services.lenders import LenderService
from desktop.services.plan import PlanService


class Wish(NamedTuple):
    """What the person wants on paper.

    Attributes:
        lender: Whose steps; ``PERSON`` for a list that is not about one lender.
        stage: Which list.
        whole: Everything, on as many pages as it takes; else one page.
        named: Whether the lender's name shall stand there.
    """

    lender: str
    stage: Stage
    whole: bool
    named: bool


class Paper(NamedTuple):
    """Pages that are ready to be printed or saved.

    Attributes:
        pages: What stands where.
        left_out: How many open steps did not fit on a sheet of one page.
        missing: Characters that cannot be printed; a box stands for each.
        file_name: A file name that tells nobody what it is about.
    """

    pages: tuple[PaperPage, ...]
    left_out: int
    missing: tuple[str, ...]
    file_name: str


class PaperService:
    """Makes sheets.

    An unknown lender is a fault of the caller, ``KeyError``.
    """

    def __init__(self, desk: Desk, plan: PlanService, lenders: LenderService, note: str) -> None:
        self._desk = desk
        self._plan = plan
        self._lenders = lenders
        self._note = note

    def lenders(self) -> tuple[Lender, ...]:
        """The lenders a sheet can be about."""
        return self._lenders.active()

    def make(self, wish: Wish) -> Paper:
        """Lays out what the person wants, as of now.

        Raises:
            PaperFontUnusable: The font is missing or damaged.
        """
        lender = self._lenders.get(wish.lender) if wish.lender != PERSON else None
        sheet = build_sheet(
            self._plan.plan(),
            self._plan.checklist(wish.stage, wish.lender or None),
            wish.lender,
            name=lender.name if lender is not None and wish.named else "",
            note=self._note,
            day=self._desk.today(),
            whole=wish.whole,
        )
        face = paper_face()
        shown, missing = printable_sheet(sheet, face.has)
        layout = lay_out(shown, face.advance)
        return Paper(layout.pages, layout.left_out, missing, file_name(sheet.day))

    def save(self, paper: Paper, path: Path) -> None:
        """Writes a PDF file, whole or not at all; one that is there is replaced.

        Raises:
            UserProblem: It could not be written; a file that was there is as it was.
        """
        save_pages(paper.pages, path, self._desk.today())


def paper_face() -> Typeface:
    """The font of everything on paper, for whoever tells the person what is wrong with it.

    Raises:
        PaperFontUnusable: It is missing or damaged.
    """
    try:
        return shipped_typeface()
    except DocumentError as error:
        raise document_problem(error) from error


def save_pages(pages: tuple[PaperPage, ...], path: Path, day: date) -> None:
    """Writes a PDF file, whole or not at all; one that is there is replaced.

    Raises:
        UserProblem: It could not be written; a file that was there is as it was.
    """
    try:
        write_whole(path, write_pdf(pages, shipped_typeface(), TITLE, day))
    except DocumentError as error:
        raise document_problem(error) from error


def shipped_typeface() -> Typeface:
    """The font of everything on paper.

    Raises:
        DocumentError: It is missing or damaged.
    """
    return _typeface(shipped_font())


@lru_cache(maxsize=1)
def _typeface(path: Path) -> Typeface:
    """The font, read once: read anew for every sheet, it leaves the memory full of holes."""
    return Typeface(path)


def document_problem(error: DocumentError) -> UserProblem:
    """What the person is told of a file for people that could not be made."""
    match error:
        case DocumentNoRoom():
            return PaperNoRoom(error.path)
        case DocumentFolderUnusable():
            return PaperFolderUnusable(error.path, error.detail)
        case DocumentInUse():
            return PaperInUse(error.path)
        case FontUnusable():
            return PaperFontUnusable(error.path, error.detail)
        case _:
            raise NotImplementedError(type(error))
