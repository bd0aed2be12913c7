"""Encrypting: how it is set up, what can be changed then, and the lock screen."""

from collections.abc import Iterator

from tests.outside.pages import Dialog, choose, dialog
from tests.outside.reader import NotThereError, Reader

PASSPHRASE = "蓝色雨伞放在第三张桌子下面"
WRONG = "不是这个"
GROUP = "恢复码第 "
DIALOGS = (
    Dialog("设置", "改密码…", "现在的密码"),
    Dialog("设置", "换一张恢复卡…", "已经在纸上了"),
    Dialog("设置", "对一下恢复卡…", "对一下"),
    Dialog("设置", "去掉加密…", "密码"),
)


def vault(reader: Reader) -> Iterator[str]:
    """Encrypt the data; from then on everything has to be unlocked."""
    choose(reader, "设置")
    yield from _set_up(reader)
    choose(reader, "设置")
    reader.wait_for("立即锁定", "push button")
    yield "设置：已加密"
    for wanted in DIALOGS:
        yield from dialog(reader, wanted)
    yield from _lock(reader)


def _set_up(reader: Reader) -> Iterator[str]:
    reader.press("加密我的数据…")
    reader.wait_for("以后再说")
    yield "加密：说明"
    reader.press("开始", "push button")
    reader.wait_for("新密码", "password text")
    yield "加密：想一个密码"
    for field in ("新密码", "再打一遍新密码"):
        reader.write(field, PASSPHRASE, "password text")
    reader.press("下一步")
    reader.wait_for("已经在纸上了")
    groups = _groups(reader)
    yield "加密：恢复码"
    reader.press("已经在纸上了")
    reader.wait_for("再看一眼恢复码")
    yield "加密：对两组"
    fields = [s.control.name for s in reader.look() if s.control.name.startswith(GROUP)]
    for field in fields:
        reader.write(field, groups[field.removeprefix(GROUP)])
    reader.press("开始加密")
    reader.wait_for("知道了", "push button")
    yield "加密：好了"
    reader.press("知道了")


def _groups(reader: Reader) -> dict[str, str]:
    """The recovery code as it is read out, by ``1 组`` and so on."""
    labels = (seen.control.name for seen in reader.look() if seen.control.role == "label")
    read = (name.partition("：") for name in labels if name.startswith("第 ") and "：" in name)
    groups = {number.removeprefix("第 "): signs.replace(" ", "") for number, _, signs in read}
    if not groups:
        raise NotThereError("no group of the recovery code can be read")
    return groups


def _lock(reader: Reader) -> Iterator[str]:
    reader.press("立即锁定", "push button")
    reader.wait_for("密码", "password text")
    yield "锁屏"
    reader.press("忘了密码？用恢复码打开")
    reader.wait_for("用密码打开")
    yield "锁屏：用恢复码"
    reader.press("用密码打开")
    reader.write("密码", WRONG, "password text")
    reader.press("打开", "push button")
    reader.wait_for_text("不对")
    yield "锁屏：密码不对"
    reader.write("密码", PASSPHRASE, "password text")
    reader.press("打开", "push button")
    reader.wait_for("设置", "radio button")
