"""What a step leads to outside the list."""

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

from desktop.domain.progress import PERSON
from desktop.domain.steps import EVIDENCE_TOPIC, Stage
from desktop.ui.navigation import Target
from tests.ui.program import Program, settle


def steps_of(program: Program, topic: str) -> list[str]:
    steps = program.services.library.pack().steps
    return [step.id for step in steps if step.topic == topic]


def open_step(program: Program, step: str) -> None:
    program.window.go(Target("checklist", stage=Stage.OVERDUE.value, step=step))
    settle()


def test_who_is_told_to_keep_evidence_is_one_click_from_noting_it(program: Program) -> None:
    step, *others = steps_of(program, EVIDENCE_TOPIC)
    for one in (*others, step):
        open_step(program, one)
        assert program.named(QAbstractButton, "step_note_incident").isVisible()
    before = program.services.progress.get(step, PERSON)
    program.click(program.named(QAbstractButton, "step_note_incident"))
    assert program.page("evidence").isVisible()
    assert isinstance(program.focus(), QAbstractButton | QLineEdit | QPlainTextEdit)
    program.press("Esc")
    assert program.page("checklist").isVisible(), "it leads back to the step"
    assert program.services.progress.get(step, PERSON) == before


def test_other_steps_do_not_offer_it(program: Program) -> None:
    other, *_ = steps_of(program, "danger")
    open_step(program, other)
    assert program.page("checklist").findChild(QAbstractButton, "step_note_incident") is None
