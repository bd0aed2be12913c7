"""The person's own words, so that they can be taken out of what leaves the program."""

from desktop.store.database import Database


def private_words(database: Database) -> tuple[str, ...]:
    """Every name, note, reason and what was noted of incidents, as written."""
    rows = database.rows(
        "SELECT name FROM lender UNION SELECT text FROM note UNION SELECT reason FROM progress"
        " UNION SELECT number FROM incident UNION SELECT line FROM incident"
    )
    return tuple(str(words) for (words,) in rows)
