"""Letters on their way out: whole or not at all, the same everywhere, and never a file in parts."""

import os
import subprocess
import sys
import threading
from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import TypeVar

import docx
import pytest

from desktop.domain.typesetting import PaperPage, Words
from desktop.domain.written_letter import Missing, MissingKind
from desktop.services.errors import LetterIncomplete, PaperFolderUnusable
from desktop.services.house import Services
from desktop.services.letter_outputs import LetterOutputService
from tests.documents.fonts_made import font, save
from tests.documents.reading import bare, read_pdf
from tests.domain.letters_written import usual

T = TypeVar("T")
# As in a package: what it leaves out cannot be imported.
IN_A_PACKAGE = """
import sys
from recipe.bundle import UNWANTED_ELSEWHERE, UNWANTED_MODULES
sys.modules.update(dict.fromkeys((*UNWANTED_MODULES, *UNWANTED_ELSEWHERE)))
from datetime import date
from pathlib import Path
from desktop.services.letter_outputs import LetterOutputService
from tests.domain.letters_written import usual

folder = Path(sys.argv[1])
outputs = LetterOutputService(lambda: date(2026, 11, 22), (folder,))
letter = usual(3, name="张𠮷😀")
for work in (outputs.docx(letter, folder / "x.docx"), outputs.pdf(letter, folder / "x.pdf")):
    list(work)
"""
DAY = date(2026, 11, 22)
LACKING = usual()._replace(
    missing=(
        Missing(MissingKind.FACT, "lender_full", "放款机构全称"),
        Missing(MissingKind.GUARD, "reported", "真的报过案吗？"),
    )
)


def run(work: Generator[None, None, T]) -> T:
    while True:
        try:
            next(work)
        except StopIteration as ended:
            value: T = ended.value
            return value


@pytest.fixture
def outputs(services: Services) -> LetterOutputService:
    return services.letter_outputs()


def drawn(pages: tuple[PaperPage, ...]) -> str:
    return bare("".join(m.text for p in pages for m in p.marks if isinstance(m, Words)))


def test_every_way_out_says_the_same(outputs: LetterOutputService, tmp_path: Path) -> None:
    letter = usual(0, "他说：“你再不还……”\n第二天又打来。")
    text = outputs.text(letter)
    assert run(outputs.docx(letter, tmp_path / "x.docx")) == ()
    assert run(outputs.pdf(letter, tmp_path / "x.pdf")) == ()
    paper = run(outputs.pages(letter))
    assert paper.missing == ()
    foot = "第1页，共1页"
    assert read_pdf(tmp_path / "x.pdf").text == bare(text) + foot
    assert drawn(paper.pages) == bare(text) + foot
    document = docx.Document(str(tmp_path / "x.docx"))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs if paragraph.text)
    # Numbers and boxes of lists are set by the word processor.
    assert said == text.replace("1. ", "").replace("2. ", "").replace("□ ", "")


def test_what_is_printed_is_what_is_in_the_file(
    outputs: LetterOutputService, tmp_path: Path
) -> None:
    letter = usual(40)
    run(outputs.pdf(letter, tmp_path / "x.pdf"))
    read = read_pdf(tmp_path / "x.pdf")
    pages = run(outputs.pages(letter)).pages
    assert len(pages) > 2
    assert [bare(page) for page in read.pages] == [drawn((page,)) for page in pages]


def test_a_letter_that_lacks_something_does_not_leave(
    outputs: LetterOutputService, tmp_path: Path
) -> None:
    for way in (
        lambda: outputs.text(LACKING),
        lambda: outputs.pages(LACKING),
        lambda: outputs.docx(LACKING, tmp_path / "x.docx"),
        lambda: outputs.pdf(LACKING, tmp_path / "x.pdf"),
    ):
        with pytest.raises(LetterIncomplete) as caught:
            way()
        assert caught.value.missing == ("放款机构全称", "真的报过案吗？")
    assert list(tmp_path.glob("x.*")) == []


def test_names_of_files_tell_nobody_what_they_are(outputs: LetterOutputService) -> None:
    assert outputs.file_name(usual(), ".docx") == "材料_2026-11-22.docx"
    twin = usual()._replace(masked=True)
    assert outputs.file_name(twin, ".pdf") == "材料_2026-11-22_遮盖.pdf"


def test_the_files_say_nothing_of_their_maker(outputs: LetterOutputService, tmp_path: Path) -> None:
    run(outputs.pdf(usual(), tmp_path / "x.pdf"))
    run(outputs.docx(usual(), tmp_path / "x.docx"))
    said = read_pdf(tmp_path / "x.pdf").metadata
    assert said == {"Title": "材料", "CreationDate": "D:20261122"}
    properties = docx.Document(str(tmp_path / "x.docx")).core_properties
    assert (properties.title, properties.author, properties.created) == ("材料", "", None)


def test_a_character_that_no_font_has_is_named_before_and_after(tmp_path: Path) -> None:
    outputs = LetterOutputService(lambda: DAY, (tmp_path / "none",))
    letter = usual(0, "在😀这里", name="张𠮷")
    assert run(outputs.missing_glyphs(letter)) == ("😀", "𠮷")
    assert run(outputs.pdf(letter, tmp_path / "x.pdf")) == ("😀", "𠮷")
    assert "张□" in read_pdf(tmp_path / "x.pdf").text
    assert run(outputs.docx(letter, tmp_path / "x.docx")) == ()
    words = [paragraph.text for paragraph in docx.Document(str(tmp_path / "x.docx")).paragraphs]
    assert "投诉人：张𠮷" in words
    assert "张𠮷" in outputs.text(letter)


