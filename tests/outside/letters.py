"""The letters room: what comes first, the form, the check, and the small windows."""

from collections.abc import Iterator

from tests.outside.pages import choose, leave_window, row
from tests.outside.reader import Reader, press

LETTER = "给亲友的提前说明（短信或微信）"
QUESTION = "现在是哪种情形？"


def letters(reader: Reader) -> Iterator[str]:
    """Begin a message, fill it, look it over, and let it out."""
    choose(reader, "文书")
    found = reader.until(lambda: row(reader, LETTER), f"no letter {LETTER}")
    if "selected" not in found.control.states:
        press(found.node)
    reader.wait_for_text("寄出去意味着什么")
    reader.wait_for("我明白了，开始写")
    yield "文书：先看这里"
    reader.press("我明白了，开始写")
    reader.wait_for("派出所名称", "text")
    reader.write("派出所名称", "某某派出所")
    reader.wait_for_text("已保存")
    yield "文书：填写"
    reader.press("看哪一部分:检查")
    reader.wait_for_text("还差")
    yield "文书：检查"
    reader.press(f"{QUESTION}:先打招呼，越短越好")
    reader.press("收信的亲友都没有签过字")
    choose(reader, "看哪一部分:预览")
    yield "文书：预览"
    reader.press("复制全文", "push button")
    reader.until(lambda: len(reader.windows()) > 1, "nothing asks who signs")
    reader.write("你的姓名", "某某")
    yield "文书：复制全文"
    leave_window(reader)
    reader.press("删掉这一份")
    reader.wait_for_text("可以放回来")
    yield from _evidence(reader)


def _evidence(reader: Reader) -> Iterator[str]:
    """A letter that tells of records."""
    found = reader.until(lambda: row(reader, "向12378投诉"), "no letter to the authority")
    press(found.node)
    reader.wait_for_text("你实名请监管部门")
    reader.press("我明白了，开始写")
    reader.press("选择：事情经过")
    reader.until(lambda: len(reader.windows()) > 1, "nothing to pick records in")
    reader.wait_for("就这些", "push button")
    yield "文书：选记录"
    leave_window(reader)
    yield "文书：投诉"
