"""Keeps the vault of an open window: what locks it, what is asked about it, what is left to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from desktop.services.bus import Topic
from desktop.services.errors import UserProblem
from desktop.services.house import Services
from desktop.ui.lock.guard import Guard
from desktop.ui.lock.watch import seconds
from desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from desktop.domain.vault import Progress
    from desktop.services.vault import VaultService
    from desktop.ui.lock.drafts import Drafts
    from desktop.ui.lock.holding import Holding
    from desktop.ui.lock.locker import Locker
    from desktop.ui.vault.card import VaultCard
    from desktop.ui.vault.conversion import Conversion
    from desktop.ui.widgets.news_bar import NewsBar

IDLE, LEFT, ASKED, SLEEP = "idle", "left", "asked", "sleep"


class Keeper(QObject):
    """Where there is no vault, nothing of it is loaded before somebody asks for one."""

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        become: Callable[[str, str], None],
        let_go: Callable[[], None],
        now: Callable[[], datetime],
        clock: Callable[[], float] = seconds,
        *,
        encrypted: bool = False,
        by_code: bool = False,
    ) -> None:
        """Begin.

        Args:
            window: The main window.
            services: What it shows.
            become: Replaces this process by a fresh one; is told why, and where the window stands.
            let_go: Ends what goes on beside the window, closes the data and frees the folder.
            now: The time for the clock of the cover.
            clock: Seconds that also pass while the computer sleeps.
            encrypted: Whether the data was unlocked to open it.
            by_code: Whether the recovery code did that, since the passphrase is forgotten.
        """
        super().__init__(window)
        self._window = window
        self._services = services
        self._clock = clock
        self._holding: Holding | None = None
        self._become = become
        self._let_go = let_go
        self.encrypted = encrypted
        self._conversion: Conversion | None = None
        self._drafts: Drafts | None = None
        self._card: VaultCard | None = None
        self._bar: NewsBar | None = None
        self._notice: NewsBar | None = None
        self.guard = Guard(
            window,
            window.bridge,
            services.preferences,
            lambda: self.encrypted,
            self._try_passphrase,
            self._try_code,
            now,
            clock,
        )
        window.cover_asked.connect(self.guard.toggle_cover)
        window.lock_asked.connect(self.guard.ask_lock)
        window.notice.connect(self.guard.tell)
        self.guard.lock_asked.connect(self.lock)
        self.guard.locking_soon.connect(self._soon)
        self.guard.returned.connect(self._back)
        self.guard.forgotten.connect(self._forgotten)
        window.bridge.published.connect(self._published)
        window.made.connect(self._page_made)
        for name in window.opened():
            self._page_made(name)
        if encrypted:
            window.set_encrypted(encrypted)
            self._carry_on()
            QTimer.singleShot(0, self, self._forgotten if by_code else self._remind)

    @property
    def vault(self) -> VaultService:
        """Does everything with the vault itself."""
        return self._services.vault()

    @property
    def conversion(self) -> Conversion:
        """Turns the vault on or off."""
        if self._conversion is None:
            from desktop.ui.vault.conversion import Conversion  # noqa: PLC0415

            self._conversion = Conversion(self)
            self._conversion.moved.connect(self._moved)
            self._conversion.ended.connect(self._settled)
            self._conversion.failed.connect(self._settled)
        return self._conversion

    # ---- locking -----------------------------------------------------------------------------

    def lock(self, why: str) -> None:
        """Lock now, whatever is open.

        Except where the person waits for something long: then everything is covered now, only the
        passphrase leads back, and it is locked when that is done. Not where the computer goes to
        sleep: nothing would be done then, and the key would be written to the disk with the rest
        of its memory.
        """
        if not self.encrypted:
            return
        if why == SLEEP:
            self._lock_now(LEFT)
        elif self._holding is None and not self._hold(why):
            self._lock_now(why)

    def _hold(self, why: str) -> bool:
        from desktop.ui.lock.long_work import under_way  # noqa: PLC0415  Only with a vault.

        works = [work for work in under_way() if work.worth_waiting]
        if not works:
            return False
        from desktop.ui.lock.holding import Holding  # noqa: PLC0415  Hardly ever needed.

        self._holding = Holding(works, self._clock, self)
        self._holding.over.connect(lambda: self._held(why))
        self.guard.shut(self.tr("还有一件事在做，做完就锁上。要现在回来，请输密码。"))
        return True

    def _held(self, why: str) -> None:
        """What was waited for is over."""
        from desktop.ui.backups.restore import START_ANEW  # noqa: PLC0415  Hardly ever needed.

        if self._window.property(START_ANEW):
            # It ends by itself, but not the loop, since the cover is no window that is closed.
            QApplication.exit()
            return
        self._lock_now(why)

    def _lock_now(self, why: str) -> None:
        told: tuple[str, ...] = ()
        if self._holding is not None:
            told = tuple(self._holding.told)
            self._holding.stop()
            self._holding = None
        self._locker().lock(why, told)

    def _back(self) -> None:
        if self._holding is not None:
            self._holding.stop()
            self._holding = None

    def finish(self) -> None:
        """The program ends in order."""
        self.stop()
        if self._drafts is not None:
            self._drafts.forget()

    def stop(self) -> None:
        """Watch and convert no more."""
        self._back()
        self.guard.stop()
        if self._conversion is not None:
            self._conversion.stop()

    def _locker(self) -> Locker:
        from desktop.ui.lock.locker import Locker  # noqa: PLC0415

        return Locker(
            self._window, self._pages_drafts(), self._leave_all, self._become, self._cannot_keep
        )

    def _pages_drafts(self) -> Drafts:
        if self._drafts is None:
            from desktop.ui.lock.drafts import Drafts  # noqa: PLC0415

            self._drafts = Drafts(self._window, self._services.drafts())
        return self._drafts

    def _leave_all(self) -> None:
        self.stop()
        self._let_go()

    def _cannot_keep(self, why: str) -> bool:
        """The disk does not take what is being written: lock, and lose it, only if told to."""
        if why == ASKED and QApplication.activeModalWidget() is None:
            from desktop.ui.ask import lock_and_lose  # noqa: PLC0415

            return lock_and_lose(self._window)
        # Nobody is there to be asked: cover everything, and ask for the passphrase on the way back.
        self.guard.shut()
        return False

    def _try_passphrase(self, passphrase: str) -> None:
        from desktop.services.vault import unlock  # noqa: PLC0415

        unlock(self._services.data_dir, passphrase).wipe()

    def _try_code(self, typed: str) -> None:
        from desktop.services.vault import unlock_by_code  # noqa: PLC0415

        unlock_by_code(self._services.data_dir, typed).wipe()

    def _soon(self, soon: bool) -> None:
        if soon and self._notice is None:
            from desktop.ui.widgets.news_bar import NewsBar  # noqa: PLC0415

            self._notice = NewsBar(self.tr("快要自己锁上了。还在用的话，动一下鼠标或按一个键。"))
            self._notice.known.connect(self._stay)
            self._window.show_above(self._notice)
        elif not soon and self._notice is not None:
            self._notice.deleteLater()
            self._notice = None

    def _stay(self) -> None:
        """The click on it was enough."""
        if self.guard.idle is not None:
            self.guard.idle.check()

    # ---- after unlocking ---------------------------------------------------------------------

    def _carry_on(self) -> None:
        """Give back what was being written, and go on with what was interrupted."""
        self._pages_drafts()
        self._write_look()
        if self.vault.unfinished():
            self.conversion.begin(self.vault.resume())

    def _remind(self) -> None:
        if not self.vault.status().drill_due:
            return
        from desktop.ui.widgets.news_bar import NewsBar  # noqa: PLC0415

        words = self.tr("恢复卡还找得到吗？对两组就行，一分钟。")
        self._bar = NewsBar(words, self.tr("现在对一下"))
        self._bar.more_asked.connect(self._drill)
        self._bar.known.connect(self._drop_bar)
        self._window.show_above(self._bar)

    def _drill(self) -> None:
        self._ask("drill")

    def _drop_bar(self) -> None:
        if self._bar is not None:
            self._bar.deleteLater()
            self._bar = None

    def _forgotten(self) -> None:
        from desktop.ui.vault.changes import PassphraseDialog  # noqa: PLC0415

        PassphraseDialog(self.vault, self._names(), self._window, forgotten=True).open()

    # ---- the settings page -------------------------------------------------------------------

    def _page_made(self, name: str) -> None:
        from desktop.ui.pages.settings import SettingsPage  # noqa: PLC0415

        page = self._window.opened()[name]
        if isinstance(page, SettingsPage):
            from desktop.ui.vault.card import VaultCard  # noqa: PLC0415

            self._card = VaultCard(self._services.preferences)
            self._card.asked.connect(self._ask)
            page.put_first(self._card)
            self._show_state()

    def _show_state(self) -> None:
        if self._card is not None:
            running = self._conversion is not None and self._conversion.running
            progress = None if self._conversion is None else self._conversion.progress
            self._card.show_state(encrypted=self.encrypted, progress=progress, busy=running)

    def _ask(self, what: str) -> None:
        if what == "lock":
            self.guard.ask_lock()
            return
        if what in ("set_up", "turn_off"):
            from desktop.ui.room import go_on  # noqa: PLC0415  Hardly ever needed.

            if not go_on(self._window, self.vault.room()):
                return
        dialog = self._dialog(what)
        dialog.finished.connect(self._asked)
        dialog.open()
        self._show_state()

    def _dialog(self, what: str) -> QDialog:
        from desktop.ui.vault import changes  # noqa: PLC0415  Hardly ever needed.
        from desktop.ui.vault.set_up import SetUpDialog  # noqa: PLC0415

        window, cards = self._window, self._services.recovery_card()
        match what:
            case "set_up":
                return SetUpDialog(self.vault, cards, self.conversion, self._names(), window)
            case "passphrase":
                return changes.PassphraseDialog(self.vault, self._names(), window)
            case "code":
                return changes.CodeDialog(self.vault, cards, window)
            case "drill":
                return changes.DrillDialog(self.vault, window)
            case "turn_off":
                return changes.TurnOffDialog(self.vault, self.conversion, window)
        raise ValueError(what)

    def _asked(self) -> None:
        if self.encrypted and not self.vault.status().drill_due:
            self._drop_bar()
        self._show_state()

    def _names(self) -> tuple[str, ...]:
        return tuple(lender.name for lender in self._services.lenders.all())

    # ---- keeping up --------------------------------------------------------------------------

    def _moved(self, _progress: Progress) -> None:
        self._follow()

    def _settled(self, problem: UserProblem | None = None) -> None:
        self._follow()
        if problem is None:
            return
        # Where a dialog of it is open, that one says so.
        if QApplication.activeModalWidget() is None:
            raise problem

    def _follow(self) -> None:
        """A conversion has come to where the data is encrypted, or no longer."""
        encrypted = self.vault.encrypted
        if encrypted != self.encrypted:
            self.encrypted = encrypted
            self._window.set_encrypted(encrypted)
            if encrypted:
                self._write_look()
                self._pages_drafts()
            else:
                from desktop.services.look import remove_look  # noqa: PLC0415

                remove_look(self._services.data_dir)
            self.guard.follow()
        self._show_state()

    def _published(self, topic: Topic) -> None:
        if topic is Topic.PREFERENCES:
            if self.encrypted:
                self._write_look()
            if self._card is not None:
                self._card.refresh()

    def _write_look(self) -> None:
        from desktop.services.look import Look, write_look  # noqa: PLC0415

        chosen = self._services.preferences
        look = Look(chosen.appearance, chosen.text_percent, chosen.idle_minutes)
        write_look(self._services.data_dir, look)
