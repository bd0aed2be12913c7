"""The words of a bundle: the same in its PDF, its page for a browser and its tables."""

from collections.abc import Sequence

from desktop.domain.bundle import (
    Case,
    Exhibit,
    LeftOut,
    Placed,
    ShareLevel,
    Told,
    came_words,
    fields,
    local,
)
from desktop.domain.document import (
    Block,
    Break,
    Heading,
    Paragraph,
    Point,
    Row,
    SetDocument,
    Title,
)
from desktop.domain.incident_words import channel, kinds, reached
from desktop.domain.incidents import Incident
from desktop.domain.paper import day_words
from desktop.domain.typesetting import Ink

TITLE = "证据材料"
LIST_TITLE = "证据目录"
TIMELINE_TITLE = "事件经过"
FOOT = "由提交人自己整理，供受理的机构参考；是否属实、是否违规，由机构认定。"
LIST_HEAD = ("序号", "名称", "来源", "说明什么", "页", "原件在哪里")
TIMELINE_HEAD = ("序号", "时间", "方式", "找的是谁", "对方号码", "哪一家", "经过", "证据")
HASH_HEAD = ("序号", "文件", "原件的校验值（SHA-256）", "说明")
CHECK_LINE = r"certutil -hashfile data\files\{0} SHA256"
CHECK_ALL = "sha256sum -c manifest-sha256.txt"
CHECK_ALL_MAC = "shasum -a 256 -c manifest-sha256.txt"

_LIST_SHARES = (0.07, 0.17, 0.17, 0.34, 0.06, 0.19)
_TIMELINE_SHARES = (0.06, 0.12, 0.07, 0.12, 0.14, 0.11, 0.30, 0.08)
_HASH_SHARES = (0.07, 0.25, 0.42, 0.26)
_LEFT_OUT = {
    LeftOut.KIND: "没有放进来：这类文件里带的设备、时间、地点去不干净",
    LeftOut.NOT_UNDERSTOOD: "没有放进来：文件里有认不出的内容，去不干净",
    LeftOut.DAMAGED: "没有放进来：文件读不出来，或者和存进来时不一样",
    LeftOut.NOT_AGREED: "没有放进来：写的人没有同意交出",
}
_LEVELS = {
    ShareLevel.NONE: "只交副本，不带文件里的时间、地点、设备",
    ShareLevel.TIME_AND_HASH: "交副本，另外写明记下和存入的时间",
    ShareLevel.FULL: "交原件，连同文件里的全部信息",
}


def when(incident: Incident) -> str:
    """When it happened, by the clock on the wall."""
    return f"{incident.at:%Y-%m-%d %H:%M}"


def story(told: Told) -> str:
    """What happened, in one go."""
    incident = told.incident
    parts = [kinds(incident), incident.line]
    if incident.by_contact:
        parts.append("由亲友记下")
    text = "；".join(part for part in parts if part) or "没写"
    extra = []
    if incident.created:
        extra.append(f"记于 {local(incident.created, incident.at)}")
    if incident.revision:
        extra.append(f"改过 {incident.revision} 次")
    return f"{text}（{'，'.join(extra)}）" if extra else text


def source(case: Case, exhibit: Exhibit) -> str:
    """Who kept a file, and how it came into the program."""
    words = ["亲友自己保存、提供" if exhibit.by_contact else "本人保存"]
    if case.level is ShareLevel.FULL:
        words.append(came_words(exhibit.attachment))
    if case.level is not ShareLevel.NONE:
        words.append(f"存入 {local(exhibit.attachment.added, case.made)}")
    if exhibit.attachment.losses and case.level is ShareLevel.FULL:
        words.append("可能经聊天软件转过")
    return "，".join(words)


def shows(case: Case, exhibit: Exhibit) -> str:
    """What a file is there for."""
    told = [case.events[number - 1] for number in exhibit.events]
    return "；".join(
        "，".join(
            part
            for part in (
                f"事件{each.number}",
                when(each.incident),
                channel(each.incident),
                kinds(each.incident),
            )
            if part
        )
        for each in told
    )


def original(case: Case, exhibit: Exhibit) -> str:
    """Where the original is."""
    if exhibit.attachment.held_back:
        return "写的人没有同意交出"
    if case.level is not ShareLevel.FULL:
        return "由提交人保管，需要时可以当面出示"
    return exhibit.origin or "没写"


def state(placed: Placed) -> str:
    """What lies in the bundle for an exhibit."""
    if placed.left_out is not None:
        return _LEFT_OUT[placed.left_out]
    if placed.sha256 == placed.exhibit.attachment.sha256:
        return "原件"
    turned = f"，看时向右转 {placed.turn} 度" if placed.turn else ""
    mirrored = "，左右是反的" if placed.mirrored else ""
    return f"副本，去掉了图片以外的信息{turned}{mirrored}"


def counts(case: Case, placed: Sequence[Placed]) -> tuple[str, ...]:
    """The figures of the cover; what contacts kept has a line of its own."""
    inside = [one for one in placed if one.left_out is None]
    own = sum(not one.exhibit.by_contact for one in inside)
    noted = sum(told.incident.by_contact for told in case.events)
    lines = [
        f"本人记下的事件 {len(case.events) - noted} 件，文件 {own} 份",
        f"亲友记下的事件 {noted} 件，亲友提供的文件 {len(inside) - own} 份",
    ]
    missing = len(placed) - len(inside)
    if missing:
        lines.append(f"另有 {missing} 份文件只写明名称和校验值，没有放进来")
    return tuple(lines)


