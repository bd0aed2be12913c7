"""The rules of the authored content, and what is told to an author who breaks one."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.content.problems import ContentFailure


class Rule(StrEnum):
    """Stable names of everything that is checked in the authored content."""

    # Reading and shape.
    BAD_FILE = "bad-file"
    BAD_YAML = "bad-yaml"
    DUPLICATE_KEY = "duplicate-key"
    ANCHOR = "anchor"
    MISSING_FILE = "missing-file"
    UNEXPECTED_FILE = "unexpected-file"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_TYPE = "wrong-type"
    UNSOURCED_FACT = "unsourced-fact"
    # Identity and links.
    DUPLICATE_ID = "duplicate-id"
    ID_FORMAT = "id-format"
    VANISHED_ID = "vanished-id"
    UNLISTED_ID = "unlisted-id"
    BAD_MOVE = "bad-move"
    DUPLICATE_MOVE = "duplicate-move"
    MOVED_BUT_HERE = "moved-but-here"
    MOVE_TO_DEAD_ID = "move-to-dead-id"
    MOVE_CYCLE = "move-cycle"
    NEVER_SHIPPED = "never-shipped"
    OCCUPIED_ID = "occupied-id"
    DEAD_REFERENCE = "dead-reference"
    STEP_IN_NO_LIST = "step-in-no-list"
    STEP_IN_TWO_LISTS = "step-in-two-lists"
    UNUSED_ADVICE = "unused-advice"
    BAD_CONDITION = "bad-condition"
    DEAD_END = "dead-end"
    UNUSED_DOOR = "unused-door"
    # Law.
    ARTICLE_NOT_SEEN = "article-not-seen"
    BAD_ARTICLE = "bad-article"
    UNVERIFIED_IN_FORCE = "unverified-in-force"
    MYTH_WITHOUT_BASIS = "myth-without-basis"
    # Letters.
    LETTER_BLOCK = "letter-block"
    LETTER_GAP = "letter-gap"
    UNUSED_IN_LETTER = "unused-in-letter"
    TOO_MANY_REQUESTS = "too-many-requests"
    TYPED_ARTICLE = "typed-article"
    CITED_UNSEEN = "cited-unseen"
    UNSURE_IN_LETTER = "unsure-in-letter"
    UNPROVEN_REPORT = "unproven-report"
    LETTER_TONE = "letter-tone"
    DEBT_PARAGRAPH = "debt-paragraph"
    FOLLOW_UP_BASIS = "follow-up-basis"
    # Facts.
    BAD_DATE = "bad-date"
    NULL_DATE_IN_FORCE = "null-date-in-force"
    NOT_YET_IN_FORCE = "not-yet-in-force"
    BAD_URL = "bad-url"
    BAD_HOLIDAYS = "bad-holidays"
    # Wording.
    DONE_WHEN_MISSING = "done-when-missing"
    EMPTY_TEXT = "empty-text"
    TOO_LONG = "too-long"
    ABOLISHED_NAME = "abolished-name"
    FORBIDDEN_PROMISE = "forbidden-promise"
    EVASION_ADVICE = "evasion-advice"
    LENDER_NAME = "lender-name"
    HALF_WIDTH = "half-width"


@dataclass(frozen=True, slots=True)
class ContentProblem:
    """One thing an author has to mend.

    Attributes:
        file: Path below ``checklists/``, with forward slashes.
        place: Where in the file, such as ``provisions[2].points[1]`` (counted from one) or
            ``第 7 行``; empty for the file as a whole.
        rule: The rule that was broken.
        message: One Chinese sentence: the cause and what to do.
    """

    file: str
    place: str
    rule: Rule
    message: str

    def __str__(self) -> str:
        """One line for a terminal."""
        place = f" {self.place}" if self.place else ""
        return f"{self.file}{place} [{self.rule}] {self.message}"


class ContentError(ContentFailure):
    """The authored content does not keep the rules.

    Attributes:
        problems: Everything found, never empty.
    """

    def __init__(self, problems: tuple[ContentProblem, ...]) -> None:
        """Keeps the problems."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
