"""The words for a call, and the one line that stands in the log of it."""

from datetime import UTC, datetime

from desktop.content.loader import content_folder, load_letters
from desktop.domain.calls import (
    AGENT_LIMIT,
    REPLY_LIMIT,
    SAID_LIMIT,
    TICKET_LIMIT,
    CallNote,
    CallPart,
    CallScript,
    call_line,
)
from desktop.domain.incident_words import kinds
from desktop.domain.incidents import LINE_LIMIT, Incident, IncidentKind
from desktop.domain.letters import BlockKind, LetterForm
from desktop.domain.steps import CALL_LETTER

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_what_was_not_told_is_not_in_the_line() -> None:
    assert call_line(CallNote(NOON)) == "打官方客服"
    told = CallNote(NOON, ticket=" TS  1 ", agent="8 号", reply="11月30日", said="会登记")
    assert (
        call_line(told)
        == "打官方客服；工单编号：TS 1；客服：8 号；答应答复：11月30日；对方说：会登记"
    )


def test_all_that_can_be_told_fits_into_the_log() -> None:
    letters = load_letters(content_folder())
    letter = next(one for one in letters.letters if one.id == CALL_LETTER)
    assert letter.form is LetterForm.SCRIPT
    headings = tuple(block.text for block in letter.body if block.kind is BlockKind.HEADING)
    told = CallNote(
        NOON,
        ticket="字" * TICKET_LIMIT,
        agent="字" * AGENT_LIMIT,
        reply="字" * REPLY_LIMIT,
        said="字" * SAID_LIMIT,
        about=headings,
    )
    assert len(call_line(told)) <= LINE_LIMIT


def test_how_it_began_is_not_what_was_spoken_of() -> None:
    parts = (
        CallPart("开头", ("你好",)),
        CallPart("核对", ("多少", "哪天")),
        CallPart("别的", ("再见",)),
    )
    script = CallScript((), (), parts)
    assert script.spoken_of(frozenset({"你好", "哪天"})) == ("核对",)
    assert script.spoken_of(frozenset()) == ()


def test_what_the_person_did_is_suspected_of_nothing() -> None:
    own = Incident("1", NOON, kinds=(IncidentKind.OWN_CALL,))
    assert own.own
    assert kinds(own) == "本人打给对方"
    both = own._replace(kinds=(IncidentKind.INSULT, IncidentKind.OWN_CALL))
    assert kinds(both) == "本人打给对方；疑似辱骂"
    assert not Incident("2", NOON, kinds=(IncidentKind.INSULT,)).own
