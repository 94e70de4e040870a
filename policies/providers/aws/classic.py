"""The classic load balancer (``aws_elb``), which holds its listeners, its backends and its one check itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

from ...attributes import certificate, check_goes_to, fact, spot, words_of
from ...graph import Block, Entry, Graph, Resource
from ...matrix import Family
from ...model import ALIKE, CHECK_PORTS, OTHERWISE, USES, Backend, Conflict, Fact, Listener, Part, Reach, Spot, Words
from ...values import Choice, Unknown, choices, compatible, under
from ...words import Role
from .attributes import attribute, port, where_absent
from .families import CLASSIC

FAMILIES: tuple[Family, ...] = (CLASSIC,)

# Known, but none of them changes a route: they choose ciphers, stickiness, a header before the stream (proxy protocol)
# or which certificates of a backend are trusted; the protocols stay those of the listener block.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html
BESIDE = (
    "aws_elb_attachment",
    "aws_load_balancer_policy",
    "aws_load_balancer_listener_policy",
    "aws_load_balancer_backend_server_policy",
    "aws_lb_ssl_negotiation_policy",
    "aws_lb_cookie_stickiness_policy",
    "aws_app_cookie_stickiness_policy",
    "aws_proxy_protocol_policy",
)
TYPES: tuple[str, ...] = ("aws_elb", *BESIDE)

PULUMI_NAMES = {
    "loadBalancer:LoadBalancer": "aws_elb",
    "attachment:Attachment": "aws_elb_attachment",
    "loadBalancerPolicy:LoadBalancerPolicy": "aws_load_balancer_policy",
    "listenerPolicy:ListenerPolicy": "aws_load_balancer_listener_policy",
    "loadBalancerBackendServerPolicy:LoadBalancerBackendServerPolicy": "aws_load_balancer_backend_server_policy",
    "sslNegotiationPolicy:SslNegotiationPolicy": "aws_lb_ssl_negotiation_policy",
    "loadBalancerCookieStickinessPolicy:LoadBalancerCookieStickinessPolicy": "aws_lb_cookie_stickiness_policy",
    "appCookieStickinessPolicy:AppCookieStickinessPolicy": "aws_app_cookie_stickiness_policy",
}
PULUMI: Mapping[str, str] = {
    f"aws:{module}/{name}": type_ for module in ("elb", "elasticloadbalancing") for name, type_ in PULUMI_NAMES.items()
}

# Any case: validateListenerProtocol and validateHeathCheckTarget, internal/service/elb/load_balancer.go of
# hashicorp/terraform-provider-aws. Listeners and the check are changed in place.
PROTOCOLS = Words(("HTTP", "HTTPS", "TCP", "SSL"), ignore_case=True)
TARGET = re.compile(r"(\w+):(\d+)(/.*)?", re.DOTALL)
STARTED_TARGET = re.compile(r"\w+:(\d+)/")
# HealthCheck in https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_HealthCheck.html
DEFAULT_TARGET = "TCP:80"
ENCRYPTED = {"HTTP": False, "TCP": False, "HTTPS": True, "SSL": True}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One listener block of a balancer, with the key that tells it apart (``:443``)."""

    balancer: Resource
    block: Block
    key: str

    @property
    def label(self) -> str:
        return self.balancer.label + self.key

    @property
    def instance_port(self) -> Fact:
        return port(self.balancer, self.block, "instance_port", self.key, "listener")

    @property
    def encrypted(self) -> Fact:
        """Whether it speaks TLS to its instances; None for a word that is none."""
        entry = attribute(self.block, "instance_protocol")
        found = fact(spot(self.balancer, self.block, "instance_protocol", entry, self.key, "listener"), entry, None)
        return replace(found, choices=tuple(map(_tls, found.choices)))

    def part(self, role: Role, word: str, port_name: str, noun: str) -> Part:
        entry = attribute(self.block, word)
        return Part(
            role,
            spot(self.balancer, self.block, word, entry, self.key, "listener"),
            words_of(entry, PROTOCOLS, ""),
            PROTOCOLS,
            noun,
            port=port(self.balancer, self.block, port_name, self.key, "listener"),
        )


def _tls(word: Choice) -> Choice:
    return word if isinstance(word.value, Unknown) else replace(word, value=ENCRYPTED.get(str(word.value).upper()))


def listeners(graph: Graph) -> Iterator[Listener]:
    for balancer in graph.of_type("aws_elb"):
        entries = _entries(balancer)
        for entry in entries:
            yield _listener(entry, entries)


def backends(graph: Graph) -> Iterator[Backend]:
    for balancer in graph.of_type("aws_elb"):
        entries = _entries(balancer)
        yield from (_backend(entry, entries) for entry in entries)


def _entries(balancer: Resource) -> list[_Entry]:
    blocks = enumerate(balancer.body.blocks("listener"), start=1)
    return [_Entry(balancer, block, _key(block, number)) for number, block in blocks]


def _key(block: Block, number: int) -> str:
    entry = attribute(block, "lb_port")
    return f":{entry.value}" if entry and str(entry.value).isdigit() else f"#{number}"


def _listener(entry: _Entry, entries: list[_Entry]) -> Listener:
    part = entry.part(Role.LISTENER, "lb_protocol", "lb_port", "listener")
    reach = Reach((_backend(entry, entries),), when=entry.block.there)
    held = certificate(entry.balancer, entry.block, "ssl_certificate_id", entry.key, "listener")
    return Listener(part, Fact(part.spot, (Choice(CLASSIC),)), (reach,), certificate=held, when=reach.when)


