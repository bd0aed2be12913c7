"""A letter on its way out: who signs it is asked here, and then it is copied, saved or printed."""

from __future__ import annotations

from collections.abc import Callable, Generator, MutableMapping
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.domain.letter_filling import Filling
from desktop.domain.letter_text import plain_text
from desktop.domain.letters import LetterFact
from desktop.domain.written_letter import MissingKind, WrittenLetter
from desktop.services.errors import UserProblem
from desktop.services.letters import LetterService
from desktop.ui import ask, words
from desktop.ui.backups.steps import Steps
from desktop.ui.letters.copying import CopyChoices
from desktop.ui.letters.identity import IdentityFields
from desktop.ui.letters.outputs import Way
from desktop.ui.letters.ticks import Tick
from desktop.ui.messages import sentence
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.text import Text

WIDTH, HEIGHT = 520, 560
MARGIN = 22
SUFFIXES = {Way.WORD: "docx", Way.PDF: "pdf"}

if TYPE_CHECKING:
    # Brings the font tools, a tenth of a second, which copying does without.
    from desktop.services.letter_outputs import LetterOutputService

_Making = Generator[None, None, object]


class LeaveDialog(QDialog):
    """Closing it while it works gives the work up, and nothing is left of it."""

    def __init__(
        self,
        letters: LetterService,
        outputs: Callable[[], LetterOutputService],
        filling: Filling,
        way: Way,
        typed: MutableMapping[str, str],
        parent: QWidget,
    ) -> None:
        """Build the dialog.

        Args:
            letters: Writes the letter, and keeps names that are to be remembered.
            outputs: Gives what saves and prints it.
            filling: What the person gave.
            way: How it leaves.
            typed: Names and numbers typed since the start; goes on being filled.
            parent: The window it belongs to.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("复制或导出"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._letters = letters
        self._outputs = outputs
        self._filling = filling
        self._way = way
        self._known = letters.known(filling)
        self._steps: Steps | None = None
        self._accepted: tuple[str, ...] = ()
        """The characters that are known to come out as boxes, and nobody minds."""
        self._saved: Path | None = None
        if way is not Way.COPY:
            Thread(target=_fetch_font_tools, daemon=True).start()
        self.identity = IdentityFields(letters, self._asked_facts(), typed)
        self._build()
        self._lay_out(parent)
        if not self.identity.lead_to_first():
            self._go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _asked_facts(self) -> list[tuple[LetterFact, bool]]:
        """Who signs, as far as this letter needs it as it stands now."""
        blank = self._letters.write(self._filling, {}, known=self._known)
        needed = {one.id for one in blank.missing if one.kind is MissingKind.IDENTITY}
        uses = self._letters.get(self._filling.letter).facts
        facts = [(self._letters.fact(use.fact), use.required) for use in uses]
        return [
            (fact, required)
            for fact, required in facts
            if fact.identity and (fact.id in needed or not required)
        ]

    # ---- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        names = {
            Way.COPY: (self.tr("复制全文"), self.tr("复制")),
            Way.WORD: (self.tr("导出 Word"), self.tr("选个地方，存下…")),
            Way.PDF: (self.tr("导出 PDF"), self.tr("选个地方，存下…")),
            Way.PRINT: (self.tr("打印"), self.tr("选打印机…")),
        }
        self._title, self._usual = names[self._way]
        single = self._way in (Way.COPY, Way.PRINT)
        self._masked = Tick(
            self.tr("遮住姓名和号码") if single else self.tr("另外存一份遮住姓名和号码的"),
            "leave_masked",
        )
        self._copying = CopyChoices() if self._way is Way.COPY else None
        self._told = Text("", "body", "ok", selectable=True)
        self._told.setObjectName("leave_told")
        self._told.hide()
        self._problem = Text("", "body", "amber")
        self._problem.setObjectName("leave_problem")
        self._problem.hide()
        self._folder = LinkButton(self.tr("打开文件夹"), "folder")
        self._folder.clicked.connect(self._open_folder)
        self._folder.hide()
        self._go = Button(self._usual, primary=True)
        self._go.setObjectName("leave_go")
        self._go.clicked.connect(self._asked)
        self._close = Button(self.tr("关闭"))
        self._close.setObjectName("leave_close")
        self._close.clicked.connect(self.reject)
        self.identity.typed.connect(self._quiet)
        self._masked.ticked.connect(self._quiet)
        if self._copying is not None:
            self._copying.changed.connect(self._quiet)
            # Pieces that were cut before may tell the name that is to be masked now.
            self._masked.ticked.connect(self._copying.let_go)
            self.identity.typed.connect(self._copying.let_go)

    def _lay_out(self, parent: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(10)
        column.addWidget(Text(self._title, "heading"))
        scroll = VerticalScroll(spacing=10)
        scroll.body.addWidget(self.identity)
        if self._copying is not None:
            scroll.body.addWidget(self._copying)
        scroll.body.addWidget(self._masked)
        scroll.body.addStretch(1)
        column.addWidget(scroll, 1)
        column.addWidget(self._told)
        column.addWidget(self._problem)
        column.addWidget(self._folder)
        column.addWidget(flow(self._go, self._close))
        room = parent.window().size()
        self.resize(min(theme.px(WIDTH), room.width()), min(theme.px(HEIGHT), room.height()))

    # ---- leaving -----------------------------------------------------------------------------

    def _asked(self) -> None:
        written = self._written(masked=self._masked.on() and self._way not in SUFFIXES)
        if written.missing:
            labels = "、".join(f"“{one.label}”" for one in written.missing)
            self._say_problem(self.tr("还差{0}，补上就能用了。").format(labels))
            self.identity.lead(written.missing[0].id)
            return
        self.identity.remember()
        match self._way:
            case Way.COPY:
                assert self._copying is not None
                self._say(self._copying.copy(plain_text(written)))
                self._copying.lead_to_next()
            case Way.WORD:
                self._look_for_boxes(written, self._outputs().not_in_word(written))
            case _:
                self._begin(
                    self._outputs().missing_glyphs(written),
                    lambda missing: self._look_for_boxes(written, missing),
                )

    def _written(self, *, masked: bool) -> WrittenLetter:
        return self._letters.write(
            self._filling, self.identity.values(), masked=masked, known=self._known
        )

    def _look_for_boxes(self, written: WrittenLetter, missing: object) -> None:
        """Name what cannot be put into the file before it is made, and then do as asked."""
        assert isinstance(missing, tuple)
        if missing and missing != self._accepted:
            self._accepted = missing
            self._say_problem(self._without(missing))
            self._go.setText(self.tr("知道了，继续"))
            self._go.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._way is Way.PRINT:
            self._begin(self._outputs().pages(written), self._print)
        else:
            self._save(written)

    def _without(self, missing: tuple[str, ...]) -> str:
        if self._way is Way.WORD:
            text = self.tr("有 {0} 个看不见的控制字符，Word 文件里放不进去，会略去；别的都在。")
            return text.format(len(missing))
        text = self.tr("这台电脑没有这些字的字形，会印成 □：{0}。导出 Word 和复制不受影响。")
        return text.format("、".join(missing))

    def _save(self, written: WrittenLetter) -> None:
        suffix = SUFFIXES[self._way]
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = self._outputs().file_name(written, f".{suffix}")
        kind = self.tr("Word 文件") if self._way is Way.WORD else self.tr("PDF 文件")
        path = ask.where_to_save(self, Path(folder) / name, kind, suffix)
        if path is not None:
            self._begin(self._making(written, path), self._made)

    def _making(self, written: WrittenLetter, path: Path) -> _Making:
        """Make the file, and its twin beside it where that is wanted."""
        make = self._outputs().docx if self._way is Way.WORD else self._outputs().pdf
        twin = self._written(masked=True) if self._masked.on() else None
        yield from make(written, path)
        made = [path]
        if twin is not None:
            made.append(_free(path))
            yield from make(twin, made[1])
        return made

    def _begin(self, work: _Making, then: Callable[[object], None]) -> None:
        self._quiet()
        self._able(on=False)
        self._steps = Steps(work, self)
        self._steps.done.connect(lambda found: self._went(found, then))
        self._steps.failed.connect(self._failed)
        self._steps.start()

    def _went(self, found: object, then: Callable[[object], None]) -> None:
        self._steps = None
        self._able(on=True)
        then(found)

    def _made(self, paths: object) -> None:
        assert isinstance(paths, list)
        self._saved = paths[0]
        where = self.tr("已存到：{0}").format("\n".join(str(path) for path in paths))
        self._say(f"{where}\n{words.unlocked()}")
        self._folder.show()

    def _print(self, paper: object) -> None:
        from desktop.services.letter_outputs import LetterPaper  # noqa: PLC0415  As above.
        from desktop.ui.printing import print_pages, which_printer  # noqa: PLC0415  Brings printing.

        assert isinstance(paper, LetterPaper)
        printer = which_printer(self, self.tr("材料"))
        if printer is not None:
            print_pages(paper.pages, printer)
            self._say(self.tr("已交给打印机。"))

    def _failed(self, problem: UserProblem) -> None:
        self._steps = None
        self._able(on=True)
        self._say_problem(sentence(problem))

    # ---- saying ------------------------------------------------------------------------------

    def _able(self, *, on: bool) -> None:
        self._go.setEnabled(on)
        self._close.setText(self.tr("关闭") if on else self.tr("不做了"))
        if not on:
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: str) -> None:
        self._quiet()
        self._told.setText(words)
        self._told.show()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_problem(self, words: str) -> None:
        self._quiet()
        self._problem.setText(words)
        self._problem.show()

    def _quiet(self) -> None:
        """What was said is about something that has changed since."""
        for widget in (self._told, self._problem, self._folder):
            widget.hide()
        self._go.setText(self._usual)

    def _open_folder(self) -> None:
        if self._saved is None:
            return
        folder = self._saved.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._say_problem(self.tr("打不开文件夹，请自己去看：{0}").format(folder))

    def done(self, result: int) -> None:
        """Close; what is underway is given up."""
        if self._steps is not None:
            self._steps.stop()
            self._steps = None
        super().done(result)


def _fetch_font_tools() -> None:
    """Have them at hand, a tenth of a second later, without keeping the window."""
    import desktop.services.letter_outputs  # noqa: F401, PLC0415


def _free(path: Path) -> Path:
    """A name beside a file for its twin that no file has yet."""
    number = 1
    while True:
        twin = path.with_stem(f"{path.stem}_遮盖{'' if number == 1 else number}")
        if not twin.exists():
            return twin
        number += 1
