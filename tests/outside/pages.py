"""Every place in the program, opened through nothing but the accessibility interface."""

from collections.abc import Iterator
from typing import NamedTuple

from tests.outside.reader import NotThereError, Reader, Seen, press

LISTS = (
    ("借款前", "借款前清单"),
    ("还款中", "每月体检（还款中）"),
    ("逾期后", "逾期后清单"),
    ("结清后", "结清后清单"),
)
SECTIONS = ("法规", "求助渠道", "真假说法", "名词", "常见问题", "手机设置", "旧称")


class Dialog(NamedTuple):
    """A small window that a button of a page opens and Esc closes.

    Attributes:
        page: The page, by its name in the side bar.
        button: The button.
        shows: A control of the window.
    """

    page: str
    button: str
    shows: str


PLAIN_PAGES = (("设置", "我的手机系统"),)
"""Pages to which nothing has to be done, and a control of each."""
DIALOGS = (
    Dialog("首页", "打印或存成 PDF…", "写上名字"),
    Dialog("证据", "事件经过…", "存成 PDF…"),
    Dialog("证据", "交出去…", "选个地方，开始做…"),
    Dialog("证据", "给亲友的纸…", "哪一张:情况说明表"),
    Dialog("设置", "选要删什么…", "删什么"),
)
INCIDENT_SCREENS = ("安全", "怎么说", "记一笔", "告诉亲友", "接下来")


def choose(reader: Reader, name: str) -> None:
    """Take a choice that opens a place; it alone of those beside it then says that it is taken."""
    chosen = reader.wait_for(name, "radio button")
    if "checked" not in chosen.control.states:
        press(chosen.node)

    def is_taken() -> bool:
        choices = [seen.control for seen in reader.look() if seen.control.role == "radio button"]
        beside = {control.parent for control in choices if control.name == name}
        taken = [c.name for c in choices if c.parent in beside and "checked" in c.states]
        return taken == [name]

    reader.until(is_taken, f"{name} is not the one that is taken")


def row(reader: Reader, title: str) -> Seen | None:
    """The row of a step in the list."""
    rows = (seen for seen in reader.look() if seen.control.role == "list item")
    return next((seen for seen in rows if title in seen.control.name), None)


def open_step(reader: Reader, title: str) -> None:
    """Choose a step in the list; it then stands on the card."""
    found = reader.until(lambda: row(reader, title), f"no step {title}")
    if "selected" not in found.control.states:
        press(found.node)

    def stands_on_card() -> bool:
        labels = (seen.control for seen in reader.look() if seen.control.role == "label")
        return any(label.name.startswith(title) for label in labels)

    reader.until(stands_on_card, f"{title} does not open")


def dialog(reader: Reader, wanted: Dialog) -> Iterator[str]:
    """Open a small window as its page does, and close it as everybody does."""
    choose(reader, wanted.page)
    reader.press(wanted.button, "push button")
    reader.until(lambda: len(reader.windows()) > 1, f"{wanted.button} opens nothing")
    reader.wait_for(wanted.shows)
    yield f"{wanted.page}：{wanted.button.rstrip('…')}"
    leave_window(reader)


def leave_window(reader: Reader) -> None:
    """Close the window in front with Esc."""
    reader.keys("Escape")
    reader.until(lambda: len(reader.windows()) == 1, "Esc does not close the window")


def pages(reader: Reader) -> Iterator[str]:
    """Open one page and one small window after the other; the name of each once it shows."""
    yield from _home(reader)
    yield from _checklist(reader)
    yield from _person(reader)
    yield from _library(reader)
    yield from _find(reader)
    yield from _incidents(reader)
    for page, shows in PLAIN_PAGES:
        choose(reader, page)
        reader.wait_for(shows)
        yield page
    for wanted in DIALOGS:
        yield from dialog(reader, wanted)
    _menu(reader)


def _menu(reader: Reader) -> None:
    """The one menu there is. It is heard as the keyboard enters it: Qt lists it under nothing."""
    reader.focus("有人身危险：110")
    reader.keys("Menu")
    entered = reader.focus_after("Down")
    reader.keys("Escape")
    if (entered.role, entered.name) != ("menu item", "复制号码"):
        raise NotThereError(f"the menu of the numbers says {entered}")


