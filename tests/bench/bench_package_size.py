"""How large the packaged program is, against an empty window frozen by the same recipe.

The font is counted against the program: an empty window could do without.
"""

import sys
from pathlib import Path

from tests.bench import frozen
from tests.bench.harness import report_at_most

NAME = "package-size"
LIMIT = 1.35


FONTS = {".otf", ".ttf"}


def size(folder: Path) -> int:
    """The bytes in all files of a folder; links count nothing."""
    return sum(path.stat().st_size for path in folder.rglob("*") if _counts(path))


def size_without_fonts(folder: Path) -> int:
    """The same without fonts."""
    fonts = (path for path in folder.rglob("*") if path.suffix in FONTS)
    return size(folder) - sum(path.stat().st_size for path in fonts)


def _counts(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def main() -> None:
    """Freeze both and print one line; what is large goes to the error stream."""
    program, empty = frozen.program(), frozen.empty_window()
    added = {
        path.relative_to(program).as_posix(): path.stat().st_size
        for path in program.rglob("*")
        if _counts(path) and not (empty / path.relative_to(program)).exists()
    }
    for name, large in sorted(added.items(), key=lambda item: -item[1])[:12]:
        print(f"{large / 1e6:7.1f} MB  {name}", file=sys.stderr)
    whole, bare = size(program), size_without_fonts(empty)
    print(f"{whole / 1e6:.1f} MB, empty {bare / 1e6:.1f} MB", file=sys.stderr)
    report_at_most(NAME, whole / bare, "× empty window", LIMIT, 1)


if __name__ == "__main__":
    main()
