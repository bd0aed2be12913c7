"""找对门: whom to turn to, in which order, with what, and what each cannot do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut

from desktop.services.bus import Topic
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService
from desktop.services.routes import RouteService
from desktop.ui.bridge import Bridge
from desktop.ui.navigation import Draft, Target
from desktop.ui.pages.page import Page
from desktop.ui.router.case_form import CaseForm
from desktop.ui.router.door_card import DoorCard
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.layouts import clear, flow, keeping_focus
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.text import Text

SIDE_BY_SIDE = 860


class RouterPage(Page):
    """The case on the left, the doors on the right; every tick shows at once where to go.

    A ``Target`` names the lender, and in ``section`` what was done, ids with a space between.
    """

    topics = frozenset({Topic.LENDERS, Topic.ANSWERS, Topic.INCIDENTS})

    def __init__(
        self,
        bridge: Bridge,
        routes: RouteService,
        lenders: LenderService,
        library: LibraryService,
    ) -> None:
        super().__init__(bridge)
        self._routes = routes
        self._library = library
        leave = LinkButton(self.tr("‹ 离开（Esc）"))
        leave.setObjectName("router_leave")
        leave.clicked.connect(self.left)
        self.outer.addWidget(flow(leave, Text(self.tr("找对门"), "title", wrap=False), spacing=14))
        words = self.tr("先找机构，再找管它的部门。选好下面几项，就看到该找谁、按什么顺序。")
        self.outer.addWidget(Text(words, "body", "muted"))
        self._scroll = VerticalScroll()
        self._form = CaseForm(routes, lenders, library)
        self._form.changed.connect(self._show_doors)
        self._form.went.connect(self.went)
        self._onward = Button(self.tr("看该找谁"), primary=True)
        self._onward.setObjectName("router_onward")
        self._onward.clicked.connect(self._go_to_doors)
        self._form.body.insertWidget(self._form.body.count() - 1, flow(self._onward))
        columns = Columns(SIDE_BY_SIDE)
        columns.add(self._form, 2)
        self._list = Card(fill="window", border=None, margin=2, spacing=12)
        columns.add(self._list, 3)
        self._scroll.body.addWidget(columns)
        self._scroll.body.addStretch(1)
        self.outer.addWidget(self._scroll, 1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
        theme.changed.connect(self._arrange)

    # ---- the page's contract -----------------------------------------------------------------

    def refresh(self) -> None:
        """Show the case and its doors as they are now."""
        self._form.refresh()

    def show_target(self, target: Target) -> None:
        """Ask about the lender that is named, and tick what is named."""
        if target.lender or target.section:
            lender = target.lender or self._form.lender
            self._form.show_case(lender, frozenset(target.section.split()))

    def start_focus(self) -> bool:
        """Start with the lender."""
        self._form.take_focus()
        self._scroll.verticalScrollBar().setValue(0)
        return True

    def draft(self) -> Draft:
        """What was ticked."""
        return self._form.draft()

    def resume(self, draft: Draft) -> None:
        """Tick it again."""
        self._form.resume(draft)

    # ---- showing -----------------------------------------------------------------------------

    def _show_doors(self) -> None:
        form = self._form
        regions = {region.id: region for region in self._routes.regions()}
        found = self._routes.find(form.lender, form.conducts, form.region)
        with keeping_focus(self._list):
            clear(self._list.body)
            for number, one in enumerate(found, 1):
                card = DoorCard(number, one, form.lender, regions.get(form.region), self._library)
                card.setObjectName(f"door_{one.door.id}")
                card.went.connect(self.went)
                card.call_asked.connect(self._call)
                self._list.body.addWidget(card)
            self._list.body.addStretch(1)

    def _call(self) -> None:
        self.call_asked.emit(self._form.lender)

    def _go_to_doors(self) -> None:
        content = self._scroll.body.parentWidget()
        assert content is not None, "a layout that was given a widget keeps it"
        self._scroll.verticalScrollBar().setValue(self._list.mapTo(content, QPoint(0, 0)).y())
        first = self._list.findChild(LinkButton)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    # ---- room --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """One below the other there is a way down."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - self.outer.contentsMargins().left() * 2
        self._onward.setVisible(room < theme.px(SIDE_BY_SIDE))
