"""The plan of the home page and the steps of the checklist page, always up to date."""

from desktop.domain.plan import Plan, PlanItem
from desktop.domain.steps import Stage


class PlanService:
    """Builds the plan when it is asked for and keeps it until something changes."""

    def plan(self) -> Plan:
        """The plan as of today."""
        raise NotImplementedError

    def checklist(self, stage: Stage, lender: str | None) -> tuple[PlanItem, ...]:
        """Every step of a stage's list in list order, for one lender or for none."""
        raise NotImplementedError

    def item(self, step: str, subject: str) -> PlanItem | None:
        """One step as the plan or its list shows it; None for a key that does not exist."""
        raise NotImplementedError
