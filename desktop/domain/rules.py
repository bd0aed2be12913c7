"""Laws, regulations, standards and self-regulation, told apart."""

from enum import StrEnum

from desktop.domain.confidence import Confidence
from desktop.domain.record import Record


class Level(StrEnum):
    """What kind of document a rule stands in; declared from the strongest to the weakest."""

    LAW = "law"
    ADMIN_REGULATION = "admin_regulation"
    JUDICIAL_INTERPRETATION = "judicial_interpretation"
    DEPARTMENT_RULE = "department_rule"
    LOCAL_REGULATION = "local_regulation"
    NORMATIVE_DOCUMENT = "normative_document"
    NATIONAL_STANDARD = "national_standard"
    SELF_REGULATION = "self_regulation"


class Force(StrEnum):
    """Whether a document is in force today, as far as we know."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    DRAFT = "draft"
    EXPIRED = "expired"
    UNCLEAR = "unclear"


class UrlKind(StrEnum):
    """What the official address leads to."""

    PAGE = "page"
    SITE = "site"
    NONE = "none"


class Provision(Record):
    """One cited place in a document, in our own words.

    Attributes:
        id: Permanent opaque id (``v-…``).
        draft_label: The label in the drafts, for count tests; never shown.
        text_seen: Whether the official text was read. Only then may article numbers be shown.
        articles: Article numbers such as ``第五条``; empty unless ``text_seen``.
        label: How the place is named on screen; ``条号待核`` style wording where not text-seen.
        points: The gist in our own words, each point at most 60 characters.
        note: A caution shown under the gist; empty when there is none.
        confidence: How sure we are.
    """

    id: str
    draft_label: str
    text_seen: bool
    articles: tuple[str, ...]
    label: str
    points: tuple[str, ...]
    note: str
    confidence: Confidence


class RuleDocument(Record):
    """A document and the provisions of it that the pack cites.

    Attributes:
        id: Permanent opaque id (``d-…``).
        draft_id: Name in the drafts.
        title: Official title.
        short_title: Everyday short title.
        number: Official document number, or empty when not verified.
        issuer: Issuer at the time of issue (an old agency name may stand here).
        level: What kind of document it is.
        binds: Who is bound, in words.
        promulgated: ISO date or None. None is never "in force".
        effective: ISO date since when the cited text applies, or None.
        force: Whether it is in force as far as we know.
        status_note: What is known and not known about its validity.
        url: Official page or site; empty when there is none.
        url_kind: Whether ``url`` is the page itself or only the site to search.
        checked: ISO date of the last check.
        confidence: How sure we are.
        provisions: The cited places.
    """

    id: str
    draft_id: str
    title: str
    short_title: str
    number: str
    issuer: str
    level: Level
    binds: tuple[str, ...]
    promulgated: str | None
    effective: str | None
    force: Force
    status_note: str
    url: str
    url_kind: UrlKind
    checked: str
    confidence: Confidence
    provisions: tuple[Provision, ...]

    @property
    def quoted_title(self) -> str:
        """Its title between the marks of titles; inside of it they are single ones."""
        return f"《{self.title.replace('《', '〈').replace('》', '〉')}》"
