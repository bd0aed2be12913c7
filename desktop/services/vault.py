"""The vault as a person uses it: set up, unlock, change, turn on and off.

For the lock screen, while nothing is open: ``vault_state``, ``unlock`` and ``unlock_by_code``,
which need only the folder. With the ``Keys`` they return, ``open_services`` opens the data. For an open
program: ``VaultService``, at ``Services.vault``.

What costs time on purpose, or needs the disk for long, says so: it is meant for a worker thread.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from desktop.domain.recovery_code import RecoveryCode
from desktop.domain.vault import Progress, Strength, VaultState, VaultStatus

if TYPE_CHECKING:
    from desktop.store.database import Database
    from desktop.store.keys import Keys

T = TypeVar("T")


def vault_state(folder: Path) -> VaultState:
    """How the data in a folder lies on the disk; reads a few bytes and needs no key."""
    raise NotImplementedError


def is_locked(folder: Path) -> bool:
    """Whether it takes a key to open a folder: if so, show the lock screen."""
    raise NotImplementedError


def unlock(folder: Path, passphrase: str) -> "Keys":
    """Finds the keys by the passphrase. Takes about half a second: for a worker thread.

    Raises:
        WrongPassphrase: It is another one.
        KeyFileDamaged: The key file and its copy cannot be read.
        DataFolderUnusable: The folder cannot be read.
    """
    raise NotImplementedError


def unlock_by_code(folder: Path, typed: str) -> "Keys":
    """Finds the keys by the recovery code as it was typed. Quick, but for a worker thread, too.

    Raises:
        RecoveryCodeMistyped: It cannot be one; says which groups are wrong.
        WrongRecoveryCode: It is the code of another vault, or an older one.
        KeyFileDamaged: The key file and its copy cannot be read.
        DataFolderUnusable: The folder cannot be read.
    """
    raise NotImplementedError


def strength(passphrase: str, own_words: tuple[str, ...] = ()) -> Strength:
    """Estimates how hard a passphrase is to guess. The first call takes some 100 ms.

    Args:
        passphrase: As typed.
        own_words: Names out of the person's data, which somebody close would try.
    """
    raise NotImplementedError


class SetUp(NamedTuple):
    """What was prepared for a new vault or a new recovery code; it counts after the drill.

    Attributes:
        code: To be printed: ``str(code)``, or ``code.groups``.
        asked: Numbers of the two groups, from 1, to be typed again.
    """

    code: RecoveryCode
    asked: tuple[int, int]

    def drilled(self, typed: tuple[str, str]) -> bool:
        """Whether the two groups were copied right."""
        raise NotImplementedError


class VaultService:
    """Sets the vault up and changes it, while the data is open."""

    def __init__(self, database: "Database", keys: "Keys | None", now: Callable[[], date]) -> None:
        raise NotImplementedError

    def status(self) -> VaultStatus:
        """How the vault stands."""
        raise NotImplementedError

    def prepare(self, passphrase: str) -> SetUp:
        """Prepares a vault in memory. Takes about half a second: for a worker thread.

        Raises:
            PassphraseTooShort: It has too few characters.
        """
        raise NotImplementedError

    def turn_on(
        self, set_up: SetUp, apart: Callable[[Callable[[], T]], T] = lambda work: work()
    ) -> Iterator[Progress]:
        """Encrypts everything, in steps that take a few milliseconds each.

        To be iterated on the thread that owns the data. One step, the data file itself, may take
        seconds: it is handed to ``apart``, which may run it on another thread while the window
        keeps painting but lets nobody do anything. Whatever interrupts it, the program opens with
        everything there, and ``unfinished`` tells to go on.

        Raises:
            UserProblem: No room, no right to write; nothing is lost, and it can be tried again.
        """
        raise NotImplementedError

    def turn_off(
        self, passphrase: str, apart: Callable[[Callable[[], T]], T] = lambda work: work()
    ) -> Iterator[Progress]:
        """Decrypts everything, likewise; the first step checks the passphrase.

        Raises:
            WrongPassphrase: It is another one; nothing was done.
            UserProblem: No room, no right to write; nothing is lost.
        """
        raise NotImplementedError

    def unfinished(self) -> bool:
        """Whether turning on or off was interrupted; ``resume`` goes on."""
        raise NotImplementedError

    def resume(
        self, apart: Callable[[Callable[[], T]], T] = lambda work: work()
    ) -> Iterator[Progress]:
        """Goes on with what was interrupted, in small steps, as ``turn_on`` does."""
        raise NotImplementedError

    def change_passphrase(self, old: str, new: str) -> None:
        """Wraps the same key anew. Takes about a second: for a worker thread.

        Raises:
            WrongPassphrase: ``old`` is not it; nothing was changed.
            PassphraseTooShort: ``new`` has too few characters.
        """
        raise NotImplementedError

    def new_passphrase(self, new: str) -> None:
        """Sets a passphrase after unlocking by the recovery code. For a worker thread."""
        raise NotImplementedError

    def prepare_code(self) -> SetUp:
        """Makes a new recovery code in memory; ``adopt_code`` makes it count after the drill."""
        raise NotImplementedError

    def adopt_code(self, set_up: SetUp) -> None:
        """Makes a new recovery code count; the old one opens nothing any more."""
        raise NotImplementedError

    def drill(self) -> SetUp:
        """The present recovery code and two groups to ask for, when ``drill_due``."""
        raise NotImplementedError

    def drilled(self) -> None:
        """Notes that the two groups were typed right; it is not asked again for a long time."""
        raise NotImplementedError
