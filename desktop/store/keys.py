"""The key file: one random key, wrapped once for the passphrase and once for the recovery code.

Everything is encrypted with keys derived from that one, so another passphrase or another code means
a new wrap, never a new encryption. The file says itself how its wraps were made; the cost is fixed
and never measured, so that the same file opens everywhere. It carries a sum, so that damage is told
from a wrong passphrase, and a MAC under the key, so that nobody without the key can change a state.

A copy lies in ``backups/``. It is used where the file itself is damaged or gone.
"""

import hmac
import json
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from desktop.domain.recovery_code import GROUPS, SECRETS, RecoveryCode, code_from
from desktop.domain.vault import VaultState
from desktop.store.database import BACKUP_FOLDER, KEY_FILE, make_private_file, typed_failures
from desktop.store.disk import sync_file, sync_folder
from desktop.store.errors import (
    KeyFileDamaged,
    StoreError,
    StoreNewer,
    WrongPassphrase,
    WrongRecoveryCode,
)
from desktop.store.key_wraps import (
    KEY_BYTES,
    NONCE_BYTES,
    Wrap,
    aead,
    bytes_of,
    canonical,
    check_wraps,
    code_key,
    derived,
    new_code_wrap,
    new_passphrase_wrap,
    opened,
    passphrase_key,
    sealed,
    text_of,
)

VERSION = 1
_FORMAT = "anxin-key"
_MOST_BYTES = 64 * 1024


class Keys:
    """The open vault in memory: one key for each purpose. ``wipe`` when it is no longer needed."""

    def __init__(self, master: bytes, key_id: str) -> None:
        """Derives the keys.

        Args:
            master: The random key of the vault.
            key_id: Tells vaults apart; no secret.
        """
        self.key_id = key_id
        self._keys = {
            purpose: bytearray(derived(master, purpose.encode()))
            for purpose in ("database", "files", "names", "export", "header", "code")
        }
        self._master = bytearray(master)

    @property
    def database(self) -> bytes:
        """Encrypts the data file and its copies."""
        return self._key("database")

    @property
    def files(self) -> bytes:
        """Encrypts the bytes of the person's files."""
        return self._key("files")

    @property
    def names(self) -> bytes:
        """Makes the names of the person's files."""
        return self._key("names")

    @property
    def export(self) -> bytes:
        """Encrypts what is exported."""
        return self._key("export")

    @property
    def header(self) -> bytes:
        """Proves the key file."""
        return self._key("header")

    @property
    def code(self) -> bytes:
        """Encrypts the recovery code, so that it can be asked for again."""
        return self._key("code")

    @property
    def master(self) -> bytes:
        """What the others are made of; it is wrapped."""
        if not any(self._master):
            raise RuntimeError("the keys were wiped")
        return bytes(self._master)

    def wipe(self) -> None:
        """Overwrites the keys. Copies that were handed out are beyond its reach."""
        for key in (self._master, *self._keys.values()):
            key[:] = bytes(len(key))

    def _key(self, purpose: str) -> bytes:
        key = self._keys[purpose]
        if not any(key):
            raise RuntimeError("the keys were wiped")
        return bytes(key)


