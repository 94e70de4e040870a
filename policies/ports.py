"""LBG301: a well-known port that says the opposite of the protocol on it."""

from __future__ import annotations

from .matrix import Family
from .model import Part
from .values import Unknown, compatible
from .words import Role

SAYS = {80: ("HTTP",), 443: ("HTTPS", "SSL")}
"""What clients expect on a port, in neutral words (https://www.iana.org/assignments/service-names-port-numbers)."""
SPEAKS = frozenset({"HTTP", "HTTPS", "SSL"})
"""The words that say whether there is TLS; TCP and UDP carry anything."""


def contradiction(part: Part, family: Family | None) -> tuple[int, str] | None:
    """The port and the word of a part where every case of it contradicts; else None."""
    if part.port is None or family is None:
        return None
    cases = [
        (port.value, word.value)
        for port in part.port.possible
        for word in part.words
        if compatible(port.when, word.when)
    ]
    if not cases or not all(_contradicts(port, word, part.role, family) for port, word in cases):
        return None
    port, word = cases[0]
    return int(port), str(word)


def _contradicts(port: object, word: object, role: Role, family: Family) -> bool:
    if isinstance(port, Unknown) or isinstance(word, Unknown) or not str(port).isdigit():
        return False
    says = SAYS.get(int(str(port)))
    neutral = family.translate(role, str(word))
    return bool(says) and not SPEAKS.isdisjoint(neutral) and set(says or ()).isdisjoint(neutral)
