"""Finding: what is looked through, what counts as found, and in which order it comes.

Everything is a plain scan: over a few thousand short texts that takes a millisecond or two, finds
words of one character as well as of ten, and has no index that could disagree with the content.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from enum import IntEnum, StrEnum
from operator import attrgetter

from desktop.domain.near import Near, nearly
from desktop.domain.record import Record
from desktop.domain.speech import Speech, Syllable, Syllables

QUERY_LIMIT = 200
"""Characters of a query that are looked at."""
OLD_NOTE = "old"
"""Tag of a note that no list shows any more."""
_CONTEXT = 46
_BEFORE_MARK = 12
_SHORTEST_INSIDE = 2
_MOST_PLACES = 1_000

Span = tuple[int, int]
"""Start and end of a marked part, in characters."""


class Kind(StrEnum):
    """What was found, in the order in which equally good finds are shown."""

    STEP = "steps"
    SCRIPT = "scripts"
    CHANNEL = "channels"
    FAQ = "faq"
    MYTH = "myths"
    TERM = "glossary"
    RULE = "rules"
    NOTE = "notes"
    INCIDENT = "incidents"
    DRAFT = "drafts"
    FILING = "filings"
    LETTER = "letters"
    PHONE = "phones"
    REDIRECT = "redirects"


class Rank(IntEnum):
    """How well something fits, best first."""

    URGENT = 0
    """Somewhere in the query stands a word of somebody in danger, whatever else it says."""
    EXACT = 1
    """Its name or an everyday word of it: an author who writes a word for a step means the step."""
    PREFIX = 2
    TITLE = 3
    ALIAS_PART = 4
    SOUND_EXACT = 5
    SOUND = 6
    BODY = 7
    SPOKEN = 8
    """What the person wrote sounds like the letters."""
    INSIDE = 9
    """One of its names stands somewhere in a longer query, such as a whole sentence."""
    NEAR = 10
    """So does one of its names with other words in between, or with one character mistyped."""


class Alias(Record):
    """Everyday words and the entries they lead to.

    Attributes:
        keywords: The words, as a frightened person types them; several aliases may share one.
        ids: Ids of entries of any kind.
        frequent: Whether the first word is offered while nothing is typed.
        urgent: Whether it is said by somebody in danger: then it leads, whatever stands beside it.
        alone: Whether it says nothing beside other words, as “怎么办” in a sentence.
    """

    keywords: tuple[str, ...]
    ids: tuple[str, ...]
    frequent: bool
    urgent: bool
    alone: bool


class Name(Record):
    """A name and how it sounds.

    Attributes:
        text: The name.
        pinyin: Its readings, usually one: for every character its syllable, joined by spaces, and
            nothing for a character without a sound. Empty where no pinyin could be made.
    """

    text: str
    pinyin: tuple[str, ...]


class Said(Record):
    """An everyday word for an entry.

    Attributes:
        text: The word.
        pinyin: Its readings, as those of a name.
        place: Where the entry stands among those the word leads to; the author's order counts.
        urgent: See ``Alias``.
        alone: See ``Alias``.
    """

    text: str
    pinyin: tuple[str, ...]
    place: int
    urgent: bool
    alone: bool


class SearchEntry(Record):
    """One thing that can be found.

    Attributes:
        kind: What it is.
        id: Id of what opens: of a step, a document, a channel.
        part: What in it: a provision, the subject of a note; empty for the whole.
        tag: What is told beside it: a stage, the force of a document, a verdict.
        title: How it is called on screen.
        names: Title, short titles and numbers that are as good as the title.
        aliases: Everyday words.
        body: The rest, line by line; the first line introduces it.
    """

    kind: Kind
    id: str
    part: str
    tag: str
    title: str
    names: tuple[Name, ...]
    aliases: tuple[Said, ...]
    body: tuple[str, ...]


class SearchIndex(Record):
    """What is compiled for the search.

    Attributes:
        entries: Everything in the content that can be found.
        topics: Words that are offered while nothing is typed.
        pinyin: Whether the names carry their pinyin.
        syllables: How single characters are read, for what the person wrote; empty without pinyin.
    """

    entries: tuple[SearchEntry, ...]
    topics: tuple[str, ...]
    pinyin: bool
    syllables: tuple[Syllable, ...]


class _Folding(dict[int, int]):
    """Which characters count as the same: by width and case, one for one."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp"):
            folded = " "
        else:
            folded = unicodedata.normalize("NFKC", character).casefold()
            if len(folded) != 1:
                folded = character.lower()
            if len(folded) != 1:
                folded = character
        self[code] = ord(folded)
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text in one width and one case; every character stays where it is."""
    return text.translate(_FOLDING)


class _Sound:
    """How one name sounds, ready to be searched."""

    __slots__ = ("at", "initials", "joined", "starts")

    def __init__(self, pinyin: str) -> None:
        syllables = [(at, part) for at, part in enumerate(pinyin.split(" ")) if part]
        self.at = [at for at, _ in syllables]
        self.initials = "".join(part[0] for _, part in syllables)
        self.joined = "".join(part for _, part in syllables)
        self.starts: dict[int, int] = {}
        length = 0
        for number, (_, part) in enumerate(syllables):
            self.starts[length] = number
            length += len(part)

    def find(self, typed: str) -> tuple[Rank, Span] | None:
        """How well letters fit, and which characters they stand for; None if they do not."""
        if typed in (self.initials, self.joined):
            return Rank.SOUND_EXACT, (self.at[0], self.at[-1] + 1)
        at = self.initials.find(typed)
        # One letter begins a name or says nothing.
        if at == 0 or (at > 0 and len(typed) > 1):
            return Rank.SOUND, (self.at[at], self.at[at + len(typed) - 1] + 1)
        at = self.joined.find(typed) if len(typed) > 1 else -1
        while at >= 0:
            first = self.starts.get(at)
            if first is not None:
                last = max(n for start, n in self.starts.items() if start < at + len(typed))
                return Rank.SOUND, (self.at[first], self.at[last] + 1)
            at = self.joined.find(typed, at + 1)
        return None


class Looked:
    """An entry, ready to be searched."""

    __slots__ = (
        *("body", "entry", "exact", "inside", "names", "near", "places", "sounds", "text"),
        *("speech", "urgent"),
    )

    def __init__(self, entry: SearchEntry, syllables: Syllables | None = None) -> None:
        self.entry = entry
        names = [fold(name.text) for name in entry.names]
        # Whoever types “民法典第10条” need not know that we write a space there.
        self.names = tuple(dict.fromkeys((*names, *(name.replace(" ", "") for name in names))))
        self.exact = frozenset(Query(name).phrase for name in self.names)
        self.places = {fold(said.text): said.place for said in entry.aliases}
        self.urgent = tuple(fold(said.text) for said in entry.aliases if said.urgent)
        alone = {fold(said.text) for said in entry.aliases if said.alone}
        self.inside = tuple(
            name
            for name in (*self.names, *self.places)
            if len(name) >= _SHORTEST_INSIDE and name not in alone
        )
        self.near = Near(self.inside)
        self.body = tuple(fold(line) for line in entry.body)
        self.text = "\n".join((*self.names, *self.places, *self.body))
        self.speech = None if syllables is None else Speech("\n".join(self.body), syllables)
        spoken = [(name.text, name.pinyin) for name in entry.names]
        spoken += [(said.text, said.pinyin) for said in entry.aliases]
        self.sounds = tuple(
            (text, _Sound(pinyin), self.places.get(fold(text), 0))
            for text, readings in spoken
            for pinyin in readings
        )

    def rank(self, word: str, typed: str) -> tuple[Rank, int] | None:
        """How well one word fits, and where the author put it among all it leads to.

        Args:
            word: The word.
            typed: Its letters where it may be pinyin.
        """
        found = self._rank_of_text(word) if word in self.text else None
        if typed and (found is None or found is Rank.BODY):
            ranks = [
                (hit[0], place) for _, sound, place in self.sounds if (hit := sound.find(typed))
            ]
            if ranks:
                return min(ranks)
        if found is None:
            heard = typed and self.speech is not None and self.speech.holds(typed)
            return (Rank.SPOKEN, 0) if heard else None
        if found is Rank.EXACT:
            return found, self.places.get(word, 0)
        if found is Rank.ALIAS_PART:
            return found, min(place for said, place in self.places.items() if word in said)
        return found, 0

    def _rank_of_text(self, word: str) -> Rank:
        if not self.names:
            return Rank.BODY
        if word in self.exact or word in self.places:
            return Rank.EXACT
        if any(name.startswith(word) for name in self.names):
            return Rank.PREFIX
        if any(word in name for name in self.names):
            return Rank.TITLE
        if any(word in alias for alias in self.places):
            return Rank.ALIAS_PART
        return Rank.BODY


class Match(Record):
    """An entry that fits.

    Attributes:
        looked: The entry.
        rank: How well it fits.
        place: Where it stands among those that fit as well, the smallest first: how much of it
            stands in a sentence, then where the author put it among all that a word leads to.
        word: The name or everyday word of it that stands in a sentence; empty for other ranks.
    """

    looked: Looked
    rank: Rank
    place: int
    word: str


class Group(Record):
    """Everything of one kind that fits, best first.

    Attributes:
        kind: What it is.
        matches: What fits, but for a kind with very many the first of it only.
        total: How many fit in all.
    """

    kind: Kind
    matches: tuple[Match, ...]
    total: int


class Hit(Record):
    """A match as it is shown.

    Attributes:
        entry: What was found.
        title_marks: The parts of its title that fit.
        said: The everyday word that fits where the title does not; empty where the title does.
        said_marks: The parts of that word that fit.
        line: A line of the body, cut to the part that fits; the introduction if the title fits.
        line_marks: The parts of that line that fit.
        introduces: Whether that line is the first of the body.
    """

    entry: SearchEntry
    title_marks: tuple[Span, ...]
    said: str
    said_marks: tuple[Span, ...]
    line: str
    line_marks: tuple[Span, ...]
    introduces: bool


class Query:
    """What was typed, ready to be looked for.

    Attributes:
        phrase: All of it in one width and one case.
        words: Its words, each with its letters where it may be pinyin.
    """

    __slots__ = ("phrase", "words")

    def __init__(self, typed: str) -> None:
        parts = fold(typed[:QUERY_LIMIT]).split()
        self.phrase = _bare(" ".join(parts))
        words = [_bare(part) for part in parts]
        self.words = tuple((word, _letters(word)) for word in words)


def _bare(word: str) -> str:
    """The word without the punctuation around it, unless there is nothing else."""
    kept = [at for at, c in enumerate(word) if not unicodedata.category(c).startswith("P")]
    return word[kept[0] : kept[-1] + 1] if kept else word


def _letters(word: str) -> str:
    """The word as pinyin without its apostrophes; empty if it cannot be pinyin."""
    letters = word.replace("'", "")
    return letters if letters.isascii() and any(c.isalpha() for c in letters) else ""


def prepare(
    entries: Iterable[SearchEntry], syllables: Syllables | None = None
) -> tuple[Looked, ...]:
    """Readies entries for ``find``.

    Args:
        entries: The entries.
        syllables: How characters are read, to find their text by its sound; None for texts of
            which only the names are listened to.
    """
    return tuple(Looked(entry, syllables) for entry in entries)


def find(looked: Sequence[Looked], query: Query) -> tuple[Group, ...]:
    """Everything that fits, by kind: the kind with the best match first.

    An entry fits if it holds the phrase, or every word of it. Where nothing does, the entries fit
    whose names stand in the phrase, the longest name first: people type whole sentences. Where
    there are none, a name may have other words in between, or one character wrong. What somebody
    in danger says leads in any case, and the rest stands below.
    """
    if not query.phrase:
        return ()
    found = _holding(looked, query) or _held_by(looked, query.phrase) or _nearly(looked, query)
    urgent = _urgent(looked, query.phrase)
    first = {id(match.looked) for match in urgent}
    found = [*urgent, *(match for match in found if id(match.looked) not in first)]
    by_kind: dict[Kind, list[Match]] = {}
    for match in found:
        by_kind.setdefault(match.looked.entry.kind, []).append(match)
    return in_order(
        [Group(kind, tuple(group), len(group)) for kind, group in by_kind.items()],
    )


def in_order(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The group with the best match first."""
    order = {kind: number for number, kind in enumerate(Kind)}

    def best(group: Group) -> tuple[Rank, int, int]:
        return group.matches[0].rank, group.matches[0].place, order[group.kind]

    return tuple(sorted(groups, key=best))


