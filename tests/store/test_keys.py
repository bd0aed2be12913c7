"""The key file: three different failures, a copy that helps, and no flip that goes unseen."""

import json
import random
import sys
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.recovery_code import ALPHABET, CodeMistyped, RecoveryCode, read_code, same_group
from desktop.domain.vault import VaultState
from desktop.store import keys as module
from desktop.store.database import KEY_FILE, has_key_file
from desktop.store.errors import (
    KeyFileDamaged,
    StoreNewer,
    WrongPassphrase,
    WrongRecoveryCode,
)
from desktop.store.key_wraps import canonical
from desktop.store.keys import (
    KeyFile,
    Keys,
    copy_of_key_file,
    new_code,
    new_vault,
    open_by_code,
    open_by_passphrase,
    read_key_file,
    remove_key_file,
)
from tests.store.children import run, start

DAY = date(2026, 11, 22)
PASSPHRASE = "三只猫 sleep on 屋顶"


Vault = tuple[Path, RecoveryCode, Keys, KeyFile]


@pytest.fixture(scope="module")
def thought_up() -> tuple[RecoveryCode, Keys, KeyFile]:
    code = new_code()
    return code, *new_vault(PASSPHRASE, code, DAY)


@pytest.fixture
def made(tmp_path: Path, thought_up: tuple[RecoveryCode, Keys, KeyFile]) -> Vault:
    thought_up[2].save(tmp_path)
    return tmp_path, *thought_up


# --- The recovery code ----------------------------------------------------------------------------


def test_a_code_is_read_as_people_type_it() -> None:
    code = new_code()
    for typed in (
        str(code),
        str(code).lower(),
        str(code).replace("-", ""),
        str(code).replace("-", " — "),
        "\n".join(code.groups),
        str(code).replace("0", "o").replace("1", "l"),
        "".join(chr(ord(c) + 0xFEE0) for c in str(code)),
    ):
        assert read_code(typed) == code


