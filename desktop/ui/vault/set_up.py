"""Turns the vault on: what it does, the passphrase, the code on paper, and then the work itself."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.domain.vault import Progress
from desktop.services.errors import UserProblem
from desktop.services.recovery_card import RecoveryCardService
from desktop.services.vault import SetUp, VaultService, strength
from desktop.ui.messages import sentence
from desktop.ui.vault import vault_words
from desktop.ui.vault.code_screen import CodeScreen
from desktop.ui.vault.conversion import Conversion
from desktop.ui.vault.drill_screen import DrillScreen
from desktop.ui.vault.frame import VaultDialog
from desktop.ui.vault.new_passphrase import NewPassphrase
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.text import Text


class SetUpDialog(VaultDialog):
    """Nothing counts before the two groups were typed right; closing it before changes nothing."""

    def __init__(
        self,
        vault: VaultService,
        cards: RecoveryCardService,
        conversion: Conversion,
        own_words: tuple[str, ...],
        parent: QWidget,
    ) -> None:
        """Build the dialog.

        Args:
            vault: Is turned on.
            cards: Puts the recovery code on paper.
            conversion: Does the work; it goes on when the dialog is closed.
            own_words: Names that somebody close would try.
            parent: The window it belongs to.
        """
        super().__init__("", parent)
        self._vault = vault
        self._cards = cards
        self._conversion = conversion
        self._own_words = own_words
        self._set_up: SetUp | None = None
        self._explain()

    # ---- the screens -------------------------------------------------------------------------

    def _explain(self) -> None:
        self.show_screen(
            self.tr("给数据加一把锁"),
            Text(self.tr("加密以后，打开这里要输密码；拿走硬盘、U 盘、备份的人，看不到里面。")),
            Text(self.tr("它挡得住"), "strong"),
            Points(
                (
                    self.tr("家里人、同事翻这台电脑里的文件。"),
                    self.tr("电脑丢了、送修、卖掉以后，别人读硬盘。"),
                    self.tr("你走开了忘记关：到时间自己锁上。"),
                )
            ),
            Text(self.tr("它挡不住"), "strong"),
            Points(
                (
                    self.tr("没锁的时候，坐在这台电脑前面的人。"),
                    self.tr("偷看你打密码的人；这台电脑里的木马、监控软件；电脑的管理员。"),
                    self.tr("你已经发出去、打印出来、存到别处的东西。"),
                )
            ),
            Text(
                self.tr("忘了密码，只有打印的恢复码能打开。两样都没有，就谁也打不开了。"),
                "strong",
                "amber",
            ),
        )
        on = self.button(self.tr("开始"), self._ask_passphrase, "vault_next", primary=True)
        later = self.button(self.tr("以后再说"), self.reject, "vault_cancel")
        self.buttons(on, later)
        on.setFocus()

    def _ask_passphrase(self) -> None:
        words = self._own_words
        self._fields = NewPassphrase(lambda typed: strength(typed, words))
        self._fields.again.entered.connect(self._take_passphrase)
        self.show_screen(self.tr("第 1 步：想一个密码"), self._fields)
        self._next = self.button(
            self.tr("下一步"), self._take_passphrase, "vault_next", primary=True
        )
        self.buttons(self._next, self.button(self.tr("不加了"), self.reject, "vault_cancel"))
        self._fields.first.line.setFocus()

    def _take_passphrase(self) -> None:
        missing = self._fields.missing()
        if missing:
            self.say(missing)
            return
        vault, passphrase = self._vault, self._fields.taken()
        self.work(lambda: vault.prepare(passphrase), self._prepared, self._next)

    def _prepared(self, set_up: SetUp) -> None:
        self._set_up = set_up
        self._fields.clear()
        self._show_code()

    def _show_code(self) -> None:
        set_up = self._set_up
        assert set_up is not None
        self.show_screen(
            self.tr("第 2 步：把恢复码打印或抄下来"), CodeScreen(set_up.code, self._cards)
        )
        on = self.button(self.tr("已经在纸上了"), self._ask_groups, "vault_next", primary=True)
        self.buttons(on, self.button(self.tr("不加了"), self.reject, "vault_cancel"))
        on.setFocus()

    def _ask_groups(self) -> None:
        set_up = self._set_up
        assert set_up is not None
        self._drill = DrillScreen(set_up.asked)
        self._drill.entered.connect(self._check_groups)
        self.show_screen(self.tr("第 3 步：对一下纸上的两组"), self._drill)
        on = self.button(self.tr("开始加密"), self._check_groups, "vault_next", primary=True)
        back = self.button(self.tr("再看一眼恢复码"), self._show_code, "vault_back")
        self.buttons(on, back, self.button(self.tr("不加了"), self.reject, "vault_cancel"))
        self._drill.fields[0].setFocus()

    def _check_groups(self) -> None:
        set_up = self._set_up
        assert set_up is not None
        if self._drill.incomplete():
            return
        if not set_up.drilled(self._drill.typed()):
            self.say(self.tr("和恢复码对不上，请看着纸再打一遍；抄错了，就改纸上的。"))
            return
        vault = self._vault
        self._show_work()
        self._conversion.begin(vault.turn_on(set_up))

    # ---- the work ----------------------------------------------------------------------------

    def _show_work(self) -> None:
        self._told = Text(self.tr("正在准备…"))
        self._told.setObjectName("vault_work")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("加密做到哪里了"))
        self.show_screen(
            self.tr("正在加密"),
            self._told,
            self._bar,
            Text(
                self.tr(
                    "先做出加密的一份，核对过，才去掉原来的。可以关掉这个窗口接着用；"
                    "中途断电、关机也不要紧，下次打开会接着做。"
                ),
                "small",
                "muted",
            ),
        )
        close = self.button(self.tr("关掉窗口，接着用"), self.accept, "vault_close")
        self.buttons(close)
        close.setFocus()
        self._conversion.moved.connect(self._moved)
        self._conversion.ended.connect(self._finished)
        self._conversion.failed.connect(self._failed)

    def _moved(self, progress: Progress) -> None:
        self._told.setText(vault_words.work(progress))
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)

    def _finished(self) -> None:
        self.show_screen(
            self.tr("已经加密"),
            Points(
                (
                    self.tr("下次打开，要输密码。"),
                    self.tr("15 分钟没有人动，会自己锁上；时间在“设置”里改，正在打字不会锁。"),
                    self.tr("随时可以按 Ctrl+L，或点左边的“立即锁定”。锁的时候，写了一半的都在。"),
                    self.tr("30 天以后会再请你对两组恢复码，免得那张纸找不到了。"),
                )
            ),
        )
        known = self.button(self.tr("知道了"), self.accept, "vault_close", primary=True)
        self.buttons(known)
        known.setFocus()

    def _failed(self, problem: UserProblem) -> None:
        begun = self._vault.encrypted
        self.show_screen(
            self.tr("还没有加密完") if begun else self.tr("没有加密"),
            Text(
                self.tr("已经加密的都在，下次打开会接着做；之前的密码和恢复卡照样用。")
                if begun
                else self.tr("什么都没有变，记录都在，还没有密码。这张恢复卡没有用，再来时换新的。")
            ),
        )
        self.say(sentence(problem))
        close = self.button(self.tr("知道了"), self.accept, "vault_close", primary=True)
        self.buttons(close)
        close.setFocus()