def _home(reader: Reader) -> Iterator[str]:
    choose(reader, "首页")
    reader.wait_for("开始这一步")
    yield "首页"
    reader.press("看全部")
    reader.wait_for_text("全部待办")
    yield "首页：看全部"
    reader.press("‹")


def _checklist(reader: Reader) -> Iterator[str]:
    choose(reader, "清单")
    for stage, title in LISTS:
        choose(reader, f"阶段:{stage}")
        reader.wait_for_text(title)
        yield f"清单：{stage}"
    choose(reader, "阶段:逾期后")
    open_step(reader, "书面要求不再联系亲友")
    reader.press("更多：")
    reader.wait_for("收起：")
    yield "清单：依据的更多"
    reader.press("不适用")
    reader.wait_for("不适用的原因", "text")
    yield "清单：不适用"
    reader.press("先不改")
    reader.press("以后提醒我")
    reader.wait_for("选一天…")
    yield "清单：以后提醒我"
    reader.press("选一天…")
    reader.wait_for("就这一天")
    yield "清单：选一天"
    reader.press("先不改")


def _person(reader: Reader) -> Iterator[str]:
    choose(reader, "我的情况")
    reader.wait_for("这一家叫什么", "text")
    yield "我的情况"
    reader.press("分不清？回答几个问题")
    reader.wait_for("先不分辨了")
    yield "我的情况：分不清"
    reader.press("添加一家")
    reader.wait_for("哪一家:第 2 家", "radio button")
    yield "我的情况：两家"
    reader.press("先收起来")
    reader.wait_for_text("收起来")
    yield "我的情况：收起来一家"
    reader.write("这一家叫什么", " ")
    reader.wait_for("知道了")
    yield "提示"
    reader.press("知道了")
    reader.wait_for("添加一家")


def _library(reader: Reader) -> Iterator[str]:
    choose(reader, "法规与求助")
    for section in SECTIONS:
        choose(reader, f"栏目:{section}")
        reader.wait_for(section, "list")
        yield f"法规与求助：{section}"


def _find(reader: Reader) -> Iterator[str]:
    choose(reader, "查找")
    for typed, heading in (
        ("", "很多人会查"),
        ("打我妈", "查找结果"),
        ("嗡嗡嗡", "可以先看的地方"),
    ):
        reader.write("查找", typed)
        reader.wait_for(heading, "list")
        yield f"查找：{heading}"
    reader.write("查找", "打我妈")
    reader.focus("查找", "text")
    reader.keys("Down")
    reader.keys("Return")
    reader.wait_for("完成，看下一步")


def _incidents(reader: Reader) -> Iterator[str]:
    choose(reader, "正在被轰炸")
    for screen in INCIDENT_SCREENS:
        choose(reader, f"正在被轰炸:{screen}")
        yield f"正在被轰炸：{screen}"
    choose(reader, "正在被轰炸:安全")
    for answer in ("有人在门口，或威胁要动手", "心里撑不住了"):
        reader.press(answer)
        reader.wait_for("‹ 换一个回答")
        yield f"正在被轰炸：{answer}"
        reader.press("‹ 换一个回答")
    choose(reader, "正在被轰炸:记一笔")
    reader.press("记下", "push button")
    reader.wait_for("改：")
    yield "正在被轰炸：记下以后"
    reader.press("改：")
    reader.wait_for("存下修改")
    yield "正在被轰炸：改"
    reader.press("不改了")
    reader.press("撤回：")
    reader.wait_for("撤销", "push button")
    yield "正在被轰炸：撤回以后"
    choose(reader, "正在被轰炸:怎么说")
    reader.press("为什么这么说：")
    reader.wait_for("收起：")
    yield "正在被轰炸：为什么这么说"
    reader.press("放大，一直显示在最前面")
    reader.until(lambda: len(reader.windows()) > 1, "no window with the words in large letters")
    yield "正在被轰炸：放大"
    leave_window(reader)
