"""Steps as rows of the list: a heading for each phase, and what is worth knowing of each step."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.plan import Applies, PlanItem
from desktop.domain.progress import CLOSED
from desktop.domain.steps import Urgency
from desktop.ui import words
from desktop.ui.widgets.rows import Heading, Row


def _tr(text: str) -> str:
    return QCoreApplication.translate("list_rows", text)


def list_rows(items: tuple[PlanItem, ...]) -> list[Heading | Row]:
    """The rows of one list, its phases in order.

    Args:
        items: Every step of the list.
    """
    rows: list[Heading | Row] = []
    checklist = items[0].checklist if items else None
    for phase in checklist.phases if checklist else ():
        group = [item for item in items if item.phase.id == phase.id]
        counted = [item for item in group if item.applies is not Applies.NO]
        closed = sum(item.state in CLOSED for item in counted)
        rows.append(Heading(phase.title, f"{closed} / {len(counted)}", phase.intro))
        rows.extend(_row(item) for item in group)
    return rows


def _row(item: PlanItem) -> Row:
    chip, tone = _chip(item, ticked=not item.open)
    spare = frozenset(_chip(item, ticked=item.open)[:1])
    quiet = not item.open or item.applies is Applies.NO
    title = item.step.title
    return Row(item.key, title, item.state, chip, tone, quiet=quiet, spare_chips=spare)


def _chip(item: PlanItem, *, ticked: bool) -> tuple[str, str]:
    """What is worth knowing of a step while it is ticked, or while it is not, and its tone."""
    if item.remind is not None and not ticked:
        return words.reminder(item.remind, due=item.due), "amber" if item.due else "soft"
    if item.applies is Applies.NO:
        return _tr("眼下不适用"), "neutral"
    if not ticked and item.applies is Applies.MAYBE:
        return _tr("可能适用"), "neutral"
    if not ticked and item.step.urgency in (Urgency.NOW, Urgency.TODAY):
        return words.urgency_short(item.step.urgency), "amber"
    if item.revised:
        return _tr("有更新"), "soft"
    return "", "neutral"
