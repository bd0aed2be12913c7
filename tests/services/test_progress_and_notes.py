"""Ticks and notes, for the person and for each lender."""

from collections.abc import Callable

import pytest

from desktop.domain.progress import PERSON, Progress, State
from desktop.domain.steps import Scope, Step
from desktop.services.bus import Topic
from desktop.services.errors import NoteTooLong, ReasonTooLong
from desktop.services.house import Services
from desktop.services.notes import NOTE_LIMIT
from desktop.services.progress import REASON_LIMIT


def a_step(services: Services, scope: Scope) -> Step:
    return next(step for step in services.library.pack().steps if step.scope is scope)


def test_ticks_and_notes_are_there_after_a_restart(open_again: Callable[[], Services]) -> None:
    services = open_again()
    own, shared = a_step(services, Scope.PERSON), a_step(services, Scope.LENDER)
    lenders = [services.lenders.add(name) for name in ("一", "二")]
    services.progress.set(own.id, PERSON, State.DONE)
    services.progress.set(shared.id, lenders[0].id, State.WAITING)
    services.progress.set(shared.id, lenders[1].id, State.NOT_APPLICABLE, " 没装过 ")
    text = "  第一行\n\n\t“二” 😀 \0 " + "长" * 1000
    services.notes.save(own.id, PERSON, text)
    services.notes.save(shared.id, lenders[0].id, "别的话")
    services = open_again()
    when = "2026-11-22T01:30:00Z"
    assert services.progress.get(own.id, PERSON) == Progress(
        own.id, PERSON, State.DONE, "", own.rev, when
    )
    assert services.progress.get(shared.id, lenders[0].id) == Progress(
        shared.id, lenders[0].id, State.WAITING, "", shared.rev, when
    )
    assert services.progress.get(shared.id, lenders[1].id) == Progress(
        shared.id, lenders[1].id, State.NOT_APPLICABLE, "没装过", shared.rev, when
    )
    assert services.notes.text(own.id, PERSON) == text
    assert services.notes.text(shared.id, lenders[0].id) == "别的话"
    assert services.notes.text(shared.id, lenders[1].id) == ""


def test_each_change_is_told_once(services: Services, heard: list[Topic]) -> None:
    step = a_step(services, Scope.PERSON)
    for state in (State.DONE, State.DONE, State.TODO):
        services.progress.set(step.id, PERSON, state)
    for text in ("", "一", "一", ""):
        services.notes.save(step.id, PERSON, text)
    assert heard == [Topic.PROGRESS] * 2 + [Topic.NOTES] * 2


def test_a_change_is_on_disk_before_anyone_hears_of_it(services: Services) -> None:
    step = a_step(services, Scope.PERSON)
    log = services.data_dir / "anxin.sqlite-wal"
    sizes = [log.stat().st_size]
    seen: list[State | None] = []

    def listen(_: Topic) -> None:
        sizes.append(log.stat().st_size)
        progress = services.progress.get(step.id, PERSON)
        seen.append(progress.state if progress else None)

    services.bus.subscribe(listen)
    services.progress.set(step.id, PERSON, State.DOING)
    assert sizes[1] > sizes[0]
    assert seen == [State.DOING]


def test_a_note_or_reason_that_is_too_long_changes_nothing(
    services: Services, heard: list[Topic]
) -> None:
    step = a_step(services, Scope.PERSON)
    services.notes.save(step.id, PERSON, "字" * NOTE_LIMIT)
    services.progress.set(step.id, PERSON, State.NOT_APPLICABLE, "字" * REASON_LIMIT)
    heard.clear()
    with pytest.raises(NoteTooLong) as note:
        services.notes.save(step.id, PERSON, "话" * (NOTE_LIMIT + 1))
    with pytest.raises(ReasonTooLong) as reason:
        services.progress.set(step.id, PERSON, State.NOT_APPLICABLE, "话" * (REASON_LIMIT + 1))
    assert (note.value.limit, reason.value.limit) == (NOTE_LIMIT, REASON_LIMIT)
    assert services.notes.text(step.id, PERSON) == "字" * NOTE_LIMIT
    progress = services.progress.get(step.id, PERSON)
    assert progress is not None
    assert progress.reason == "字" * REASON_LIMIT
    assert heard == []


def test_faults_of_the_caller(services: Services) -> None:
    own, shared = a_step(services, Scope.PERSON), a_step(services, Scope.LENDER)
    lender = services.lenders.add("一")
    with pytest.raises(KeyError):
        services.progress.set("s-none", PERSON, State.DONE)
    with pytest.raises(KeyError):
        services.progress.set(shared.id, "nobody", State.DONE)
    with pytest.raises(KeyError):
        services.notes.save(shared.id, "nobody", "话")
    for step, subject in ((own, lender.id), (shared, PERSON)):
        with pytest.raises(ValueError, match="ticked per"):
            services.progress.set(step.id, subject, State.DONE)
    with pytest.raises(ValueError, match="reason"):
        services.progress.set(own.id, PERSON, State.DONE, "没用")
