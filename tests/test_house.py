"""The walls of the house: layout, imports, style, types, locks. Each check is seen to fail too."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TOP_LEVEL = {
    *(".ci", ".gitattributes", ".github", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md"),
    *(
        "CONTRIBUTING.md",
        "LICENSE",
        "LICENSE-CONTENT.md",
        "README.md",
        "SECURITY.md",
        "assets",
        "checklists",
    ),
    *("desktop", "docs", "packaging", "pyproject.toml", "requirements-package.in"),
    *("requirements-package.txt", "requirements-test.in", "requirements-test.txt"),
    *("requirements.in", "requirements.txt", "run.py", "tests"),
}
LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-package.txt")
# PySide6-Qlementine asks for all of PySide6; the Essentials are what it uses.
REPLACED = {"pyside6": "pyside6-essentials"}


def tool(*arguments: str | Path, stdin: str = "", cwd: Path = ROOT) -> tuple[int, str]:
    """Run the environment's Python; its exit code and everything it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def lint_imports(folder: Path) -> tuple[int, str]:
    """Check the import contracts of the program in a folder."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return tool("-c", command, "--no-cache", "--no-logo", cwd=folder)


def locked(name: str) -> dict[str, tuple[Requirement, list[str]]]:
    """What a lock file pins: requirement and hashes, by canonical name."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        requirement, *hashes = re.split(r"\s+--hash=", line)
        parsed = Requirement(requirement)
        entries[canonicalize_name(parsed.name)] = (parsed, hashes)
    return entries


# --- Layout ---------------------------------------------------------------------------------------


def test_the_top_level_holds_exactly_what_it_should() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    assert {name.split("/")[0] for name in listed.stdout.split("\0") if name} == TOP_LEVEL


def test_packaging_is_no_package() -> None:
    # As a package it would hide the library of the same name from every tool run in this folder.
    assert not (ROOT / "packaging" / "__init__.py").exists()
    assert metadata.version("packaging")


def test_tests_wait_for_conditions_never_for_time() -> None:
    fixed_wait = re.compile(r"qWait\b|\btime\.sleep\b|\bqtbot\.wait\(|\bQThread\.m?sleep\b")
    guilty = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "tests").rglob("*.py")
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if fixed_wait.search(line)
    ]
    assert guilty == []


# --- Python and the dependencies ------------------------------------------------------------------


def test_python_3_11_is_enough_and_asked_for() -> None:
    assert SETTINGS["project"]["requires-python"] == ">=3.11"
    for path in (ROOT / "desktop").rglob("*.py"):
        ast.parse(path.read_text(encoding="utf-8"), path.name, feature_version=(3, 11))


def test_an_older_python_can_read_run_py_as_far_as_its_refusal() -> None:
    body = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7)).body
    refusal = next(i for i, node in enumerate(body) if isinstance(node, ast.If))
    names = {alias.name for node in body[:refusal] for alias in getattr(node, "names", ())}
    assert names <= {"os", "sys"}
    assert "sys.version_info < (3, 11)" in ast.unparse(body[refusal])


