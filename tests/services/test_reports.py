"""Reports on bugs: masked, private, few, short, and written in whatever state the program is."""

import stat
import sys
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.services.house import Services
from desktop.services.reports import FOLDER, MOST_BYTES, MOST_REPORTS, Reports
from tests.services.conftest import Clock


@pytest.fixture
def reports(services: Services, folder: Path, clock: Clock) -> Reports:
    reports = Reports(folder, clock)
    reports.private = services.private_words
    return reports


def files(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).iterdir())


def caught(message: str) -> BaseException:
    def inner() -> None:
        raise KeyError(message)

    try:
        try:
            inner()
        except KeyError as error:
            raise RuntimeError("outer") from error
    except RuntimeError as error:
        return error


def test_names_notes_and_reasons_are_private(services: Services, reports: Reports) -> None:
    lender = services.lenders.add("小某借款").id
    step = next(step for step in services.library.pack().steps if step.scope == "lender").id
    services.notes.save(step, lender, "今天打来 my secret\n第二行")
    masked = reports.mask("小某借款 说 第二行 (MY SECRET?) 今天打来 my secret")
    assert masked == "〔文字〕 说 〔文字〕 (MY SECRET?) 〔文字〕"


def test_a_bug_is_described_without_the_words_in_it(
    services: Services, reports: Reports, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.lenders.add("Quick Loan")
    monkeypatch.setenv("HOME", str(Path(__file__).parent))
    text = reports.describe(caught("张三 Quick Loan 13800000000"))
    assert "KeyError: '〔文字〕 〔文字〕 〔数字〕'" in text
    assert text.index("KeyError") < text.index("which led to") < text.index("RuntimeError: outer")
    assert "in inner" in text
    assert str(Path(__file__).parent) not in text
    assert "~" in text


def test_errors_that_point_at_each_other_end(reports: Reports) -> None:
    first, second = ValueError("1"), ValueError("2")
    first.__context__, second.__context__ = second, first
    assert reports.describe(first).count("ValueError") == 2


def test_without_data_the_mask_is_stricter(reports: Reports, services: Services) -> None:
    def broken() -> Iterable[str]:
        raise OSError

    reports.private = broken
    assert reports.mask("打给 张三 12345") == "〔文字〕 〔文字〕 〔数字〕"


def test_ten_short_private_reports_are_kept(reports: Reports, folder: Path, clock: Clock) -> None:
    for number in range(MOST_REPORTS + 3):
        clock.moment += timedelta(seconds=1)
        path = reports.write(f"{number}:" + "字" * MOST_BYTES + ":end")
        assert path is not None
    kept = files(folder)
    assert len(kept) == MOST_REPORTS
    assert kept[-1] == path
    for number, file in enumerate(kept, 3):
        data = file.read_bytes()
        assert len(data) <= MOST_BYTES
        assert f"\n{number}:" in data.decode(errors="replace")
        assert data.endswith(b":end\n")
        if sys.platform != "win32":
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_reports_that_cannot_be_kept_are_no_second_failure(folder: Path, clock: Clock) -> None:
    folder.mkdir()
    (folder / FOLDER).write_text("mine", encoding="utf-8")
    assert Reports(folder, clock).write("x") is None
    assert Reports(folder / FOLDER / "below", clock).write("x") is None
