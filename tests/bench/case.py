"""The data folder the start is measured with: twelve lenders with forty ticks each."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.progress import Place, State
from desktop.domain.steps import Scope, Stage
from desktop.services.house import open_services

LENDERS = 12
TICKS = 40


def make(folder: Path) -> None:
    """Fill an empty data folder with a usual, full case.

    Args:
        folder: Where the program will find its data.
    """
    services = open_services(folder, None, lambda: datetime(2026, 11, 22, 9, tzinfo=UTC))
    for variable, value in (("danger", "no"), ("mind", "ok"), ("contacts", "yes"), ("pay", "part")):
        services.answers.set(variable, value)
    for number in range(LENDERS):
        lender = services.lenders.add(
            f"第 {number + 1} 家", stage=Stage.OVERDUE, kind="microloan", overdue_days=20 + number
        )
        ticks = 0
        for stage in Stage:
            for item in services.plan.checklist(stage, lender.id):
                if item.step.scope is Scope.LENDER and ticks < TICKS:
                    services.progress.set(item.step.id, lender.id, State.DONE)
                    ticks += 1
    services.preferences.set_welcomed(True)
    services.preferences.set_place(Place("home"))
    services.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
