"""Problems a person can meet and solve. They carry data; the window writes the sentences."""

from pathlib import Path


class UserProblem(Exception):
    """Base of every problem that is not a fault of the program."""


class TooMuch(UserProblem):
    """Base of the problems with more of something than ``limit``."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class AtPath(UserProblem):
    """Base of the problems with the file or the folder ``path``."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class AtPathBecause(UserProblem):
    """Base of those that ``detail`` tells more of, for whoever helps."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(path, detail)
        self.path = path
        self.detail = detail


class LenderNameEmpty(UserProblem):
    """A lender needs a name with at least one visible character."""


class LenderNameTooLong(TooMuch):
    """A lender's name has more than ``limit`` characters."""


class LenderNameTaken(UserProblem):
    """Another lender is called ``name``; ``archived`` tells whether that one is put away."""

    def __init__(self, name: str, archived: bool = False) -> None:
        super().__init__(name, archived)
        self.name = name
        self.archived = archived


class NoteTooLong(TooMuch):
    """A note has more than ``limit`` characters."""


class ReasonTooLong(TooMuch):
    """The reason why a step does not apply has more than ``limit`` characters."""


class IncidentTooLong(TooMuch):
    """The number or the line of an incident has more than ``limit`` characters."""


class IncidentAhead(UserProblem):
    """An incident is told to have happened later than now."""


class FilingUnnamed(UserProblem):
    """What was handed in needs a name with at least one visible character."""


class FilingTooLong(TooMuch):
    """A text about what was handed in has more than ``limit`` characters."""


class FilingAhead(UserProblem):
    """Something is told to have happened on a day that is still to come."""


class FilingBackwards(UserProblem):
    """It is told to have arrived, or to have been accepted, before it was handed in."""


class OriginTooLong(TooMuch):
    """The words about where an original is have more than ``limit`` characters."""


class IncidentGone(UserProblem):
    """What a file was meant for was undone while the file was being taken in."""


class AttachmentNotShown(UserProblem):
    """A file is no picture, sound, film, PDF or text, so no viewer is given it."""


class AttachmentTooLarge(TooMuch):
    """A file has more than ``limit`` bytes, so the window does not show it itself."""


class AttachmentDamaged(UserProblem):
    """The kept bytes of a file are missing or not as they were."""


class HistoryBroken(AtPath):
    """A change could not be taken back or made again, for the data is not as it left it.

    Nothing was changed; what was done before can no longer be undone or redone.
    """


class DataUnreadable(AtPathBecause):
    """The data file is damaged, and is not known to be ours. It was not changed."""


class DataForeign(AtPath):
    """What has the name of the data file belongs to another program. It was not changed."""


