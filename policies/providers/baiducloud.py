"""Baidu AI Cloud: the application balancer (``baiducloud_appblb_*``) and the ordinary one (``baiducloud_blb_*``).

What the provider takes, sends and drops is read from baidubce/terraform-provider-baiducloud v1.23.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..graph import Block, Entry, Graph, Link, Resource
from ..matrix import BASE, Family, Row, checks
from ..model import (
    OWN_PORT,
    TRAFFIC_PORT,
    Backend,
    Certificate,
    Fact,
    Listener,
    Loose,
    Part,
    Reach,
    Spot,
    Words,
    fact,
    following,
    spot,
    words_of,
)
from ..values import ALWAYS, Choice, Condition, JoinedBy, OneOf, Unknown, Value, choices, compatible
from ..words import Role

HTTPS_LISTENER = "https://cloud.baidu.com/doc/BLB/s/ymots3eaq"
HTTP_LISTENER = "https://cloud.baidu.com/doc/BLB/s/Ymotqzfzu"
TCP_UDP_LISTENERS = "https://cloud.baidu.com/theme/A/3137000-6"
SSL_LISTENER = "https://cloud.baidu.com/theme/A/3129228-1-NaN"
HEALTH_CHECKS = "https://cloud.baidu.com/doc/BLB/s/Pmvhr1yg7"

APPLICATION = Family(
    id="baiducloud/application",
    title="the Baidu AI Cloud application balancer",
    source=BASE.source,
    rows=(
        #   listener  backend  health check
        Row("TCP", "TCP", checks("TCP"), source=TCP_UDP_LISTENERS),
        Row("SSL", "TCP", checks("TCP"), source=SSL_LISTENER),
        Row("UDP", "UDP", checks("UDP ICMP ICMP_UDP"), source=HEALTH_CHECKS),
        Row("HTTP", "HTTP", checks("HTTP TCP"), source=HTTP_LISTENER),
        Row("HTTPS", "HTTP", checks("TCP HTTP", ineffective="HTTPS"), source=HTTPS_LISTENER),
        Row("HTTPS", "HTTPS", checks("TCP HTTP HTTPS"), source=HTTPS_LISTENER),
    ),
    neutral={Role.CHECK: {"ICMP_UDP": ("UDP+ICMP",)}},
)

# The provider itself refuses at plan what the service would accept and ignore (ipGroupPolicyHealthCheckAllowed in
# baiducloud/service/appblb/resource_ip_group.go), so an IP group is judged by the service's matrix without that cell.
IP_GROUP = replace(
    APPLICATION,
    title="an IP group of the Baidu AI Cloud application balancer",
    rows=tuple(
        replace(row, checks=checks("TCP HTTP")) if (row.listener, row.backend) == ("HTTPS", "HTTP") else row
        for row in APPLICATION.rows
    ),
    source="https://github.com/baidubce/terraform-provider-baiducloud/blob/v1.23.5/baiducloud/service/appblb/resource_ip_group.go",
)

CLASSIC = Family(
    id="baiducloud/classic",
    title="the ordinary Baidu AI Cloud balancer",
    source="https://cloud.baidu.com/doc/BLB/s/Dmppafnxa",
    rows=(
        #   listener  backend  health check
        Row("TCP", "TCP", checks("TCP"), source="https://cloud.baidu.com/doc/BLB/s/yjwvxnvl6"),
        Row("SSL", "TCP", checks("TCP"), source="https://cloud.baidu.com/doc/BLB/s/bmpqq0m60"),
        Row("UDP", "UDP", checks("UDP ICMP UDP_ICMP"), source=HEALTH_CHECKS),
        Row("HTTP", "HTTP", checks("HTTP TCP")),
        Row("HTTPS", "HTTP", checks("HTTP TCP"), source="https://cloud.baidu.com/doc/BLB/s/qmrlvopai"),
        # One overview of the vendor's lists HTTPS servers, the dated pages of this balancer do not.
        Row(
            "HTTPS", "HTTPS", checks("HTTP TCP"), source="https://cloud.baidu.com/doc/BLB/s/qmrlvopai", unverified=True
        ),
    ),
    neutral={Role.CHECK: {"UDP_ICMP": ("UDP+ICMP",)}},
)

FAMILIES: tuple[Family, ...] = (APPLICATION, CLASSIC)

LISTENER, BLB_LISTENER = "baiducloud_appblb_listener", "baiducloud_blb_listener"
SERVER_GROUP, ADDRESS_GROUP = "baiducloud_appblb_server_group", "baiducloud_appblb_ip_group"
TYPES: tuple[str, ...] = (LISTENER, SERVER_GROUP, ADDRESS_GROUP, BLB_LISTENER)
# There is no Pulumi provider of the vendor's own: users bridge Terraform's, whose tokens follow from its names.
PULUMI: Mapping[str, str] = {
    "baiducloud:index/appblbListener:AppblbListener": LISTENER,
    "baiducloud:index/appblbServerGroup:AppblbServerGroup": SERVER_GROUP,
    "baiducloud:index/appblbIpGroup:AppblbIpGroup": ADDRESS_GROUP,
    "baiducloud:index/blbListener:BlbListener": BLB_LISTENER,
}

# Validated with StringInSlice(..., ignoreCase=false): case matters everywhere.
LISTENER_WORDS = Words(("TCP", "UDP", "HTTP", "HTTPS", "SSL"))
PORT_WORDS = Words(("TCP", "UDP", "HTTP"))
ADDRESS_WORDS = Words(("TCP", "UDP", "HTTP", "HTTPS"))
ADDRESS_CHECK_WORDS = Words(("TCP", "UDP", "HTTP", "HTTPS", "ICMP"))
# baiducloud_blb_listener.health_check_type has no validation: these are the words of the vendor's health checks.
BLB_CHECK_WORDS = Words(("TCP", "HTTP", "HTTPS", "UDP", "ICMP", "UDP_ICMP"))

SAME = {word: word for word in ADDRESS_WORDS.known}
"""The check that a backend has by default: its own protocol."""
BLB_BACKENDS = {"TCP": "TCP", "SSL": "TCP", "UDP": "UDP", "HTTP": "HTTP", "HTTPS": "HTTP"}
"""What an ordinary balancer's listener speaks to its servers; nothing else can be chosen."""
REDIRECTS = "it only redirects to the listener on its redirect_port"