def level(case: Case) -> str:
    """What of each file is given away."""
    return _LEVELS[case.level]


def notes(case: Case) -> tuple[str, ...]:
    """What a reader has to know before the list."""
    third = (
        "登记过的亲友名字和文字里的长号码已经遮住，同一个人用同一个代号。"
        if case.masked
        else "没有遮住亲友的名字和号码，请妥善保管。"
    )
    return third, "图片、录音里面的内容没有遮挡过。"


def list_rows(case: Case, placed: Sequence[Placed], pages: Sequence[int]) -> list[tuple[str, ...]]:
    """The list of evidence without its head.

    Args:
        case: What the bundle tells.
        placed: What became of its files.
        pages: On which page of the PDF each event stands.
    """
    rows: list[tuple[str, ...]] = []
    for one in placed:
        exhibit = one.exhibit
        mark = "" if one.sha256 == exhibit.attachment.sha256 else "（副本）"
        rows.append(
            (
                str(exhibit.number),
                exhibit.name + ("（未放入）" if one.left_out else mark),
                source(case, exhibit),
                shows(case, exhibit),
                str(pages[exhibit.events[0] - 1]),
                original(case, exhibit),
            )
        )
    return rows


def timeline_rows(case: Case) -> list[tuple[str, ...]]:
    """The events without their head."""
    return [
        (
            str(told.number),
            when(told.incident),
            channel(told.incident),
            reached(told.incident),
            told.incident.number,
            told.lender,
            story(told),
            "、".join(map(str, told.exhibits)),
        )
        for told in case.events
    ]


def hash_rows(placed: Sequence[Placed]) -> list[tuple[str, ...]]:
    """The files with their checksums, without a head."""
    return [
        (
            str(one.exhibit.number),
            one.file.rpartition("/")[2] or "没有放进来",
            one.exhibit.attachment.sha256,
            state(one),
        )
        for one in placed
    ]


def check_lines(placed: Sequence[Placed]) -> tuple[str, ...]:
    """How anybody can check with what their computer has."""
    files = [one.file.rpartition("/")[2] for one in placed if one.file]
    example = files[0] if files else "（文件名）"
    return (
        "是压缩文件的话，先整个解开：没解开，图片显示不出来，下面的办法也用不了。",
        (
            "Windows：在有 index.html 的那个文件夹的地址栏里输入 cmd，按回车，"
            "再输入下面一行（换成要查的文件名），"
        ),
        CHECK_LINE.format(example),
        "看显示的一串和 manifest-sha256.txt 里这个文件前面的那串是不是一样。",
        (
            f"苹果电脑：在这个文件夹里运行 {CHECK_ALL_MAC}，Linux 上运行 {CHECK_ALL}，"
            "改过的文件会被点名。"
        ),
        "副本的校验值和原件不同；要核对原件，请提交人出示原件，再和目录里原件的校验值比。",
    )


def document(case: Case, placed: Sequence[Placed], pages: Sequence[int]) -> list[Block]:
    """The cover, the list and the events as the PDF has them; the events come last."""
    inside, outside = fields(case.level, masked_=case.masked)
    blocks: list[Block] = [
        Title(TITLE),
        Paragraph(f"{day_words(case.made.date())} 整理", Ink.MUTED),
        *(Point(text) for text in counts(case, placed)),
        Heading(f"这份材料怎么交的：{level(case)}"),
        *(Point(text, "有") for text in inside),
        *(Point(text, "无") for text in outside),
        *(Paragraph(text, Ink.MUTED, 10) for text in notes(case)),
        Heading("怎么核对文件没有改过"),
        *(Paragraph(text, Ink.TEXT, 10) for text in check_lines(placed)),
        Break(),
        Heading(LIST_TITLE),
        Row(LIST_HEAD, _LIST_SHARES, head=True),
        *(Row(row, _LIST_SHARES) for row in list_rows(case, placed, pages)),
        Heading("文件和校验值"),
        Row(HASH_HEAD, _HASH_SHARES, head=True),
        *(Row(row, _HASH_SHARES) for row in hash_rows(placed)),
        Break(),
        Heading(TIMELINE_TITLE),
        Row(TIMELINE_HEAD, _TIMELINE_SHARES, head=True),
        *(Row(row, _TIMELINE_SHARES) for row in timeline_rows(case)),
    ]
    return blocks


def account(case: Case) -> list[Block]:
    """The events alone, on sheets of their own; files are named by how many there are."""
    return [
        Title(TIMELINE_TITLE),
        Paragraph(f"{day_words(case.made.date())} 整理，共 {len(case.events)} 笔", Ink.MUTED),
        Row(TIMELINE_HEAD, _TIMELINE_SHARES, head=True),
        *(Row(row, _TIMELINE_SHARES) for row in timeline_rows(case)),
    ]


def event_pages(set_: SetDocument, case: Case) -> tuple[int, ...]:
    """On which page each event stands: their rows are the last blocks."""
    count = len(case.events)
    return set_.begins[len(set_.begins) - count :] if count else ()
