"""The program as its desktop entry opens it, and what it said until it ended."""

import subprocess
from pathlib import Path


class Opened:
    """A program that was opened as a menu does: by what its desktop entry says."""

    def __init__(self, entry: Path, said: Path) -> None:
        """Open it.

        Args:
            entry: The desktop entry.
            said: Where what it prints is kept.
        """
        lines = entry.read_text(encoding="utf-8").splitlines()
        command = next(line.removeprefix("Exec=") for line in lines if line.startswith("Exec="))
        # Qt says a line for every control that the eyes ask for after it has gone. A pipe that
        # nobody empties is full after some hundreds, and then the program waits for ever.
        self._said = said
        with said.open("wb") as file:
            self._process = subprocess.Popen(words(command), stderr=file)

    def code(self) -> int | None:
        """The exit code; None while the program runs."""
        return self._process.poll()

    def said(self) -> str:
        """What it printed, without what Qt tells of the eyes."""
        lines = self._said.read_text(encoding="utf-8").splitlines()
        return "\n".join(line for line in lines if not line.startswith("qt.accessibility"))


def words(command: str, *files: str) -> list[str]:
    """The words of a desktop entry's command, with files where it has a place for them."""
    found: list[str] = []
    for word in command.split():
        found += files if word in {"%f", "%F", "%u", "%U"} else [word]
    return found
