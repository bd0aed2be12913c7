"""The main job, done through the accessibility interface alone, and found again after a restart."""

from tests.outside.pages import choose, open_step, row
from tests.outside.reader import NotThereError, Reader

ANSWERS = (
    "现在有没有人堵你、威胁你，或冒充公安法院？:没有",
    "这几天，你还撑得住吗？:还可以",
    "这笔借款，走到哪一步了？:已经逾期",
)
LENDER = "甲家"
STEP = "列一张欠款表"
NOTE = "表姐接到电话，已发来截图。"
LINE = "说要打给单位"


def answer(reader: Reader) -> None:
    """The first run: a few answers, then the list."""
    for name in ANSWERS:
        reader.press(name)
        reader.until(
            lambda: "checked" in reader.wait_for(name).control.states,  # noqa: B023
            f"{name} is not taken",
        )
    reader.press("生成我的清单")
    reader.wait_for("开始这一步")


def work(reader: Reader) -> None:
    """Name a lender, do a step, read why, write a note; note an incident and undo it."""
    choose(reader, "我的情况")
    reader.write("这一家叫什么", LENDER)
    reader.wait_for(f"撤销：改名“{LENDER}”")
    choose(reader, "清单")
    reader.until(lambda: reader.wait_for("哪一家").control.name == LENDER, "the lender's name")
    open_step(reader, STEP)
    reader.write("这一步的备注", NOTE)
    reader.wait_for("撤销：")
    reader.until(lambda: "备注" in reader.wait_for("撤销：").control.name, "the note is not kept")
    _read_rules(reader)
    reader.press("完成，看下一步")
    reader.until(lambda: _is_done(reader), f"{STEP} is not done")
    _note_incident(reader)


def look_again(reader: Reader) -> None:
    """After a restart everything is as it was left."""
    choose(reader, "清单")
    reader.until(lambda: reader.wait_for("哪一家").control.name == LENDER, "the lender's name")
    if not _is_done(reader):
        raise NotThereError(f"{STEP} is not done any more")
    open_step(reader, STEP)
    reader.until(
        lambda: reader.wait_for("这一步的备注", "text").control.value == NOTE, "the note is gone"
    )
    choose(reader, "我的情况")
    for name in ANSWERS[:2]:
        if "checked" not in reader.wait_for(name).control.states:
            raise NotThereError(f"{name} is forgotten")


def _is_done(reader: Reader) -> bool:
    """Whether the list says that the step is done."""
    found = row(reader, STEP)
    return found is not None and found.control.name.startswith("完成")


def _read_rules(reader: Reader) -> None:
    """The panel has its heading and something to read under it."""
    names = [seen.control.name for seen in reader.look() if seen.control.role == "label"]
    below = names[names.index("依据") + 1 :]
    if not any(len(words) > 8 for words in below[:6]):
        raise NotThereError(f"nothing to read under 依据: {below[:6]}")


def _note_incident(reader: Reader) -> None:
    choose(reader, "正在被轰炸")
    choose(reader, "正在被轰炸:记一笔")
    reader.press("怎么来的:电话")
    reader.press("找到了谁:同事单位")
    reader.write("一句话", LINE)
    reader.press("记下", "push button")
    reader.wait_for_text("已记下：")
    reader.wait_for_text("共 1 笔")
    reader.press("撤销：")
    reader.wait_for_text("共 0 笔")
