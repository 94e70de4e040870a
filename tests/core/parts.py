"""Routes made of words alone, as a cloud's module would hand them over."""

from __future__ import annotations

from policies.judge import Route
from policies.matrix import Family
from policies.model import Backend, Fact, Listener, Part, Reach, Spot, Words
from policies.providers import FAMILIES
from policies.values import Choice, choices
from policies.words import Role

BASE = FAMILIES["base"]
WORDS = Words(("TCP", "SSL", "UDP", "HTTP", "HTTPS", "ICMP"))
ADDRESSES = {Role.LISTENER: "lb_listener.web", Role.BACKEND: "lb_group.app", Role.CHECK: "lb_check.app"}


def part(role: Role, value: object, schema: Words = WORDS) -> Part:
    """``value``: a word, an Unknown, or a OneOf."""
    at = Spot(ADDRESSES[role], "protocol", label=ADDRESSES[role], spelled="protocol")
    return Part(role, at, tuple(choices(value)), schema, role.value)


def route(listener: object, backend: object, check: object = None, family: Family = BASE, **facts: Fact) -> Route:
    checked = None if check is None else part(Role.CHECK, check)
    behind = Backend(part(Role.BACKEND, backend), checked, (family,), own_port=facts.get("own_port"))
    reach = Reach((behind,))
    balancer = Fact(Spot("lb.web", "type"), (Choice(family),))
    return Route(Listener(part(Role.LISTENER, listener), balancer, (reach,)), reach, behind)
