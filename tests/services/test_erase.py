"""Erasing through the services: files and copies too, and going on after it was broken off."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.domain.progress import PERSON
from desktop.services.bus import Topic
from desktop.services.errors import DataFolderUnusable
from desktop.services.house import Services, open_services
from desktop.store.files import FileStore
from tests.services.conftest import Clock
from tests.vaults import make_vault

GONE, STAYS = "weg-7f3a9c", "bleibt-7f3a9c"


def fill(services: Services) -> tuple[str, str]:
    ids = []
    step = services.library.pack().steps[0].id
    for name in (GONE, STAYS):
        lender = services.lenders.add(name)
        ids.append(lender.id)
        services.notes.save(step, PERSON, f"{STAYS} of the person")
        services.notes.save(step, lender.id, f"{name} note")
    for _ in services.copies.make():
        pass
    return ids[0], ids[1]


def places(folder: Path, mark: str) -> list[str]:
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and mark.encode() in path.read_bytes()
    ]


def test_a_lender_is_gone_also_from_the_copies(
    services: Services, folder: Path, heard: list[Topic]
) -> None:
    gone, _ = fill(services)
    assert places(folder, GONE)
    heard.clear()
    erase = services.erase()
    assert [lender.name for lender in erase.lenders()] == [GONE, STAYS]
    assert erase.extent(gone).notes == 1
    for _ in erase.lender(gone, copies=True):
        pass
    assert places(folder, GONE) == []
    assert [lender.name for lender in services.lenders.all()] == [STAYS]
    assert Topic.LENDERS in heard
    assert Topic.INCIDENTS in heard
    assert services.copies.holding().number == 1
    assert services.history.can_undo() is None
    assert not erase.unfinished()


def test_copies_stay_if_they_shall(services: Services, folder: Path) -> None:
    gone, _ = fill(services)
    for _ in services.erase().lender(gone, copies=False):
        pass
    assert places(folder, GONE) == ["backups/hour-20261122T01Z.sqlite"]


@pytest.mark.parametrize("steps", range(1, 5))
def test_what_was_broken_off_is_gone_on_with(
    services: Services, folder: Path, open_again: Callable[[], Services], steps: int
) -> None:
    gone, _ = fill(services)
    FileStore(folder).add(io.BytesIO(GONE.encode()))
    work = services.erase().lender(gone, copies=True)
    for _ in range(steps):
        next(work)
    work.close()
    again = open_again()
    assert [lender.name for lender in again.lenders.all()] == [STAYS]
    assert again.erase().unfinished()
    for _ in again.erase().go_on():
        pass
    assert not again.erase().unfinished()
    assert places(folder, GONE) == []


def test_everything_is_gone_at_the_next_start(
    services: Services, folder: Path, open_again: Callable[[], Services]
) -> None:
    fill(services)
    services.erase().everything()
    assert services.lenders.all()
    again = open_again()
    assert again.lenders.all() == ()
    assert places(folder, STAYS) == []
    assert again.copies.holding().number == 0


def test_everything_with_a_vault_is_gone_without_its_key(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "vault"
    make_vault(folder, clock, lambda services: fill(services) and None)
    (folder / "erasing").touch()
    services = open_services(folder, None, clock)
    assert services.lenders.all() == ()
    services.close()


def test_what_cannot_be_noted_erases_nothing(services: Services, folder: Path) -> None:
    fill(services)
    folder.rename(folder.with_name("moved"))
    with pytest.raises(DataFolderUnusable):
        services.erase().everything()
    folder.with_name("moved").rename(folder)
    assert len(services.lenders.all()) == 2
