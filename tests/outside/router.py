"""The way to the right door, and the card for a call above all windows."""

from collections.abc import Iterator

from tests.outside.pages import choose, leave_window
from tests.outside.reader import Reader


def router(reader: Reader) -> Iterator[str]:
    """Tick what was done, open what is folded away, call, and note the call."""
    choose(reader, "法规与求助")
    choose(reader, "栏目:求助渠道")
    reader.press("找对门：按情况看该找谁")
    reader.wait_for("公司在哪个省登记", "combo box")
    yield "找对门"
    reader.press("打给亲友、同事或单位", "check box")
    reader.wait_for_text("起诉")
    reader.press("要带什么、它做不到什么：")
    reader.wait_for("收起：")
    yield "找对门：要带什么"
    reader.press("打客服，边说边勾")
    reader.until(lambda: len(reader.windows()) > 1, "no window with the words for the call")
    reader.write("工单编号", "TS2026")
    yield "找对门：打客服"
    reader.press("记下这通电话")
    reader.wait_for_text("已记下")
    yield "找对门：记下这通电话以后"
    leave_window(reader)
    reader.press("‹ 离开（Esc）")
    reader.wait_for("栏目:求助渠道")
