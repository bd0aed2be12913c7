"""Opens the person's data and the content, and hands out the services."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desktop.content.compiled import (
    HOLIDAYS_FILE,
    LETTERS_FILE,
    LIBRARY_FILE,
    PACK_FILE,
    SEARCH_FILE,
    read_compiled,
)
from desktop.content.loader import (
    content_folder,
    load_holidays,
    load_letters,
    load_library,
    load_pack,
    load_search,
)
from desktop.content.problems import ContentFailure
from desktop.domain.pack import Pack, mark_of
from desktop.domain.record import Record
from desktop.services.answers import AnswerService
from desktop.services.bus import Bus
from desktop.services.copies import CopyService
from desktop.services.desk import Desk, as_user_problems
from desktop.services.errors import ContentBroken, ContentUnusable, UserProblem
from desktop.services.history import HistoryService
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService
from desktop.services.notes import NoteService
from desktop.services.plan import PlanService
from desktop.services.preferences import PreferenceService
from desktop.services.progress import ProgressService
from desktop.services.reminders import ReminderService
from desktop.store.database import Database, has_key_file, is_locked, open_database
from desktop.store.errors import StoreError, StoreUnreadable
from desktop.store.private import private_words
from desktop.store.settings import PACK_MARK, SettingStore
from desktop.store.whereabouts import Whereabouts

if TYPE_CHECKING:
    from desktop.domain.holidays import Holidays
    from desktop.domain.letters import Letters
    from desktop.domain.library import Library
    from desktop.domain.recovery import Recovered
    from desktop.domain.search import SearchIndex
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

T = TypeVar("T")


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
    folder = content_folder() if content_dir is None else content_dir
    # The content comes first: if it is damaged, the person's data is not even touched.
    pack, stale = _or_the_last(load_pack, folder, PACK_FILE, Pack)

    def library() -> "Library":
        from desktop.domain.library import Library  # noqa: PLC0415  Not needed at start.

        return _or_the_last(load_library, folder, LIBRARY_FILE, Library)[0]

    def index() -> "SearchIndex":
        from desktop.domain.search import SearchIndex  # noqa: PLC0415  Not needed at start.

        return _or_the_last(load_search, folder, SEARCH_FILE, SearchIndex)[0]

    @cache
    def search() -> "SearchService":
        from desktop.services.search import SearchService  # noqa: PLC0415  Not needed at start.

        return SearchService(pack, index, notes, lenders, evidence, letters, filings, bus)

    @cache
    def incidents() -> "IncidentService":
        from desktop.services.incidents import IncidentService  # noqa: PLC0415  Likewise.

        return IncidentService(desk, lenders)

    @cache
    def moves() -> "MoveService":
        from desktop.services.moves import MoveService  # noqa: PLC0415  Likewise.

        return MoveService(desk, bus, pack, lenders, notes, not_followed)

    def paper() -> "PaperService":
        from desktop.services.paper import PaperService  # noqa: PLC0415  Brings the font tools.

        return PaperService(desk, plan, lenders, pack.info.gist_note)

    @cache
    def vault() -> "VaultService":
        from desktop.services.vault import VaultService  # noqa: PLC0415  Brings the ciphers.

        return VaultService(desk, keys)

    @cache
    def exports() -> "ExportService":
        from desktop.services.export import ExportService  # noqa: PLC0415  Likewise.

        return ExportService(desk, lambda: vault().keys)

    def drafts() -> "DraftService":
        from desktop.services.drafts import DraftService  # noqa: PLC0415  Only with a vault.

        return DraftService(desk)

    def recovery_card() -> "RecoveryCardService":
        from desktop.services.recovery_card import RecoveryCardService  # noqa: PLC0415  Likewise.

        return RecoveryCardService(desk)

    with as_user_problems():
        _settle(data_dir)
        database, recovered = _open(data_dir, now(), keys)
        cut_off = database.key is None and has_key_file(data_dir) and _give_up_keys(data_dir)
    bus = Bus()
    desk = Desk(database, bus, now)
    lenders = LenderService(desk, pack.triage)
    notes = NoteService(desk, lenders)
    plan = PlanService(desk, bus, pack, lenders)
    copies = CopyService(desk, bus)
    made_library = LibraryService(pack, library)
    answers = AnswerService(desk, pack.triage, lenders)
    content = _letters_in(folder)
    bundles, contact_papers = _papers_for_others(desk, vault, made_library, content, pack)
    letters = _letter_room(desk, content, made_library, lenders)
    filings = _follow_up(desk, lenders, folder, content)
    evidence, attachments, timeline, accounts = _evidence_room(desk, vault, lenders, filings)
    where = where or Whereabouts(data_dir)
    place = _place(desk, vault, where)
    erase, care = _upkeep(desk, vault, lenders, copies, attachments, place)
    not_followed = _follow(desk, pack)
    _tidy_after_a_kill(data_dir, attachments)
    return Services(
        bus=bus,
        lenders=lenders,
        answers=answers,
        progress=ProgressService(desk, pack, lenders),
        notes=notes,
        reminders=ReminderService(desk, pack, lenders),
        history=HistoryService(desk),
        plan=plan,
        library=made_library,
        preferences=PreferenceService(desk),
        copies=copies,
        search=search,
        incidents=incidents,
        evidence=evidence,
        attachments=attachments,
        timeline=timeline,
        filings=filings,
        routes=lambda: _routes(made_library, lenders, answers, incidents),
        calls=lambda: _calls(letters(), incidents(), lenders),
        bundles=bundles,
        contact_papers=contact_papers,
        letters=letters,
        letter_outputs=lambda: _letter_outputs(desk),
        accounts=accounts,
        moves=moves,
        paper=paper,
        vault=vault,
        exports=exports,
        drafts=drafts,
        recovery_card=recovery_card,
        erase=erase,
        care=care,
        place=place,
        where=where,
        data_dir=data_dir,
        recovered=recovered,
        cut_off=cut_off,
        stale=stale,
        private_words=lambda: private_words(database),
        close=partial(_close, database),
    )


def _papers_for_others(
    desk: Desk,
    vault: "Callable[[], VaultService]",
    library: LibraryService,
    letters: "Callable[[], Letters]",
    pack: Pack,
) -> "tuple[Callable[[], BundleService], Callable[[], ContactPaperService]]":
    """What gives the services that make something for others to keep."""

    def bundles() -> "BundleService":
        from desktop.services.bundle import BundleService  # noqa: PLC0415  Brings the font tools.

        return BundleService(desk, lambda: vault().keys if desk.database.key else None)

    def contact_papers() -> "ContactPaperService":
        from desktop.services.contact_papers import ContactPaperService  # noqa: PLC0415  Likewise.

        return ContactPaperService(desk, letters, library, pack.info.gist_note)

    return bundles, contact_papers


def _letter_outputs(desk: Desk) -> "LetterOutputService":
    from desktop.services.letter_outputs import LetterOutputService  # noqa: PLC0415  Font tools.

    return LetterOutputService(desk.today)


def _letters_in(folder: Path) -> "Callable[[], Letters]":
    """What gives the content of the letters, read when it is first asked for."""

    @cache
    def letters() -> "Letters":
        from desktop.domain.letters import Letters  # noqa: PLC0415  Not needed at start.

        return _or_the_last(load_letters, folder, LETTERS_FILE, Letters)[0]

    return letters


def _letter_room(
    desk: Desk,
    content: "Callable[[], Letters]",
    library: LibraryService,
    lenders: LenderService,
) -> "Callable[[], LetterService]":
    """What gives the service that writes letters."""

    @cache
    def letters() -> "LetterService":
        from desktop.services.letters import LetterService  # noqa: PLC0415  Likewise.

        return LetterService(desk, content, library, lenders)

    return letters


def _follow_up(
    desk: Desk, lenders: LenderService, folder: Path, letters: "Callable[[], Letters]"
) -> "Callable[[], FilingService]":
    """What gives the service that looks after what was handed in."""

    def holidays() -> "Holidays":
        from desktop.domain.holidays import Holidays  # noqa: PLC0415  Not needed at start.

        return _or_the_last(load_holidays, folder, HOLIDAYS_FILE, Holidays)[0]

    @cache
    def filings() -> "FilingService":
        from desktop.services.filings import FilingService  # noqa: PLC0415  Likewise.

        return FilingService(desk, lenders, holidays, letters)

    return filings


def _evidence_room(
    desk: Desk,
    vault: "Callable[[], VaultService]",
    lenders: LenderService,
    filings: "Callable[[], FilingService]",
) -> """tuple[
    Callable[[], EvidenceService],
    Callable[[], AttachmentService],
    Callable[[], TimelineService],
    Callable[[], AccountService],
]""":
    """What gives the services around what happened, each made when it is first asked for."""

    @cache
    def evidence() -> "EvidenceService":
        from desktop.services.evidence import EvidenceService  # noqa: PLC0415  Not needed at start.

        return EvidenceService(desk)

    @cache
    def attachments() -> "AttachmentService":
        from desktop.services.attachments import AttachmentService  # noqa: PLC0415  Likewise.

        return AttachmentService(desk, lambda: vault().keys if desk.database.key else None)

    @cache
    def timeline() -> "TimelineService":
        from desktop.domain.timeline import TimelineKind  # noqa: PLC0415  Likewise.
        from desktop.services.timeline import TimelineService  # noqa: PLC0415  Likewise.

        made = TimelineService()
        made.join(TimelineKind.INCIDENT, evidence().timeline)
        made.join(TimelineKind.FILING, filings().timeline)
        return made

    def accounts() -> "AccountService":
        from desktop.services.account import AccountService  # noqa: PLC0415  Likewise.

        return AccountService(desk, evidence(), lenders, timeline())

    return evidence, attachments, timeline, accounts


def _routes(
    library: LibraryService,
    lenders: LenderService,
    answers: AnswerService,
    incidents: "Callable[[], IncidentService]",
) -> "RouteService":
    from desktop.services.routes import RouteService  # noqa: PLC0415  Not needed at start.

    return RouteService(library, lenders, answers, incidents)


def _calls(
    letters: "LetterService", incidents: "IncidentService", lenders: LenderService
) -> "CallService":
    from desktop.services.calls import CallService  # noqa: PLC0415  Brings the letters.

    return CallService(letters, incidents, lenders)


def _upkeep(
    desk: Desk,
    vault: "Callable[[], VaultService]",
    lenders: LenderService,
    copies: CopyService,
    attachments: "Callable[[], AttachmentService]",
    place: "Callable[[], PlaceService]",
) -> "tuple[Callable[[], EraseService], Callable[[], CareService]]":
    """What gives the services that erase and that look after the data."""

    def erase() -> "EraseService":
        from desktop.services.erase import EraseService  # noqa: PLC0415  Hardly ever needed.

        return EraseService(desk, lenders, copies, attachments, lambda: place().remove_left())

    @cache
    def care() -> "CareService":
        from desktop.services.care import CareService  # noqa: PLC0415  After the first picture.

        return CareService(desk, lambda: vault().keys if desk.database.key else None)

    return erase, care


def _place(
    desk: Desk, vault: "Callable[[], VaultService]", where: Whereabouts
) -> "Callable[[], PlaceService]":
    """What gives the service about the place of the data."""

    def converting() -> bool:
        from desktop.domain.vault import VaultState  # noqa: PLC0415  Not needed at start.

        if not has_key_file(where.folder):
            return False
        return vault().status().state not in (VaultState.ON, VaultState.OFF)

    @cache
    def place() -> "PlaceService":
        from desktop.services.place import PlaceService  # noqa: PLC0415  Not needed at start.

        return PlaceService(desk, where, converting)

    return place


def _settle(folder: Path) -> None:
    """Ends what was begun before: erasing, a restore (``store.restore``), looking at files."""
    # First, since Windows lets nobody delete them as they are: erasing would stop at them.
    _remove_opened(folder)
    # Not Path.exists: in a folder that may not be read it fails, and the store says that better.
    if os.path.exists(folder / "erasing"):  # noqa: PTH110
        from desktop.store.erase import erase_all  # noqa: PLC0415  Hardly ever needed.

        erase_all(folder)
    if any(os.path.isdir(folder / name) for name in ("restoring", "restoring.part")):  # noqa: PTH112
        from desktop.store.restore import settle  # noqa: PLC0415  Hardly ever needed.

        settle(folder)


def _tidy_after_a_kill(folder: Path, attachments: "Callable[[], AttachmentService]") -> None:
    if os.path.exists(folder / "taking-in"):  # noqa: PTH110
        with suppress(UserProblem):
            attachments().tidy()


def _close(database: Database) -> None:
    _remove_opened(database.path.parent)
    database.close()


def _remove_opened(folder: Path) -> None:
    """Removes plain copies made for the viewers of the system; before any key is asked for."""
    if os.path.isdir(folder / "opened"):  # noqa: PTH112
        from desktop.store.opened import remove_opened  # noqa: PLC0415  Hardly ever needed.

        remove_opened(folder)


def _open(folder: Path, now: datetime, keys: "Keys | None") -> "tuple[Database, Recovered | None]":
    key = None if keys is None else keys.database
    try:
        return open_database(folder, now, key=key), None
    except StoreUnreadable:
        from desktop.store.recovery import recover  # noqa: PLC0415  Hardly ever needed.

        recovered = recover(folder, now, key=key if is_locked(folder) else None)
        return open_database(folder, now, key=key), recovered


def _give_up_keys(folder: Path) -> bool:
    """Removes a key file that nothing needs; it can be tried again at the next start."""
    from desktop.store.convert import give_up_keys  # noqa: PLC0415  Hardly ever needed.

    with suppress(StoreError):
        return give_up_keys(folder)
    return False


def _follow(desk: Desk, pack: Pack) -> UserProblem | None:
    """Lets the data follow a pack it was not opened with last; the problem if that fails.

    What cannot be written now, on a full disk for instance, must not keep anybody from help.
    """
    mark = mark_of(pack)
    try:
        with desk.reading():
            before = SettingStore(desk.database).get(PACK_MARK)
        if before != mark:
            from desktop.services.moves import follow  # noqa: PLC0415  Hardly ever needed.

            follow(desk, pack, mark, before)
    except UserProblem as problem:
        return problem
    return None


def _or_the_last(
    load: Callable[[Path], T], folder: Path, name: str, type_: type[T]
) -> tuple[T, ContentBroken | None]:
    """The content, or the one compiled last where an edited source has a mistake."""
    try:
        return load(folder), None
    except ContentFailure as error:
        from desktop.content.rulebook import ContentError  # noqa: PLC0415  Brings the linter.

        if not isinstance(error, ContentError):
            raise ContentUnusable(f"{type(error).__name__}: {error}") from error
        problem = error.problems[0]
        broken = ContentBroken(problem.file, problem.place, problem.message)
        try:
            return read_compiled(folder / name, type_)[1], broken
        except ContentFailure:
            raise broken from error
