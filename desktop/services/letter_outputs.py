"""Letters on their way out: as text, as a file for word processors, as PDF, and on paper."""

from collections.abc import Callable, Generator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from desktop.documents.docx import illegal, write_docx
from desktop.documents.errors import DocumentError
from desktop.documents.faces import Faces
from desktop.documents.files import write_whole
from desktop.documents.installed_fonts import font_folders
from desktop.documents.pdf import write_pdf
from desktop.domain.document import set_document
from desktop.domain.letter_pages import NEUTRAL_TITLE, foot, letter_blocks, letter_words
from desktop.domain.letter_text import plain_text
from desktop.domain.paper import printable
from desktop.domain.record import Record
from desktop.domain.typesetting import PaperPage
from desktop.domain.written_letter import WrittenLetter
from desktop.services.errors import LetterIncomplete
from desktop.services.paper import document_problem, shipped_typeface
from desktop.store.aside import aside

T = TypeVar("T")


class LetterPaper(Record):
    """A letter on pages, ready to be shown, printed or saved.

    Attributes:
        pages: What stands where.
        missing: Characters that no font has; a box stands for each.
    """

    pages: tuple[PaperPage, ...]
    missing: tuple[str, ...]


class LetterOutputService:
    """Makes them of letters that lack nothing: ``LetterIncomplete`` says what one lacks.

    What takes time goes on in a thread, while the generator is asked to go on.
    """

    def __init__(self, today: Callable[[], date], folders: tuple[Path, ...] | None = None) -> None:
        """Read nothing yet.

        Args:
            today: The clock.
            folders: Where fonts are that stand in for the shipped one; None for the system's.
        """
        self._today = today
        self._folders = font_folders() if folders is None else folders

    def text(self, written: WrittenLetter) -> str:
        """All of it as plain text; ``domain.letter_text`` cuts it for forms on the web.

        Raises:
            LetterIncomplete: It lacks something.
        """
        _complete(written)
        return plain_text(written)

    def file_name(self, written: WrittenLetter, suffix: str) -> str:
        """A name that tells nobody what it is about, as ``材料_2026-11-22.docx``."""
        masked = "_遮盖" if written.masked else ""
        return f"{NEUTRAL_TITLE}_{self._today().isoformat()}{masked}{suffix}"

    def not_in_word(self, written: WrittenLetter) -> tuple[str, ...]:
        """Control characters that a DOCX file cannot hold, each once; nobody can see them."""
        return illegal(letter_words(written))

    def missing_glyphs(self, written: WrittenLetter) -> Generator[None, None, tuple[str, ...]]:
        """Characters that no font here has, each once: on paper a box stands for each.

        Raises:
            PaperFontUnusable: The font is missing or damaged.
        """
        words = letter_words(written)
        return _beside(lambda: printable(words, self._faces(words).has)[1])

    def pages(self, written: WrittenLetter) -> Generator[None, None, LetterPaper]:
        """Sets it on pages, for the printer and the eye.

        Raises:
            LetterIncomplete: It lacks something.
            PaperFontUnusable: The font is missing or damaged.
        """
        _complete(written)
        return _beside(lambda: self._set(written))

    def pdf(self, written: WrittenLetter, path: Path) -> Generator[None, None, tuple[str, ...]]:
        """Writes a PDF file, whole or not at all; one that is there is replaced.

        Returns:
            The characters that no font has; a box stands for each.

        Raises:
            LetterIncomplete: It lacks something.
            UserProblem: It could not be written; a file that was there is as it was.
        """
        _complete(written)
        day = self._today()

        def work() -> tuple[str, ...]:
            paper = self._set(written)
            faces = self._faces(letter_words(written))
            write_whole(path, write_pdf(paper.pages, faces, NEUTRAL_TITLE, day))
            return paper.missing

        return _beside(work)

    def docx(self, written: WrittenLetter, path: Path) -> Generator[None, None, tuple[str, ...]]:
        """Writes a file for word processors, whole or not at all; one that is there is replaced.

        Returns:
            The control characters that it cannot hold.

        Raises:
            LetterIncomplete: It lacks something.
            UserProblem: It could not be written; a file that was there is as it was.
        """
        _complete(written)

        def work() -> tuple[str, ...]:
            made = write_docx(letter_blocks(written), NEUTRAL_TITLE, foot(written))
            write_whole(path, made.data)
            return made.left_out

        return _beside(work)

    def _set(self, written: WrittenLetter) -> LetterPaper:
        words = letter_words(written)
        faces = self._faces(words)
        document = set_document(letter_blocks(written), faces.advance, faces.has, foot(written))
        return LetterPaper(document.pages, printable(words, faces.has)[1])

    def _faces(self, words: str) -> Faces:
        faces = _all_faces(self._folders)
        faces.look_for(words)
        return faces


@cache
def _all_faces(folders: tuple[Path, ...]) -> Faces:
    """The fonts, looked for once: a system may have thousands."""
    return Faces(shipped_typeface(), folders)


def _complete(written: WrittenLetter) -> None:
    if written.missing:
        raise LetterIncomplete(tuple(missing.label for missing in written.missing))


def _beside(work: Callable[[], T]) -> Generator[None, None, T]:
    try:
        return (yield from aside(work))
    except DocumentError as error:
        raise document_problem(error) from error
