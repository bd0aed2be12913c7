"""Looks after the data beside the window: says what may harm it and what became of a bad end."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from desktop.domain.care import Concern, Risk
from desktop.services.errors import DataUnreadable, UserProblem
from desktop.ui.backups.steps import Steps
from desktop.ui.messages import sentence
from desktop.ui.widgets.news_bar import NewsBar

if TYPE_CHECKING:
    from desktop.services.house import Services
    from desktop.ui.window import MainWindow

# Whoever has just opened the window wants to do something; all of this can wait.
WAIT_MS = 3000
KEEP_MS = 10_000
_HERE = "window"
_CALL = "call"


class Care(QObject):
    """One line above the pages at a time, each with what to do; the checks go on in steps."""

    def __init__(self, window: MainWindow, services: Services) -> None:
        """Say what became of a bad end now; everything else comes a little later.

        Args:
            window: The main window.
            services: What it shows.
        """
        super().__init__(window)
        self._window = window
        self._services = services
        self._care = services.care()
        self._erase = services.erase
        self._attachments = services.attachments
        self._drafts = services.drafts()
        self._kept: set[str] = set()
        self._asked: tuple[str, ...] = ()
        self._lines: list[tuple[str, str, str, Callable[[], None], Callable[[], None]]] = []
        self._bar: NewsBar | None = None
        self._steps: Steps | None = None
        self._broken_off = [self._erasing, self._moving]
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self.look)
        self._first.start(WAIT_MS)
        self._keeping = QTimer(self)
        self._keeping.timeout.connect(self.keep_drafts)
        self._keeping.start(KEEP_MS)
        self._after_an_end()

    def finish(self) -> None:
        """The person leaves in order: what was not stored by now is not wanted."""
        self.stop()
        if self._kept:
            self._put({name: {} for name in self._kept})

    def stop(self) -> None:
        """Look no more."""
        self._first.stop()
        self._keeping.stop()
        if self._steps is not None:
            self._steps.stop()
            self._steps = None

    # ---- after a bad end ---------------------------------------------------------------------

    def _after_an_end(self) -> None:
        pages = self._drafts.pages()
        if not self._care.encrypted and any(page != _HERE for page in pages):
            self._asked = pages
            self._tell(
                self.tr("上次没有正常关闭，写了一半、没存下的字还留着。"),
                self._resume,
                self._discard,
                self.tr("恢复"),
                self.tr("不要"),
            )
        elif self._care.unclean:
            self._tell(self.tr("上次没有正常关闭；存下过的都在，程序正在检查。"))

    def _resume(self) -> None:
        from desktop.ui.lock.drafts import Drafts  # noqa: PLC0415  Hardly ever needed.

        self._kept.update(self._asked)
        self._asked = ()
        Drafts(self._window, self._drafts)
        self._next()

    def _discard(self) -> None:
        self._put({name: {} for name in self._asked})
        self._asked = ()

    def keep_drafts(self) -> None:
        """Store what is being written apart from where it belongs, in case of a bad end."""
        if self._asked:
            return
        encrypted = self._care.encrypted
        drafts = {
            name: page.draft() if encrypted else page.bare_draft()
            for name, page in self._window.opened().items()
        }
        drafts[_CALL] = self._window.call_draft()
        wanted = {name: draft for name, draft in drafts.items() if draft or name in self._kept}
        if not wanted:
            return
        here = self._window.here()
        wanted[_HERE] = {} if here is None else {"page": here.page, "section": here.section}
        self._kept.update(wanted)
        self._put(wanted)

    def _put(self, drafts: dict[str, dict[str, str]]) -> None:
        # A disk that takes nothing is told about where something is really to be stored.
        with suppress(UserProblem):
            self._drafts.keep(drafts)

    # ---- what may harm the data, and whether it is whole -------------------------------------

    def look(self) -> None:
        """Go on with an erasing that was broken off, warn, and look everything over if due."""
        try:
            for concern in self._care.concerns():
                self._tell(words_of(concern), known=partial(self._care.told, concern))
            self._care.note_time()
            self._care.sweep_exports()
            self._go_on()
        except UserProblem as problem:
            self._tell(sentence(problem))

    def _go_on(self, _result: object = None) -> None:
        """Do the next thing that was broken off; then look everything over, if that is due."""
        self._steps = None
        while self._broken_off:
            work = self._broken_off.pop(0)()
            if work is not None:
                self._run(work, self._go_on)
                return
        if self._care.check_due():
            self._run(self._looking_over(), self._checked)

    def _erasing(self) -> Generator[Any, None, Any] | None:
        return self._erase().go_on() if self._erase().unfinished() else None

    def _moving(self) -> Generator[Any, None, Any] | None:
        """What a move has left; where the new place was found damaged, nothing is removed."""
        place = self._services.place()
        if self._services.recovered is not None or not place.untidy():
            return None
        return self._tidied(place.tidy())

    def _tidied(self, work: Generator[Any, None, bool]) -> Generator[Any, None, None]:
        folders = self._services.place().left()
        # A drive that is not plugged in now is tidied when it is there again.
        with suppress(UserProblem):
            if (yield from work):
                self._tell(
                    self.tr("原来放数据的地方后来又有改动，没有删，请自己看看还要不要：{0}").format(
                        self.tr("、").join(str(folder) for folder in folders)
                    )
                )

    def _run(self, work: Generator[Any, None, Any], done: Callable[[Any], None]) -> None:
        self._steps = Steps(work, self)
        self._steps.done.connect(done)
        self._steps.failed.connect(self._failed)
        self._steps.start()

    def _looking_over(self) -> Generator[Any, None, int]:
        """Let go of the files that nothing can bring back, and look at the others."""
        # What cannot be removed now can be the next time.
        with suppress(UserProblem):
            yield from self._attachments().tidying()
        return (yield from self._care.check())

    def _checked(self, damaged: int) -> None:
        self._steps = None
        if damaged:
            self._tell(
                self.tr(
                    "有 {0} 个附件和存进来时不一样了，可能是磁盘坏了；"
                    "请先在设置里点“导出全部”，存到别处，再看看能不能从以前的导出里找回。"
                ).format(damaged)
            )

    def _failed(self, problem: UserProblem) -> None:
        self._steps = None
        if isinstance(problem, DataUnreadable):
            self._tell(
                self.tr(
                    "检查发现数据文件坏了一块。请关掉程序再打开：会自动修好，或换成最近一份好的，"
                    "坏的也会留着。"
                )
            )

    # ---- the line ----------------------------------------------------------------------------

    def _tell(
        self,
        words: str,
        more: Callable[[], None] = lambda: None,
        known: Callable[[], None] = lambda: None,
        more_words: str = "",
        known_words: str = "",
    ) -> None:
        self._lines.append((words, more_words, known_words, more, known))
        if self._bar is None:
            self._show()

    def _show(self) -> None:
        words, more_words, known_words, more, known = self._lines[0]
        bar = NewsBar(words, more_words, known_words)
        bar.more_asked.connect(more)
        bar.known.connect(known)
        bar.known.connect(self._next)
        self._bar = bar
        self._window.show_above(bar)

    def _next(self) -> None:
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None
            self._lines.pop(0)
        if self._lines:
            self._show()


def words_of(concern: Concern) -> str:
    """What is not well, and what to do."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("care", text)

    match concern.risk:
        case Risk.SYNCED:
            text = tr(
                "数据文件夹在{0}的同步文件夹里：会传到网上，也容易弄乱。"
                "请在{0}的设置里，停止同步这个文件夹。"
            )
            return text.format(concern.detail)
        case Risk.NETWORK:
            return tr(
                "数据文件夹在网络盘上：断网时存不下，别人也可能看到。"
                "请隔一阵在设置里点“导出全部”，存到 U 盘上。"
            )
        case Risk.REMOVABLE:
            return tr(
                "这是能拔下来的 U 盘或移动硬盘：没插上就打不开，丢了就没有了；"
                "请隔一阵在设置里点“导出全部”，存到别处。"
            )
        case Risk.ROOM:
            text = tr("磁盘只剩 {0} MB 了，快存不下了。请删掉一些用不着的文件，或清空回收站。")
            return text.format(concern.detail)
        case Risk.CLOCK:
            return tr(
                "电脑的时间比上次打开时还早。请看看日期和时间对不对，不然记下的时间、提醒会错。"
            )
