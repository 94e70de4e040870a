"""The rules: one entry each. An id is never reused."""

from __future__ import annotations

from dataclasses import dataclass

from .words import Level, Verdict


@dataclass(frozen=True, slots=True)
class Rule:
    """``level`` is the default; ``verdict`` the violation of a route that it reports, if it reports one."""

    id: str
    name: str
    level: Level
    when: str
    verdict: Verdict | None = None


RULES = {
    rule.id: rule
    for rule in (
        Rule(
            "LBG101",
            "backend-mismatch",
            Level.ERROR,
            "the backend protocol is not one that the listener may have",
            Verdict.BACKEND_MISMATCH,
        ),
        Rule(
            "LBG102",
            "check-mismatch",
            Level.ERROR,
            "the health check's protocol is not one for this listener and backend",
            Verdict.CHECK_MISMATCH,
        ),
        Rule(
            "LBG103",
            "check-ineffective",
            Level.ERROR,
            "the health check is accepted but says nothing true about this backend",
            Verdict.CHECK_INEFFECTIVE,
        ),
        Rule(
            "LBG104",
            "listener-unsupported",
            Level.ERROR,
            "this kind of balancer has no such listener",
            Verdict.LISTENER_UNSUPPORTED,
        ),
        Rule(
            "LBG105",
            "protocol-unknown",
            Level.ERROR,
            "a word that the provider does not know: misspelt, or in the wrong case where case matters",
            Verdict.PROTOCOL_UNKNOWN,
        ),
        Rule("LBG201", "certificate-missing", Level.ERROR, "the listener ends TLS and has no certificate"),
        Rule("LBG202", "certificate-unused", Level.WARNING, "a certificate where TLS is not ended"),
        Rule(
            "LBG203", "plaintext-segment", Level.OFF, "a segment is plain that the encryption setting wants encrypted"
        ),
        Rule("LBG301", "port-contradicts-protocol", Level.WARNING, "a well-known port that says the opposite"),
        Rule("LBG302", "check-missing", Level.OFF, "the backend has no health check"),
        Rule("LBG401", "undecided", Level.WARNING, "a value that is not known yet decides between right and wrong"),
        Rule("LBG402", "unlinked", Level.WARNING, "the listener's backend could not be found in the input"),
        Rule(
            "LBG501", "suppression-stale", Level.WARNING, "an ignore is expired, matches no finding or gives no reason"
        ),
    )
}

BY_VERDICT = {rule.verdict: rule for rule in RULES.values() if rule.verdict}
