"""The vault as a person uses it: set up, unlock, change, turn on and off.

For the lock screen, while nothing is open: ``vault_state``, ``is_locked``, ``unlock`` and
``unlock_by_code``, which need only the folder. With the ``Keys`` they return, ``open_services``
opens the data. For an open program: ``VaultService``, at ``Services.vault()``.

What costs time on purpose says so: it is meant for a worker thread, and touches nothing but the key
file. Everything else belongs to the thread that owns the data.
"""

import secrets
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from desktop.domain.recovery_code import (
    GROUP_LENGTH,
    GROUPS,
    CodeMistyped,
    RecoveryCode,
    read_code,
    same_group,
)
from desktop.domain.vault import DRILL_AFTER_DAYS, Progress, Strength, VaultState, VaultStatus
from desktop.services.desk import Desk, as_user_problems
from desktop.services.errors import PassphraseTooShort, RecoveryCodeMistyped
from desktop.services.limits import PASSPHRASE_LETTERS
from desktop.services.room import Room, RoomService
from desktop.store import convert
from desktop.store import database as data
from desktop.store import keys as store
from desktop.store.errors import StoreError
from desktop.store.kept_aside import plain_left
from desktop.store.key_wraps import normalised
from desktop.store.keys import KeyFile, Keys


def vault_state(folder: Path) -> VaultState:
    """How the data in a folder lies on the disk; reads a few bytes and needs no key.

    Raises:
        KeyFileDamaged: The data is encrypted, and neither the key file nor its copy can be read.
    """
    with as_user_problems():
        if data.is_locked(folder):
            return store.read_key_file(folder).state
        if not data.has_key_file(folder):
            return VaultState.OFF
        state = store.read_key_file(folder).state
        # The data file is plain, whatever the key file says; what is left to do needs the key.
        return VaultState.TURNING_OFF if state is not VaultState.TURNING_ON else state


def is_locked(folder: Path) -> bool:
    """Whether it takes a key to open a folder: if so, show the lock screen."""
    with as_user_problems(), data.typed_failures(folder):
        return data.is_locked(folder)


def unlock(folder: Path, passphrase: str) -> Keys:
    """Finds the keys by the passphrase. Takes about half a second: for a worker thread.

    Raises:
        WrongPassphrase: It is another one.
        KeyFileDamaged: The key file and its copy cannot be read.
        MemoryShort: There is not enough memory for it.
    """
    with as_user_problems():
        return store.open_by_passphrase(folder, passphrase)


def unlock_by_code(folder: Path, typed: str) -> Keys:
    """Finds the keys by the recovery code as it was typed. Quick, but for a worker thread, too.

    Raises:
        RecoveryCodeMistyped: It cannot be one; says which groups are wrong.
        WrongRecoveryCode: It is the code of another vault, or an older one.
        KeyFileDamaged: The key file and its copy cannot be read.
    """
    try:
        code = read_code(typed)
    except CodeMistyped as error:
        wanted = GROUPS * GROUP_LENGTH
        raise RecoveryCodeMistyped(error.groups, error.length, wanted) from error
    with as_user_problems():
        return store.open_by_code(folder, code)


def same_passphrase(first: str, second: str) -> bool:
    """Whether two ways of typing open the same: width and blanks around do not count."""
    return normalised(first) == normalised(second)


def strength(passphrase: str, own_words: tuple[str, ...] = ()) -> Strength:
    """Estimates how hard a passphrase is to guess. The first call takes some 100 ms.

    Args:
        passphrase: As typed.
        own_words: Names out of the person's data, which somebody close would try.
    """
    from desktop.services.strength import strength as estimate  # noqa: PLC0415  Half a megabyte.

    return estimate(passphrase, own_words)


class SetUp(NamedTuple):
    """What was prepared for a new vault or a new recovery code; it counts after the drill.

    Attributes:
        code: To be printed: ``str(code)``, or ``code.groups``.
        asked: Numbers of the two groups, from 1, to be typed again.
        keys: Of a new vault.
        file: The key file as it will be, nowhere on the disk yet.
    """

    code: RecoveryCode
    asked: tuple[int, int]
    keys: Keys
    file: KeyFile

    def drilled(self, typed: tuple[str, str]) -> bool:
        """Whether the two groups were copied right."""
        return all(
            same_group(self.code, number, text)
            for number, text in zip(self.asked, typed, strict=True)
        )


class Proven:
    """That the passphrase was typed right a moment ago; only ``VaultService.prove`` gives one."""


