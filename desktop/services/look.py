"""How the lock screen looks: all that a locked program may know of the person's choices.

It lies beside the encrypted data as a file of its own, which holds a colour and a size.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from desktop.services.preferences import APPEARANCES, LARGEST_TEXT, SMALLEST_TEXT

FILE_NAME = "anxin.look"


class Look(NamedTuple):
    """One of ``APPEARANCES``, the size of the text, and after how many minutes it locks."""

    appearance: str = APPEARANCES[0]
    text_percent: int = 100
    minutes: int = 0


def read_look(folder: Path) -> Look:
    """The look chosen last; the usual one where nothing sensible is told."""
    usual = Look()
    try:
        told = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        look = Look(str(told["appearance"]), int(told["text_percent"]), int(told["minutes"]))
    except (OSError, ValueError, KeyError, TypeError):
        return usual
    if look.appearance not in APPEARANCES:
        look = look._replace(appearance=usual.appearance)
    if not SMALLEST_TEXT <= look.text_percent <= LARGEST_TEXT:
        look = look._replace(text_percent=usual.text_percent)
    return look


def write_look(folder: Path, look: Look) -> None:
    """Keeps the look; where it cannot be written, the lock screen looks as usual."""
    if read_look(folder) == look and (folder / FILE_NAME).exists():
        return
    path = folder / FILE_NAME
    beside = path.with_suffix(".look.part")
    with suppress(OSError):
        descriptor = os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123  The mode is set.
            json.dump(look._asdict(), file)
        beside.replace(path)


def remove_look(folder: Path) -> None:
    """There is no lock screen any more."""
    with suppress(OSError):
        (folder / FILE_NAME).unlink(missing_ok=True)
