"""The steps that lead from an empty file to today's tables.

Append only: a step that was ever released is never edited, since files made by it exist. The
version of a file is the number of steps it has taken.

A step that changes a table of ``desktop.store.journal.TABLES`` other than by columns at its end
also empties the journal: what was recorded before would no longer fit.
"""

_FIRST = """
CREATE TABLE lender (
    id TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    stage TEXT CHECK (stage IN ('before', 'during', 'overdue', 'settled')),
    overdue_since TEXT,
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    updated TEXT NOT NULL
) STRICT;

CREATE TABLE answer (
    subject TEXT NOT NULL,
    variable TEXT NOT NULL,
    value TEXT NOT NULL,
    updated TEXT NOT NULL,
    lender TEXT GENERATED ALWAYS AS (nullif(subject, '')) VIRTUAL REFERENCES lender (id),
    PRIMARY KEY (subject, variable)
) STRICT, WITHOUT ROWID;

CREATE TABLE progress (
    step TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('todo', 'doing', 'waiting', 'done', 'not_applicable')),
    reason TEXT NOT NULL CHECK (reason = '' OR state = 'not_applicable'),
    rev INTEGER NOT NULL,
    updated TEXT NOT NULL,
    lender TEXT GENERATED ALWAYS AS (nullif(subject, '')) VIRTUAL REFERENCES lender (id),
    PRIMARY KEY (step, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
    step TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    updated TEXT NOT NULL,
    lender TEXT GENERATED ALWAYS AS (nullif(subject, '')) VIRTUAL REFERENCES lender (id),
    PRIMARY KEY (step, subject)
) STRICT;

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

_UNDO_AND_REMINDERS = """
CREATE TABLE reminder (
    step TEXT NOT NULL,
    subject TEXT NOT NULL,
    day TEXT NOT NULL,
    updated TEXT NOT NULL,
    lender TEXT GENERATED ALWAYS AS (nullif(subject, '')) VIRTUAL REFERENCES lender (id),
    PRIMARY KEY (step, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    undone INTEGER NOT NULL CHECK (undone IN (0, 1)),
    at TEXT NOT NULL,
    deed TEXT NOT NULL,
    subject TEXT NOT NULL,
    step TEXT NOT NULL,
    detail TEXT NOT NULL,
    changes BLOB NOT NULL
) STRICT;
"""

# No reference to the lender: what happened is worth keeping also where a damaged file has lost the
# row of the lender.
_INCIDENTS = """
CREATE TABLE incident (
    id TEXT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    offset_minutes INTEGER NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('', 'call', 'sms', 'wechat', 'visit', 'other')),
    reached TEXT NOT NULL CHECK (reached IN ('', 'me', 'family', 'friends', 'work', 'other')),
    lender TEXT NOT NULL,
    number TEXT NOT NULL,
    line TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL
) STRICT;
"""

_MOVES = """
CREATE TABLE move (
    move TEXT NOT NULL PRIMARY KEY,
    pack TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

# From here on every page carries a checksum (``driver``). Programs from before would leave old ones
# behind when they write, so they must not open it any more.
_CHECKSUMS = "-- The pages were written anew before."

STEPS = (_FIRST, _UNDO_AND_REMINDERS, _INCIDENTS, _MOVES, _CHECKSUMS)
