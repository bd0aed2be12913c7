"""Words for incidents; apart from the others, for no start needs them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.incidents import Incident, IncidentChannel, Reached


def _tr(text: str) -> str:
    return QCoreApplication.translate("incidents", text)


def channel(value: IncidentChannel) -> str:
    """How they came."""
    return {
        IncidentChannel.CALL: _tr("电话"),
        IncidentChannel.SMS: _tr("短信"),
        IncidentChannel.WECHAT: _tr("微信"),
        IncidentChannel.VISIT: _tr("上门"),
        IncidentChannel.LETTER: _tr("信件"),
        IncidentChannel.OTHER: _tr("其他"),
    }[value]


def reached(value: Reached) -> str:
    """Whom they came to."""
    return {
        Reached.ME: _tr("我"),
        Reached.FAMILY: _tr("家人"),
        Reached.FRIENDS: _tr("亲戚朋友"),
        Reached.WORK: _tr("同事单位"),
        Reached.EMERGENCY_CONTACT: _tr("紧急联系人"),
        Reached.OTHER: _tr("其他"),
    }[value]


def title(value: Incident, lender: str) -> str:
    """What an incident is called where its words and its number stand below."""
    return f"{value.at:%Y}-" + incident(value._replace(number=""), lender)


def incident(value: Incident, lender: str) -> str:
    """What was told of an incident but for its line; what was not told is left out."""
    parts = [f"{value.at:%m-%d %H:%M}"]
    if value.own:
        parts.append(_tr("我打的电话"))
    elif value.channel is not None:
        parts.append(channel(value.channel))
    if value.reached is not None:
        parts.append(_tr("找到{0}").format(reached(value.reached)))
    return "·".join(part for part in (*parts, lender, value.number) if part)
