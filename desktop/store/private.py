"""The person's own words, so that they can be taken out of what leaves the program."""

from desktop.store.database import Database


def private_words(database: Database) -> tuple[str, ...]:
    """Every name, note and reason, and what was noted of incidents, files, filings and letters."""
    rows = database.rows(
        "SELECT name FROM lender UNION SELECT text FROM note UNION SELECT reason FROM progress"
        " UNION SELECT number FROM incident UNION SELECT line FROM incident"
        " UNION SELECT contact FROM incident UNION SELECT contact FROM incident_revision"
        " UNION SELECT number FROM incident_revision UNION SELECT line FROM incident_revision"
        " UNION SELECT name FROM attachment UNION SELECT origin FROM attachment"
        " UNION SELECT title FROM filing UNION SELECT recipient FROM filing"
        " UNION SELECT ticket FROM filing UNION SELECT note FROM filing"
        " UNION SELECT name FROM letter_draft"
        # What was typed into a letter, and the papers it names.
        " UNION SELECT typed.atom FROM letter_draft, json_each(filling, '$.facts') typed"
        " UNION SELECT typed.atom FROM letter_draft, json_each(filling, '$.own_words') typed"
        " UNION SELECT named.atom FROM letter_draft, json_tree(filling, '$.proofs') named"
        " WHERE named.type = 'text' AND named.key = 1"
        " UNION SELECT value FROM setting WHERE name LIKE 'identity.%'"
    )
    return tuple(str(words) for (words,) in rows)
