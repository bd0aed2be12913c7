"""What a data file says, in one number, so that two files can be told to say the same."""

from hashlib import sha256

import apsw


def digest(connection: apsw.Connection) -> str:
    """The SHA-256 of every table, index and row, and of whose file it is.

    It does not depend on pages, keys, or the numbers SQLite gives rows by itself.
    """
    total = sha256()
    for name in ("application_id", "user_version"):
        total.update(repr((name, connection.pragma(name))).encode())
    schema = list(
        connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")
    )
    total.update(repr(schema).encode("utf-8", "surrogatepass"))
    for kind, name, _ in schema:
        if kind == "table":
            total.update(repr(name).encode())
            for row in connection.execute(
                f"SELECT * FROM {name} ORDER BY {_order(connection, name)}"
            ):
                total.update(repr(row).encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _order(connection: apsw.Connection, table: str) -> str:
    keys = list(
        connection.execute(
            "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table,)
        )
    )
    return ", ".join(str(name) for (name,) in keys) or "rowid"
