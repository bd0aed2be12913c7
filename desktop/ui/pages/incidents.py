"""The room for someone whose phone will not stop ringing: five short screens, one thing each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.plan import PlanItem
from desktop.services.bus import Topic
from desktop.services.history import HistoryService
from desktop.services.incidents import IncidentService
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService
from desktop.services.plan import PlanService
from desktop.ui.bridge import Bridge
from desktop.ui.incidents.following import FollowingScreen
from desktop.ui.incidents.note import NoteScreen
from desktop.ui.incidents.safety import SafetyScreen
from desktop.ui.incidents.say import SayScreen
from desktop.ui.incidents.tell import TellScreen
from desktop.ui.navigation import Draft, Target
from desktop.ui.pages.page import Page
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.segments import Segments

SCREENS = ("safety", "say", "note", "tell", "next")


class IncidentsPage(Page):
    """Walks through the screens; every one can be skipped, and Esc leads out of the room."""

    topics = frozenset(
        {Topic.INCIDENTS, Topic.LENDERS, Topic.PROGRESS, Topic.ANSWERS, Topic.REMINDERS}
    )

    def __init__(
        self,
        bridge: Bridge,
        incidents: IncidentService,
        lenders: LenderService,
        plan: PlanService,
        library: LibraryService,
        history: HistoryService,
    ) -> None:
        super().__init__(bridge)
        self._safety = SafetyScreen()
        self._safety.safe.connect(self._forward)
        self._say = SayScreen(library)
        self._note = NoteScreen(incidents, lenders, history)
        self._note.kept.connect(self.kept)
        self._tell = TellScreen(library)
        self._following = FollowingScreen(plan)
        self._following.step_asked.connect(self._open_step)
        self._following.home_asked.connect(self._open_home)
        self._build()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
        self._open("safety")

    def _build(self) -> None:
        self._tabs = Segments(
            [
                ("safety", self.tr("安全")),
                ("say", self.tr("怎么说")),
                ("note", self.tr("记一笔")),
                ("tell", self.tr("告诉亲友")),
                ("next", self.tr("接下来")),
            ],
            self.tr("正在被轰炸"),
        )
        self._tabs.chosen.connect(self._tab_chosen)
        leave = LinkButton(self.tr("‹ 离开（Esc）"))
        leave.setObjectName("incidents_leave")
        leave.clicked.connect(self.left)
        self.outer.addWidget(flow(leave, self._tabs, spacing=14))
        self._stack = QStackedWidget()
        for screen in self._screens():
            scroll = VerticalScroll()
            scroll.body.addWidget(screen)
            self._stack.addWidget(scroll)
        self.outer.addWidget(self._stack, 1)
        self._back = Button(self.tr("上一步"))
        self._back.setObjectName("incidents_back")
        self._back.clicked.connect(self._backward)
        self._on = Button("")
        self._on.setObjectName("incidents_on")
        self._on.clicked.connect(self._forward)
        self.outer.addWidget(self._note.answer)
        self.outer.addWidget(flow(self._back, self._note.storing, self._on))

    def _screens(self) -> tuple[QWidget, ...]:
        return (self._safety, self._say, self._note, self._tell, self._following)

    # ---- the page's contract -----------------------------------------------------------------

    def refresh(self) -> None:
        """Show the notes and the next steps as they are now."""
        self._note.refresh()
        self._following.refresh()

    def show_target(self, target: Target) -> None:
        """Open a screen; without one, first see whether the person is safe."""
        screen = target.section if target.section in SCREENS else SCREENS[0]
        if screen == SCREENS[0]:
            self._safety.show_part("ask")
        self._open(screen)

    def start_focus(self) -> bool:
        """Put the keyboard where the open screen starts."""
        self._take_focus()
        return True

    def unsaved(self) -> bool:
        """Whether words stand in the form that were not noted."""
        return self._note.unsaved()

    def give_up(self) -> None:
        """Let go of the words in the form."""
        self._note.give_up()

    def draft(self) -> Draft:
        """What stands in the form."""
        return self._note.draft()

    def resume(self, draft: Draft) -> None:
        """Open the form as it was left."""
        self._note.resume(draft)
        self._open("note")

    def dispose(self) -> None:
        """Take the small window away with the large one."""
        self._say.dispose()

    # ---- walking -----------------------------------------------------------------------------

    def _open(self, screen: str) -> None:
        at = SCREENS.index(screen)
        self._stack.setCurrentIndex(at)
        self._tabs.set_value(screen)
        self._back.setVisible(at > 0)
        self._note.storing.setVisible(screen == "note")
        self._note.answer.setVisible(screen == "note")
        last = at == len(SCREENS) - 1
        self._on.setText(self.tr("离开") if last else self.tr("下一步"))
        if screen == "next":
            self._following.refresh()

    def _walk(self, screen: str) -> None:
        self._open(screen)
        self._take_focus()

    def _take_focus(self) -> None:
        match self._tabs.value():
            case "safety":
                self._safety.take_focus()
            case "say":
                self._say.take_focus()
            case "note":
                self._note.take_focus()
            case "tell":
                self._tell.take_focus()
            case _:
                self._following.take_focus()

    def _tab_chosen(self, screen: str) -> None:
        self._walk(screen)

    def _forward(self) -> None:
        at = SCREENS.index(self._tabs.value()) + 1
        if at == len(SCREENS):
            self.left.emit()
        else:
            self._walk(SCREENS[at])

    def _backward(self) -> None:
        self._walk(SCREENS[SCREENS.index(self._tabs.value()) - 1])

    # ---- where clicks lead -------------------------------------------------------------------

    def _open_step(self, item: PlanItem) -> None:
        self.went.emit(Target("checklist", item.checklist.stage.value, item.subject, item.step.id))

    def _open_home(self) -> None:
        self.went.emit(Target("home"))