def listeners(graph: Graph) -> Iterator[Listener]:
    for resource in graph.of_type(LISTENER):
        yield _application_listener(resource, graph)
    for resource in graph.of_type(BLB_LISTENER):
        yield _blb_listener(resource)


def backends(graph: Graph) -> Iterator[Backend]:
    for resource in graph.of_type(SERVER_GROUP):
        yield from _group_ports(resource)
    for resource in graph.of_type(ADDRESS_GROUP):
        yield from _address_policies(resource)
    for resource in graph.of_type(BLB_LISTENER):
        yield from (backend for reach in _blb_listener(resource).reaches for backend in reach.backends)


def _application_listener(resource: Resource, graph: Graph) -> Listener:
    if _redirects(resource):
        return _listener(resource, APPLICATION, idle=REDIRECTS)
    policies = resource.body.blocks("policies")
    if not policies:
        return _listener(resource, APPLICATION, idle="it has no policy, so it forwards to no server group")
    ends = [end for policy in policies for end in _ends(resource, policy, graph)]
    loose = tuple(end for end in ends if isinstance(end, Loose))
    return _listener(resource, APPLICATION, _once(end for end in ends if isinstance(end, Reach)), loose)


def _blb_listener(resource: Resource) -> Listener:
    if _redirects(resource):
        return _listener(resource, CLASSIC, idle=REDIRECTS)
    return _listener(resource, CLASSIC, (Reach((_blb_backend(resource),)),))


