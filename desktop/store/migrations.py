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

# The first notes become the log of evidence. Words that a check names can only be added by making a
# table anew. Whoever writes a row also writes ``spaced``, the words as the index takes them, and
# triggers bring them into the index, also when something is undone. What was recorded of incidents
# for undo knows no such words, so it goes.
_EVIDENCE = """
CREATE TABLE incident_anew (
    id TEXT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    offset_minutes INTEGER NOT NULL,
    channel TEXT NOT NULL
        CHECK (channel IN ('', 'call', 'sms', 'wechat', 'visit', 'letter', 'other')),
    reached TEXT NOT NULL CHECK (
        reached IN ('', 'me', 'family', 'friends', 'work', 'emergency_contact', 'other')
    ),
    lender TEXT NOT NULL,
    number TEXT NOT NULL,
    line TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    kinds TEXT NOT NULL DEFAULT '',
    contact TEXT NOT NULL DEFAULT '',
    by_contact INTEGER NOT NULL DEFAULT 0 CHECK (by_contact IN (0, 1)),
    revision INTEGER NOT NULL DEFAULT 0,
    withdrawn TEXT NOT NULL DEFAULT '',
    spaced TEXT NOT NULL,
    wall TEXT GENERATED ALWAYS AS
        (strftime('%Y-%m-%dT%H', at, offset_minutes || ' minutes')) VIRTUAL
) STRICT;

INSERT INTO incident_anew (
    rowid, id, at, offset_minutes, channel, reached, lender, number, line, created, updated, spaced
)
SELECT rowid, id, at, offset_minutes, channel, reached, lender, number, line, created, updated, (
    WITH RECURSIVE
        told (text) AS (
            SELECT line || char(57344) || number || char(57344)
                || replace(replace(number, '-', ''), ' ', '')
        ),
        sign (place, made) AS (
            SELECT 1, ''
            UNION ALL
            SELECT place + 1, made || (
                WITH wide (code) AS (SELECT unicode(substr(text, place, 1))),
                    narrow (one) AS (
                        SELECT char(code - iif(code BETWEEN 65281 AND 65374, 65248, 0)) FROM wide
                    )
                SELECT iif(one GLOB '[0-9A-Za-z]', lower(one), ' ' || one || ' ') FROM narrow
            )
            FROM sign, told WHERE place <= length(text)
        )
    SELECT made FROM sign ORDER BY place DESC LIMIT 1
)
FROM incident ORDER BY rowid;

DELETE FROM journal WHERE deed IN ('incident_added', 'incident_changed', 'incident_removed');

DROP TABLE incident;
ALTER TABLE incident_anew RENAME TO incident;

CREATE INDEX incident_by_time ON incident (at);
CREATE INDEX incident_by_entry ON incident (created);
CREATE INDEX incident_by_lender ON incident (lender, at);
CREATE INDEX incident_by_channel ON incident (channel, at);
CREATE INDEX incident_by_reached ON incident (reached, at);
CREATE INDEX incident_by_number ON incident (number, at DESC);
CREATE INDEX incident_by_facts ON incident
    (wall, lender, channel, reached, kinds, by_contact, withdrawn, id);
CREATE INDEX incident_withdrawn ON incident (at) WHERE withdrawn <> '';

CREATE VIRTUAL TABLE incident_words USING fts5
    (words, content = '', contentless_delete = 1, tokenize = 'unicode61');

INSERT INTO incident_words (rowid, words) SELECT rowid, spaced FROM incident;

CREATE TRIGGER incident_words_added AFTER INSERT ON incident
BEGIN
    INSERT INTO incident_words (rowid, words) VALUES (new.rowid, new.spaced);
END;

CREATE TRIGGER incident_words_removed AFTER DELETE ON incident
BEGIN
    DELETE FROM incident_words WHERE rowid = old.rowid;
END;

CREATE TRIGGER incident_words_changed AFTER UPDATE OF spaced ON incident
WHEN new.spaced <> old.spaced
BEGIN
    DELETE FROM incident_words WHERE rowid = old.rowid;
    INSERT INTO incident_words (rowid, words) VALUES (new.rowid, new.spaced);
END;

CREATE TABLE incident_revision (
    incident TEXT NOT NULL,
    revision INTEGER NOT NULL,
    at TEXT NOT NULL,
    offset_minutes INTEGER NOT NULL,
    channel TEXT NOT NULL,
    reached TEXT NOT NULL,
    lender TEXT NOT NULL,
    number TEXT NOT NULL,
    line TEXT NOT NULL,
    kinds TEXT NOT NULL,
    contact TEXT NOT NULL,
    by_contact INTEGER NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (incident, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
    id TEXT NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    type TEXT NOT NULL,
    added TEXT NOT NULL,
    came TEXT NOT NULL CHECK (came IN ('chosen', 'dropped', 'pasted')),
    origin TEXT NOT NULL,
    losses TEXT NOT NULL,
    covered INTEGER NOT NULL CHECK (covered IN (0, 1))
) STRICT;

CREATE INDEX attachment_by_content ON attachment (sha256);

CREATE TABLE incident_attachment (
    incident TEXT NOT NULL,
    attachment TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (incident, attachment)
) STRICT, WITHOUT ROWID;

CREATE INDEX incident_attachment_by_file ON incident_attachment (attachment);
"""

