"""A statement that is filled in here: what is asked, what stands on paper, what is kept."""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.attachments import NOT_AGREED, AddProgress, Came
from desktop.domain.bundle import BundleMade, BundleWish, LeftOut, ShareLevel
from desktop.domain.evidence import EvidenceFilter
from desktop.domain.filled_statement import Happened, StatementTold
from desktop.domain.incidents import IncidentChannel, Reached
from desktop.services.house import Services
from desktop.services.statements import KeptStatement, StatementService
from tests.documents.reading import read_pdf
from tests.services.conftest import Clock

FACTS = (
    ("contact_name", "王小表"),
    ("contact_phone", "13900000000"),
    ("borrower_name", "李某"),
    ("relation", "表姐"),
    ("stop_told_on", "2026年11月20日"),
    ("evidence_list", "截图在我手机里"),
)
WORDS = (("first", "晚上九点打来\n说他欠钱"), ("after", ""))
TOLD = StatementTold(FACTS, WORDS, frozenset({"uninvolved", "signs", "shares"}))


@pytest.fixture
def statements(services: Services) -> StatementService:
    papers = services.contact_papers()
    return papers.statements(services.incidents(), services.attachments())


def kept(
    statements: StatementService,
    told: StatementTold = TOLD,
    at: datetime | None = None,
    origin: str = "在纸上",
) -> KeptStatement:
    at = at or statements.now() - timedelta(hours=2)
    happened = Happened(at, IncidentChannel.CALL, Reached.FAMILY, "0551-66881234")
    return finished(statements.keep(told, happened, "情况说明.pdf", origin))


def finished(work: Generator[AddProgress, None, KeptStatement]) -> KeptStatement:
    while True:
        try:
            next(work)
        except StopIteration as end:
            found = end.value
            assert isinstance(found, KeptStatement)
            return found


def text_of(services: Services, statement: KeptStatement) -> str:
    (file,) = services.attachments().of(statement.incident)
    return read_pdf(services.attachments().read(file.id, file.size)).text


def test_it_is_one_entry_on_the_contacts_own_line_with_its_paper(
    services: Services, statements: StatementService
) -> None:
    services.incidents().add(line="我自己记的")
    found = services.incidents().get(kept(statements).incident)
    assert found is not None
    assert found.by_contact
    assert (found.contact, found.number) == ("王小表", "0551-66881234")
    assert found.line == "晚上九点打来 说他欠钱"
    assert (found.channel, found.reached) == (IncidentChannel.CALL, Reached.FAMILY)
    (file,) = services.attachments().of(found.id)
    assert (file.type, file.came, file.origin) == ("application/pdf", Came.WRITTEN, "在纸上")
    assert services.evidence().summary().by_contacts == 1
    assert services.evidence().count(EvidenceFilter(by_contact=True)) == 1


def test_only_what_was_told_and_ticked_stands_on_paper(
    services: Services, statements: StatementService
) -> None:
    text = text_of(services, kept(statements))
    for words in (
        "本人王小表，是李某的表姐。",
        "晚上九点打来",
        "我同意把这份说明",
        "截图在我手机里",
    ):
        assert words in text
    assert "13900000000" in text
    assert "不要再联系我" not in text, "nobody ticked that"
    assert "之后又有几次" not in text, "nobody answered that"
    assert "本人签名" in text
    assert "{" not in text


def test_the_last_time_the_way_and_the_number_stand_on_what_is_signed(
    services: Services, statements: StatementService
) -> None:
    at = datetime(2026, 11, 20, 21, 30, tzinfo=statements.now().tzinfo)
    text = text_of(services, kept(statements, at=at))
    for words in (
        "最近一次",
        "时间：大约2026年11月20日21:30",
        "怎么找到我的：电话",
        "对方用的号码或账号：0551-66881234",
    ):
        assert words in text
    assert text.index("晚上九点打来") < text.index("最近一次") < text.index("截图在我手机里")


@pytest.mark.parametrize("hour", [3, 12, 23])
def test_who_does_not_remember_when_signs_just_that(
    services: Services, statements: StatementService, clock: Clock, hour: int
) -> None:
    clock.moment = datetime(2026, 11, 22, hour, 30).astimezone()
    statement = finished(statements.keep(TOLD, Happened(), "情况说明.pdf", ""))
    text = text_of(services, statement)
    assert "时间：我记不清了" in text
    assert "怎么找到我的" not in text
    assert "对方用的号码" not in text
    found = services.incidents().get(statement.incident)
    assert found is not None
    assert found.line == "时间记不清，先记在填表前后。晚上九点打来 说他欠钱"
    assert not found.at_night, "nobody said it was at night"
    assert timedelta(0) <= statements.now() - found.at < timedelta(hours=12)


