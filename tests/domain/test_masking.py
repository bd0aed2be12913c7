"""What must not leave: long numbers, names, notes, the home folder; what must stay readable."""

import pytest

from desktop.domain.masking import HOME, NUMBER, WORDS, masked, only_ascii


@pytest.mark.parametrize(
    "number",
    ["12345", "13800000000", "138 0000 0000", "138-0000-0000", "6222 0000 0000 0000", "１２３４５"],
)
def test_long_numbers_are_taken_out(number: str) -> None:
    assert masked(f"打给{number}了") == f"打给{NUMBER}了"


@pytest.mark.parametrize("text", ["12378", "第 12 行", "110、12 个", "line 4321"])
def test_short_numbers_stay(text: str) -> None:
    assert masked(text) == (text if "12378" not in text else NUMBER)


@pytest.mark.parametrize(
    ("private", "text", "expected"),
    [
        ("某某分期", "“某某分期”已经有了", f"“{WORDS}”已经有了"),
        ("ABC Loan", "KeyError: 'abc loan'", f"KeyError: '{WORDS}'"),
        ("A", "AttributeError: 'A' of a", f"AttributeError: '{WORDS}' of {WORDS}"),
        ("一", "“一”和一定", f"“{WORDS}”和一定"),
        ("第一行\n 第二行 \n\n", "存下 第二行 和 第一行", f"存下 {WORDS} 和 {WORDS}"),
        ("长名字", "长名字的家人", f"{WORDS}的家人"),
        ("a.b*", "a.b* aXbb", f"{WORDS} aXbb"),
    ],
)
def test_private_words_are_taken_out(private: str, text: str, expected: str) -> None:
    assert masked(text, [private]) == expected


def test_longer_words_go_first() -> None:
    assert masked("小明贷款", ["小明", "小明贷款"]) == WORDS


@pytest.mark.parametrize(
    ("home", "text", "expected"),
    [
        ("/home/王小明", "/home/王小明/数据/a.py", f"{HOME}/数据/a.py"),
        (r"C:\Users\wang", r"在 c:\users\WANG\x", rf"在 {HOME}\x"),
        (r"C:\Users\wang", r"'C:\\Users\\wang\\x'", rf"'{HOME}\\x'"),
        (r"C:\Users\wang", "C:/Users/wang/x", f"{HOME}/x"),
        ("/", "/a/b", "/a/b"),
        ("", "/a/b", "/a/b"),
    ],
)
def test_the_home_folder_is_taken_out(home: str, text: str, expected: str) -> None:
    assert masked(text, (), home) == expected


def test_nothing_but_ascii_is_left_of_a_message() -> None:
    assert only_ascii("ValueError: 'contacts: 张三'") == f"ValueError: 'contacts: {WORDS}'"
