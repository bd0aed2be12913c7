"""Makes each service that no start needs, when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from desktop.store.database import has_key_file

if TYPE_CHECKING:
    from desktop.domain.letters import Letters
    from desktop.services.account import AccountService
    from desktop.services.answers import AnswerService
    from desktop.services.attachments import AttachmentService
    from desktop.services.bundle import BundleService
    from desktop.services.bus import Bus
    from desktop.services.calls import CallService
    from desktop.services.care import CareService
    from desktop.services.contact_papers import ContactPaperService
    from desktop.services.content import Content
    from desktop.services.copies import CopyService
    from desktop.services.desk import Desk
    from desktop.services.drafts import DraftService
    from desktop.services.erase import EraseService
    from desktop.services.errors import UserProblem
    from desktop.services.evidence import EvidenceService
    from desktop.services.export import ExportService
    from desktop.services.filings import FilingService
    from desktop.services.incidents import IncidentService
    from desktop.services.lenders import LenderService
    from desktop.services.letter_outputs import LetterOutputService
    from desktop.services.letters import LetterService
    from desktop.services.library import LibraryService
    from desktop.services.moves import MoveService
    from desktop.services.notes import NoteService
    from desktop.services.paper import PaperService
    from desktop.services.place import PlaceService
    from desktop.services.plan import PlanService
    from desktop.services.recovery_card import RecoveryCardService
    from desktop.services.routes import RouteService
    from desktop.services.search import SearchService
    from desktop.services.timeline import TimelineService
    from desktop.services.vault import VaultService
    from desktop.store.keys import Keys
    from desktop.store.whereabouts import Whereabouts


class Rooms:
    """The services behind the first picture.

    What keeps something is made once (``cached_property``); what only does something, each time.
    """

    def __init__(
        self,
        desk: Desk,
        bus: Bus,
        content: Content,
        keys: Keys | None,
        where: Whereabouts,
        not_followed: UserProblem | None,
        *,
        lenders: LenderService,
        answers: AnswerService,
        notes: NoteService,
        plan: PlanService,
        library: LibraryService,
        copies: CopyService,
    ) -> None:
        """Take what they are made of.

        Args:
            desk: The data file.
            bus: Brings news.
            content: The content.
            keys: Those of the vault, where there is one.
            where: Where the data are.
            not_followed: Why the data could not follow the content, if they could not.
            lenders: A service that every start needs, like those below.
            answers: Likewise.
            notes: Likewise.
            plan: Likewise.
            library: Likewise.
            copies: Likewise.
        """
        self._desk = desk
        self._bus = bus
        self._content = content
        self._keys = keys
        self._where = where
        self._not_followed = not_followed
        self._lenders = lenders
        self._answers = answers
        self._notes = notes
        self._plan = plan
        self._library = library
        self._copies = copies

    def _words_of_letters(self) -> Letters:
        return self._content.letters

    def _current_keys(self) -> Keys | None:
        """Those of the vault as it is now; the vault brings the ciphers, so not without one."""
        return self.vault.keys if self._desk.database.key else None

    # ---- finding and following ---------------------------------------------------------------

    @cached_property
    def search(self) -> SearchService:
        """Finds."""
        from desktop.services.search import SearchService

        return SearchService(
            self._content.pack,
            self._content.index,
            self._notes,
            self._lenders,
            lambda: self.evidence,
            lambda: self.letters,
            lambda: self.filings,
            self._bus,
        )

    @cached_property
    def moves(self) -> MoveService:
        """Tells what became of steps that have changed."""
        from desktop.services.moves import MoveService

        return MoveService(
            self._desk,
            self._bus,
            self._content.pack,
            self._lenders,
            self._notes,
            self._not_followed,
        )

    @property
    def routes(self) -> RouteService:
        """Finds the right door."""
        from desktop.services.routes import RouteService

        return RouteService(self._library, self._lenders, self._answers, lambda: self.incidents)

    @property
    def calls(self) -> CallService:
        """Helps with a call to a lender."""
        from desktop.services.calls import CallService

        return CallService(self.letters, self.incidents, self._lenders)

    # ---- what happened -----------------------------------------------------------------------

    @cached_property
    def incidents(self) -> IncidentService:
        """Notes what happened."""
        from desktop.services.incidents import IncidentService

        return IncidentService(self._desk, self._lenders)

    @cached_property
    def evidence(self) -> EvidenceService:
        """Reads what happened as a list."""
        from desktop.services.evidence import EvidenceService

        return EvidenceService(self._desk)

    @cached_property
    def attachments(self) -> AttachmentService:
        """Keeps the files with what happened."""
        from desktop.services.attachments import AttachmentService

        return AttachmentService(self._desk, self._current_keys)

    @cached_property
    def timeline(self) -> TimelineService:
        """Tells what happened in one line of time."""
        from desktop.domain.timeline import TimelineKind
        from desktop.services.timeline import TimelineService

        made = TimelineService()
        made.join(TimelineKind.INCIDENT, self.evidence.timeline)
        made.join(TimelineKind.FILING, self.filings.timeline)
        return made

    @property
    def accounts(self) -> AccountService:
        """Puts what happened on paper, in order."""
        from desktop.services.account import AccountService

        return AccountService(self._desk, self.evidence, self._lenders, self.timeline)

    # ---- letters and paper -------------------------------------------------------------------

    @cached_property
    def letters(self) -> LetterService:
        """Writes letters."""
        from desktop.services.letters import LetterService

        return LetterService(self._desk, self._words_of_letters, self._library, self._lenders)

    @property
    def letter_outputs(self) -> LetterOutputService:
        """Lets letters out; brings the font tools."""
        from desktop.services.letter_outputs import LetterOutputService

        return LetterOutputService(self._desk.today)

    @cached_property
    def filings(self) -> FilingService:
        """Looks after what was handed in."""
        from desktop.services.filings import FilingService

        return FilingService(
            self._desk, self._lenders, self._content.holidays, self._words_of_letters
        )

    @property
    def bundles(self) -> BundleService:
        """Hands evidence over to somebody else; brings the font tools."""
        from desktop.services.bundle import BundleService

        return BundleService(self._desk, self._current_keys)

    @property
    def contact_papers(self) -> ContactPaperService:
        """Makes paper for relatives and colleagues; brings the font tools."""
        from desktop.services.contact_papers import ContactPaperService

        note = self._content.pack.info.gist_note
        return ContactPaperService(self._desk, self._words_of_letters, self._library, note)

    @property
    def paper(self) -> PaperService:
        """Makes printed sheets; brings the font tools."""
        from desktop.services.paper import PaperService

        return PaperService(
            self._desk, self._plan, self._lenders, self._content.pack.info.gist_note
        )

    # ---- the vault and the data --------------------------------------------------------------

    @cached_property
    def vault(self) -> VaultService:
        """Turns the vault on and off and changes it; brings the ciphers."""
        from desktop.services.vault import VaultService

        return VaultService(self._desk, self._keys)

    @cached_property
    def exports(self) -> ExportService:
        """Takes everything along in one file; brings the ciphers."""
        from desktop.services.export import ExportService

        return ExportService(self._desk, lambda: self.vault.keys)

    @property
    def drafts(self) -> DraftService:
        """Keeps what was being written when the program locked itself."""
        from desktop.services.drafts import DraftService

        return DraftService(self._desk)

    @property
    def recovery_card(self) -> RecoveryCardService:
        """Puts the recovery code on paper."""
        from desktop.services.recovery_card import RecoveryCardService

        return RecoveryCardService(self._desk)

    @property
    def erase(self) -> EraseService:
        """Erases."""
        from desktop.services.erase import EraseService

        return EraseService(
            self._desk,
            self._lenders,
            self._copies,
            lambda: self.attachments,
            self._remove_left,
        )

    @cached_property
    def care(self) -> CareService:
        """Looks after the data."""
        from desktop.services.care import CareService

        return CareService(self._desk, self._current_keys)

    @cached_property
    def place(self) -> PlaceService:
        """Tells where the data are, and moves them."""
        from desktop.services.place import PlaceService

        return PlaceService(self._desk, self._where, self._converting)

    def _remove_left(self) -> None:
        self.place.remove_left()

    def _converting(self) -> bool:
        from desktop.domain.vault import VaultState

        if not has_key_file(self._where.folder):
            return False
        return self.vault.status().state not in (VaultState.ON, VaultState.OFF)