def _listener(
    resource: Resource, family: Family, reaches: tuple[Reach, ...] = (), loose: tuple[Loose, ...] = (), idle: str = ""
) -> Listener:
    part = _front(resource)
    return Listener(part, Fact(part.spot, (Choice(family),)), reaches, loose, _certificate(resource), idle)


def _front(resource: Resource) -> Part:
    entry = resource.body.get("protocol")
    at = spot(resource, resource.body, "protocol", entry)
    words = _required(entry, LISTENER_WORDS, at)
    port = _port(resource, resource.body, "listener_port")
    # ForceNew in both resource_baiducloud_appblb_listener.go and resource_baiducloud_blb_listener.go
    return Part(Role.LISTENER, at, words, LISTENER_WORDS, "listener", replaces=True, port=port)


def _redirects(resource: Resource) -> bool:
    """Only an HTTP listener redirects; on any other the provider drops ``redirect_port``."""
    port = resource.body.get("redirect_port")
    plain = all(choice.value == "HTTP" for choice in _front(resource).words)
    return plain and port is not None and all(choice.value for choice in choices(port.value))


def _certificate(resource: Resource) -> Certificate:
    """HTTPS and SSL need it; on the others the provider drops it (DiffSuppressFunc)."""
    entry = resource.body.get("cert_ids")
    given = tuple(Choice(bool(c.value), c.when) for c in choices(entry.value)) if entry else (Choice(False),)
    return Certificate(spot(resource, resource.body, "cert_ids", entry), given)


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
        if compatible(policy.when, link.when, wanted.when):
            reach = Reach((), (), link.by, policy.when | link.when | wanted.when, at)
            reaches = _exactly(reach, entries, wanted.value) if len(groups) == 1 else ()
            yield from reaches or _perhaps(reach, entries, wanted.value) or (Loose(at, _no_port(groups, wanted.value)),)


def _exactly(reach: Reach, entries: list[Backend], port: Value) -> tuple[Reach, ...]:
    """The ways to the entries that have this port, each under its condition; the same unknown is the same port."""
    return tuple(
        replace(reach, backends=(entry,), when=reach.when | own.when)
        for entry in entries
        for own in _ports(entry)
        if _same(own.value, port) and compatible(own.when, reach.when)
    )


def _perhaps(reach: Reach, entries: list[Backend], port: Value) -> tuple[Reach, ...]:
    """One way to whichever entry it is; where only one can be meant, it is that one."""
    exact = [entry for entry in entries if any(_same(own.value, port) for own in _ports(entry))]
    found = tuple(exact or (entry for entry in entries if _may_be(entry, port)))
    if len(found) > 1:
        return (replace(reach, backends=found, joined_by=JoinedBy.CANDIDATES),)
    sure = JoinedBy.DEPENDENCY if reach.joined_by is JoinedBy.CANDIDATES else reach.joined_by
    return tuple(replace(reach, backends=(entry,), joined_by=sure) for entry in found)


def _may_be(entry: Backend, port: Value) -> bool:
    return any(isinstance(value, Unknown) for value in (port, *(own.value for own in _ports(entry))))


def _ports(entry: Backend) -> tuple[Choice, ...]:
    return entry.part.port.choices if entry.part.port else ()


def _same(one: Value, other: Value) -> bool:
    return one == other or str(one) == str(other)


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
        port = _port(group, block, "port", key, "port_list")
        yield Backend(replace(part, port=port), check, (APPLICATION,), _check_port(group, block, key))


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
    return Part(Role.BACKEND, at, _under(block.when, _required(entry, schema, at)), schema, "group")


def _check(backend: Part, group: Resource, block: Block, path: str, key: str, schema: Words) -> Part:
    """The check as written; where it is absent, it speaks the backend's protocol."""
    entry = block.get("health_check")
    at = spot(group, block, "health_check", entry, key, path)
    default = following(backend, SAME)
    nulls = [choice.when for choice in choices(entry.value) if choice.value is None] if entry else [ALWAYS]
    written = words_of(entry, schema, None)
    words = (*written, *(choice for when in nulls for choice in _under(when, default)))
    implied = entry is None
    return Part(Role.CHECK, at, words, schema, "check", implied=implied, follows=SAME if implied else None)


