"""The tables of a bundle, as an office program reads them."""

import pytest

from desktop.documents.bundle_page import table


def cell(text: str) -> str:
    lines = table(("名",), [(text,)]).decode("utf-8-sig").splitlines()
    return lines[1]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_nothing_is_taken_for_a_formula(sign: str) -> None:
    assert cell(f"{sign}cmd") == f"'{sign}cmd"


@pytest.mark.parametrize("number", ["01012345678", "6222020200012345678", "007"])
def test_a_long_number_keeps_every_digit(number: str) -> None:
    # An office program takes bare digits for an amount: it drops a nought in front, and writes
    # nought for what comes after the fifteenth.
    assert cell(number) == f"{number}\t"


@pytest.mark.parametrize(
    "text", ["1", "12", "13900000000", "0551-66881234", "0", "2026-11-22 09:44"]
)
def test_what_is_read_rightly_stays(text: str) -> None:
    assert cell(text) == text
