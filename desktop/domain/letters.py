"""Letters and message drafts: what they are for. Their bodies come with the letters room."""

from desktop.domain.confidence import Confidence
from desktop.domain.record import Record
from desktop.domain.rule_refs import RuleRef


class Letter(Record):
    """A paper the person may need; ids are ``t-…``."""

    id: str
    draft_id: str
    title: str
    purpose: str
    recipients: tuple[str, ...]
    use_when: str
    rules: tuple[RuleRef, ...]
    checked: str
    confidence: Confidence
