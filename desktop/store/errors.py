"""What can go wrong with the data file through no fault of the program."""

from pathlib import Path


class StoreError(Exception):
    """Base of the problems of the data file; ``path`` is the file or folder meant."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(path, detail)
        self.path = path
        self.detail = detail


class StoreUnreadable(StoreError):
    """The file is damaged."""


class StoreForeign(StoreError):
    """The file belongs to another program."""


class StoreNewer(StoreError):
    """A newer program wrote the file: it has version ``found``, we know up to ``known``."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(path, f"{found} > {known}")
        self.found = found
        self.known = known


class StoreFolderUnusable(StoreError):
    """The folder or the file in it cannot be made, read or written."""


class StoreInUse(StoreError):
    """Another process has the file open."""


class StoreFull(StoreError):
    """There is no room left."""


class StoreMoved(StoreError):
    """The data were moved to another place a moment ago; nothing more is written here."""


class PlaceLost(StoreError):
    """The place that the data were moved to is not there, or nobody knows which it is."""


class StoreConflict(StoreError):
    """A recorded change does not fit what is in the file now; the file was not changed."""


class SourceUnusable(StoreError):
    """The file that was to be taken in cannot be read, or is no ordinary file."""


class SourceChanged(StoreError):
    """The file that was to be taken in was changed while it was read; nothing was kept."""


class StoreLocked(StoreError):
    """The file is encrypted and no key was given."""


class StoreIncomplete(StoreError):
    """A library of the program that proves the pages of the file is missing."""


class WrongPassphrase(StoreError):
    """The key file is whole, and this passphrase does not open it."""


class WrongRecoveryCode(StoreError):
    """The key file is whole, and this recovery code does not open it."""


class KeyFileDamaged(StoreError):
    """Neither the key file nor its copy can be read, whatever is typed."""


class MemoryShort(StoreError):
    """Deriving a key needs more memory than there is."""


class ExportForeign(StoreError):
    """The file is no export of ours."""


class ExportNewer(StoreError):
    """A newer program made the export."""


class ExportCutShort(StoreError):
    """The end of the export is missing."""


class ExportDamaged(StoreError):
    """The export is not as it was made."""
