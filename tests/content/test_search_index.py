"""What the search looks through: all of the content, with its sounds, and without them."""

import sys
from pathlib import Path

import pytest

from desktop.content.compiled import SEARCH_FILE
from desktop.content.compiler import Build, compose, main
from desktop.content.loader import content_folder, load_search
from desktop.content.search_index import NO_PINYIN, pinyin_reader, to_number
from desktop.content.shapes import plain, shape_of
from desktop.content.sources import Content, read_sources
from desktop.domain.search import Kind, SearchIndex
from desktop.services.self_check import self_check
from tests.content.conftest import CHECKLISTS


@pytest.fixture(scope="module")
def content() -> Content:
    return read_sources(CHECKLISTS)


@pytest.fixture(scope="module")
def built(content: Content) -> Build:
    return compose(content)


@pytest.fixture
def no_pypinyin(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which it was not installed."""
    monkeypatch.setitem(sys.modules, "pypinyin", None)


def test_everything_can_be_found_once(built: Build) -> None:
    library = built.library
    found = [(entry.kind, entry.part or entry.id) for entry in built.search.entries]
    assert len(set(found)) == len(found)
    wanted = {(Kind.STEP, step.id) for step in built.pack.steps}
    for kind, things in (
        (Kind.CHANNEL, library.channels),
        (Kind.FAQ, library.faq),
        (Kind.MYTH, library.myths),
        (Kind.TERM, library.glossary),
        (Kind.RULE, library.rules),
        (Kind.RULE, [part for document in library.rules for part in document.provisions]),
        (Kind.LETTER, library.letters),
        (Kind.SCRIPT, library.scripts),
        (Kind.PHONE, (*library.phones, *library.phone_guides)),
        (Kind.REDIRECT, library.redirects),
    ):
        wanted |= {(kind, thing.id) for thing in things}
    assert set(found) == wanted


def test_every_name_and_every_word_has_its_sound(built: Build) -> None:
    assert built.search.pinyin
    for entry in built.search.entries:
        assert entry.names[0].text == entry.title
        for name in (*entry.names, *entry.aliases):
            assert name.pinyin, name.text
            assert all(reading.count(" ") == len(name.text) - 1 for reading in name.pinyin)


def test_every_common_character_has_one_syllable(built: Build) -> None:
    sounds: dict[str, str] = {}
    for sound, characters in built.search.syllables:
        for character in characters:
            assert character not in sounds
            sounds[character] = sound
    assert len(sounds) > 6_700
    told = [sounds[character] for character in "表姐说银行催还款"]
    assert told == ["biao", "jie", "shuo", "yin", "hang", "cui", "huan", "kuan"]


def test_every_everyday_word_reaches_its_entries(content: Content, built: Build) -> None:
    said = {
        (entry.part or entry.id): {word.text: word.place for word in entry.aliases}
        for entry in built.search.entries
    }
    assert len(content.aliases) >= 60
    for alias in (entry.value for entry in content.aliases):
        for place, id_ in enumerate(alias.ids):
            for word in alias.keywords:
                assert said[id_][word] <= place


def test_what_many_look_for_is_offered(content: Content, built: Build) -> None:
    frequent = [entry.value for entry in content.aliases if entry.value.frequent]
    assert built.search.topics == tuple(alias.keywords[0] for alias in frequent)
    assert 8 <= len(frequent) <= 24


def test_every_letter_is_found_under_its_own_id(built: Build) -> None:
    letters = [entry for entry in built.search.entries if entry.kind is Kind.LETTER]
    assert [entry.id for entry in letters] == [letter.id for letter in built.library.letters]


def test_what_is_not_in_force_and_not_true_is_told(built: Build) -> None:
    tags = {entry.id: entry.tag for entry in built.search.entries if not entry.part}
    assert all(tags[document.id] == document.force for document in built.library.rules)
    assert all(tags[myth.id] == myth.verdict for myth in built.library.myths)


def test_an_article_is_also_called_by_its_digits(built: Build) -> None:
    names = {name.text for entry in built.search.entries for name in entry.names}
    assert "个人信息保护法 第50条" in names
    assert "民法典 第1032条" in names


@pytest.mark.parametrize(
    ("characters", "value"),
    [("五", 5), ("十", 10), ("十一", 11), ("五十", 50), ("一百零九", 109), ("一千零三十二", 1032)],
)
def test_numbers(characters: str, value: int) -> None:
    assert to_number(characters) == value


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("催收", "cui shou"),
        ("银行 App", "yin hang  a p p"),
        ("12378？", "1 2 3 7 8 "),
        ("法律", "fa lv"),
    ],
)
def test_how_a_name_sounds(text: str, pinyin: str) -> None:
    read = pinyin_reader()
    assert read is not None
    assert read(text) == (pinyin,)


def test_a_character_with_two_readings_is_found_by_both() -> None:
    read = pinyin_reader()
    assert read is not None
    assert {"huan bu shang", "hai bu shang"} <= set(read("还不上"))


def test_the_compiled_form_is_read_back_as_it_was(built: Build) -> None:
    assert shape_of(SearchIndex).restore(plain(built.search)) == built.search


@pytest.mark.usefixtures("no_pypinyin")
def test_without_pypinyin_it_compiles_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--target", str(tmp_path)]) == 0
    assert NO_PINYIN in capsys.readouterr().err
    index = load_search(tmp_path)
    assert not index.pinyin
    assert index.entries
    assert not any(name.pinyin for entry in index.entries for name in entry.names)
    assert self_check(tmp_path)["problems"] == [NO_PINYIN]


def test_a_checkout_gets_its_pinyin_once_pypinyin_is_there(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = content_folder(checkout)
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "pypinyin", None)
        assert not load_search(folder).pinyin
        before = (folder / SEARCH_FILE).stat().st_mtime_ns
        assert not load_search(folder).pinyin
        assert (folder / SEARCH_FILE).stat().st_mtime_ns == before, "nothing to gain, nothing built"
    assert load_search(folder).pinyin


def test_the_program_never_imports_pypinyin_while_nothing_changed(checkout: Path) -> None:
    folder = content_folder(checkout)
    load_search(folder)
    before = {name for name in sys.modules if name.startswith("pypinyin")}
    for name in before:
        del sys.modules[name]
    load_search(folder)
    assert not [name for name in sys.modules if name.startswith("pypinyin")]
