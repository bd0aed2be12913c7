"""Words for values of the library. Apart from ``words``, because no start needs them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.help import Verdict
from desktop.domain.rule_refs import RefRole
from desktop.domain.rules import Force, Level


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)


def level(value: Level) -> str:
    """The badge of a rule document."""
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
    if value in (Level.NATIONAL_STANDARD, Level.SELF_REGULATION):
        return "amber"
    return "neutral" if value is Level.NORMATIVE_DOCUMENT else "soft"


def force(value: Force) -> str:
    """Whether a document is in force."""
    return {
        Force.IN_FORCE: _tr("现行有效"),
        Force.NOT_YET: _tr("还没施行"),
        Force.DRAFT: _tr("征求意见稿，不是现行规定"),
        Force.EXPIRED: _tr("已过期，只作历史信息"),
        Force.UNCLEAR: _tr("是否现行有效：待核"),
    }[value]


def force_short(value: Force) -> str:
    """Whether a document is in force, short enough for a list row."""
    return {
        Force.IN_FORCE: _tr("现行"),
        Force.NOT_YET: _tr("还没施行"),
        Force.DRAFT: _tr("征求意见"),
        Force.EXPIRED: _tr("已过期"),
        Force.UNCLEAR: _tr("待核"),
    }[value]


def role(value: RefRole) -> str:
    """What a cited rule does for a step."""
    return {
        RefRole.BASIS: _tr("依据"),
        RefRole.BACKGROUND: _tr("背景"),
        RefRole.CONTRARY: _tr("对你不利的一面"),
    }[value]


def verdict(value: Verdict) -> str:
    """What we say about a claim people hear."""
    return {
        Verdict.TRUE: _tr("真"),
        Verdict.PARTLY: _tr("部分对"),
        Verdict.FALSE: _tr("不对"),
        Verdict.DEPENDS: _tr("看情况"),
    }[value]


def verdict_tone(value: Verdict) -> str:
    """The chip tone of a verdict; never red, since nobody is to blame for having heard it."""
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
