"""The list of what was handed in: what has to be looked at first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.domain.filings import DueKind, Filing, FilingDue, urgent
from desktop.services.filings import FilingService
from desktop.ui import filing_words
from desktop.ui.widgets.step_list import Heading, Row

FILING = "filing"
"""First part of the keys of the rows."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("filings", text)


def due_words(service: FilingService, filing: Filing, due: FilingDue) -> str:
    """How long it is until the reply is due."""
    working = None if due.day is None else service.working_days_left(due.day)
    return filing_words.left(due, service.today(), filing.terms.calendar, working)


def rows(
    service: FilingService,
    filings: Sequence[tuple[Filing, FilingDue]],
    lender_name: Callable[[str], str],
) -> list[Heading | Row]:
    """The rows of the list, those that have to be looked at first."""
    today = service.today()
    groups: dict[str, list[Row]] = {}
    for filing, due in filings:
        groups.setdefault(_group(due, today), []).append(
            Row(
                (FILING, filing.id),
                filing.title,
                chip=due_words(service, filing, due) or filing_words.status(filing.status),
                tone=filing_words.tone(due, today),
                detail=_detail(filing, lender_name(filing.lender)),
                quiet=due.kind is DueKind.SETTLED,
            )
        )
    found: list[Heading | Row] = []
    for heading, group in groups.items():
        found.append(Heading(heading, str(len(group))))
        found.extend(group)
    return found


def _group(due: FilingDue, today: date) -> str:
    if urgent(due, today):
        return _tr("该看一看了")
    return _tr("不用再等") if due.kind is DueKind.SETTLED else _tr("还在等")


def _detail(filing: Filing, lender: str) -> str:
    parts = [
        filing_words.status(filing.status),
        _tr("{0} 交").format(f"{filing.sent:%m-%d}"),
        filing.recipient,
        lender,
    ]
    return "·".join(part for part in parts if part)
