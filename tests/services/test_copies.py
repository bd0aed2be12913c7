"""When the daily copy is due, and what happens when it cannot be made."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.progress import Place
from desktop.services.errors import CopyFailed, DataFolderUnusable
from desktop.services.house import Services
from tests.services.conftest import Clock


def make(services: Services) -> None:
    for _ in services.copies.make():
        pass


def days(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def test_due_at_the_first_change_of_each_day(
    services: Services, folder: Path, clock: Clock
) -> None:
    assert not services.copies.due()
    services.lenders.add("一")
    assert services.copies.due()
    make(services)
    assert not services.copies.due()
    services.lenders.add("二")
    assert not services.copies.due()
    assert services.copies.behind()
    clock.moment += timedelta(days=1)
    assert services.copies.due()
    services.lenders.add("三")
    make(services)
    assert not services.copies.behind()
    assert days(folder) == ["day-2026-11-22.sqlite", "day-2026-11-23.sqlite"]


def test_not_due_again_after_a_restart(open_again: Callable[[], Services]) -> None:
    services = open_again()
    services.lenders.add("一")
    make(services)
    services = open_again()
    assert not services.copies.behind()
    services.lenders.add("二")
    assert services.copies.behind()
    assert not services.copies.due()


def test_turning_a_page_is_no_change(services: Services) -> None:
    services.preferences.set_place(Place("settings"))
    assert not services.copies.behind()


def test_a_copy_that_was_given_up_is_still_due(services: Services) -> None:
    services.lenders.add("一")
    unfinished = services.copies.make()
    next(unfinished)
    unfinished.close()
    assert services.copies.due()


def test_a_copy_that_fails_says_why_and_is_still_due(services: Services, folder: Path) -> None:
    (folder / "backups").write_text("mine", encoding="utf-8")
    services.lenders.add("一")
    with pytest.raises(CopyFailed) as caught:
        make(services)
    assert isinstance(caught.value.reason, DataFolderUnusable)
    assert services.copies.due()
    services.lenders.add("二")
    assert len(services.lenders.all()) == 2
    assert (folder / "backups").read_text(encoding="utf-8") == "mine"
