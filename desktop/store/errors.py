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


class StoreConflict(StoreError):
    """A recorded change does not fit what is in the file now; the file was not changed."""


class SourceUnusable(StoreError):
    """The file that was to be taken in cannot be read, or is no ordinary file."""


class SourceChanged(StoreError):
    """The file that was to be taken in was changed while it was read; nothing was kept."""
