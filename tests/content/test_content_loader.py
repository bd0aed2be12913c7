"""The program gets its content, or one clear reason why not; a checkout follows its sources."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.content.compiled import (
    FORMAT,
    HOLIDAYS_FILE,
    LETTERS_FILE,
    LIBRARY_FILE,
    PACK_FILE,
    SEARCH_FILE,
)
from desktop.content.compiler import build
from desktop.content.fingerprint import fingerprint
from desktop.content.loader import content_folder, load_library, load_pack
from desktop.content.problems import CompiledFailure, ContentDamaged, ContentMissing, ContentNewer
from desktop.content.rulebook import ContentError, Rule
from tests.content.conftest import CHECKLISTS


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The bytes of both compiled files."""
    folder = tmp_path_factory.mktemp("compiled")
    build(CHECKLISTS, folder)
    return (folder / PACK_FILE).read_bytes(), (folder / LIBRARY_FILE).read_bytes()


@pytest.fixture
def shipped(tmp_path: Path, compiled: tuple[bytes, bytes]) -> Path:
    """The compiled content of a release, without sources beside it."""
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / PACK_FILE).write_bytes(compiled[0])
    (folder / LIBRARY_FILE).write_bytes(compiled[1])
    return folder


def edit(path: Path, **changes: Any) -> None:
    """Changes keys of a compiled file."""
    document = json.loads(path.read_bytes())
    path.write_text(json.dumps({**document, **changes}), "utf-8")


def test_a_release_is_read(shipped: Path) -> None:
    assert len(load_pack(shipped).checklists) == 4
    assert len(load_library(shipped).rules) == 69


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 100,
        b"null",
        b"[]",
        b"[" * 100_000,
        b'{"format": 1}',
        b'{"format": "1", "fingerprint": "", "content": {}}',
        b'{"format": 1.5, "fingerprint": "", "content": {}}',
        b'{"format": true, "fingerprint": "", "content": {}}',
        b'{"format": 0, "fingerprint": "", "content": {}}',
        b'{"format": 1, "fingerprint": 7, "content": {}}',
        b'{"format": 1, "fingerprint": "", "content": {}}',
        b'{"format": 1, "fingerprint": "", "content": [1]}',
        "安心清单".encode("gb18030"),
    ],
)
def test_nonsense_is_damaged(shipped: Path, content: bytes) -> None:
    (shipped / PACK_FILE).write_bytes(content)
    with pytest.raises(ContentDamaged) as caught:
        load_pack(shipped)
    assert caught.value.path == shipped / PACK_FILE


@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_short_is_damaged(
    shipped: Path, compiled: tuple[bytes, bytes], share: float
) -> None:
    (shipped / PACK_FILE).write_bytes(compiled[0][: int(len(compiled[0]) * share)])
    (shipped / LIBRARY_FILE).write_bytes(compiled[1][: int(len(compiled[1]) * share)])
    with pytest.raises(ContentDamaged):
        load_pack(shipped)
    with pytest.raises(ContentDamaged):
        load_library(shipped)


def test_one_file_in_place_of_the_other_is_damaged(
    shipped: Path, compiled: tuple[bytes, bytes]
) -> None:
    (shipped / PACK_FILE).write_bytes(compiled[1])
    with pytest.raises(ContentDamaged):
        load_pack(shipped)


@pytest.mark.parametrize(
    ("key", "value"),
    [("minutes", "ten"), ("minutes", True), ("urgency", "soon"), ("how", "text"), ("how", [1])],
)
def test_a_value_of_the_wrong_type_is_damaged(shipped: Path, key: str, value: object) -> None:
    content = json.loads((shipped / PACK_FILE).read_bytes())["content"]
    content["steps"][-1][key] = value
    edit(shipped / PACK_FILE, content=content)
    with pytest.raises(ContentDamaged):
        load_pack(shipped)


@pytest.mark.parametrize("change", ["missing", "extra", "renamed"])
def test_other_keys_are_damaged(shipped: Path, change: str) -> None:
    content = json.loads((shipped / PACK_FILE).read_bytes())["content"]
    step = content["steps"][0]
    if change in {"missing", "renamed"}:
        del step["why"]
    if change in {"extra", "renamed"}:
        step["because"] = ""
    edit(shipped / PACK_FILE, content=content)
    with pytest.raises(ContentDamaged):
        load_pack(shipped)


def test_a_newer_format_is_refused_whatever_else_it_holds(shipped: Path) -> None:
    edit(shipped / PACK_FILE, format=FORMAT + 1, content="other", fingerprint=None)
    with pytest.raises(ContentNewer) as caught:
        load_pack(shipped)
    assert (caught.value.found, caught.value.known) == (FORMAT + 1, FORMAT)


def test_a_folder_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ContentMissing):
        load_pack(tmp_path / "pack")


def test_a_folder_that_is_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "pack").write_bytes(b"")
    with pytest.raises(ContentMissing):
        load_pack(tmp_path / "pack")


def test_a_file_that_is_a_folder_is_damaged(shipped: Path) -> None:
    (shipped / PACK_FILE).unlink()
    (shipped / PACK_FILE).mkdir()
    with pytest.raises(CompiledFailure):
        load_pack(shipped)


