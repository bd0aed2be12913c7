"""Why a document could not be written. Whatever was there before is as it was."""

from pathlib import Path


class DocumentError(Exception):
    """Base of everything that can go wrong with a document."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(path, detail)
        self.path = path
        self.detail = detail


class DocumentNoRoom(DocumentError):
    """There was no room for it."""


class DocumentFolderUnusable(DocumentError):
    """The folder is not there, or nothing can be written in it."""


class DocumentInUse(DocumentError):
    """Another program holds the file of that name open."""


class FontUnusable(DocumentError):
    """The font that comes with the program is missing or damaged."""
