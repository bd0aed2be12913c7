"""Appearance, text size, the person's phone, where the data is, and what this program is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import desktop
from desktop.services.bus import Topic
from desktop.services.copies import CopyService
from desktop.services.library import LibraryService
from desktop.services.preferences import PreferenceService
from desktop.ui.backups.card import BackupsCard
from desktop.ui.bridge import Bridge
from desktop.ui.erase.card import EraseCard
from desktop.ui.lock.cover_card import CoverCard
from desktop.ui.pages.page import Page
from desktop.ui.place.card import PlaceCard
from desktop.ui.theme import TEXT_STEPS, theme
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from desktop.services.erase import EraseService
    from desktop.services.export import ExportService
    from desktop.services.place import PlaceService

# Longer lines are tiring to read, however wide the window is.
WIDEST = 860


class SettingsPage(Page):
    """Every change is kept at once; the window hears of it and repaints."""

    topics = frozenset({Topic.PREFERENCES})
    move_asked = Signal()
    restore_asked = Signal(object)
    """Carries the file to restore from."""

    def __init__(
        self,
        bridge: Bridge,
        preferences: PreferenceService,
        library: LibraryService,
        place: Callable[[], PlaceService],
        copies: CopyService,
        exports: Callable[[], ExportService],
        erase: Callable[[], EraseService],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(bridge, parent)
        self._preferences = preferences
        self._library = library
        self._place = place
        self._copies = copies
        self._exports = exports
        self._erase = erase
        self.outer.addWidget(Text(self.tr("设置"), "title", wrap=False))
        self._scroll = VerticalScroll()
        self.outer.addWidget(self._scroll, 1)
        self._column = QWidget()
        self._cards = QVBoxLayout(self._column)
        self._cards.setContentsMargins(0, 0, 0, 14)
        self._cards.setSpacing(14)
        line = QHBoxLayout()
        line.addWidget(self._column, 1)
        line.addStretch(0)
        self._scroll.body.addLayout(line)
        self._scroll.body.addStretch(1)
        self._built = False
        # Said by whoever keeps the vault, as soon as there is somebody.
        self._plain = Text(self.tr("没有加密：能打开这台电脑这个账户的人，就能看到。"))
        self._limit_width()
        theme.changed.connect(self._limit_width)

    def refresh(self) -> None:
        """Show the preferences as they are now."""
        if not self._built:
            self._built = True
            self._build()
        self.appearance.set_value(self._preferences.appearance)
        self.text_size.set_value(str(self._preferences.text_percent))
        self.backups.refresh()
        self.phone.setCurrentIndex(max(0, self.phone.findData(self._preferences.phone_system)))
        self.cover.refresh()

    def dispose(self) -> None:
        """Give up a copy or an export that is under way."""
        if self._built:
            self.backups.dispose()

    def put_first(self, card: QWidget) -> None:
        """Show a card above all others, which somebody else fills."""
        self._cards.insertWidget(0, card)
        self._plain.hide()

    def _limit_width(self) -> None:
        self._column.setMaximumWidth(theme.px(WIDEST))

    def _build(self) -> None:
        for card in (
            self._appearance_card(),
            self._text_card(),
            self._phone_card(),
            self._cover_card(),
            self._data_card(),
            self._backups_card(),
            EraseCard(self._erase),
            self._about_card(),
        ):
            self._cards.addWidget(card)

    def _card(self, title: str) -> Card:
        card = Card()
        card.body.addWidget(Text(title, "section"))
        return card

    def _appearance_card(self) -> Card:
        card = self._card(self.tr("外观"))
        self.appearance = Segments(
            [
                ("system", self.tr("跟随系统")),
                ("light", self.tr("浅色")),
                ("dark", self.tr("深色")),
            ],
            self.tr("外观"),
        )
        self.appearance.chosen.connect(self._preferences.set_appearance)
        card.body.addWidget(self.appearance)
        return card

    def _text_card(self) -> Card:
        card = self._card(self.tr("文字大小"))
        self.text_size = Segments(
            [(str(percent), self.tr("{0}%").format(percent)) for percent in TEXT_STEPS],
            self.tr("文字大小"),
        )
        self.text_size.chosen.connect(self._set_text_percent)
        card.body.addWidget(self.text_size)
        card.body.addWidget(
            Text(self.tr("看得清吗？先喘口气，一次只做一件事。欠债应还，催收要合法。"))
        )
        card.body.addWidget(
            Text(self.tr("随时可以按 Ctrl 和加号、减号调，Ctrl 和 0 还原。"), "small", "muted")
        )
        return card

    def _phone_card(self) -> Card:
        card = self._card(self.tr("我的手机系统"))
        self.phone = Combo(self.tr("我的手机系统"))
        self.phone.addItem(self.tr("没选"), "")
        for system in self._library.phone_systems():
            self.phone.addItem(system.short_name, system.id)
        self.phone.activated.connect(self._set_phone_system)
        card.body.addWidget(self.phone)
        card.body.addWidget(
            Text(self.tr("选好以后，步骤里会显示这种手机的菜单。"), "small", "muted")
        )
        return card

    def _cover_card(self) -> Card:
        self.cover = CoverCard(self._preferences)
        self.cover.attempt.clicked.connect(self.cover_asked)
        return self.cover

    def _data_card(self) -> Card:
        self.data = PlaceCard(self._place, self._plain)
        self.data.move_asked.connect(self.move_asked)
        return self.data

    def _backups_card(self) -> Card:
        self.backups = BackupsCard(self._copies, self._exports)
        self.backups.restore_asked.connect(self.restore_asked)
        return self.backups

    def _about_card(self) -> Card:
        card = self._card(self.tr("关于"))
        info = self._library.pack().info
        card.body.addWidget(Text(self.tr("欠债应还，催收要合法。"), "lead", "soft_text"))
        for words in (
            self.tr("安心清单（Anxin Checklist） {0}").format(desktop.__version__),
            self.tr("清单内容 {0}，{1} 发布").format(info.version, info.issued),
        ):
            card.body.addWidget(Text(words, selectable=True))
        card.body.addWidget(
            Points(
                (
                    self.tr("这里不是律师意见。拿不准，可以打 12348 问法律援助。"),
                    self.tr("法规的要点为转述，以官方原文为准。写着“待核”的，还没有核实。"),
                )
            )
        )
        card.body.addWidget(
            Text(
                self.tr(
                    "许可：程序 GPL-3.0-or-later；清单内容 CC BY-SA 4.0；"
                    "字体 OFL；界面用 Qt（LGPL）。"
                ),
                "small",
                "muted",
                selectable=True,
            )
        )
        return card

    def _set_text_percent(self, percent: str) -> None:
        self._preferences.set_text_percent(int(percent))

    def _set_phone_system(self, _index: int) -> None:
        self._preferences.set_phone_system(str(self.phone.currentData() or ""))
