"""Writes a letter: the content, what the person gave, and what is known, put together.

What is typed is put into the text, never read as a part of it: a brace stays a brace.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress

from desktop.domain.conditions import evaluate, variables
from desktop.domain.letter_citing import citation, cite
from desktop.domain.letter_evidence import Evidence, Known, agreed, gone
from desktop.domain.letter_facts import Facts, gap
from desktop.domain.letter_filling import Filling, is_blank
from desktop.domain.letter_template import condition
from desktop.domain.letters import (
    MOST_REQUESTS,
    OWES,
    RULES_PLACEHOLDER,
    BlockKind,
    Letter,
    LetterBlock,
    LetterForm,
    LetterGroup,
    Letters,
)
from desktop.domain.written_letter import (
    DEBT,
    REQUESTS,
    Cited,
    Missing,
    MissingKind,
    Part,
    PartKind,
    Run,
    RunKind,
    WrittenLetter,
)

_PLAIN = {
    BlockKind.RECIPIENT: PartKind.RECIPIENT,
    BlockKind.HEADING: PartKind.HEADING,
    BlockKind.PARAGRAPH: PartKind.PARAGRAPH,
}
_CLAIMS = frozenset({BlockKind.CLAIM, BlockKind.OWN_WORDS})
# To family and friends, and aloud, nobody says “only I say so”; to whoever decides, one does.
_AMONG_US = frozenset({LetterGroup.FAMILY, LetterGroup.SELF})
_SENT = frozenset({LetterForm.LETTER, LetterForm.FORM, LetterForm.MESSAGE})
_ENDS = "。：；！？"
_EVENTS = "事情经过："
_ENCLOSED = "附上的证据："
_LIST = "证据清单"
_TICK_ONE = "想请对方做的事，至少勾一项"
_TOO_MANY = f"想请对方做的事，最多勾{MOST_REQUESTS}项"
_WHY_NO_DEBT = "为什么去掉“愿意还”那一段"


def write_letter(
    letter: Letter,
    letters: Letters,
    filling: Filling,
    known: Known,
    identity: Mapping[str, str],
    *,
    masked: bool = False,
) -> WrittenLetter:
    """Puts a letter together. What was typed is copied, never read: it may hold any sign.

    Args:
        letter: The letter of the content.
        letters: All of the content, for facts and reasons.
        filling: What the person gave.
        known: What else is known.
        identity: Names and numbers of people, by fact; they are asked when the letter leaves.
        masked: Whether they are masked, and those of third parties.
    """
    return _Writer(letter, letters, filling, agreed(known), identity, masked=masked).written()


class _Writer:
    """Writes one letter, once."""

    def __init__(
        self,
        letter: Letter,
        letters: Letters,
        filling: Filling,
        known: Known,
        identity: Mapping[str, str],
        *,
        masked: bool,
    ) -> None:
        self._letter = letter
        self._filling = filling
        self._known = known
        self._facts = Facts(letter, letters, filling, known, identity, masked=masked)
        self._stated = letter.group not in _AMONG_US and letter.form in _SENT
        self._reasons = {reason.id: reason for reason in letters.debt_reasons}
        self._no_debt = bool(filling.debt_left_out and letter.debt and not letter.debt_stays)
        self._answers = self._answered()
        self._standing = [self._stands(block) for block in letter.body]
        blocks = list(compress(letter.body, self._standing))
        shown = {block.kind for block in blocks}
        claims = [block.key or block.of for block in blocks if block.kind in _CLAIMS]
        # A letter that has no place for the list of evidence has it at its end.
        self._list_at_end = self._stated and all(
            block.kind is not BlockKind.EVIDENCE for block in letter.body
        )
        self._evidence = Evidence(
            filling, known, self._facts.mask, claims if self._stated else (),
            events=BlockKind.INCIDENTS in shown,
            files=BlockKind.EVIDENCE in shown or self._list_at_end,
            masked=masked,
        )  # fmt: skip
        self._facts.tell_checksums(self._evidence.checksums())
        days = {*self._evidence.dates(), *self._facts.dates(blocks)}
        self._dates = tuple(sorted(days)) or (known.today,)
        self._parts: list[Part] = []
        self._cited: dict[tuple[str, str | None], Cited] = {}
        self._asked: dict[str, int] = {}
        self._unproven: list[str] = []
        self._masked = masked

    def written(self) -> WrittenLetter:
        letter = self._letter
        if letter.paper_title:
            self._add(PartKind.TITLE, (Run(letter.paper_title),))
        for block, stands in zip(letter.body, self._standing, strict=True):
            self._ask_what_decides(block)
            if stands:
                self._write(block)
        if self._list_at_end and self._evidence.exhibits:
            self._add(PartKind.HEADING, (Run(_LIST),))
            self._parts += self._evidence.rows()
        return WrittenLetter(
            letter=letter.id,
            title=letter.paper_title or letter.title,
            form=letter.form,
            parts=tuple(self._without_idle_parts()),
            exhibits=self._evidence.exhibits,
            missing=self._missing(),
            cited=tuple(self._cited.values()),
            dates=self._dates,
            unproven=tuple(self._unproven),
            gone=gone(self._filling, self._known),
            masked=self._masked,
        )

    # --- What is written ----------------------------------------------------------------------

    def _answered(self) -> dict[str, str]:
        """The answers that switch blocks; what nobody answered yet is not among them."""
        confirmed = self._filling.guards
        found = {guard.key: _yes(guard.key in confirmed) for guard in self._letter.guards}
        found[OWES] = _yes(not self._no_debt)
        for choice in self._letter.choices:
            ticked = self._facts.ticked(choice.key)
            if not choice.several and ticked:
                found[choice.key] = ticked[0]
            elif choice.several and (ticked or not choice.required):
                for option in choice.options:
                    found[f"{choice.key}_{option.value}"] = _yes(option.value in ticked)
        return found

    def _stands(self, block: LetterBlock) -> bool:
        """Whether a block is written: it holds, and it lacks nothing optional."""
        if block.only_if is not None and not evaluate(condition(block.only_if), self._answers):
            return False
        match block.kind:
            case BlockKind.OWN_WORDS:
                asked = next(each for each in self._letter.own_words if each.key == block.of)
                return asked.required or not is_blank(self._filling.own_words.get(block.of, ""))
            case BlockKind.INCIDENTS:
                there = any(each in self._known.incidents for each in self._filling.incidents)
                return there or self._facts.required(block.of)
            case BlockKind.EVIDENCE:
                there = any(each in self._known.attachments for each in self._filling.exhibits)
                return there or self._facts.required(block.of) or self._proofs_have_files()
            case BlockKind.DEBT:
                return bool(self._debt())
        return self._facts.writable(block.text)

    def _proofs_have_files(self) -> bool:
        return any(
            proof.ref in self._known.attachments
            for proofs in self._filling.proofs.values()
            for proof in proofs
        )

    def _ask_what_decides(self, block: LetterBlock) -> None:
        """Where nobody can tell whether a block is written, the question stands in its place."""
        if block.only_if is None:
            return
        parsed = condition(block.only_if)
        if evaluate(parsed, self._answers) is not None:
            return
        names = variables(parsed)
        for choice in self._letter.choices:
            own = {choice.key, *(f"{choice.key}_{option.value}" for option in choice.options)}
            if choice.required and names & own and not self._facts.ticked(choice.key):
                if choice.key not in self._asked:
                    self._asked[choice.key] = len(self._parts)
                    self._add(PartKind.PARAGRAPH, (self._facts.need_choice(choice),))
                return

    def _write(self, block: LetterBlock) -> None:
        match block.kind:
            case BlockKind.CLAIM:
                self._claim(block.key, self._runs(block.text))
            case BlockKind.OWN_WORDS:
                self._own_words(block)
            case BlockKind.POINTS | BlockKind.BOXES | BlockKind.SIGNATURE:
                self._items(block)
            case BlockKind.INCIDENTS:
                self._incidents(block)
            case BlockKind.EVIDENCE:
                self._exhibits(block)
            case BlockKind.DEBT:
                self._add(PartKind.PARAGRAPH, (Run(self._debt()),), block=DEBT)
            case BlockKind.REQUESTS:
                self._requests(block)
            case BlockKind.CITATION:
                self._citation(block)
            case _:
                self._add(_PLAIN[block.kind], self._runs(block.text))

    def _claim(self, key: str, runs: tuple[Run, ...]) -> None:
        if self._stated:
            proven = self._evidence.proof(key)
            if not proven:
                self._unproven.append(key)
            shown = Run(f"（{proven or '仅本人陈述'}）", RunKind.PROOF, key)
            *before, last = runs
            if last.kind is RunKind.TEXT and last.text.endswith(tuple(_ENDS)):
                # Before the end of the sentence, as one reads it.
                kept = last.text[:-1]
                head = (*before, Run(kept)) if kept else tuple(before)
                runs = (*head, shown, Run(last.text[-1]))
            else:
                runs = (*runs, shown)
        self._add(PartKind.PARAGRAPH, runs, block=key)

    def _own_words(self, block: LetterBlock) -> None:
        typed = self._filling.own_words.get(block.of, "")
        if is_blank(typed):
            run = self._facts.need_answer(block.of)
            self._add(PartKind.PARAGRAPH, (run,), block=block.of)
            return
        words = self._facts.mask.text(typed)
        self._claim(block.of, (Run(words, RunKind.FACT, block.of),))

    def _items(self, block: LetterBlock) -> None:
        number = 0
        for item in block.items:
            if not self._facts.writable(item):
                continue
            number += 1
            runs = self._runs(item)
            if block.kind is BlockKind.POINTS:
                self._add(PartKind.POINT, runs, mark=f"{number}.")
            elif block.kind is BlockKind.BOXES:
                self._add(PartKind.BOX, runs, mark="□")
            else:
                self._add(PartKind.SIGNATURE, runs)

    def _incidents(self, block: LetterBlock) -> None:
        rows = self._evidence.events(block.of)
        if not rows:
            self._add(PartKind.PARAGRAPH, (self._facts.need(block.of),), block=block.of)
            return
        self._lead(_EVENTS)
        self._parts += rows

    def _exhibits(self, block: LetterBlock) -> None:
        rows = self._evidence.rows(block.of)
        if rows:
            self._lead(_ENCLOSED)
            self._parts += rows
        elif self._facts.required(block.of):
            self._add(PartKind.PARAGRAPH, (self._facts.need(block.of),), block=block.of)

    def _requests(self, block: LetterBlock) -> None:
        ticked = [each for each in self._letter.requests if each.key in self._filling.requests]
        written = [each for each in ticked if self._facts.writable(each.text)]
        self._add(PartKind.PARAGRAPH, self._runs(block.text), block=REQUESTS)
        for number, request in enumerate(written, 1):
            self._add(PartKind.POINT, self._runs(request.text), f"{number}.", REQUESTS)
        if not written:
            self._facts.lacks(MissingKind.REQUEST, REQUESTS, _TICK_ONE)
            self._add(PartKind.POINT, (gap(_TICK_ONE, REQUESTS),), "1.", REQUESTS)
        elif len(ticked) > MOST_REQUESTS:
            self._facts.lacks(MissingKind.REQUEST, REQUESTS, _TOO_MANY)

    def _citation(self, block: LetterBlock) -> None:
        provisions = self._known.provisions
        cited = [cite(ref, provisions, self._dates[0]) for ref in block.cites]
        self._cited |= {(each.ref.provision, each.ref.article): each for each in cited}
        shown = citation(cited, provisions)
        self._add(PartKind.PARAGRAPH, self._runs(block.text, {RULES_PLACEHOLDER: shown}))

    def _debt(self) -> str:
        if not self._no_debt:
            return self._letter.debt
        reason = self._reasons.get(self._filling.debt_left_out)
        return reason.instead if reason is not None else ""

    # --- Parts --------------------------------------------------------------------------------

    def _runs(
        self, template: str, others: Mapping[str, Sequence[Run]] | None = None
    ) -> tuple[Run, ...]:
        return self._facts.runs(template, others or {})

    def _lead(self, words: str) -> None:
        """Says what follows, unless a heading has just said it."""
        if not self._parts or self._parts[-1].kind is not PartKind.HEADING:
            self._add(PartKind.PARAGRAPH, (Run(words),))

    def _add(self, kind: PartKind, runs: Sequence[Run], mark: str = "", block: str = "") -> None:
        self._parts.append(Part(kind, tuple(runs), mark, block))

    def _without_idle_parts(self) -> Iterator[Part]:
        """All parts but headings of nothing, and questions that stand elsewhere as well."""
        own = set(self._asked.values())
        elsewhere = {
            run.of
            for place, part in enumerate(self._parts)
            if place not in own
            for run in part.runs
            if run.kind is RunKind.GAP
        }
        twice = {place for choice, place in self._asked.items() if choice in elsewhere}
        kept = [part for place, part in enumerate(self._parts) if place not in twice]
        for part, following in zip(kept, [*kept[1:], None], strict=True):
            idle = following is None or following.kind in {PartKind.HEADING, PartKind.SIGNATURE}
            if part.kind is not PartKind.HEADING or not idle:
                yield part

    def _missing(self) -> tuple[Missing, ...]:
        for guard in self._letter.guards:
            if guard.required and guard.key not in self._filling.guards:
                self._facts.lacks(MissingKind.GUARD, guard.key, guard.ask)
        if self._no_debt and self._filling.debt_left_out not in self._reasons:
            self._facts.lacks(MissingKind.CHOICE, DEBT, _WHY_NO_DEBT)
        return self._facts.missing()


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"
