"""An export in values: what it says of itself, what it would change, what became of making one."""

from datetime import datetime
from typing import NamedTuple

from desktop.domain.backups import Difference


class ExportHead(NamedTuple):
    """What an export says of itself before anybody has opened it.

    Attributes:
        made: When it was made; None if it says nothing that can be read.
        encrypted: Whether it takes a passphrase or a recovery code.
    """

    made: datetime | None
    encrypted: bool


class ExportMade(NamedTuple):
    """An export that was made and read back.

    Attributes:
        path: The file.
        size: Its bytes.
        encrypted: Whether it takes the passphrase or the recovery code.
        damaged: How many of the person's files could not be put into it.
    """

    path: str
    size: int
    encrypted: bool
    damaged: int


class Preview(NamedTuple):
    """What would become of the present data.

    Attributes:
        made: When the export was made, if it says so.
        differences: By kind of thing.
        vault_before: Whether the present data are encrypted.
        vault_after: Whether they will be.
        same_key: Whether the passphrase and the older copies stay as they are.
    """

    made: datetime | None
    differences: tuple[Difference, ...]
    vault_before: bool
    vault_after: bool
    same_key: bool

    @property
    def empty_before(self) -> bool:
        """Whether there is nothing at present that could be replaced."""
        return not any(each.before for each in self.differences)

    @property
    def changes(self) -> bool:
        """Whether anything would change."""
        return any(each.added or each.changed or each.removed for each in self.differences)
