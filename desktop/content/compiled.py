"""The compiled form: JSON files with a small header, each for what is read at another time."""

import os
from pathlib import Path
from typing import Any, Final, TypeVar

from desktop.content.plain_json import read_json
from desktop.content.problems import ContentDamaged, ContentMissing, ContentNewer
from desktop.content.shapes import ShapeError, plain, shape_of

T = TypeVar("T")

# Raise it when a field of the schema changes its meaning without changing its shape.
FORMAT: Final = 1
PACK_FILE: Final = "pack.json"
LIBRARY_FILE: Final = "library.json"
LETTERS_FILE: Final = "letters.json"
HOLIDAYS_FILE: Final = "holidays.json"
SEARCH_FILE: Final = "search.json"


def read_compiled(path: Path, type_: type[T]) -> tuple[str, T]:
    """Reads a compiled file.

    Returns:
        The fingerprint of the sources it was made from, and the value.

    Raises:
        ContentMissing: There is no such file.
        ContentDamaged: It cannot be read, or is not what ``write_compiled`` writes.
        ContentNewer: A newer program wrote it.
    """
    try:
        document = read_json(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ContentMissing(path) from error
    except (OSError, ValueError, RecursionError) as error:
        raise ContentDamaged(path) from error
    if not isinstance(document, dict):
        raise ContentDamaged(path)
    format_ = document.get("format")
    if type(format_) is int and format_ > FORMAT:
        raise ContentNewer(path, format_, FORMAT)
    fingerprint = document.get("fingerprint")
    if format_ != FORMAT or not isinstance(fingerprint, str):
        raise ContentDamaged(path)
    try:
        value: T = shape_of(type_).restore(document.get("content"))
    except ShapeError as error:
        raise ContentDamaged(path) from error
    return fingerprint, value


def write_compiled(path: Path, fingerprint: str, value: Any) -> None:
    """Writes a compiled file so that a reader sees the old one or the new one, never half of it.

    Raises:
        OSError: It cannot be written; an older file stays as it was.
    """
    import json  # noqa: PLC0415  Starts only read, see ``plain_json``.

    document = {
        "format": FORMAT,
        "fingerprint": fingerprint,
        "content": plain(value),
    }
    data = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
