"""What was handed in where, when a reply is due, and what to do when none came."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.filings import Filing, FilingStatus
from desktop.services.bus import Topic
from desktop.services.filings import FilingService
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService
from desktop.ui import ask, filing_words
from desktop.ui.bridge import Bridge
from desktop.ui.follow_up import listing
from desktop.ui.follow_up.detail import FilingCard
from desktop.ui.follow_up.view import FilingView
from desktop.ui.navigation import NEW_FILING, Draft, Target
from desktop.ui.pages.page import Page
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.half_written import HalfWritten
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.reading_side import ReadingSide, has_one_column
from desktop.ui.widgets.step_list import Key, RowList
from desktop.ui.widgets.text import Text

CALENDAR_FILE = "日程.ics"
"""Says nothing of what the days are for."""

_BOTH = 720


class FollowUpPage(Page):
    """List and one filing side by side, or one of the two where room is short; or the form."""

    topics = frozenset({Topic.FILINGS, Topic.LENDERS})

    def __init__(
        self,
        bridge: Bridge,
        filings: FilingService,
        lenders: LenderService,
        library: LibraryService,
    ) -> None:
        super().__init__(bridge)
        self._filings = filings
        self._lenders = lenders
        self._one_column = False
        self._reading = False
        self._stack = QStackedWidget()
        self._stack.addWidget(self._build(library))
        self._view: FilingView | None = None
        self.outer.addWidget(self._stack, 1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escaped)
        theme.changed.connect(self._arrange)

    # ---- building ----------------------------------------------------------------------------

    def _build(self, library: LibraryService) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        new = Button(self.tr("记下已提交"), primary=True)
        new.setObjectName("filing_new")
        new.wear("plus", "on_primary")
        new.clicked.connect(self._new)
        self._all_days = Button(self.tr("都放进日历…"))
        self._all_days.setObjectName("filing_calendar_all")
        self._all_days.clicked.connect(self._save_all_days)
        self._head = head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Text(self.tr("投诉跟进"), "title", wrap=False))
        intro = self.tr("等到哪天、依据是什么、没有答复怎么办，都在这里。")
        self._intro = Text(intro, "body", "muted")
        head.addWidget(self._intro, 1)
        self._buttons = flow(self._all_days, new)
        head.addWidget(self._buttons)
        column.addLayout(head)
        self._said = Text("", "body", "ok", selectable=True)
        self._said.setObjectName("filing_said")
        self._said.hide()
        column.addWidget(self._said)
        self._waiting = HalfWritten(self.tr("写到一半的一项，还没有记下。"), "filing")
        self._waiting.go_on.connect(self._go_on)
        column.addWidget(self._waiting)
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addWidget(self._build_list(), 4)
        columns.addWidget(self._build_right(library), 5)
        column.addLayout(columns, 1)
        return room

    def _build_list(self) -> QWidget:
        self._list = Card(margin=10, spacing=6)
        self.rows = RowList(self.tr("交出去的"))
        self.rows.setObjectName("filing_rows")
        self.rows.opened.connect(self._opened)
        self.rows.activated_row.connect(self._taken)
        self._nothing = Text(
            self.tr("还没有记。投诉、申请交出去以后，点“记下已提交”，程序帮你数日子。"),
            "body",
            "muted",
        )
        self._nothing.setObjectName("filing_nothing")
        self._list.body.addWidget(self._nothing)
        self._list.body.addWidget(self.rows, 1)
        return self._list

    def _build_right(self, library: LibraryService) -> QWidget:
        self.card = FilingCard(self._filings, library, self._lender_name)
        self.card.went.connect(self.went)
        self.card.status_asked.connect(self._come_to)
        self.card.change_asked.connect(self._change)
        self.card.remove_asked.connect(self._remove)
        self.card.calendar_asked.connect(self._save_day)
        self._right = ReadingSide(self.card, name="filing")
        self._right.returned.connect(self._return_to_list)
        return self._right

    def _form(self) -> FilingView:
        """The form, which is made when it is first asked for."""
        if self._view is None:
            self._view = FilingView(self._filings, self._lenders)
            self._view.stored.connect(self._stored)
            self._view.left.connect(self._leave_form)
            self._view.drop_asked.connect(self._drop)
            self._view.kept.connect(self.kept)
            self._stack.addWidget(self._view)
        return self._view

    # ---- the page's contract -----------------------------------------------------------------

    def refresh(self) -> None:
        """Show everything as it is now, and what was open."""
        self._said.hide()  # What it said may be undone by now; whoever changes something says so.
        filings = self._filings.all()
        if self._view is not None:
            self._view.form.refresh()
            self._view.name()
        self._nothing.setVisible(not filings)
        self.rows.setVisible(bool(filings))
        self.rows.set_rows(listing.rows(self._filings, filings, self._lender_name))
        self._all_days.setVisible(any(due.day is not None for _, due in filings))
        shown = self.card.shown
        found = None if shown is None else self._filings.get(shown.id)
        if found is None and filings:
            found = filings[0][0]
        self._show(found)
        self._arrange()

    def show_target(self, target: Target) -> None:
        """Open the form where that is asked for, one filing, or the list."""
        if target.section == NEW_FILING:
            self.open_filing_form(target.entry, target.lender, target.part)
            return
        if self._stack.currentIndex() and not self._form().form.unsaved():
            self._stack.setCurrentIndex(0)
        if target.entry and self._filings.get(target.entry) is not None:
            self._open(target.entry)

    def open_filing_form(self, letter: str = "", lender: str = "", ticket: str = "") -> None:
        """Open the form for a letter just handed in; what is being written there stays."""
        form = self._form()
        if not form.form.unsaved():
            form.begin(letter, lender, ticket)
        else:
            form.say_waiting()
        self._stack.setCurrentWidget(form)

    def target(self) -> Target | None:
        """The list: a form with nothing in it is not worth coming back to."""
        return Target("follow_up")

    def start_focus(self) -> bool:
        """Start in the form, in the list, or where the first one is noted."""
        if self._stack.currentIndex():
            self._form().form.take_focus()
        elif self.rows.rows():
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def unsaved(self) -> bool:
        """Whether something stands in the form that was not noted."""
        return self._view is not None and self._view.form.unsaved()

    def give_up(self) -> None:
        """Let go of what stands in the form."""
        self._form().show_filing(None)

    def draft(self) -> Draft:
        """What stands in the form."""
        return {} if self._view is None else self._view.form.draft()

    def resume(self, draft: Draft) -> None:
        """Open the form as it was left."""
        self._form().resume(draft)
        self._stack.setCurrentWidget(self._form())

    # ---- the list ----------------------------------------------------------------------------

    def _lender_name(self, lender: str) -> str:
        found = self._lenders.get(lender) if lender else None
        return "" if found is None else found.name

    def _show(self, filing: Filing | None) -> None:
        self.card.show_filing(filing)
        if filing is not None:
            self.rows.select((listing.FILING, filing.id))

    def _opened(self, key: Key) -> None:
        self._said.hide()
        self.card.show_filing(self._filings.get(key[1]))
        self._right.area.verticalScrollBar().setValue(0)

    def _taken(self, key: Key) -> None:
        self._opened(key)
        if self._one_column:
            self._read()

    def _read(self) -> None:
        self._reading = True
        self._arrange()
        self._right.back.setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self, filing: str) -> None:
        self._show(self._filings.get(filing))

    def _return_to_list(self) -> None:
        self._reading = False
        self._arrange()
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- changing ----------------------------------------------------------------------------

    def _come_to(self, status: FilingStatus) -> None:
        shown = self.card.shown
        if shown is not None and shown.status is not status:
            self._filings.come_to(shown.id, status)
            name = filing_words.status(status)
            self._say(self.tr("改成“{0}”了。按 Ctrl+Z 可以改回来。").format(name))

    def _remove(self) -> None:
        shown = self.card.shown
        if shown is not None:
            self._reading = False
            self._filings.remove(shown.id)
            self._say(self.tr("删掉了。按 Ctrl+Z 可以放回来。"))
            self.start_focus()

    def _save_day(self) -> None:
        if self.card.shown is not None:
            self._save_days((self.card.shown,))

    def _save_all_days(self) -> None:
        self._save_days(tuple(filing for filing, _ in self._filings.all()))

    def _save_days(self, filings: tuple[Filing, ...]) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path = ask.where_to_save(self, Path(folder) / CALENDAR_FILE, self.tr("日历文件"), "ics")
        if path is None:
            return
        self._filings.save_calendar(filings, path)
        self._say(
            self.tr(
                "已存到：{0}。双击它，或在手机日历里导入；里面只写“看一看进度”，没有名字和编号。"
                "有的日历不理会里面的提醒，导入后看一眼。"
            ).format(path)
        )

    # ---- the form ----------------------------------------------------------------------------

    def _new(self) -> None:
        self.open_filing_form()
        self._form().form.take_focus()

    def _change(self) -> None:
        form = self._form()
        if not form.form.unsaved():
            form.show_filing(self.card.shown)
        else:
            form.say_waiting()
        self._stack.setCurrentWidget(form)
        form.form.take_focus()

    def _stored(self, filing: str) -> None:
        self._stack.setCurrentIndex(0)
        self._open(filing)
        self._say(self.tr("记下了。到了日子，左边会有个数字提醒你。"))
        if self._one_column:
            self._read()
        else:
            self._arrange()
            self.start_focus()

    def _leave_form(self) -> None:
        """What is written stays: a key hit by accident must not cost words."""
        self._stack.setCurrentIndex(0)
        self._arrange()
        self.start_focus()

    def _go_on(self) -> None:
        self._stack.setCurrentWidget(self._form())
        self._form().form.take_focus()

    def _drop(self) -> None:
        if ask.let_go_of_words(self):
            self.give_up()
            self.kept.emit(True)
            self._leave_form()

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.show()

    def _escaped(self) -> None:
        if self._stack.currentIndex():
            self._leave_form()
        elif self._reading and self._one_column:
            self._return_to_list()

    # ---- room --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Choose between two columns and one."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._one_column = has_one_column(self, _BOTH)
        reading = self._reading and self.card.shown is not None
        self._list.setVisible(not (self._one_column and reading))
        self._right.setVisible(self.card.shown is not None and (not self._one_column or reading))
        self._right.back.setVisible(self._one_column)
        self._waiting.setVisible(self.unsaved())
        self._intro.setVisible(not self._one_column)
        self._head.setStretchFactor(self._buttons, 1 if self._one_column else 0)
