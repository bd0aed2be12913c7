"""Where a page asks the window to go."""

from desktop.domain.progress import Place
from desktop.domain.record import Record

Draft = dict[str, str]
"""What stands in the fields of a page and was not stored, by the names of the fields."""

OLD_NOTES = "old_notes"
"""Section of the checklist page: the notes no list shows any more."""

AS_LEFT = "as_left"
"""Section of the person page: the lender shown last, to whom nobody is being led now."""

NEW_RECORD = "new"
"""Section of the evidence page: the form of a new record."""
QUICK_RECORD = "quick"
"""The same, asked for from anywhere; afterwards there is a way back."""


LETTER_DRAFT = "draft"
"""Section of the letters page: the draft named by ``entry``; without it, ``entry`` is a letter."""

NEW_FILING = "filing"
"""Section of the follow-up page: the form of what was handed in, with ``entry`` as the id of the
letter, ``lender`` as its lender and ``part`` as the number that was given; all may be empty."""


class Target(Record):
    """A place in the window.

    Attributes:
        page: Page name, a key of ``PAGES``.
        stage: Stage of a checklist.
        lender: Lender id.
        step: Step id.
        section: Section of the help page, such as ``rules`` or ``channels``, or ``OLD_NOTES``.
        entry: Id of the entry to open in that section.
        part: Id of what to scroll to in that entry, such as a provision; for a letter, what was
            handed in before and the letter follows up.
    """

    page: str
    stage: str = ""
    lender: str = ""
    step: str = ""
    section: str = ""
    entry: str = ""
    part: str = ""

    def noted_in(self, place: Place) -> Place:
        """The place to remember when this is where the person is.

        What the other pages showed last stays as it is in ``place``.
        """
        place = place._replace(page=self.page)
        if self.page == "checklist":
            return place._replace(stage=self.stage, lender=self.lender, step=self.step)
        if self.page == "library":
            return place._replace(section=self.section, entry=self.entry)
        if self.page == "person":
            return place._replace(person=self.lender)
        return place


def remembered(page: str, place: Place) -> Target:
    """Where to go on a page, as it was left."""
    if page == "checklist":
        return Target(page, place.stage, place.lender, place.step)
    if page == "library":
        return Target(page, section=place.section, entry=place.entry)
    if page == "person":
        return Target(page, lender=place.person or place.lender, section=AS_LEFT)
    return Target(page)