def test_twenty_thousand_calls_do_not_use_up_none() -> None:
    # PySide6 6.12 drops one reference to None per call on Python 3.11: after some 3,700 calls the
    # process is gone. A short smoke test passes there, so the number matters.
    code = """
import sys
from PySide6.QtCore import QObject
thing = QObject()
before = sys.getrefcount(None)
for _ in range(20_000):
    thing.setObjectName("x")
print(sys.getrefcount(None) - before)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert abs(int(done.stdout)) < 100


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_pins_by_hash_and_names_no_address(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")
    assert "--index" not in (ROOT / name).read_text(encoding="utf-8")
    for requirement, hashes in locked(name).values():
        assert re.fullmatch(r"==[^*]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), requirement


@pytest.mark.parametrize("name", [lock.removesuffix(".txt") for lock in LOCKS])
def test_a_lock_file_holds_what_was_written_by_hand(name: str) -> None:
    pins = locked(f"{name}.txt")
    lines = (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines()
    for line in (line for line in lines if line and line[0] not in "#-"):
        wanted = Requirement(line)
        assert pins[canonicalize_name(wanted.name)][0].specifier == wanted.specifier


def test_the_tests_run_with_exactly_what_the_program_gets() -> None:
    tested = locked("requirements-test.txt")
    for name, (requirement, hashes) in locked("requirements.txt").items():
        assert (str(tested[name][0]), tested[name][1]) == (str(requirement), hashes)


def test_the_locks_are_complete_because_pip_adds_nothing_to_them() -> None:
    pins = locked("requirements-test.txt")
    for name, (requirement, _) in pins.items():
        if requirement.marker and not requirement.marker.evaluate():
            continue
        for line in metadata.requires(name) or ():
            needed = Requirement(line)
            if needed.marker and not needed.marker.evaluate({"extra": ""}):
                continue
            key = canonicalize_name(needed.name)
            pin = pins[REPLACED.get(key, key)][0]
            version = str(pin.specifier).removeprefix("==")
            assert needed.specifier.contains(version, prereleases=True), f"{name}: {needed}"


# --- Imports --------------------------------------------------------------------------------------


def test_imports_keep_every_contract() -> None:
    code, output = lint_imports(ROOT)
    assert code == 0, output
    assert f"{len(SETTINGS['tool']['importlinter']['contracts'])} kept, 0 broken" in output


@pytest.fixture(scope="module")
def other_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program in which walls may be broken."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "desktop", folder / "desktop", ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("domain/steps.py", "import desktop.services", "Imports point down only"),
        ("content/compiler.py", "import desktop.store", "Imports point down only"),
        ("cellar.py", "x = 1", "Imports point down only"),
        ("ui/pages/evil.py", "import desktop.store", "Views talk to services, never to files"),
        ("ui/pages/evil.py", "import desktop.ui.pages.home", "Pages do not know each other"),
        ("services/bus.py", "import PySide6.QtCore", "Qt only in the windows and in the start-up"),
        ("services/bus.py", "import yaml", "YAML only where content is read"),
        ("content/loader.py", "import pypinyin", "Pinyin only where content is compiled"),
        ("services/paper.py", "import fontTools", "Font tools only where documents are written"),
        ("documents/pdf.py", "import desktop.store", "Imports point down only"),
        ("ui/theme.py", "import desktop.documents", "Views talk to services, never to files"),
        ("services/bus.py", "import apsw", "The database driver only in the store"),
        ("services/bus.py", "import cryptography", "Ciphers only in the store"),
        ("services/vault.py", "import zxcvbn", "Passphrases are weighed in one place"),
        ("services/bus.py", "import platformdirs", "The user's folders are found at start-up only"),
        ("domain/steps.py", "import pathlib", "Values know no files, no clock, no other process"),
        ("ui/theme.py", "import socket", "The program is offline"),
    ],
)
def test_a_broken_contract_is_noticed(
    other_house: Path, module: str, line: str, contract: str
) -> None:
    path = other_house / "desktop" / module
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        code, output = lint_imports(other_house)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8")
    assert code == 1
    assert re.search(rf"^{re.escape(contract)} BROKEN", output, re.MULTILINE), output


@pytest.mark.parametrize(
    "line", ["from PySide6 import QtNetwork", "import PySide6.QtNetwork", "import urllib.request"]
)
def test_parts_of_libraries_that_reach_the_network_are_refused(line: str) -> None:
    options = ["--select", "TID251", "--stdin-filename", "desktop/ui/evil.py"]
    code, output = tool("-m", "ruff", "check", *options, "-", stdin=f"{line}\n")
    assert code == 1
    assert "The program is offline." in output


# --- Style and types ------------------------------------------------------------------------------


def test_style_is_clean() -> None:
    code, output = tool("-m", "ruff", "check", ".")
    assert code == 0, output


def test_layout_of_the_code_is_the_formatter_s() -> None:
    code, output = tool("-m", "ruff", "format", "--check", ".")
    assert code == 0, output


def test_types_hold() -> None:
    code, output = tool("-m", "mypy")
    assert code == 0, output
