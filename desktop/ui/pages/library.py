"""The library: rules, channels, myths, words, questions, phones and old names."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLineEdit, QWidget

from desktop.services.bus import Topic
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService
from desktop.services.preferences import PreferenceService
from desktop.ui.bridge import Bridge
from desktop.ui.library import entries as sections
from desktop.ui.library.detail import Detail
from desktop.ui.library.details import PhoneDetail, build_detail
from desktop.ui.library.doors import Doors
from desktop.ui.library.entries import SECTIONS, Entries, Entry, as_rows, matching
from desktop.ui.library.reading import ReadingScroll
from desktop.ui.navigation import Target
from desktop.ui.pages.page import Page
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.clearing import let_clear
from desktop.ui.widgets.layouts import clear, replace
from desktop.ui.widgets.links import WrapLink
from desktop.ui.widgets.painted import PaintedButton
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.step_list import Key, RowList
from desktop.ui.widgets.text import Text

ONE_COLUMN_BELOW = 760
ONE_COLUMN_ABOVE_PERCENT = 140
# A 1366 pixel window leaves this page about 1150; the wide list is for 1200 and more.
WIDE_FROM = 990
WIDE_LIST = 300
NARROW_LIST = 240
LONGEST_TRAIL = 20


class LibraryPage(Page):
    """A list on the left and one entry on the right, or one of the two where room is short."""

    topics = frozenset({Topic.PREFERENCES, Topic.LENDERS})

    def __init__(
        self,
        bridge: Bridge,
        library: LibraryService,
        preferences: PreferenceService,
        lenders: LenderService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(bridge, parent)
        self._library = library
        self._lenders = lenders
        self._preferences = preferences
        self._texts = Entries(library, self)
        self._section = SECTIONS[0]
        self._entries: list[Entry] = []
        self._shown: Key | None = None
        self._last: dict[str, str] = {}
        self._trail: list[tuple[Key, str]] = []
        self.detail: Detail | None = None
        self._one_column = False
        self._reading = False
        self._filled = False
        self._build_head()
        self._build_list()
        self._build_detail()
        self._columns = QHBoxLayout()
        self._columns.setSpacing(14)
        self._columns.addWidget(self._list_card)
        self._columns.addWidget(self._detail_card, 1)
        self.outer.addLayout(self._columns, 1)
        theme.changed.connect(self._arrange)

    # ---- building ----------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(10)
        self._head.addWidget(Text(self.tr("法规与求助"), "title", wrap=False))
        self._head.addStretch(1)
        self.segments = Segments(
            [(section, self._texts.title(section)) for section in SECTIONS], self.tr("栏目")
        )
        self.segments.chosen.connect(self._choose_section)
        self._head.addWidget(self.segments)
        self.outer.addLayout(self._head)

    def _build_list(self) -> None:
        self._list_card = Card(margin=10, spacing=8)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("在这一栏里筛选"))
        self.filter.setAccessibleName(self.tr("在这一栏里筛选"))
        let_clear(self.filter)
        self.filter.setMaxLength(60)
        self.filter.textChanged.connect(self._show_rows)
        self._list_card.body.addWidget(self.filter)
        self._router = WrapLink(self.tr("找对门：按情况看该找谁"))
        self._router.setObjectName("library_router")
        self._router.clicked.connect(self._open_router)
        self._list_card.body.addWidget(self._router)
        self._nothing = Text("", "body", "muted")
        self._unfilter = Button(self.tr("清空筛选"))
        self._unfilter.clicked.connect(self._clear_filter)
        self._list_card.body.addWidget(self._nothing)
        self._list_card.body.addWidget(self._unfilter)
        self.list = RowList(self.tr("条目"))
        self.list.opened.connect(self._moved_to)
        self.list.activated_row.connect(self._take)
        self._list_card.body.addWidget(self.list, 1)
        self._list_card.body.addStretch(0)

    def _build_detail(self) -> None:
        self._detail_card = Card(margin=18, spacing=6)
        self.back_to_list = LinkButton(self.tr("‹ 返回列表"))
        self.back_to_list.clicked.connect(self._return_to_list)
        self._detail_card.body.addWidget(self.back_to_list)
        self.back = WrapLink("", "small", "‹")
        self.back.clicked.connect(self._go_back)
        self._detail_card.body.addWidget(self.back)
        self._scroll = ReadingScroll(self._detail_card)
        self._scroll.setAccessibleName(self.tr("条目内容"))
        self._content = QWidget()
        self._scroll.body.addWidget(self._content)
        self._scroll.body.addStretch(1)
        self._detail_card.body.addWidget(self._scroll, 1)

    # ---- the page's contract -----------------------------------------------------------------

    def refresh(self) -> None:
        """Show the section; a change of preferences touches only what depends on it."""
        if not self._filled:
            self._filled = True
            if self._shown is None:
                self._show_section(self._section)
            self._arrange()
            return
        if self._section == sections.PHONES:
            self._entries = self._texts.all(self._section, self._preferences.phone_system)
            self._show_rows()
        if isinstance(self.detail, PhoneDetail):
            self.detail.set_phone_system(self._preferences.phone_system)
        self._show_doors()

    def show_target(self, target: Target) -> None:
        """Open a section, and an entry in it if there is such an entry.

        A target without a section leaves everything as it was.
        """
        if target.section not in SECTIONS:
            return
        section = target.section
        self._forget_trail()
        self._filled = True
        self._reading = self._show_section(section, target.entry)
        self._arrange()
        place = self.detail.places.get(target.part) if self.detail is not None else None
        if place is not None:
            self._scroll.show_from(place)

    def target(self) -> Target:
        """The section, and the entry that is being read."""
        reading = self._shown is not None and (self._reading or not self._one_column)
        return Target(
            "library",
            section=self._section,
            entry=self._shown[1] if reading and self._shown is not None else "",
        )

    def start_focus(self) -> bool:
        """Start in the list, or at the way back to it while one entry fills the page."""
        place: QWidget = self.back_to_list if self._one_column and self._reading else self.list
        place.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # ---- list --------------------------------------------------------------------------------

    def _choose_section(self, section: str) -> None:
        self._forget_trail()
        self._reading = False
        self._show_section(section)
        self._arrange()

    def _show_section(self, section: str, entry: str = "") -> bool:
        """Fill the list, and open an entry, or what was read there last, or the first.

        Args:
            section: One of ``SECTIONS``.
            entry: Id of the entry that is asked for.

        Returns:
            Whether there is such an entry.
        """
        self._section = section
        self.segments.set_value(section)
        self._router.setVisible(section == sections.CHANNELS)
        self.list.setAccessibleName(self._texts.title(section))
        self._entries = self._texts.all(section, self._preferences.phone_system)
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.blockSignals(False)
        self._show_rows()
        known = any(one.id == entry for one in self._entries)
        first = self._entries[0].id if self._entries else ""
        shown = entry if known else self._last.get(section, first)
        if shown:
            self._open((section, shown))
        else:
            self._shown = None
            self._set_detail(None)
        return known

    def _show_rows(self) -> None:
        typed = self.filter.text().strip()
        found = matching(self._entries, typed)
        self.list.set_rows(as_rows(found, self._section))
        if self._shown is not None:
            self._mark(self._shown)
        self._nothing.setText(self.tr("没有找到“{0}”。换个词试试。").format(typed))
        for widget in (self._nothing, self._unfilter):
            widget.setVisible(not found and bool(typed))
        self.list.setVisible(bool(found))

    def _mark(self, key: Key) -> bool:
        found = self.list.select(key)
        if found and key[1] == self._entries[0].id:
            self.list.scrollToTop()  # The heading above the first entry belongs to it.
        return found

    def _clear_filter(self) -> None:
        self.filter.clear()
        self.filter.setFocus()

    def _moved_to(self, key: Key) -> None:
        if not self._one_column:
            self._forget_trail()
            self._open(key)
            self._arrange()
            self.moved.emit()

    def _take(self, key: Key) -> None:
        if key != self._shown:
            self._forget_trail()
            self._open(key)
        self._reading = True
        self._arrange()
        if self._one_column:
            self._focus(self.back_to_list, keyboard=self.list.by_keyboard)

    # ---- detail ------------------------------------------------------------------------------

    def _open(self, key: Key) -> None:
        if key == self._shown:
            self._mark(key)
            return
        if key[0] != self._section:
            self._show_section(*key)
            return
        self._shown = key
        self._last[key[0]] = key[1]
        if not self._mark(key) and self.filter.text():
            self.filter.clear()
        self._set_detail(build_detail(*key, self._library, self._preferences.phone_system))

    def _set_detail(self, detail: Detail | None) -> None:
        self.detail = detail
        if detail is not None:
            detail.went.connect(self._follow)
            detail.steps_asked.connect(self._follow_to_steps)
            if isinstance(detail, PhoneDetail):
                detail.chosen.connect(self._preferences.set_phone_system)
            self._show_doors()
        content = detail or QWidget()
        replace(self._content, content)
        self._content = content
        self._scroll.verticalScrollBar().setValue(0)
        self._show_back()

    def _show_doors(self) -> None:
        """Say which channel is meant for the lenders as they are now."""
        if self.detail is None or self.detail.doors is None or self._shown is None:
            return
        section, entry = self._shown
        here = self._library.channel(entry) if section == sections.CHANNELS else None
        if here is not None:
            channels = [each for each in self._library.channels() if each.kind == here.kind]
        else:
            faq = next(one for one in self._library.faq() if one.id == entry)
            channels = [self._library.channel(channel) for channel in faq.channels]
        clear(self.detail.doors)
        doors = Doors(self._library, self._lenders.active(), channels, here)
        doors.went.connect(self._follow)
        self.detail.doors.addWidget(doors)

    def _show_back(self) -> None:
        self.back.setVisible(bool(self._trail))
        if self._trail:
            words = self.tr("回到：{0}").format(self._trail[-1][1])
            self.back.setText(words)
            self.back.setAccessibleName(words)

    def _forget_trail(self) -> None:
        self._trail.clear()
        self._show_back()

    def _name(self, key: Key) -> str:
        return next(entry.text for entry in self._entries if entry.id == key[1])

    # ---- going about -------------------------------------------------------------------------

    def _follow(self, target: Target) -> None:
        if target.page != "library":
            self.went.emit(target)
            return
        key = (target.section, target.entry)
        if key == self._shown:
            return
        keyboard = _by_keyboard()
        if self._shown is not None:
            here = (self._shown, self._name(self._shown))
            self._trail = [*self._trail, here][-LONGEST_TRAIL:]
        self._open(key)
        self._reading = True
        self._arrange()
        self._focus(self.back, keyboard=keyboard)

    def _open_router(self) -> None:
        self.went.emit(Target("router"))

    def _follow_to_steps(self, document: str) -> None:
        self._follow(Target("library", section=sections.RULES, entry=document))
        if self.detail is not None and self.detail.steps_heading is not None:
            self._scroll.show_from(self.detail.steps_heading)

    def _go_back(self) -> None:
        keyboard = _by_keyboard()
        if not self._trail:
            return
        key, _name = self._trail.pop()
        self._open(key)
        self._show_back()
        self._arrange()
        self._focus(self.back if self._trail else self._scroll, keyboard=keyboard)

    def _return_to_list(self) -> None:
        self._reading = False
        self._forget_trail()
        self._arrange()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._shown is not None:
            self._mark(self._shown)

    def _focus(self, widget: QWidget, *, keyboard: bool) -> None:
        reason = Qt.FocusReason.TabFocusReason if keyboard else Qt.FocusReason.OtherFocusReason
        widget.setFocus(reason)

    # ---- room --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Choose between two columns and one."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        large = theme.text_percent > ONE_COLUMN_ABOVE_PERCENT
        self._one_column = large or self.width() < theme.px(ONE_COLUMN_BELOW)
        in_list = not (self._one_column and self._reading)
        self._list_card.setVisible(in_list)
        self._detail_card.setVisible(not self._one_column or self._reading)
        self.back_to_list.setVisible(self._one_column)
        if self._one_column:
            self._list_card.setMinimumWidth(0)
            self._list_card.setMaximumWidth(1 << 20)
        else:
            wide = self.width() >= WIDE_FROM
            self._list_card.setFixedWidth(theme.px(WIDE_LIST if wide else NARROW_LIST))
        # The seven sections fit beside the title only where the window is wide.
        beside = not large and self.width() >= theme.px(WIDE_FROM - 120)
        direction = QBoxLayout.Direction
        wanted = direction.LeftToRight if beside else direction.TopToBottom
        if self._head.direction() != wanted:
            self._head.setDirection(wanted)


def _by_keyboard() -> bool:
    widget = QApplication.focusWidget()
    return isinstance(widget, PaintedButton) and widget.ringed
