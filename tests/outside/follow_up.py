"""The room for what was handed in: the form, one thing handed in, and what became of it."""

from collections.abc import Iterator

from tests.outside.pages import choose
from tests.outside.reader import Reader

LETTER = "给客服的信"


def follow_up(reader: Reader) -> Iterator[str]:
    """Note something down, say what became of it, and let it go."""
    choose(reader, "投诉跟进")
    reader.wait_for("记下已提交", "push button")
    yield "投诉跟进"
    reader.press("记下已提交", "push button")
    reader.write("给它起个名字", LETTER)
    reader.write("工单号、快递单号", "GD20261122")
    reader.press("对方说了哪天答复，或信里写了哪天", "check box")
    reader.wait_for("等到哪天")
    yield "投诉跟进：记下已提交"
    reader.press("记下", "push button")
    reader.wait_for_text("记下了。")
    reader.wait_for_text("编号 GD20261122")
    yield "投诉跟进：一项"
    reader.press("现在到哪一步了:已受理")
    reader.wait_for_text("改成“已受理”了。")
    yield "投诉跟进：已受理"
    reader.press("改一改", "push button")
    reader.wait_for("返回（Esc）")
    yield "投诉跟进：改一改"
    reader.press("返回（Esc）")
    reader.press(f"删掉：{LETTER}")
    reader.wait_for_text("删掉了。")