def test_a_font_of_the_system_stands_in(tmp_path: Path) -> None:
    save(tmp_path / "fonts" / "x.ttf", font("𠮷"))
    outputs = LetterOutputService(lambda: DAY, (tmp_path / "fonts",))
    letter = usual(0, name="张𠮷")
    assert run(outputs.missing_glyphs(letter)) == ()
    run(outputs.pdf(letter, tmp_path / "x.pdf"))
    assert "投诉人：张𠮷" in read_pdf(tmp_path / "x.pdf").text


def test_control_characters_are_told_and_everything_else_stays(
    outputs: LetterOutputService, tmp_path: Path
) -> None:
    letter = usual(0, "前\x01后\u202e")
    assert outputs.not_in_word(letter) == ("\x01",)
    assert run(outputs.docx(letter, tmp_path / "x.docx")) == ("\x01",)
    words = [paragraph.text for paragraph in docx.Document(str(tmp_path / "x.docx")).paragraphs]
    assert "前后\u202e" in words
    assert "前\x01后\u202e" in outputs.text(letter)


def test_the_work_is_done_in_another_thread(outputs: LetterOutputService, tmp_path: Path) -> None:
    letter = usual(200)
    before = threading.active_count()
    work = outputs.pdf(letter, tmp_path / "x.pdf")
    next(work)
    assert threading.active_count() == before + 1
    run(work)
    assert threading.active_count() == before


def test_a_folder_that_is_not_there_is_told_and_a_file_stays_as_it_was(
    outputs: LetterOutputService, tmp_path: Path
) -> None:
    for way, name in ((outputs.docx, "x.docx"), (outputs.pdf, "x.pdf")):
        with pytest.raises(PaperFolderUnusable):
            run(way(usual(), tmp_path / "no" / name))
        path = tmp_path / name
        run(way(usual(), path))
        assert path.stat().st_size > 1000
    assert sorted(p.name for p in tmp_path.glob("x*")) == ["x.docx", "x.pdf"]


def test_the_masked_twin_says_so_on_every_page(
    outputs: LetterOutputService, tmp_path: Path
) -> None:
    twin = usual(40)._replace(masked=True)
    run(outputs.pdf(twin, tmp_path / "x.pdf"))
    run(outputs.docx(twin, tmp_path / "x.docx"))
    assert all("姓名和号码已遮盖" in page for page in read_pdf(tmp_path / "x.pdf").pages)
    (section,) = docx.Document(str(tmp_path / "x.docx")).sections
    assert section.footer.paragraphs[0].text.startswith("姓名和号码已遮盖")


@pytest.mark.skipif(sys.platform != "linux", reason="what a package leaves out differs elsewhere")
def test_nothing_is_needed_that_a_package_leaves_out(tmp_path: Path) -> None:
    save(tmp_path / "a.ttf", font("𠮷"))
    save(tmp_path / "b.otf", font("😀", postscript=True))
    path = os.pathsep.join(("packaging", "."))
    subprocess.run(
        [sys.executable, "-W", "error", "-c", IN_A_PACKAGE, tmp_path],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": path},
        check=True,
    )
    assert "投诉人：张𠮷😀" in read_pdf(tmp_path / "x.pdf").text
    assert docx.Document(str(tmp_path / "x.docx")).tables


def test_spaces_inside_a_line_are_kept_and_its_ends_belong_to_the_paper(
    outputs: LetterOutputService, tmp_path: Path
) -> None:
    letter = usual(0, "　　本金   5000元\u3000\u3000利息\t300元  \n  第二天又打来。")
    kept = ["本金   5000元\u3000\u3000利息\u3000300元", "第二天又打来。"]
    assert "　　本金   5000元\u3000\u3000利息\t300元  " in outputs.text(letter), "as it was typed"
    paper = run(outputs.pages(letter))
    lines = [m.text for p in paper.pages for m in p.marks if isinstance(m, Words)]
    assert [line for line in lines if line in kept] == kept
    run(outputs.docx(letter, tmp_path / "x.docx"))
    said = [paragraph.text for paragraph in docx.Document(str(tmp_path / "x.docx")).paragraphs]
    assert "本金   5000元\u3000\u3000利息\t300元" in said
    assert "第二天又打来。" in said


def test_many_empty_lines_are_one_on_paper(outputs: LetterOutputService, tmp_path: Path) -> None:
    story = "第一次。" + "\n" * 300 + "第二次。" + " \n" * 300
    letter = usual(0, story)
    assert story in outputs.text(letter), "as it was typed"
    assert len(run(outputs.pages(letter)).pages) == 1
    run(outputs.docx(letter, tmp_path / "x.docx"))
    said = [paragraph.text for paragraph in docx.Document(str(tmp_path / "x.docx")).paragraphs]
    place = said.index("第一次。")
    assert said[place : place + 4] == ["第一次。", "", "第二次。", "三、证据"]
