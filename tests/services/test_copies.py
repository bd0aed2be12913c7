"""When a copy is due, and what happens when it cannot be made."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.progress import Place
from desktop.services.copies import LIMITS, MEGABYTE
from desktop.services.errors import CopyFailed, DataFolderUnusable
from desktop.services.house import Services
from tests.services.conftest import Clock


def make(services: Services) -> None:
    for _ in services.copies.make():
        pass


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def test_due_at_the_first_change_of_each_hour(
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
    clock.moment += timedelta(minutes=30)
    assert services.copies.due()
    services.lenders.add("三")
    make(services)
    assert not services.copies.behind()
    clock.moment += timedelta(hours=5)
    assert not services.copies.due(), "nothing was changed since"
    assert made(folder) == ["hour-20261122T01Z.sqlite", "hour-20261122T02Z.sqlite"]


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


def test_the_person_sees_and_sets_how_much_is_kept(
    services: Services, folder: Path, clock: Clock
) -> None:
    assert services.copies.holding() == (0, 0, 0, None, None, 500 * MEGABYTE, 0)
    for _ in range(3):
        services.lenders.add(f"{clock.moment}")
        make(services)
        clock.moment += timedelta(hours=1)
    held = services.copies.holding()
    assert held.number == 3
    assert held.size == sum(path.stat().st_size for path in (folder / "backups").iterdir())
    assert held.newest == datetime(2026, 11, 22, 3, tzinfo=UTC)
    assert held.oldest == datetime(2026, 11, 22, 1, tzinfo=UTC)
    services.copies.set_limit(LIMITS[0])
    assert services.copies.limit == LIMITS[0]
    assert services.copies.holding().limit == LIMITS[0] * MEGABYTE


def test_a_smaller_limit_counts_at_once(services: Services, folder: Path, clock: Clock) -> None:
    services.lenders.add("一")
    make(services)
    (copy,) = (folder / "backups").iterdir()
    for hour in range(4):
        large = folder / "backups" / f"hour-20261121T0{hour}Z.sqlite"
        large.write_bytes(bytes(60 * MEGABYTE))
    services.copies.set_limit(200)
    assert made(folder) == [f"hour-20261121T0{hour}Z.sqlite" for hour in (1, 2, 3)] + [copy.name]
    services.copies.set_limit(100)
    assert made(folder) == ["hour-20261121T03Z.sqlite", copy.name]


def test_only_offered_limits_are_taken(services: Services) -> None:
    with pytest.raises(ValueError, match="7"):
        services.copies.set_limit(7)
    assert services.copies.limit == 500
