"""How long a keystroke takes in the longest letters; the slower of two ways to ask counts.

Written out and looked over: two hundred exhibits, twenty events, own words of five thousand
characters, ten other drafts of the same length that it is compared with, each keystroke at the end
of the own words. And in the window, from the key to the painted preview: see ``letter_typing``.
"""

import statistics
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.domain.attachments import Attachment, Came
from desktop.domain.incidents import Incident, IncidentChannel, IncidentKind, Reached
from desktop.domain.letter_filling import Filling, Proof, ProofKind
from desktop.domain.letters import MOST_REQUESTS, BlockKind, Letter
from desktop.services.house import Services, open_services
from desktop.store.attachments import AttachmentStore
from desktop.store.database import open_database
from desktop.store.incidents import IncidentStore
from tests.bench.harness import milliseconds, report_at_most, rounds
from tests.bench.letter_typing import keystrokes
from tests.bench.opened import on_case

NAME = "letter-preview"
LIMIT_MS = 50
EXHIBITS = 200
EVENTS = 20
OTHERS = 10
CHARACTERS = 5_000
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
STORY = "那天晚上我正在吃饭，电话响了{0}次，对方说要打给我妈妈，我很害怕。"
TYPED = "后来他们又打到单位找前台问我在不在"


def fill(folder: Path) -> None:
    """Make a data folder with a log and its files."""
    open_services(folder, None, lambda: NOW).close()
    database = open_database(folder, NOW)
    incidents, files = IncidentStore(database), AttachmentStore(database)
    with database.transaction():
        for number in range(EVENTS):
            told = Incident(
                f"i{number}",
                NOW - timedelta(hours=number),
                IncidentChannel.CALL,
                Reached.FAMILY,
                number=f"0551000{number:04}",
                line="对方说今天不还就去单位",
                kinds=(IncidentKind.THREAT,),
                contact=f"亲友{number}",
            )
            incidents.put(told, NOW.isoformat())
        for number in range(EXHIBITS):
            file = Attachment(
                f"a{number}", f"{number:064x}", f"录音{number}.m4a", 9, "audio/mp4",
                NOW.isoformat(), Came.CHOSEN, "旧手机",
            )  # fmt: skip
            files.put(file)
            files.link(f"i{number % EVENTS}", file.id)
    database.close()


def filled(letter: Letter, story: str) -> Filling:
    """Everything there is to give for a letter but what the facts say."""
    keys = [block.key for block in letter.body if block.kind is BlockKind.CLAIM]
    proof = (Proof(ProofKind.ATTACHMENT, "a7"), Proof(ProofKind.INCIDENT, "i3"))
    return Filling(
        letter.id,
        facts={use.fact: "2026-11-02" for use in letter.facts},
        incidents=tuple(f"i{number}" for number in range(EVENTS)),
        exhibits=tuple(f"a{number}" for number in range(EXHIBITS)),
        choices={
            choice.key: tuple(option.value for option in choice.options)
            if choice.several
            else (choice.options[0].value,)
            for choice in letter.choices
        },
        guards=frozenset(guard.key for guard in letter.guards),
        own_words={question.key: story for question in letter.own_words},
        requests=tuple(request.key for request in letter.requests)[:MOST_REQUESTS],
        proofs=dict.fromkeys(keys, proof),
    )


def long_story(seed: int) -> str:
    """Words of five thousand characters; those of another seed are others."""
    text = ""
    while len(text) < CHARACTERS:
        text += STORY.format(seed * 1000 + len(text))
    return text[:CHARACTERS]


def measure(services: Services, n: int) -> list[float]:
    """The times of all keystrokes."""
    letters = services.letters()
    # The longest is the one of which most is written.
    letter = max(
        letters.letters(), key=lambda each: len(letters.write(filled(each, "话"), {}).parts)
    )
    for number in range(OTHERS):
        draft = letters.start(letter.id)
        letters.save(draft.id, filled(letter, long_story(number + 1)))
    filling = filled(letter, long_story(0))
    question = letter.own_words[0].key
    times: list[float] = []
    for round_ in range(n):
        for end in range(1, len(TYPED) + 1):
            words = f"{long_story(0)}{round_}{TYPED[:end]}"
            typed = filling._replace(own_words={**filling.own_words, question: words})

            def keystroke(typed: Filling = typed) -> None:
                letters.check(typed, letters.write(typed, {}))

            times.append(milliseconds(keystroke))
    return times


def main() -> None:
    """Measure and print one line."""
    n = rounds(20, 3)
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder))
        services = open_services(Path(folder), None, lambda: NOW)
        times = measure(services, n)
        services.close()
    with on_case() as opened:
        shown = keystrokes(opened, rounds(200, 40))
    written_p95, shown_p95 = (statistics.quantiles(each, n=20)[-1] for each in (times, shown))
    print(f"written {written_p95:.1f} ms, on the screen {shown_p95:.1f} ms", file=sys.stderr)
    report_at_most(NAME, max(written_p95, shown_p95), "ms", LIMIT_MS, len(times) + len(shown))


if __name__ == "__main__":
    main()
