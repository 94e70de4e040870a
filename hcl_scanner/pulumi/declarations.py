"""The resources that one template declares: their types, names and URNs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policies.graph import Place

from ..errors import Unreadable
from .interpolation import Access, parts
from .nodes import Entries, Node, Scalar
from .packages import Package, is_component
from .template import Template, text
from .tokens import full_token

ANY_STACK = "*"
"""The stack in the URNs of a program's resources: the same in all of them, so an ignore for one of them fits."""

_MOST_PARENTS = 32
"""A URN names the types of all of them; what is further up is left out."""


@dataclass(frozen=True)
class Naming:
    """What the URNs of a template's resources are made of: a component's own are named for its instance."""

    project: str
    parents: str = ""
    prefix: str = ""

    def urn(self, token: str, name: str, parents: str) -> str:
        return f"urn:pulumi:{ANY_STACK}::{self.project}::{parents}{token}::{self.prefix}{name}"


@dataclass(frozen=True)
class Declared:
    """A resource of a template. ``external``: it is only read (``get``). ``parents`` is the chain of types in its URN."""

    key: str
    place: Place
    token: str
    name: str
    urn: str
    parents: str
    properties: Node | None
    external: bool


def declared_in(template: Template, naming: Naming, packages: Mapping[str, Package]) -> dict[str, Declared]:
    """Every resource of a template by its key. Raises Unreadable for one that Pulumi would not take."""
    section = template.section("resources")
    bodies = {key: (place, template.entries(node, f"resource {key}")) for key, place, node in section.pairs}
    tokens = {key: _token(key, place, body, packages) for key, (place, body) in bodies.items()}
    return {key: _declared(key, bodies, tokens, naming) for key in bodies}


def _declared(
    key: str, bodies: Mapping[str, tuple[Place, Entries]], tokens: Mapping[str, str], naming: Naming
) -> Declared:
    place, body = bodies[key]
    token = tokens[key]
    parents = naming.parents + "".join(f"{tokens[each]}$" for each in _parents(key, bodies))
    name = text(body.field("name")) or key
    return Declared(
        key,
        place,
        token,
        naming.prefix + name,
        naming.urn(token, name, parents),
        parents,
        body.field("properties"),
        body.field("get") is not None,
    )


def _token(key: str, place: Place, body: Entries, packages: Mapping[str, Package]) -> str:
    written = text(body.field("type"))
    if not written:
        raise Unreadable(place.file or "", f"resource {key} has no type", place.line, place.column)
    package, _, name = written.partition(":")
    if is_component(written, packages):
        return written if ":" in name else f"{package}:index:{name}"
    return full_token(written)


def _parents(key: str, bodies: Mapping[str, tuple[Place, Entries]]) -> list[str]:
    """The resources above one, the topmost first; nothing above one that is its own ancestor."""
    found: list[str] = []
    above = _parent(bodies[key][1])
    while above in bodies and above != key and above not in found and len(found) < _MOST_PARENTS:
        found.append(above)
        above = _parent(bodies[above][1])
    return found[::-1]


def _parent(body: Entries) -> str:
    """The resource that the options name as the parent."""
    options = body.field("options")
    named = text(options.field("parent")) if isinstance(options, Entries) else ""
    return next(_names(named), "")


def _names(written: str) -> Iterator[str]:
    try:
        yield from (part.root for part in parts(written) if isinstance(part, Access))
    except ValueError:
        return


def is_null(node: Node | None) -> bool:
    return node is None or (isinstance(node, Scalar) and node.value is None)
