"""What Windows tells of a drive; loaded there only, and not run there yet."""

import ctypes
from typing import Any

_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW.


def is_remote(drive: str) -> bool:
    """Whether a drive, such as ``D:``, is one of another machine."""
    windows: Any = ctypes  # What else it has here is there on Windows alone.
    return bool(windows.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE)
