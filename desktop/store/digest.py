"""What a data file says, in one number, so that two files can be told to say the same."""

from hashlib import sha256

import apsw


def digest(connection: apsw.Connection) -> str:
    """The SHA-256 of every table, index and row, and of whose file it is.

    It does not depend on pages and keys. It does on the numbers of rows, by which a search index
    finds them. A virtual table has no rows but those of the tables behind it.
    """
    total = sha256()
    for name in ("application_id", "user_version"):
        total.update(repr((name, connection.pragma(name))).encode())
    schema = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")
    total.update(repr(list(schema)).encode("utf-8", "surrogatepass"))
    tables = connection.execute(
        "SELECT name, wr FROM pragma_table_list"
        " WHERE schema = 'main' AND type IN ('table', 'shadow') AND name <> 'sqlite_schema'"
        " ORDER BY name"
    )
    for name, without_rowid in list(tables):
        total.update(repr(name).encode())
        columns = "*" if without_rowid else "rowid, *"
        order = _keys(connection, name) if without_rowid else "rowid"
        for row in connection.execute(f"SELECT {columns} FROM {name} ORDER BY {order}"):
            total.update(repr(row).encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _keys(connection: apsw.Connection, table: str) -> str:
    keys = connection.execute(
        "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table,)
    )
    return ", ".join(str(name) for (name,) in keys)
