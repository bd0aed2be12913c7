"""Finding: the content and the notes as they are now, read when they are first looked through."""

import subprocess
import sys
from collections import deque
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.domain.filings import Filing
from desktop.domain.progress import PERSON
from desktop.domain.search import Kind
from desktop.domain.steps import Scope
from desktop.services.errors import ContentUnusable
from desktop.services.house import Services, open_services
from desktop.services.search import MOST_INCIDENTS
from tests.services.conftest import Clock


def found(services: Services, typed: str, kind: Kind = Kind.NOTE) -> list[tuple[str, str, str]]:
    """Title, subject and tag of what is found of one kind."""
    return [
        (match.looked.entry.title, match.looked.entry.part, match.looked.entry.tag)
        for group in services.search().find(typed)
        for match in group.matches
        if group.kind is kind
    ]


@pytest.fixture
def step(services: Services) -> str:
    return next(s.id for s in services.library.pack().steps if s.scope is Scope.LENDER)


def test_a_note_is_found_as_soon_as_it_is_saved(services: Services, step: str) -> None:
    assert found(services, "表姐") == []
    services.notes.save(step, PERSON, "第一行\n表姐 19:14 接到电话")
    title = services.library.step(step).title
    assert [(name, part) for name, part, _ in found(services, "表姐")] == [(title, PERSON)]
    assert found(services, "接到电") == found(services, "表姐")
    services.notes.save(step, PERSON, "表弟")
    assert found(services, "表姐") == []
    assert len(found(services, "表弟")) == 1
    services.notes.save(step, PERSON, "")
    assert found(services, "表弟") == []


def test_taking_a_note_back_takes_it_from_the_results(services: Services, step: str) -> None:
    services.notes.save(step, PERSON, "工号八八四二")
    assert found(services, "八八四二")
    services.history.undo()
    assert found(services, "八八四二") == []


def lines(services: Services, typed: str) -> list[tuple[str, ...]]:
    """The words of the incidents that are found."""
    return [
        match.looked.entry.body
        for group in services.search().find(typed)
        for match in group.matches
        if group.kind is Kind.INCIDENT
    ]


def test_what_was_noted_of_a_call_is_found_by_its_words_number_and_contact(
    services: Services, clock: Clock
) -> None:
    told = services.incidents().add(
        clock(), number="138-0000-1111", line="说今晚上门", contact="表姐"
    )
    words = (told.line, told.contact, told.number)
    for typed in ("今晚", "今晚 上门", "表姐", "138-0000", "13800001"):
        assert lines(services, typed) == [words], typed
    for typed in ("明晚", "。", " ", "—"):
        assert lines(services, typed) == [], typed
    services.incidents().withdraw(told.id)
    assert lines(services, "今晚") == []
    services.history.undo()
    assert lines(services, "今晚") == [words]


def test_of_very_many_incidents_the_newest_are_shown_and_all_are_counted(
    services: Services, clock: Clock
) -> None:
    last = MOST_INCIDENTS + 20
    for number in range(last + 1):
        services.incidents().add(clock() - timedelta(hours=last - number), line=f"催款第{number}次")
    (group,) = [one for one in services.search().find("催款第") if one.kind is Kind.INCIDENT]
    assert group.total == last + 1
    assert len(group.matches) == MOST_INCIDENTS
    assert group.matches[0].looked.entry.body == (f"催款第{last}次",)


def test_a_note_tells_whose_it_is(services: Services, step: str) -> None:
    one, two = services.lenders.add("甲"), services.lenders.add("乙")
    services.notes.save(step, one.id, "周三回电")
    services.notes.save(step, two.id, "周三再说")
    title = services.library.step(step).title
    assert [name for name, _, _ in found(services, "周三")] == [f"{title} · 甲", f"{title} · 乙"]
    services.lenders.rename(one.id, "丙")
    assert found(services, "周三")[0][:2] == (f"{title} · 丙", one.id)


def test_a_note_for_a_lender_that_is_put_away_is_found_and_has_no_stage(
    services: Services, step: str
) -> None:
    lender = services.lenders.add("甲")
    services.notes.save(step, lender.id, "周三回电")
    assert found(services, "周三")[0][2] != ""
    services.lenders.archive(lender.id)
    assert found(services, "周三")[0][2] == ""


def test_after_a_restart(services: Services, step: str, open_again: Callable[[], Services]) -> None:
    services.notes.save(step, PERSON, "周三回电")
    assert len(found(open_again(), "周三回电")) == 1


def test_the_content_and_the_topics(services: Services) -> None:
    assert found(services, "cuishou", Kind.TERM)[0][0] == "催收"
    assert "打我妈" in services.search().topics()
    for topic in services.search().topics():
        assert services.search().find(topic), topic


