"""Application, network and gateway load balancers: listener → its actions and rules → target group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...attributes import certificate, name_of, spot, words_of
from ...graph import Block, Graph, Link, Resource
from ...matrix import Family
from ...model import Backend, Fact, Listener, Loose, Part, Reach, Spot, Words
from ...values import ALWAYS, Choice, Condition, JoinedBy, Unknown, Value, choices, compatible
from ...words import Role
from .attributes import attribute, port
from .cloudformation import PULUMI as CLOUDFORMATION
from .families import APPLICATION, GATEWAY, NETWORK
from .target_groups import backend

FAMILIES: tuple[Family, ...] = (APPLICATION, NETWORK, GATEWAY)

# The aws_alb_ names are older, and mean the same resources.
BALANCERS = ("aws_lb", "aws_alb")
LISTENERS = ("aws_lb_listener", "aws_alb_listener")
RULES = ("aws_lb_listener_rule", "aws_alb_listener_rule")
GROUPS = ("aws_lb_target_group", "aws_alb_target_group")
# Known, but they change no route: an attachment says which servers there are, a trust store which clients may come in,
# and a further certificate never stands in for the default one, which the listener must name itself
# (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddListenerCertificates.html).
BESIDE = (
    "aws_lb_listener_certificate",
    "aws_alb_listener_certificate",
    "aws_lb_target_group_attachment",
    "aws_alb_target_group_attachment",
    "aws_lb_trust_store",
)
TYPES: tuple[str, ...] = (*LISTENERS, *BALANCERS, *RULES, *GROUPS, *BESIDE)

# aws:lb and aws:alb are two sets of types for the same resources; the long names are aliases that old states hold.
PULUMI_MODULES = ("lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing")
PULUMI_NAMES = {
    "loadBalancer:LoadBalancer": "aws_lb",
    "listener:Listener": "aws_lb_listener",
    "listenerRule:ListenerRule": "aws_lb_listener_rule",
    "targetGroup:TargetGroup": "aws_lb_target_group",
    "listenerCertificate:ListenerCertificate": "aws_lb_listener_certificate",
    "targetGroupAttachment:TargetGroupAttachment": "aws_lb_target_group_attachment",
    "trustStore:TrustStore": "aws_lb_trust_store",
}
PULUMI: Mapping[str, str] = {
    **{f"aws:{module}/{name}": type_ for module in PULUMI_MODULES for name, type_ in PULUMI_NAMES.items()},
    **CLOUDFORMATION,
}

BY_TYPE = {"application": APPLICATION, "network": NETWORK, "gateway": GATEWAY}
BY_ARN = {"app": APPLICATION, "net": NETWORK, "gwy": GATEWAY}
BALANCER_TYPES = Words(tuple(BY_TYPE))
ARN = re.compile(r":loadbalancer/(app|net|gwy)/")

# ValidateDiagFunc and StateFunc in internal/service/elbv2/listener.go: any case, kept in upper case. It is changed in
# place, as is all of a listener but its balancer.
PROTOCOLS = Words(("HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC", "GENEVE"), ignore_case=True)
# Where protocol is left out: "HTTP" is what the provider sends for an application balancer (listener.go); a network
# balancer answers "A listener protocol must be specified".
DEFAULTS = {APPLICATION.id: "HTTP", NETWORK.id: ""}
ALL_PACKETS = "a listener of a gateway load balancer takes all packets, and has no protocol to judge"

ANSWERS = {
    "redirect": "it only redirects",
    "fixed-response": "it answers by itself",
    "authenticate-cognito": "it only authenticates",
    "authenticate-oidc": "it only authenticates",
    "jwt-validation": "it only authenticates",
}
"""The actions that send nothing to a backend themselves."""


def listeners(graph: Graph) -> Iterator[Listener]:
    rules = _rules(graph)
    for resource in graph.of_type(*LISTENERS):
        balancer = name_of(attribute(resource.body, "load_balancer_arn"), graph, BALANCERS)
        yield replace(_listener(resource, rules.get(resource.address, []), graph), balancer=balancer)


def backends(graph: Graph) -> Iterator[Backend]:
    found = (backend(group) for group in graph.of_type(*GROUPS))
    yield from (one for one in found if one.families)


def _listener(resource: Resource, rules: list[tuple[Resource, Link]], graph: Graph) -> Listener:
    family = _family(resource, graph)
    part = _part(resource, family)
    if not part.words:
        return Listener(part, family, not_covered=ALL_PACKETS)
    ends = list(_ends(resource, "default_action", graph))
    ends += [_through(rule, link, end) for rule, link in rules for end in _ends(rule, "action", graph)]
    reaches = tuple(end for end in ends if isinstance(end, Reach))
    loose = tuple(end for end in ends if isinstance(end, Loose))
    idle = "" if reaches or loose else _answer(resource)
    return Listener(part, family, reaches, loose, certificate(resource, resource.body, "certificate_arn"), idle)


def _part(resource: Resource, family: Fact) -> Part:
    body = resource.body
    entry = attribute(body, "protocol")
    at = spot(resource, body, "protocol", entry)
    words = tuple(word for choice in words_of(entry, PROTOCOLS, "") for word in _word(choice, family))
    return Part(
        Role.LISTENER, at, words, PROTOCOLS, "listener", implied=entry is None, port=port(resource, body, "port")
    )


def _word(choice: Choice, family: Fact) -> Iterator[Choice]:
    """The word as written, else the balancer's default; open where it is not known which balancer that is."""
    families = {one.value.id for one in family.choices}
    if choice.value != "":
        yield choice
    elif len(families) > 1:
        yield Choice(Unknown(f"what {family.spot.label} takes by default"), choice.when)
    elif families != {GATEWAY.id}:
        yield Choice(DEFAULTS[families.pop()], choice.when)


