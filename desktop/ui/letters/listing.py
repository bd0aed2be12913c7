"""The list of letters: by group, and above them what the person is writing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.domain.letters import Letter, LetterForm, LetterGroup
from desktop.services.letters import LetterDraft
from desktop.ui.widgets.step_list import Heading, Row

DRAFT, LETTER = "draft", "letter"
"""First part of the keys of the rows."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("letters", text)


def group(value: LetterGroup) -> str:
    """For whom letters are."""
    return {
        LetterGroup.FAMILY: _tr("给亲友"),
        LetterGroup.LENDER: _tr("给放款方"),
        LetterGroup.COMPLAINT: _tr("投诉举报"),
        LetterGroup.POLICE_COURT: _tr("报案与起诉"),
        LetterGroup.SELF: _tr("自己用的"),
    }[value]


def form(value: LetterForm) -> str:
    """What is done with a letter."""
    return {
        LetterForm.LETTER: _tr("信"),
        LetterForm.FORM: _tr("网上或窗口填写"),
        LetterForm.MESSAGE: _tr("发消息用"),
        LetterForm.SCRIPT: _tr("打电话时照着说"),
        LetterForm.OUTLINE: _tr("提纲"),
    }[value]


def rows(
    letters: Sequence[Letter], drafts: Sequence[tuple[LetterDraft, str]]
) -> list[Heading | Row]:
    """The rows of the list.

    Args:
        letters: Every letter, by group.
        drafts: The person's own, the one changed last first, each with the name of its lender.
    """
    found: list[Heading | Row] = []
    if drafts:
        found.append(Heading(_tr("我写的"), str(len(drafts))))
        found.extend(
            Row((DRAFT, draft.id), draft.name, detail=_about(draft, lender))
            for draft, lender in drafts
        )
    written: dict[str, int] = {}
    for draft, _ in drafts:
        written[draft.filling.letter] = written.get(draft.filling.letter, 0) + 1
    last: LetterGroup | None = None
    for letter in letters:
        if letter.group is not last:
            last = letter.group
            found.append(Heading(group(last)))
        count = written.get(letter.id, 0)
        chip = _tr("{0} 份").format(count) if count else ""
        found.append(Row((LETTER, letter.id), letter.title, chip=chip, tone="soft"))
    return found


def _about(draft: LetterDraft, lender: str) -> str:
    changed = datetime.fromisoformat(draft.updated).astimezone()
    day = _tr("{0} 月 {1} 日改过").format(changed.month, changed.day)
    return _tr("{0}，{1}").format(lender, day) if lender else day
