"""Carries topics from the services to the pages as a Qt signal."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.services.bus import Bus, Topic


class Bridge(QObject):
    """Emits ``published`` for every topic; pages that are gone disconnect by themselves."""

    published = Signal(object)

    def __init__(self, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unsubscribe = bus.subscribe(self._forward)

    def close(self) -> None:
        """Stop listening."""
        self._unsubscribe()

    def _forward(self, topic: Topic) -> None:
        self.published.emit(topic)