class KeyFile(NamedTuple):
    """What stands in a key file. Every ``with_`` makes another; ``save`` puts it on the disk.

    Attributes:
        entries: The fields, without sum and MAC.
        proof: The MAC.
    """

    entries: Wrap
    proof: str

    @property
    def key_id(self) -> str:
        """Tells vaults apart."""
        return str(self.entries["key_id"])

    @property
    def state(self) -> VaultState:
        """How far the vault is on or off."""
        return VaultState(self.entries["state"])

    @property
    def created(self) -> date:
        """When the present recovery code was made."""
        return date.fromisoformat(self.entries["code_made"])

    @property
    def recovery_checked(self) -> date | None:
        """When groups of the recovery code were last typed right."""
        found = self.entries["recovery_checked"]
        return None if found is None else date.fromisoformat(found)

    def with_state(self, keys: Keys, state: VaultState) -> "KeyFile":
        """Notes how far it is."""
        return _proven(keys, {**self.entries, "state": state.value})

    def with_recovery_checked(self, keys: Keys, day: date) -> "KeyFile":
        """Notes that the recovery code is where the person finds it."""
        return _proven(keys, {**self.entries, "recovery_checked": day.isoformat()})

    def with_passphrase(self, keys: Keys, passphrase: str) -> "KeyFile":
        """Wraps the same key for another passphrase. Takes its time."""
        wrap = new_passphrase_wrap()
        key = passphrase_key(Path(KEY_FILE), wrap, passphrase)
        done = sealed(key, _about(keys.key_id), keys.master, wrap)
        wraps = {**self.entries["wraps"], "passphrase": done}
        return _proven(keys, {**self.entries, "wraps": wraps})

    def with_code(self, keys: Keys, code: RecoveryCode, day: date) -> "KeyFile":
        """Wraps the same key for another recovery code."""
        wrap = new_code_wrap()
        done = sealed(code_key(wrap, code), _about(keys.key_id), keys.master, wrap)
        nonce = os.urandom(NONCE_BYTES)
        kept = aead(keys.code).encrypt(nonce, code.secret.encode(), _about(keys.key_id))
        return _proven(
            keys,
            {
                **self.entries,
                "wraps": {**self.entries["wraps"], "recovery": done},
                "code": {"nonce": text_of(nonce), "sealed": text_of(kept)},
                "code_made": day.isoformat(),
                "recovery_checked": day.isoformat(),
            },
        )

    def recovery_code(self, keys: Keys) -> RecoveryCode:
        """The recovery code, for whoever has the vault open."""
        kept = self.entries["code"]
        secret = aead(keys.code).decrypt(
            bytes_of(kept["nonce"]), bytes_of(kept["sealed"]), _about(keys.key_id)
        )
        return RecoveryCode(secret.decode())

    def save(self, folder: Path) -> None:
        """Writes the file and then its copy, each whole or not at all.

        Raises:
            StoreError: There is no room or no right to write; the file is as it was.
        """
        _write(folder / KEY_FILE, self.text())
        _write(copy_of_key_file(folder), self.text())

    def text(self) -> bytes:
        """The file as it is written."""
        body = {**self.entries, "proof": self.proof}
        text = json.dumps({**body, "sum": _sum(body)}, indent=1, sort_keys=True) + "\n"
        return text.encode("ascii")


def copy_of_key_file(folder: Path) -> Path:
    """Where the copy of the key file lies."""
    return folder / BACKUP_FOLDER / KEY_FILE


def new_code() -> RecoveryCode:
    """A random recovery code."""
    return code_from(os.urandom(GROUPS * SECRETS))


def new_vault(passphrase: str, code: RecoveryCode, day: date) -> tuple[Keys, KeyFile]:
    """Makes a key and wraps it, in memory only. Takes its time.

    Raises:
        MemoryShort: There is not enough memory for it.
    """
    keys = Keys(os.urandom(KEY_BYTES), os.urandom(8).hex())
    empty = KeyFile(
        {
            "format": _FORMAT,
            "version": VERSION,
            "key_id": keys.key_id,
            "state": VaultState.TURNING_ON.value,
            "wraps": {},
        },
        "",
    )
    return keys, empty.with_code(keys, code, day).with_passphrase(keys, passphrase)


def read_key_file(folder: Path) -> KeyFile:
    """Reads the key file, or its copy where it is damaged or gone.

    Raises:
        KeyFileDamaged: Neither can be read.
        StoreNewer: A newer program wrote it.
    """
    return _readable(folder)[0]


def open_by_passphrase(folder: Path, passphrase: str) -> Keys:
    """Opens the vault. Takes its time.

    Raises:
        WrongPassphrase: It is another one.
        KeyFileDamaged: Nothing that can be typed opens it.
        MemoryShort: There is not enough memory for it.
    """

    def unwrapped(file: KeyFile) -> bytes | None:
        wrap = file.entries["wraps"]["passphrase"]
        key = passphrase_key(folder / KEY_FILE, wrap, passphrase)
        return opened(key, _about(file.key_id), wrap)

    keys = _open(folder, unwrapped)
    if keys is None:
        raise WrongPassphrase(folder / KEY_FILE)
    return keys


