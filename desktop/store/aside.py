"""Lets slow work on closed files go on beside the thread that owns the data file."""

from collections.abc import Callable, Generator
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")
# Long enough that nobody spins, short enough that nobody notices.
_LOOK_S = 0.002


class Stopped(Exception):
    """The work was given up, as it was asked to."""


class Pace:
    """Tells how far work in a thread has come, and the work whether to give up."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self._stop = Event()

    def step(self, done: int) -> None:
        """Says that so much more is done.

        Raises:
            Stopped: Nobody waits for the rest.
        """
        self.done += done
        if self._stop.is_set():
            raise Stopped

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0

    def stop(self) -> None:
        """Asks the work to give up at its next step."""
        self._stop.set()


def aside(work: Callable[[], T], pace: Pace | None = None) -> Generator[None, None, T]:
    """Runs something in a thread, and yields until it has ended.

    A generator that is closed before waits for the end: what works on files cannot be left alone.
    Work that has a pace is asked to give up.

    Raises:
        BaseException: What the work raised.
    """
    results: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001  It goes on where it is waited for.
            failures.append(error)

    thread = Thread(target=run, name="aside")
    thread.start()
    try:
        while thread.is_alive():
            yield
            thread.join(_LOOK_S)
    finally:
        if pace is not None and thread.is_alive():
            pace.stop()
        thread.join()
    if failures:
        raise failures[0]
    return results[0]
