"""On the settings page: the quick cover, how it is called, and how one comes back."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.services.preferences import PreferenceService
from desktop.ui.lock.tray import available
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text


class CoverCard(Card):
    """Every choice is kept at once."""

    def __init__(self, preferences: PreferenceService, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._preferences = preferences
        self.body.addWidget(Text(self.tr("有人走过来"), "section"))
        self.body.addWidget(
            Text(
                self.tr(
                    "连按三下 Shift（一秒左右，中间不按别的键），整个屏幕会换成一个时钟；"
                    "再连按三下，或点右下角的“返回”，就回来。写了一半的都在。"
                )
            )
        )
        self.cover = self._box("use_cover", self.tr("连按三下 Shift，遮住屏幕"))
        self.cover.toggled.connect(self._cover_turned)
        self.tray = self._box("use_tray", self.tr("托盘里放个小图标，点一下也能遮"))
        self.tray.toggled.connect(self._tray_turned)
        self.tray.setVisible(available())
        self.attempt = Button(self.tr("现在试一下"))
        self.attempt.setObjectName("try_cover")
        self.body.addWidget(flow(self.attempt))
        self.body.addWidget(
            Text(
                self.tr("它只是遮住，不是锁上：会用电脑的人还是能点回来。"),
                "small",
                "muted",
            )
        )
        theme.changed.connect(self._restyle)

    def refresh(self) -> None:
        """Show what is chosen now."""
        self.cover.setChecked(self._preferences.cover)
        self.tray.setChecked(self._preferences.tray)
        self.tray.setEnabled(self._preferences.cover)

    # Showing what is chosen must not choose it; a screen reader turns a box without a click.

    def _cover_turned(self, cover: bool) -> None:
        if cover != self._preferences.cover:
            self._preferences.set_cover(cover)

    def _tray_turned(self, tray: bool) -> None:
        if tray != self._preferences.tray:
            self._preferences.set_tray(tray)

    def _box(self, name: str, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setObjectName(name)
        box.setAccessibleName(words)
        box.setFont(theme.font())
        self.body.addWidget(flow(box))
        return box

    def _restyle(self) -> None:
        for box in (self.cover, self.tray):
            box.setFont(theme.font())
