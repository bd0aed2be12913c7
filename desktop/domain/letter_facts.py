"""What fills the placeholders of a letter: what was typed and chosen, or a gap with its name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from desktop.domain.letter_evidence import Known
from desktop.domain.letter_filling import Filling, is_blank
from desktop.domain.letter_template import names, pieces
from desktop.domain.letters import (
    BlockKind,
    FactKind,
    Letter,
    LetterBlock,
    LetterChoice,
    LetterFact,
    Letters,
)
from desktop.domain.paper import day_words
from desktop.domain.people_mask import Mask
from desktop.domain.written_letter import Missing, MissingKind, Run, RunKind

TODAY = "today"
CHECKSUMS = "hash_list"
HAPPENED = frozenset({"harass_since", "fee_date", "loan_date"})
"""Days on which something happened that a citation is about."""

_NUMBERS_OF_NOBODY = frozenset({FactKind.DATE, FactKind.MONEY, FactKind.COUNT})
_COMPLAINED_OF = "reported_number"
"""The number that the letter is about; so are those in lines."""

BETWEEN_ANSWERS = "；"
_SUM = re.compile(r"\s*\d[\d,，]*(?:[.．]\d+)?\s*")
_ENDS = frozenset("。！？；：")
_ORDER = {kind: place for place, kind in enumerate(MissingKind)}


def gap(label: str, of: str) -> Run:
    """A blank that says what belongs there."""
    return Run(f"＿＿（{label}）", RunKind.GAP, of)


def fact_words(kind: FactKind, typed: str) -> str:
    """A fact as it is written; what is no day and no sum is written as it was typed."""
    if kind is FactKind.DATE:
        day = day_of(typed)
        return typed if day is None else day_words(day)
    if kind is FactKind.MONEY and is_sum(typed):
        return f"{typed}元"
    return typed


def _after(found: Sequence[Run], words: str) -> str:
    """The words of the content without a mark that what was typed before them ends with."""
    typed = found[-1].text if found and found[-1].kind is RunKind.FACT else ""
    ended = typed[-1:] in _ENDS and words[0] in {"。", typed[-1:]}
    return words[1:] if ended else words


def day_of(typed: str) -> date | None:
    """The day of an ISO date; None for anything else."""
    with suppress(ValueError):
        return date.fromisoformat(typed)
    return None


def is_sum(typed: str) -> bool:
    """Whether it is a bare number, to which a unit belongs."""
    return _SUM.fullmatch(typed) is not None


class Facts:
    """Fills templates, and remembers what was missing for them."""

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
        self._defined: dict[str, LetterFact] = {fact.id: fact for fact in letters.facts}
        self._choices = {choice.key: choice for choice in letter.choices}
        self._filling = filling
        self._typed = {
            use.fact: self._given(use.fact, filling.facts, identity) for use in letter.facts
        }
        if TODAY in self._typed and is_blank(self._typed[TODAY]):
            self._typed[TODAY] = known.today.isoformat()
        self._required = {use.fact for use in letter.facts if use.required}
        for guard in letter.guards:
            if guard.key in filling.guards:
                self._required |= set(guard.needs)
        private = {
            typed: self._stand_in(fact)
            for fact, typed in self._typed.items()
            if not is_blank(typed) and self._is_masked(fact)
        }
        self._masked = masked
        self.mask = Mask(known.third_parties, on=masked, others=private)
        self._lacking: dict[tuple[MissingKind, str], Missing] = {}

    def tell_checksums(self, checksums: str) -> None:
        """The checksums of the chosen files, to be written unless others were typed."""
        if CHECKSUMS in self._typed and is_blank(self._typed[CHECKSUMS]):
            self._typed[CHECKSUMS] = checksums

    def required(self, fact: str) -> bool:
        """Whether a fact has to be there where it is named."""
        return fact in self._required

    def ticked(self, choice: str) -> tuple[str, ...]:
        """The answers of a choice that were ticked, in the order of the content."""
        given = self._filling.choices.get(choice, ())
        return tuple(
            option.value for option in self._choices[choice].options if option.value in given
        )

    def writable(self, template: str) -> bool:
        """Whether it names nothing optional that nobody gave."""
        return all(
            self._there(name) or self._needed(name)
            for name in names(template)
            if name in self._typed or name in self._choices
        )

    def runs(self, template: str, others: Mapping[str, Sequence[Run]]) -> tuple[Run, ...]:
        """A text of the content with everything in its place.

        Args:
            template: The text.
            others: What else may stand in it, by name.
        """
        found: list[Run] = []
        for piece in pieces(template):
            if not piece.named:
                words = _after(found, piece.text)
                if words:
                    found.append(Run(words))
            elif piece.text in others:
                found += others[piece.text]
            else:
                found.append(self._filled(piece.text))
        return tuple(found)

    def need(self, fact: str) -> Run:
        """A gap for a fact, without which the letter does not leave."""
        defined = self._defined[fact]
        kind = MissingKind.IDENTITY if defined.identity else MissingKind.FACT
        return self.lacks(kind, fact, defined.label)

    def need_choice(self, choice: LetterChoice) -> Run:
        """A gap for a choice."""
        return self.lacks(MissingKind.CHOICE, choice.key, choice.ask)

    def need_answer(self, question: str) -> Run:
        """A gap for the answer to a question."""
        ask = next(each.ask for each in self._letter.own_words if each.key == question)
        return self.lacks(MissingKind.QUESTION, question, ask)

    def lacks(self, kind: MissingKind, id_: str, label: str) -> Run:
        """Notes that something is missing, and gives the gap for it."""
        self._lacking.setdefault((kind, id_), Missing(kind, id_, label))
        return gap(label, id_)

    def missing(self) -> tuple[Missing, ...]:
        """Everything that was missing, in the order in which it is asked."""
        asked = [
            *(use.fact for use in self._letter.facts),
            *(choice.key for choice in self._letter.choices),
            *(guard.key for guard in self._letter.guards),
            *(question.key for question in self._letter.own_words),
        ]
        places = {id_: place for place, id_ in enumerate(asked)}

        def order(missing: Missing) -> tuple[int, int]:
            return _ORDER[missing.kind], places.get(missing.id, len(asked))

        return tuple(sorted(self._lacking.values(), key=order))

    def dates(self, blocks: Iterable[LetterBlock]) -> list[date]:
        """The days of what happened that these blocks name."""
        told = {
            name
            for block in blocks
            if block.kind in {BlockKind.CLAIM, BlockKind.PARAGRAPH}
            for name in names(block.text)
        }
        days = (day_of(self._typed[name]) for name in sorted(told & HAPPENED))
        return [day for day in days if day is not None]

    def _given(self, fact: str, facts: Mapping[str, str], identity: Mapping[str, str]) -> str:
        return (identity if self._defined[fact].identity else facts).get(fact, "")

    def _there(self, name: str) -> bool:
        if name in self._choices:
            return bool(self.ticked(name))
        return not is_blank(self._typed[name])

    def _needed(self, name: str) -> bool:
        if name in self._choices:
            return self._choices[name].required
        return name in self._required

    def _filled(self, name: str) -> Run:
        if name in self._choices:
            choice = self._choices[name]
            ticked = self.ticked(name)
            if not ticked:
                return self.need_choice(choice)
            texts = {option.value: option.text for option in choice.options}
            chosen = ticked if choice.several else ticked[:1]
            words = BETWEEN_ANSWERS.join(texts[value] for value in chosen)
            return Run(words, RunKind.FACT, name)
        if not self._there(name):
            return self.need(name)
        return Run(self._shown(name), RunKind.FACT, name)

    def _shown(self, fact: str) -> str:
        if self._masked and self._is_masked(fact):
            return self._stand_in(fact)
        kind = self._defined[fact].kind
        words = fact_words(kind, self._typed[fact])
        if kind in _NUMBERS_OF_NOBODY:
            return words
        if kind is FactKind.LINES or fact == _COMPLAINED_OF:
            return self.mask.names(words)
        return self.mask.text(words)

    def _is_masked(self, fact: str) -> bool:
        return self._defined[fact].identity or self._defined[fact].masked

    def _stand_in(self, fact: str) -> str:
        return f"〔{self._defined[fact].label.removeprefix('你的')}〕"
