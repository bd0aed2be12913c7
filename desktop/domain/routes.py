"""Which door to knock at: the institution first, then who answers for it, each with its limits.

The doors are content, in the order in which they are shown. Each has a condition over the kind of
lender, what was done, and where the lender is registered; it is evaluated in three values, so a
kind that nobody told yet gives doors that may be the right ones, and never wrong ones.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache

from desktop.domain.conditions import UNDECIDED, Condition, evaluate, parse
from desktop.domain.confidence import Confidence
from desktop.domain.incidents import Incident, IncidentKind, Reached
from desktop.domain.lenders import UNKNOWN_KIND
from desktop.domain.record import Record
from desktop.domain.rule_refs import RuleRef

NOTHING = "nothing"
"""In conditions: holds while nothing that was done has been ticked."""


class Conduct(Record):
    """Something that was done to the person, to be ticked.

    Attributes:
        id: Permanent readable id, also its name in the conditions of doors.
        name: What is ticked.
        hint: One line below it; may be empty.
        about: Readable names that several conducts share, such as ``collection``; in the conditions
            of doors each holds as soon as one of its conducts is ticked.
        noted: Entries of the log of one of these kinds suggest it.
        reached: So does an entry that reached one of these.
        told: Condition over the answers of the triage that suggests it, too; None for none.
    """

    id: str
    name: str
    hint: str
    about: tuple[str, ...]
    noted: tuple[IncidentKind, ...]
    reached: tuple[Reached, ...]
    told: str | None


class Region(Record):
    """Where a lender may be registered.

    Attributes:
        id: Permanent readable id.
        name: Short name on screen.
        office: What its office for local finance is called.
        confidence: How sure we are of that name.
    """

    id: str
    name: str
    office: str
    confidence: Confidence


class DoorRank(StrEnum):
    """Which part of the way a door belongs to, in order."""

    URGENT = "urgent"
    """Safety, deadlines and evidence come before everything."""
    LENDER = "lender"
    """Who lent the money is asked first."""
    AUTHORITY = "authority"
    FURTHER = "further"


class DoorLetter(Record):
    """A letter that goes through a door; ``when`` as for the door itself."""

    letter: str
    when: str


class Door(Record):
    """One way to turn to a channel, in one situation.

    Attributes:
        id: Permanent readable id.
        rank: Which part of the way it belongs to.
        channel: Channel id; numbers, pages and hours stand there.
        when: Condition over ``kind``, ``group``, ``region``, conducts, what those are about, and
            ``nothing``. A region that is not told is ``unknown``.
        only_sure: Whether it is left out as long as it only may be the right one.
        why: Why this door.
        before: What has to be done first.
        bring: What to have at hand.
        cannot: What it cannot do.
        unsure: What could not be verified; empty where nothing is open.
        regional: Whether the office of the region belongs to it.
        letters: The letters for it, in order.
        also: Ids of channels that serve the same end.
        redirects: Ids of old names that lead here today.
        step: Step id that walks through it, or None.
        rules: The provisions it rests on.
        checked: ISO date of the last check.
        confidence: How sure we are.
    """

    id: str
    rank: DoorRank
    channel: str
    when: str
    only_sure: bool
    why: str
    before: tuple[str, ...]
    bring: tuple[str, ...]
    cannot: tuple[str, ...]
    unsure: str
    regional: bool
    letters: tuple[DoorLetter, ...]
    also: tuple[str, ...]
    redirects: tuple[str, ...]
    step: str | None
    rules: tuple[RuleRef, ...]
    checked: str
    confidence: Confidence


class Asked(Record):
    """What is known of a case.

    Attributes:
        kind: Lender kind id.
        group: Value of the triage's variable ``lender`` for it.
        conducts: Ids of the conducts that were ticked.
        region: Region id; empty while it is not told.
    """

    kind: str = UNKNOWN_KIND
    group: str = UNDECIDED
    conducts: frozenset[str] = frozenset()
    region: str = ""


class FoundDoor(Record):
    """A door that is right, or may be.

    Attributes:
        door: The door.
        sure: False while that depends on what was not told.
        letters: Ids of the letters that fit.
    """

    door: Door
    sure: bool
    letters: tuple[str, ...]


def find_doors(
    doors: Iterable[Door], conducts: Iterable[Conduct], asked: Asked
) -> tuple[FoundDoor, ...]:
    """The doors of a case in order, each channel once.

    Where several doors lead to one channel, the first that is sure stands for all of them.
    """
    values = case_values(conducts, asked)
    found = [(door, evaluate(_parsed(door.when), values)) for door in doors]
    sure = {door.channel for door, holds in found if holds}
    chosen: dict[str, FoundDoor] = {}
    for door, holds in found:
        maybe = holds is None and not door.only_sure and door.channel not in sure
        if (holds or maybe) and door.channel not in chosen:
            letters = tuple(
                part.letter for part in door.letters if evaluate(_parsed(part.when), values)
            )
            chosen[door.channel] = FoundDoor(door, bool(holds), letters)
    return tuple(chosen.values())


def case_values(conducts: Iterable[Conduct], asked: Asked) -> dict[str, str]:
    """What the conditions of doors are evaluated with."""
    listed = tuple(conducts)
    ticked = [conduct for conduct in listed if conduct.id in asked.conducts]
    holding = {conduct.id for conduct in ticked}.union(*(conduct.about for conduct in ticked))
    names = {conduct.id for conduct in listed}.union(*(conduct.about for conduct in listed))
    return {
        **{name: "yes" if name in holding else "no" for name in names},
        NOTHING: "no" if ticked else "yes",
        "kind": asked.kind,
        "group": asked.group,
        "region": asked.region or UNDECIDED,
    }


def suggested(
    conducts: Iterable[Conduct],
    answers: Mapping[str, str | int | None],
    incidents: Iterable[Incident],
) -> frozenset[str]:
    """Ids of the conducts that the answers and the log speak of, for the person to correct."""
    told = tuple(incidents)
    return frozenset(
        conduct.id
        for conduct in conducts
        if (conduct.told is not None and evaluate(_parsed(conduct.told), answers))
        or any(
            incident.reached in conduct.reached or set(incident.kinds) & set(conduct.noted)
            for incident in told
        )
    )


@lru_cache(maxsize=256)
def _parsed(text: str) -> Condition:
    return parse(text)
