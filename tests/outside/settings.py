"""What the settings lead to: copies, one file for everything, erasing, the cover."""

from collections.abc import Iterator
from pathlib import Path

from tests.outside.pages import choose, leave_window
from tests.outside.reader import Reader

FILE = "整案.anxin"


def settings(reader: Reader) -> Iterator[str]:
    """Copy, export, look into the file; look at moving and at erasing; cover the screen."""
    choose(reader, "设置")
    yield from _move(reader)
    yield from _copies(reader)
    yield from _erase(reader)
    yield from _cover(reader)


def _move(reader: Reader) -> Iterator[str]:
    reader.press("换个地方放…")
    reader.wait_for("选一个文件夹…")
    yield "设置：换个地方放"
    leave_window(reader)


def _copies(reader: Reader) -> Iterator[str]:
    reader.press("立即备份")
    reader.wait_for_text("备份好了")
    reader.press("试试备份能不能打开")
    reader.wait_for_text("的备份能打开")
    file = str(Path.home() / FILE)
    reader.press("导出全部…")
    reader.write("文件名称", file)
    reader.press("保存", "push button")
    reader.wait_for_text("已导出")
    yield "设置：导出全部以后"
    reader.press("从文件恢复…")
    reader.write("文件名称", file)
    reader.press("打开", "push button")
    reader.wait_for_text("文件里的内容")
    yield "设置：从文件恢复"
    leave_window(reader)


def _erase(reader: Reader) -> Iterator[str]:
    reader.press("选要删什么…")
    reader.focus("删什么", "combo box")
    reader.keys("Down")
    reader.wait_for("备份也一起删", "check box")
    yield "设置：彻底删除一家"
    leave_window(reader)


def _cover(reader: Reader) -> Iterator[str]:
    reader.press("现在试一下")
    reader.wait_for("返回")
    yield "遮住屏幕的时钟"
    reader.press("返回")
    reader.wait_for("设置", "radio button")
