"""Days as people type them."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_RUN = re.compile(r"(\d{4})(\d\d)(\d\d)")
_WIDE = str.maketrans("０１２３４５６７８９－．／", "0123456789-./")


def as_iso(typed: str) -> str:
    """A day as an ISO date; what is none as it was typed."""
    plain = typed.translate(_WIDE).strip()
    found = _DAY.fullmatch(plain) or _RUN.fullmatch(plain)
    if found is None:
        return typed
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return typed
