"""How the database driver is asked to open a file: every page of it proves itself.

An encrypted page carries a tag of the cipher. A plain one carries a checksum in eight bytes kept
free at its end, which a layer of SQLite's own (``cksumvfs``, it comes with the driver) writes and
compares at every read. So a byte that has changed on the disk is an error where it is read, and
never a wrong word on the screen.
"""

from pathlib import Path

import apsw

from desktop.store.errors import StoreIncomplete

CHECKSUM_BYTES = 8
READ_WRITE = apsw.SQLITE_OPEN_READWRITE
CREATE = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
READ_ONLY = apsw.SQLITE_OPEN_READONLY
_PLAIN = b"SQLite format 3\0"
# Small enough for any machine, large enough that pages are decrypted once and not at every query.
_CACHE_KIB = 64 * 1024
_CIPHER = "chacha20"
_BELOW = apsw.vfs_names()[0]
_PROVING = "cksmvfs"
_LIBRARY = Path(apsw.__file__).parent / "sqlite_extra_binaries" / "cksumvfs"
_ENTRY = "sqlite3_cksumvfs_init"


def connect(
    path: Path, flags: int, key: bytes | None = None, *, immutable: bool = False
) -> apsw.Connection:
    """Opens a data file, plain or encrypted.

    Args:
        path: The file.
        flags: Of SQLite.
        key: The key of the file, None for a plain one.
        immutable: Whether nobody changes it meanwhile: then nothing is made beside it.

    Raises:
        StoreIncomplete: A library that came with the program is gone.
    """
    name = f"{file_uri(path)}?immutable=1" if immutable else str(path)
    flags |= apsw.SQLITE_OPEN_URI if immutable else 0
    if key is None:
        return apsw.Connection(name, flags, vfs=_proving_layer())
    connection = apsw.Connection(name, flags, vfs=_BELOW)
    connection.pragma("cipher", _CIPHER)
    connection.pragma("key", f"raw:{key.hex()}")
    return connection


def remember_pages(connection: apsw.Connection) -> None:
    """Lets a connection that stays keep what it has decrypted; the file must be readable."""
    connection.pragma("cache_size", -_CACHE_KIB)


def begin_checksums(connection: apsw.Connection) -> None:
    """Makes the pages of a new plain file carry checksums; before anything is written to it."""
    connection.reserve_bytes("main", CHECKSUM_BYTES)


def has_checksums(connection: apsw.Connection) -> bool:
    """Whether the pages of a plain file carry checksums; one of an early version has none."""
    return connection.reserve_bytes("main") == CHECKSUM_BYTES


def expect_checksums(connection: apsw.Connection) -> None:
    """Makes an empty plain file ready to take a copy of another.

    The layer learns from the first page that there are checksums. A copy may write others before.
    """
    begin_checksums(connection)
    connection.pragma("user_version", 1)


def add_checksums(connection: apsw.Connection) -> None:
    """Writes a plain file anew, with checksums; it must not be in write-ahead mode."""
    begin_checksums(connection)
    # Pages would be written before the first one, from which the layer learns of the checksums.
    connection.pragma("cache_spill", False)
    connection.execute("VACUUM")
    connection.pragma("cache_spill", True)


def encrypt(source: Path, target: Path, key: bytes) -> None:
    """Writes a plain file that nobody has open into a new encrypted one."""
    plain = connect(source, READ_ONLY, immutable=True)
    try:
        address = f"{file_uri(target)}?vfs={_BELOW}&cipher={_CIPHER}&key=raw:{key.hex()}"
        plain.execute("VACUUM INTO ?", (address,))
    finally:
        plain.close()


def decrypt(source: Path, target: Path, key: bytes) -> None:
    """Writes an encrypted file that nobody has open into a new plain one."""
    import shutil  # noqa: PLC0415  Brings the packers of archives, which no start needs.

    # Writing it anew would keep the room of the cipher's tags, where checksums do not fit.
    shutil.copyfile(source, target)
    connection = connect(target, READ_WRITE, key)
    try:
        connection.pragma("journal_mode", "DELETE")
        connection.pragma("rekey", "")
    finally:
        connection.close()
    plain = connect(target, READ_WRITE)
    try:
        add_checksums(plain)
    finally:
        plain.close()


def is_encrypted(path: Path) -> bool:
    """Whether a data file is not plain, by its own first bytes; an empty one is plain.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(len(_PLAIN))
    return bool(start) and start != _PLAIN


def file_uri(path: Path) -> str:
    """A path as SQLite reads it in an address."""
    name = path.absolute().as_posix()
    for character in "%?#":
        name = name.replace(character, f"%{ord(character):02x}")
    return f"file://{name}" if name.startswith("/") else f"file:///{name}"


def _proving_layer() -> str:
    """The name of the layer that proves plain pages; it is loaded when it is first needed."""
    if _PROVING not in apsw.vfs_names():
        scratch = apsw.Connection(":memory:")
        try:
            scratch.config(apsw.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1)
            scratch.load_extension(str(_LIBRARY), _ENTRY)
        except apsw.ExtensionLoadingError as error:
            raise StoreIncomplete(_LIBRARY, str(error)) from error
        finally:
            scratch.close()
        # It has put itself before all others; encrypted files are opened without it.
        apsw.set_default_vfs(_BELOW)
    return _PROVING
