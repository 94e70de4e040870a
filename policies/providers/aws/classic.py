"""The classic load balancer (``aws_elb``), which holds its listeners, its backends and its one check itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from ...attributes import certificate, check_goes_to, spot, words_of
from ...graph import Block, Entry, Graph, Resource
from ...matrix import Family
from ...model import CHECK_PORTS, Backend, Fact, Listener, Part, Reach, Words
from ...values import Choice, Unknown, choices, under
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


def _conflict(entry: _Entry, entries: list[_Entry]) -> tuple[str, str] | None:
    mine, at = _encrypted(entry), _known_port(entry)
    if mine is None or at is None:
        return None
    others = [one for one in entries if _known_port(one) == at and _encrypted(one) not in (None, mine)]
    if not others:
        return None
    names = " and ".join(one.label for one in others)
    why = f"{entry.label} and {names} share instance port {at}, and one speaks TLS to it and the other does not"
    spelled = entry.part(Role.BACKEND, "instance_protocol", "instance_port", "backend").spot.spelled
    return why, f"make {spelled} of {entry.label} and {names} agree: HTTP and TCP, or HTTPS and SSL"


def _encrypted(entry: _Entry) -> bool | None:
    found = attribute(entry.block, "instance_protocol")
    return ENCRYPTED.get(str(found.value).upper()) if found else None


def _known_port(entry: _Entry) -> str | None:
    found = attribute(entry.block, "instance_port")
    return str(found.value) if found and str(found.value).isdigit() else None
