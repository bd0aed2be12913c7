"""Data folders with a vault, made as a person makes one, only faster."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from desktop.domain.recovery_code import RecoveryCode
from desktop.services.house import Services, open_services

PASSPHRASE = "四样东西-茶杯-门牌-雨伞"
LONGEST_S = 60.0


def turn_on(services: Services, passphrase: str = PASSPHRASE) -> RecoveryCode:
    """Turn the vault on in an open folder; the recovery code."""
    vault = services.vault()
    set_up = vault.prepare(passphrase)
    end = time.monotonic() + LONGEST_S
    for _ in vault.turn_on(set_up):
        assert time.monotonic() < end, "it never ended"
    return set_up.code


def make_vault(
    folder: Path,
    now: Callable[[], datetime],
    fill: Callable[[Services], None] = lambda _: None,
    passphrase: str = PASSPHRASE,
) -> RecoveryCode:
    """Make a folder with a vault, with some content; the recovery code.

    Args:
        folder: The data folder.
        now: The clock.
        fill: Writes what shall be in it.
        passphrase: Opens it.
    """
    services = open_services(folder, None, now)
    try:
        services.preferences.set_welcomed(True)
        fill(services)
        return turn_on(services, passphrase)
    finally:
        services.close()
