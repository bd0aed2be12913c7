"""What a letter tells of and what shows it: chosen records, files, proof of each sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.attachments import Media
from desktop.domain.evidence import EvidenceFilter
from desktop.domain.letter_evidence import Known
from desktop.domain.letter_filling import Proof, ProofKind
from desktop.domain.letters import FactKind, LetterFact
from desktop.ui.letters.picker import Log, PickDialog, Picked, Wanted
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.layouts import clear, flow, keeping_focus
from desktop.ui.widgets.text import Text


class PickedField(QWidget):
    """The records a letter tells of, or the files that go with it."""

    typed = Signal()

    def __init__(
        self, fact: LetterFact, log: Log, lender: Callable[[], str], *, required: bool
    ) -> None:
        """Build it empty.

        Args:
            fact: What is asked.
            log: What there is.
            lender: Gives the lender the letter is about.
            required: Whether the letter does not leave without it.
        """
        super().__init__()
        self.fact = fact
        self._log = log
        self._lender = lender
        self._value: tuple[str, ...] = ()
        label = fact.label if required else self.tr("{0}（可以不选）").format(fact.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Text(label, "small_strong", "muted"))
        self.told = Text("", "body")
        self.told.setObjectName(f"picked_{fact.id}")
        column.addWidget(self.told)
        self._offered = Text("", "small", "amber")
        self._offered.setObjectName(f"offered_{fact.id}")
        self._offered.hide()
        column.addWidget(self._offered)
        if fact.hint:
            column.addWidget(Text(fact.hint, "small", "muted"))
        self.stop = Button(self.tr("选择…"))
        self.stop.setAccessibleName(self.tr("选择：{0}").format(fact.label))
        self.stop.setObjectName(f"pick_{fact.id}")
        self.stop.clicked.connect(self._ask)
        column.addWidget(self.stop)

    def value(self) -> tuple[str, ...]:
        """The ids, in their order."""
        return self._value

    def show_value(self, ids: Sequence[str]) -> None:
        """Show which were chosen; what they are is said by ``show_known``."""
        self._value = tuple(ids)

    def show_known(self, known: Known) -> None:
        """Say what was chosen, and what could be theirs, too, since it names no lender."""
        self._offer(known)
        if not self._value:
            self.told.setText(self.tr("还没有选"))
        elif self.fact.kind is FactKind.INCIDENTS:
            self.told.setText(self._incidents(known))
        else:
            self.told.setText(self._files(known))

    def _offer(self, known: Known) -> None:
        evidence, words = self._log.evidence, ""
        unnamed = EvidenceFilter(lenders=("",))
        if self._lender() and self.fact.kind is FactKind.INCIDENTS:
            told = (known.incidents[id_] for id_ in self._value if id_ in known.incidents)
            left = evidence.count(unnamed) - sum(not each.lender for each in told)
            words = self.tr("另有 {0} 笔没写是哪一家，点“选择…”可以加进来。")
        elif self._lender():
            # Whoever has picked one of them knows that they are there.
            found = any("" in known.owners.get(id_, frozenset()) for id_ in self._value)
            left = 0 if found else evidence.count(unnamed._replace(attached=True))
            words = self.tr("另有 {0} 笔带附件的记录没写是哪一家，点“选择…”可以加进来。")
        else:
            left = 0
        self._offered.setVisible(left > 0)
        self._offered.setText(words.format(left) if left > 0 else "")

    def _incidents(self, known: Known) -> str:
        days = sorted(known.incidents[id_].at for id_ in self._value if id_ in known.incidents)
        told = self.tr("已选 {0} 笔").format(len(days))
        if not days:
            return told
        first, last = (f"{day:%Y-%m-%d}" for day in (days[0], days[-1]))
        span = first if first == last else self.tr("{0} 至 {1}").format(first, last)
        return self.tr("{0}（{1}）").format(told, span)

    def _files(self, known: Known) -> str:
        files = [known.attachments[id_] for id_ in self._value if id_ in known.attachments]
        told = self.tr("已选 {0} 份").format(len(files))
        kinds = (
            (self.tr("录音 {0} 份"), (Media.AUDIO,)),
            (self.tr("图片 {0} 份"), (Media.PICTURE,)),
            (self.tr("视频 {0} 份"), (Media.VIDEO,)),
        )
        parts = [
            words.format(sum(file.media in media for file in files))
            for words, media in kinds
            if any(file.media in media for file in files)
        ]
        return self.tr("{0}，含{1}").format(told, "、".join(parts)) if parts else told

    def _ask(self) -> None:
        incidents = self.fact.kind is FactKind.INCIDENTS
        wanted = Wanted(
            self.fact.label, incidents=incidents, files=not incidents, lender=self._lender()
        )
        before = Picked(incidents=self._value) if incidents else Picked(files=self._value)
        dialog = PickDialog(self._log, wanted, before, self)
        dialog.picked.connect(self._picked)
        dialog.open()

    def _picked(self, picked: Picked) -> None:
        value = picked.incidents if self.fact.kind is FactKind.INCIDENTS else picked.files
        if value != self._value:
            self._value = value
            self.typed.emit()


class ProofField(QWidget):
    """What shows one sentence; where nothing does, the letter says so."""

    typed = Signal()

    def __init__(self, key: str, hint: str, log: Log, lender: Callable[[], str]) -> None:
        """Build it empty.

        Args:
            key: The key of the claim.
            hint: What would show it.
            log: What there is.
            lender: Gives the lender the letter is about.
        """
        super().__init__()
        self.key = key
        self._log = log
        self._lender = lender
        self._value: tuple[Proof, ...] = ()
        self._chips: tuple[tuple[str, str], ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._claim = Text("", "body")
        column.addWidget(self._claim)
        if hint:
            column.addWidget(Text(self.tr("可以用来证明的：{0}").format(hint), "small", "muted"))
        self._shown = QWidget()
        row = QVBoxLayout(self._shown)
        row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._shown)
        self.stop = Button(self.tr("选证据…"))
        self.stop.setObjectName(f"proof_{key}")
        self.stop.clicked.connect(self._ask)
        column.addWidget(self.stop)

    def value(self) -> tuple[Proof, ...]:
        """What shows it."""
        return self._value

    def show_value(self, proofs: Sequence[Proof]) -> None:
        """Show what was chosen; what it is is said by ``show_known``."""
        self._value = tuple(proofs)

    def show_claim(self, words: str) -> None:
        """Show the sentence as it stands in the letter now; empty where it does not."""
        self.setVisible(bool(words))
        if words and words != self._claim.text():
            self._claim.setText(words)
            self.stop.setAccessibleName(self.tr("选证据：{0}").format(words))

    def show_known(self, known: Known) -> None:
        """Say what was chosen."""
        chips = tuple(self._words(known)) or ((self.tr("仅本人陈述"), "amber"),)
        if chips == self._chips:
            return
        self._chips = chips
        layout = self._shown.layout()
        assert isinstance(layout, QVBoxLayout)
        with keeping_focus(self._shown):
            clear(layout)
            layout.addWidget(flow(*(Chip(words, tone) for words, tone in chips), spacing=4))

    def _words(self, known: Known) -> Iterable[tuple[str, str]]:
        for proof in self._value:
            match proof.kind:
                case ProofKind.INCIDENT:
                    incident = known.incidents.get(proof.ref)
                    if incident is not None:
                        yield self.tr("{0} 的记录").format(f"{incident.at:%m-%d %H:%M}"), "soft"
                case ProofKind.ATTACHMENT:
                    file = known.attachments.get(proof.ref)
                    if file is not None:
                        covered = self.tr("已遮住的文件") if file.covered else file.shown_name
                        yield covered, "soft"
                case ProofKind.PAPER:
                    yield proof.ref, "soft"

    def _ask(self) -> None:
        wanted = Wanted(
            self._claim.text(), incidents=True, files=True, papers=True, lender=self._lender()
        )
        refs = {
            kind: tuple(proof.ref for proof in self._value if proof.kind is kind)
            for kind in ProofKind
        }
        before = Picked(refs[ProofKind.INCIDENT], refs[ProofKind.ATTACHMENT], refs[ProofKind.PAPER])
        dialog = PickDialog(self._log, wanted, before, self)
        dialog.picked.connect(self._picked)
        dialog.open()

    def _picked(self, picked: Picked) -> None:
        value = (
            *(Proof(ProofKind.INCIDENT, ref) for ref in picked.incidents),
            *(Proof(ProofKind.ATTACHMENT, ref) for ref in picked.files),
            *(Proof(ProofKind.PAPER, ref) for ref in picked.papers),
        )
        if value != self._value:
            self._value = value
            self.typed.emit()