def _sorted(found: list[Match]) -> list[Match]:
    found.sort(key=attrgetter("place"))
    found.sort(key=attrgetter("rank"))  # Which leaves equals in the order of their places.
    return found


def _inside(looked: Looked, rank: Rank, size: int, word: str) -> Match:
    """An entry one word of which stands in a sentence: the longer, the better."""
    return Match(looked, rank, looked.places.get(word, 0) - size * _MOST_PLACES, word)


def _holding(looked: Sequence[Looked], query: Query) -> list[Match]:
    found: list[Match] = []
    letters = _letters(query.phrase.replace(" ", ""))
    several = len(query.words) > 1
    for one in looked:
        # Most entries are done with here, thousands of them at every keystroke.
        listening = letters and (one.sounds or one.speech)
        if query.phrase not in one.text and not several and not listening:
            continue
        fits = one.rank(query.phrase, letters)
        if fits is None and several:
            fits = _rank_of_words(one, query)
        if fits is not None:
            found.append(Match(one, *fits, ""))
    return _sorted(found)


def _urgent(looked: Iterable[Looked], phrase: str) -> list[Match]:
    """What leads before everything else, also where blanks or marks stand between the characters.

    Letters are no danger: whoever types pinyin is understood by its sound.
    """
    said = "".join(c for c in phrase if not c.isspace() and unicodedata.category(c)[0] != "P")
    found = []
    for one in looked:
        words = [word for word in one.urgent if word in said] if one.urgent else ()
        if words:
            word = max(words, key=len)
            found.append(_inside(one, Rank.URGENT, len(word), word))
    return _sorted(found)


