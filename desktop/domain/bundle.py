"""A bundle of evidence for somebody else: what is in it at which level, and what is masked."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType

from desktop.domain.attachments import Attachment, Came, Media
from desktop.domain.incidents import Incident
from desktop.domain.people_mask import Mask
from desktop.domain.record import Record


class ShareLevel(StrEnum):
    """What of each file is given away beside what it shows."""

    NONE = "none"
    """Copies without what cameras and phones write into files."""
    TIME_AND_HASH = "time_and_hash"
    """The same, and when things were noted and files taken in."""
    FULL = "full"
    """The originals, with everything in them."""


class BundleWish(Record):
    """What the person wants to hand over.

    Attributes:
        incidents: The ids of what happened.
        level: What of each file is given away; asked each time.
        masked: Whether names and numbers of third parties are masked in what the program writes.
        twin: Whether a masked bundle without originals is made beside it.
        zipped: Whether it shall be one file.
    """

    incidents: tuple[str, ...]
    level: ShareLevel
    masked: bool = True
    twin: bool = False
    zipped: bool = True


class LeftOut(StrEnum):
    """Why a file is named but not in the bundle."""

    KIND = "kind"
    """Nobody can say what else is in a file of this kind."""
    NOT_UNDERSTOOD = "not_understood"
    """Something is in it that is not known, or it is damaged, or too large to look into."""
    DAMAGED = "damaged"
    """It is not as it was when it was taken in."""
    NOT_AGREED = "not_agreed"
    """Who wrote it did not agree that it is handed on."""


class Told(Record):
    """An event as the bundle tells it.

    Attributes:
        number: Its number, from 1.
        incident: What happened, masked if that was wanted.
        lender: The lender's name; empty while not told.
        exhibits: The numbers of its files.
    """

    number: int
    incident: Incident
    lender: str
    exhibits: tuple[int, ...]


class Exhibit(Record):
    """A file as the list of evidence tells it.

    Attributes:
        number: Its number, from 1.
        attachment: The file.
        name: What the list calls it.
        origin: Where the original is; empty where that is not told.
        events: The numbers of the events it belongs to.
        by_contact: Whether a contact kept it.
    """

    number: int
    attachment: Attachment
    name: str
    origin: str
    events: tuple[int, ...]
    by_contact: bool


class Placed(Record):
    """What became of an exhibit.

    Attributes:
        exhibit: Which.
        file: Its path in the bundle; empty if it was left out.
        sha256: Of what lies there.
        left_out: Why it was left out.
        turn: By how many degrees to the right it has to be turned to be seen upright.
        mirrored: Whether it has to be mirrored before that.
    """

    exhibit: Exhibit
    file: str = ""
    sha256: str = ""
    left_out: LeftOut | None = None
    turn: int = 0
    mirrored: bool = False


class Case(Record):
    """Everything a bundle tells, before any file was looked at.

    Attributes:
        level: What of each file is given away.
        masked: Whether third parties are masked.
        made: The local time when it was made.
        events: What happened, the earliest first.
        exhibits: The files, in the order of the events.
    """

    level: ShareLevel
    masked: bool
    made: datetime
    events: tuple[Told, ...]
    exhibits: tuple[Exhibit, ...]


class BundleMade(Record):
    """What was made.

    Attributes:
        paths: The bundle, and its masked twin if that was wanted.
        manifest: The SHA-256 of the list of all files of the first; who has it on paper can tell
            whether anything was changed later.
        events: How many events it tells.
        files: How many files are in it.
        left_out: The shown names of files that are named but not in it, each once, and why.
    """

    paths: tuple[str, ...]
    manifest: str
    events: int
    files: int
    left_out: tuple[tuple[str, LeftOut], ...]


_MEDIA_NAMES = {
    Media.PICTURE: ("图片", "picture"),
    Media.AUDIO: ("录音", "audio"),
    Media.VIDEO: ("视频", "video"),
    Media.PDF: ("PDF", "document"),
    Media.TEXT: ("文字", "text"),
    Media.OTHER: ("文件", "file"),
}
HELD_BACK = "接到的人没有同意交出自己写的内容"
"""Stands in place of words that were noted with a statement which is held back."""
_CAME = {
    Came.CHOSEN: "从文件里选的",
    Came.DROPPED: "拖进来的",
    Came.PASTED: "粘贴的",
    Came.WRITTEN: "在程序里填写的",
}


def build_case(
    wish: BundleWish,
    told: Iterable[tuple[Incident, tuple[Attachment, ...]]],
    lenders: Mapping[str, str],
    third_parties: Iterable[str],
    made: datetime,
    own: Mapping[str, str] = MappingProxyType({}),
) -> Case:
    """Chooses what a bundle tells.

    Args:
        wish: What the person wants.
        told: What happened, each with its files; what was withdrawn is left out.
        lenders: The names of lenders by id.
        third_parties: Names of everybody who was reached, also in events that are not chosen.
        made: The local time.
        own: The person's own name and address, with what stands for each.
    """
    chosen = sorted(
        ((incident, files) for incident, files in told if not incident.withdrawn),
        key=lambda each: (each[0].at, each[0].id),
    )
    mask = Mask(third_parties, on=wish.masked, others=own)
    numbers: dict[str, int] = {}
    found: dict[str, tuple[Attachment, list[int], list[bool]]] = {}
    events = []
    for number, (incident, files) in enumerate(chosen, 1):
        for file in files:
            # The same bytes under two names are one exhibit.
            numbers.setdefault(file.sha256, len(numbers) + 1)
            _, places, owners = found.setdefault(file.sha256, (file, [], []))
            places.append(number)
            owners.append(incident.by_contact)
        shown = tuple(dict.fromkeys(numbers[file.sha256] for file in files))
        kept = _shown(incident, mask, wish)
        if any(file.held_back for file in files):
            kept = kept._replace(line=HELD_BACK, contact="", number="")
        events.append(Told(number, kept, lenders.get(incident.lender, ""), shown))
    full = wish.level is ShareLevel.FULL
    exhibits = tuple(
        Exhibit(
            numbers[sha256],
            file,
            mask.text(file.shown_name) if full else media_name(file, numbers[sha256]),
            mask.text(file.origin) if full else "",
            tuple(dict.fromkeys(places)),
            all(owners),
        )
        for sha256, (file, places, owners) in found.items()
    )
    return Case(wish.level, wish.masked, made, tuple(events), exhibits)


def media_name(file: Attachment, number: int) -> str:
    """What a file is called where its own name is not told."""
    return f"{_MEDIA_NAMES[file.media][0]} {number}"


def bundle_file(exhibit: Exhibit, suffix: str, *, copy: bool) -> str:
    """Where a file lies in the bundle: plain letters, the same on every system."""
    kind = _MEDIA_NAMES[exhibit.attachment.media][1]
    return f"data/files/{exhibit.number:04}-{kind}{'-copy' if copy else ''}{suffix}"


def bundle_name(made: datetime, *, twin: bool = False) -> str:
    """What a bundle is called; it tells nobody what it is about."""
    return f"materials-{made:%Y%m%d}{'-masked' if twin else ''}"


def came_words(attachment: Attachment) -> str:
    """How a file was taken in."""
    return _CAME[attachment.came]


def fields(level: ShareLevel, *, masked_: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is in a bundle and what is not, in plain words, as the person and the reader see it."""
    inside = [
        "选中的每件事：发生的时间、方式、找了谁、对方用的号码、属于哪种情况、写下的那句话",
        "哪一家（自己起的称呼）",
        "每个文件原件的校验值（SHA-256）",
    ]
    outside = ["这台电脑的名字，文件夹的位置"]
    copies = "JPEG、PNG、HEIC 图片的副本，去掉了拍摄时间、地点、手机型号"
    times = "每件事记下的时间、改过几次，文件放进来的时间"
    originals = "原件，连同文件里带的拍摄时间、地点、手机型号"
    names = "文件原来的名字、怎么放进来的、原件在哪里"
    others = "录音、视频和其他去不掉这些信息的文件（清单里写明名称和校验值）"
    third = (
        "登记过的名字（“具体是谁”和文书里填的，还有存下的本人姓名、住址），"
        "文字里的电话、证件号、卡号、邮箱、微信号"
    )
    if level is ShareLevel.FULL:
        inside += [originals, names, times]
    else:
        inside.append(copies)
        outside += [originals, names, others]
        (inside if level is ShareLevel.TIME_AND_HASH else outside).append(times)
    (outside if masked_ else inside).append(third)
    return tuple(inside), tuple(outside)


NOT_MASKED = (
    "程序遮不住的：图片、录音里面露出来的姓名和号码；只写在“一句话”里、没填进“具体是谁”的名字；"
    "外号、写错的字、少于七位的号码。交出去以前请自己看一遍。"
)


def _shown(incident: Incident, mask: Mask, wish: BundleWish) -> Incident:
    """An event without what the level or the mask leaves out."""
    kept = incident
    if wish.level is ShareLevel.NONE:
        kept = kept._replace(created="", revision=0)
    return kept._replace(
        line=mask.text(kept.line, kept.number),
        contact=mask.text(kept.contact),
        number=mask.names(kept.number),
    )


def local(utc: str, like: datetime) -> str:
    """A stored moment on the clock of another one."""
    moment = datetime.fromisoformat(utc)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return f"{moment.astimezone(like.tzinfo):%Y-%m-%d %H:%M}"
