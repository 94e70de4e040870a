"""LBG201 and LBG202: a listener that ends TLS needs a certificate, any other has no use for one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .judge import Front
from .matrix import Family
from .model import Listener
from .values import Unknown, compatible
from .words import Role, Verdict

ENDS_TLS = frozenset({"HTTPS", "SSL"})


@dataclass(frozen=True, slots=True)
class CertificateRuling:
    """``rule`` is LBG201 or LBG202, or LBG401 where it is open whether LBG201 holds. ``word`` is the listener's."""

    rule: str
    word: str
    family: Family

    @property
    def refused(self) -> bool:
        """Whether the service rejects it, so that the deployment fails in this case."""
        return self.rule == "LBG201" or self.family.refuses_certificate


def certificate_ruling(listener: Listener) -> CertificateRuling | None:
    """What is wrong with the certificate of a listener; None where nothing is, or where its word means nothing.

    It stands beside any verdict: a listener that its balancer does not have still says what it wants of TLS.
    """
    if listener.certificate is None or _by_default(listener):
        return None
    found = [
        _ruled(str(world.word(Role.LISTENER)), world.family, bool(choice.value))
        for world, ruling in Front(listener).cases
        for choice in listener.certificate.given
        if compatible(world.when, choice.when) and ruling.verdict is not Verdict.PROTOCOL_UNKNOWN
    ]
    rules = {one.rule if one else None for one in found}
    missing = next((one for one in found if one and one.rule == "LBG201"), None)
    if missing is None:
        return found[0] if len(rules) == 1 else None
    if all(one and one.refused for one in found) and not listener.when:
        return missing
    return replace(missing, rule="LBG401")


def _by_default(listener: Listener) -> bool:
    """Whether the word is left to a balancer that is not known: none has a default that ends TLS."""
    return listener.part.implied and any(isinstance(choice.value, Unknown) for choice in listener.part.words)


def _ruled(word: str, family: Family, given: bool) -> CertificateRuling | None:
    ends_tls = not ENDS_TLS.isdisjoint(family.translate(Role.LISTENER, word))
    if ends_tls == given:
        return None
    return CertificateRuling("LBG201" if ends_tls else "LBG202", word, family)
