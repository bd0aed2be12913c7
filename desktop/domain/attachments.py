"""Files kept with incidents: what they are, where they came from, what to be careful of."""

from enum import StrEnum

from desktop.domain.record import Record

NOT_AGREED = "写的人没有勾“同意交出去”"
"""Stands where the original of a statement is told, until somebody says that they were asked."""
NAME_LIMIT = 255
ORIGIN_LIMIT = 200
_STEM_LIMIT = 60
_NOT_IN_NAMES = frozenset('<>:"|?*/\\')
_RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"]
)


class Came(StrEnum):
    """How a file got here."""

    CHOSEN = "chosen"
    DROPPED = "dropped"
    PASTED = "pasted"
    WRITTEN = "written"
    """This program wrote it, with what somebody filled in."""


class Media(StrEnum):
    """What kind of file it is, by its first bytes and never by its name."""

    PICTURE = "picture"
    AUDIO = "audio"
    VIDEO = "video"
    PDF = "pdf"
    TEXT = "text"
    OTHER = "other"


class Loss(StrEnum):
    """Why a picture looks as if an app had made it anew when it was sent: a hint, no finding."""

    CHAT_NAME = "chat_name"
    NO_CAMERA_DATA = "no_camera_data"
    CHAT_SIZE = "chat_size"


class Attachment(Record):
    """A file that is kept, unchanged.

    Attributes:
        id: Opaque and permanent.
        sha256: Of its bytes, as 64 hexadecimal digits.
        name: Its name as it came, also where that has signs no name should have.
        size: Its bytes.
        type: Media type by its first bytes, as ``image/jpeg``; ``application/octet-stream`` if
            they are not known.
        added: UTC ISO-8601 time when it was taken in.
        came: How it got here.
        origin: Where the original is, in the person's words; empty while not told.
        losses: Why it may not be the original.
        covered: Whether it is shown only when asked for.
    """

    id: str
    sha256: str
    name: str
    size: int
    type: str
    added: str
    came: Came
    origin: str = ""
    losses: tuple[Loss, ...] = ()
    covered: bool = False

    @property
    def shown_name(self) -> str:
        """The name without anything that could turn, hide or break a line."""
        return shown_name(self.name)

    @property
    def held_back(self) -> bool:
        """Whether somebody wrote it here who did not agree that it is handed on."""
        return self.came is Came.WRITTEN and NOT_AGREED in self.origin

    @property
    def media(self) -> Media:
        """What kind of file it is."""
        return media_of(self.type)


class AddProgress(Record):
    """How far taking files in has come.

    Attributes:
        done: Bytes read and read back.
        total: Bytes there are to be; a file that grows may go beyond.
        number: Which file it is at, from 1.
        files: How many there are.
        name: The shown name of that file.
    """

    done: int
    total: int
    number: int
    files: int
    name: str


def media_of(type_: str) -> Media:
    """The kind of a media type."""
    kinds = {"image": Media.PICTURE, "audio": Media.AUDIO, "video": Media.VIDEO}
    exact = {"application/pdf": Media.PDF, "text/plain": Media.TEXT}
    return exact.get(type_) or kinds.get(type_.partition("/")[0], Media.OTHER)


def shown_name(name: str) -> str:
    """A name as it may stand on the screen.

    Signs that turn the direction, hide, or break a line are left out; separators of folders become
    a line that cannot be taken for one. The end with the kind of file stays where it is too long.
    Empty where nothing is left of it.
    """
    swapped = name.translate({ord("/"): "∕", ord("\\"): "∖"})
    plain = "".join(sign for sign in swapped if sign.isprintable()).strip()
    if not plain.strip(" ."):
        return ""
    if len(plain) > NAME_LIMIT:
        return f"{plain[: NAME_LIMIT - 12]}…{plain[-11:]}"
    return plain


def file_name(attachment: Attachment, suffix: str) -> str:
    """A name any system takes for a copy of a file; it ends as its bytes say."""
    shown = attachment.shown_name
    stem, _, end = shown.rpartition(".")
    if not stem or not end.isalnum():
        stem = shown
    safe = "".join("_" if sign in _NOT_IN_NAMES else sign for sign in stem)[:_STEM_LIMIT].strip(
        " ."
    )
    if not safe or safe.split(".")[0].upper() in _RESERVED:
        safe = f"file-{safe}".rstrip("-")
    return safe + suffix
