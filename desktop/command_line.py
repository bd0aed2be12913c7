"""The words the program is started with."""

from __future__ import annotations

from pathlib import Path

from desktop.domain.record import Record

USAGE = """用法：python -m desktop [文件.anxin] [--data 文件夹]
                          [--self-check | --tour 文件夹 | --first-paint]

  文件.anxin        打开程序，看看恢复这个文件会改变什么
  --data 文件夹     把数据存在这个文件夹，比别处说的都算数
  --self-check      检查清单内容，输出一行 JSON
  --tour 文件夹     用练习数据走一遍主要流程，把每页的图片存到这个文件夹
  --first-paint     输出打开首页用的毫秒数和内存，然后退出
  --version         输出版本号
"""


class Arguments(Record):
    """What the command line asked for."""

    data: Path | None = None
    file: Path | None = None
    self_check: bool = False
    tour: Path | None = None
    first_paint: bool = False
    help: bool = False
    version: bool = False


class UsageError(Exception):
    """The command line has a word the program does not know, or misses one."""


def parse(words: list[str]) -> Arguments:
    """Read the command line.

    Written by hand because ``argparse`` would add several milliseconds to every start.

    Raises:
        UsageError: Carries the word that does not fit.
    """
    flags = {"--self-check": "self_check", "--first-paint": "first_paint", "--version": "version"}
    flags |= {"-h": "help", "--help": "help"}
    folders = {"--data": "data", "--tour": "tour"}
    found: dict[str, bool | Path] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if word in flags:
            found[flags[word]] = True
        elif name in folders:
            folder = value if equals else rest.pop(0) if rest else ""
            if not folder or folder.startswith("--"):
                raise UsageError(word)
            found[folders[name]] = Path(folder)
        elif word.lower().endswith(".anxin") and word[0] != "-" and "file" not in found:
            found["file"] = Path(word).absolute()
        else:
            raise UsageError(word)
    return Arguments(**found)  # type: ignore[arg-type]
