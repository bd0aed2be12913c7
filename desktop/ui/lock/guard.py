"""What covers the window, and what locks it; made after the first picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.services.bus import Topic
from desktop.services.preferences import PreferenceService
from desktop.ui.bridge import Bridge
from desktop.ui.lock.watch import InputWatch, seconds

if TYPE_CHECKING:
    from desktop.ui.lock.cover import Cover
    from desktop.ui.lock.idle import IdleWatch
    from desktop.ui.lock.session import SessionWatch
    from desktop.ui.lock.tray import Tray
    from desktop.ui.lock.ways import Ways

Verify = Callable[[str], object]
"""Raises a ``UserProblem`` unless what was typed is right; may take half a second."""


class Guard(QObject):
    """Watches only what has to be watched: nothing where the cover is off and there is no vault."""

    lock_asked = Signal(str)
    """Carries why: ``asked``, ``idle``, ``left`` or ``sleep``."""

    returned = Signal()
    """Somebody who knew the passphrase has come back to what had been shut."""

    forgotten = Signal()
    """Somebody has come back by the recovery code: the passphrase is forgotten."""

    locking_soon = Signal(bool)
    """Whether nobody has been there for so long that it is about to lock."""

    def __init__(
        self,
        window: QWidget,
        bridge: Bridge,
        preferences: PreferenceService,
        has_vault: Callable[[], bool],
        by_passphrase: Verify,
        by_code: Verify,
        now: Callable[[], datetime],
        clock: Callable[[], float] = seconds,
    ) -> None:
        """Begin to watch.

        Args:
            window: The main window.
            bridge: Tells of changes of the preferences.
            preferences: What the person wants watched.
            has_vault: Whether there is something to lock.
            by_passphrase: Checks a passphrase.
            by_code: Checks a recovery code.
            now: The time for the clock of the cover.
            clock: Seconds that also pass while the computer sleeps.
        """
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._has_vault = has_vault
        self._by_passphrase, self._by_code = by_passphrase, by_code
        self._now = now
        self._clock = clock
        self.watch: InputWatch | None = None
        self.cover: Cover | None = None
        self.idle: IdleWatch | None = None
        self._session: SessionWatch | None = None
        self._tray: Tray | None = None
        self._ways: Ways | None = None
        self._stopped = False
        self._shut = False
        self._why = ""
        bridge.published.connect(self._published)
        app = QCoreApplication.instance()
        assert app is not None
        app.aboutToQuit.connect(self.stop)
        self.follow()

    def follow(self) -> None:
        """Watch what is wanted now; also called when a vault was turned on or off."""
        if self._stopped:
            return
        covers, vault = self._preferences.cover, self._has_vault()
        self._follow_input(wanted=covers or vault)
        self._follow_tray(wanted=covers and self._preferences.tray, vault=vault)
        self._follow_vault(vault=vault)

    def stop(self) -> None:
        """Watch no more: the program locks or ends."""
        self._stopped = True
        self._follow_vault(vault=False)
        self._follow_tray(wanted=False, vault=False)
        self._follow_input(wanted=False)
        if self.cover is not None:
            self.cover.drop()

    def toggle_cover(self) -> None:
        """Cover everything, or go back."""
        if self.cover is not None and self.cover.up:
            self._go_back()
            return
        if self.cover is None:
            from desktop.ui.lock.cover import Cover  # noqa: PLC0415  Hardly ever needed.

            self.cover = Cover(self._now, self)
            self.cover.back_asked.connect(self._go_back)
        self.cover.put_up()

    def shut(self, why: str = "") -> None:
        """Cover everything, and let only the passphrase lead back: it cannot be locked yet.

        Args:
            why: Said to whoever wants to come back, and read by whoever stands there.
        """
        self._shut = True
        self._why = why
        if self.cover is None or not self.cover.up:
            self.toggle_cover()

    def tell(self, words: str) -> None:
        """Say something where the icon is, if there is one; its words may be read by anybody."""
        if self._tray is not None:
            self._tray.tell(words)

    def ask_lock(self) -> None:
        """The person wants it locked."""
        self.lock_asked.emit("asked")

    # ---- what is watched ---------------------------------------------------------------------

    def _follow_input(self, *, wanted: bool) -> None:
        if wanted and self.watch is None:
            self.watch = InputWatch(self._clock, self)
            # Not before the key has arrived where it went: that window is about to be covered.
            later = Qt.ConnectionType.QueuedConnection
            self.watch.tripled.connect(self._tripled, later)
            self.watch.lock_pressed.connect(self._lock_pressed, later)
        elif not wanted and self.watch is not None:
            self.watch.stop()
            self.watch.deleteLater()
            self.watch = None

    def _follow_tray(self, *, wanted: bool, vault: bool) -> None:
        from desktop.ui.lock.tray import Tray, available  # noqa: PLC0415  After the first picture.

        if wanted and self._tray is None and available():
            self._tray = Tray(self)
            self._tray.cover_asked.connect(self.toggle_cover)
            self._tray.lock_asked.connect(self.ask_lock)
        if wanted and self._tray is not None:
            self._tray.show(lockable=vault)
        elif not wanted and self._tray is not None:
            self._tray.remove()
            self._tray.deleteLater()
            self._tray = None

    def _follow_vault(self, *, vault: bool) -> None:
        if vault and self.idle is None and self.watch is not None:
            from desktop.ui.lock.idle import IdleWatch  # noqa: PLC0415  Only with a vault.
            from desktop.ui.lock.session import SessionWatch  # noqa: PLC0415  Likewise.

            minutes = self._preferences.idle_minutes
            self.idle = IdleWatch(self.watch, minutes, self._clock, self)
            self.idle.idle.connect(self._nobody)
            self.idle.warned.connect(self.locking_soon)
            self._session = SessionWatch(int(self._window.winId()), self)
            self._session.left.connect(self._gone)
            self._session.sleeps.connect(self._sleeps)
        elif not vault and self.idle is not None:
            self.idle.stop()
            for each in (self.idle, self._session):
                if each is not None:
                    each.deleteLater()
            if self._session is not None:
                self._session.stop()
            self.idle = self._session = None
        elif self.idle is not None:
            self.idle.set_minutes(self._preferences.idle_minutes)

    # ---- what happens ------------------------------------------------------------------------

    def _tripled(self) -> None:
        if self._preferences.cover or (self.cover is not None and self.cover.up):
            self.toggle_cover()

    def _lock_pressed(self) -> None:
        if self._has_vault():
            self.ask_lock()

    def _nobody(self) -> None:
        self.lock_asked.emit("idle")

    def _gone(self) -> None:
        self.lock_asked.emit("left")

    def _sleeps(self) -> None:
        self.lock_asked.emit("sleep")

    def _go_back(self) -> None:
        if self.cover is None:
            return
        asks = self._shut or (self._preferences.cover_asks and self._has_vault())
        if not asks:
            self.cover.lift()
            return
        from desktop.ui.lock.ways import Ways  # noqa: PLC0415  Hardly ever needed.

        front = self.cover.front
        if front is not None and self._ways is None:
            self._ways = Ways(self._by_passphrase, self._by_code)
            self._ways.opened.connect(self._may_go_back)
            front.ask(self._ways, self._why)
            self._ways.take_focus()

    def _may_go_back(self, _result: object, by_code: bool) -> None:
        self._ways = None
        shut, self._shut = self._shut, False
        self._why = ""
        if self.cover is not None:
            self.cover.lift()
        if self.idle is not None:
            self.idle.set_minutes(self._preferences.idle_minutes)
        if shut:
            self.returned.emit()
        if by_code:
            self.forgotten.emit()

    def _published(self, topic: Topic) -> None:
        if topic is Topic.PREFERENCES:
            self.follow()
