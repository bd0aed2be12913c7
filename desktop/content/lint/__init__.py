"""Rules that authored content keeps beyond its shape, one small function each, by theme."""

from collections.abc import Callable, Iterator
from pathlib import Path

from desktop.content.ledger import read_births
from desktop.content.lint import (
    citations,
    conditions,
    facts,
    holidays,
    ids,
    letter_parts,
    letter_words,
    moves,
    names,
    references,
    routes,
    wording,
)
from desktop.content.rulebook import ContentProblem
from desktop.content.sources import Content

Check = Callable[[Content], Iterator[ContentProblem]]

# Without these the program could not follow a link, so even a quick build keeps them.
_LINK_CHECKS: tuple[Check, ...] = (
    ids.duplicate_ids,
    references.dead_references,
    conditions.bad_conditions,
    letter_parts.dead_names,
    letter_parts.bad_switches,
    references.steps_in_no_list,
    references.steps_in_two_lists,
    routes.bad_doors,
)
_OTHER_CHECKS: tuple[Check, ...] = (
    ids.id_formats,
    moves.bad_moves,
    moves.duplicate_moves,
    moves.moved_but_here,
    moves.dead_moves,
    references.unused_advice,
    references.dead_aliases,
    routes.dead_ends,
    routes.unused_doors,
    citations.articles_not_seen,
    citations.bad_articles,
    citations.unverified_in_force,
    citations.myths_without_basis,
    letter_parts.names_used_twice,
    letter_parts.incomplete_blocks,
    letter_parts.gaps,
    letter_parts.unused_parts,
    letter_parts.too_many_requests,
    letter_words.typed_articles,
    letter_words.unseen_citations,
    letter_words.unsure_words,
    letter_words.unproven_reports,
    letter_words.harsh_words,
    letter_words.debt_paragraphs,
    letter_words.baseless_follow_ups,
    facts.bad_dates,
    facts.null_dates_in_force,
    facts.not_yet_in_force,
    facts.bad_urls,
    holidays.bad_holidays,
    wording.done_when_missing,
    wording.empty_texts,
    wording.too_long,
    wording.abolished_names,
    wording.forbidden_promises,
    wording.evasion_advice,
    wording.half_width,
)


def check_links(content: Content) -> tuple[ContentProblem, ...]:
    """Checks what the program relies on when it follows ids."""
    return _run(_LINK_CHECKS, content)


def check_all(content: Content, folder: Path) -> tuple[ContentProblem, ...]:
    """Checks every rule.

    Args:
        content: The decoded content.
        folder: The folder ``checklists``, for the ledger and the list of lender names.
    """
    births = read_births(folder)
    return (
        *check_links(content),
        *_run(_OTHER_CHECKS, content),
        *ids.ledger_gaps(content, births),
        *moves.moves_and_births(content, births),
        *names.lender_names(content, names.read_name_list(folder)),
    )


def _run(checks: tuple[Check, ...], content: Content) -> tuple[ContentProblem, ...]:
    return tuple(problem for check in checks for problem in check(content))
