"""Services on a real folder and the real content, with a clock that stands still."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from desktop.services.bus import Topic
from desktop.services.house import Services, open_services

BEIJING = timezone(timedelta(hours=8))


class Clock:
    """Says what it is told to say."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 9, 30, tzinfo=BEIJING)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def open_again(folder: Path, clock: Clock) -> Iterator[Callable[[], Services]]:
    """Opens the person's folder, closing what was open before, as after a restart."""
    opened: list[Services] = []

    def open_() -> Services:
        while opened:
            opened.pop().close()
        opened.append(open_services(folder, None, clock))
        return opened[-1]

    yield open_
    while opened:
        opened.pop().close()


@pytest.fixture
def services(open_again: Callable[[], Services]) -> Services:
    return open_again()


@pytest.fixture
def heard(services: Services) -> list[Topic]:
    """Every topic published so far."""
    topics: list[Topic] = []
    services.bus.subscribe(topics.append)
    return topics