def _rank_of_words(one: Looked, query: Query) -> tuple[Rank, int] | None:
    worst = Rank.TITLE
    for word, letters in query.words:
        fits = one.rank(word, letters)
        if fits is None:
            return None
        worst = max(worst, fits[0])
    return worst, 0


def _held_by(looked: Sequence[Looked], phrase: str) -> list[Match]:
    found = []
    for one in looked:
        inside = [name for name in one.inside if name in phrase and _stands_alone(name, phrase)]
        if inside:
            name = max(inside, key=len)
            found.append(_inside(one, Rank.INSIDE, len(name), name))
    return _sorted(found)


def _nearly(looked: Sequence[Looked], query: Query) -> list[Match]:
    letters = _letters(query.phrase.replace(" ", ""))
    found = []
    for one in looked:
        near = one.near.find(query.phrase)
        if near is not None:
            size, word = near
            found.append(_inside(one, Rank.NEAR, size, word))
        elif letters:
            sounds = one.sounds
            text = next((text for text, sound, _ in sounds if nearly(letters, sound.joined)), "")
            if text:
                found.append(_inside(one, Rank.NEAR, 0, fold(text)))
    return _sorted(found)


def _stands_alone(name: str, phrase: str) -> bool:
    """Whether letters and digits are not just part of a longer word or number."""
    if not name.isascii():
        return True
    at = phrase.find(name)
    around = phrase[max(0, at - 1) : at] + phrase[at + len(name) : at + len(name) + 1]
    return not any(c.isascii() and c.isalnum() for c in around)