def _backend(entry: _Entry, entries: list[_Entry]) -> Backend:
    part = entry.part(Role.BACKEND, "instance_protocol", "instance_port", "backend")
    check, named = _check(entry.balancer)
    goes_to = Fact(check.spot, tuple(check_goes_to(named, entry.instance_port.choices)), CHECK_PORTS)
    return Backend(part, check, FAMILIES, goes_to, _conflict(entry, entries))


# The check is one string for the whole balancer: "HTTP:8080/healthz".


def _check(balancer: Resource) -> tuple[Part, tuple[Choice, ...]]:
    """The check as a part, and the ports that it may go to."""
    blocks = balancer.body.blocks("health_check")
    first = blocks[0] if blocks else balancer.body
    entry = attribute(first, "target") if blocks else None
    written = (each for block in blocks for each in under(block.when, _targets(block)))
    targets = [*written, *where_absent(blocks, [Choice(DEFAULT_TARGET)])]
    known = [target.value for target in targets if isinstance(target.value, str)]
    part = Part(
        Role.CHECK,
        spot(balancer, first, "target", entry, path="health_check"),
        tuple(replace(target, value=_protocol(target.value)) for target in targets),
        PROTOCOLS,
        "check",
        implied=entry is None,
        written=partial(_rewritten, _told(known[0] if known else DEFAULT_TARGET, entry)),
    )
    return part, tuple(replace(target, value=_port(target.value)) for target in targets)


def _targets(block: Block) -> Iterator[Choice]:
    entry = attribute(block, "target")
    yield from choices(entry.value if entry else DEFAULT_TARGET)


def _protocol(target: object) -> object:
    """The protocol of a target; of ``"HTTP:${var.port}/"`` it is known although the port is not."""
    text = target.starts if isinstance(target, Unknown) else str(target)
    if isinstance(target, Unknown) and ":" not in text:
        return target
    return PROTOCOLS.canonical(text.partition(":")[0])


def _port(target: object) -> object:
    """The port of a target. Of an unknown one the port is another question than the protocol."""
    if isinstance(target, Unknown):
        parsed = STARTED_TARGET.match(target.starts)
        if parsed:
            return parsed[1]
        return replace(target, why=f"the port in {target.why}", asks=f"the port in {target.question}")
    parsed = TARGET.fullmatch(str(target))
    return parsed[2] if parsed else None


def _told(target: str, entry: Entry | None) -> str:
    """The target as a hint may tell it: a path that does not stand in a file could be anything."""
    head, slash, path = target.partition("/")
    return target if not path or (entry and entry.place.file) else f"{head}{slash}…"


def _rewritten(target: str, word: str) -> str:
    """The target with another protocol: HTTP and HTTPS must have a path, TCP and SSL cannot have one."""
    parsed = TARGET.fullmatch(target)
    port, path = (parsed[2], parsed[3]) if parsed else ("80", None)
    return f"{word}:{port}{path or '/'}" if word.startswith("HTTP") else f"{word}:{port}"


# All listeners that share an instance port must agree on TLS to it: Listener.InstanceProtocol in
# https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_Listener.html


def _conflict(entry: _Entry, entries: list[_Entry]) -> Conflict | None:
    beside = [(other, list(_uses(entry, other))) for other in entries if other is not entry]
    clashing = [(other, uses) for other, uses in beside if any(use.value != ALIKE for use in uses)]
    if not clashing:
        return None
    sure = [(other, uses) for other, uses in clashing if all(use.value == OTHERWISE for use in uses)]
    found = sure or clashing
    uses = tuple(dict.fromkeys(use for _, each in found for use in each))
    names = " and ".join(other.label for other, _ in found)
    at = " or ".join(
        str(choice.value) for choice in entry.instance_port.choices if not isinstance(choice.value, Unknown)
    )
    why = (
        f"{entry.label} and {names} share instance port {at}".rstrip()
        + ", and one speaks TLS to it and the other does not"
    )
    spelled = entry.part(Role.BACKEND, "instance_protocol", "instance_port", "backend").spot.spelled
    mend = f"make {spelled} of {entry.label} and {names} agree: HTTP and TCP, or HTTPS and SSL"
    return Conflict(Fact(_deciding([entry, *(other for other, _ in found)]), uses, USES), why, mend)


def _deciding(entries: list[_Entry]) -> Spot:
    """Where the first port stands that is not known, else the first word."""
    facts = [*(entry.instance_port for entry in entries), *(entry.encrypted for entry in entries)]
    unknown = (one for one in facts if any(isinstance(choice.value, Unknown) or choice.when for choice in one.choices))
    return next(unknown, facts[0]).spot


def _uses(one: _Entry, other: _Entry) -> Iterator[Choice]:
    """Whether two listeners use one instance port otherwise, in each case that can be."""
    for case in product(
        one.instance_port.choices, other.instance_port.choices, one.encrypted.choices, other.encrypted.choices
    ):
        when = one.block.there.union(other.block.there, *(choice.when for choice in case))
        if compatible(when):
            at, its, mine, theirs = (choice.value for choice in case)
            yield Choice(_use(at, its, mine, theirs), when)
    if other.block.there:
        yield Choice(ALIKE)


def _use(at: object, its: object, mine: object, theirs: object) -> object:
    other_port, other_use = _differ(at, its), _differ(mine, theirs)
    if other_port is True or other_use is False or None in (at, its, mine, theirs):
        return ALIKE
    if other_port is False and other_use is True:
        return OTHERWISE
    unknown = next(value for value in (at, its, mine, theirs) if isinstance(value, Unknown))
    return replace(unknown, asks=f"how {unknown.question} is used")


def _differ(one: object, other: object) -> bool | None:
    """None where that is not known; two unknowns that ask the same are the same."""
    if isinstance(one, Unknown) and isinstance(other, Unknown) and one.question == other.question:
        return False
    return None if isinstance(one, Unknown) or isinstance(other, Unknown) else str(one) != str(other)
