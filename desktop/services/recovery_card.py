"""The recovery code as a sheet for the printer, or as a PDF file for another computer's printer."""

from pathlib import Path

from desktop.domain.paper import TITLE
from desktop.domain.recovery_card import RecoveryCard, lay_out_card
from desktop.domain.recovery_code import RecoveryCode
from desktop.domain.typesetting import PaperPage
from desktop.services.desk import Desk
from desktop.services.paper import paper_face, save_pages


class RecoveryCardService:
    """Lays the card out, and saves it where the person says; it is kept nowhere else."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def page(self, code: RecoveryCode) -> PaperPage:
        """The card, ready for a printer.

        Raises:
            PaperFontUnusable: The font is missing or damaged.
        """
        return lay_out_card(RecoveryCard(code.groups, self._desk.today()), paper_face().advance)

    def file_name(self) -> str:
        """A name that tells nobody what the program is about."""
        return f"{TITLE}_恢复卡_{self._desk.today().isoformat()}.pdf"

    def save(self, page: PaperPage, path: Path) -> None:
        """Writes a PDF file, whole or not at all; one that is there is replaced.

        Raises:
            UserProblem: It could not be written; a file that was there is as it was.
        """
        save_pages((page,), path, self._desk.today())
