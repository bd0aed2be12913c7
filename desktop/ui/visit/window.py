"""A window for somebody else at this computer: a form, and nothing of the person's case."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.attachments import NOT_AGREED, AddProgress
from desktop.domain.filled_statement import CONSENT
from desktop.services.errors import UserProblem
from desktop.services.statements import KeptStatement, StatementService
from desktop.ui.messages import sentence
from desktop.ui.navigation import Draft
from desktop.ui.printing import print_pages, which_printer
from desktop.ui.theme import theme
from desktop.ui.visit.leaving import Leaving
from desktop.ui.visit.statement_form import StatementForm
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.text import Text

MARGIN = 26
WIDTH, HEIGHT = 760, 820
_TURN_MS = 8


class VisitWindow(QDialog):
    """Every other window of the program is hidden until the person it belongs to is back.

    A dialog that blocks all others, so that no shortcut and no second start leads past it.
    """

    left = Signal()
    """The person is back; everything is shown again."""

    def __init__(
        self,
        statements: StatementService,
        verify: Callable[[], Callable[[str], object] | None],
        area: QWidget,
    ) -> None:
        """Build it, without showing it.

        Args:
            statements: Keeps what is filled in.
            verify: Asked at leaving: what tries a passphrase, None where there is no vault.
            area: The window in whose place it stands.
        """
        super().__init__()
        self.setWindowTitle(self.tr("情况说明"))
        self.setWindowIcon(area.windowIcon())
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._statements = statements
        self._verify = verify
        self._hidden: list[QWidget] = []
        self._over = False
        self._kept: KeptStatement | None = None
        self._work: Generator[AddProgress, None, KeptStatement] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        self._leaving: Leaving | None = None
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addWidget(self._stack)
        self._stack.addWidget(self._build_form())
        self._stack.addWidget(self._build_done())
        self.resize(
            min(theme.px(WIDTH), area.width()), min(theme.px(HEIGHT), max(area.height(), 400))
        )
        self.move(area.frameGeometry().center() - self.rect().center())

    # ---- building ----------------------------------------------------------------------------

    def _build_form(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._scroll = scroll = VerticalScroll(spacing=8)
        scroll.body.addWidget(Text(self.tr("情况说明"), "heading"))
        scroll.body.addWidget(
            Text(
                self.tr(
                    "请接到电话、消息的人自己填：只写亲眼看到、亲耳听到的。"
                    "存下以后留在这台电脑上，由主人附在材料里；交不交出去，按你下面勾的来。"
                ),
                "body",
                "muted",
            )
        )
        self.form = StatementForm(self._statements)
        scroll.body.addWidget(self.form)
        scroll.body.addStretch(1)
        self._said = Text("", "body", "amber")
        self._said.setObjectName("statement_said")
        self._said.hide()
        self.form.typed.connect(self._said.hide)
        self._save = Button(self.tr("存下"), primary=True)
        self._save.setObjectName("statement_save")
        self._save.clicked.connect(self._store)
        column.addWidget(scroll, 1)
        column.addWidget(self._said)
        column.addWidget(flow(self._save, self._leave_button("statement_leave")))
        return page

    def _build_done(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Text(self.tr("存好了，谢谢你"), "heading"))
        words = self.tr("请打印出来，看一遍，自己签上名字和日期。手机里的截图、录音请别删。")
        column.addWidget(Text(words, "body"))
        self._printed = Text("", "body", "ok")
        self._printed.hide()
        self._print = Button(self.tr("打印…"), primary=True)
        self._print.setObjectName("statement_print")
        self._print.clicked.connect(self._print_asked)
        column.addWidget(self._printed)
        column.addWidget(flow(self._print, self._leave_button("statement_return")))
        column.addStretch(1)
        return page

    def _leave_button(self, name: str) -> Button:
        button = Button(self.tr("把电脑还给主人"))
        button.setObjectName(name)
        button.clicked.connect(self.ask_to_leave)
        return button

    # ---- coming and going --------------------------------------------------------------------

    def begin(self, draft: Mapping[str, str] | None = None) -> None:
        """Take the place of every other window of the program.

        Args:
            draft: What stood in the form before a lock.
        """
        if draft:
            self.form.resume(draft)
        self.show()
        for window in QApplication.topLevelWidgets():
            if window is not self and window.isVisible():
                self._hidden.append(window)
                window.hide()
        self.activateWindow()

    def draft(self) -> Draft:
        """What stands in the form and is not stored."""
        return self.form.draft() if self._kept is None and self.form.started() else {}

    def ask_to_leave(self) -> None:
        """Ask for the person it belongs to."""
        if self._leaving is None:
            self._leaving = Leaving(self._verify())
            self._leaving.allowed.connect(self._leave)
            self._leaving.stayed.connect(self._stay)
            self._stack.addWidget(self._leaving)
        self._stack.setCurrentWidget(self._leaving)
        self._leaving.take_focus()

    def reject(self) -> None:
        """Esc does not lead past the question."""
        self.ask_to_leave()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Nor does the frame of the window."""
        if self._over:
            event.accept()
            return
        event.ignore()
        self.ask_to_leave()

    def stop(self) -> None:
        """Let go, whatever stands here: the program ends, or locks itself."""
        self._over = True
        self._timer.stop()
        if self._work is not None:
            self._work.close()
            self._work = None
        self.hide()

    def _stay(self) -> None:
        self._stack.setCurrentIndex(0 if self._kept is None else 1)
        if self._leaving is not None:
            # What was typed there goes with it.
            self._leaving.deleteLater()
            self._leaving = None

    def _leave(self) -> None:
        # First, or the windows that wait for it would not come.
        self.left.emit()
        self.stop()
        for window in self._hidden:
            if isValid(window):
                window.show()
        self._hidden.clear()

    # ---- storing -----------------------------------------------------------------------------

    def _store(self) -> None:
        missing = self.form.missing()
        if missing:
            words = self.tr("还差 {0} 处，先看这里：{1}")
            self._say(words.format(len(missing), missing[0]))
            field = self.form.go_to_missing()
            # What is said has just taken room from the form.
            layout = self._stack.currentWidget().layout()
            if field is not None and layout is not None:
                layout.activate()
                self._scroll.ensureWidgetVisible(field)
            return
        if self._work is None:
            now = self._statements.now()
            self._said.hide()
            self._work = self._statements.keep(
                self.form.told(),
                self.form.happened(),
                self.tr("情况说明-{0}.pdf").format(f"{now:%Y-%m-%d}"),
                self._origin(),
            )
            self._save.setEnabled(False)
            self._timer.start()

    def _origin(self) -> str:
        """Where the signed one is; and that it may not be handed on, where nobody agreed to it."""
        if CONSENT in self.form.told().confirmed:
            return self.tr("签了名的那一张在纸上")
        paper = self.tr("签了名的那一张在纸上")
        return self.tr("{0}；{1}，交之前先问").format(paper, NOT_AGREED)

    def _go_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        work = self._work
        while work is not None and clock.elapsed() < _TURN_MS:
            try:
                next(work)
            except StopIteration as end:
                self._work_over()
                self._kept = end.value
                self._stack.setCurrentIndex(1)
                self._print.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            except UserProblem as problem:
                self._work_over()
                self._say(sentence(problem))
                return

    def _work_over(self) -> None:
        self._timer.stop()
        self._work = None
        self._save.setEnabled(True)

    def _print_asked(self) -> None:
        if self._kept is None:
            return
        printer = which_printer(self, self.tr("情况说明"))
        if printer is not None:
            print_pages(self._kept.pages, printer)
            self._printed.setText(self.tr("已交给打印机。"))
            self._printed.show()

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.show()
