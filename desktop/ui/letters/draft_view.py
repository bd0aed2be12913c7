"""One letter being written: its form, kept as it is typed, and what it looks like meanwhile."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.letter_checks import Finding
from desktop.domain.letter_evidence import Known
from desktop.domain.letter_filling import Filling, from_json, to_json
from desktop.domain.letter_prefill import (
    FULL_NAME,
    OF_THE_FILING,
    OF_THE_LENDER,
    OF_THE_LOG,
    OF_THE_PERSON,
)
from desktop.domain.written_letter import WrittenLetter
from desktop.services.errors import UserProblem
from desktop.services.lenders import LenderService
from desktop.services.letters import LetterDraft, LetterService
from desktop.ui.letters.form import LetterFormView
from desktop.ui.letters.head import DraftHead
from desktop.ui.letters.picker import Log

PAUSE_MS = 500
LONGEST_MS = 1500
CHECK_MS = 300


class DraftView(QWidget):
    """Holds the form of a draft; the page shows what comes of it.

    Nothing here reads or writes the form but ``form`` itself, and the form is never made anew.
    """

    rewritten = Signal()
    """What the letter looks like has changed: ``written`` is another."""
    checked = Signal()
    """What there is to look at has been looked for anew: ``found``."""
    kept = Signal(bool)
    """Whether everything that was typed is on disk."""
    before_asked = Signal()
    discard_asked = Signal()

    def __init__(
        self,
        letters: LetterService,
        lenders: LenderService,
        log: Log,
        draft: LetterDraft,
        identity: MutableMapping[str, str],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        """Build the form of a draft and fill it.

        Args:
            letters: Keeps and writes letters.
            lenders: Those to choose from.
            log: What can be picked from.
            draft: What is being written.
            identity: Names and numbers typed since the start; the page goes on filling it.
            today: The local date.
            parent: Parent widget.
        """
        super().__init__(parent)
        self._letters = letters
        self._lenders = lenders
        self._identity = identity
        self.draft = draft
        self.letter = letters.get(draft.filling.letter)
        self.form = LetterFormView(letters, self.letter, log, today)
        self._head = DraftHead(self.letter.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._head)
        column.addWidget(self.form)
        self._pending = False
        self._refused: Filling | None = None
        self._named: tuple[object, ...] = ()
        self._known: Known
        self.written: WrittenLetter
        self.found: tuple[Finding, ...] = ()
        self._pause = self._timer(PAUSE_MS, self.flush)
        self._longest = self._timer(LONGEST_MS, self.flush)
        self._rewriting = self._timer(0, self._rewrite)
        self._checking = self._timer(CHECK_MS, self.check)
        self.form.typed.connect(self._typed)
        self.form.told.connect(self._told)
        self.form.lender_chosen.connect(self._lender_chosen)
        self.form.forget_asked.connect(self._forget)
        self._head.before_asked.connect(self.before_asked)
        self._head.discard_asked.connect(self.discard_asked)
        self._head.renamed.connect(lambda name: letters.rename(self.draft.id, name))
        self.refresh()

    def _timer(self, milliseconds: int, run: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(run)
        return timer

    # ---- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything anew; what is being typed stays.

        Raises:
            KeyError: The draft is no longer there.
        """
        self.draft = self._letters.open(self.draft.id)
        self._head.show_draft(self.draft)
        active = [lender for lender in self._lenders.all() if not lender.archived]
        chosen = self._lenders.get(self.draft.filling.lender)
        if chosen is not None and chosen.archived:
            active.append(chosen)
        self.form.show_lenders(active)
        if not self._pending:
            self.form.show_filling(self.draft.filling)
        self.show_identity()
        self._named = ()
        self._rewrite()
        self.check()

    def show_identity(self) -> None:
        """Read anew which names and numbers are remembered."""
        self._remembered = self._letters.identity()
        self.form.show_identity(self._remembered)
        self._rewriting.start()

    def _forget(self, fact: str) -> None:
        """Forget a name or a number everywhere: also what was typed since the start."""
        self._identity.pop(fact, None)
        self._letters.forget(fact)

    def identity(self) -> dict[str, str]:
        """The names and numbers that are known: remembered, or typed since the start."""
        return {**self._remembered, **self._identity}

    def filling(self) -> Filling:
        """What stands in the form."""
        return self.form.filling()

    def rewrite_soon(self) -> None:
        """Write the letter anew in the next turn: what is in it has changed."""
        self._rewriting.start()

    def _rewrite(self) -> None:
        self._rewriting.stop()
        filling = self.form.filling()
        named = (filling.incidents, filling.exhibits, filling.proofs, filling.lender)
        if named != self._named:
            self._named = named
            self._known = self._letters.known(filling)
            self.form.show_known(self._known)
        self._show_sources(filling)
        self.form.show_others(filling, self._known)
        self.written = self._letters.write(filling, self.identity(), known=self._known)
        self.form.show_written(self.written)
        self.rewritten.emit()
        self._checking.start()

    def _show_sources(self, filling: Filling) -> None:
        origins = dict.fromkeys((*OF_THE_LENDER, *OF_THE_PERSON), self.tr("来自以前的文书"))
        origins |= dict.fromkeys(OF_THE_LOG, self.tr("来自证据"))
        origins |= dict.fromkeys(OF_THE_FILING, self.tr("来自投诉跟进"))
        lender = self._lenders.get(filling.lender) if filling.lender else None
        if lender is not None and filling.facts.get(FULL_NAME) == lender.name:
            origins[FULL_NAME] = self.tr("来自我的情况")
        self.form.show_sources(
            {
                fact: origins.get(fact, "")
                for fact, value in filling.prefilled.facts.items()
                if filling.facts.get(fact) == value
            }
        )

    def check(self) -> None:
        """Look for what should be looked at, as the letter stands now."""
        self._checking.stop()
        self.found = self._letters.check(self.form.filling(), self.written, self.draft.id)
        self.checked.emit()

    # ---- keeping -----------------------------------------------------------------------------

    def _typed(self) -> None:
        self._pending = True
        self._head.state.setText(self.tr("正在写…"))
        self.kept.emit(False)
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        self._rewriting.start()

    def _told(self) -> None:
        self._pending = True
        self._rewriting.start()
        self.flush()

    def _lender_chosen(self, before: str) -> None:
        filling = self.form.filling()
        if self._pending:  # Taking the lender back must not take these words back as well.
            self.form.show_filling(filling._replace(lender=before))
            self.flush()
        self.form.show_moved(self._letters.about_another(self.draft.id, filling, before))
        self._told()

    def flush(self) -> None:
        """Keep what stands in the form, if it is not on disk yet."""
        self._pause.stop()
        self._longest.stop()
        if not self._pending:
            return
        filling = self.form.filling()
        try:
            # What is published by it finds nothing waiting.
            self._pending = False
            self._letters.save(self.draft.id, filling)
        except UserProblem:
            self._pending = True
            self._head.state.setText(self.tr("还没有存下"))
            self.kept.emit(False)
            told, self._refused = self._refused == filling, filling
            if told:
                return  # Every pause and every way out offers the same words again.
            raise
        self._refused = None
        self._head.state.setText(self.tr("已保存"))
        self.kept.emit(True)

    def unsaved(self) -> bool:
        """Whether something typed is not on disk."""
        return self._pending

    def give_up(self) -> None:
        """Let go of what could not be kept."""
        self._stop()
        self._pending = False

    def told(self) -> str:
        """What stands in the form, for after a lock."""
        return to_json(self.form.filling())

    def resume(self, told: str) -> None:
        """Put back what stood here before a lock, and keep it."""
        self.form.show_filling(from_json(told))
        self._told()

    def _stop(self) -> None:
        for timer in (self._pause, self._longest, self._rewriting, self._checking):
            timer.stop()

    def dispose(self) -> None:
        """Do nothing more."""
        self._stop()
