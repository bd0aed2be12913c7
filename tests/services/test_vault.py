"""What a person does with the vault, on real folders, and what is said when it fails."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.progress import PERSON
from desktop.domain.vault import DRILL_AFTER_DAYS, VaultState, Weakness, Work
from desktop.services import vault
from desktop.services.errors import (
    DataLocked,
    KeyFileDamaged,
    PassphraseTooShort,
    RecoveryCodeMistyped,
    WrongPassphrase,
    WrongRecoveryCode,
)
from desktop.services.house import Services, open_services
from desktop.services.strength import strength, weight
from desktop.store.database import KEY_FILE, has_key_file
from desktop.store.keys import Keys, copy_of_key_file
from tests.services.conftest import Clock

PASSPHRASE = "三只猫 sleep on 屋顶"
OPEN = Callable[..., Services]


@pytest.fixture
def opened(folder: Path, clock: Clock) -> Iterator[OPEN]:
    """Opens the folder, closing what was open before."""
    now_open: list[Services] = []

    def open_(keys: Keys | None = None) -> Services:
        while now_open:
            now_open.pop().close()
        now_open.append(open_services(folder, None, clock, keys))
        return now_open[-1]

    yield open_
    while now_open:
        now_open.pop().close()


@pytest.fixture
def on(opened: OPEN) -> tuple[Services, vault.SetUp]:
    """A vault that was turned on."""
    services = opened()
    services.lenders.add("某某分期")
    set_up = services.vault().prepare(PASSPHRASE)
    list(services.vault().turn_on(set_up))
    return services, set_up


def test_setting_up_needs_the_drill_and_keeps_everything(folder: Path, opened: OPEN) -> None:
    services = opened()
    services.lenders.add("某某分期")
    assert services.vault().status() == (VaultState.OFF, False, False, None)
    set_up = services.vault().prepare(PASSPHRASE)
    assert not has_key_file(folder)  # Nothing counts before the drill.
    first, second = set_up.asked
    assert 1 <= first < second <= 7
    right = set_up.code.groups[first - 1], set_up.code.groups[second - 1].lower()
    assert set_up.drilled(right)
    assert not set_up.drilled((right[1], right[0]))
    works = [progress.work for progress in services.vault().turn_on(set_up)]
    assert works[0] is Work.KEYS
    assert works[-1] is Work.DONE
    assert services.vault().status().state is VaultState.ON
    assert not services.vault().unfinished()
    assert [lender.name for lender in services.lenders.all()] == ["某某分期"]


def test_it_is_locked_until_it_is_unlocked_either_way(
    folder: Path, on: tuple[Services, vault.SetUp], clock: Clock
) -> None:
    services, set_up = on
    services.close()
    assert vault.is_locked(folder)
    assert vault.vault_state(folder) is VaultState.ON
    with pytest.raises(DataLocked):
        open_services(folder, None, clock)
    for keys in (
        vault.unlock(folder, PASSPHRASE),
        vault.unlock_by_code(folder, str(set_up.code).lower()),
    ):
        again = open_services(folder, None, clock, keys)
        assert [lender.name for lender in again.lenders.all()] == ["某某分期"]
        assert again.recovered is None
        again.close()


def test_what_is_typed_wrong_is_told_apart(folder: Path, on: tuple[Services, vault.SetUp]) -> None:
    services, set_up = on
    with pytest.raises(WrongPassphrase):
        vault.unlock(folder, PASSPHRASE + "!")
    groups = [*set_up.code.groups]
    # One wrong character is always noticed; a group turned round is not, once in thirty times.
    groups[4] = ("Z" if groups[4][0] != "Z" else "Y") + groups[4][1:]
    with pytest.raises(RecoveryCodeMistyped) as caught:
        vault.unlock_by_code(folder, "-".join(groups))
    assert caught.value.groups == (5,)
    other = services.vault().prepare(PASSPHRASE).code
    with pytest.raises(WrongRecoveryCode):
        vault.unlock_by_code(folder, str(other))
    for path in (folder / KEY_FILE, copy_of_key_file(folder)):
        path.write_bytes(b"junk")
    with pytest.raises(KeyFileDamaged):
        vault.unlock(folder, PASSPHRASE)
    with pytest.raises(KeyFileDamaged):
        vault.unlock_by_code(folder, str(set_up.code))


def test_another_passphrase_is_a_new_wrap_only(
    folder: Path, on: tuple[Services, vault.SetUp]
) -> None:
    services, set_up = on
    before = (folder / "anxin.sqlite").read_bytes()
    with pytest.raises(WrongPassphrase):
        services.vault().change_passphrase("不是它不是它", "另外一句 更长")
    with pytest.raises(PassphraseTooShort):
        services.vault().change_passphrase(PASSPHRASE, "短短")
    services.vault().change_passphrase(PASSPHRASE, "另外一句 更长")
    assert (folder / "anxin.sqlite").read_bytes() == before
    with pytest.raises(WrongPassphrase):
        vault.unlock(folder, PASSPHRASE)
    vault.unlock(folder, "另外一句 更长")
    vault.unlock_by_code(folder, str(set_up.code))


def test_a_new_code_counts_after_the_drill_and_the_old_one_no_more(
    folder: Path, on: tuple[Services, vault.SetUp]
) -> None:
    services, old = on
    new = services.vault().prepare_code()
    vault.unlock_by_code(folder, str(old.code))
    with pytest.raises(WrongRecoveryCode):
        vault.unlock_by_code(folder, str(new.code))
    services.vault().adopt_code(new)
    vault.unlock_by_code(folder, str(new.code))
    with pytest.raises(WrongRecoveryCode):
        vault.unlock_by_code(folder, str(old.code))
    assert services.vault().drill().code == new.code


def test_the_code_is_asked_for_once_more_after_thirty_days(
    on: tuple[Services, vault.SetUp], clock: Clock
) -> None:
    services, set_up = on
    assert not services.vault().status().drill_due
    clock.moment += timedelta(days=DRILL_AFTER_DAYS - 1)
    assert not services.vault().status().drill_due
    clock.moment += timedelta(days=1)
    assert services.vault().status().drill_due
    assert services.vault().drill().code == set_up.code
    services.vault().drilled()
    assert not services.vault().status().drill_due
    clock.moment += timedelta(days=999)
    assert not services.vault().status().drill_due


def test_turning_off_asks_for_the_passphrase(
    folder: Path, opened: OPEN, on: tuple[Services, vault.SetUp]
) -> None:
    services, _ = on
    with pytest.raises(WrongPassphrase):
        services.vault().prove("不是它不是它")
    assert services.vault().status().state is VaultState.ON
    list(services.vault().turn_off(services.vault().prove(PASSPHRASE)))
    assert services.vault().status().state is VaultState.OFF
    assert not vault.is_locked(folder)
    assert [lender.name for lender in opened().lenders.all()] == ["某某分期"]


def test_left_before_anything_was_encrypted_it_is_off(folder: Path, opened: OPEN) -> None:
    services = opened()
    job = services.vault().turn_on(services.vault().prepare(PASSPHRASE))
    next(job)
    job.close()
    assert services.vault().status().state is VaultState.OFF
    assert not has_key_file(folder)


def test_cut_off_before_anything_was_encrypted_it_is_said_at_the_next_start(
    folder: Path, opened: OPEN
) -> None:
    services = opened()
    assert not services.cut_off
    services.vault().prepare(PASSPHRASE).file.save(folder)
    assert vault.vault_state(folder) is VaultState.TURNING_ON
    again = opened()
    assert again.cut_off
    assert not has_key_file(folder)
    assert not opened().cut_off


def test_left_in_the_middle_it_goes_on_after_unlocking(folder: Path, opened: OPEN) -> None:
    services = opened()
    services.notes.save(services.library.pack().steps[0].id, PERSON, "记号 4c1d")
    for _ in services.copies.make():
        pass
    job = services.vault().turn_on(services.vault().prepare(PASSPHRASE))
    while next(job).work is not Work.BACKUPS:
        pass
    job.close()
    assert services.vault().unfinished()
    again = opened(vault.unlock(folder, PASSPHRASE))
    assert again.vault().unfinished()
    list(again.vault().resume())
    assert not again.vault().unfinished()
    for path in folder.rglob("*"):
        assert not path.is_file() or "记号 4c1d".encode() not in path.read_bytes()


def test_the_copies_made_afterwards_are_encrypted(
    folder: Path, on: tuple[Services, vault.SetUp]
) -> None:
    services, _ = on
    services.notes.save(services.library.pack().steps[0].id, PERSON, "记号 4c1d")
    for _ in services.copies.make():
        pass
    assert list(folder.glob("backups/*.sqlite"))
    for path in folder.rglob("*"):
        assert not path.is_file() or "记号 4c1d".encode() not in path.read_bytes()


# --- How strong ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("passphrase", "weakness"),
    [
        ("123456", Weakness.SEQUENCE),
        ("84620193", Weakness.DIGITS),
        ("13912345678", Weakness.PHONE),
        ("woaini1314", Weakness.PINYIN),
        ("19900101", Weakness.DATE),
        ("password", Weakness.COMMON),
        ("我爱你", Weakness.COMMON),
        ("qwertyuiop", Weakness.COMMON),
        ("哈哈哈哈哈哈哈哈", Weakness.REPEAT),
        ("王小明贷款", Weakness.NAME),
        ("abcabcabc", Weakness.REPEAT),
        ("a1", Weakness.SHORT),
    ],
)
def test_a_weak_one_says_why(passphrase: str, weakness: Weakness) -> None:
    found = strength(passphrase, ("王小明",))
    assert found.level < 3
    if weakness is not Weakness.SEQUENCE:
        assert weakness in found.weaknesses
    assert found.weaknesses


@pytest.mark.parametrize(
    "passphrase",
    ["三只猫睡在屋顶上晒太阳", "correct horse battery staple", "蓝色 qiche 飞过 1987 座桥"],
)
def test_a_sentence_is_strong_in_either_writing(passphrase: str) -> None:
    assert strength(passphrase).level >= 3
    assert strength(passphrase).weaknesses == ()


def test_pinyin_is_not_taken_for_random_letters() -> None:
    assert strength("xihuanchi").guesses_log10 < strength("xkhvqnczi").guesses_log10
    assert weight("三只猫") == 6
    assert weight(" ａｂ ") == 2


def test_any_text_gets_an_estimate() -> None:
    dice = random.Random(3)
    for length in (0, 1, 7, 300):
        for _ in range(30):
            codes = (dice.choice((dice.randrange(0xD800), 0x1F600)) for _ in range(length))
            text = "".join(map(chr, codes))
            found = strength(text, ("", "x", text))
            assert 0 <= found.level <= 4