@pytest.mark.parametrize("seed", range(20))
def test_every_wrong_character_and_every_swap_names_its_group(seed: int) -> None:
    dice = random.Random(seed)
    code = RecoveryCode("".join(dice.choices(ALPHABET, k=28)))
    text = "".join(code.groups)
    for place, right in enumerate(text):
        for wrong in ALPHABET.replace(right, ""):
            with pytest.raises(CodeMistyped) as caught:
                read_code(text[:place] + wrong + text[place + 1 :])
            assert caught.value.groups == (place // 5 + 1,)
    for place in range(len(text) - 1):
        if place % 5 == 4 or text[place] == text[place + 1]:
            continue
        swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        with pytest.raises(CodeMistyped) as caught:
            read_code(swapped)
        assert caught.value.groups == (place // 5 + 1,)
    groups = [*code.groups]
    groups[2], groups[5] = groups[5], groups[2]
    if groups[2] != groups[5]:
        with pytest.raises(CodeMistyped) as caught:
            read_code("-".join(groups))
        assert caught.value.groups == (3, 6)


def test_a_missing_character_names_its_group_where_the_groups_show_it() -> None:
    groups = [*new_code().groups]
    groups[3] = groups[3][:-1]
    with pytest.raises(CodeMistyped) as caught:
        read_code(" ".join(groups))
    assert (caught.value.groups, caught.value.length) == ((4,), 34)
    with pytest.raises(CodeMistyped) as caught:
        read_code("".join(groups))
    assert (caught.value.groups, caught.value.length) == ((), 34)
    with pytest.raises(CodeMistyped):
        read_code("")


def test_a_group_of_the_drill_is_compared_as_generously() -> None:
    code = new_code()
    assert same_group(code, 2, f" {code.groups[1].lower()} ")
    assert not same_group(code, 2, code.groups[2])
    assert not same_group(code, 2, "")


# --- Opening --------------------------------------------------------------------------------------


def test_both_ways_open_the_same_keys(made: Vault) -> None:
    folder, code, keys, _ = made
    for opened in (
        open_by_passphrase(folder, PASSPHRASE),
        open_by_passphrase(folder, "  三只猫 ｓｌｅｅｐ on 屋顶　"),
        open_by_code(folder, read_code(str(code))),
    ):
        assert opened.master == keys.master
        assert opened.database == keys.database
    purposes = [keys.database, keys.files, keys.names, keys.export, keys.header, keys.code]
    assert len(set(purposes)) == len(purposes)
    assert all(len(key) == 32 for key in purposes)


def test_wrong_passphrase_wrong_code_and_damage_are_three_things(made: Vault) -> None:
    folder, code, _, _ = made
    with pytest.raises(WrongPassphrase):
        open_by_passphrase(folder, PASSPHRASE + "x")
    with pytest.raises(WrongRecoveryCode):
        open_by_code(folder, new_code())
    for path in (folder / KEY_FILE, copy_of_key_file(folder)):
        path.write_bytes(b"\0" * 100)
    with pytest.raises(KeyFileDamaged):
        open_by_passphrase(folder, PASSPHRASE)
    with pytest.raises(KeyFileDamaged):
        open_by_code(folder, code)


@pytest.mark.parametrize("left", [b"", b"{}", b"[]", b"null", b'{"sum": 1}', b"\xff", b"[" * 9999])
def test_the_copy_helps_and_heals_whatever_became_of_the_file(made: Vault, left: bytes) -> None:
    folder, code, keys, file = made
    (folder / KEY_FILE).write_bytes(left)
    assert read_key_file(folder) == file
    assert open_by_code(folder, code).master == keys.master
    assert (folder / KEY_FILE).read_bytes() == copy_of_key_file(folder).read_bytes()


def test_a_file_that_is_gone_is_put_back(made: Vault) -> None:
    folder, code, _, file = made
    (folder / KEY_FILE).unlink()
    assert has_key_file(folder)
    open_by_code(folder, code)
    copy_of_key_file(folder).unlink()
    open_by_code(folder, code)
    assert read_key_file(folder) == file
    assert copy_of_key_file(folder).exists()
    remove_key_file(folder)
    assert not has_key_file(folder)
    with pytest.raises(KeyFileDamaged):
        open_by_code(folder, code)


def test_a_new_passphrase_and_a_new_code_shut_out_the_old(made: Vault) -> None:
    folder, code, keys, file = made
    later = date(2026, 12, 24)
    other = new_code()
    file.with_passphrase(keys, "另外 一句 长一点").with_code(keys, other, later).save(folder)
    assert open_by_passphrase(folder, "另外 一句 长一点").master == keys.master
    assert open_by_code(folder, other).master == keys.master
    with pytest.raises(WrongPassphrase):
        open_by_passphrase(folder, PASSPHRASE)
    with pytest.raises(WrongRecoveryCode):
        open_by_code(folder, code)
    now = read_key_file(folder)
    assert now.recovery_code(keys) == other
    assert now.created == later
    checked = now.with_recovery_checked(keys, date(2027, 1, 30))
    assert checked.recovery_checked == date(2027, 1, 30)


def test_an_old_passphrase_in_the_copy_opens_nothing_while_the_file_is_whole(made: Vault) -> None:
    folder, code, keys, file = made
    before = (folder / KEY_FILE).read_bytes()
    file.with_passphrase(keys, "另外 一句 长一点").save(folder)
    copy_of_key_file(folder).write_bytes(before)
    with pytest.raises(WrongPassphrase):
        open_by_passphrase(folder, PASSPHRASE)
    open_by_code(folder, code)
    assert copy_of_key_file(folder).read_bytes() == (folder / KEY_FILE).read_bytes()


def test_what_is_changed_while_a_code_is_tried_stays_changed(made: Vault) -> None:
    folder, code, keys, file = made
    later = file.with_state(keys, VaultState.ON)
    assert later != file

    class Meanwhile(str):
        """Typed by somebody while another thread writes."""

        __slots__ = ()

        def encode(self, *_: object) -> bytes:
            later.save(folder)
            return str.encode(self)

    open_by_code(folder, RecoveryCode(Meanwhile(code.secret)))
    assert read_key_file(folder) == later

    class Removed(Meanwhile):
        """Typed while the vault is turned off."""

        __slots__ = ()

        def encode(self, *_: object) -> bytes:
            remove_key_file(folder)
            return str.encode(self)

    open_by_code(folder, RecoveryCode(Removed(code.secret)))
    assert not has_key_file(folder)


# --- Damage and malice ----------------------------------------------------------------------------


def test_every_flipped_byte_is_seen_without_the_copy_and_healed_with_it(made: Vault) -> None:
    folder, _, _, file = made
    path = folder / KEY_FILE
    whole = path.read_bytes()
    copy = copy_of_key_file(folder)
    dice = random.Random(7)
    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << dice.randrange(8)
        path.write_bytes(flipped)
        # White space of JSON may become other white space; nothing else is harmless.
        assert read_key_file(folder) == file
        copy.unlink()
        try:
            assert read_key_file(folder) == file
            assert whole[place : place + 1].isspace()
        except KeyFileDamaged:
            pass
        copy.write_bytes(whole)


def test_a_state_that_was_changed_without_the_key_is_damage(made: Vault) -> None:
    # Otherwise whoever can write here could have everything decrypted at the next unlocking.
    folder, code, _, _ = made
    for path in (folder / KEY_FILE, copy_of_key_file(folder)):
        body = json.loads(path.read_text(encoding="ascii"))
        del body["sum"]
        body["state"] = VaultState.TURNING_OFF.value
        body["sum"] = module._sum(body)
        path.write_text(json.dumps(body), encoding="ascii")
    assert read_key_file(folder).state is VaultState.TURNING_OFF
    with pytest.raises(KeyFileDamaged):
        open_by_code(folder, code)


def test_a_cheaper_way_to_the_key_does_not_open(made: Vault) -> None:
    folder, _, _, file = made
    wraps = file.entries["wraps"]
    cheap = {**wraps, "passphrase": {**wraps["passphrase"], "memory_kib": 64, "iterations": 1}}
    KeyFile({**file.entries, "wraps": cheap}, file.proof).save(folder)
    with pytest.raises(WrongPassphrase):
        open_by_passphrase(folder, PASSPHRASE)
    dear = {**wraps, "passphrase": {**wraps["passphrase"], "memory_kib": 2**40}}
    KeyFile({**file.entries, "wraps": dear}, file.proof).save(folder)
    with pytest.raises(KeyFileDamaged):
        open_by_passphrase(folder, PASSPHRASE)


def test_a_key_file_of_a_newer_program_is_left_alone(made: Vault) -> None:
    folder, code, _, file = made
    KeyFile({**file.entries, "version": 2}, file.proof).save(folder)
    with pytest.raises(StoreNewer):
        open_by_code(folder, code)


def test_wiped_keys_cannot_be_used_by_mistake(made: Vault) -> None:
    keys = Keys(made[2].master, "x")
    keys.wipe()
    for purpose in ("database", "files", "names", "export", "header", "code", "master"):
        with pytest.raises(RuntimeError):
            getattr(keys, purpose)


def test_the_key_file_is_private_and_tells_nothing(made: Vault) -> None:
    folder, code, keys, _ = made
    path = folder / KEY_FILE
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0
    text = path.read_text(encoding="ascii")
    for secret in (code.secret, str(code), keys.master.hex(), PASSPHRASE):
        assert secret not in text
    assert canonical({"b": 1, "a": "x"}) == b'{"a":"x","b":1}'


# --- Kills and full disks -------------------------------------------------------------------------

CHANGING = """
import sys
from datetime import date
from pathlib import Path
from desktop.domain.recovery_code import RecoveryCode
from desktop.domain.vault import VaultState
from desktop.store.keys import open_by_code, read_key_file
folder = Path(sys.argv[1])
keys = open_by_code(folder, RecoveryCode(sys.argv[2]))
print("ready", flush=True)
while True:
    for state in VaultState:
        read_key_file(folder).with_state(keys, state).save(folder)
"""


@pytest.mark.parametrize("bytes_read", range(8))
def test_a_kill_while_it_is_written_leaves_a_whole_file(made: Vault, bytes_read: int) -> None:
    folder, code, keys, _ = made
    with start(CHANGING, str(folder), code.secret) as child:
        assert child.stdout is not None
        child.stdout.readline()
        seen = set()
        while len(seen) <= bytes_read % 3:
            seen.add(read_key_file(folder).state)
        child.kill()
    assert open_by_code(folder, code).master == keys.master


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
@pytest.mark.parametrize("room", [0, 1, 500, 800])
def test_no_room_leaves_the_file_as_it_was(made: Vault, room: int) -> None:
    folder, code, _, file = made
    lines = run(
        """
import resource, sys
from pathlib import Path
from desktop.domain.recovery_code import RecoveryCode
from desktop.domain.vault import VaultState
from desktop.store.database import KEY_FILE, has_key_file
from desktop.store.errors import StoreError
from desktop.store.keys import open_by_code, read_key_file
folder = Path(sys.argv[1])
keys = open_by_code(folder, RecoveryCode(sys.argv[2]))
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), most))
try:
    read_key_file(folder).with_state(keys, VaultState.OFF).save(folder)
except StoreError as error:
    print(type(error).__name__)
""",
        *(str(folder), code.secret, str(room)),
    )
    assert lines == ["StoreFull"]
    assert read_key_file(folder) == file
    assert sorted(path.name for path in folder.iterdir()) == [KEY_FILE, "backups"]


def test_the_ciphers_are_loaded_only_where_there_is_a_vault(tmp_path: Path) -> None:
    code = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.services.house import open_services
open_services(Path(sys.argv[1]), None, lambda: datetime.now(UTC)).close()
print([name for name in ("cryptography", "zxcvbn", "desktop.store.keys") if name in sys.modules])
"""
    assert run(code, str(tmp_path)) == ["[]"]
