"""Compiles ``checklists/`` into the five files the program reads.

``python -m desktop.content.compiler`` checks every rule and writes ``build/pack``; with ``--check``
it only checks; with ``--register`` it first adds new ids to the ledger.
"""

import argparse
import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.content import lint
from desktop.content.compiled import (
    HOLIDAYS_FILE,
    LETTERS_FILE,
    LIBRARY_FILE,
    PACK_FILE,
    SEARCH_FILE,
    write_compiled,
)
from desktop.content.counts import count
from desktop.content.fingerprint import fingerprint
from desktop.content.ledger import append_ids
from desktop.content.lint.ids import shipped_ids
from desktop.content.rulebook import ContentError
from desktop.content.search_index import NO_PINYIN, compose_search
from desktop.content.sources import Content, Entry, read_sources
from desktop.domain.holidays import Holidays
from desktop.domain.letters import Letter, Letters
from desktop.domain.library import LetterSummary, Library
from desktop.domain.pack import Move, Pack
from desktop.domain.search import SearchIndex
from desktop.domain.steps import Stage


@dataclass(frozen=True, slots=True)
class Build:
    """What one compilation gives."""

    pack: Pack
    library: Library
    letters: Letters
    holidays: Holidays
    search: SearchIndex


def build(sources: Path, target: Path) -> Build:
    """Compiles for the program: checks what it relies on, and writes if it may.

    Raises:
        ContentError: The sources cannot be read or a link is broken.
    """
    before = fingerprint(sources)
    content = read_sources(sources)
    problems = lint.check_links(content)
    if problems:
        raise ContentError(problems)
    built = compose(content)
    with contextlib.suppress(OSError):  # A folder that cannot be written costs time, not content.
        write_build(built, before, target)
    return built


def write_build(built: Build, source_fingerprint: str, target: Path) -> None:
    """Writes the compiled files.

    Args:
        built: What was compiled.
        source_fingerprint: Fingerprint of the sources, taken before they were read.
        target: Folder for them.

    Raises:
        OSError: They cannot be written.
    """
    write_compiled(target / PACK_FILE, source_fingerprint, built.pack)
    write_compiled(target / LIBRARY_FILE, source_fingerprint, built.library)
    write_compiled(target / LETTERS_FILE, source_fingerprint, built.letters)
    write_compiled(target / HOLIDAYS_FILE, source_fingerprint, built.holidays)
    write_compiled(target / SEARCH_FILE, source_fingerprint, built.search)


def compose(content: Content) -> Build:
    """Puts the entries in the order in which the program shows them."""
    stages = list(Stage)
    checklists = sorted(_values(content.checklists), key=lambda item: stages.index(item.stage))
    steps = {entry.value.id: entry.value for entry in content.steps}
    pack = Pack(
        info=content.info.value,
        checklists=tuple(checklists),
        steps=tuple(
            steps[id_]
            for checklist in checklists
            for phase in checklist.phases
            for id_ in phase.steps
        ),
        triage=content.triage.value,
        moves=tuple(move for move in _values(content.moves) if _is_of_steps(move)),
    )
    library = Library(
        rules=_values(content.rules),
        channel_kinds=_values(content.channel_kinds),
        channels=_values(content.channels),
        letters=tuple(_summary(letter) for letter in _values(content.letters)),
        scripts=_values(content.scripts),
        phone_tasks=_values(content.phone_tasks),
        phones=_values(content.phones),
        phone_guides=_values(content.phone_guides),
        myths=_values(content.myths),
        glossary=_values(content.glossary),
        faq=_values(content.faq),
        redirects=_values(content.redirects),
        conducts=_values(content.conducts),
        regions=_values(content.regions),
        doors=_values(content.doors),
        advice=_values(content.advice),
    )
    letters = Letters(
        facts=_values(content.letter_facts),
        debt_reasons=_values(content.debt_reasons),
        letters=_values(content.letters),
    )
    search = compose_search(pack, library, _values(content.aliases))
    return Build(pack, library, letters, content.holidays.value, search)


def _is_of_steps(move: Move) -> bool:
    """Whether people have ticks that have to follow; nothing of theirs refers to other ids."""
    return all(former.old.startswith("s-") for former in move.was)


def _summary(letter: Letter) -> LetterSummary:
    return LetterSummary(*(getattr(letter, field) for field in LetterSummary._fields))


def _values(entries: tuple[Entry[Any], ...]) -> tuple[Any, ...]:
    return tuple(entry.value for entry in entries)


def main(arguments: list[str] | None = None) -> int:
    """Runs the developer's command.

    Returns:
        0 when every rule is kept, otherwise 1.
    """
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(prog="python -m desktop.content.compiler")
    parser.add_argument("--check", action="store_true", help="check only, write nothing")
    parser.add_argument("--register", action="store_true", help="add new ids to the ledger")
    parser.add_argument("--sources", type=Path, default=root / "checklists")
    parser.add_argument("--target", type=Path, default=root / "build" / "pack")
    options = parser.parse_args(arguments)
    sources: Path = options.sources
    before = fingerprint(sources)
    try:
        content = read_sources(sources)
    except ContentError as error:
        return _report(error)
    if options.register:
        for id_ in append_ids(sources, content.info.value.version, shipped_ids(content)):
            print("+", id_)
    problems = lint.check_all(content, sources)
    if problems:
        return _report(ContentError(problems))
    built = compose(content)
    if not options.check:
        write_build(built, before, options.target)
    if not built.search.pinyin:
        print(NO_PINYIN, file=sys.stderr)
    print(*(f"{name} {number}" for name, number in count(built.pack, built.library).items()))
    return 0


def _report(error: ContentError) -> int:
    print(error, file=sys.stderr)
    print(f"{len(error.problems)} problems", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
