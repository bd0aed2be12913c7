"""A copy of the real content that a test breaks and puts back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from desktop.content import lint
from desktop.content.plain_yaml import read_yaml
from desktop.content.rulebook import ContentError, ContentProblem
from desktop.content.sources import read_sources


def as_yaml(data: Any) -> bytes:
    """Data as an author would write it."""
    return yaml.dump(data, Dumper=_WithoutAnchors, allow_unicode=True).encode()


class _WithoutAnchors(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


class Sources:
    """The folder ``checklists`` of one test; everything that was changed can be put back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._before: dict[Path, bytes | None] = {}

    def first(self, pattern: str, wanted: Callable[[Any], bool] = lambda _: True) -> str:
        """Name of the first file whose data is as wanted."""
        for path in sorted(self.folder.glob(pattern)):
            if wanted(read_yaml(path.read_bytes())):
                return path.relative_to(self.folder).as_posix()
        raise LookupError(pattern)

    def data(self, name: str) -> Any:
        """The data of a file."""
        return read_yaml((self.folder / name).read_bytes())

    def change(self, name: str, change: Callable[[Any], object]) -> None:
        """Changes the data of a file in place."""
        data = self.data(name)
        change(data)
        self.write(name, as_yaml(data))

    def write(self, name: str, content: bytes | None) -> None:
        """Writes a file, or removes it."""
        path = self.folder / name
        self._before.setdefault(path, path.read_bytes() if path.exists() else None)
        if content is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        return (self.folder / name).read_bytes()

    def problems(self) -> tuple[ContentProblem, ...]:
        """Everything the linter finds."""
        try:
            content = read_sources(self.folder)
        except ContentError as error:
            return error.problems
        return lint.check_all(content, self.folder)

    def restore(self) -> None:
        """Puts everything back."""
        for path, content in self._before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        self._before.clear()
