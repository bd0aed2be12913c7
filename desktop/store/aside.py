"""Lets slow work on closed files go on beside the thread that owns the data file."""

from collections.abc import Callable, Generator
from threading import Thread
from typing import TypeVar

T = TypeVar("T")
# Long enough that nobody spins, short enough that nobody notices.
_LOOK_S = 0.002


def aside(work: Callable[[], T]) -> Generator[None, None, T]:
    """Runs something in a thread, and yields until it has ended.

    A generator that is closed before waits for the end: what works on files cannot be left alone.

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
        thread.join()
    if failures:
        raise failures[0]
    return results[0]
