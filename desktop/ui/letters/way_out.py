"""Lets a letter leave, or says what it still waits for and leads there."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.letter_checks import Finding
from desktop.domain.written_letter import MissingKind, Run, RunKind
from desktop.services.letters import LetterService
from desktop.ui.letters.columns import WRITE, LetterColumns
from desktop.ui.letters.draft_view import DraftView
from desktop.ui.letters.outputs import OutputRow, Way
from desktop.ui.navigation import NEW_FILING, Target

if TYPE_CHECKING:
    from desktop.services.letter_outputs import LetterOutputService

MOST_NAMED = 3
"""Things that are missing, as many as are named in one sentence."""


class WayOut(QObject):
    """Nothing here changes a letter; ``view`` is the one that is open, None while none is."""

    went = Signal(object)
    """Carries the ``Target`` the person wants to go to."""

    def __init__(
        self,
        letters: LetterService,
        outputs: Callable[[], LetterOutputService],
        identity: MutableMapping[str, str],
        columns: LetterColumns,
        row: OutputRow,
        parent: QWidget,
    ) -> None:
        """Wait.

        Args:
            letters: Knows the facts.
            outputs: Gives what copies, saves and prints.
            identity: Names and numbers typed since the start; what is asked goes on filling it.
            columns: Where the form is.
            row: Says what is missing.
            parent: The page.
        """
        super().__init__(parent)
        self.view: DraftView | None = None
        self._letters = letters
        self._outputs = outputs
        self._identity = identity
        self._columns = columns
        self._row = row
        self._page = parent

    # ---- leading -----------------------------------------------------------------------------

    def lead_to_run(self, run: Run) -> None:
        """Put the keyboard where some words come from."""
        self._lead(run.of, proof=run.kind is RunKind.PROOF)

    def lead_to_finding(self, finding: Finding) -> None:
        """Put the keyboard where something is to be looked at."""
        self._lead(finding.where)

    def _lead(self, of: str, *, proof: bool = False) -> None:
        if self.view is None:
            return
        if self._is_identity(self.view, of):
            self._leave(self.view, Way.COPY)
        elif self.view.form.field(of, proof=proof) is not None:
            self._columns.show_part(WRITE)
            self.view.form.lead(of, proof=proof)

    def _is_identity(self, view: DraftView, of: str) -> bool:
        asked = {use.fact for use in view.letter.facts}
        return of in asked and self._letters.fact(of).identity

    # ---- leaving -----------------------------------------------------------------------------

    def leave_asked(self, way: Way) -> None:
        """Let the letter leave, or say what it still waits for and go there."""
        if self.view is None:
            return
        self.view.flush()
        missing = [m for m in self.view.written.missing if m.kind is not MissingKind.IDENTITY]
        if missing:
            names = "、".join(f"“{one.label}”" for one in missing[:MOST_NAMED])
            more = self.tr("等 {0} 处").format(len(missing)) if len(missing) > MOST_NAMED else ""
            self._row.say(self.tr("还差{0}{1}，补上就能用了。").format(names, more))
            self._lead(missing[0].id)
            return
        self._leave(self.view, way)

    def _leave(self, view: DraftView, way: Way) -> None:
        from desktop.ui.letters.leaving import LeaveDialog  # noqa: PLC0415  Hardly ever needed.

        dialog = LeaveDialog(
            self._letters, self._outputs, view.filling(), way, self._identity, self._page
        )
        dialog.identity.typed.connect(view.rewrite_soon)
        dialog.finished.connect(view.show_identity)
        dialog.open()

    def follow(self) -> None:
        """Go where it is noted that the letter was handed in."""
        if self.view is not None:
            filling = self.view.filling()
            self.went.emit(
                Target("follow_up", section=NEW_FILING, entry=filling.letter, lender=filling.lender)
            )
