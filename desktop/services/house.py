"""Opens the person's data and the content, and hands out the services."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.content.loader import content_folder
from desktop.domain.record import Record
from desktop.services.answers import AnswerService
from desktop.services.bus import Bus
from desktop.services.content import Content
from desktop.services.copies import CopyService
from desktop.services.desk import Desk, as_user_problems
from desktop.services.errors import ContentBroken
from desktop.services.history import HistoryService
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService
from desktop.services.notes import NoteService
from desktop.services.opening import (
    close,
    follow_pack,
    give_up_keys,
    open_or_recover,
    settle,
    tidy_after_a_kill,
)
from desktop.services.plan import PlanService
from desktop.services.preferences import PreferenceService
from desktop.services.progress import ProgressService
from desktop.services.reminders import ReminderService
from desktop.services.rooms import Rooms
from desktop.store.private import private_words
from desktop.store.whereabouts import Whereabouts

if TYPE_CHECKING:
    from desktop.domain.recovery import Recovered
    from desktop.services.account import AccountService
    from desktop.services.attachments import AttachmentService
    from desktop.services.bundle import BundleService
    from desktop.services.calls import CallService
    from desktop.services.care import CareService
    from desktop.services.contact_papers import ContactPaperService
    from desktop.services.drafts import DraftService
    from desktop.services.erase import EraseService
    from desktop.services.evidence import EvidenceService
    from desktop.services.export import ExportService
    from desktop.services.filings import FilingService
    from desktop.services.incidents import IncidentService
    from desktop.services.letter_outputs import LetterOutputService
    from desktop.services.letters import LetterService
    from desktop.services.moves import MoveService
    from desktop.services.paper import PaperService
    from desktop.services.place import PlaceService
    from desktop.services.recovery_card import RecoveryCardService
    from desktop.services.routes import RouteService
    from desktop.services.search import SearchService
    from desktop.services.timeline import TimelineService
    from desktop.services.vault import VaultService
    from desktop.store.keys import Keys


class Services(Record):
    """Everything a window needs; call ``close`` when it is done.

    Attributes:
        recovered: What became of a damaged data file, if it was damaged at this start.
        cut_off: Whether turning the vault on, or off, was cut off while all was plain: it is off.
        stale: What is wrong with the edited checklists, if the ones before are shown for that.
        search: Gives the search, which is made when it is first asked for.
        incidents: Gives what notes what happened, likewise.
        evidence: Gives what reads what happened as a list, likewise.
        attachments: Gives the files with what happened, likewise.
        timeline: Gives what happened in one line of time, likewise.
        filings: Gives what looks after what was handed in, likewise.
        routes: Gives what finds the right door, likewise.
        calls: Gives what helps with a call to a lender, likewise.
        bundles: Gives what hands evidence over to somebody else.
        contact_papers: Gives what makes paper for relatives and colleagues.
        letters: Gives what writes letters.
        letter_outputs: Gives what lets letters out: as text, DOCX, PDF and paper.
        accounts: Gives what puts what happened on paper, in order.
        moves: Gives what became of steps that have changed, likewise.
        paper: Gives what makes printed sheets.
        vault: Gives what turns the vault on and off and changes it.
        exports: Gives what takes everything along in one file.
        drafts: Gives what was being written when the program locked itself.
        recovery_card: Gives what puts the recovery code on paper.
        erase: Gives what erases.
        care: Gives what looks after the data.
        place: Gives what tells where the data are, and moves them.
        where: How it is known where the data are.
        private_words: Gives what the person wrote, to be taken out of what is copied for others.
    """

    bus: Bus
    lenders: LenderService
    answers: AnswerService
    progress: ProgressService
    notes: NoteService
    reminders: ReminderService
    history: HistoryService
    plan: PlanService
    library: LibraryService
    preferences: PreferenceService
    copies: CopyService
    search: "Callable[[], SearchService]"
    incidents: "Callable[[], IncidentService]"
    evidence: "Callable[[], EvidenceService]"
    attachments: "Callable[[], AttachmentService]"
    timeline: "Callable[[], TimelineService]"
    filings: "Callable[[], FilingService]"
    routes: "Callable[[], RouteService]"
    calls: "Callable[[], CallService]"
    bundles: "Callable[[], BundleService]"
    contact_papers: "Callable[[], ContactPaperService]"
    letters: "Callable[[], LetterService]"
    letter_outputs: "Callable[[], LetterOutputService]"
    accounts: "Callable[[], AccountService]"
    moves: "Callable[[], MoveService]"
    paper: "Callable[[], PaperService]"
    vault: "Callable[[], VaultService]"
    exports: "Callable[[], ExportService]"
    drafts: "Callable[[], DraftService]"
    recovery_card: "Callable[[], RecoveryCardService]"
    erase: "Callable[[], EraseService]"
    care: "Callable[[], CareService]"
    place: "Callable[[], PlaceService]"
    where: Whereabouts
    data_dir: Path
    recovered: "Recovered | None"
    cut_off: bool
    stale: ContentBroken | None
    private_words: Callable[[], tuple[str, ...]]
    close: Callable[[], None]


def open_services(
    data_dir: Path,
    content_dir: Path | None,
    now: Callable[[], datetime],
    keys: "Keys | None" = None,
    where: Whereabouts | None = None,
) -> Services:
    """Opens everything, making the data folder if it is not there.

    Args:
        data_dir: The person's folder.
        content_dir: Folder of the compiled content; None for the one that ships.
        now: The clock; it returns local times with their time zone.
        keys: Those of the vault, where there is one; see ``services.vault``.
        where: How it is known where the data are; None where a command says it.

    Raises:
        DataLocked: The data is encrypted and there are no keys: show the lock screen.
        UserProblem: The data or the content cannot be used; nothing was changed.
    """
    # The content comes first: if it is damaged, the person's data is not even touched.
    content = Content(content_folder() if content_dir is None else content_dir)
    with as_user_problems():
        settle(data_dir)
        database, recovered = open_or_recover(data_dir, now(), keys)
        cut_off = database.key is None and give_up_keys(data_dir)
    bus = Bus()
    desk = Desk(database, bus, now)
    pack = content.pack
    lenders = LenderService(desk, pack.triage)
    notes = NoteService(desk, lenders)
    plan = PlanService(desk, bus, pack, lenders)
    copies = CopyService(desk, bus)
    library = LibraryService(pack, content.library)
    answers = AnswerService(desk, pack.triage, lenders)
    where = where or Whereabouts(data_dir)
    rooms = Rooms(
        desk,
        bus,
        content,
        keys,
        where,
        follow_pack(desk, pack),
        lenders=lenders,
        answers=answers,
        notes=notes,
        plan=plan,
        library=library,
        copies=copies,
    )
    tidy_after_a_kill(data_dir, lambda: rooms.attachments)
    return Services(
        bus=bus,
        lenders=lenders,
        answers=answers,
        progress=ProgressService(desk, pack, lenders),
        notes=notes,
        reminders=ReminderService(desk, pack, lenders),
        history=HistoryService(desk),
        plan=plan,
        library=library,
        preferences=PreferenceService(desk),
        copies=copies,
        search=lambda: rooms.search,
        incidents=lambda: rooms.incidents,
        evidence=lambda: rooms.evidence,
        attachments=lambda: rooms.attachments,
        timeline=lambda: rooms.timeline,
        filings=lambda: rooms.filings,
        routes=lambda: rooms.routes,
        calls=lambda: rooms.calls,
        bundles=lambda: rooms.bundles,
        contact_papers=lambda: rooms.contact_papers,
        letters=lambda: rooms.letters,
        letter_outputs=lambda: rooms.letter_outputs,
        accounts=lambda: rooms.accounts,
        moves=lambda: rooms.moves,
        paper=lambda: rooms.paper,
        vault=lambda: rooms.vault,
        exports=lambda: rooms.exports,
        drafts=lambda: rooms.drafts,
        recovery_card=lambda: rooms.recovery_card,
        erase=lambda: rooms.erase,
        care=lambda: rooms.care,
        place=lambda: rooms.place,
        where=where,
        data_dir=data_dir,
        recovered=recovered,
        cut_off=cut_off,
        stale=content.stale,
        private_words=lambda: private_words(database),
        close=partial(close, database),
    )
