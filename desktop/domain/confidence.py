"""The one confidence scale used by every fact in the pack."""

from enum import StrEnum


class Confidence(StrEnum):
    """How sure we are of a fact; ``UNVERIFIED`` is shown as 待核 and never enters a letter."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNVERIFIED = "待核"
