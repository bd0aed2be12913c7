"""Small windows of a vault that is on: another passphrase, another card, the drill, turning off."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.services.errors import UserProblem
from desktop.services.recovery_card import RecoveryCardService
from desktop.services.vault import Proven, SetUp, VaultService, strength
from desktop.ui.lock.pass_field import PassField
from desktop.ui.messages import sentence
from desktop.ui.vault.code_screen import CodeScreen
from desktop.ui.vault.conversion import Conversion
from desktop.ui.vault.drill_screen import DrillScreen
from desktop.ui.vault.frame import VaultDialog
from desktop.ui.vault.new_passphrase import NewPassphrase
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.text import Text


class PassphraseDialog(VaultDialog):
    """Another passphrase: seconds, since only the key is wrapped anew."""

    def __init__(
        self,
        vault: VaultService,
        own_words: tuple[str, ...],
        parent: QWidget,
        *,
        forgotten: bool = False,
    ) -> None:
        """Build the dialog.

        Args:
            vault: Gets the new passphrase.
            own_words: Names that somebody close would try.
            parent: The window it belongs to.
            forgotten: Whether the recovery code opened it, so that the old one is not asked for.
        """
        super().__init__("", parent)
        self._vault = vault
        self._old = None if forgotten else PassField(self.tr("现在的密码"))
        self._fields = NewPassphrase(lambda typed: strength(typed, own_words))
        self._fields.again.entered.connect(self._change)
        parts: list[QWidget] = []
        if self._old is not None:
            self._old.line.setObjectName("old_passphrase")
            parts += [Text(self.tr("现在的密码"), "small_strong", "muted"), self._old]
        else:
            parts.append(Text(self.tr("刚才是用恢复码打开的。现在设一个新密码，旧的就没用了。")))
        title = self.tr("设一个新密码") if forgotten else self.tr("改密码")
        self.show_screen(title, *parts, self._fields)
        self._save = self.button(self.tr("改好"), self._change, "vault_next", primary=True)
        words = self.tr("以后再设") if forgotten else self.tr("不改了")
        self.buttons(self._save, self.button(words, self.reject, "vault_cancel"))
        (self._old or self._fields.first).line.setFocus()

    def _change(self) -> None:
        missing = self._fields.missing()
        if self._old is not None and not self._old.text():
            missing = self.tr("先打现在的密码。")
        if missing:
            self.say(missing)
            return
        vault, new = self._vault, self._fields.taken()
        if self._old is None:
            self.work(lambda: vault.new_passphrase(new), self._changed, self._save)
            return
        old = self._old.text()
        self.work(lambda: vault.change_passphrase(old, new), self._changed, self._save)

    def _changed(self, _nothing: object) -> None:
        self._fields.clear()
        self.show_screen(
            self.tr("密码改好了"),
            Text(self.tr("恢复卡还是原来那张。以前导出的文件，还是用导出那时的密码打开。")),
        )
        known = self.button(self.tr("知道了"), self.accept, "vault_close", primary=True)
        self.buttons(known)
        known.setFocus()


class CodeDialog(VaultDialog):
    """Another recovery code; it counts when two of its groups were typed right."""

    def __init__(self, vault: VaultService, cards: RecoveryCardService, parent: QWidget) -> None:
        super().__init__("", parent)
        self._vault = vault
        self._cards = cards
        self._set_up: SetUp = vault.prepare_code()
        self._show_code()

    def _show_code(self) -> None:
        self.show_screen(
            self.tr("换一张恢复卡"),
            Text(
                self.tr(
                    "对过两组以后，旧的那张打不开这里了。以前导出的文件还认旧的那张，"
                    "也认那时的密码；都不要了，再把它撕掉。"
                ),
                "body",
                "muted",
            ),
            CodeScreen(self._set_up.code, self._cards),
        )
        on = self.button(self.tr("已经在纸上了"), self._ask_groups, "vault_next", primary=True)
        self.buttons(on, self.button(self.tr("不换了"), self.reject, "vault_cancel"))
        on.setFocus()

    def _ask_groups(self) -> None:
        self._drill = DrillScreen(self._set_up.asked)
        self._drill.entered.connect(self._check)
        self.show_screen(self.tr("对一下纸上的两组"), self._drill)
        on = self.button(self.tr("换成这张"), self._check, "vault_next", primary=True)
        back = self.button(self.tr("再看一眼恢复码"), self._show_code, "vault_back")
        self.buttons(on, back, self.button(self.tr("不换了"), self.reject, "vault_cancel"))
        self._drill.fields[0].setFocus()

    def _check(self) -> None:
        if self._drill.incomplete():
            return
        if not self._set_up.drilled(self._drill.typed()):
            self.say(self.tr("和恢复码对不上，请看着纸再打一遍；抄错了，就改纸上的。"))
            return
        try:
            self._vault.adopt_code(self._set_up)
        except UserProblem as problem:
            self.say(sentence(problem))
            return
        self.accept()


class DrillDialog(VaultDialog):
    """After a month: is the paper still there?"""

    def __init__(self, vault: VaultService, parent: QWidget) -> None:
        super().__init__("", parent)
        self._vault = vault
        self._set_up = vault.drill()
        self._drill = DrillScreen(self._set_up.asked)
        self._drill.entered.connect(self._check)
        self.show_screen(
            self.tr("恢复卡还在吗？"),
            self._drill,
            Text(
                self.tr("找不到了，就在“设置”里换一张新的；现在还打得开，不用急。"),
                "small",
                "muted",
            ),
        )
        on = self.button(self.tr("对一下"), self._check, "vault_next", primary=True)
        self.buttons(on, self.button(self.tr("以后再对"), self.reject, "vault_cancel"))
        self._drill.fields[0].setFocus()

    def _check(self) -> None:
        if self._drill.incomplete():
            return
        if not self._set_up.drilled(self._drill.typed()):
            self.say(self.tr("对不上，请看着纸再打一遍；看看是不是最近做的那张。"))
            return
        try:
            self._vault.drilled()
        except UserProblem as problem:
            self.say(sentence(problem))
            return
        self.accept()


class TurnOffDialog(VaultDialog):
    """Takes the lock away: asks for the passphrase, and says what that means."""

    def __init__(self, vault: VaultService, conversion: Conversion, parent: QWidget) -> None:
        super().__init__("", parent)
        self._vault = vault
        self._conversion = conversion
        self._field = PassField(self.tr("密码"))
        self._field.line.setObjectName("old_passphrase")
        self._field.entered.connect(self._turn_off)
        self.show_screen(
            self.tr("去掉加密"),
            Points(
                (
                    self.tr("以后打开不用密码，能打开这台电脑这个账户的人都能看到。"),
                    self.tr("记录、附件、备份都会变回不加密的；已经导出的文件不变。"),
                    self.tr("以前导出的加密文件，还要用密码或恢复卡打开，请先留着它们。"),
                    self.tr("想再加密，随时可以，那时会有新的恢复卡。"),
                )
            ),
            Text(self.tr("密码"), "small_strong", "muted"),
            self._field,
        )
        self._off = self.button(self.tr("去掉加密"), self._turn_off, "vault_next")
        self.buttons(self._off, self.button(self.tr("留着"), self.reject, "vault_cancel"))
        self._field.line.setFocus()
        conversion.moved.connect(self.accept)
        conversion.failed.connect(self._failed)

    def _turn_off(self) -> None:
        passphrase, vault = self._field.text(), self._vault
        if not passphrase:
            self.say(self.tr("先打密码。"))
            return
        self.work(lambda: vault.prove(passphrase), self._proven, self._off)

    def _proven(self, proven: Proven) -> None:
        self.say(self.tr("请稍等…"))
        self._conversion.begin(self._vault.turn_off(proven))

    def _failed(self, problem: UserProblem) -> None:
        self.say(sentence(problem))
