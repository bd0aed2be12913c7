"""What a reader program finds in a PDF file is what was put in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.content.loader import content_folder, load_pack
from desktop.documents.errors import FontUnusable
from desktop.documents.pdf import write_pdf
from desktop.documents.typeface import Typeface, shipped_font
from desktop.domain.typesetting import HEIGHT, WIDTH, Area, Ink, PaperPage, Words
from tests.documents.reading import bare, pixels, read_pdf

DAY = date(2026, 11, 22)
# Characters of names; the last ones stand beyond the first 65,536.
NAMES = "喆堃翀旻曌昇犇淼赟禛祎煊甯龑彧炘玥頔鑫垚骉燊囧龘㛃䶮㙍璟祎翊芃芊玘珅怼𬱖𬭚𬬭"
# Each has a radical that looks the same and shares its picture: the trap of Qt's PDF writer.
LOOKALIKES = (
    "人日车长一丨丶丿乙二儿入八几刀力十又口土士大女子寸小山工己巾干弓心手文方月木水火父牛犬"
    "玉瓜生田白皮目石示禾穴立竹米羊老而耳肉臣自至舌舟艮色虫血行衣西见角言谷豆贝赤走足身里金门雨青非面革音页风飞食首香马骨高鬼鱼鸟鹿黑鼠鼻齿龙龟"
)


@pytest.fixture(scope="module")
def face() -> Typeface:
    return Typeface(shipped_font())


def lines(text: str, length: int = 40) -> PaperPage:
    """A page with the text in lines."""
    parts = [text[at : at + length] for at in range(0, len(text), length)]
    assert len(parts) < 110, "there is no room for more"
    return PaperPage(tuple(Words(40, 30 + 7 * row, part, 6.5) for row, part in enumerate(parts)))


def every_text() -> Iterator[str]:
    pack = load_pack(content_folder())
    yield pack.info.gist_note
    for checklist in pack.checklists:
        yield from (checklist.title, checklist.goal, *(p.title for p in checklist.phases))
    for step in pack.steps:
        yield from (step.title, step.why, *step.how, step.done_when, *step.keep, step.risk)


def test_every_character_of_all_steps_comes_back(face: Typeface) -> None:
    text = bare("".join(sorted(set("".join(every_text())))))
    assert len(text) > 700
    assert read_pdf(write_pdf([lines(text)], face, "x", DAY)).text == text


def test_every_sentence_of_all_steps_comes_back(face: Typeface) -> None:
    texts = [bare(text) for text in every_text() if text]
    pages = []
    for start in range(0, len(texts), 70):
        marks = [Words(10, 20 + 11 * n, t, 8) for n, t in enumerate(texts[start : start + 70])]
        pages.append(PaperPage(tuple(marks)))
    assert read_pdf(write_pdf(pages, face, "x", DAY)).text == "".join(texts)


def test_rare_characters_of_names_come_back(face: Typeface) -> None:
    assert [character for character in NAMES if not face.has(character)] == []
    assert read_pdf(write_pdf([lines(NAMES)], face, "x", DAY)).text == NAMES


def test_characters_that_share_a_picture_with_a_radical_come_back(face: Typeface) -> None:
    assert read_pdf(write_pdf([lines(LOOKALIKES)], face, "x", DAY)).text == LOOKALIKES


def test_a_radical_and_its_lookalike_stay_apart_in_one_file(face: Typeface) -> None:
    text = "人⼈日⽇长⻓长人⼈⼈人"
    assert face.glyph("人") == face.glyph("⼈")
    assert read_pdf(write_pdf([lines(text)], face, "x", DAY)).text == text


def test_words_of_other_scripts_keep_their_spaces(face: Typeface) -> None:
    text = "App 12356, a-b (c) 50% 1,000.5 “好”…… —— x@y.z £€é"
    (page,) = read_pdf(write_pdf([PaperPage((Words(40, 40, text, 9),))], face, "x", DAY)).pages
    assert page.strip() == text


def test_a_bold_text_comes_back_once(face: Typeface) -> None:
    marks = (Words(40, 40, "先做这三件", 13, Ink.ACCENT, bold=True),)
    assert read_pdf(write_pdf([PaperPage(marks)], face, "x", DAY)).text == "先做这三件"


def test_pages_are_a4(face: Typeface) -> None:
    read = read_pdf(write_pdf([lines("一"), lines("二")], face, "x", DAY))
    assert len(read.sizes) == 2
    for width, height in read.sizes:
        assert width == pytest.approx(210 / 25.4 * 72, abs=0.05)
        assert height == pytest.approx(297 / 25.4 * 72, abs=0.05)
    assert read.sizes[0] == pytest.approx((WIDTH, HEIGHT), abs=0.05)


def test_the_file_says_title_and_day_and_nothing_else(face: Typeface) -> None:
    data = write_pdf([lines("一")], face, "安心清单", DAY)
    assert read_pdf(data).metadata == {"Title": "安心清单", "CreationDate": "D:20261122"}
    for word in (b"Producer", b"Creator", b"Author", b"/home", b"/tmp", b"python", b"fontTools"):
        assert word.lower() not in data.lower()


def test_the_same_pages_give_the_same_bytes(face: Typeface) -> None:
    pages = [lines("同样的纸，同样的文件")]
    assert write_pdf(pages, face, "x", DAY) == write_pdf(pages, face, "x", DAY)


def test_only_the_characters_in_it_are_embedded(face: Typeface) -> None:
    assert len(write_pdf([lines("一二三")], face, "x", DAY)) < 12_000
    assert shipped_font().stat().st_size > 8_000_000


def test_an_area_and_its_round_corners_are_painted(face: Typeface) -> None:
    area = Area(100, 200, 120, 40, Ink.TEXT, 10)
    width, _, grey = pixels(write_pdf([PaperPage((area,))], face, "x", DAY))
    assert grey[220 * width + 160] < 60
    assert grey[201 * width + 101] > 240  # the corner
    assert grey[250 * width + 160] == 255


def test_what_is_written_is_painted(face: Typeface) -> None:
    width, _, grey = pixels(write_pdf([PaperPage((Words(100, 200, "龘", 60),))], face, "x", DAY))
    ink = sum(grey[y * width + x] < 128 for y in range(145, 210) for x in range(100, 160))
    assert ink > 800


def test_a_page_without_a_word_is_a_page(face: Typeface) -> None:
    read = read_pdf(write_pdf([PaperPage(())], face, "x", DAY))
    assert read.pages == ("",)


@pytest.mark.parametrize("content", [b"", b"OTTO", b"\x00\x01\x00\x00" + b"\xff" * 500, None])
def test_a_damaged_font_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "font.otf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FontUnusable) as caught:
        Typeface(path)
    assert caught.value.path == path


def test_a_font_that_breaks_after_it_was_opened_is_told(tmp_path: Path) -> None:
    path = tmp_path / "font.otf"
    path.write_bytes(shipped_font().read_bytes())
    face = Typeface(path)
    path.write_bytes(path.read_bytes()[:200_000])
    with pytest.raises(FontUnusable):
        write_pdf([lines("一")], face, "x", DAY)
