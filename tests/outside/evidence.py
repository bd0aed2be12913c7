"""The evidence page: the list and its filters, a record and its files, the form of a record."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.outside.pages import choose, leave_window
from tests.outside.reader import Reader

PICTURE = Path(__file__).resolve().parents[2] / "assets" / "icons" / "app" / "128.png"
NAME = "截图.png"


def evidence(reader: Reader) -> Iterator[str]:
    """Write records down, find, change and withdraw them, and put a picture to one."""
    choose(reader, "证据")
    reader.wait_for("在记录里找", "text")
    yield "证据"
    yield from _form(reader)
    yield from _record(reader)
    yield from _several(reader)
    yield from _filters(reader)


def _form(reader: Reader) -> Iterator[str]:
    reader.press("记一笔", "push button")
    reader.wait_for("夜间打扰", "check box")
    yield "证据：记一笔"
    reader.press("返回（Esc）")
    for line in ("说要打给单位", "说要上门"):
        reader.press("记一笔", "push button")
        reader.write("一句话", line)
        reader.press("记下", "push button")
        reader.wait_for_text("已记下。")
        reader.wait_for_text(line)
    yield "证据：一笔"


def _record(reader: Reader) -> Iterator[str]:
    reader.press("更正")
    reader.wait_for("存下更正")
    yield "证据：更正"
    reader.write("一句话", "说明天上门")
    reader.press("存下更正")
    reader.press("更正过 1 次")
    reader.wait_for("收起原来写的")
    yield "证据：更正过的一笔"
    shutil.copy(PICTURE, Path.home() / NAME)
    reader.press("放入附件…")
    reader.write("文件名称", str(Path.home() / NAME))
    reader.press("打开", "push button")
    reader.wait_for("看图：")
    yield "证据：有附件的一笔"
    reader.press("遮住")
    reader.wait_for("不再遮住")
    yield "证据：遮住的附件"
    reader.press("不再遮住")
    reader.press("看图：")
    reader.until(lambda: len(reader.windows()) > 1, "no window with the picture")
    yield "证据：看图"
    leave_window(reader)
    reader.press("撤回", "push button")
    reader.wait_for("恢复这一笔")
    yield "证据：撤回的一笔"
    reader.press("恢复这一笔")
    reader.wait_for("更正")


def _several(reader: Reader) -> Iterator[str]:
    # Qt lets no reader give the keyboard to a table; the page does, when one comes to it.
    choose(reader, "首页")
    choose(reader, "证据")
    reader.until(
        lambda: "focused" in reader.wait_for("记录", "table").control.states,
        "the list of the records does not have the keyboard",
    )
    reader.keys("Shift+Down")
    reader.wait_for("撤回这 2 笔")
    yield "证据：选了几笔"


def _filters(reader: Reader) -> Iterator[str]:
    reader.press("更多筛选")
    reader.wait_for("怎么来的", "combo box")
    yield "证据：更多筛选"
    reader.write("在记录里找", "单位")
    reader.wait_for("全部显示")
    yield "证据：找到的"
    reader.press("全部显示")
    reader.press("收起筛选")
