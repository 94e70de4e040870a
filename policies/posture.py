"""The TLS posture of a route: what travels on each side of the balancer, and who holds the certificate."""

from __future__ import annotations

from dataclasses import dataclass

from .judge import Case, Route
from .matrix import Ruling
from .words import Kind, Role, Verdict
from .worlds import World, neutral_words

FRONT = {"HTTPS": "tls", "SSL": "tls", "HTTP": "plain"}
BACK = {"HTTPS": "tls", "SSL": "tls", "HTTP": "plain"}


@dataclass(frozen=True, slots=True)
class Posture:
    """``tls``, ``plain``, ``passthrough`` or None where undecided; ``certificate``: balancer, backend."""

    front: str | None
    back: str | None
    certificate: tuple[str, ...] = ()

    def falls_short(self, encryption: str) -> str | None:
        """The plain end ("front" or "back") that the encryption setting does not allow."""
        if encryption != "off" and self.front == "plain":
            return "front"
        return "back" if encryption == "end-to-end" and self.back == "plain" else None

    def lower_than(self, other: Posture) -> bool:
        """Whether a segment that was encrypted, or carried through, becomes plain; what was open cannot be lowered."""
        ends = (self.front, other.front), (self.back, other.back)
        return any(now == "plain" and before not in ("plain", None) for now, before in ends)


def posture(route: Route) -> Posture:
    """The posture in which all cases of a route agree; None for an end in which they differ."""
    found = {posture_of(world, route.half) for world, _ in route.cases}
    fronts, backs = {p.front for p in found}, {p.back for p in found}
    holders = {p.certificate for p in found}
    return Posture(
        fronts.pop() if len(fronts) == 1 else None,
        backs.pop() if len(backs) == 1 else None,
        holders.pop() if len(holders) == 1 else (),
    )


def shortfalls(route: Route, encryption: str) -> set[str | None]:
    """The plain end of every case of a route that the encryption setting does not allow; None for a case that is fine."""
    return {posture_of(world, route.half).falls_short(encryption) for world, _ in route.cases}


def by_encryption(route: Route, encryption: str) -> tuple[Case, ...]:
    """The cases of a route ruled by the encryption setting alone: wrong where they fall short of it."""
    wrong, fine = Ruling(Verdict.BACKEND_MISMATCH, Kind.POLICY), Ruling(Verdict.OK)
    short = ((world, posture_of(world, route.half).falls_short(encryption)) for world, _ in route.cases)
    return tuple((world, wrong if end else fine) for world, end in short)


def posture_of(world: World, half: str | None) -> Posture:
    """The posture in one case."""
    words = neutral_words(world, half)
    listener, backend = words[Role.LISTENER], words[Role.BACKEND]
    front = FRONT.get(listener or "", "passthrough")
    back = _back(front, backend, world.word(Role.BACKEND))
    holders = ["balancer"] if front == "tls" else []
    if back == "tls" or (listener, backend) == ("TCP", "TCP"):
        holders.append("backend")
    return Posture(front, back, tuple(holders))


def _back(front: str, backend: str | None, word: str | None) -> str:
    if word == "LAMBDA":  # the service is called over its own API, always encrypted
        return "tls"
    if backend == "TCP" and front != "passthrough":
        return "plain"
    return BACK.get(backend or "", "passthrough")


def described(posture: Posture, backend: str | None) -> str:
    """What a pairing means for TLS, in a few words; empty where there is nothing to say."""
    if posture.front == "tls":
        return "ends TLS at the balancer, encrypts anew" if posture.back == "tls" else "ends TLS at the balancer"
    if (posture.front, backend) == ("passthrough", "TCP"):
        return "passes TLS through"
    return "no TLS to the balancer" if posture.front == "plain" else ""
