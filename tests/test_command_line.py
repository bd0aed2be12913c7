"""What the command line understands, what it answers, and the program without its style."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import desktop
from desktop.command_line import Arguments, UsageError, parse

ROOT = Path(__file__).resolve().parent.parent
COUNTED = ("lists", "steps", "rules", "channels", "letters", "phone_systems", "myths", "terms")


def run(*arguments: str | Path, cwd: Path = ROOT) -> tuple[int, str, str]:
    """Exit code and what was printed, without what the offscreen platform says of itself."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    kept = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    return done.returncode, done.stdout, "\n".join(kept)


# --- Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], Arguments()),
        (["--data", "我的 数据"], Arguments(data=Path("我的 数据"))),
        (["--data=/x/y=z"], Arguments(data=Path("/x/y=z"))),
        (["--self-check"], Arguments(self_check=True)),
        (["--tour", "there"], Arguments(tour=Path("there"))),
        (["--tour=there", "--data", "x"], Arguments(tour=Path("there"), data=Path("x"))),
        (["--first-paint", "--data", "x"], Arguments(first_paint=True, data=Path("x"))),
        (["--version"], Arguments(version=True)),
        (["-h"], Arguments(help=True)),
        (["--help"], Arguments(help=True)),
        (["/x/全部 的.ANXIN"], Arguments(file=Path("/x/全部 的.ANXIN"))),
        (["--data", "x", "/y.anxin"], Arguments(data=Path("x"), file=Path("/y.anxin"))),
        (["y.anxin"], Arguments(file=Path.cwd() / "y.anxin")),
    ],
)
def test_words_it_knows(words: list[str], wanted: Arguments) -> None:
    assert parse(words) == wanted


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--dta", "x"], "--dta"),
        (["x"], "x"),
        (["--self-check=1"], "--self-check=1"),
        (["--data"], "--data"),
        (["--tour"], "--tour"),
        (["--data="], "--data="),
        (["--data", ""], "--data"),
        (["--data", "--self-check"], "--data"),
        (["--tour="], "--tour="),
        ([""], ""),
        (["x.anxin", "y.anxin"], "y.anxin"),
        (["--x.anxin"], "--x.anxin"),
        (["x.pdf"], "x.pdf"),
    ],
)
def test_words_it_does_not_know_or_that_miss_one(words: list[str], named: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(words)
    assert str(caught.value) == named


# --- Answers --------------------------------------------------------------------------------------


def test_the_version() -> None:
    assert run("-m", "desktop", "--version") == (0, f"{desktop.__version__}\n", "")


def test_help_names_every_word() -> None:
    code, output, errors = run("-m", "desktop", "--help")
    assert (code, errors) == (0, "")
    for word in ("--data", "--self-check", "--tour", "--first-paint", "--version"):
        assert word in output


def test_an_unknown_word_is_answered_in_chinese_and_nothing_is_done(tmp_path: Path) -> None:
    code, output, errors = run("-m", "desktop", "--data", tmp_path / "data", "--wrong")
    assert (code, output) == (2, "")
    assert errors.startswith("不认识的参数：--wrong")
    assert "--self-check" in errors, "it says what it does know"
    assert "Traceback" not in errors
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program and of what it reads."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("desktop", "checklists", "assets"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
        )
    return folder


def test_self_check_counts_the_content_on_one_line() -> None:
    code, output, errors = run("-m", "desktop", "--self-check")
    assert (code, errors) == (0, "")
    assert output.count("\n") == 1
    found = json.loads(output)
    assert found["problems"] == []
    assert all(found[name] > 0 for name in COUNTED)


def test_self_check_says_what_is_wrong_and_fails(checkout: Path) -> None:
    guilty = next((checkout / "checklists" / "faq").glob("*.yaml"))
    before = guilty.read_bytes()
    guilty.write_bytes(before.replace(b"id: ", b"idd: ", 1))
    try:
        code, output, errors = run("-m", "desktop", "--self-check", cwd=checkout)
    finally:
        guilty.write_bytes(before)
    assert (code, errors) == (1, "")
    problems = json.loads(output)["problems"]
    assert any(guilty.name in problem for problem in problems)
    code, output, _ = run("-m", "desktop", "--self-check", cwd=checkout)
    assert (code, json.loads(output)["problems"]) == (0, []), "mended, it passes"


# --- Without the style ----------------------------------------------------------------------------

WITHOUT_STYLE = """
import sys
sys.modules["PySide6Qlementine"] = None
from desktop.app import main
"""
LOOKING = (
    WITHOUT_STYLE
    + """
import json
from datetime import UTC, datetime
from pathlib import Path
from desktop.app import close
from desktop.ui.application import make_application
from desktop.services.house import open_services
from desktop.ui.navigation import Target
from desktop.ui.theme import theme
from desktop.ui.tour.driver import Driver
from desktop.ui.page_list import PAGES
from desktop.ui.window import MainWindow

folder = Path(sys.argv[1])
app = make_application()
services = open_services(folder / "data", None, lambda: datetime(2026, 11, 22, tzinfo=UTC))
services.lenders.add("甲家")
services.preferences.set_welcomed(True)
window = MainWindow(services, lambda: datetime(2026, 11, 22, tzinfo=UTC).date())
window.resize(1366, 768)
window.show()
driver = Driver(app, folder / "pictures")
shown = {}
for look in ("light", "dark"):
    services.preferences.set_appearance(look)
    for entry in PAGES:
        window.go(Target(entry.name))
        driver.picture(window, f"{entry.name}-{look}")
    image = window.grab().toImage()
    # Between the cards of the last page; inside the side bar.
    shown[look] = [image.pixelColor(1360, 400).name(), image.pixelColor(4, 4).name()]
    shown[f"{look} tokens"] = [theme.tokens.window, theme.tokens.sidebar]
good = driver.write()
close(window, services)
print(json.dumps({"good": good, "style": app.style().name(), "shown": shown}))
"""
)


def test_without_the_style_every_page_is_whole_in_the_same_colours(tmp_path: Path) -> None:
    code, output, errors = run("-c", LOOKING, tmp_path)
    assert (code, errors) == (0, "")
    found = json.loads(output.splitlines()[-1])
    assert found["style"].casefold() == "fusion"
    facts = json.loads((tmp_path / "pictures" / "journey.json").read_text(encoding="utf-8"))
    assert found["good"], [fact for fact in facts["facts"] if not fact["ok"]]
    for look in ("light", "dark"):
        assert found["shown"][look] == found["shown"][f"{look} tokens"]


def test_without_the_style_it_still_starts_and_paints(tmp_path: Path) -> None:
    words = f"sys.exit(main(['--data', {str(tmp_path / 'data')!r}, '--first-paint']))"
    code, output, errors = run("-c", f"{WITHOUT_STYLE}\n{words}")
    assert (code, errors) == (0, "")
    assert json.loads(output)["ms"] > 0
