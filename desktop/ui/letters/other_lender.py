"""Says what came of it when another lender was chosen, and what still belongs to the other one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QWidget

from desktop.domain.letter_evidence import Known
from desktop.domain.letter_filling import Filling, ProofKind, is_blank
from desktop.domain.letter_prefill import OF_THE_FILING, OF_THE_LENDER, OF_THE_LOG
from desktop.ui.widgets.text import Text

_ONE_LENDERS = (*OF_THE_LENDER, *OF_THE_LOG, *OF_THE_FILING)
"""Facts that are of one lender and not of another."""


class MovedNote(Text):
    """Says in one sentence what was put in the place of what nobody had typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "small", "soft_text", parent=parent)
        self.setObjectName("letter_moved")
        self.hide()
        self._lender = ""

    def show_moved(
        self, before: Filling, after: Filling, name: str, labels: Mapping[str, str]
    ) -> None:
        """Say what has changed.

        Args:
            before: What stood in the form when the lender was chosen.
            after: What stands in it now.
            name: What the lender is called.
            labels: What each fact of the form is called.
        """
        self._lender = after.lender
        said = "；".join(self._said(before, after, labels))
        self.setVisible(bool(said))
        if said:
            words = self.tr("已换成“{0}”：{1}。你自己写的没有动，按 Ctrl+Z 可以改回来。")
            self.setText(words.format(name, said))

    def show_lender(self, lender: str) -> None:
        """Say nothing any more once the letter is about yet another lender."""
        if lender != self._lender:
            self.hide()

    def _said(self, before: Filling, after: Filling, labels: Mapping[str, str]) -> Iterator[str]:
        changed: list[str] = []
        emptied: list[str] = []
        for fact, label in labels.items():
            value = after.facts.get(fact, "")
            if value != before.facts.get(fact, ""):
                (changed if value else emptied).append(self.tr("“{0}”").format(label))
        whose = self.tr("这一家") if after.lender else self.tr("没写是哪一家")
        if changed:
            yield self.tr("{0}换了").format("".join(changed))
        if emptied:
            yield self.tr("{0}清空了").format("".join(emptied))
        if after.incidents != before.incidents:
            if after.incidents:
                yield self.tr("经过换成{0}的 {1} 笔记录").format(whose, len(after.incidents))
            else:
                yield self.tr("自动选上的记录取下了")
        if after.exhibits != before.exhibits:
            if after.exhibits:
                yield self.tr("证据换成{0}的 {1} 份附件").format(whose, len(after.exhibits))
            else:
                yield self.tr("自动选上的附件取下了")


class OtherLenderNote(Text):
    """What somebody typed or picked by hand is not taken out by itself: it is theirs to judge.

    Which facts were filled in for another lender is known while the form is open; which records are
    another's is known always.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "small", "amber", parent=parent)
        self.setObjectName("letter_other_lender")
        self.hide()
        self._filled: dict[str, tuple[str, str]] = {}

    def lender_changed(self, before: str, facts: Mapping[str, str]) -> None:
        """Remember for whom the facts were filled in that are of one lender alone.

        Args:
            before: The lender until now; empty for none.
            facts: What stands in the form now.
        """
        for fact in _ONE_LENDERS:
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
        proofs = [proof for proofs in filling.proofs.values() for proof in proofs]
        shown = (proof.ref for proof in proofs if proof.kind is ProofKind.INCIDENT)
        told = {*filling.incidents, *shown} & known.incidents.keys()
        others = sum(known.incidents[one].lender not in ("", filling.lender) for one in told)
        with_it = (proof.ref for proof in proofs if proof.kind is ProofKind.ATTACHMENT)
        files = {*filling.exhibits, *with_it} & known.attachments.keys()
        own = {"", filling.lender}
        theirs = sum(not known.owners.get(one, frozenset(own)) & own for one in files)
        counted = ((others, self.tr("{0} 笔记录")), (theirs, self.tr("{0} 份附件")))
        parts = [words.format(number) for number, words in counted if number]
        if not parts:
            return ""
        return self.tr("还选着另一家的 {0}，用不上的请在下面取消。").format("、".join(parts))

    def _facts(self, filling: Filling, labels: Mapping[str, str]) -> str:
        names = [
            self.tr("“{0}”").format(labels[fact])
            for fact, (lender, value) in self._filled.items()
            if fact in labels
            and lender != filling.lender
            and filling.facts.get(fact, "") == value
            and filling.prefilled.facts.get(fact) != value  # It is the same for both of them.
        ]
        if not names:
            return ""
        return self.tr("{0}是写另一家时填的，请对一对。").format("".join(names))
