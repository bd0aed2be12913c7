"""What the shipped font lacks comes from a font of the system, or is said to be missing."""

from datetime import date
from pathlib import Path

import pytest

from desktop.documents.faces import Faces
from desktop.documents.installed_fonts import can_stand_in, find_fonts, font_folders
from desktop.documents.pdf import write_pdf
from desktop.documents.typeface import Outlines, Typeface, shipped_font
from desktop.domain.typesetting import PaperPage, Words
from tests.documents.fonts_made import damaged, font, save
from tests.documents.reading import pixels, read_pdf

DAY = date(2026, 11, 22)
RARE = "𠮷😀"
NO_PART, RESTRICTED, PICTURES = 0x0100, 0x0002, 0x0200


@pytest.fixture(scope="module")
def shipped() -> Typeface:
    return Typeface(shipped_font())


def faces(shipped: Typeface, folder: Path, text: str = RARE) -> Faces:
    made = Faces(shipped, [folder])
    made.look_for(text)
    return made


def had(made: Faces, text: str = RARE) -> str:
    return "".join(character for character in text if made.has(character))


def test_the_shipped_font_lacks_what_the_tests_look_for(shipped: Typeface) -> None:
    assert not any(map(shipped.has, RARE))


@pytest.mark.parametrize("postscript", [False, True])
def test_a_character_of_another_font_is_drawn_and_read(
    shipped: Typeface, tmp_path: Path, postscript: bool
) -> None:
    save(tmp_path / "x.ttf", font("甲𠮷😀", postscript=postscript, wide=900))
    made = faces(shipped, tmp_path)
    assert made.of("𠮷").outlines is (Outlines.POSTSCRIPT if postscript else Outlines.TRUETYPE)
    assert made.advance("𠮷") == 0.9
    assert made.of("甲") is shipped
    text = "张𠮷，人⼈😀好"
    for bold in (False, True):
        page = PaperPage((Words(100, 200, text, 20, bold=bold),))
        data = write_pdf([page], made, "x", DAY)
        assert read_pdf(data).text == text
        width, _, grey = pixels(data)
        # The square of the second character, 0.9 em wide after one of 1 em.
        assert grey[193 * width + 129] < 60
        assert data == write_pdf([page], made, "x", DAY)
        assert b"Made" not in data


def test_several_fonts_stand_in_one_file(shipped: Typeface, tmp_path: Path) -> None:
    save(tmp_path / "a.ttf", font("𠮷"))
    save(tmp_path / "b.otf", font("😀", postscript=True))
    made = faces(shipped, tmp_path)
    assert made.of("𠮷") is not made.of("😀")
    data = write_pdf([PaperPage((Words(50, 50, "a𠮷b😀c", 9),))], made, "x", DAY)
    assert read_pdf(data).text == "a𠮷b😀c"


def test_a_font_among_several_in_one_file_is_taken(shipped: Typeface, tmp_path: Path) -> None:
    save(tmp_path / "x.ttc", font("甲"), font("乙𠮷"))
    made = faces(shipped, tmp_path)
    assert had(made) == "𠮷"
    data = write_pdf([PaperPage((Words(50, 50, "𠮷", 9),))], made, "x", DAY)
    assert read_pdf(data).text == "𠮷"


def test_what_no_font_has_is_missing(shipped: Typeface, tmp_path: Path) -> None:
    assert had(faces(shipped, tmp_path)) == ""
    assert had(faces(shipped, tmp_path / "not there")) == ""


def test_a_place_without_a_picture_is_none(shipped: Typeface, tmp_path: Path) -> None:
    save(tmp_path / "a.ttf", font("𠮷😀", empty="😀"))
    assert had(faces(shipped, tmp_path)) == "𠮷"
    save(tmp_path / "b.otf", font("😀", postscript=True))
    assert had(faces(shipped, tmp_path)) == "𠮷😀"


@pytest.mark.parametrize("rights", [RESTRICTED, NO_PART, PICTURES])
def test_a_font_that_may_not_be_embedded_stays_where_it_is(
    shipped: Typeface, tmp_path: Path, rights: int
) -> None:
    save(tmp_path / "x.ttf", font("𠮷", rights=rights))
    assert had(faces(shipped, tmp_path)) == ""


def test_damaged_fonts_are_passed_over(shipped: Typeface, tmp_path: Path) -> None:
    whole = save(tmp_path / "z.ttf", font("𠮷😀"))
    assert len(damaged(whole)) == 6
    assert had(faces(shipped, tmp_path)) == RARE


def test_a_regular_font_with_many_characters_comes_first(tmp_path: Path) -> None:
    names = ["NotoSansCJK-Regular.ttf", "aaa.ttf", "NotoSansCJK-Bold.ttf", "aaa-Italic.ttf"]
    for name in names:
        save(tmp_path / "in" / name, font("𠮷"))
    search = find_fonts("𠮷", [tmp_path])
    order = [next(search)[0].path.name]
    order += [search.send("")[0].path.name for _ in names[1:]]
    assert order[0] == "NotoSansCJK-Regular.ttf"
    assert order[-1] == "aaa-Italic.ttf"


def test_what_was_found_is_not_looked_for_again(shipped: Typeface, tmp_path: Path) -> None:
    path = save(tmp_path / "x.ttf", font("𠮷"))
    made = faces(shipped, tmp_path, "𠮷")
    path.unlink()
    made.look_for("𠮷字")
    assert made.has("𠮷")


@pytest.mark.parametrize(
    ("character", "can"),
    [
        *((character, True) for character in "𠮷😀Җ✔𬱖①"),
        # Joined or from right to left; accents; the private area, which is another in every font.
        *((character, False) for character in "אبकཀမក\u0301\ue000\U000f0000\u202e\u0001\U0001fffe"),
    ],
)
def test_who_can_stand_in(character: str, can: bool) -> None:
    assert can_stand_in(character) is can


def test_where_fonts_are(tmp_path: Path) -> None:
    windows = font_folders("win32", {"WINDIR": "W", "LOCALAPPDATA": "L"})
    assert windows == (Path("W/Fonts"), Path("L/Microsoft/Windows/Fonts"))
    assert Path("/System/Library/Fonts") in font_folders("darwin", {"HOME": "/h"})
    linux = font_folders("linux", {"HOME": "/h", "XDG_DATA_DIRS": "/a:/b"})
    assert linux == tuple(map(Path, ("/a/fonts", "/b/fonts", "/h/.local/share/fonts", "/h/.fonts")))
    assert Path("/usr/share/fonts") in font_folders("linux", {})
