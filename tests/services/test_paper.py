"""Sheets of the real content: who and what stands on them, and what a reader program finds."""

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.plan import Applies
from desktop.domain.progress import PERSON, State
from desktop.domain.steps import Scope, Stage
from desktop.services import errors
from desktop.services.house import Services
from desktop.services.paper import Wish
from tests.documents.reading import Read, bare, read_pdf

ONE = Wish(PERSON, Stage.OVERDUE, whole=False, named=False)
WHOLE = ONE._replace(whole=True)
FORBIDDEN = ("逾期", "催收", "借款")


def printed(services: Services, wish: Wish, folder: Path) -> Read:
    """Save a sheet and read the file."""
    paper = services.paper()
    made = paper.make(wish)
    path = folder / made.file_name
    paper.save(made, path)
    return read_pdf(path)


@pytest.fixture
def two(services: Services) -> tuple[str, str]:
    """Two lenders in the middle of it."""
    first = services.lenders.add("甲消费金融", stage=Stage.OVERDUE, kind="microloan")
    second = services.lenders.add("乙小贷", stage=Stage.DURING)
    return first.id, second.id


@pytest.mark.parametrize("stage", Stage)
def test_the_whole_list_holds_every_open_step_and_how_it_counts_as_done(
    services: Services, two: tuple[str, str], tmp_path: Path, stage: Stage
) -> None:
    wish = Wish(two[0], stage, whole=True, named=False)
    items = services.plan.checklist(stage, two[0])
    services.progress.set(items[0].step.id, items[0].subject, State.DONE)
    text = printed(services, wish, tmp_path).text
    first = services.plan.plan().items[0].step.title
    for item in services.plan.checklist(stage, two[0]):
        open_ = item.open and item.applies is not Applies.NO
        if open_:
            assert bare(item.step.title) in text
            assert bare(item.step.done_when) in text
        elif item.step.title != first:
            assert bare(item.step.title) not in text


def test_the_first_three_stand_there_with_how_they_are_done(
    services: Services, two: tuple[str, str], tmp_path: Path
) -> None:
    read = printed(services, WHOLE._replace(lender=two[0]), tmp_path)
    plain = re.sub("[·*□]", "", read.text)
    own = [item for item in services.plan.plan().items if item.subject in (PERSON, two[0])]
    for item in own[:3]:
        assert bare(item.step.title + "".join(item.step.how)) in plain


def test_one_page_is_one_page_of_a4(
    services: Services, two: tuple[str, str], tmp_path: Path
) -> None:
    read = printed(services, ONE._replace(lender=two[0]), tmp_path)
    assert len(read.pages) == 1
    assert read.sizes[0] == pytest.approx((595.28, 841.89), abs=0.05)
    left_out = services.paper().make(ONE._replace(lender=two[0])).left_out
    assert left_out > 0
    assert bare(f"还有 {left_out} 件，见完整清单") in read.text


def test_the_whole_list_numbers_its_pages(
    services: Services, two: tuple[str, str], tmp_path: Path
) -> None:
    read = printed(services, WHOLE._replace(lender=two[0]), tmp_path)
    assert len(read.pages) > 1
    for number, page in enumerate(read.pages, 1):
        assert f"第{number}页，共{len(read.pages)}页" in bare(page)


def test_help_and_what_kind_of_text_it_is_stand_on_every_page(
    services: Services, tmp_path: Path
) -> None:
    for page in printed(services, WHOLE, tmp_path).pages:
        for words in ("110", "12356", "12348", services.library.pack().info.gist_note):
            assert bare(words) in bare(page)


def test_the_name_stands_there_only_if_wanted(
    services: Services, two: tuple[str, str], tmp_path: Path
) -> None:
    wish = ONE._replace(lender=two[0])
    assert "甲消费金融" not in printed(services, wish, tmp_path).text
    text = printed(services, wish._replace(named=True), tmp_path).text
    assert "甲消费金融" in text
    assert "乙小贷" not in text


def test_file_and_title_tell_nobody_what_it_is_about(
    services: Services, two: tuple[str, str], tmp_path: Path
) -> None:
    wish = ONE._replace(lender=two[0], named=True)
    made = services.paper().make(wish)
    assert made.file_name == "安心清单_2026-11-22.pdf"
    read = printed(services, wish, tmp_path)
    assert read.metadata == {"Title": "安心清单", "CreationDate": "D:20261122"}
    data = (tmp_path / made.file_name).read_bytes()
    for word in (*FORBIDDEN, "甲消费金融", str(tmp_path)):
        assert word.encode() not in data
        assert word.encode("utf-16-be").hex().encode() not in data.lower()


def test_without_any_lender_there_is_a_sheet_too(services: Services, tmp_path: Path) -> None:
    text = printed(services, WHOLE._replace(stage=Stage.BEFORE), tmp_path).text
    for item in services.plan.checklist(Stage.BEFORE, None):
        if item.applies is not Applies.NO:
            assert bare(item.step.title) in text


