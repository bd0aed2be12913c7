"""One running copy for each data folder: a second one calls the first to the front and leaves.

Locks and files only: a program that opens no socket cannot be reached from outside.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

LOCK = "anxin.lock"
CALL = "anxin.call"
_PATIENCE_S = 5.0
_LOOK_S = 0.05
_TRIES = 20


class Single:
    """The right to be the running copy, held until ``release`` or the end of the process.

    The system itself takes the lock from a process that ends, however it ends. Where no lock can be
    made, as in a folder that may only be read, everybody is first: the data file has its own lock.
    Not ``QLockFile``, which asks for the name of the process and of the machine: two milliseconds
    at every start.
    """

    def __init__(self, folder: Path) -> None:
        self.call_file = folder / CALL
        self._lock_file = folder / LOCK
        self._descriptor: int | None = None
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.first = self._take()

    def _take(self) -> bool:
        """Lock the file; False only if another process holds it."""
        # On some network drives a name and what it opens never look the same: not for ever.
        for _ in range(_TRIES):
            try:
                descriptor = os.open(self._lock_file, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError:
                return True
            try:
                _lock(descriptor)
                kept = _names(self._lock_file, descriptor)
            except OSError as error:
                os.close(descriptor)
                return not isinstance(error, (BlockingIOError, PermissionError))
            if kept:
                self._descriptor = descriptor
                return True
            # Its last holder took the file away between our opening and our locking it.
            os.close(descriptor)
        return True

    def call(self, file: Path | None = None) -> bool:
        """Ask the first copy to come to the front, and to open a file; whether it did."""
        part = self.call_file.with_name(f"{CALL}.{os.getpid()}.part")
        try:
            part.touch(mode=0o600)
            part.write_text("" if file is None else str(file), encoding="utf-8")
            part.replace(self.call_file)
        except (OSError, UnicodeEncodeError):
            with suppress(OSError):
                part.unlink(missing_ok=True)
            return False
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            if not self.call_file.exists():
                return True
            time.sleep(_LOOK_S)
        with suppress(OSError):
            self.call_file.unlink(missing_ok=True)
        return False

    def release(self) -> None:
        """Let the next one be first."""
        if self._descriptor is None:
            return
        # Taken away while it is still locked, so that nobody locks a file without a name and
        # believes to be the first. Windows lets nobody take away a file that somebody has open.
        with suppress(OSError):
            self._lock_file.unlink()
        os.close(self._descriptor)
        self._descriptor = None
        if sys.platform == "win32":
            with suppress(OSError):
                self._lock_file.unlink()


def _lock(descriptor: int) -> None:
    """Lock an open file for this process without waiting.

    Raises:
        OSError: ``BlockingIOError`` or ``PermissionError`` if another process holds it.
    """
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  There is no such module elsewhere.

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415  There is no such module on Windows.

        # Not lockf: its lock would be gone as soon as anything in this process closes the file.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _names(path: Path, descriptor: int) -> bool:
    """Whether a path still names an open file; on Windows nobody takes that away."""
    if sys.platform == "win32":
        return True
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
