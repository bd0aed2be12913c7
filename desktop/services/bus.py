"""Tells whoever listens that a subject has changed; listeners re-read what they show."""

from collections.abc import Callable
from enum import StrEnum


class Topic(StrEnum):
    """What a change was about."""

    LENDERS = "lenders"
    ANSWERS = "answers"
    PROGRESS = "progress"
    NOTES = "notes"
    REMINDERS = "reminders"
    INCIDENTS = "incidents"
    ATTACHMENTS = "attachments"
    FILINGS = "filings"
    LETTERS = "letters"
    PREFERENCES = "preferences"


Listener = Callable[[Topic], None]


class Bus:
    """Calls its listeners in the order in which they subscribed."""

    def __init__(self) -> None:
        self._listeners: dict[object, Listener] = {}
        self._times = dict.fromkeys(Topic, 0)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Adds a listener and returns the call that removes it; calling that twice is fine."""
        token = object()
        self._listeners[token] = listener

        def unsubscribe() -> None:
            self._listeners.pop(token, None)

        return unsubscribe

    def times(self, topic: Topic) -> int:
        """How often a topic was published; for who reads again only when asked, in any order."""
        return self._times[topic]

    def publish(self, topic: Topic) -> None:
        """Tells every listener; one that left during the round is not called any more."""
        self._times[topic] += 1
        for token in tuple(self._listeners):
            listener = self._listeners.get(token)
            if listener is not None:
                listener(topic)
