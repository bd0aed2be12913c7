"""Why the program cannot have its content. Light, because every start imports it."""

from pathlib import Path


class ContentFailure(Exception):
    """Base of everything that can go wrong with the content."""


class CompiledFailure(ContentFailure):
    """A compiled file cannot be used.

    Attributes:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        """Keeps the path."""
        super().__init__(str(path))
        self.path = path


class ContentMissing(CompiledFailure):
    """The compiled file is not there."""


class ContentDamaged(CompiledFailure):
    """The compiled file is unreadable, cut short or not what this program writes."""


class ContentNewer(CompiledFailure):
    """The compiled file comes from a newer program.

    Attributes:
        found: Its format number.
        known: The highest format number this program reads.
    """

    def __init__(self, path: Path, found: int, known: int) -> None:
        """Keeps the path and both format numbers."""
        super().__init__(path)
        self.found = found
        self.known = known
