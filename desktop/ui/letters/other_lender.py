"""Says what in a letter still belongs to another lender, after another one was chosen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from desktop.domain.letter_evidence import Known
from desktop.domain.letter_filling import Filling, ProofKind, is_blank
from desktop.domain.letter_prefill import OF_THE_LENDER
from desktop.ui.widgets.text import Text


class OtherLenderNote(Text):
    """Nothing is taken out by itself: what somebody typed or picked is theirs to judge.

    Which facts were filled in for another lender is known while the form is open; which records are
    another's is known always.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "small", "amber", parent=parent)
        self.setObjectName("letter_other_lender")
        self.hide()
        self._filled: dict[str, tuple[str, str]] = {}

    def lender_changed(self, before: str, facts: Mapping[str, str]) -> None:
        """Remember for whom the facts were filled in that are the same in all of its letters.

        Args:
            before: The lender until now; empty for none.
            facts: What stands in the form now.
        """
        for fact in OF_THE_LENDER:
            value = facts.get(fact, "")
            _, known = self._filled.get(fact, ("", ""))
            if before and not is_blank(value) and value != known:
                self._filled[fact] = (before, value)

    def show_filling(self, filling: Filling, known: Known, labels: Mapping[str, str]) -> None:
        """Say what there is of another lender, or nothing.

        Args:
            filling: What stands in the form.
            known: What is known of the records that were chosen.
            labels: What each fact of the form is called.
        """
        words = ""
        if filling.lender:
            words = self._records(filling, known) + self._facts(filling, labels)
        if words != self.text():
            self.setText(words)
            self.setVisible(bool(words))

    def _records(self, filling: Filling, known: Known) -> str:
        proofs = (proof for proofs in filling.proofs.values() for proof in proofs)
        shown = (proof.ref for proof in proofs if proof.kind is ProofKind.INCIDENT)
        chosen = {*filling.incidents, *shown} & known.incidents.keys()
        others = sum(known.incidents[one].lender not in ("", filling.lender) for one in chosen)
        if not others:
            return ""
        return self.tr("还选着另一家的 {0} 笔记录，用不上的请在下面取消。").format(others)

    def _facts(self, filling: Filling, labels: Mapping[str, str]) -> str:
        names = [
            self.tr("“{0}”").format(labels[fact])
            for fact, (lender, value) in self._filled.items()
            if fact in labels and lender != filling.lender and filling.facts.get(fact, "") == value
        ]
        if not names:
            return ""
        return self.tr("{0}是写另一家时填的，请对一对。").format("".join(names))
