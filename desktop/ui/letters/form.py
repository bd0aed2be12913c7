"""The form of one letter: built once when it is opened, and never anew under somebody's fingers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.lenders import Lender
from desktop.domain.letter_evidence import Known
from desktop.domain.letter_filling import Filling, is_blank
from desktop.domain.letters import BlockKind, FactKind, FactUse, Letter
from desktop.domain.written_letter import DEBT, REQUESTS, PartKind, RunKind, WrittenLetter
from desktop.services.letters import LetterService
from desktop.ui.letters.fields import FactField
from desktop.ui.letters.other_lender import MovedNote, OtherLenderNote
from desktop.ui.letters.own_words import OwnWordsField
from desktop.ui.letters.picked import PickedField, ProofField
from desktop.ui.letters.picker import Log
from desktop.ui.letters.ticks import ChoiceField, DebtField, GuardField, RequestField
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.layouts import clear, flow
from desktop.ui.widgets.text import Text

_PICKED = (FactKind.INCIDENTS, FactKind.EVIDENCE)
_BLANK = re.compile(r"\{(\w+)\}")

Field = (
    FactField
    | PickedField
    | ChoiceField
    | GuardField
    | OwnWordsField
    | RequestField
    | DebtField
    | ProofField
)
"""What asks for one thing; ``stop`` is where the keyboard starts. None of them is a proxy of it:
Tab would come to the proxy as well, and lead back from there."""


class LetterFormView(QWidget):
    """Asks what one letter needs; ``filling`` gives what stands in it."""

    typed = Signal()
    """Words were typed: more of them may follow at once."""
    told = Signal()
    """Something was chosen or ticked: it is whole as it is."""
    lender_chosen = Signal(str)
    """Another lender was chosen, of which nothing is shown yet; carries the one until now."""
    forget_asked = Signal(str)
    """The person wants a remembered name or number forgotten; carries the fact."""

    def __init__(
        self, letters: LetterService, letter: Letter, log: Log, today: Callable[[], date]
    ) -> None:
        """Build an empty form.

        Args:
            letters: Gives the facts and the reasons.
            letter: Whose form it is.
            log: What can be picked from.
            today: The local date.
        """
        super().__init__()
        self._letters = letters
        self._letter = letter
        self._log = log
        self._today = today
        self._base = Filling(letter.id)
        self._fields: dict[str, FactField] = {}
        self._picked: dict[FactKind, PickedField] = {}
        self._choices: dict[str, ChoiceField] = {}
        self._guards: dict[str, GuardField] = {}
        self._words: dict[str, OwnWordsField] = {}
        self._proofs: dict[str, ProofField] = {}
        self._requests: RequestField | None = None
        self._debt: DebtField | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._build_lender()
        self._build_facts()
        self._build_choices()
        self._build_own_words()
        self._build_requests()
        self._build_proofs()
        self._build_debt()
        self._column.addStretch(1)

    # ---- building ----------------------------------------------------------------------------

    def _section(self, name: str, why: str = "") -> None:
        if self._column.count():
            self._column.addSpacing(8)
        self._column.addWidget(Text(name, "section"))
        if why:
            self._column.addWidget(Text(why, "small", "muted"))

    def _build_lender(self) -> None:
        self._section(
            self.tr("填空"), self.tr("能自动填的已经填好，来自“我的情况”和“证据”，可以改。")
        )
        self._lender = Combo(self.tr("关于哪一家"))
        self._lender.setObjectName("letter_lender")
        self._lender.activated.connect(self._lender_chosen)
        self._column.addWidget(Text(self.tr("关于哪一家"), "small_strong", "muted"))
        self._column.addWidget(flow(self._lender))
        self._moved = MovedNote()
        self._column.addWidget(self._moved)
        self._other_lender = OtherLenderNote()
        self._column.addWidget(self._other_lender)

    def _build_facts(self) -> None:
        uses = [(use, self._letters.fact(use.fact)) for use in self._letter.facts]
        for use, fact in uses:
            if fact.kind not in _PICKED and not fact.identity:
                field = FactField(fact, required=use.required, today=self._today)
                field.typed.connect(self.typed)
                self._fields[fact.id] = field
                self._column.addWidget(field)
        identity = [fact for _, fact in uses if fact.identity]
        self._identity = QWidget()
        column = QVBoxLayout(self._identity)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._column.addWidget(self._identity)
        self._identity.setVisible(bool(identity))
        picked = [(use, fact) for use, fact in uses if fact.kind in _PICKED]
        if picked:
            self._section(self.tr("经过和证据"))
        for use, fact in picked:
            field_ = PickedField(fact, self._log, self.lender, required=use.required)
            field_.typed.connect(self.told)
            self._picked[fact.kind] = field_
            self._column.addWidget(field_)

    def _build_choices(self) -> None:
        if self._letter.choices or self._letter.guards:
            self._section(self.tr("情形"))
        for choice in self._letter.choices:
            asked = ChoiceField(choice)
            asked.typed.connect(self.told)
            self._choices[choice.key] = asked
            self._column.addWidget(asked)
        for guard in self._letter.guards:
            confirmed = GuardField(guard)
            confirmed.typed.connect(self.told)
            self._guards[guard.key] = confirmed
            self._column.addWidget(confirmed)

    def _build_own_words(self) -> None:
        if self._letter.own_words:
            self._section(
                self.tr("用你自己的话说"), self.tr("照实写就好，不用文绉绉；写得越具体越有用。")
            )
        for question in self._letter.own_words:
            field = OwnWordsField(question)
            field.typed.connect(self.typed)
            self._words[question.key] = field
            self._column.addWidget(field)

    def _build_requests(self) -> None:
        requests = self._letter.requests
        if requests:
            self._section(self.tr("请求"))
            self._requests = RequestField(requests, [self._readable(one.text) for one in requests])
            self._requests.typed.connect(self.told)
            self._column.addWidget(self._requests)

    def _build_proofs(self) -> None:
        claims = [
            block
            for block in self._letter.body
            if block.kind in (BlockKind.CLAIM, BlockKind.OWN_WORDS) and (block.key or block.of)
        ]
        self._proof_head = QWidget()
        head = QVBoxLayout(self._proof_head)
        head.setContentsMargins(0, 8, 0, 0)
        head.setSpacing(4)
        head.addWidget(Text(self.tr("每一句拿什么证明"), "section"))
        head.addWidget(
            Text(self.tr("没有也可以，信里会写明“仅本人陈述”，不影响你说。"), "small", "muted")
        )
        self._proof_head.hide()
        self._column.addWidget(self._proof_head)
        for block in claims:
            key = block.key or block.of
            if key not in self._proofs:
                field = ProofField(key, block.proof, self._log, self.lender)
                field.typed.connect(self.told)
                field.hide()
                self._proofs[key] = field
                self._column.addWidget(field)

    def _build_debt(self) -> None:
        if self._letter.debt:
            self._column.addSpacing(8)
            self._debt = DebtField(self._letter, self._letters.debt_reasons())
            self._debt.typed.connect(self.told)
            self._column.addWidget(self._debt)

    def _readable(self, text: str) -> str:
        """A sentence of the content with the names of its blanks."""
        names = {use.fact: self._letters.fact(use.fact).label for use in self._letter.facts}
        return _BLANK.sub(lambda found: f"（{names.get(found[1], found[1])}）", text)

    # ---- what stands in it -------------------------------------------------------------------

    def lender(self) -> str:
        """The lender the letter is about; empty for none."""
        return str(self._lender.currentData() or "")

    def filling(self) -> Filling:
        """What stands in the form; what it does not ask for stays as it was."""
        base = self._base
        facts = {**base.facts, **self._typed_facts()}
        words = {**base.own_words, **{key: one.value() for key, one in self._words.items()}}
        choices = {**base.choices, **{key: one.value() for key, one in self._choices.items()}}
        proofs = {**base.proofs, **{key: one.value() for key, one in self._proofs.items()}}
        guards = frozenset(key for key, one in self._guards.items() if one.on())
        incidents = self._picked.get(FactKind.INCIDENTS)
        files = self._picked.get(FactKind.EVIDENCE)
        return base._replace(
            lender=self.lender(),
            facts={key: value for key, value in facts.items() if value},
            incidents=base.incidents if incidents is None else incidents.value(),
            exhibits=base.exhibits if files is None else files.value(),
            choices={key: values for key, values in choices.items() if values},
            guards=(base.guards - frozenset(self._guards)) | guards,
            own_words={key: told for key, told in words.items() if told},
            requests=base.requests if self._requests is None else self._requests.value(),
            proofs={key: found for key, found in proofs.items() if found},
            debt_left_out="" if self._debt is None else self._debt.value(),
        )

    def _typed_facts(self) -> dict[str, str]:
        return {key: one.value() for key, one in self._fields.items()}

    def show_filling(self, filling: Filling) -> None:
        """Show what is kept; fields that say the same already stay untouched."""
        self._base = filling
        self._moved.show_lender(filling.lender)
        self._lender.setCurrentIndex(max(0, self._lender.findData(filling.lender)))
        for key, field in self._fields.items():
            field.show_value(filling.facts.get(key, ""))
        for key, words in self._words.items():
            words.show_value(filling.own_words.get(key, ""))
        for key, choice in self._choices.items():
            choice.show_value(filling.choices.get(key, ()))
        for key, guard in self._guards.items():
            guard.show_on(key in filling.guards)
        for key, proof in self._proofs.items():
            proof.show_value(filling.proofs.get(key, ()))
        for kind, picked in self._picked.items():
            chosen = filling.incidents if kind is FactKind.INCIDENTS else filling.exhibits
            picked.show_value(chosen)
        if self._requests is not None:
            self._requests.show_value(filling.requests)
        if self._debt is not None:
            self._debt.show_value(filling.debt_left_out)

    def show_lenders(self, lenders: Sequence[Lender]) -> None:
        """Offer the lenders as they are now; the chosen one stays."""
        # Whoever wrote about none stays with none, also while it waits to be kept.
        chosen = self.lender() if self._lender.count() else self._base.lender
        self._lender.clear()
        self._lender.addItem(self.tr("不写哪一家"), "")
        for lender in lenders:
            self._lender.addItem(lender.name, lender.id)
        self._lender.setCurrentIndex(max(0, self._lender.findData(chosen)))

    def _lender_chosen(self) -> None:
        before = self._base.lender
        if self.lender() != before:
            self._other_lender.lender_changed(before, self._typed_facts())
            self.lender_chosen.emit(before)

    def show_moved(self, filling: Filling) -> None:
        """Show what a letter about the lender that was just chosen says, and what is new in it."""
        before = self.filling()
        self.show_filling(filling)
        self._moved.show_moved(before, filling, self._lender.currentText(), self._labels())

    def _labels(self) -> dict[str, str]:
        return {key: field.fact.label for key, field in self._fields.items()}

    def show_known(self, known: Known) -> None:
        """Say what was chosen."""
        for picked in self._picked.values():
            picked.show_known(known)
        for proof in self._proofs.values():
            proof.show_known(known)

    def show_sources(self, sources: Mapping[str, str]) -> None:
        """Say where facts came from, in words; those that are not named came from the person."""
        for key, field in self._fields.items():
            field.show_source(sources.get(key, ""))

    def show_identity(self, remembered: Mapping[str, str]) -> None:
        """Say which names and numbers are asked when it leaves, and which are remembered."""
        layout = self._identity.layout()
        assert isinstance(layout, QVBoxLayout)
        facts = [self._letters.fact(use.fact) for use in self._letter.facts]
        asked = [fact for fact in facts if fact.identity]
        clear(layout)
        waiting = [fact.label for fact in asked if fact.id not in remembered]
        if waiting:
            text = self.tr("复制或导出时再填，不存：{0}")
            layout.addWidget(Text(text.format("、".join(waiting)), "small", "muted"))
        for fact in asked:
            if fact.id in remembered:
                label = self.tr("{0}：已记住").format(fact.label)
                forget = LinkButton(self.tr("忘掉"))
                forget.set_subject(fact.label)
                forget.setProperty("fact", fact.id)
                forget.clicked.connect(self._forget)
                layout.addWidget(flow(Text(label, "small", "muted", wrap=False), forget))

    def show_written(self, written: WrittenLetter) -> None:
        """Ask for proof of those sentences only that stand in the letter now."""
        claims: dict[str, str] = {}
        for part in written.parts:
            if part.block in self._proofs and part.kind is not PartKind.EXHIBIT_ROW:
                words = "".join(run.text for run in part.runs if run.kind is not RunKind.PROOF)
                claims.setdefault(part.block, words)
        for key, proof in self._proofs.items():
            told = claims.get(key, "")
            proof.show_claim(told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…")
        self._proof_head.setVisible(bool(claims))

    def show_others(self, filling: Filling, known: Known) -> None:
        """Say what in it still belongs to another lender.

        Args:
            filling: What stands in the form.
            known: What is known for it.
        """
        self._other_lender.show_filling(filling, known, self._labels())

    # ---- leading -----------------------------------------------------------------------------

    def field(self, of: str, *, proof: bool = False) -> Field | None:
        """What asks for something: a fact, a choice, a question, a confirmation, a claim."""
        if proof and of in self._proofs:
            return self._proofs[of]
        uses = {use.fact: use for use in self._letter.facts}
        found = self._asking(of, uses)
        return found if found is not None else self._proofs.get(of)

    def _asking(self, of: str, uses: Mapping[str, FactUse]) -> Field | None:
        if of in uses:
            fact = self._letters.fact(of)
            if fact.kind in _PICKED:
                return self._picked.get(fact.kind)
        if of == REQUESTS:
            return self._requests
        if of == DEBT:
            return self._debt
        if found := self._fields.get(of) or self._choices.get(of):
            return found
        return self._words.get(of) or self._guards.get(of)

    def lead(self, of: str, *, proof: bool = False) -> bool:
        """Put the keyboard where something is asked; False where the form does not ask it."""
        field = self.field(of, proof=proof)
        if field is None:
            return False
        field.stop.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def first_gap(self) -> FactField | None:
        """The first fact that is still empty, or else the first there is."""
        fields = list(self._fields.values())
        empty = [field for field in fields if is_blank(field.value())]
        return next(iter(empty or fields), None)

    def _forget(self) -> None:
        link = self.sender()
        if isinstance(link, LinkButton):
            self.forget_asked.emit(str(link.property("fact")))


_LONGEST = 60
"""Characters of a sentence that are shown above its proof."""
