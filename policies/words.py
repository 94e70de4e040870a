"""The words that lbgate says everywhere: roles, verdicts, kinds, levels."""

from __future__ import annotations

import re
from enum import StrEnum


class Role(StrEnum):
    """What a part of a route is."""

    LISTENER = "listener"
    BACKEND = "backend"
    CHECK = "check"


class Verdict(StrEnum):
    """What became of a route; violations in the order in which they are looked for."""

    OK = "ok"
    UNDECIDED = "undecided"
    PROTOCOL_UNKNOWN = "protocol-unknown"
    LISTENER_UNSUPPORTED = "listener-unsupported"
    BACKEND_MISMATCH = "backend-mismatch"
    CHECK_MISMATCH = "check-mismatch"
    CHECK_INEFFECTIVE = "check-ineffective"

    @property
    def violation(self) -> bool:
        return self not in (Verdict.OK, Verdict.UNDECIDED)


class Kind(StrEnum):
    """Why a wrong route is wrong: the cloud rejects it, it deploys but cannot work, or a setting forbids it."""

    REFUSED = "refused"
    BROKEN = "broken"
    POLICY = "policy"


class Level(StrEnum):
    """How much a finding weighs; only an error fails a deployment."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


NEUTRAL = ("TCP", "SSL", "UDP", "HTTP", "HTTPS", "ICMP")
"""The neutral protocol words; every cloud's own words are translated to these."""

PLAIN_WORD = re.compile(r"[A-Za-z0-9_+/-]{0,24}")


def plain(word: object) -> str:
    """A protocol word as it may be shown; what cannot be one is not repeated, since it may be a secret."""
    text = str(word)
    return text if PLAIN_WORD.fullmatch(text) else "(no protocol word)"
