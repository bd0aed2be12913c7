"""Opens the person's data and the content, and hands out the services."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop.content.loader import content_folder, load_library, load_pack
from desktop.content.problems import ContentFailure
from desktop.services.answers import AnswerService
from desktop.services.bus import Bus
from desktop.services.desk import Desk, as_user_problems
from desktop.services.errors import ContentUnusable
from desktop.services.history import HistoryService
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService
from desktop.services.notes import NoteService
from desktop.services.plan import PlanService
from desktop.services.preferences import PreferenceService
from desktop.services.progress import ProgressService
from desktop.services.reminders import ReminderService
from desktop.store.database import open_database

if TYPE_CHECKING:
    from desktop.domain.library import Library


class Services(NamedTuple):
    """Everything a window needs; call ``close`` when it is done."""

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
    folder = content_folder() if content_dir is None else content_dir
    # The content comes first: if it is damaged, the person's data is not even touched.
    with _content_problems():
        pack = load_pack(folder)

    def library() -> "Library":
        with _content_problems():
            return load_library(folder)

    with as_user_problems():
        database = open_database(data_dir, now())
    bus = Bus()
    desk = Desk(database, bus, now)
    lenders = LenderService(desk, pack.triage)
    return Services(
        bus=bus,
        lenders=lenders,
        answers=AnswerService(desk, pack.triage, lenders),
        progress=ProgressService(desk, pack, lenders),
        notes=NoteService(desk, lenders),
        reminders=ReminderService(desk, pack, lenders),
        history=HistoryService(desk),
        plan=PlanService(desk, bus, pack, lenders),
        library=LibraryService(pack, library),
        preferences=PreferenceService(desk),
        data_dir=data_dir,
        close=database.close,
    )


@contextmanager
def _content_problems() -> Iterator[None]:
    try:
        yield
    except ContentFailure as error:
        raise ContentUnusable(f"{type(error).__name__}: {error}") from error