def test_consent_that_was_not_given_does_not_stand_there(
    services: Services, statements: StatementService
) -> None:
    told = TOLD._replace(confirmed=frozenset({"uninvolved", "signs"}))
    assert statements.missing(told) == ()
    assert "同意" not in text_of(services, kept(statements, told))


def test_an_article_is_named_only_where_it_was_in_force_then(
    services: Services, statements: StatementService
) -> None:
    assert "《中华人民共和国民法典》第一千零三十三条。" in text_of(services, kept(statements))
    before = kept(statements, at=datetime(2020, 12, 31, 9, tzinfo=UTC))
    text = text_of(services, before)
    assert "有关规定是《中华人民共和国民法典》。" in text
    assert "第一千零三十三条" not in text


def handed_over(services: Services, statement: KeptStatement, folder: Path) -> BundleMade:
    wish = BundleWish((statement.incident,), ShareLevel.FULL, masked=False, zipped=False)
    folder.mkdir(exist_ok=True)
    work = services.bundles().making(wish, folder / "bag")
    while True:
        try:
            next(work)
        except StopIteration as end:
            found = end.value
            assert isinstance(found, BundleMade)
            return found


def test_without_consent_neither_paper_nor_words_are_handed_over(
    services: Services, statements: StatementService, tmp_path: Path
) -> None:
    told = TOLD._replace(confirmed=frozenset({"uninvolved", "signs"}))
    statement = kept(statements, told, origin=f"在纸上；{NOT_AGREED}")
    made = handed_over(services, statement, tmp_path)
    assert [why for _, why in made.left_out] == [LeftOut.NOT_AGREED]
    page = (tmp_path / "bag/index.html").read_text(encoding="utf-8")
    assert "没有同意" in page
    assert "当面出示" not in page, "nor is its original promised"
    assert not any(words in page for words in ("王小表", "说他欠钱", "13900000000"))
    # Whoever asked them and may hand it over says so where the original is told.
    (file,) = services.attachments().of(statement.incident)
    services.attachments().set_origin(file.id, "在纸上，问过了")
    again = handed_over(services, statement, tmp_path / "again")
    assert (again.files, again.left_out) == (1, ())


def test_with_consent_it_is_handed_over(
    services: Services, statements: StatementService, tmp_path: Path
) -> None:
    made = handed_over(services, kept(statements), tmp_path)
    assert (made.files, made.left_out) == (1, ())
    assert "说他欠钱" in (tmp_path / "bag/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("fact", ["contact_name", "contact_phone", "borrower_name", "relation"])
def test_what_is_required_is_missed(statements: StatementService, fact: str) -> None:
    facts = tuple((key, "  " if key == fact else text) for key, text in FACTS)
    assert statements.missing(TOLD._replace(facts=facts)) == (fact,)


def test_a_sentence_that_needs_a_day_waits_for_it(statements: StatementService) -> None:
    told = TOLD._replace(confirmed=TOLD.confirmed | {"refused"})
    assert statements.missing(told) == ()
    facts = tuple((key, text) for key, text in FACTS if key != "stop_told_on")
    assert statements.missing(told._replace(facts=facts)) == ("stop_told_on",)
    assert statements.missing(StatementTold())[-2:] == ("uninvolved", "signs")
    assert "first" in statements.missing(TOLD._replace(words=()))


def test_given_up_in_the_middle_nothing_of_it_stays(
    services: Services, statements: StatementService
) -> None:
    work = statements.keep(TOLD, Happened(statements.now()), "情况说明.pdf", "")
    next(work)
    work.close()
    assert services.incidents().count() == 0
    assert not [path for path in (services.data_dir / "files").rglob("*") if path.is_file()]
    assert services.history.can_undo() is None, "undo must not bring back what they told"


def test_it_is_undone_and_made_again_as_one(
    services: Services, statements: StatementService
) -> None:
    statement = kept(statements)
    services.history.undo()
    assert services.incidents().count() == 0
    assert services.attachments().of(statement.incident) == ()
    services.history.redo()
    assert "王小表" in text_of(services, statement)
