"""Looks the whole content over and says what it holds and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from desktop.content.counts import count
from desktop.content.loader import content_folder, load_library, load_pack, load_search
from desktop.content.problems import ContentFailure
from desktop.content.rulebook import ContentError
from desktop.content.search_index import NO_PINYIN


def self_check(content_dir: Path | None = None) -> dict[str, object]:
    """Count the content and collect its problems.

    Args:
        content_dir: Folder of the compiled content; None for the one that ships.

    Returns:
        The counts by name and, under ``problems``, a list of sentences; empty when all is well.
    """
    folder = content_folder() if content_dir is None else content_dir
    try:
        pack = load_pack(folder)
        library = load_library(folder)
        search = load_search(folder)
    except ContentError as error:
        return {"problems": [str(problem) for problem in error.problems]}
    except ContentFailure as error:
        return {"problems": [f"{type(error).__name__}: {error}"]}
    problems = [] if search.pinyin else [NO_PINYIN]
    return {**count(pack, library), "searchable": len(search.entries), "problems": problems}
