"""The loans a person tells apart: add, rename, tell kind and stage, put away and bring back."""

from desktop.domain.lenders import UNKNOWN_KIND, Lender
from desktop.domain.steps import Stage


class LenderService:
    """Everything that can be done with lenders. An unknown id is a fault: ``KeyError``."""

    def all(self) -> tuple[Lender, ...]:
        """Every lender in the order in which they were added."""
        raise NotImplementedError

    def active(self) -> tuple[Lender, ...]:
        """Lenders that are not put away."""
        raise NotImplementedError

    def archived(self) -> tuple[Lender, ...]:
        """Lenders that are put away, with all their ticks."""
        raise NotImplementedError

    def get(self, lender: str) -> Lender | None:
        """The lender with this id, put away or not."""
        raise NotImplementedError

    def suggested_name(self) -> str:
        """A name nobody has yet, for people who would rather not write one: “第 1 家”."""
        raise NotImplementedError

    def add(
        self,
        name: str,
        *,
        kind: str = UNKNOWN_KIND,
        stage: Stage | None = None,
        overdue_days: int | None = None,
    ) -> Lender:
        """Adds a lender at the end."""
        raise NotImplementedError

    def rename(self, lender: str, name: str) -> None:
        """Gives a lender another name."""
        raise NotImplementedError

    def set_kind(self, lender: str, kind: str) -> None:
        """Says what kind of lender it is; ``UNKNOWN_KIND`` says that the person does not know."""
        raise NotImplementedError

    def set_stage(self, lender: str, stage: Stage | None) -> None:
        """Says where this loan stands; None takes the answer back."""
        raise NotImplementedError

    def set_overdue_days(self, lender: str, days: int | None) -> None:
        """Says how long it has been overdue, counted back from today; None takes it back."""
        raise NotImplementedError

    def archive(self, lender: str) -> None:
        """Puts a lender away; nothing is lost."""
        raise NotImplementedError

    def restore(self, lender: str) -> None:
        """Brings a lender back where it was."""
        raise NotImplementedError
