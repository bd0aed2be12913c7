"""What may harm the data, before it does."""

from enum import StrEnum

from desktop.domain.record import Record


class Risk(StrEnum):
    """What is not well."""

    SYNCED = "synced"
    """Another program copies the data folder to other machines."""
    NETWORK = "network"
    """The data folder is on another machine."""
    REMOVABLE = "removable"
    """The data folder is on a drive that can be pulled."""
    ROOM = "room"
    """There is hardly any room left."""
    CLOCK = "clock"
    """The clock was put back."""


class Concern(Record):
    """A risk and what there is to say about it.

    Attributes:
        risk: What is not well.
        detail: The name of the service, or how many megabytes are left.
    """

    risk: Risk
    detail: str
