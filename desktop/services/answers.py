"""What the person answered, for themselves or for one lender."""

from desktop.domain.facts import LENDER_FACTS, LENDER_GROUP, OVERDUE_DAYS, STAGE
from desktop.domain.history import Act, Deed
from desktop.domain.lenders import Lender
from desktop.domain.progress import PERSON
from desktop.domain.steps import Scope, Stage
from desktop.domain.triage import Triage, Variable, VariableKind
from desktop.services.bus import Topic
from desktop.services.desk import Desk
from desktop.services.lenders import LenderService
from desktop.store.answers import AnswerStore

MOST_DAYS = 36_500


class AnswerService:
    """Reads and keeps answers.

    What a lender itself tells (``LENDER_FACTS``) is kept with it. A question about the person is
    kept for the person, whichever lender's step brought it up. A question about lenders that is
    answered for the person holds for every lender without an answer of its own.

    An unknown variable or lender is a fault of the caller, ``KeyError``; so is a value that is not
    among the options, or asking the person for what only a lender can tell, ``ValueError``.
    """

    def __init__(self, desk: Desk, triage: Triage, lenders: LenderService) -> None:
        self._desk = desk
        self._triage = triage
        self._lenders = lenders
        self._store = AnswerStore(desk.database)
        self._variables = {variable.id: variable for variable in triage.variables}

    def variables(self) -> tuple[Variable, ...]:
        """Every question, in the order in which they are asked."""
        return self._triage.variables

    def first_run(self) -> tuple[Variable, ...]:
        """The questions asked at first start, in order."""
        return tuple(variable for variable in self._triage.variables if variable.first_run)

    def value(self, variable: str, subject: str = PERSON) -> str | None:
        """The answer, or None while there is none."""
        subject = self._kept_for(variable, subject)
        lender = self._checked(variable, subject)
        if lender is not None and variable == STAGE:
            return lender.stage
        if lender is not None and variable == OVERDUE_DAYS:
            days = lender.days_overdue(self._desk.today())
            return None if days is None else str(days)
        if lender is not None and variable == LENDER_GROUP:
            return self._lenders.group(subject)
        with self._desk.reading():
            return self._store.get(subject, variable)

    def set(self, variable: str, value: str | None, subject: str = PERSON) -> None:
        """Keeps an answer; None takes it back. Days are given as digits."""
        subject = self._kept_for(variable, subject)
        lender = self._checked(variable, subject)
        if value is not None:
            self._check_value(self._variables[variable], value)
        if lender is not None and variable == STAGE:
            self._lenders.set_stage(subject, None if value is None else Stage(value))
            return
        if lender is not None and variable == OVERDUE_DAYS:
            self._lenders.set_overdue_days(subject, None if value is None else int(value))
            return
        if lender is not None and variable == LENDER_GROUP:
            self._lenders.set_group(subject, value)
            return
        if self.value(variable, subject) == value:
            return
        with self._desk.change(Topic.ANSWERS, Act(Deed.ANSWER, subject, detail=variable)):
            if value is None:
                self._store.remove(subject, variable)
            else:
                self._store.put(subject, variable, value, self._desk.timestamp())

    def _kept_for(self, variable: str, subject: str) -> str:
        return subject if self._variables[variable].level is Scope.LENDER else PERSON

    def _checked(self, variable: str, subject: str) -> Lender | None:
        if subject != PERSON:
            return self._lender(subject)
        if variable in LENDER_FACTS:
            raise ValueError(f"{variable} needs a lender")
        return None

    def _lender(self, lender: str) -> Lender:
        found = self._lenders.get(lender)
        if found is None:
            raise KeyError(lender)
        return found

    def _check_value(self, variable: Variable, value: str) -> None:
        if variable.kind is VariableKind.DAYS:
            valid = value.isascii() and value.isdecimal() and int(value) <= MOST_DAYS
        else:
            valid = any(option.value == value for option in variable.options)
        if not valid:
            raise ValueError(f"{variable.id}: {value!r}")
