"""Tells cheaply whether the authored files changed since they were compiled."""

import os
from pathlib import Path
from zlib import crc32


def fingerprint(folder: Path) -> str:
    """Sums up path, size and time of change of every YAML file below a folder.

    A file that is older than before, gone or renamed changes it just as an edit does, which a
    comparison with the newest time of change would miss.
    """
    lines = sorted(_files(os.fspath(folder), ""))
    checksum = crc32("\n".join(lines).encode("utf-8", "surrogateescape"))
    return f"{len(lines)}-{checksum:08x}"


def _files(folder: str, below: str) -> list[str]:
    found: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    found += _files(entry.path, f"{below}{entry.name}/")
                elif entry.name.endswith(".yaml"):
                    status = entry.stat()
                    found.append(f"{below}{entry.name}|{status.st_size}|{status.st_mtime_ns}")
    except OSError as error:  # Whoever reads the sources next says what is wrong with them.
        found.append(f"{below}|{error.errno}")
    return found
