"""What was noted of an incident, in the words of papers for others."""

from desktop.domain.incidents import Incident, IncidentChannel, IncidentKind, Reached

_CHANNELS = {
    IncidentChannel.CALL: "电话",
    IncidentChannel.SMS: "短信",
    IncidentChannel.WECHAT: "微信",
    IncidentChannel.VISIT: "上门",
    IncidentChannel.LETTER: "信件",
    IncidentChannel.OTHER: "其他方式",
}
_REACHED = {
    Reached.ME: "本人",
    Reached.FAMILY: "家人",
    Reached.FRIENDS: "亲戚朋友",
    Reached.WORK: "同事或单位",
    Reached.EMERGENCY_CONTACT: "紧急联系人",
    Reached.OTHER: "其他人",
}
_KINDS = {
    IncidentKind.THREAT: "威胁、恐吓",
    IncidentKind.INSULT: "辱骂",
    IncidentKind.IMPERSONATION: "冒充公检法或律师",
    IncidentKind.DISCLOSURE: "把欠款的事告诉别人",
    IncidentKind.EDITED_PICTURE: "拼接、修改图片",
    IncidentKind.NIGHT: "夜间打扰",
    IncidentKind.REPEATED: "一天里反复联系",
    IncidentKind.INTRUSION: "上门不走、闯入",
    IncidentKind.FALSE_PAPER: "假文书",
    IncidentKind.PRIVATE_ACCOUNT: "要求转到私人账户",
    IncidentKind.OTHER: "其他情况",
    IncidentKind.OWN_CALL: "本人打给对方",
}


def channel(incident: Incident) -> str:
    """How they came."""
    return way(incident.channel) if incident.channel else "没写"


def way(channel_: IncidentChannel) -> str:
    """How somebody comes."""
    return _CHANNELS[channel_]


def reached(incident: Incident) -> str:
    """Whom they came to."""
    who = _REACHED[incident.reached] if incident.reached else "没写"
    return f"{who}（{incident.contact}）" if incident.contact else who


def kinds(incident: Incident) -> str:
    """What it was, as the person saw it: nothing that was decided."""
    seen = [_KINDS[kind] for kind in incident.kinds if kind is not IncidentKind.OWN_CALL]
    parts = [_KINDS[IncidentKind.OWN_CALL]] if incident.own else []
    parts += [f"疑似{'、'.join(seen)}"] if seen else []
    return "；".join(parts)