def test_a_checkout_is_compiled_when_it_is_first_read(checkout: Path) -> None:
    folder = content_folder(checkout)
    pack = load_pack(folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        *(HOLIDAYS_FILE, LETTERS_FILE, LIBRARY_FILE, PACK_FILE, SEARCH_FILE)
    ]
    before = (folder / PACK_FILE).stat().st_mtime_ns
    assert load_pack(folder) == pack
    assert (folder / PACK_FILE).stat().st_mtime_ns == before, "nothing changed, nothing is built"


def test_the_program_finds_its_content(checkout: Path, tmp_path_factory: Any) -> None:
    assert content_folder(checkout) == checkout / "build" / "pack"
    release = tmp_path_factory.mktemp("release")
    assert content_folder(release) == release / "pack"


def retitle(path: Path) -> None:
    """Gives the first list another title of the same size."""
    text = path.read_text("utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    path.write_text(text.replace(title, "title: " + "新" * (len(title) - 7)), "utf-8")


@pytest.mark.parametrize("seconds", [-3600, 3600])
def test_an_edit_is_seen_even_when_the_file_is_older(checkout: Path, seconds: int) -> None:
    folder = content_folder(checkout)
    load_pack(folder)
    path = checkout / "checklists" / "lists" / "before.yaml"
    status = path.stat()
    retitle(path)
    moved = status.st_mtime_ns + seconds * 1_000_000_000
    os.utime(path, ns=(moved, moved))
    assert set(load_pack(folder).checklists[0].title) == {"新"}


def test_a_deleted_file_is_seen(checkout: Path) -> None:
    folder = content_folder(checkout)
    terms = load_library(folder).glossary
    next((checkout / "checklists" / "glossary").iterdir()).unlink()
    assert len(load_library(folder).glossary) == len(terms) - 1


def test_a_renamed_file_is_seen(checkout: Path) -> None:
    folder = content_folder(checkout)
    last = load_library(folder).glossary[-1]
    path = max((checkout / "checklists" / "glossary").iterdir())
    path.rename(path.with_name("0-first.yaml"))
    assert load_library(folder).glossary[0] == last


@pytest.mark.parametrize("damage", [b"", b"{", b'{"format": 99}'])
def test_a_damaged_or_newer_build_is_made_again(checkout: Path, damage: bytes) -> None:
    folder = content_folder(checkout)
    pack = load_pack(folder)
    (folder / PACK_FILE).write_bytes(damage)
    assert load_pack(folder) == pack
    assert (folder / PACK_FILE).read_bytes() != damage


def test_a_build_folder_that_cannot_be_written_costs_no_content(checkout: Path) -> None:
    (checkout / "build").write_bytes(b"a file where the folder should be")
    folder = content_folder(checkout)
    assert len(load_pack(folder).checklists) == 4
    assert len(load_library(folder).rules) == 69


def test_a_failed_write_leaves_no_half_file(checkout: Path) -> None:
    folder = content_folder(checkout)
    (folder / PACK_FILE).mkdir(parents=True)
    load_pack(folder)
    assert [path.name for path in folder.iterdir()] == [PACK_FILE]


def test_a_mistake_in_a_checkout_is_told_with_file_and_rule(checkout: Path) -> None:
    path = checkout / "checklists" / "lists" / "before.yaml"
    path.write_text(path.read_text("utf-8") + "colour: red\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        load_pack(content_folder(checkout))
    (problem,) = caught.value.problems
    assert (problem.file, problem.place, problem.rule) == (
        "lists/before.yaml",
        "colour",
        Rule.UNKNOWN_KEY,
    )


def test_a_broken_link_stops_a_checkout_too(checkout: Path) -> None:
    next((checkout / "checklists" / "steps" / "before").iterdir()).unlink()
    with pytest.raises(ContentError) as caught:
        load_pack(content_folder(checkout))
    assert {problem.rule for problem in caught.value.problems} == {Rule.DEAD_REFERENCE}


def test_the_fingerprint_tells_apart_what_the_clock_does_not(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_bytes(b"1")
    os.utime(first, ns=(1, 1))
    seen = {fingerprint(tmp_path)}
    first.rename(second)
    seen.add(fingerprint(tmp_path))
    second.write_bytes(b"22")
    os.utime(second, ns=(1, 1))
    seen.add(fingerprint(tmp_path))
    (tmp_path / "below").mkdir()
    second.rename(tmp_path / "below" / "b.yaml")
    seen.add(fingerprint(tmp_path))
    (tmp_path / "below" / "b.yaml").unlink()
    seen.add(fingerprint(tmp_path))
    assert len(seen) == 5


def test_a_start_without_changes_loads_no_yaml_and_no_linter(checkout: Path) -> None:
    folder = content_folder(checkout)
    load_pack(folder)
    script = (
        "import sys; from pathlib import Path; from desktop.content.loader import load_pack;"
        f"load_pack(Path({str(folder)!r}));"
        "print(sorted(name for name in sys.modules if name.split('.')[0] == 'yaml'"
        " or name.startswith('desktop.content.lint') or name == 'desktop.content.sources'))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=CHECKLISTS.parent, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert result.stdout.strip() == "[]"


def test_a_sources_folder_that_vanishes_is_told(checkout: Path) -> None:
    folder = content_folder(checkout)
    for path in sorted((checkout / "checklists").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    with pytest.raises(ContentError) as caught:
        load_pack(folder)
    assert {problem.rule for problem in caught.value.problems} == {Rule.MISSING_FILE}
