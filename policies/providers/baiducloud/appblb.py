"""The application balancer: listener → policy → an entry of its server group's port_list, or an IP group's policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ...attributes import check_goes_to, fact, same_port, spot, words_of
from ...graph import Block, Graph, Link, Resource
from ...matrix import Family
from ...model import CHECK_PORTS, Backend, Fact, Listener, Loose, Part, Reach, Words, following
from ...values import ALWAYS, Choice, JoinedBy, OneOf, Unknown, Value, choices, compatible, under
from ...words import Role
from .attributes import PORT_WORDS, REDIRECTS, SAME, listener_of, port_of, redirects, required
from .families import APPLICATION, IP_GROUP

FAMILIES: tuple[Family, ...] = (APPLICATION,)
LISTENER, SERVER_GROUP = "baiducloud_appblb_listener", "baiducloud_appblb_server_group"
ADDRESS_GROUP = "baiducloud_appblb_ip_group"
TYPES: tuple[str, ...] = (LISTENER, SERVER_GROUP, ADDRESS_GROUP)
PULUMI: Mapping[str, str] = {
    "baiducloud:index/appblbListener:AppblbListener": LISTENER,
    "baiducloud:index/appblbServerGroup:AppblbServerGroup": SERVER_GROUP,
    "baiducloud:index/appblbIpGroup:AppblbIpGroup": ADDRESS_GROUP,
}

ADDRESS_WORDS = Words(("TCP", "UDP", "HTTP", "HTTPS"))
ADDRESS_CHECK_WORDS = Words(("TCP", "UDP", "HTTP", "HTTPS", "ICMP"))


def listeners(graph: Graph) -> Iterator[Listener]:
    for resource in graph.of_type(LISTENER):
        yield _listener(resource, graph)


def backends(graph: Graph) -> Iterator[Backend]:
    for resource in graph.of_type(SERVER_GROUP):
        yield from _group_ports(resource)
    for resource in graph.of_type(ADDRESS_GROUP):
        yield from _address_policies(resource)


def _listener(resource: Resource, graph: Graph) -> Listener:
    if redirects(resource):
        return listener_of(resource, APPLICATION, idle=REDIRECTS)
    policies = resource.body.blocks("policies")
    if not policies:
        return listener_of(resource, APPLICATION, idle="it has no policy, so it forwards to no server group")
    ends = [end for policy in policies for end in _ends(resource, policy, graph)]
    loose = tuple(end for end in ends if isinstance(end, Loose))
    return listener_of(resource, APPLICATION, _once(end for end in ends if isinstance(end, Reach)), loose)


# From a policy to the entry of port_list that it means: the group by its id, the entry by its port.


def _ends(resource: Resource, policy: Block, graph: Graph) -> Iterator[Reach | Loose]:
    named = policy.get("app_server_group_id")
    at = spot(resource, policy, "app_server_group_id", named, path="policies")
    for link in graph.follow(named.value if named else Unknown("it is not set"), (SERVER_GROUP,), ("id",)):
        groups = link.candidates or ((link.resource,) if link.resource else ())
        if groups:
            yield from _entries_named(resource, policy, link, groups)
        else:
            yield Loose(at, link.why)


def _entries_named(
    resource: Resource, policy: Block, link: Link, groups: tuple[Resource, ...]
) -> Iterator[Reach | Loose]:
    port = policy.get("backend_port")
    at = spot(resource, policy, "backend_port", port, path="policies")
    entries = [entry for group in groups for entry in _group_ports(group)]
    for wanted in choices(port.value if port else Unknown("it is not set")):
        if compatible(policy.there, link.when, wanted.when):
            guess = link.why if link.guessed else ""
            reach = Reach((), (), link.by, policy.there | link.when | wanted.when, at, guess)
            reaches = _exactly(reach, entries, wanted.value) if len(groups) == 1 else ()
            yield from reaches or _perhaps(reach, entries, wanted.value) or (Loose(at, _no_port(groups, wanted.value)),)


def _exactly(reach: Reach, entries: list[Backend], port: Value) -> tuple[Reach, ...]:
    """The ways to the entries that have this port, each under its condition; the same unknown is the same port."""
    return tuple(
        replace(reach, backends=(entry,), when=reach.when | own.when)
        for entry in entries
        for own in _ports(entry)
        if same_port(own.value, port) and compatible(own.when, reach.when)
    )


def _perhaps(reach: Reach, entries: list[Backend], port: Value) -> tuple[Reach, ...]:
    """One way to whichever entry it is; where only one can be meant, it is that one, unless its group is a guess."""
    exact = [entry for entry in entries if any(same_port(own.value, port) for own in _ports(entry))]
    found = tuple(exact or (entry for entry in entries if _may_be(entry, port)))
    if len(found) > 1:
        return (replace(reach, backends=found, joined_by=JoinedBy.CANDIDATES),)
    certain = reach.joined_by is JoinedBy.CANDIDATES and not reach.guess
    sure = JoinedBy.DEPENDENCY if certain else reach.joined_by
    return tuple(replace(reach, backends=(entry,), joined_by=sure) for entry in found)


def _may_be(entry: Backend, port: Value) -> bool:
    return any(isinstance(value, Unknown) for value in (port, *(own.value for own in _ports(entry))))


def _ports(entry: Backend) -> tuple[Choice, ...]:
    return entry.part.port.choices if entry.part.port else ()


def _no_port(groups: tuple[Resource, ...], port: Value) -> str:
    which = port.why if isinstance(port, Unknown) else port
    return f"no port_list of {' or '.join(group.label for group in groups)} has port {which}"


def _once(reaches: Iterable[Reach]) -> tuple[Reach, ...]:
    """Each way once: several policies of a listener may lead to one entry."""
    by_end = {(tuple(b.part.spot.address for b in reach.backends), reach.when): reach for reach in reaches}
    return tuple(by_end.values())


# Backends and their checks.


def _group_ports(group: Resource) -> Iterator[Backend]:
    for number, block in enumerate(group.body.blocks("port_list"), 1):
        key = _key(block, number)
        part = _backend(group, block, "port_list", key, PORT_WORDS)
        check = _check(part, group, block, "port_list", key, PORT_WORDS)
        port = port_of(group, block, "port", key, "port_list")
        yield Backend(replace(part, port=port), check, (APPLICATION,), _check_port(group, block, key, port))


def _key(block: Block, number: int) -> str:
    """``:8080``, or the entry's number where the port is not known."""
    port = block.get("port")
    return f"#{number}" if port is None or isinstance(port.value, (Unknown, OneOf)) else f":{port.value}"


