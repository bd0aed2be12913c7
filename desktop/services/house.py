"""Opens the person's data and the content, and hands out the services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.services.answers import AnswerService
from desktop.services.bus import Bus
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService
from desktop.services.notes import NoteService
from desktop.services.plan import PlanService
from desktop.services.preferences import PreferenceService
from desktop.services.progress import ProgressService


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a window needs; call ``close`` when it is done."""

    bus: Bus
    lenders: LenderService
    answers: AnswerService
    progress: ProgressService
    notes: NoteService
    plan: PlanService
    library: LibraryService
    preferences: PreferenceService
    data_dir: Path
    close: Callable[[], None]


def open_services(
    data_dir: Path, content_dir: Path | None, now: Callable[[], datetime]
) -> Services:
    """Opens everything, making the data folder if it is not there.

    Args:
        data_dir: The person's folder.
        content_dir: Folder of the compiled content; None for the one that ships.
        now: The clock; it returns local times with their time zone.

    Raises:
        UserProblem: The data or the content cannot be used; nothing was changed.
    """
    raise NotImplementedError
