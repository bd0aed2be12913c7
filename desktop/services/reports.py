"""What went wrong in the program, kept in the person's own folder and sent nowhere.

Light at import: every start makes its ``Reports``, hardly any writes one.
"""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

FOLDER = "logs"
MOST_REPORTS = 10
MOST_BYTES = 200_000
_CUT = "\n…\n"


class Reports:
    """Masks texts and keeps reports; works in any state of the program, and raises nothing.

    Attributes:
        private: Gives the person's own words, once there is a data file to read them from.
    """

    def __init__(self, data_dir: Path, now: Callable[[], datetime]) -> None:
        self.private: Callable[[], Iterable[str]] = tuple
        self._folder = data_dir / FOLDER
        self._now = now

    def mask(self, text: str) -> str:
        """The text as it may be copied for others or kept."""
        from desktop.domain.masking import masked, only_ascii  # noqa: PLC0415

        home = os.path.expanduser("~")  # noqa: PTH111  Path.home() raises where there is none.
        try:
            return masked(text, self.private(), home)
        except Exception:  # noqa: BLE001  A damaged file must not keep its own report from being written.
            return masked(only_ascii(text), (), home)

    def describe(self, error: BaseException) -> str:
        """Where an error came from and, without any words that could be the person's, what it is.

        The lines of the program's own code are kept: they are public.
        """
        import traceback  # noqa: PLC0415

        from desktop.domain.masking import only_ascii  # noqa: PLC0415

        parts: list[str] = []
        known: set[int] = set()
        following: BaseException | None = error
        while following is not None and id(following) not in known:
            known.add(id(following))
            found = traceback.TracebackException.from_exception(following, compact=True)
            parts.append(
                "".join(found.stack.format()) + only_ascii("".join(found.format_exception_only()))
            )
            following = following.__cause__ or following.__context__
        return self.mask("\nwhich led to:\n".join(reversed(parts)))

    def write(self, text: str) -> Path | None:
        """Keeps one report of masked text; None if the folder does not let itself be written."""
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            old = sorted(self._folder.glob("report-*.txt"))
            for path in old[: max(0, len(old) - MOST_REPORTS + 1)]:
                path.unlink(missing_ok=True)
            moment = self._now().astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
            path = self._folder / f"report-{moment}.txt"
            descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
            with open(descriptor, "wb") as file:  # noqa: PTH123  The mode is set from the start.
                file.write(_cut(f"{_heading()}\n{text}\n".encode(errors="replace")))
            return path
        return None


def _heading() -> str:
    import platform  # noqa: PLC0415

    import desktop  # noqa: PLC0415

    return (
        f"anxin-checklist {desktop.__version__}, Python {platform.python_version()},"
        f" {sys.platform} {platform.machine()}\n"
    )


def _cut(data: bytes) -> bytes:
    """The beginning and the end of what is too long."""
    if len(data) <= MOST_BYTES:
        return data
    half = (MOST_BYTES - len(_CUT.encode())) // 2
    return data[:half] + _CUT.encode() + data[-half:]
