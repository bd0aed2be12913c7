"""A new passphrase, typed twice, with an estimate that explains itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.vault import Strength
from desktop.services.vault import same_passphrase
from desktop.ui.lock.apart import Apart
from desktop.ui.lock.pass_field import PassField
from desktop.ui.vault import vault_words
from desktop.ui.widgets.text import Text

_PAUSE_MS = 250


class NewPassphrase(QWidget):
    """The estimate is made on another thread while the person types."""

    def __init__(self, estimate: Callable[[str], Strength], parent: QWidget | None = None) -> None:
        """Build the two fields.

        Args:
            estimate: Says how strong a passphrase is; touches no open data.
            parent: Parent widget.
        """
        super().__init__(parent)
        self._estimate = estimate
        self._estimating: Apart | None = None
        self._asked = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Text(self.tr("新密码"), "small_strong", "muted"))
        self.first = PassField(self.tr("新密码"))
        self.first.line.setObjectName("new_passphrase")
        self.first.edited.connect(self._typed)
        column.addWidget(self.first)
        self.told = Text("", "small", "muted")
        self.told.setObjectName("strength")
        column.addWidget(self.told)
        column.addWidget(Text(self.tr("再打一遍"), "small_strong", "muted"))
        self.again = PassField(self.tr("再打一遍新密码"))
        self.again.line.setObjectName("new_passphrase_again")
        column.addWidget(self.again)
        column.addWidget(
            Text(
                self.tr(
                    "几个不相干的词连起来，又长又好记，例如想四样家里的东西；"
                    "不要用生日、手机号、名字。点“显示”才能打汉字。"
                ),
                "small",
                "muted",
            )
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.setFocusProxy(self.first.line)

    def taken(self) -> str:
        """The passphrase, empty while the two are not the same."""
        first = self.first.text()
        return first if same_passphrase(first, self.again.text()) else ""

    def missing(self) -> str:
        """What is still wrong, empty if nothing."""
        if not self.first.text():
            return self.tr("先想一个密码，打两遍。")
        if not self.taken():
            return self.tr("两遍不一样，请再打一遍。可以点“显示”看看打了什么。")
        return ""

    def clear(self) -> None:
        """Forget what was typed."""
        self._pause.stop()
        self.first.clear()
        self.again.clear()

    def _typed(self) -> None:
        self._pause.start()

    def _ask(self) -> None:
        typed = self.first.text()
        if self._estimating is not None:
            return
        if not typed:
            self.told.setText("")
            return
        self._asked = typed
        estimate = self._estimate
        self._estimating = Apart(lambda: estimate(typed), self)
        self._estimating.done.connect(self._estimated)
        self._estimating.failed.connect(self._not_estimated)
        self._estimating.start()

    def _estimated(self, strength: Strength) -> None:
        self._estimating = None
        if self.first.text() != self._asked:
            self._pause.start()
            return
        self.told.setText(vault_words.strength(strength))

    def _not_estimated(self, problem: Exception) -> None:
        self._estimating = None
        raise problem
