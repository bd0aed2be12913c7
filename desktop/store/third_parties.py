"""Whom the person named as reached: people who are no party to anything."""

from desktop.store.database import Database


def third_parties(database: Database) -> tuple[str, ...]:
    """Their names as they were written, also those of earlier words, each once and in order."""
    rows = database.rows(
        "SELECT contact FROM incident UNION SELECT contact FROM incident_revision ORDER BY contact"
    )
    return tuple(str(contact) for (contact,) in rows if contact)
