"""The vault in values: how it stands, how strong a passphrase is, how far a conversion has come."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

DRILL_AFTER_DAYS = 30
"""So long after the set-up two groups of the recovery code are asked for once more."""


class VaultState(StrEnum):
    """How the data lies on the disk."""

    OFF = "off"
    """Readable by anybody who can read the files."""
    TURNING_ON = "turning-on"
    """Being encrypted; what is left is done after the next unlocking."""
    ON = "on"
    """Encrypted."""
    TURNING_OFF = "turning-off"
    """Being decrypted; what is left is done after the next unlocking."""


class VaultStatus(NamedTuple):
    """How the vault stands.

    Attributes:
        state: How the data lies on the disk.
        locked: Whether it takes the passphrase or the recovery code to read it.
        drill_due: Whether two groups of the recovery code should be asked for again.
        recovery_checked: When they were typed correctly last, None if never or if there is none.
    """

    state: VaultState
    locked: bool
    drill_due: bool = False
    recovery_checked: date | None = None


class Work(StrEnum):
    """What a conversion is at."""

    KEYS = "keys"
    DATABASE = "database"
    FILES = "files"
    BACKUPS = "backups"
    DONE = "done"


class Progress(NamedTuple):
    """How far a conversion has come.

    Attributes:
        work: What it is at.
        done: How many things of this kind are finished.
        total: Of how many.
    """

    work: Work
    done: int
    total: int


class Weakness(StrEnum):
    """What makes a passphrase easier to guess."""

    SHORT = "short"
    COMMON = "common"
    """It is, or contains, one of the words that are tried first."""
    PINYIN = "pinyin"
    """It contains the pinyin of everyday words."""
    NAME = "name"
    """It contains a name that stands in the person's own data."""
    DATE = "date"
    PHONE = "phone"
    REPEAT = "repeat"
    SEQUENCE = "sequence"
    """Letters or digits in the order of the alphabet or of counting."""
    KEYBOARD = "keyboard"
    """Keys that are neighbours."""
    DIGITS = "digits"
    """Nothing but digits."""


class Strength(NamedTuple):
    """An estimate, which explains itself.

    Attributes:
        level: 0 to 4; below 3 a better one should be urged, below 1 it is refused nowhere.
        weaknesses: What makes it weak, the worst first; empty where nothing was found.
        guesses_log10: About how many guesses it would take, as a power of ten.
    """

    level: int
    weaknesses: tuple[Weakness, ...]
    guesses_log10: float