def _address_policies(group: Resource) -> Iterator[Backend]:
    """The policies of an IP group. They have no port of their own; no listener in Terraform can reach them."""
    for number, block in enumerate(group.body.blocks("backend_policy_list"), 1):
        part = _backend(group, block, "backend_policy_list", f"#{number}", ADDRESS_WORDS)
        check = _check(part, group, block, "backend_policy_list", f"#{number}", ADDRESS_CHECK_WORDS)
        yield Backend(part, _switched(check, block), (IP_GROUP,))


def _backend(group: Resource, block: Block, path: str, key: str, schema: Words) -> Part:
    entry = block.get("type")
    at = spot(group, block, "type", entry, key, path)
    return Part(Role.BACKEND, at, tuple(under(block.when, required(entry, schema, at))), schema, "group")


def _check(backend: Part, group: Resource, block: Block, path: str, key: str, schema: Words) -> Part:
    """The check as written; where it is absent, it speaks the backend's protocol."""
    entry = block.get("health_check")
    at = spot(group, block, "health_check", entry, key, path)
    default = following(backend, SAME)
    nulls = [choice.when for choice in choices(entry.value) if choice.value is None] if entry else [ALWAYS]
    written = words_of(entry, schema, None)
    words = (*written, *(choice for when in nulls for choice in under(when, default)))
    implied = entry is None
    return Part(Role.CHECK, at, words, schema, "check", implied=implied, follows=SAME if implied else None)


def _switched(check: Part, block: Block) -> Part | None:
    """The check as far as ``enable_health_check`` (default: false) turns it on; a word None stands for no check."""
    entry = block.get("enable_health_check")
    switch = fact(check.spot, entry, False, ("true", "false")).possible
    words = [w for c in switch for w in (under(c.when, check.words) if _on(c) else (Choice(None, c.when),))]
    return replace(check, words=tuple(words)) if any(_on(choice) for choice in switch) else None


def _on(choice: Choice) -> bool:
    return str(choice.value).lower() == "true"


def _check_port(group: Resource, block: Block, key: str, traffic: Fact) -> Fact:
    """Where the check goes: without ``health_check_port`` to the entry's own port."""
    entry = block.get("health_check_port")
    named = choices(entry.value) if entry else (Choice(None),)
    goes = tuple(check_goes_to(named, traffic.choices))
    return Fact(spot(group, block, "health_check_port", entry, key, "port_list"), goes, CHECK_PORTS)