class DataNewer(UserProblem):
    """A newer program wrote the data file. It was not changed."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(path, found, known)
        self.path = path
        self.found = found
        self.known = known


class DataFolderUnusable(AtPathBecause):
    """The data folder, or the file in it, cannot be made, read or written."""


class DataFolderGone(AtPath):
    """The data folder was there and no longer is: a drive was pulled, or it was moved."""


class DataMoved(AtPath):
    """The data were moved a moment ago; the program goes on in the new place when started anew."""


class PlaceLost(AtPath):
    """The place that the data were moved to is not there: a drive was pulled, or it was renamed."""


class PlaceInside(AtPath):
    """The data cannot be moved into their own folder, or to where they are."""


class PlaceUnusable(AtPath):
    """Nothing can be written to the place that was chosen for the data."""


class PlaceTaken(AtPath):
    """There is something else where the folder for the data would be made."""


class NotWhileBusy(UserProblem):
    """Encrypting, or taking files in, is still going on; the data can be moved afterwards."""


class StillBusy(UserProblem):
    """Something else that goes over all of the data has not come to its end."""


class PortableUnwritable(AtPath):
    """The data shall lie beside the program, and nothing can be written there."""


class RoomShort(UserProblem):
    """A disk has ``free`` megabytes and something needs ``needed``; it was not begun."""

    def __init__(self, path: Path, needed: int, free: int) -> None:
        super().__init__(path, needed, free)
        self.path = path
        self.needed = needed
        self.free = free


class DataInUse(AtPath):
    """Another running program has the data file open."""


class DiskFull(AtPath):
    """There was no room for the last change; everything saved before it is still there."""


class CopyFailed(UserProblem):
    """The daily copy could not be made, for ``reason``; the data itself is as it was."""

    def __init__(self, reason: UserProblem) -> None:
        super().__init__(reason)
        self.reason = reason


class FileUnusable(AtPath):
    """A file that was to be taken in cannot be read, or is no ordinary file."""


class FileChanged(AtPath):
    """A file that was to be taken in was changed while it was read; nothing was kept."""


class ExportForeign(AtPath):
    """The file chosen is none that this program made. Nothing was changed."""


class ExportNewer(AtPath):
    """A newer program made the file chosen. Nothing was changed."""


class ExportCutShort(AtPath):
    """The end of the file chosen is missing. Nothing was changed."""


class ExportDamaged(AtPath):
    """The file chosen is not as it was made. Nothing was changed."""


class ExportUnreadable(AtPath):
    """The file chosen is not there or cannot be read."""


class ExportNoRoom(AtPath):
    """There was no room for an export, or for what is in one; nothing was left behind."""


class ExportFolderUnusable(AtPath):
    """The folder chosen for an export takes no files."""


class BundleEmpty(UserProblem):
    """Nothing of what was chosen for a bundle stands."""


class BundleNoRoom(AtPath):
    """There was no room for a bundle in this folder; nothing was left behind."""


class BundleFolderUnusable(AtPath):
    """A bundle could not be written to this folder; nothing was left behind."""


class NoCopy(UserProblem):
    """There is no copy yet that could be tried."""


class LetterTooLong(TooMuch):
    """All that was typed into a letter has more than ``limit`` characters."""


class LetterNameTooLong(TooMuch):
    """The name of a letter has more than ``limit`` characters."""


class LetterIncomplete(UserProblem):
    """A letter lacks something without which it does not leave.

    Attributes:
        missing: What, as it is called on screen.
    """

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(missing)
        self.missing = missing


class PaperNoRoom(AtPath):
    """There was no room for a PDF or DOCX file; nothing was left behind."""


class PaperFolderUnusable(AtPathBecause):
    """The folder chosen for a PDF or DOCX file is not there or takes no files."""


class PaperInUse(AtPath):
    """Another program has the file of that name open. It was not changed."""


class PaperFontUnusable(AtPathBecause):
    """The font for paper is missing or damaged."""


class PrinterUnusable(UserProblem):
    """The printer did not take the pages."""


class ContentBroken(UserProblem):
    """A checklist ``file`` of a checkout was edited and has a mistake at ``place``."""

    def __init__(self, file: str, place: str, detail: str) -> None:
        super().__init__(file, place, detail)
        self.file = file
        self.place = place
        self.detail = detail


class ContentUnusable(UserProblem):
    """The checklists that come with the program are missing or damaged."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class DataLocked(AtPath):
    """The data is encrypted and was not unlocked."""


class WrongPassphrase(AtPath):
    """The key file is whole, and the passphrase is another one."""


class WrongRecoveryCode(AtPath):
    """The key file is whole, and the recovery code, right in itself, is of another vault or old."""


class RecoveryCodeMistyped(UserProblem):
    """What was typed cannot be a recovery code.

    ``groups`` are the numbers of the wrong groups, from 1; where they are not known it is empty,
    and ``length`` tells how many characters were typed, instead of ``wanted``.
    """

    def __init__(self, groups: tuple[int, ...], length: int, wanted: int) -> None:
        super().__init__(groups, length, wanted)
        self.groups = groups
        self.length = length
        self.wanted = wanted


class KeyFileDamaged(AtPath):
    """Neither the key file at ``path`` nor its copy can be read: nothing that is typed opens it."""


class PassphraseTooShort(TooMuch):
    """A passphrase has fewer than ``limit`` letters, where a Chinese character counts as two."""


class MemoryShort(AtPath):
    """There was not enough memory to check a passphrase."""


class ProgramIncomplete(AtPath):
    """The file ``path`` that came with the program is gone."""
