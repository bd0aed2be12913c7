"""A small icon where the system shows such: one click covers everything."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.ui.widgets.icons import app_icon


class Tray(QObject):
    """Says the program's name, and what may be read by whoever looks at the screen."""

    cover_asked = Signal()
    lock_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon = QSystemTrayIcon(app_icon(), self)
        self._icon.setToolTip(self.tr("安心清单"))
        self._icon.activated.connect(self._activated)
        self._menu = QMenu()
        self._menu.addAction(self.tr("遮一下")).triggered.connect(self.cover_asked)
        self._lock = self._menu.addAction(self.tr("立即锁定"))
        self._lock.triggered.connect(self.lock_asked)
        self._lock.setVisible(False)
        self._icon.setContextMenu(self._menu)

    def show(self, *, lockable: bool) -> None:
        """Show it; locking is offered where there is a vault."""
        self._lock.setVisible(lockable)
        self._icon.show()

    def tell(self, words: str) -> None:
        """Say something for a moment; the words must not tell what it is about."""
        self._icon.showMessage(self.tr("安心清单"), words, app_icon())

    def remove(self) -> None:
        """Take it away."""
        self._icon.hide()
        self._icon.deleteLater()
        self._menu.deleteLater()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.cover_asked.emit()


def available() -> bool:
    """Whether this desktop shows such icons."""
    return QSystemTrayIcon.isSystemTrayAvailable()
