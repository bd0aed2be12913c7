"""On the settings page: whether the data is encrypted, and everything that can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.domain.vault import Progress
from desktop.services.preferences import IDLE_MINUTES, PreferenceService
from desktop.ui.theme import theme
from desktop.ui.vault import vault_words
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text


class VaultCard(Card):
    """Asks for things; whoever keeps the vault does them and tells how it stands."""

    asked = Signal(str)
    """One of ``set_up``, ``lock``, ``passphrase``, ``code``, ``drill`` and ``turn_off``."""

    def __init__(self, preferences: PreferenceService, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("vault_card")
        self._preferences = preferences
        self.body.addWidget(Text(self.tr("加密和锁定"), "section"))
        self.state = Text("", "lead", "soft_text")
        self.state.setObjectName("vault_state")
        self.body.addWidget(self.state)
        self._about = Text("")
        self.body.addWidget(self._about)
        self._set_up = self._button("set_up", self.tr("加密我的数据…"), primary=True)
        self._lock = self._button("lock", self.tr("立即锁定"))
        self._change = self._button("passphrase", self.tr("改密码…"))
        self._code = self._button("code", self.tr("换一张恢复卡…"))
        self._drill = self._button("drill", self.tr("对一下恢复卡…"))
        self._off = self._button("turn_off", self.tr("去掉加密…"))
        self._when_on = (self._lock, self._change, self._code, self._drill, self._off)
        self.body.addWidget(flow(self._set_up, *self._when_on))
        self._idle_label = Text(self.tr("多久没有人动，就自己锁上"), "small_strong", "muted")
        self.idle = Segments(
            [(str(minutes), self._minutes(minutes)) for minutes in IDLE_MINUTES],
            self.tr("多久没有人动，就自己锁上"),
        )
        self.idle.setObjectName("idle_minutes")
        self.idle.chosen.connect(self._idle_chosen)
        self.asks = QCheckBox(self.tr("遮住以后，要密码才能回来"))
        self.asks.setObjectName("cover_asks")
        self.asks.setAccessibleName(self.asks.text())
        self.asks.toggled.connect(self._asks_turned)
        self._asks_row = flow(self.asks)
        self._note = Text(
            self.tr(
                "正在打字不会锁，最小化也不会锁；电脑锁屏或睡眠时，会跟着锁上。"
                "正在导出、搬数据，就先遮住屏幕，做完再锁。"
            ),
            "small",
            "muted",
        )
        for widget in (self._idle_label, self.idle, self._note, self._asks_row):
            self.body.addWidget(widget)
        theme.changed.connect(self._restyle)
        self._restyle()

    def refresh(self) -> None:
        """Show what is chosen now."""
        self.idle.set_value(str(self._preferences.idle_minutes))
        self.asks.setChecked(self._preferences.cover_asks)

    def show_state(self, *, encrypted: bool, progress: Progress | None, busy: bool) -> None:
        """Show how the vault stands.

        Args:
            encrypted: Whether there is one.
            progress: How far turning it on or off has come.
            busy: Whether it is being turned on or off.
        """
        self.state.setText(self.tr("已加密") if encrypted else self.tr("未加密"))
        self._about.setText(
            self.tr("记录、附件、备份都加了密，没有密码或恢复码打不开。")
            if encrypted
            else self.tr("能打开这台电脑这个账户的人，就能看到。和别人合用电脑，可以加一个密码。")
        )
        if busy:
            told = self.tr("正在准备…") if progress is None else vault_words.work(progress)
            self._about.setText(told)
        self._set_up.setVisible(not encrypted and not busy)
        for button in self._when_on:
            button.setVisible(encrypted)
            button.setEnabled(not busy or button is self._lock)
        for widget in (self._idle_label, self.idle, self._note, self._asks_row):
            widget.setVisible(encrypted)
        self.refresh()

    def _button(self, what: str, words: str, *, primary: bool = False) -> Button:
        button = Button(words, primary=primary)
        button.setObjectName(f"vault_{what}")
        button.setProperty("what", what)
        button.clicked.connect(self._clicked)
        return button

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.asked.emit(str(button.property("what")))

    def _minutes(self, minutes: int) -> str:
        return self.tr("{0} 分钟").format(minutes) if minutes else self.tr("不自己锁")

    def _idle_chosen(self, minutes: str) -> None:
        self._preferences.set_idle_minutes(int(minutes))

    def _asks_turned(self, asks: bool) -> None:
        # Showing what is chosen must not choose it.
        if asks != self._preferences.cover_asks:
            self._preferences.set_cover_asks(asks)

    def _restyle(self) -> None:
        self.asks.setFont(theme.font())
