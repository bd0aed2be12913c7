"""Paper for relatives and colleagues: one page each, nothing of the person's case on any."""

from datetime import datetime
from pathlib import Path

import pytest

from desktop.domain.contact_papers import ContactPaper
from desktop.services.house import Services
from tests.documents.reading import Read, bare, read_pdf
from tests.services.conftest import BEIJING, Clock

SHEETS = [each for each in ContactPaper if each is not ContactPaper.STATEMENT]


def printed(services: Services, which: ContactPaper, folder: Path) -> Read:
    papers = services.contact_papers()
    path = folder / "paper.pdf"
    papers.save(papers.make(which), path)
    return read_pdf(path)


@pytest.mark.parametrize("which", ContactPaper)
def test_each_is_one_page_and_names_nobody(
    services: Services, which: ContactPaper, tmp_path: Path
) -> None:
    services.lenders.add("甲家")
    services.incidents().add(line="打给了小王", contact="小王", number="13900000000")
    read = printed(services, which, tmp_path)
    assert len(read.pages) == 1
    assert not any(word in read.text for word in ("甲家", "小王", "139", "{", "}"))


@pytest.mark.parametrize("which", SHEETS)
def test_a_sheet_says_whose_debt_it_is_not_what_to_keep_and_whom_to_tell(
    services: Services, which: ContactPaper, tmp_path: Path
) -> None:
    text = printed(services, which, tmp_path).text
    for words in ("没有义务替别人还", "原件留在原来的手机里", "截图", "12378", "12381"):
        assert words in text


def test_each_reader_gets_their_own_words(services: Services, tmp_path: Path) -> None:
    own = {which: printed(services, which, tmp_path).text for which in SHEETS}
    assert "爸妈只记一句" in own[ContactPaper.PARENTS]
    assert "办公电话" in own[ContactPaper.WORK]
    assert "工号多少" in own[ContactPaper.FRIEND]
    assert all("爸妈" not in own[which] for which in (ContactPaper.WORK, ContactPaper.FRIEND))


def test_a_blank_statement_names_no_article_that_may_be_younger_than_what_is_told(
    services: Services, clock: Clock, tmp_path: Path
) -> None:
    assert "第一千零三十三条" in printed(services, ContactPaper.STATEMENT, tmp_path).text
    clock.moment = datetime(2021, 12, 31, 9, tzinfo=BEIJING)  # In force since the first of January.
    text = printed(services, ContactPaper.STATEMENT, tmp_path).text
    assert "第一千零三十三条" not in text
    assert "民法典》" in text


def test_the_statement_has_blanks_boxes_and_a_line_of_consent(
    services: Services, tmp_path: Path
) -> None:
    text = printed(services, ContactPaper.STATEMENT, tmp_path).text
    assert text.startswith("情况说明")
    consent = bare("□我同意把这份说明和我提供的截图、录音，交给受理这件事的机构")
    assert consent in text
    assert "□以上属实" in text
    assert "□我没有借过这笔钱" in text
    assert text.count("＿＿＿＿＿＿＿＿") == 7
    assert "亲友的姓名：＿" in text
    assert "第一次是哪天几点" in text
