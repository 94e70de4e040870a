"""Target groups: what their protocol, their target type and their health check say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from ...attributes import check_goes_to, fact, spot, words_of
from ...graph import Block, Resource
from ...matrix import Family
from ...model import CHECK_PORTS, TRAFFIC_PORT, Backend, Fact, Part, Words, following
from ...values import Choice, Unknown, choices, compatible, under
from ...words import Role
from .attributes import attribute, port, where_absent
from .families import APPLICATION, NETWORK

# What the provider takes, and in which case: internal/service/elbv2/target_group.go of hashicorp/terraform-provider-aws.
PROTOCOLS = Words(("HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC", "GENEVE"))
CHECKS = Words(("HTTP", "HTTPS", "TCP"), ignore_case=True)
SCHEMA_DEFAULT = "HTTP"
"""What a check's block means without a protocol, whatever the group speaks."""
TARGET_TYPES = ("instance", "ip", "lambda", "alb")
VERSIONS = Words(("HTTP1", "HTTP2", "GRPC"), ignore_case=True)

LAMBDA = "LAMBDA"
"""The word of a group of target type lambda, which has no protocol."""
PROTOCOLS_AND_LAMBDA = Words((*PROTOCOLS.known, LAMBDA))

# HealthCheckProtocol in https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html:
# "For Application Load Balancers, the default is HTTP. For Network Load Balancers and Gateway Load Balancers, the
# default is TCP."
DEFAULT_CHECKS = {word: "HTTP" if word in ("HTTP", "HTTPS", LAMBDA) else "TCP" for word in PROTOCOLS_AND_LAMBDA.known}
# But groups of balancers are checked over HTTP: https://github.com/aws/aws-cdk/issues/18422


@lru_cache(1 << 16)  # of a group that many listeners lead to there is one
def backend(group: Resource) -> Backend:
    """A target group as a backend, with its health check."""
    target_type = _target_type(group)
    part = _part(group, target_type)
    check = _check(group, part, target_type)
    return Backend(part, check, _families(part), _check_port(group, part) if check else None)


def _families(part: Part) -> tuple[Family, ...]:
    """None for GENEVE: a gateway balancer has no matrix, so there is nothing that such a group could violate."""
    return () if all(choice.value == "GENEVE" for choice in part.words) else (APPLICATION, NETWORK)


def _target_type(group: Resource) -> Fact:
    entry = attribute(group.body, "target_type")
    return fact(spot(group, group.body, "target_type", entry), entry, "instance", TARGET_TYPES)


def _part(group: Resource, target_type: Fact) -> Part:
    body = group.body
    entry = attribute(body, "protocol")
    words = tuple(_words(words_of(entry, PROTOCOLS, ""), target_type))
    calls_lambda = any(choice.value == LAMBDA for choice in words)
    named = ("target_type", attribute(body, "target_type")) if calls_lambda else ("protocol", entry)
    return Part(
        Role.BACKEND,
        spot(group, body, *named),
        words,
        PROTOCOLS_AND_LAMBDA if calls_lambda else PROTOCOLS,
        "group",
        implied=entry is None and not calls_lambda,
        settable=not calls_lambda and not group.outside,
        replaces=True,  # protocol and target_type are ForceNew
        port=port(group, body, "port"),
        facts={"target_type": target_type, "protocol_version": _version(group)},
    )


def _words(written: tuple[Choice, ...], target_type: Fact) -> Iterator[Choice]:
    """The protocol, but for lambda: then the provider sends none, whatever is written (resourceTargetGroupCreate)."""
    of_lambda = [kind for kind in target_type.choices if kind.value == "lambda"]
    others = [kind for kind in target_type.choices if kind.value != "lambda"]
    yield from (Choice(LAMBDA, kind.when) for kind in of_lambda)
    for kind in others:
        for word in written:
            if compatible(kind.when, word.when):
                # Only lambda groups may leave the protocol out.
                says_lambda = word.value == "" and isinstance(kind.value, Unknown)
                yield Choice(LAMBDA if says_lambda else word.value, kind.when | word.when)


def _version(group: Resource) -> Fact:
    entry = attribute(group.body, "protocol_version")
    at = spot(group, group.body, "protocol_version", entry)
    return Fact(at, words_of(entry, VERSIONS, "HTTP1"), VERSIONS.known)


def _check(group: Resource, part: Part, target_type: Fact) -> Part | None:
    blocks = group.body.blocks("health_check")
    if _switched_off(part, blocks):
        return None
    first = blocks[0] if blocks else group.body
    entry = attribute(first, "protocol") if blocks else None
    default, follows = _default(part, target_type)
    # CloudFormation has no block, and so no schema's default: the service chooses.
    flat = bool(group.body.flat)
    left_out = default if flat else (Choice(SCHEMA_DEFAULT),)
    return Part(
        Role.CHECK,
        spot(group, first, "protocol", entry, path="health_check"),
        tuple(dict.fromkeys((*_written(blocks, left_out), *where_absent(blocks, default)))),
        CHECKS,
        "check",
        implied=entry is None,
        settable=not group.outside,
        follows=follows if not blocks or (flat and entry is None) else None,
    )


def _switched_off(part: Part, blocks: list[Block]) -> bool:
    """Only groups of lambda functions can do without a check, and do so by default."""
    if any(choice.value != LAMBDA for choice in part.words):
        return False
    enabled = [attribute(block, "enabled") for block in blocks]
    return all(entry is not None and all(c.value is False for c in choices(entry.value)) for entry in enabled)


def _written(blocks: list[Block], left_out: tuple[Choice, ...]) -> Iterator[Choice]:
    """The protocol in each block, or what it is where it is left out there."""
    for block in blocks:
        entry = attribute(block, "protocol")
        yield from under(block.when, words_of(entry, CHECKS, SCHEMA_DEFAULT) if entry else left_out)


def _default(part: Part, target_type: Fact) -> tuple[tuple[Choice, ...], Mapping[str, str] | None]:
    """What the service checks with where no block says so, and the table that it follows where that is one for all."""
    misspelt = {word: DEFAULT_CHECKS.get(word.upper(), "TCP") for word in part.misspelt()}
    of_servers, of_balancers = {**DEFAULT_CHECKS, **misspelt}, dict.fromkeys((*DEFAULT_CHECKS, *misspelt), "HTTP")
    found = [(kind, of_balancers if kind.value == "alb" else of_servers) for kind in target_type.possible]
    words = (choice for kind, table in found for choice in under(kind.when, following(part, table)))
    one = all(table is found[0][1] for _, table in found)
    return tuple(dict.fromkeys(words)), found[0][1] if one else None


def _check_port(group: Resource, part: Part) -> Fact | None:
    blocks = group.body.blocks("health_check")
    if not blocks or part.port is None:
        return None
    at = spot(group, blocks[0], "port", attribute(blocks[0], "port"), path="health_check")
    named = (choice for block in blocks for choice in under(block.when, _ports(block)))
    absent = where_absent(blocks, [Choice(TRAFFIC_PORT)])
    return Fact(at, (*check_goes_to(named, part.port.choices), *absent), CHECK_PORTS)


def _ports(block: Block) -> Iterator[Choice]:
    """The ports that a check names; "traffic-port", the default, names none."""
    entry = attribute(block, "port")
    for choice in choices(entry.value if entry else None):
        yield Choice(None, choice.when) if choice.value == "traffic-port" else choice
