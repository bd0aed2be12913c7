"""How a key is wrapped.

Argon2id for what people think up, HKDF for what is random, AES-256-GCM around the key itself.
"""

import json
import os
import unicodedata
from base64 import b64decode, b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.recovery_code import RecoveryCode
from desktop.store.errors import MemoryShort

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
_SALT_BYTES = 16
# Half a second on two cores. It stands in the file, so that it can be raised for new wraps.
_COST = {"memory_kib": 256 * 1024, "iterations": 3, "lanes": 4}
# A file that asks for more was not written by us, and would only use up the machine.
_MOST_COST = {"memory_kib": 4 * 1024 * 1024, "iterations": 64, "lanes": 64}

Wrap = dict[str, Any]


def new_passphrase_wrap() -> Wrap:
    """How a key will be wrapped for a passphrase."""
    return {"kdf": "argon2id", **_COST, "salt": text_of(os.urandom(_SALT_BYTES))}


def new_code_wrap() -> Wrap:
    """How a key will be wrapped for a recovery code."""
    return {"kdf": "hkdf-sha256", "salt": text_of(os.urandom(_SALT_BYTES))}


def check_wraps(wraps: Wrap) -> None:
    """Raises ValueError, KeyError or TypeError where wraps are not as we make them."""
    cost = wraps["passphrase"]
    if cost["kdf"] != "argon2id" or wraps["recovery"]["kdf"] != "hkdf-sha256":
        raise ValueError("kdf")
    for name, most in _MOST_COST.items():
        if not 1 <= int(cost[name]) <= most:
            raise ValueError(name)
    for wrap in wraps.values():
        for name in ("salt", "nonce", "sealed"):
            bytes_of(wrap[name])


def sealed(key: bytes, about: bytes, secret: bytes, wrap: Wrap) -> Wrap:
    """A wrap with the secret in it.

    Args:
        key: Made of the passphrase or of the code.
        about: What it is bound to besides the way it is made.
        secret: The key to be wrapped.
        wrap: How it is wrapped.
    """
    nonce = os.urandom(NONCE_BYTES)
    inside = aead(key).encrypt(nonce, secret, about + canonical(wrap))
    return {**wrap, "nonce": text_of(nonce), "sealed": text_of(inside)}


def opened(key: bytes, about: bytes, wrap: Wrap) -> bytes | None:
    """The secret in a wrap, None if the key is not the one."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  Not without a vault.

    way = {name: wrap[name] for name in wrap if name not in ("nonce", "sealed")}
    nonce = bytes_of(wrap["nonce"])
    try:
        return aead(key).decrypt(nonce, bytes_of(wrap["sealed"]), about + canonical(way))
    except InvalidTag:
        return None


def passphrase_key(path: Path, wrap: Wrap, passphrase: str) -> bytes:
    """The key of a passphrase. Takes its time.

    Raises:
        MemoryShort: There is not enough memory for it.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import (  # noqa: PLC0415  Likewise.
        Argon2id,
    )

    try:
        derive = Argon2id(
            salt=bytes_of(wrap["salt"]),
            length=KEY_BYTES,
            iterations=wrap["iterations"],
            lanes=wrap["lanes"],
            memory_cost=wrap["memory_kib"],
        )
        return derive.derive(normalised(passphrase).encode("utf-8", "surrogatepass"))
    except MemoryError as error:
        raise MemoryShort(path) from error


def code_key(wrap: Wrap, code: RecoveryCode) -> bytes:
    """The key of a recovery code, which is random and needs no slow way."""
    return derived(code.secret.encode(), b"recovery", bytes_of(wrap["salt"]))


def derived(secret: bytes, purpose: bytes, salt: bytes = b"") -> bytes:
    """A key for one purpose, made of a random secret."""
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415  Likewise.
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415  Likewise.

    return HKDF(SHA256(), KEY_BYTES, salt or None, b"anxin 1 " + purpose).derive(secret)


def normalised(passphrase: str) -> str:
    """A passphrase without what keyboards do differently: width, composition, spaces around it."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def aead(key: bytes) -> "AESGCM":
    """The cipher around keys."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  Likewise.

    return AESGCM(key)


def canonical(entries: Wrap) -> bytes:
    """The one way in which fields become bytes, to be proven."""
    return json.dumps(entries, sort_keys=True, separators=(",", ":")).encode("ascii")


def text_of(data: bytes) -> str:
    """Bytes as they stand in the file."""
    return b64encode(data).decode("ascii")


def bytes_of(text: str) -> bytes:
    """The bytes of such a text."""
    return b64decode(text, validate=True)
