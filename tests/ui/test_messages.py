"""Every problem is one plain Chinese sentence with its cause and what to do."""

import inspect
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.domain.recovery import Recovered, Source
from desktop.services import errors
from desktop.ui.messages import recovered_words, sentence, stale_words

PATH = Path("/home/x/数据/anxin.sqlite")
SAMPLES = {
    "limit": 40,
    "name": "某某分期",
    "archived": False,
    "path": PATH,
    "detail": "第 3 行缺一个冒号，请补上。",
    "found": 9,
    "known": 2,
    "file": "faq/jail.yaml",
    "place": "points[1]",
    "reason": errors.DiskFull(PATH),
    "groups": (2, 5),
    "length": 34,
    "wanted": 35,
    "missing": ("放款机构全称", "回执编号"),
    "needed": 900,
    "free": 120,
}
BASES = (errors.TooMuch, errors.AtPath, errors.AtPathBecause)
# What to do: a word that asks for something, or says what is possible.
TO_DO = re.compile("请|换个|写一个|可以")


def problems() -> list[errors.UserProblem]:
    found: list[errors.UserProblem] = []
    kinds = list(errors.UserProblem.__subclasses__())
    for kind in kinds:
        kinds += kind.__subclasses__()
        if kind in BASES:
            continue
        own = kind.__init__ is not errors.UserProblem.__init__
        parameters = inspect.signature(kind).parameters if own else ()
        found.append(kind(*(SAMPLES[name] for name in parameters)))
    reasons = (
        errors.DataUnreadable(PATH, ""),
        errors.DataFolderUnusable(PATH, ""),
        errors.DataInUse(PATH),
    )
    found += [errors.CopyFailed(reason) for reason in reasons]
    found.append(errors.RecoveryCodeMistyped((), 34, 35))
    found.append(errors.LenderNameTaken("某某分期", archived=True))
    return found


@pytest.mark.parametrize("problem", problems(), ids=lambda problem: type(problem).__name__)
def test_a_problem_has_its_cause_and_what_to_do(problem: errors.UserProblem) -> None:
    words = sentence(problem)
    assert words != sentence(errors.UserProblem()), "it has words of its own"
    own = words.partition("：")[0]
    assert "\n" not in words
    assert words[0] > "\u4e00" or words[0] == "“"
    assert own.rstrip("。").count("。") == 0, "one sentence"
    assert re.search("[，；]", own), "a cause and something to do"
    assert TO_DO.search(own), "something to do"
    assert not re.search("Error|None|sqlite3|errno", words)
    assert not re.search("整案|演练", words), "nothing on the screen is called so"


def test_who_has_no_key_file_left_is_told_a_way_that_is_there() -> None:
    words = sentence(errors.KeyFileDamaged(PATH))
    assert "改个名字" in words, "the lock screen restores nothing"
    assert words.endswith(str(PATH.parent))


def test_what_nobody_thought_of_has_words_too() -> None:
    assert TO_DO.search(sentence(errors.UserProblem()))


@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize("as_of", ["2026-11-21T10:30:00Z", ""])
@pytest.mark.parametrize("kept", ["/data/backups/damaged-20261122T031500Z", ""])
def test_what_was_recovered_is_told(source: Source, as_of: str, kept: str) -> None:
    words = recovered_words(Recovered(source, as_of, kept))
    assert "{" not in words
    assert kept in words
    assert ("没有删" in words) == bool(kept)
    if as_of and source in (Source.FILE, Source.COPY):
        local = datetime(2026, 11, 21, 10, 30, tzinfo=UTC).astimezone()
        assert f"2026年11月{local.day}日 {local:%H:%M}" in words


def test_a_mistake_in_the_checklists_names_file_and_place() -> None:
    words = stale_words(errors.ContentBroken("faq/jail.yaml", "points[1]", "缺一项，请补上。"))
    assert "faq/jail.yaml" in words
    assert "points[1]" in words
    assert "重新打开" in words