def show(match: Match, query: Query) -> Hit:
    """A match with its marks and the line that tells most about it."""
    looked, entry = match.looked, match.looked.entry
    words = _words_to_mark(match, query)
    title = fold(entry.title)
    title_marks = _marks(title, words) or _sound_marks(looked, entry.title, query)
    said, said_marks = _said(looked, words, query) if not title_marks else ("", ())
    wanted = [word for word in words if word not in title and word not in fold(said)]
    number = next(
        (n for n, line in enumerate(looked.body) if any(word in line for word in wanted)), 0
    )
    if not entry.body:
        return Hit(entry, title_marks, said, said_marks, "", (), True)
    line, line_marks = _cut(entry.body[number], _marks(looked.body[number], words))
    return Hit(entry, title_marks, said, said_marks, line, line_marks, number == 0)


def _words_to_mark(match: Match, query: Query) -> list[str]:
    if match.word:
        return [match.word]
    if query.phrase in match.looked.text:
        return [query.phrase]
    speech = match.looked.speech
    if speech is not None and (heard := speech.heard(_letters(query.phrase.replace(" ", "")))):
        return [heard]
    heard_or_read = [
        (word, speech.heard(letters) if speech else "") for word, letters in query.words
    ]
    return [heard or word for word, heard in heard_or_read]


def _marks(text: str, words: Iterable[str]) -> tuple[Span, ...]:
    """Where the words stand, joined where they touch."""
    spans: list[Span] = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            spans.append((at, at + len(word)))
            at = text.find(word, at + len(word))
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _sound_marks(looked: Looked, text: str, query: Query) -> tuple[Span, ...]:
    spans: set[Span] = set()
    for _, letters in query.words:
        for name, sound, _ in looked.sounds:
            if letters and name == text and (hit := sound.find(letters)):
                spans.add(hit[1])
    return tuple(sorted(spans))


def _said(looked: Looked, words: list[str], query: Query) -> tuple[str, tuple[Span, ...]]:
    names = [name.text for name in looked.entry.names[1:]]
    names += [said.text for said in looked.entry.aliases]
    for text in names:
        marks = _marks(fold(text), words)
        if marks:
            return text, marks
    for text in names:
        marks = _sound_marks(looked, text, query)
        if marks:
            return text, marks
    return "", ()


def _cut(line: str, marks: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """The part of a long line around its first mark, and the marks inside that part."""
    if len(line) <= _CONTEXT:
        return line, marks
    first = marks[0][0] if marks else 0
    start = max(0, min(first - _BEFORE_MARK, len(line) - _CONTEXT))
    end = min(len(line), start + _CONTEXT)
    before, after = "…" if start else "", "…" if end < len(line) else ""
    shift = len(before) - start
    inside = tuple(
        (max(a, start) + shift, min(b, end) + shift) for a, b in marks if a < end and b > start
    )
    return f"{before}{line[start:end]}{after}", inside