def test_nothing_left_to_do_still_gives_a_page(services: Services, tmp_path: Path) -> None:
    for stage in Stage:
        for item in services.plan.checklist(stage, None):
            if item.step.scope is Scope.PERSON:
                services.progress.set(item.step.id, PERSON, State.DONE)
    text = printed(services, ONE, tmp_path).text
    assert "眼下没有要先做的事。" in text
    assert "12356" in text


HOSTILE = {
    "longest": "很长的名字" * 8,
    "one word": "a" * 40,
    "emoji": "甲😀👨‍👩‍👧银行",
    "control": "甲\x01\x02\x7f\u200b\u202e\ufeff乙",
    "markup": "<b>甲</b> & (乙) \\ /F0 Tf",
    "rare": "𠮷野龘㛃",
    "mixed directions": "甲 שלום مرحبا 乙",
    "combining": "e\u0301\u0327 甲\u20dd",
    "half": "甲\ud83d乙",
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("whole", [False, True])
def test_any_name_can_be_printed(
    services: Services, tmp_path: Path, name: str, whole: bool
) -> None:
    lender = services.lenders.add(name, stage=Stage.OVERDUE)
    paper = services.paper()
    made = paper.make(Wish(lender.id, Stage.OVERDUE, whole=whole, named=True))
    path = tmp_path / made.file_name
    paper.save(made, path)
    read = read_pdf(path)
    shown = lender.name
    for character in made.missing:
        shown = shown.replace(character, "□")
    seen = "".join(character for character in shown if character.isprintable())
    assert f"哪一家：{bare(seen)}" in read.text
    assert whole or len(read.pages) == 1


def test_what_the_font_lacks_is_told(services: Services) -> None:
    lender = services.lenders.add("甲😀𠮷行")
    wish = Wish(lender.id, Stage.OVERDUE, whole=False, named=True)
    assert services.paper().make(wish).missing == ("😀", "𠮷")
    assert services.paper().make(wish._replace(named=False)).missing == ()


def test_an_unknown_lender_is_a_fault_of_the_caller(services: Services) -> None:
    with pytest.raises(KeyError):
        services.paper().make(ONE._replace(lender="nobody"))


# --- What can go wrong ----------------------------------------------------------------------------


def test_a_full_disk(services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = services.paper()
    made = paper.make(ONE)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(errors.PaperNoRoom) as caught:
        paper.save(made, tmp_path / "x.pdf")
    assert caught.value.path == tmp_path / "x.pdf"
    assert not (tmp_path / "x.pdf").exists()


def test_a_folder_that_is_not_there(services: Services, tmp_path: Path) -> None:
    paper = services.paper()
    with pytest.raises(errors.PaperFolderUnusable) as caught:
        paper.save(paper.make(ONE), tmp_path / "nowhere" / "x.pdf")
    assert caught.value.path == tmp_path / "nowhere"


def test_a_file_in_use(services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"before")
    paper = services.paper()
    made = paper.make(ONE)

    def held(_self: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(errors.PaperInUse) as caught:
        paper.save(made, path)
    assert caught.value.path == path
    assert path.read_bytes() == b"before"


def test_a_missing_font(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pylopdf_fonts_zh_cn

    monkeypatch.setattr(pylopdf_fonts_zh_cn, "sans_path", lambda: tmp_path / "gone.otf")
    with pytest.raises(errors.PaperFontUnusable) as caught:
        services.paper().make(ONE)
    assert caught.value.path == tmp_path / "gone.otf"
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_zh_cn", None)
    with pytest.raises(errors.PaperFontUnusable):
        services.paper().make(ONE)


def said_by_a_new_python(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout.strip()


def test_the_font_tools_bring_nothing_that_could_reach_the_network() -> None:
    code = """
import sys
from datetime import date
from pathlib import Path
from desktop.documents.pdf import write_pdf
from desktop.documents.typeface import Typeface, shipped_font
from desktop.domain.typesetting import PaperPage, Words
write_pdf([PaperPage((Words(9, 9, "安心", 9),))], Typeface(shipped_font()), "x", date(2026, 11, 22))
print(sorted({"socket", "ssl", "http", "asyncio", "urllib.request"} & set(sys.modules)))
"""
    assert said_by_a_new_python(code) == "[]"


def test_a_start_does_not_import_the_font_tools(tmp_path: Path) -> None:
    code = f"""
import sys
from datetime import datetime, UTC
from pathlib import Path
from desktop.services.house import open_services
services = open_services(Path({str(tmp_path / "data")!r}), None, lambda: datetime.now(UTC))
services.plan.plan()
services.close()
print([name for name in sys.modules if "fontTools" in name or "paper" in name])
"""
    assert said_by_a_new_python(code) == "[]"
