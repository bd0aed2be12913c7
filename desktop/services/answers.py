"""What the person answered, for themselves or for one lender."""

from desktop.domain.progress import PERSON
from desktop.domain.triage import Variable


class AnswerService:
    """Reads and keeps answers. ``stage`` and ``overdue_days`` are kept with their lender.

    An unknown variable or a value that is not among its options is a fault: ``KeyError`` or
    ``ValueError``.
    """

    def variables(self) -> tuple[Variable, ...]:
        """Every question, in the order in which they are asked."""
        raise NotImplementedError

    def first_run(self) -> tuple[Variable, ...]:
        """The questions asked at first start, in order."""
        raise NotImplementedError

    def value(self, variable: str, subject: str = PERSON) -> str | None:
        """The answer, or None while there is none."""
        raise NotImplementedError

    def set(self, variable: str, value: str | None, subject: str = PERSON) -> None:
        """Keeps an answer; None takes it back. ``days`` are given as digits."""
        raise NotImplementedError

    def asked(self, variable: str, subject: str = PERSON) -> bool:
        """Whether the question makes sense now; False once another answer rules it out."""
        raise NotImplementedError
