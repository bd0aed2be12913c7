"""Starts the packaged program; says in Chinese why it cannot, where Python can still say it.

On Linux the launcher beside the program has looked at the system before (linux/launcher.sh).
"""

import gc
import sys

OLDEST_WINDOWS = 17763  # The build number of Windows 10 version 1809, which Qt 6.8 and later need.
TITLE = "安心清单"
TOO_OLD = (
    "这个 Windows 太旧，安心清单打不开：需要 Windows 10（1809）或更新的版本。"
    "请先更新系统；你的数据没有被动过。"
)
INCOMPLETE = (
    "安心清单缺了文件，打不开，多半是没有解压完整，或被杀毒软件拿走了文件。"
    "请重新下载安装一次；你的数据没有被动过。"
)


def refusal() -> str:
    """Why this system cannot run the program; empty where it can."""
    if sys.platform == "win32" and sys.getwindowsversion().build < OLDEST_WINDOWS:
        return TOO_OLD
    return ""


def tell(words: str) -> None:
    """Show a message without Qt, which may be what is missing."""
    if sys.stderr is not None:  # A Windows program without a console has none.
        print(words, file=sys.stderr)
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  Hardly ever needed.

        ctypes.windll.user32.MessageBoxW(None, words, TITLE, 0x10)


def run() -> int:
    """Start the program; its exit code."""
    words = refusal()
    if words:
        tell(words)
        return 1
    try:
        from desktop.app import main  # noqa: PLC0415  So that its absence can be told.

        return main(sys.argv[1:])
    except ImportError as error:
        tell(f"{INCOMPLETE}\n{error}")
        return 1


if __name__ == "__main__":
    # Nothing loaded at the start is garbage; ``main`` decides when to look for some.
    gc.disable()
    sys.exit(run())
