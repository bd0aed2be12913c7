"""The program, started and left as a person does it."""

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from gi.repository import Gio, GLib

from tests.outside.reader import NotThereError, Reader

STATUS = ("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties")


def announce_reader() -> None:
    """Tell all programs that there is a screen reader, as every screen reader does."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        value = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", value=True)))
        bus.call_sync(*STATUS, "Set", value, None, Gio.DBusCallFlags.NONE, -1, None)


class Program:
    """One running copy of the program."""

    def __init__(self, reader: Reader, command: Sequence[str]) -> None:
        self._reader = reader
        # Qt says a line for every control that a reader asks for after it has gone. A pipe that
        # nobody empties is full after some hundreds, and then the program waits for ever.
        self._said = Path.home() / "said.txt"
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(command, env={**os.environ}, stderr=said)
        try:
            reader.until(reader.is_active, "no window that has the keyboard")
        except NotThereError:
            self.kill()
            raise

    def quit(self) -> list[str]:
        """Close the window by keyboard; what was wrong with the way it ended."""
        self._reader.keys("Alt+F4")
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()
            return ["the program does not end when its window is closed"]
        self._reader.until(lambda: not self._reader.windows(), "the window stays")
        wrong = [] if self._process.returncode == 0 else [f"exit {self._process.returncode}"]
        lines = self._said.read_text(encoding="utf-8").splitlines()
        return wrong + [line for line in lines if line.startswith("Traceback")]

    def kill(self) -> None:
        """End it without asking, where asking was of no use."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