# Which balancer a listener belongs to, and so which matrix judges it.


def _family(resource: Resource, graph: Graph) -> Fact:
    entry = attribute(resource.body, "load_balancer_arn")
    named = list(choices(entry.value)) if entry else []
    links = [(choice, link) for choice in named for link in graph.follow(choice.value, BALANCERS)]
    found = {(one.value.id, one.when): one for choice, link in links for one in _families(choice, link)}
    at = spot(resource, resource.body, "load_balancer_arn", entry)
    if len(links) == 1 and (owner := links[0][1].resource):
        at = spot(owner, owner.body, "load_balancer_type", attribute(owner.body, "load_balancer_type"))
    return Fact(at, tuple(found.values()) or tuple(Choice(family) for family in FAMILIES))


def _families(named: Choice, link: Link) -> Iterator[Choice]:
    """The families that one balancer can be of: by its type, by its ARN, else any."""
    arn = ARN.search(named.value) if isinstance(named.value, str) else None
    owners = (link.resource,) if link.resource else link.candidates
    if arn and not owners:
        yield Choice(BY_ARN[arn[1]], named.when)
    elif not owners:
        yield from (Choice(family, named.when) for family in FAMILIES)
    for owner in owners:
        for kind in words_of(attribute(owner.body, "load_balancer_type"), BALANCER_TYPES, "application"):
            several = (BY_TYPE[kind.value],) if kind.value in BY_TYPE else FAMILIES
            yield from (Choice(family, named.when | kind.when) for family in several)


# From an action to the target groups that it forwards to.


def _rules(graph: Graph) -> dict[str, list[tuple[Resource, Link]]]:
    """The rules of each listener. Where nobody can say which listener a rule belongs to it is left out: never guess."""
    by_listener: dict[str, list[tuple[Resource, Link]]] = {}
    for rule in graph.of_type(*RULES):
        entry = attribute(rule.body, "listener_arn")
        for link in graph.follow(entry.value, LISTENERS) if entry else ():
            if link.resource:
                by_listener.setdefault(link.resource.address, []).append((rule, link))
    return by_listener


def _through(rule: Resource, link: Link, end: Reach | Loose) -> Reach | Loose:
    """What a rule leads to, seen from its listener."""
    if isinstance(end, Loose):
        return end
    weakest = max((link.by, end.joined_by or link.by), key=list(JoinedBy).index)
    return replace(end, via=(rule.address,), joined_by=weakest, when=end.when | link.when)


def _ends(resource: Resource, path: str, graph: Graph) -> Iterator[Reach | Loose]:
    """Where the actions of a listener or a rule lead."""
    blocks = resource.body.blocks(path)
    if not blocks:
        yield Loose(spot(resource, resource.body, "target_group_arn", None, path=path), "there is no action")
    for block in blocks:
        for when in _forwards(block):
            yield from _targets(resource, block, path, when, graph)


def _forwards(block: Block) -> Iterator[Condition]:
    """The conditions under which an action forwards. A type that is not known counts, by what the action names."""
    entry = attribute(block, "type")
    for kind in choices(entry.value if entry else None):
        if not (isinstance(kind.value, str) and kind.value in ANSWERS) and compatible(block.there, kind.when):
            yield block.there | kind.when


def _targets(resource: Resource, block: Block, path: str, when: Condition, graph: Graph) -> Iterator[Reach | Loose]:
    named = list(_named(resource, block, path))
    links = [(at, link, there) for at, value, there in named for link in graph.follow(value, GROUPS)]
    if not links:
        yield Loose(spot(resource, block, "target_group_arn", None, path=path), "it names no target group")
    for at, link, there in links:
        groups = (link.resource,) if link.resource else link.candidates
        if not compatible(when, link.when, there):
            continue
        if groups:
            guess = link.why if link.guessed else ""
            yield Reach(tuple(map(backend, groups)), (), link.by, when | link.when | there, at, guess)
        else:
            yield Loose(at, link.why)


def _named(resource: Resource, block: Block, path: str) -> Iterator[tuple[Spot, Value, Condition]]:
    """The attributes of an action that name target groups, their values, and when they are there.

    Of an unknown action only the simple one.
    """
    entry = attribute(block, "target_group_arn")
    if entry and entry.value != "":
        yield spot(resource, block, "target_group_arn", entry, path=path), entry.value, ALWAYS
    for forward in [] if block.rest else block.blocks("forward"):
        for group in forward.blocks("target_group"):
            arn = attribute(group, "arn")
            if arn and compatible(forward.there, group.there):
                at = spot(resource, group, "arn", arn, path=f"{path}.forward.target_group")
                yield at, arn.value, forward.there | group.there


def _answer(resource: Resource) -> str:
    """Why a listener whose actions lead to no backend does so."""
    entries = [attribute(block, "type") for block in resource.body.blocks("default_action")]
    kinds = [kind.value for entry in entries if entry for kind in choices(entry.value)]
    return next((ANSWERS[kind] for kind in ANSWERS if kind in kinds), "")
