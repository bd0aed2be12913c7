"""What Windows tells of a drive; loaded there only, and not run there yet."""

import ctypes
from typing import Any

_REMOVABLE, _REMOTE = 2, 4  # DRIVE_REMOVABLE and DRIVE_REMOTE of GetDriveTypeW.


def is_remote(drive: str) -> bool:
    """Whether a drive, such as ``D:``, is one of another machine."""
    return _kind(drive) == _REMOTE


def is_removable(drive: str) -> bool:
    """Whether a drive can be pulled. Large ones that are plugged in call themselves fixed."""
    return _kind(drive) == _REMOVABLE


def _kind(drive: str) -> int:
    windows: Any = ctypes  # What else it has here is there on Windows alone.
    return int(windows.windll.kernel32.GetDriveTypeW(f"{drive}\\"))
