"""Ticks: how far each step has come, for the person or for one lender."""

from desktop.domain.progress import Progress, State

REASON_LIMIT = 500


class ProgressService:
    """Reads and keeps the state of steps. An unknown step or subject is a fault: ``KeyError``."""

    def get(self, step: str, subject: str) -> Progress | None:
        """What is kept for a step, or None while nothing was ever set."""
        raise NotImplementedError

    def set(self, step: str, subject: str, state: State, reason: str = "") -> None:
        """Keeps a state; ``reason`` goes with ``NOT_APPLICABLE`` only."""
        raise NotImplementedError
