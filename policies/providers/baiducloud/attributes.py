"""What both balancers write alike: the listener itself, ports, and words that must be set."""

from __future__ import annotations

from ...attributes import certificate, name_of, spot, words_of
from ...graph import Block, Entry, Resource
from ...matrix import Family
from ...model import Fact, Listener, Loose, Part, Reach, Spot, Words
from ...values import Choice, Unknown, choices, under
from ...words import Role

# Validated with StringInSlice(..., ignoreCase=false): case matters everywhere.
LISTENER_WORDS = Words(("TCP", "UDP", "HTTP", "HTTPS", "SSL"))
PORT_WORDS = Words(("TCP", "UDP", "HTTP"))
SAME = {word: word for word in ("TCP", "UDP", "HTTP", "HTTPS")}
"""The check that a backend has by default: its own protocol."""
REDIRECTS = "it only redirects to the listener on its redirect_port"


def listener_of(
    resource: Resource, family: Family, reaches: tuple[Reach, ...] = (), loose: tuple[Loose, ...] = (), idle: str = ""
) -> Listener:
    part = front_of(resource)
    # HTTPS and SSL need it; on the others the provider drops it (DiffSuppressFunc).
    held = certificate(resource, resource.body, "cert_ids")
    balancer = name_of(resource.body.get("blb_id"))
    return Listener(part, Fact(part.spot, (Choice(family),)), reaches, loose, held, idle, balancer=balancer)


def front_of(resource: Resource) -> Part:
    entry = resource.body.get("protocol")
    at = spot(resource, resource.body, "protocol", entry)
    words = required(entry, LISTENER_WORDS, at)
    port = port_of(resource, resource.body, "listener_port")
    # ForceNew in both resource_baiducloud_appblb_listener.go and resource_baiducloud_blb_listener.go
    return Part(Role.LISTENER, at, words, LISTENER_WORDS, "listener", replaces=True, port=port)


def redirects(resource: Resource) -> bool:
    """Only an HTTP listener redirects; on any other the provider drops ``redirect_port``."""
    target = resource.body.get("redirect_port")
    plain = all(choice.value == "HTTP" for choice in front_of(resource).words)
    return plain and target is not None and all(choice.value for choice in choices(target.value))


def required(entry: Entry | None, schema: Words, at: Spot) -> tuple[Choice, ...]:
    """The words of an attribute that must be set; where it is not, nobody knows."""
    return words_of(entry, schema, None) or (Choice(Unknown(f"{at.spelled} of {at.label}")),)


def port_of(owner: Resource, block: Block, attribute: str, key: str = "", path: str = "") -> Fact:
    entry = block.get(attribute)
    at = spot(owner, block, attribute, entry, key, path)
    found = choices(entry.value) if entry else (Choice(Unknown(f"{at.spelled} of {at.label}")),)
    return Fact(at, tuple(under(block.when, (choice for choice in found if choice.value is not None))))
