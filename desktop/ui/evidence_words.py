"""Words of the evidence room. None of them says that anything was against a rule."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from desktop.domain.evidence import EvidenceRow, EvidenceSort, HourCell
from desktop.domain.evidence_gaps import Gap, Held, NextAct
from desktop.domain.incidents import IncidentKind, Revision
from desktop.ui import incident_words


def _tr(text: str) -> str:
    return QCoreApplication.translate("evidence", text)


def kind(value: IncidentKind) -> str:
    """What it was, as the person ticks it."""
    return {
        IncidentKind.THREAT: _tr("威胁"),
        IncidentKind.INSULT: _tr("辱骂"),
        IncidentKind.IMPERSONATION: _tr("冒充公检法或单位"),
        IncidentKind.DISCLOSURE: _tr("把欠款告诉别人"),
        IncidentKind.EDITED_PICTURE: _tr("发 P 过的图"),
        IncidentKind.NIGHT: _tr("夜间打扰"),
        IncidentKind.REPEATED: _tr("反复打来"),
        IncidentKind.INTRUSION: _tr("上门纠缠"),
        IncidentKind.FALSE_PAPER: _tr("假文书"),
        IncidentKind.PRIVATE_ACCOUNT: _tr("要转到私人账户"),
        IncidentKind.OTHER: _tr("其他"),
        IncidentKind.OWN_CALL: _tr("我打给对方的"),
    }[value]


def suspected(value: IncidentKind) -> str:
    """What it was, on a record that others may read: seen by the person, decided by nobody."""
    if value is IncidentKind.OWN_CALL:
        return kind(value)
    return _tr("疑似：{0}").format(kind(value))


def noted_after(passed: timedelta) -> str:
    """How long after it happened it was noted."""
    hours = int(passed.total_seconds() // 3600)
    if hours < 24:
        return _tr("事后 {0} 小时补记").format(max(1, hours))
    return _tr("事后 {0} 天补记").format(hours // 24)


def sort(value: EvidenceSort) -> str:
    """An order of the list."""
    return {
        EvidenceSort.NEWEST: _tr("新的在前"),
        EvidenceSort.OLDEST: _tr("旧的在前"),
        EvidenceSort.ENTERED: _tr("最近记下的在前"),
        EvidenceSort.LENDER: _tr("按哪一家"),
        EvidenceSort.CHANNEL: _tr("按怎么来的"),
        EvidenceSort.REACHED: _tr("按找到了谁"),
        EvidenceSort.NUMBER: _tr("按号码"),
    }[value]


def cell(value: HourCell) -> str:
    """An hour of a day."""
    return _tr("{0}月{1}日 {2} 点").format(value.day.month, value.day.day, value.hour)


def weekday(value: date) -> str:
    """A day with its day of the week, short."""
    return f"{value:%m-%d} " + _tr("一二三四五六日")[value.weekday()]


def who(row: EvidenceRow) -> str:
    """Who was reached: as the person called them, or which kind of people."""
    incident = row.incident
    if incident.contact:
        return incident.contact
    return "" if incident.reached is None else incident_words.reached(incident.reached)


def summary(row: EvidenceRow) -> str:
    """What stands in the wide column: the words of the person, else what it was."""
    incident = row.incident
    words = incident.line or "、".join(map(kind, incident.kinds))
    return _tr("（已撤回）{0}").format(words) if incident.withdrawn else words


def revision(value: Revision, lender: str) -> str:
    """Words that stood there before."""
    incident = value.incident
    parts = [incident_words.incident(incident, lender), "、".join(map(kind, incident.kinds))]
    parts += [incident.contact, incident.line]
    return "；".join(part for part in parts if part)


def held(value: Held) -> str:
    """Something that is there."""
    return {
        Held.NOTED_AT_ONCE: _tr("当时就记下了"),
        Held.NUMBER: _tr("有对方的号码或账号"),
        Held.RECORDING: _tr("有录音或录像"),
        Held.PICTURE: _tr("有截图或照片"),
        Held.OTHER_FILE: _tr("有文件"),
        Held.ORIGINAL_KNOWN: _tr("写明了原件在哪里"),
        Held.CONTACT_TOLD: _tr("接到的人自己记下的"),
    }[value]


def gap(value: Gap) -> str:
    """Something that is missing."""
    return {
        Gap.OWN_WORDS_ONLY: _tr("现在只有你自己的记录"),
        Gap.LOOKS_RESENT: _tr("有图片像是转发过的，不像原图"),
        Gap.ORIGINAL_UNKNOWN: _tr("没有写原件在哪里"),
        Gap.CONTACT_SILENT: _tr("接到的人还没有自己的记录"),
        Gap.ONE_PICTURE: _tr("只有一张截图，看不出前后连贯"),
        Gap.NUMBER_UNTOLD: _tr("没有写对方的号码或账号"),
        Gap.LENDER_UNTOLD: _tr("没有写是哪一家"),
        Gap.NOTED_LATER: _tr("是事后补记的（照实写着就好）"),
    }[value]


def next_act(value: NextAct) -> str:
    """The one thing that would help most."""
    return {
        NextAct.ADD_RECORDING: _tr("把通话录音放进来；没有录音，就放通话记录的截图。"),
        NextAct.ADD_SCREENSHOT: _tr("把聊天或短信的截图放进来，截到对方号码和时间。"),
        NextAct.ADD_PHOTO: _tr("把照片放进来；信件连信封和邮戳一起拍。"),
        NextAct.ADD_FILE: _tr("把能说明这件事的文件放进来。"),
        NextAct.FETCH_ORIGINAL: _tr(
            "不是截图的话，请在手机里选“原图”或“文件”的方式再传一次，原图留在手机里别删。"
        ),
        NextAct.TELL_ORIGINAL: _tr("在附件下面写一句：原件在哪台手机、哪个软件里。"),
        NextAct.ASK_CONTACT: _tr("请接到的人自己写一句、截一张图；愿意不愿意由他们定。"),
        NextAct.RECORD_SCREEN: _tr("从对方资料页开始，把整段聊天录一遍屏。"),
        NextAct.TELL_NUMBER: _tr("点“更正”，把对方的号码或账号补上。"),
        NextAct.TELL_LENDER: _tr("点“更正”，选一下是哪一家；不清楚就空着。"),
    }[value]
