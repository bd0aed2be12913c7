"""Letters of the content, filled: with nothing, as usual, and with everything there is to fill."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from desktop.content.loader import content_folder, load_letters, load_library
from desktop.domain.attachments import Attachment, Came
from desktop.domain.incidents import Incident, IncidentChannel, IncidentKind, Reached
from desktop.domain.letter_evidence import Known
from desktop.domain.letter_filling import Filling, Proof, ProofKind
from desktop.domain.letter_writing import write_letter
from desktop.domain.letters import MOST_REQUESTS, FactKind, Letter, Letters
from desktop.domain.library import Library
from desktop.domain.written_letter import RunKind, WrittenLetter

NOTHING, USUAL, EVERYTHING = "nothing", "usual", "everything"
TODAY = date(2026, 11, 22)
DAY = "2026-10-08"
# What somebody may type who means no harm, and what would harm a careless writer of files.
ODD = "张𠮷 {lender_full} <b>${x}</b> & ]]> 😀\u202e\u200f“引号”"
LINES = "第一行，写得很长" * 8 + "。\n第二行 {today}\n\n第四行。"
LONG = "那天晚上我正在吃饭，电话响了，对方说要打给我妈妈。" * 200


class Case(NamedTuple):
    """A letter and what was given for it.

    Attributes:
        letter: The letter.
        name: How much was given.
        filling: What was given.
        identity: Names and numbers of people.
    """

    letter: Letter
    name: str
    filling: Filling
    identity: Mapping[str, str]


class Content:
    """The content, and a log with files that letters can tell of."""

    def __init__(self, exhibits: int = 3) -> None:
        """Read it.

        Args:
            exhibits: How many files there are.
        """
        folder = content_folder()
        self.letters: Letters = load_letters(folder)
        library: Library = load_library(folder)
        self._provisions = {
            provision.id: (document, provision)
            for document in library.rules
            for provision in document.provisions
        }
        self._kinds = {fact.id: fact for fact in self.letters.facts}
        self._files = {f"a{number}": _file(number) for number in range(1, exhibits + 1)}
        self._incidents = {f"i{number}": _incident(number) for number in (1, 2)}
        self.known = Known(
            today=TODAY,
            incidents=self._incidents,
            files={"i1": tuple(self._files.values())[:2]},
            attachments=self._files,
            provisions=self._provisions,
            third_parties=("王小明",),
        )

    def cases(self) -> Iterator[Case]:
        """Every letter with nothing, as usual, and with everything, once for each answer."""
        for letter in self.letters.letters:
            yield Case(letter, NOTHING, Filling(letter.id), {})
            yield self._usual(letter)
            yield from self._everything(letter)

    def write(self, case: Case, *, masked: bool = False) -> WrittenLetter:
        """Writes a case out."""
        return write_letter(
            case.letter, self.letters, case.filling, self.known, case.identity, masked=masked
        )

    def everything(self, letter: Letter, answer: int = 0) -> Case:
        """A letter with all that may be given for it, odd characters among it.

        Args:
            letter: The letter.
            answer: Which answer is ticked where only one can be.
        """
        return self._filled(letter, EVERYTHING, ODD, LONG, tuple(self._files), answer)

    def _everything(self, letter: Letter) -> Iterator[Case]:
        answers = [len(choice.options) for choice in letter.choices if not choice.several]
        rounds = -(-len(letter.requests) // MOST_REQUESTS)
        for answer in range(max(*answers, rounds, 1, 1)):
            yield self.everything(letter, answer)

    def _usual(self, letter: Letter) -> Case:
        case = self._filled(letter, USUAL, "甲", "他打给了我妈妈，说要告诉所有人。", ("a1",), 0)
        needed = {use.fact for use in letter.facts if use.required}
        needed |= {need for guard in letter.guards for need in guard.needs}
        facts = {fact: typed for fact, typed in case.filling.facts.items() if fact in needed}
        identity = {fact: typed for fact, typed in case.identity.items() if fact in needed}
        choices = {key: values[:1] for key, values in case.filling.choices.items()}
        filling = case.filling._replace(facts=facts, choices=choices)
        return case._replace(filling=filling, identity=identity)

    def _filled(
        self,
        letter: Letter,
        name: str,
        text: str,
        story: str,
        exhibits: tuple[str, ...],
        answer: int,
    ) -> Case:
        typed = {use.fact: self._typed(use.fact, text) for use in letter.facts}
        offered = [each.key for each in letter.requests]
        # As many as may be ticked at a time, and others with the next answer.
        first = answer * MOST_REQUESTS % max(1, len(offered))
        claims = [block.key or block.of for block in letter.body if block.key or block.of]
        proofs = (Proof(ProofKind.ATTACHMENT, exhibits[-1]), Proof(ProofKind.PAPER, "借款合同"))
        filling = Filling(
            letter=letter.id,
            facts={fact: words for fact, words in typed.items() if not self._identity(fact)},
            incidents=tuple(self._incidents),
            exhibits=exhibits,
            choices={
                choice.key: tuple(option.value for option in choice.options)
                if choice.several
                else (choice.options[answer % len(choice.options)].value,)
                for choice in letter.choices
            },
            guards=frozenset(guard.key for guard in letter.guards),
            own_words={question.key: story for question in letter.own_words},
            requests=tuple((offered * 2)[first : first + min(MOST_REQUESTS, len(offered))]),
            proofs=dict.fromkeys(claims[:1], proofs),
        )
        identity = {fact: words for fact, words in typed.items() if self._identity(fact)}
        return Case(letter, name, filling, identity)

    def _identity(self, fact: str) -> bool:
        return self._kinds[fact].identity

    def _typed(self, fact: str, text: str) -> str:
        """What is typed for a fact; no two are the same."""
        match self._kinds[fact].kind:
            case FactKind.DATE:
                return DAY
            case FactKind.MONEY:
                return f"1{sum(map(ord, fact)) % 9000 + 1000}.50"
            case FactKind.COUNT:
                return str(sum(map(ord, fact)) % 90 + 10)
            case FactKind.LINES:
                return f"{fact}：{LINES}"
            case FactKind.INCIDENTS | FactKind.EVIDENCE:
                return ""
            case _:
                return f"{text}{fact}"


def said(written: WrittenLetter) -> list[str]:
    """The lines of everything in a letter that came from the person."""
    runs = [run for part in written.parts for run in part.runs if run.kind is RunKind.FACT]
    return [line for run in runs for line in re.split(r"[\r\n]+", run.text) if line.strip()]


def _file(number: int) -> Attachment:
    name = f"微信截图_{number}.jpg" if number % 7 else "名字特别长的录音" * 12 + f"{number}.m4a"
    return Attachment(
        id=f"a{number}",
        sha256=f"{number * 7919:064x}",
        name=name,
        size=123_456 * number,
        type="image/jpeg",
        added="2026-11-20T00:00:00+00:00",
        came=Came.CHOSEN,
        origin="我的旧手机" if number % 2 else "",
    )


def _incident(number: int) -> Incident:
    return Incident(
        id=f"i{number}",
        at=datetime(2026, 11, 10 + number, 22, 15, tzinfo=timezone(timedelta(hours=8))),
        channel=IncidentChannel.CALL,
        reached=Reached.FAMILY,
        number="0551-66880000",
        line="说要打给王小明 <b>{x}</b>",
        created="2026-11-13T00:00:00+00:00",
        kinds=(IncidentKind.THREAT,),
        contact="王小明",
    )
