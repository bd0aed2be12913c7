"""Which records are meant where something is done with several, or with all that are listed."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.services.evidence import EvidenceService
from desktop.ui.evidence.model import EvidenceModel


class Chosen:
    """Reads the log; rows are those of the model as it is filtered and sorted now."""

    def __init__(self, evidence: EvidenceService, model: EvidenceModel) -> None:
        """Read nothing yet.

        Args:
            evidence: The log.
            model: What is listed.
        """
        self._evidence = evidence
        self._model = model

    def to_hand_over(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Several that are chosen, or else everything listed; nothing that was withdrawn."""
        ids = self._ids()
        wanted = [ids[row] for row in rows] if len(rows) > 1 else ids
        return tuple(self._standing(wanted) if self._model.wanted.withdrawn else wanted)

    def to_withdraw(self, rows: Sequence[int]) -> list[str]:
        """Those of the rows that were not withdrawn yet."""
        ids = self._ids()
        return self._standing([ids[row] for row in rows])

    def _ids(self) -> Sequence[str]:
        return self._evidence.ids(self._model.wanted, self._model.sort_order)

    def _standing(self, ids: Sequence[str]) -> list[str]:
        standing = set(self._evidence.ids(self._model.wanted._replace(withdrawn=False)))
        return [one for one in ids if one in standing]
