"""The ordinary balancer: one listener, which says itself what it speaks to its servers and how it checks them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...attributes import spot, words_of
from ...graph import Graph, Resource
from ...matrix import Family
from ...model import Backend, Listener, Part, Reach, Words
from ...values import Choice, Unknown, under
from ...words import Role
from .attributes import PORT_WORDS, REDIRECTS, SAME, front_of, listener_of, port_of, redirects
from .families import CLASSIC

FAMILIES: tuple[Family, ...] = (CLASSIC,)
LISTENER = "baiducloud_blb_listener"
TYPES: tuple[str, ...] = (LISTENER,)
PULUMI: Mapping[str, str] = {"baiducloud:index/blbListener:BlbListener": LISTENER}

# baiducloud_blb_listener.health_check_type has no validation: these are the words of the vendor's health checks.
CHECK_WORDS = Words(("TCP", "HTTP", "HTTPS", "UDP", "ICMP", "UDP_ICMP"))
BACKENDS = {"TCP": "TCP", "SSL": "TCP", "UDP": "UDP", "HTTP": "HTTP", "HTTPS": "HTTP"}
"""What a listener speaks to its servers; nothing else can be chosen."""


def listeners(graph: Graph) -> Iterator[Listener]:
    for resource in graph.of_type(LISTENER):
        yield _listener(resource)


def backends(graph: Graph) -> Iterator[Backend]:
    for one in listeners(graph):
        yield from (backend for reach in one.reaches for backend in reach.backends)


def _listener(resource: Resource) -> Listener:
    if redirects(resource):
        return listener_of(resource, CLASSIC, idle=REDIRECTS)
    return listener_of(resource, CLASSIC, (Reach((_backend(resource),)),))


def _backend(resource: Resource) -> Backend:
    """What the listener's own word implies; the place is that of the port, which is all that is written of the servers."""
    body, front = resource.body, front_of(resource)
    port = port_of(resource, body, "backend_port")
    unknown = Unknown(f"protocol of {resource.label}")
    # A word in the wrong case is an error of its own; what follows from it is what it must have meant.
    words = tuple(Choice(BACKENDS.get(str(c.value).upper(), unknown), c.when) for c in front.possible)
    part = Part(
        Role.BACKEND,
        port.spot,
        words,
        PORT_WORDS,
        "backend",
        implied=True,
        settable=False,
        port=port,
        follows=BACKENDS,
    )
    return Backend(part, _check(part, resource), (CLASSIC,))


def _check(backend: Part, resource: Resource) -> Part:
    """``health_check_type`` is sent for HTTP and HTTPS only; the others have the vendor's default, whatever is written.

    See buildBaiduCloudCreateBlbUDPListenerArgs and its siblings in resource_baiducloud_blb_listener.go.
    """
    entry = resource.body.get("health_check_type")
    written = words_of(entry, CHECK_WORDS, "HTTP")
    sent = any(choice.value == "HTTP" for choice in backend.possible)
    one = next(iter(written)).value if len(written) == 1 else None
    return Part(
        Role.CHECK,
        spot(resource, resource.body, "health_check_type", entry),
        tuple(w for b in backend.possible for w in (under(b.when, written) if b.value == "HTTP" else (b,))),
        CHECK_WORDS,
        "check",
        implied=entry is None or not sent,
        settable=sent,
        follows={**SAME, "HTTP": one} if isinstance(one, str) else None,
    )
