"""The one window: side bar, the open page, the safety foot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.services.bus import Topic
from desktop.services.house import Services
from desktop.ui.bridge import Bridge
from desktop.ui.first_size import SMALLEST
from desktop.ui.navigation import NEW_RECORD, QUICK_RECORD, Target, remembered
from desktop.ui.page_list import PAGES
from desktop.ui.pages.page import MARGIN, Page
from desktop.ui.places import Places
from desktop.ui.sidebar import Sidebar
from desktop.ui.theme import theme
from desktop.ui.widgets.foot import SafetyFoot

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from desktop.ui.call.card import CallCard
    from desktop.ui.day_watch import DayWatch
    from desktop.ui.follow_up.watch import FollowUpWatch
    from desktop.ui.pages.welcome import WelcomePage
    from desktop.ui.undo import Undo
    from desktop.ui.visit.window import VisitWindow

COVERED = "covered"
"""Property of a window: it was hidden by the quick cover, and only that may show it again."""


class MainWindow(QMainWindow):
    """Opens pages on demand and remembers where the person was."""

    painted = Signal()
    """The window has been painted for the first time."""

    made = Signal(str)
    """A page was made; carries its name."""

    lock_asked = Signal()
    """The person wants everything locked."""

    cover_asked = Signal()
    """Somebody comes, or the person wants to see what happens then."""

    notice = Signal(str)
    """Words for where others may read them, while nobody looks at the window."""

    def __init__(self, services: Services, today: Callable[[], date]) -> None:
        super().__init__()
        self.services = services
        self.today = today
        self._bridge = Bridge(services.bus, self)
        self._bridge.published.connect(self._published)
        self._pages: dict[str, Page] = {}
        self._page = ""
        self._places = Places(services.preferences, self)
        self._places.due.connect(self.remember)
        self.setWindowTitle(self.tr("安心清单"))
        self.setMinimumSize(*SMALLEST)
        self._painted = False
        self._stack = QStackedWidget()
        self._welcome: WelcomePage | None = None
        self._undo: Undo | None = None
        self._visit: VisitWindow | None = None
        self._days: DayWatch | None = None
        self._due: FollowUpWatch | None = None
        self._call: CallCard | None = None
        self._build()
        if services.preferences.welcomed:
            self.go(remembered(self._places.last.page, self._places.last))
        else:
            self._show_welcome()

    # ---- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sidebar = Sidebar()
        self.sidebar.page_asked.connect(self._choose)
        self.sidebar.lock_asked.connect(self.lock_asked)
        row.addWidget(self.sidebar)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        self._right = right
        self._foot = SafetyFoot()
        self._foot.number_asked.connect(self._open_number)
        foot = QVBoxLayout()
        foot.setContentsMargins(MARGIN, 8, MARGIN, 10)
        foot.addWidget(self._foot)
        right.addLayout(foot)
        row.addLayout(right, 1)
        self.setCentralWidget(centre)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """After the first picture, fetch what it did not need."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.painted.emit()
        from desktop.ui.day_watch import DayWatch
        from desktop.ui.follow_up.watch import FollowUpWatch
        from desktop.ui.news import News
        from desktop.ui.shortcuts import Shortcuts
        from desktop.ui.undo import Undo
        from desktop.ui.widgets.icons import app_icon

        self.setWindowIcon(app_icon())
        self._undo = Undo(self, self._bridge, self._foot)
        self._days = DayWatch(self.today, self)
        self._days.new_day.connect(self._new_day)
        News(self, self._bridge, self._right)
        self._due = FollowUpWatch(self, self._bridge, self.sidebar.button("follow_up"))
        self._due.notice.connect(self.notice)
        shortcuts = Shortcuts(self, self.sidebar, self.services.preferences)
        shortcuts.page_asked.connect(self._show_by_keys)
        shortcuts.note_asked.connect(self._note_incident)

    def set_encrypted(self, encrypted: bool) -> None:
        """Say whether the data is encrypted, and offer to lock it where it is."""
        self._foot.set_encrypted(encrypted)
        self.sidebar.show_lock(encrypted)

    def show_above(self, widget: QWidget) -> None:
        """Show something above every page, until it goes by itself."""
        from desktop.ui.widgets.buttons import LinkButton

        room = QVBoxLayout()
        room.setContentsMargins(MARGIN, 14, MARGIN, 0)
        room.addWidget(widget)
        widget.destroyed.connect(room.deleteLater)
        self._right.insertLayout(0, room)
        # The Tab key meets it between the side bar and the page, where it stands.
        before: QWidget = self.sidebar.last()
        for link in widget.findChildren(LinkButton):
            QWidget.setTabOrder(before, link)
            before = link

    def give_way_to(self, visit: VisitWindow) -> None:
        """Stay hidden while somebody else sits at the computer, whoever wants this to be seen."""
        self._visit = visit
        visit.left.connect(self._take_back)

    def _take_back(self) -> None:
        if self._visit is not None:
            self._visit.deleteLater()
            self._visit = None

    def setVisible(self, visible: bool) -> None:  # noqa: N802
        """Not while it is covered or somebody else is there: a second start would show it."""
        if visible and self.property(COVERED):
            return
        if visible and self._visit is not None:
            self._visit.activateWindow()
            return
        super().setVisible(visible)

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: N802
        """Let Tab meet the foot after the page, whose parts may have been made a moment ago."""
        self._foot.come_last()
        return super().focusNextPrevChild(following)

    # ---- pages -------------------------------------------------------------------------------

    def _show_welcome(self) -> None:
        from desktop.ui.pages.welcome import WelcomePage

        services = self.services
        welcome = WelcomePage(services.answers, services.lenders, services.preferences)
        welcome.finished.connect(self._welcomed)
        welcome.incidents_asked.connect(self._show_incidents)
        self._welcome = welcome
        self.sidebar.hide()
        self._stack.addWidget(welcome)
        self._stack.setCurrentWidget(welcome)
        # Otherwise the first thing in the window that takes it is the number of the police.
        welcome.setFocus(Qt.FocusReason.OtherFocusReason)

    def _welcomed(self, page: str) -> None:
        self.sidebar.show()
        self.go(Target(page))
        if self._welcome is not None:
            self._stack.removeWidget(self._welcome)
            self._welcome.deleteLater()
            self._welcome = None
        if self._undo is not None:
            self._undo.refresh()

    def page(self, name: str) -> Page:
        """The page of a name, made when first asked for."""
        if name not in self._pages:
            entry = next(entry for entry in PAGES if entry.name == name)
            page = entry.make(self)
            page.went.connect(self._page_went)
            page.left.connect(self._go_back)
            page.moved.connect(self._places.moved)
            page.kept.connect(self._foot.set_kept)
            page.paper_asked.connect(self._show_paper)
            page.call_asked.connect(self._show_call)
            page.cover_asked.connect(self.cover_asked)
            self._pages[name] = page
            self._stack.addWidget(page)
            self.made.emit(name)
        return self._pages[name]

    def opened(self) -> dict[str, Page]:
        """The pages made so far, by name."""
        return dict(self._pages)

    def go(self, target: Target) -> None:
        """Open the place a target names; an unknown page opens the home page."""
        name = target.page if any(target.page == entry.name for entry in PAGES) else "home"
        aside = any(entry.aside for entry in PAGES if entry.name == name)
        aside = aside or target.section == QUICK_RECORD
        self._places.go_on(self._page, name, aside=aside)
        page = self._enter(name)
        if name == "checklist" and not target.lender:
            target = target._replace(lender=self._places.last.lender)
        page.show_target(target)
        self._give_keyboard(page)

    def _enter(self, name: str) -> Page:
        self.leave()
        page = self.page(name)
        # A page that is filled before it is shown is laid out once; one that fills itself while it
        # is being shown would show each of its new parts by itself, and be laid out for each.
        page.catch_up()
        self._page = name  # Not before: one that cannot be filled leaves all as it was.
        self.sidebar.show_page(name)
        self._stack.setCurrentWidget(page)
        self._places.moved()
        return page

    def _choose(self, name: str) -> None:
        """Go to a page of the side bar, as it was left; nothing leads past the first questions."""
        if self._welcome is not None:
            return
        if name != self._page:
            self.go(remembered(name, self._places.last))

    def _page_went(self, target: Target) -> None:
        """A page leads on; from aside of the first questions, that is an answer to them too."""
        if self._welcome is not None:
            self._welcome.finish(target.page)
        self.go(target)

    def _open_number(self, number: str) -> None:
        for channel in self.services.library.channels():
            if any(phone.number == number for phone in channel.phones):
                self._page_went(Target("library", section="channels", entry=channel.id))
                return

    def _show_by_keys(self, name: str) -> None:
        """Go to a page by its keys; of the first questions only one page is aside."""
        if self._welcome is not None and name != "incidents":
            return
        # What is looked for is typed anew from wherever the person is.
        if name != self._page or name == "find":
            self.go(Target(name))

    def _show_incidents(self) -> None:
        self._show_by_keys("incidents")

    def _note_incident(self) -> None:
        section = NEW_RECORD if self._page == "evidence" else QUICK_RECORD
        self.go(Target("evidence", section=section))

    def _give_keyboard(self, page: Page) -> None:
        if not page.start_focus():
            # Tab then goes to the first control of the page.
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_paper(self, target: Target) -> None:
        from desktop.domain.steps import Stage
        from desktop.ui.dialogs.paper import PaperDialog

        dialog = PaperDialog(self.services.paper(), Stage(target.stage), target.lender, self)
        dialog.open()

    def _show_call(self, lender: str) -> None:
        self.call_card().open_for(lender, self)

    def call_card(self) -> CallCard:
        """The words for a call, made when first asked for; it stays when this is minimised."""
        if self._call is None:
            from desktop.ui.call.card import CallCard

            services = self.services
            self._call = CallCard(
                services.calls(), services.incidents(), services.lenders, services.history
            )
            self._call.went.connect(self._go_from_beside)
        return self._call

    def _go_from_beside(self, target: Target) -> None:
        """Go where a window beside this one leads, and come to the front."""
        self.go(target)
        self.activateWindow()

    def call_draft(self) -> dict[str, str]:
        """What was told of a call and is not noted; empty if that is nothing."""
        return {} if self._call is None else self._call.draft()

    def _go_back(self) -> None:
        """Back to where the person was before, just as it was left."""
        if self._welcome is not None:
            self._show_questions_again(self._welcome)
            return
        page = self._enter(self._places.back())
        inner = page.focusWidget()
        if inner is not None and inner.isVisible():
            inner.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._give_keyboard(page)

    def _show_questions_again(self, welcome: QWidget) -> None:
        self.leave()
        self._page = ""
        self._stack.setCurrentWidget(welcome)
        (welcome.focusWidget() or welcome).setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Write down what is being typed on the open page, and the place in it."""
        if self._page:
            page = self._pages[self._page]
            page.flush()
            self._places.note(page.target())

    def here(self) -> Target | None:
        """Where the person is; None while the first questions fill the window."""
        if not self._page or self._welcome is not None:
            return None
        return self._pages[self._page].target() or Target(self._page)

    def remember(self) -> None:
        """Store where the person is, for the next start."""
        self._places.stop()
        if self._page:
            self._places.note(self._pages[self._page].target())
            self._places.store()

    @property
    def bridge(self) -> Bridge:
        """What brings the services' news; for what goes on beside the pages."""
        return self._bridge

    # ---- keeping up --------------------------------------------------------------------------

    def _published(self, topic: Topic) -> None:
        if topic is Topic.PREFERENCES:
            preferences = self.services.preferences
            theme.apply(preferences.appearance, preferences.text_percent)
        else:
            self._places.moved()

    def _new_day(self) -> None:
        """Days overdue and reminders are counted from today."""
        for page in self._pages.values():
            page.outdate()
        if self._due is not None:
            self._due.new_day()

    def something_unsaved(self) -> bool:
        """Whether words are not on disk yet; the person is told to store them first."""
        self.leave()
        unsaved = self._unsaved()
        if unsaved:
            from desktop.ui.ask import store_first

            store_first(self, [name for name, _ in unsaved])
        return bool(unsaved)

    def _unsaved(self) -> list[tuple[str, Page | CallCard]]:
        """What holds words that are not on disk, with what people call it."""
        parts: list[tuple[str, Page | CallCard]] = [
            (entry.title(), self._pages[entry.name]) for entry in PAGES if entry.name in self._pages
        ]
        if self._call is not None:
            parts.append((self.tr("打客服"), self._call))
        return [(name, part) for name, part in parts if part.unsaved()]

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Write everything down before the window goes."""
        if self.isVisible() and not self._may_give_up_work():
            event.ignore()
            return
        self.leave()
        self.remember()
        unsaved = self._unsaved()
        if unsaved and self.isVisible():
            from desktop.ui.ask import give_up_unsaved

            if not give_up_unsaved(self, [name for name, _ in unsaved]):
                event.ignore()
                return
            for _, part in unsaved:
                part.give_up()
        super().closeEvent(event)

    def _may_give_up_work(self) -> bool:
        from desktop.ui.ask import give_up_work
        from desktop.ui.lock.long_work import under_way

        # What ends by starting the program anew has come to its end.
        goes_on = not self.property("start_anew") and under_way()
        return not goes_on or give_up_work(self)

    def dispose(self) -> None:
        """Stop listening to the services; for tests and the end of the program."""
        self._places.stop()
        if self._visit is not None:
            self._visit.stop()
            self._take_back()
        for page in self._pages.values():
            page.dispose()
        if self._call is not None:
            self._call.close()
            self._call.deleteLater()
            self._call = None
        if self._undo is not None:
            self._undo.stop()
        if self._days is not None:
            self._days.stop()
        if self._due is not None:
            self._due.stop()
        self._bridge.close()
