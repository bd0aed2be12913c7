"""What goes over all of the data takes turns: one that renames files never meets one that reads."""

import os
from collections.abc import Callable, Generator, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.progress import PERSON
from desktop.domain.vault import VaultState
from desktop.services import vault
from desktop.services.errors import DataLocked, DataMoved, StillBusy
from desktop.services.house import Services, open_services
from desktop.store.files import FileStore, run
from desktop.store.keys import read_key_file
from tests.services.conftest import Clock
from tests.vaults import PASSPHRASE, turn_on

FILES = 3
Work = Callable[[Services, Path], Generator[Any, None, Any]]


def exporting(services: Services, place: Path) -> Generator[Any, None, Any]:
    return services.exports().make(place / "新.anxin")


def restoring(services: Services, place: Path) -> Generator[Any, None, Any]:
    return services.exports().prepare(place / "旧.anxin", None)


def drilling(services: Services, _place: Path) -> Generator[Any, None, Any]:
    return services.exports().drill()


def erasing(services: Services, _place: Path) -> Generator[Any, None, Any]:
    return services.erase().lender(services.lenders.all()[0].id, copies=True)


OTHERS = [exporting, restoring, drilling, erasing]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    found = tmp_path / "usb"
    found.mkdir()
    return found


@pytest.fixture
def filled(services: Services, place: Path) -> Iterator[Services]:
    services.lenders.add("甲方")
    services.notes.save(services.library.pack().steps[0].id, PERSON, "一句话")
    files = FileStore(services.data_dir)
    for _ in range(FILES):
        files.add(BytesIO(os.urandom(50_000)))
    run(services.copies.make())
    run(services.exports().make(place / "旧.anxin"))
    yield services
    services.exports().give_up()


@pytest.mark.parametrize("work", OTHERS)
def test_nothing_begins_while_it_is_being_encrypted(
    filled: Services, place: Path, work: Work
) -> None:
    turning = filled.vault().turn_on(filled.vault().prepare(PASSPHRASE))
    next(turning)
    with pytest.raises(StillBusy):
        run(work(filled, place))
    for _ in turning:
        pass
    assert filled.vault().status().state is VaultState.ON
    turning = filled.vault().turn_off(filled.vault().prove(PASSPHRASE))
    next(turning)
    with pytest.raises(StillBusy):
        run(work(filled, place))
    for _ in turning:
        pass
    run(work(filled, place))


@pytest.mark.parametrize("work", OTHERS)
def test_it_is_not_encrypted_while_something_else_is_going_on(
    filled: Services, place: Path, work: Work
) -> None:
    set_up = filled.vault().prepare(PASSPHRASE)
    going = work(filled, place)
    next(going)
    with pytest.raises(StillBusy):
        next(filled.vault().turn_on(set_up))
    assert filled.vault().status().state is VaultState.OFF
    going.close()
    filled.exports().give_up()
    turn_on(filled)


def test_what_was_looked_at_waits_for_nothing_else(filled: Services, place: Path) -> None:
    """What is laid ready fits the vault there is; it must not be turned on before the answer."""
    run(filled.exports().prepare(place / "旧.anxin", None))
    with pytest.raises(StillBusy):
        next(filled.vault().turn_on(filled.vault().prepare(PASSPHRASE)))
    filled.exports().give_up()
    turn_on(filled)


def test_after_a_restore_nothing_is_written_that_would_be_gone(
    filled: Services, place: Path
) -> None:
    filled.lenders.add("乙方")
    run(filled.exports().prepare(place / "旧.anxin", None))
    run(filled.exports().restore())
    filled.exports().give_up()
    with pytest.raises(DataMoved):
        filled.lenders.add("丙方")
    with pytest.raises(StillBusy):
        next(filled.vault().turn_on(filled.vault().prepare(PASSPHRASE)))


def test_an_export_made_while_turning_off_was_broken_off_stays_encrypted(
    filled: Services, place: Path, tmp_path: Path, clock: Clock
) -> None:
    turn_on(filled)
    off = filled.vault().turn_off(filled.vault().prove(PASSPHRASE))
    next(off)
    del off  # As closing it does.
    assert read_key_file(filled.data_dir).state is VaultState.TURNING_OFF
    run(filled.exports().make(place / "半.anxin"))
    other = open_services(tmp_path / "other", None, clock)
    keys = other.exports().unlock(place / "半.anxin", PASSPHRASE)
    run(other.exports().prepare(place / "半.anxin", keys))
    run(other.exports().restore())
    other.close()
    with pytest.raises(DataLocked):
        open_services(tmp_path / "other", None, clock)
    keys = vault.unlock(tmp_path / "other", PASSPHRASE)
    restored = open_services(tmp_path / "other", None, clock, keys)
    try:
        assert not restored.vault().unfinished(), "it would be decrypted without a word"
    finally:
        restored.close()
