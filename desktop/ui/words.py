"""Words for values: the one place where an enum becomes Chinese on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.confidence import Confidence
from desktop.domain.progress import State
from desktop.domain.steps import Scope, Stage, Urgency

if TYPE_CHECKING:
    # Only the help page and the rules beside a step need these; no start pays for them.
    from desktop.domain.help import Verdict
    from desktop.domain.rule_refs import RefRole
    from desktop.domain.rules import Force, Level


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)


def urgency(value: Urgency) -> str:
    """How soon, as said on a step card."""
    return {
        Urgency.NOW: _tr("现在就做"),
        Urgency.TODAY: _tr("今天做"),
        Urgency.THIS_WEEK: _tr("这周做"),
        Urgency.MONTHLY: _tr("每月一次"),
    }[value]


def urgency_short(value: Urgency) -> str:
    """How soon, in two characters for a list row."""
    return {
        Urgency.NOW: _tr("现在"),
        Urgency.TODAY: _tr("今天"),
        Urgency.THIS_WEEK: _tr("这周"),
        Urgency.MONTHLY: _tr("每月"),
    }[value]


def urgency_tone(value: Urgency) -> str:
    """The chip tone of an urgency."""
    return "amber" if value in (Urgency.NOW, Urgency.TODAY) else "neutral"


def state(value: State) -> str:
    """The state of a step."""
    return {
        State.TODO: _tr("未开始"),
        State.DOING: _tr("进行中"),
        State.WAITING: _tr("等对方"),
        State.DONE: _tr("完成"),
        State.NOT_APPLICABLE: _tr("不适用"),
    }[value]


def stage(value: Stage) -> str:
    """The stage of a loan, as a tab."""
    return {
        Stage.BEFORE: _tr("借款前"),
        Stage.DURING: _tr("还款中"),
        Stage.OVERDUE: _tr("逾期后"),
        Stage.SETTLED: _tr("结清后"),
    }[value]


def scope(value: Scope) -> str:
    """Whom a step is ticked for."""
    return {
        Scope.PERSON: _tr("做一次，各家都算"),
        Scope.LENDER: _tr("每一家各做一次"),
    }[value]


def minutes(value: int) -> str:
    """How long a step takes."""
    if value >= 60 and value % 30 == 0:
        hours = value / 60
        return _tr("约 {0} 小时").format(f"{hours:g}")
    return _tr("约 {0} 分钟").format(value)


def level(value: Level) -> str:
    """The badge of a rule document."""
    from desktop.domain.rules import Level

    return {
        Level.LAW: _tr("法律"),
        Level.ADMIN_REGULATION: _tr("行政法规"),
        Level.JUDICIAL_INTERPRETATION: _tr("司法解释"),
        Level.DEPARTMENT_RULE: _tr("部门规章"),
        Level.LOCAL_REGULATION: _tr("地方性法规"),
        Level.NORMATIVE_DOCUMENT: _tr("规范性文件"),
        Level.NATIONAL_STANDARD: _tr("国家标准"),
        Level.SELF_REGULATION: _tr("行业自律"),
    }[value]


def level_tone(value: Level) -> str:
    """The chip tone of a badge: binding law stands out from standards and self-regulation."""
    from desktop.domain.rules import Level

    if value in (Level.NATIONAL_STANDARD, Level.SELF_REGULATION):
        return "amber"
    return "neutral" if value is Level.NORMATIVE_DOCUMENT else "soft"


def force(value: Force) -> str:
    """Whether a document is in force."""
    from desktop.domain.rules import Force

    return {
        Force.IN_FORCE: _tr("现行有效"),
        Force.NOT_YET: _tr("还没施行"),
        Force.DRAFT: _tr("征求意见稿，不是现行规定"),
        Force.EXPIRED: _tr("已过期，只作历史信息"),
        Force.UNCLEAR: _tr("是否现行有效：待核"),
    }[value]


def force_short(value: Force) -> str:
    """Whether a document is in force, short enough for a list row."""
    from desktop.domain.rules import Force

    return {
        Force.IN_FORCE: _tr("现行"),
        Force.NOT_YET: _tr("还没施行"),
        Force.DRAFT: _tr("征求意见"),
        Force.EXPIRED: _tr("已过期"),
        Force.UNCLEAR: _tr("待核"),
    }[value]


def confidence(value: Confidence) -> str:
    """How sure we are, as a short phrase."""
    return {
        Confidence.HIGH: _tr("把握：高"),
        Confidence.MEDIUM: _tr("把握：中"),
        Confidence.LOW: _tr("把握：低"),
        Confidence.UNVERIFIED: _tr("待核"),
    }[value]


def role(value: RefRole) -> str:
    """What a cited rule does for a step."""
    from desktop.domain.rule_refs import RefRole

    return {
        RefRole.BASIS: _tr("依据"),
        RefRole.BACKGROUND: _tr("背景"),
        RefRole.CONTRARY: _tr("对你不利的一面"),
    }[value]


def verdict(value: Verdict) -> str:
    """What we say about a claim people hear."""
    from desktop.domain.help import Verdict

    return {
        Verdict.TRUE: _tr("真"),
        Verdict.PARTLY: _tr("部分对"),
        Verdict.FALSE: _tr("不对"),
        Verdict.DEPENDS: _tr("看情况"),
    }[value]


def verdict_tone(value: Verdict) -> str:
    """The chip tone of a verdict; never red, since nobody is to blame for having heard it."""
    from desktop.domain.help import Verdict

    return {
        Verdict.TRUE: "ok",
        Verdict.PARTLY: "soft",
        Verdict.FALSE: "amber",
        Verdict.DEPENDS: "neutral",
    }[value]


def filing_way(value: str) -> str:
    """How something is filed with a channel."""
    return {
        "phone": _tr("电话"),
        "sms": _tr("短信"),
        "app": _tr("App"),
        "online": _tr("网上"),
        "mail": _tr("邮寄"),
        "in_person": _tr("当面"),
        "other": _tr("其他"),
    }[value]


def redirect_kind(value: str) -> str:
    """What kind of name an old name is."""
    return {
        "agency": _tr("机构"),
        "hotline": _tr("热线"),
        "article": _tr("条文序号"),
        "document": _tr("文件"),
    }[value]
