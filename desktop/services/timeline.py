"""What happened in one line of time; each room that keeps such records joins its own."""

import heapq
from collections.abc import Callable, Iterator

from desktop.domain.timeline import TimelineEntry, TimelineKind, TimelineRange

Reader = Callable[[TimelineRange], Iterator[TimelineEntry]]
"""Gives the entries of a range, the earliest first."""


class TimelineService:
    """Reads what the rooms have joined, merged by time."""

    def __init__(self) -> None:
        self._readers: dict[TimelineKind, Reader] = {}

    def join(self, kind: TimelineKind, read: Reader) -> None:
        """Adds a kind of record, or replaces how it is read."""
        self._readers[kind] = read

    def entries(
        self,
        wanted: TimelineRange = TimelineRange(),  # noqa: B008  A tuple, which nobody can change.
        kinds: frozenset[TimelineKind] = frozenset(TimelineKind),
    ) -> tuple[TimelineEntry, ...]:
        """Everything that happened in a range, the earliest first."""
        chosen = [read(wanted) for kind, read in self._readers.items() if kind in kinds]
        return tuple(heapq.merge(*chosen, key=lambda entry: (entry.at, entry.kind, entry.id)))
