"""Whom the person named: people who are no party to anything, and the person themselves."""

import json
from typing import Any

from desktop.store.database import Database

_IDENTITY = "identity."
_OTHERS = frozenset({"contact_name", "borrower_name", "hr_name", "emergency_contact"})
"""Facts of letters that name somebody else."""
_OWN = {"my_name": "〔本人〕", "my_address": "〔住址〕"}
"""Facts of letters that are the person's, and what stands for them."""


def third_parties(database: Database) -> tuple[str, ...]:
    """Their names as they were written, also those of earlier words, each once and in order."""
    rows = database.rows(
        "SELECT contact FROM incident UNION SELECT contact FROM incident_revision ORDER BY contact"
    )
    contacts = [str(contact) for (contact,) in rows]
    named = [value for fact, value in _facts(database) if fact in _OTHERS]
    return tuple(dict.fromkeys(each for each in (*contacts, *sorted(named)) if each.strip()))


def own_words(database: Database) -> dict[str, str]:
    """The person's own name and address, where they are kept, and what stands for each."""
    return {value: _OWN[fact] for fact, value in _facts(database) if fact in _OWN and value.strip()}


def _facts(database: Database) -> list[tuple[str, str]]:
    """What was given for letters, of every draft, and what was to be remembered."""
    rows = database.rows(
        "SELECT name, value FROM setting WHERE substr(name, 1, 9) = ?", (_IDENTITY,)
    )
    found = [(str(name).removeprefix(_IDENTITY), str(value)) for name, value in rows]
    for (filling,) in database.rows("SELECT filling FROM letter_draft"):
        found += _given(filling)
    return found


def _given(filling: str) -> list[tuple[str, str]]:
    """What stands in one draft, whichever version of the program wrote it."""
    try:
        facts: Any = json.loads(filling).get("facts", {})
        return [(str(fact), value) for fact, value in facts.items() if isinstance(value, str)]
    except (ValueError, AttributeError):
        return []
