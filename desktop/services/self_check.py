"""Looks the content and the parts of others over: what is there, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from desktop.content.counts import count
from desktop.content.loader import (
    content_folder,
    load_holidays,
    load_letters,
    load_library,
    load_pack,
    load_search,
)
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
        load_letters(folder)
        load_holidays(folder)
        search = load_search(folder)
    except ContentError as error:
        return {"problems": [str(problem) for problem in error.problems]}
    except ContentFailure as error:
        return {"problems": [f"{type(error).__name__}: {error}"]}
    problems = [] if search.pinyin else [NO_PINYIN]
    problems += _problems_of_parts()
    return {**count(pack, library), "searchable": len(search.entries), "problems": problems}


def _problems_of_parts() -> list[str]:
    """Use once what is loaded only when it is needed: a package may lack a part of it."""
    from desktop.documents.errors import DocumentError  # noqa: PLC0415  All of this is heavy.
    from desktop.documents.typeface import Typeface, shipped_font  # noqa: PLC0415
    from desktop.store import key_wraps  # noqa: PLC0415

    problems = []
    try:
        Typeface(shipped_font()).part("安心")
    except DocumentError as error:
        problems.append(f"{type(error).__name__}: {error}")
    key = key_wraps.derived(b"key", b"self-check")
    wrap = key_wraps.sealed(key, b"self-check", b"secret", key_wraps.new_code_wrap())
    if key_wraps.opened(key, b"self-check", wrap) != b"secret":
        problems.append("加密的部件不正常，请重新安装。")
    return problems
