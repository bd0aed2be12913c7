"""Copies of the real content for the tests of this folder."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.content.sources_copy import Sources

CHECKLISTS = Path(__file__).resolve().parents[2] / "checklists"


@pytest.fixture(scope="session")
def copied_checklists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the real content for all tests."""
    folder = tmp_path_factory.mktemp("content") / "checklists"
    shutil.copytree(CHECKLISTS, folder)
    return folder


@pytest.fixture
def sources(copied_checklists: Path) -> Iterator[Sources]:
    """The copy, put back after the test."""
    found = Sources(copied_checklists)
    yield found
    found.restore()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout: a folder with its own copy of ``checklists``, not compiled yet."""
    shutil.copytree(CHECKLISTS, tmp_path / "checklists")
    return tmp_path