@pytest.mark.usefixtures("services")  # Whose content is compiled, which brings the search along.
def test_the_search_is_one_and_is_not_made_before_it_is_asked_for() -> None:
    code = """
import sys, tempfile
from datetime import datetime, UTC
from pathlib import Path
from desktop.services.house import open_services
with tempfile.TemporaryDirectory() as folder:
    services = open_services(Path(folder), None, lambda: datetime.now(UTC))
    early = [name for name in sys.modules if "search" in name and name.startswith("desktop")]
    assert services.search() is services.search()
    services.close()
print(early)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout.strip() == "[]"


def test_a_damaged_index_is_a_problem_of_the_content(
    tmp_path: Path, folder: Path, clock: Clock
) -> None:
    from desktop.content.compiler import main

    shipped = tmp_path / "pack"
    main(["--target", str(shipped)])
    (shipped / "search.json").write_bytes(b"{")
    services = open_services(folder, shipped, clock)
    with pytest.raises(ContentUnusable):
        services.search().find("催收")
    services.close()


def test_a_draft_is_found_by_its_letter_its_lender_and_what_was_typed(services: Services) -> None:
    letters = services.letters()
    letter = next(each for each in letters.letters() if each.draft_id == "tpl_police")
    lender = services.lenders.add("甲乙贷").id
    draft = letters.start(letter.id, lender)
    assert found(services, "甲乙贷", Kind.DRAFT) == [(letter.title, "", "")]
    filling = draft.filling._replace(
        facts={"receipt_no": "GD-7781", "report_date": "2026-10-03"},
        own_words={"effect": "母亲晚上\n不敢接电话"},
    )
    letters.save(draft.id, filling)
    content = next(
        match.looked.entry
        for group in services.search().find(letter.title)
        for match in group.matches
        if match.looked.entry.id == letter.id
    )
    spoken = content.names[0].pinyin[0].split()
    said = content.aliases[0].text
    for typed in ("GD-7781", "不敢接电话", "报案情况", "".join(spoken), said):
        assert found(services, typed, Kind.DRAFT) == [(letter.title, "", "")], typed
    assert found(services, "2026-10-03", Kind.DRAFT) == []
    letters.rename(draft.id, "第二次写给他们")
    assert found(services, "第二次写给", Kind.DRAFT) == [("第二次写给他们", "", "")]
    assert found(services, "报案情况", Kind.DRAFT) == [("第二次写给他们", "", "")]
    letters.discard(draft.id)
    assert found(services, "第二次写给", Kind.DRAFT) == []
    services.history.undo()
    assert found(services, "第二次写给", Kind.DRAFT)
    deque(services.erase().lender(lender, copies=False), maxlen=0)
    assert found(services, "第二次写给", Kind.DRAFT) == []


def test_what_was_handed_in_goes_by_the_names_of_its_letter(services: Services) -> None:
    letter = next(each for each in services.letters().letters() if each.draft_id == "tpl_nfra")
    services.filings().add(Filing("", "上个月交的", date(2026, 11, 2), letter=letter.id))
    assert found(services, "持牌机构", Kind.FILING) == [("上个月交的", "", "")]


def test_what_was_handed_in_is_found_by_its_words_and_numbers(services: Services) -> None:
    filings = services.filings()
    added = filings.add(
        Filing(
            "", "给客服的信", date(2026, 11, 2), recipient="某某客服部", ticket="GD20261103-0421"
        )
    )
    for typed in ("给客服", "客服部", "20261103-0421"):
        assert ("给客服的信", "", "") in found(services, typed, Kind.FILING), typed
    filings.change(added._replace(note="等了十天"))
    assert found(services, "等了十天", Kind.FILING)
    filings.remove(added.id)
    assert found(services, "客服部", Kind.FILING) == []


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("biaojie", ["表姐"]),
        ("biaoj", ["表姐"]),
        ("bjjd", ["表姐接到"]),
        ("yinhang", ["银行"]),
        ("huankuan", ["还款"]),
        ("biao'jie", ["表姐"]),
        ("biaojie dianhua", ["表姐", "电话"]),
    ],
)
def test_a_note_is_found_by_how_it_sounds(
    services: Services, step: str, typed: str, marked: list[str]
) -> None:
    services.notes.save(step, PERSON, "第一行\n表姐接到电话，银行说还款 OK")
    (match,) = [
        match
        for group in services.search().find(typed)
        if group.kind is Kind.NOTE
        for match in group.matches
    ]
    hit = services.search().show(match, typed)
    assert [hit.line[start:end] for start, end in hit.line_marks] == marked


@pytest.mark.parametrize("typed", ["iaojie", "bi", "ojd", "hangshuohai", "xyzxyz"])
def test_letters_that_begin_no_syllable_find_no_note(
    services: Services, step: str, typed: str
) -> None:
    services.notes.save(step, PERSON, "表姐接到电话，银行说还款 OK")
    assert found(services, typed) == []
