"""Words to say on the phone or to send, short enough to be read out by someone who is afraid."""

from enum import StrEnum

from desktop.domain.confidence import Confidence
from desktop.domain.record import Record
from desktop.domain.rule_refs import RuleRef


class ScriptUse(StrEnum):
    """What is done with the words."""

    SAY = "say"
    SEND = "send"


class ScriptLine(Record):
    """One sentence and why it is put like that."""

    text: str
    why: str


class Script(Record):
    """Sentences in order; ids are ``x-…``. Those to be sent are one message together."""

    id: str
    draft_id: str
    title: str
    use: ScriptUse
    lines: tuple[ScriptLine, ...]
    rules: tuple[RuleRef, ...]
    checked: str
    confidence: Confidence
