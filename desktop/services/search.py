"""Finding in the content, and in what the person noted, began to write and handed in."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.evidence import EvidenceFilter, spaced
from desktop.domain.incidents import Incident
from desktop.domain.moves import titles_ever
from desktop.domain.pack import Pack
from desktop.domain.progress import PERSON, scope_of
from desktop.domain.search import (
    OLD_NOTE,
    Group,
    Hit,
    Kind,
    Looked,
    Match,
    Name,
    Query,
    Rank,
    Said,
    SearchEntry,
    SearchIndex,
    find,
    in_order,
    prepare,
    show,
)
from desktop.domain.speech import Syllables
from desktop.services.bus import Bus, Topic
from desktop.services.evidence import EvidenceService
from desktop.services.filings import FilingService
from desktop.services.lenders import LenderService
from desktop.services.notes import NoteService

if TYPE_CHECKING:
    from desktop.services.letters import LetterDraft, LetterService

MOST_INCIDENTS = 100
"""Incidents that are shown for one query; the room of the evidence shows all."""
_OF_NOTES = (Topic.NOTES, Topic.LENDERS, Topic.LETTERS, Topic.FILINGS)


class SearchService:
    """Looks through everything; the content is read once, the notes again when one has changed."""

    def __init__(
        self,
        pack: Pack,
        load: Callable[[], SearchIndex],
        notes: NoteService,
        lenders: LenderService,
        evidence: Callable[[], EvidenceService],
        letters: "Callable[[], LetterService]",
        filings: Callable[[], FilingService],
        bus: Bus,
    ) -> None:
        self._pack = pack
        self._load = load
        self._note_service = notes
        self._lenders = lenders
        self._evidence = evidence
        self._letters = letters
        self._filings = filings
        self._topics: tuple[str, ...] = ()
        self._content: tuple[Looked, ...] | None = None
        self._bus = bus
        self._notes: tuple[Looked, ...] = ()
        self._syllables: Syllables | None = None
        self._notes_as_of: tuple[int, ...] = ()

    def ready(self) -> None:
        """Reads what has not been read yet, so that the first word is found as fast as the next.

        Raises:
            ContentUnusable: The content cannot be read.
        """
        self._everything()

    def topics(self) -> tuple[str, ...]:
        """Words that many people look for."""
        self._everything()
        return self._topics

    def find(self, typed: str) -> tuple[Group, ...]:
        """Everything that fits what was typed, whatever was typed."""
        groups = find(self._everything(), Query(typed))
        incidents = self._incidents(typed)
        return groups if incidents is None else in_order((*groups, incidents))

    def incident(self, match: SearchEntry) -> tuple[Incident, str] | None:
        """What an entry of ``Kind.INCIDENT`` stands for, and the name of its lender."""
        found = self._evidence().get(match.id)
        if found is None:
            return None
        lender = self._lenders.get(found.lender) if found.lender else None
        return found, lender.name if lender is not None else ""

    def show(self, match: Match, typed: str) -> Hit:
        """A match with the parts of it that fit."""
        return show(match, Query(typed))

    def _everything(self) -> tuple[Looked, ...]:
        if self._content is None:
            index = self._load()
            self._topics = index.topics
            self._content = prepare(index.entries)
            self._syllables = Syllables(index.syllables)
        now = tuple(self._bus.times(topic) for topic in _OF_NOTES)
        if now != self._notes_as_of:
            told = [one.entry for one in self._content if one.entry.kind is Kind.LETTER]
            letters = {entry.id: entry for entry in told}
            self._notes = prepare(
                [
                    *self._note_entries(),
                    *self._draft_entries(letters),
                    *self._filing_entries(letters),
                ],
                self._syllables,
            )
            self._notes_as_of = now
        return self._content + self._notes

    def _incidents(self, typed: str) -> Group | None:
        """What was noted of calls and messages, the newest first: asked of the store's own index.

        There may be tens of thousands, so they are not scanned with the rest.
        """
        if not spaced(typed):
            return None
        wanted = EvidenceFilter(text=typed)
        rows = self._evidence().page(wanted, limit=MOST_INCIDENTS)
        if not rows:
            return None
        entries = [
            SearchEntry(Kind.INCIDENT, told.id, "", "", "", (), (), _words_of(told))
            for told, _ in rows
        ]
        matches = tuple(Match(looked, Rank.BODY, 0, "") for looked in prepare(entries))
        return Group(Kind.INCIDENT, matches, self._evidence().count(wanted))

    def _note_entries(self) -> list[SearchEntry]:
        """Notes as entries, tagged with the stage at which they open.

        A note for a lender that is put away has no tag: no list shows it until it is back. One on
        a step that is gone, or now ticked for somebody else, is read among the old notes.
        """
        titles = titles_ever(self._pack)
        scopes = {step.id: step.scope for step in self._pack.steps}
        stages = {
            step: checklist.stage.value
            for checklist in self._pack.checklists
            for phase in checklist.phases
            for step in phase.steps
        }
        lenders = {lender.id: lender for lender in self._lenders.all()}
        entries = []
        for step, subject, text in self._note_service.all():
            lender = lenders.get(subject)
            title = titles.get(step, "")
            if lender is not None:
                title = f"{title} · {lender.name}" if title else lender.name
            away = lender is not None and lender.archived
            lines = _lines(text)
            if scopes.get(step) is not scope_of(subject):
                tag = OLD_NOTE
            elif subject != PERSON and lender is None:
                continue
            else:
                tag = "" if away else stages[step]
            entries.append(SearchEntry(Kind.NOTE, step, subject, tag, title, (), (), lines))
        return entries

    def _draft_entries(self, letters: Mapping[str, SearchEntry]) -> list[SearchEntry]:
        """What is being written, by its name, its lender and what was typed; no other is listed."""
        lenders = {lender.id: lender.name for lender in self._lenders.all()}
        return [
            SearchEntry(
                Kind.DRAFT,
                *(draft.id, "", "", draft.name),
                *_called(draft.name, letters[draft.filling.letter]),
                _lines(lenders.get(draft.filling.lender, ""), *_typed(draft)),
            )
            for draft in self._letters().drafts()
            if draft.filling.letter in letters
        ]

    def _filing_entries(self, letters: Mapping[str, SearchEntry]) -> list[SearchEntry]:
        """What was handed in, by its name, where it went, its numbers and the person's words."""
        return [
            SearchEntry(
                Kind.FILING,
                *(filing.id, "", "", filing.title),
                *_called(filing.title, letters.get(filing.letter)),
                _lines(filing.recipient, filing.ticket, filing.note),
            )
            for filing in self._filings().told()
        ]


def _called(name: str, letter: SearchEntry | None) -> tuple[tuple[Name, ...], tuple[Said, ...]]:
    """Its name, and how the letter that it is sounds and is called; nothing new is read aloud."""
    if letter is None:
        return (Name(name, ()),), ()
    own = () if name == letter.title else (Name(name, ()),)
    return (*own, *letter.names), letter.aliases


def _typed(draft: "LetterDraft") -> tuple[str, ...]:
    """What was typed into a letter, the person's own words first; a day is no words."""
    facts = draft.filling.facts.values()
    return (*draft.filling.own_words.values(), *(text for text in facts if not _is_day(text)))


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        date.fromisoformat(text)
        return True
    return False


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())


def _words_of(told: Incident) -> tuple[str, ...]:
    return tuple(text for text in (told.line, told.contact, told.number) if text)
