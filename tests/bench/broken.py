"""A drive that fails: operations on files under a folder end in an I/O error from a number on."""

import errno
import sys

EVENTS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.utime"})


class Broken:
    """Counts the operations of this process; an audit hook hears them before they are done."""

    def __init__(self) -> None:
        self._folder = ""
        self._left = -1
        sys.addaudithook(self._hear)

    def fail(self, folder: str, number: int) -> None:
        """Let one operation fail: the one after so many others."""
        self._folder, self._left = folder, number

    def mend(self) -> bool:
        """Let everything go well again; whether anything has failed."""
        failed = self._left < 0
        self._left = -1
        return failed

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self._left < 0 or event not in EVENTS or not isinstance(arguments[0], (str, bytes)):
            return
        name = str(arguments[0])
        if name.startswith(self._folder):
            self._left -= 1
            if self._left < 0:
                raise OSError(errno.EIO, "Input/output error", name)
