"""The pages of the window: what they are called, where they stand, and how each is made.

A maker imports its page itself, so that a page costs nothing before it is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.progress import scope_of
from desktop.ui.navigation import QUICK_RECORD, Draft, Target

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.domain.moves import OldNote
    from desktop.services.house import Services
    from desktop.ui.pages.page import Page
    from desktop.ui.window import MainWindow


class PageEntry:
    """A page of the window.

    Not a named tuple: those compile the name of each field's type, a third of a millisecond here.

    Attributes:
        name: What the program calls it.
        title: What people call it.
        icon: Name of its icon.
        make: Makes it for a window.
        bottom: Whether it stands at the foot of the side bar.
        keys: Its shortcut.
        aside: Whether Esc leads back to where the person was before.
        tone: The colour it stands out by.
        under: The page whose entry of the side bar stands for this one, which has none.
    """

    __slots__ = ("aside", "bottom", "icon", "keys", "make", "name", "title", "tone", "under")

    def __init__(
        self,
        name: str,
        title: Callable[[], str],
        icon: str,
        make: Callable[[MainWindow], Page],
        *,
        bottom: bool = False,
        keys: str = "",
        aside: bool = False,
        tone: str = "",
        under: str = "",
    ) -> None:
        self.name = name
        self.title = title
        self.icon = icon
        self.make = make
        self.bottom = bottom
        self.keys = keys
        self.aside = aside
        self.tone = tone
        self.under = under


def _find(window: MainWindow) -> Page:
    from desktop.ui.pages.find import FindPage

    return FindPage(window.bridge, window.services.search())


def _home(window: MainWindow) -> Page:
    from desktop.ui.pages.home import HomePage

    services = window.services

    def calls() -> QWidget | None:
        """The card about calls; nothing of it is loaded while the log is empty."""
        if not services.evidence().count():
            return None
        from desktop.ui.evidence.calls_card import CallsCard

        card = CallsCard(services.evidence(), window.today())
        card.log_asked.connect(lambda: page.went.emit(Target("evidence")))
        card.note_asked.connect(lambda: page.went.emit(Target("evidence", section=QUICK_RECORD)))
        return card

    page = HomePage(
        window.bridge,
        services.plan,
        services.lenders,
        services.library,
        services.progress,
        services.reminders,
        calls,
    )
    return page


def _checklist(window: MainWindow) -> Page:
    from desktop.ui.pages.checklist import ChecklistPage

    services = window.services
    return ChecklistPage(
        window.bridge,
        services.plan,
        services.progress,
        services.lenders,
        services.answers,
        services.notes,
        services.library,
        services.preferences,
        services.reminders,
        lambda: _old_notes(services),
    )


def _old_notes(services: Services) -> tuple[OldNote, ...]:
    """Looks first whether there are any, since nearly nobody has one."""
    scopes = {step.id: step.scope for step in services.library.pack().steps}
    if all(scopes.get(step) is scope_of(subject) for step, subject in services.notes.places()):
        return ()
    return services.moves().old_notes()


def _evidence(window: MainWindow) -> Page:
    from desktop.ui.pages.evidence import EvidencePage

    services = window.services
    page = EvidencePage(
        window.bridge,
        services.evidence(),
        services.incidents(),
        services.attachments(),
        services.lenders,
        window.today,
    )

    def show_account() -> None:
        from desktop.ui.evidence.account import AccountDialog

        AccountDialog(services.accounts(), services.lenders, window.today, page).open()

    def show_bundle(incidents: tuple[str, ...]) -> None:
        from desktop.ui.evidence.bundle import BundleDialog

        BundleDialog(services.bundles(), incidents, page).open()

    def show_papers() -> None:
        from desktop.ui.evidence.contact_papers import ContactPaperDialog

        dialog = ContactPaperDialog(services.contact_papers(), page)
        dialog.fill_asked.connect(show_visit)
        dialog.open()

    def show_visit(draft: Draft | None = None) -> None:
        from desktop.ui.visit.window import VisitWindow

        papers = services.contact_papers()
        statements = papers.statements(services.incidents(), services.attachments())
        visit = VisitWindow(statements, lambda: _verifying(services), window)
        page.visit = visit.draft
        visit.left.connect(page.end_visit)
        window.give_way_to(visit)
        visit.begin(draft)

    page.visit_asked.connect(show_visit)
    page.account_asked.connect(show_account)
    page.papers_asked.connect(show_papers)
    page.bundle_asked.connect(show_bundle)
    return page


def _verifying(services: Services) -> Callable[[str], object] | None:
    """What tries the passphrase; None where there is none."""
    if not services.vault().encrypted:
        return None

    def verify(passphrase: str) -> None:
        from desktop.services.vault import unlock

        unlock(services.data_dir, passphrase).wipe()

    return verify


def _letters(window: MainWindow) -> Page:
    from desktop.ui.pages.letters import LettersPage

    services = window.services
    return LettersPage(
        window.bridge,
        services.letters(),
        services.lenders,
        services.evidence(),
        services.attachments(),
        services.letter_outputs,
        lambda filing: services.filings().get(filing),
        window.today,
    )


def _follow_up(window: MainWindow) -> Page:
    from desktop.ui.pages.follow_up import FollowUpPage

    services = window.services
    return FollowUpPage(window.bridge, services.filings(), services.lenders, services.library)


def _person(window: MainWindow) -> Page:
    from desktop.ui.pages.person import PersonPage

    services = window.services
    return PersonPage(
        window.bridge, services.answers, services.lenders, services.library, window.today
    )


def _library(window: MainWindow) -> Page:
    from desktop.ui.pages.library import LibraryPage

    services = window.services
    return LibraryPage(window.bridge, services.library, services.preferences, services.lenders)


def _router(window: MainWindow) -> Page:
    from desktop.ui.pages.router import RouterPage

    services = window.services
    return RouterPage(window.bridge, services.routes(), services.lenders, services.library)


def _incidents(window: MainWindow) -> Page:
    from desktop.ui.pages.incidents import IncidentsPage

    services = window.services
    return IncidentsPage(
        window.bridge,
        services.incidents(),
        services.lenders,
        services.plan,
        services.library,
        services.history,
    )


def _settings(window: MainWindow) -> Page:
    from desktop.ui.pages.settings import SettingsPage

    services = window.services
    page = SettingsPage(
        window.bridge,
        services.preferences,
        services.library,
        services.place,
        services.copies,
        services.exports,
        services.erase,
    )

    def show_move() -> None:
        from desktop.ui.place.dialog import MoveDialog

        if not window.something_unsaved():
            MoveDialog(services.place(), page).open()

    def show_restore(file: Path) -> None:
        from desktop.ui.backups.restore import RestoreDialog

        RestoreDialog(services.exports(), file, window.something_unsaved, window).open()

    page.move_asked.connect(show_move)
    page.restore_asked.connect(show_restore)
    return page


def _tr(text: str) -> str:
    return QCoreApplication.translate("window", text)


PAGES: tuple[PageEntry, ...] = (
    PageEntry("find", lambda: _tr("查找"), "search", _find, keys="Ctrl+F", aside=True),
    PageEntry("home", lambda: _tr("首页"), "home", _home),
    PageEntry("checklist", lambda: _tr("清单"), "checklist", _checklist),
    PageEntry("evidence", lambda: _tr("证据"), "evidence", _evidence, keys="Ctrl+E"),
    PageEntry("letters", lambda: _tr("文书"), "letter", _letters, keys="Ctrl+T"),
    PageEntry("follow_up", lambda: _tr("投诉跟进"), "followup", _follow_up, keys="Ctrl+G"),
    PageEntry("person", lambda: _tr("我的情况"), "person", _person),
    PageEntry("library", lambda: _tr("法规与求助"), "scales", _library),
    PageEntry("router", lambda: _tr("找对门"), "scales", _router, aside=True, under="library"),
    PageEntry(
        "incidents",
        lambda: _tr("正在被轰炸"),
        "phone",
        _incidents,
        bottom=True,
        keys="Ctrl+B",
        aside=True,
        tone="danger",
    ),
    PageEntry("settings", lambda: _tr("设置"), "settings", _settings, bottom=True),
)
"""In the order of the side bar."""


def shown_by(name: str) -> str:
    """The page whose entry of the side bar is filled while a page is open."""
    return next((entry.under for entry in PAGES if entry.name == name), "") or name