class VaultService:
    """Sets the vault up and changes it, while the data is open."""

    def __init__(self, desk: Desk, keys: Keys | None = None) -> None:
        """Changes nothing yet.

        Args:
            desk: The data file and the clock.
            keys: Those with which it was unlocked, None where there is no vault.
        """
        self._desk = desk
        self._folder = desk.database.path.parent
        self._keys = keys
        self._key_file = Lock()

    @property
    def keys(self) -> Keys | None:
        """The keys, while the vault is on or being turned on or off."""
        return self._keys

    @property
    def encrypted(self) -> bool:
        """Whether the data file is encrypted now: then there is something to lock."""
        return self._desk.database.key is not None

    def status(self) -> VaultStatus:
        """How the vault stands. ``locked`` is never true here: it is open."""
        if self._keys is None:
            return VaultStatus(VaultState.OFF, locked=False)
        with as_user_problems():
            file = store.read_key_file(self._folder)
        checked = file.recovery_checked
        # Asked twice in all: when it was made, and once more when it may have been mislaid.
        once = checked is None or checked <= file.created
        due = once and (self._desk.today() - file.created).days >= DRILL_AFTER_DAYS
        return VaultStatus(file.state, locked=False, drill_due=due, recovery_checked=checked)

    def room(self) -> Room:
        """Whether there is room for turning it on or off."""
        return RoomService(self._folder).for_vault()

    def prepare(self, passphrase: str) -> SetUp:
        """Prepares a vault in memory. Takes about half a second: for a worker thread.

        Raises:
            PassphraseTooShort: It has too few characters.
            MemoryShort: There is not enough memory for it.
        """
        _check_length(passphrase)
        code = store.new_code()
        with as_user_problems():
            keys, file = store.new_vault(passphrase, code, self._desk.today())
        return SetUp(code, _two_groups(), keys, file)

    def turn_on(self, set_up: SetUp) -> Iterator[Progress]:
        """Encrypts everything, in steps that take a few milliseconds each.

        To be iterated on the thread that owns the data, from a timer; what is slow goes on in a
        thread meanwhile. The person may go on working. It may be left at any instant, also by a
        kill: everything is there, and ``unfinished`` tells to go on with ``resume``.

        Raises:
            UserProblem: No room, no right to write; nothing is lost, and it can be tried again.
        """
        with self._desk.turn(), as_user_problems():
            self._keys = set_up.keys
            try:
                yield from convert.turn_on(
                    self._desk.database, set_up.keys, set_up.file, self._desk.now()
                )
            except (StoreError, GeneratorExit):
                if self._desk.database.key is None:
                    # Nothing is encrypted yet, so there is nothing to go on with.
                    self._keys = None
                    store.remove_key_file(self._folder)
                raise

    def prove(self, passphrase: str) -> Proven:
        """Checks the passphrase. Takes about a second: for a worker thread.

        Raises:
            WrongPassphrase: It is another one.
        """
        unlock(self._folder, passphrase).wipe()
        return Proven()

    def turn_off(self, _proven: Proven) -> Iterator[Progress]:
        """Decrypts everything, likewise.

        Raises:
            UserProblem: No room, no right to write; nothing is lost.
        """
        with self._desk.turn():
            yield from self._off()

    def unfinished(self) -> bool:
        """Whether turning on or off was interrupted; ``resume`` goes on.

        Also where something readable came to lie beside the copies: a restore can leave it there.
        """
        state = self.status().state
        if state is not VaultState.ON:
            return state is not VaultState.OFF
        with as_user_problems():
            return plain_left(self._folder)

    def resume(self) -> Iterator[Progress]:
        """Goes on with what was interrupted, in small steps, as ``turn_on`` does."""
        with self._desk.turn():
            state = self.status().state
            if state is VaultState.TURNING_OFF:
                yield from self._off()
            elif state is not VaultState.OFF:
                keys = self._opened()
                with as_user_problems():
                    file = store.read_key_file(self._folder)
                    yield from convert.turn_on(self._desk.database, keys, file, self._desk.now())

    def change_passphrase(self, old: str, new: str) -> None:
        """Wraps the same key anew. Takes about a second: for a worker thread.

        Raises:
            WrongPassphrase: ``old`` is not it; nothing was changed.
            PassphraseTooShort: ``new`` has too few characters.
        """
        _check_length(new)
        unlock(self._folder, old).wipe()
        self.new_passphrase(new)

    def new_passphrase(self, new: str) -> None:
        """Sets a passphrase after unlocking by the recovery code. For a worker thread.

        Raises:
            PassphraseTooShort: It has too few characters.
        """
        _check_length(new)
        keys = self._opened()
        with as_user_problems(), self._key_file:
            file = store.read_key_file(self._folder)
            file.with_passphrase(keys, new).save(self._folder)

    def prepare_code(self) -> SetUp:
        """Makes a new recovery code in memory; ``adopt_code`` makes it count after the drill."""
        keys = self._opened()
        code = store.new_code()
        with as_user_problems():
            file = store.read_key_file(self._folder).with_code(keys, code, self._desk.today())
        return SetUp(code, _two_groups(), keys, file)

    def adopt_code(self, set_up: SetUp) -> None:
        """Makes a new recovery code count; the old one opens nothing any more."""
        keys = self._opened()
        with as_user_problems(), self._key_file:
            file = store.read_key_file(self._folder)
            file.with_code(keys, set_up.code, self._desk.today()).save(self._folder)

    def drill(self) -> SetUp:
        """The present recovery code and two groups to ask for, when ``drill_due``."""
        keys = self._opened()
        with as_user_problems():
            file = store.read_key_file(self._folder)
            return SetUp(file.recovery_code(keys), _two_groups(), keys, file)

    def drilled(self) -> None:
        """Notes that the two groups were typed right; it is not asked again."""
        keys = self._opened()
        with as_user_problems(), self._key_file:
            file = store.read_key_file(self._folder)
            file.with_recovery_checked(keys, self._desk.today()).save(self._folder)

    def _off(self) -> Iterator[Progress]:
        keys = self._opened()
        with as_user_problems():
            file = store.read_key_file(self._folder)
            yield from convert.turn_off(self._desk.database, keys, file, self._desk.now())
        # Not wiped: the files may be looked over in a thread just now. They protect nothing here.
        self._keys = None

    def _opened(self) -> Keys:
        if self._keys is None:
            raise RuntimeError("there is no vault")
        return self._keys


def _check_length(passphrase: str) -> None:
    from desktop.services.strength import weight  # noqa: PLC0415  Only where one is thought up.

    if weight(passphrase) < PASSPHRASE_LETTERS:
        raise PassphraseTooShort(PASSPHRASE_LETTERS)


def _two_groups() -> tuple[int, int]:
    first, second = sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), 2))
    return first, second