def open_by_code(folder: Path, code: RecoveryCode) -> Keys:
    """Opens the vault.

    Raises:
        WrongRecoveryCode: It is another one.
        KeyFileDamaged: Nothing that can be typed opens it.
    """

    def unwrapped(file: KeyFile) -> bytes | None:
        wrap = file.entries["wraps"]["recovery"]
        return opened(code_key(wrap, code), _about(file.key_id), wrap)

    keys = _open(folder, unwrapped)
    if keys is None:
        raise WrongRecoveryCode(folder / KEY_FILE)
    return keys


def remove_key_file(folder: Path) -> None:
    """Removes the key file and its copy, the copy first: what is left must be the newer one."""
    for path in (copy_of_key_file(folder), folder / KEY_FILE):
        with typed_failures(path):
            for each in (path, _part(path)):
                each.unlink(missing_ok=True)
            if path.parent.exists():
                sync_folder(path.parent)


def _open(folder: Path, unwrapped: Callable[[KeyFile], bytes | None]) -> Keys | None:
    """The keys of the first file that is proven; None where what was typed is wrong."""
    found = _readable(folder)
    for file in found:
        master = unwrapped(file)
        if master is None:
            # An older copy may still know a passphrase that was given up; it is not asked.
            return None
        keys = Keys(master, file.key_id)
        if hmac.compare_digest(_proof(keys, file.entries), file.proof):
            # Both are made alike again. That there is no room for it must keep nobody out. Nor must
            # it take back what was written while this was proven, which takes half a second.
            with suppress(StoreError):
                if _readable(folder) == found:
                    _mend(folder, file)
            return keys
    raise KeyFileDamaged(folder / KEY_FILE, "not proven")


def _mend(folder: Path, file: KeyFile) -> None:
    for path in (folder / KEY_FILE, copy_of_key_file(folder)):
        try:
            whole = _read(path) == file
        except KeyFileDamaged:
            whole = False
        if not whole:
            _write(path, file.text())


def _readable(folder: Path) -> list[KeyFile]:
    """The key file and its copy, those that are whole; at least one."""
    found: list[KeyFile] = []
    damage: KeyFileDamaged | None = None
    for path in (folder / KEY_FILE, copy_of_key_file(folder)):
        try:
            found.append(_read(path))
        except KeyFileDamaged as error:
            damage = damage or error
    if damage is not None and not found:
        raise damage
    return found


def _read(path: Path) -> KeyFile:
    try:
        with path.open("rb") as source:
            text = source.read(_MOST_BYTES)
    except FileNotFoundError:
        raise KeyFileDamaged(path, "missing") from None
    except OSError as error:
        raise KeyFileDamaged(path, error.strerror or str(error)) from error
    try:
        body = json.loads(text.decode("ascii"))
        told = body.pop("sum")
        # JSON in other words with the same meaning was not written by us, but harms nobody.
        if told != _sum(body) or body["format"] != _FORMAT:
            raise KeyFileDamaged(path, "sum")
        if body["version"] > VERSION:
            raise StoreNewer(path, body["version"], VERSION)
        file = KeyFile({name: body[name] for name in body if name != "proof"}, body["proof"])
        _check_fields(file)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KeyFileDamaged(path, type(error).__name__) from error
    return file


def _check_fields(file: KeyFile) -> None:
    """Raises ValueError, KeyError or TypeError where something is not as we write it."""
    check_wraps(file.entries["wraps"])
    for name in ("nonce", "sealed"):
        bytes_of(file.entries["code"][name])
    if not isinstance(file.entries["key_id"], str) or not isinstance(file.proof, str):
        raise TypeError("text")
    _ = file.state, file.created, file.recovery_checked


def _about(key_id: str) -> bytes:
    """What is bound to every wrap besides the way it is made: the vault it belongs to."""
    return canonical({"format": _FORMAT, "version": VERSION, "key_id": key_id})


def _proven(keys: Keys, entries: Wrap) -> KeyFile:
    return KeyFile(entries, _proof(keys, entries))


def _proof(keys: Keys, entries: Wrap) -> str:
    return hmac.new(keys.header, canonical(entries), sha256).hexdigest()


def _sum(body: Wrap) -> str:
    return sha256(canonical(body)).hexdigest()


def _write(path: Path, content: bytes) -> None:
    part = _part(path)
    with typed_failures(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            part.unlink(missing_ok=True)
            make_private_file(part)
            part.write_bytes(content)
            sync_file(part)
            part.replace(path)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        sync_folder(path.parent)


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")