# What is asked of a hundred thousand rows in the time of one picture: the facts of those that
# stand, with the hour cut out beforehand, and beginnings of numbers, which otherwise gather every
# number that begins so.
_EVIDENCE_AT_ONCE = """
DROP INDEX incident_by_facts;

CREATE INDEX incident_standing ON incident
    (wall, channel, reached, lender, by_contact, kinds, substr(wall, 12), id)
    WHERE withdrawn = '';

DROP TABLE incident_words;

CREATE VIRTUAL TABLE incident_words USING fts5
    (words, content = '', contentless_delete = 1, prefix = '1 2 3 4', tokenize = 'unicode61');

INSERT INTO incident_words (rowid, words) SELECT rowid, spaced FROM incident;
"""

# The terms of the reply stand as they were when it was handed in. Like an incident, a filing names
# its lender without a reference.
_FILINGS = """
CREATE TABLE filing (
    id TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    sent TEXT NOT NULL,
    letter TEXT NOT NULL,
    lender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    way TEXT NOT NULL
        CHECK (way IN ('', 'ems', 'online', 'phone', 'in_person', 'email', 'other')),
    ticket TEXT NOT NULL,
    received TEXT,
    accepted TEXT,
    told TEXT,
    who TEXT NOT NULL,
    days INTEGER,
    calendar TEXT NOT NULL CHECK (calendar IN ('natural', 'working', 'none')),
    counted_from TEXT NOT NULL CHECK (counted_from IN ('sent', 'received', 'accepted')),
    provision TEXT NOT NULL,
    article TEXT NOT NULL,
    basis TEXT NOT NULL,
    confidence TEXT NOT NULL,
    note TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    CHECK ((days IS NULL) = (calendar = 'none'))
) STRICT;

CREATE TABLE filing_status (
    filing TEXT NOT NULL,
    position INTEGER NOT NULL,
    status TEXT NOT NULL
        CHECK (status IN ('submitted', 'accepted', 'answered', 'unsatisfied', 'closed')),
    day TEXT NOT NULL,
    noted TEXT NOT NULL,
    PRIMARY KEY (filing, position)
) STRICT, WITHOUT ROWID;
"""

# A file may also be written by this program: the statement that a contact fills in here. What is
# recorded for undo still fits, since the columns are the same.
_WRITTEN_HERE = """
CREATE TABLE attachment_anew (
    id TEXT NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    type TEXT NOT NULL,
    added TEXT NOT NULL,
    came TEXT NOT NULL CHECK (came IN ('chosen', 'dropped', 'pasted', 'written')),
    origin TEXT NOT NULL,
    losses TEXT NOT NULL,
    covered INTEGER NOT NULL CHECK (covered IN (0, 1))
) STRICT;

INSERT INTO attachment_anew
    (rowid, id, sha256, name, size, type, added, came, origin, losses, covered)
SELECT rowid, id, sha256, name, size, type, added, came, origin, losses, covered
FROM attachment ORDER BY rowid;

DROP TABLE attachment;
ALTER TABLE attachment_anew RENAME TO attachment;

CREATE INDEX attachment_by_content ON attachment (sha256);
"""

# What the person gave for a letter is one text, since the letters decide what there is to give.
_LETTERS = """
CREATE TABLE letter_draft (
    id TEXT NOT NULL PRIMARY KEY,
    letter TEXT NOT NULL,
    lender TEXT NOT NULL,
    name TEXT NOT NULL,
    filling TEXT NOT NULL CHECK (json_valid(filling)),
    created TEXT NOT NULL,
    updated TEXT NOT NULL
) STRICT;
"""

STEPS = (
    _FIRST,
    _UNDO_AND_REMINDERS,
    _INCIDENTS,
    _MOVES,
    _CHECKSUMS,
    _EVIDENCE,
    _EVIDENCE_AT_ONCE,
    _FILINGS,
    _WRITTEN_HERE,
    _LETTERS,
)
