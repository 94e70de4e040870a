"""Digests."""

from __future__ import annotations

from ..calls import Function
from ..primitives import text


def _digest(algorithm: str, encoded: bool = False) -> Function:
    def run(value: object) -> str:
        import base64
        import hashlib

        found = hashlib.new(algorithm, text(value).encode())
        return base64.b64encode(found.digest()).decode() if encoded else found.hexdigest()

    return Function(run)


def _uuid5(namespace: object, name: object) -> str:
    import uuid

    known = {
        "dns": uuid.NAMESPACE_DNS,
        "url": uuid.NAMESPACE_URL,
        "oid": uuid.NAMESPACE_OID,
        "x500": uuid.NAMESPACE_X500,
    }
    return str(uuid.uuid5(known.get(text(namespace)) or uuid.UUID(text(namespace)), text(name)))


FUNCTIONS = {
    "md5": _digest("md5"),
    "sha1": _digest("sha1"),
    "sha256": _digest("sha256"),
    "sha512": _digest("sha512"),
    "base64sha256": _digest("sha256", True),
    "base64sha512": _digest("sha512", True),
    "uuidv5": Function(_uuid5),
}