def _switched(check: Part, block: Block) -> Part | None:
    """The check as far as ``enable_health_check`` (default: false) turns it on; a word None stands for no check."""
    entry = block.get("enable_health_check")
    switch = fact(check.spot, entry, False, ("true", "false")).possible
    words = [w for c in switch for w in (_under(c.when, check.words) if _on(c) else (Choice(None, c.when),))]
    return replace(check, words=tuple(words)) if any(_on(choice) for choice in switch) else None


def _on(choice: Choice) -> bool:
    return str(choice.value).lower() == "true"


def _check_port(group: Resource, block: Block, key: str) -> Fact:
    """Where the check goes: without ``health_check_port`` to the entry's own port."""
    given, own = block.get("health_check_port"), block.get("port")
    goes = (
        Choice(_goes(check.value, port.value), check.when | port.when)
        for check in choices(given.value if given else None)
        for port in choices(own.value if own else None)
        if compatible(check.when, port.when)
    )
    return Fact(spot(group, block, "health_check_port", given, key, "port_list"), tuple(goes), (TRAFFIC_PORT, OWN_PORT))


def _goes(check: Value, port: Value) -> Value:
    if check is None or _same(check, port):
        return TRAFFIC_PORT
    return next((value for value in (check, port) if isinstance(value, Unknown)), OWN_PORT)


def _blb_backend(resource: Resource) -> Backend:
    """What the listener's own word implies; the place is that of the port, which is all that is written of the servers."""
    body, front = resource.body, _front(resource)
    port = _port(resource, body, "backend_port")
    unknown = Unknown(f"protocol of {resource.label}")
    # A word in the wrong case is an error of its own; what follows from it is what it must have meant.
    words = tuple(Choice(BLB_BACKENDS.get(str(c.value).upper(), unknown), c.when) for c in front.possible)
    part = Part(
        Role.BACKEND,
        port.spot,
        words,
        PORT_WORDS,
        "backend",
        implied=True,
        settable=False,
        port=port,
        follows=BLB_BACKENDS,
    )
    return Backend(part, _blb_check(part, resource), (CLASSIC,))


def _blb_check(backend: Part, resource: Resource) -> Part:
    """``health_check_type`` is sent for HTTP and HTTPS only; the others have the vendor's default, whatever is written.

    See buildBaiduCloudCreateBlbUDPListenerArgs and its siblings in resource_baiducloud_blb_listener.go.
    """
    entry = resource.body.get("health_check_type")
    written = words_of(entry, BLB_CHECK_WORDS, "HTTP")
    sent = any(choice.value == "HTTP" for choice in backend.possible)
    one = next(iter(written)).value if len(written) == 1 else None
    return Part(
        Role.CHECK,
        spot(resource, resource.body, "health_check_type", entry),
        tuple(w for b in backend.possible for w in (_under(b.when, written) if b.value == "HTTP" else (b,))),
        BLB_CHECK_WORDS,
        "check",
        implied=entry is None or not sent,
        settable=sent,
        follows={**SAME, "HTTP": one} if isinstance(one, str) else None,
    )


# Values.


def _required(entry: Entry | None, schema: Words, at: Spot) -> tuple[Choice, ...]:
    """The words of an attribute that must be set; where it is not, nobody knows."""
    return words_of(entry, schema, None) or (Choice(Unknown(f"{at.spelled} of {at.label}")),)


def _under(when: Condition, words: tuple[Choice, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(word.value, word.when | when) for word in words if compatible(word.when, when))


def _port(owner: Resource, block: Block, attribute: str, key: str = "", path: str = "") -> Fact:
    entry = block.get(attribute)
    at = spot(owner, block, attribute, entry, key, path)
    found = choices(entry.value) if entry else (Choice(Unknown(f"{at.spelled} of {at.label}")),)
    return Fact(at, _under(block.when, tuple(choice for choice in found if choice.value is not None)))
