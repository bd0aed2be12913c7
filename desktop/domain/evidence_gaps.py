"""What is there to show that something happened, what is missing, and what to do next.

A table of rules about one incident and its files. None of them says what anything is worth: that
is for whoever decides. They say what is usually asked for, while it can still be had.
"""

from collections.abc import Callable
from enum import StrEnum

from desktop.domain.attachments import Attachment, Media
from desktop.domain.incidents import Incident, IncidentChannel, Reached
from desktop.domain.record import Record

_WRITTEN = (IncidentChannel.SMS, IncidentChannel.WECHAT)


class Held(StrEnum):
    """Something that is there."""

    NOTED_AT_ONCE = "noted_at_once"
    NUMBER = "number"
    RECORDING = "recording"
    PICTURE = "picture"
    OTHER_FILE = "other_file"
    ORIGINAL_KNOWN = "original_known"
    CONTACT_TOLD = "contact_told"


class Gap(StrEnum):
    """Something that is missing, in the order in which it helps to see to it."""

    OWN_WORDS_ONLY = "own_words_only"
    LOOKS_RESENT = "looks_resent"
    ORIGINAL_UNKNOWN = "original_unknown"
    CONTACT_SILENT = "contact_silent"
    ONE_PICTURE = "one_picture"
    NUMBER_UNTOLD = "number_untold"
    LENDER_UNTOLD = "lender_untold"
    NOTED_LATER = "noted_later"


class NextAct(StrEnum):
    """The one thing that would help most."""

    ADD_RECORDING = "add_recording"
    ADD_SCREENSHOT = "add_screenshot"
    ADD_PHOTO = "add_photo"
    ADD_FILE = "add_file"
    FETCH_ORIGINAL = "fetch_original"
    TELL_ORIGINAL = "tell_original"
    ASK_CONTACT = "ask_contact"
    RECORD_SCREEN = "record_screen"
    TELL_NUMBER = "tell_number"
    TELL_LENDER = "tell_lender"


class EvidenceState(Record):
    """What an incident has to show.

    Attributes:
        held: What is there.
        gaps: What is missing, what helps most first.
        next_act: What to do next; None where nothing is left to do.
    """

    held: tuple[Held, ...]
    gaps: tuple[Gap, ...]
    next_act: NextAct | None


def evidence_state(incident: Incident, attachments: tuple[Attachment, ...]) -> EvidenceState:
    """Looks an incident over, with its files."""
    held = tuple(thing for thing, rule in _HELD.items() if rule(incident, attachments))
    gaps = tuple(gap for gap, rule in _GAPS.items() if rule(incident, attachments))
    acts = (_act(gap, incident) for gap in gaps)
    return EvidenceState(held, gaps, next((act for act in acts if act is not None), None))


Rule = Callable[[Incident, tuple[Attachment, ...]], bool]


def _is(*media: Media) -> Rule:
    return lambda _, files: any(file.media in media for file in files)


def _others_reached(incident: Incident) -> bool:
    return incident.reached not in (None, Reached.ME)


def _looks_resent(_: Incident, files: tuple[Attachment, ...]) -> bool:
    return any(file.losses for file in files)


def _one_picture(incident: Incident, files: tuple[Attachment, ...]) -> bool:
    """A talk in writing with one picture of it and no recording of the screen."""
    kinds = [file.media for file in files]
    return incident.channel in _WRITTEN and kinds == [Media.PICTURE]


_HELD: dict[Held, Rule] = {
    Held.NOTED_AT_ONCE: lambda told, _: bool(told.created) and told.noted_after is None,
    Held.NUMBER: lambda told, _: bool(told.number),
    Held.RECORDING: _is(Media.AUDIO, Media.VIDEO),
    Held.PICTURE: _is(Media.PICTURE),
    Held.OTHER_FILE: _is(Media.PDF, Media.TEXT, Media.OTHER),
    Held.ORIGINAL_KNOWN: lambda _, files: bool(files) and all(file.origin for file in files),
    Held.CONTACT_TOLD: lambda told, _: told.by_contact,
}

_GAPS: dict[Gap, Rule] = {
    Gap.OWN_WORDS_ONLY: lambda told, files: not files and not told.by_contact,
    Gap.LOOKS_RESENT: _looks_resent,
    Gap.ORIGINAL_UNKNOWN: lambda _, files: any(not file.origin for file in files),
    Gap.CONTACT_SILENT: lambda told, _: _others_reached(told) and not told.by_contact,
    Gap.ONE_PICTURE: _one_picture,
    Gap.NUMBER_UNTOLD: lambda told, _: not told.number and told.channel is not None,
    Gap.LENDER_UNTOLD: lambda told, _: not told.lender,
    Gap.NOTED_LATER: lambda told, _: told.noted_after is not None,
}

_FILE_FOR: dict[IncidentChannel | None, NextAct] = {
    IncidentChannel.CALL: NextAct.ADD_RECORDING,
    IncidentChannel.SMS: NextAct.ADD_SCREENSHOT,
    IncidentChannel.WECHAT: NextAct.ADD_SCREENSHOT,
    IncidentChannel.VISIT: NextAct.ADD_PHOTO,
    IncidentChannel.LETTER: NextAct.ADD_PHOTO,
}

_ACTS: dict[Gap, NextAct] = {
    Gap.LOOKS_RESENT: NextAct.FETCH_ORIGINAL,
    Gap.ORIGINAL_UNKNOWN: NextAct.TELL_ORIGINAL,
    Gap.CONTACT_SILENT: NextAct.ASK_CONTACT,
    Gap.ONE_PICTURE: NextAct.RECORD_SCREEN,
    Gap.NUMBER_UNTOLD: NextAct.TELL_NUMBER,
    Gap.LENDER_UNTOLD: NextAct.TELL_LENDER,
}


def _act(gap: Gap, incident: Incident) -> NextAct | None:
    if gap is not Gap.OWN_WORDS_ONLY:
        return _ACTS.get(gap)
    # A call to somebody else leaves nothing on the person's own phone.
    if _others_reached(incident) and incident.channel is IncidentChannel.CALL:
        return NextAct.ASK_CONTACT
    return _FILE_FOR.get(incident.channel, NextAct.ADD_FILE)
