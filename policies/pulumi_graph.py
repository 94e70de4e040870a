"""From what Pulumi knows of a stack's resources to a Graph: the same one that Terraform's readers hand over.

Pulumi's spelling (``defaultActions``, ``healthCheck`` as one object) stays with the user's data and is translated
where a cloud's module asks for Terraform's name. Shared by the policy pack and the reader of saved previews.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeAlias

from .graph import NOWHERE, Block, Entry, Graph, Place, Resource
from .providers import PULUMI_FLAT, PULUMI_NAMES, PULUMI_TYPES
from .values import Unknown, Value

Data: TypeAlias = Any
"""What Pulumi sends: JSON-like data in which unknown values are sentinel strings."""
Urns: TypeAlias = tuple[str, ...]

# One for each kind of value, as every Pulumi engine writes them (sdk/go/common/resource/plugin/rpc.go); in practice
# nearly all arrive as the third, so they are looked for before anything asks for a value's type.
SENTINELS = frozenset(
    {
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)
SECRET = "[secret]"  # noqa: S105 - it stands for one
"""What a saved preview has in the place of every secret, whatever its type."""

NO_NAMES: Mapping[str, Sequence[str]] = {}
IDENTITIES = ("arn", "id")
STACK_TYPE = "pulumi:pulumi:Stack"
# A provider bridged by `pulumi package add terraform-provider` has all its resources in the module "index".
BRIDGED = re.compile(r"([a-z0-9-]+):index/(\w+):\w+")
# azure-native has a type for each API version: azure-native:network/v20230201:LoadBalancer, or since its version 3
# azure-native_network_v20230201:network:LoadBalancer, from a package of that version alone.
VERSIONED = re.compile(r"(azure-native)(?:_\w+)?:(\w+)(?:/v\w+)?:(\w+)")
CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Registration:
    """One resource of a stack, as its program registered it.

    ``outputs`` may be empty (a provider that is not configured yet); ``depends`` holds, for each top-level property,
    the URNs that its value was made from: an empty tuple where these are no resources of this stack.
    """

    urn: str
    type: str
    name: str
    inputs: Mapping[str, Data]
    outputs: Mapping[str, Data] = field(default_factory=dict)
    depends: Mapping[str, Sequence[str]] = field(default_factory=dict)
    place: Place = NOWHERE
    change: str | None = None


def to_graph(registrations: Iterable[Registration], root: str = "") -> Graph:
    """The graph of one stack; ``root`` is the report's key of that name."""
    stack = {one.urn: one for one in registrations}
    labels = labelled(stack.values())
    return Graph({urn: _resource(one, stack, labels) for urn, one in stack.items()}, root)


def terraform_type(token: str) -> str:
    """Terraform's name of a Pulumi type (``aws_lb`` for ``aws:lb/loadBalancer:LoadBalancer``), else the token."""
    known = PULUMI_TYPES.get(_unversioned(token))
    bridged = BRIDGED.fullmatch(token)
    return known or (f"{bridged[1]}_{snake(bridged[2])}" if bridged else token)


def _unversioned(token: str) -> str:
    versioned = VERSIONED.fullmatch(token)
    return ":".join(versioned.groups()) if versioned else token


def is_load_balancing(token: str) -> bool:
    """Whether resources of this Pulumi type may have a part in a route."""
    return _unversioned(token) in PULUMI_TYPES or BRIDGED.fullmatch(token) is not None


def is_unknown(value: Data) -> bool:
    """Whether a value is one of Pulumi's stand-ins for what is not known, or not shown."""
    return isinstance(value, str) and (value in SENTINELS or value == SECRET)


def snake(name: str) -> str:
    """``default_action`` for ``defaultAction``."""
    return CAPITAL.sub("_", name).lower()


def camel_case(name: str) -> str:
    """``defaultAction`` for ``default_action``."""
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def spellings(name: str) -> Iterator[str]:
    """How Pulumi may spell Terraform's ``default_action``: ``default_action``, ``defaultAction``, ``defaultActions``.

    The plurals are those of the bridge's inflector (pulumi-terraform-bridge, pkg/tfbridge/internal/naming/naming.go).
    """
    yield name
    camel = camel_case(name)
    yield camel
    yield f"{camel}s"
    yield f"{camel}es"
    if camel.endswith("y"):
        yield f"{camel[:-1]}ies"


class Properties(Mapping[str, Entry]):
    """A resource's properties under the user's own spelling, found by Terraform's name of them.

    ``names`` are the spellings that no rule tells.
    """

    def __init__(self, entries: Mapping[str, Entry], names: Mapping[str, Sequence[str]] = NO_NAMES) -> None:
        self._entries, self._names = entries, names

    def __getitem__(self, name: str) -> Entry:
        for spelled in chain(self._names.get(name, ()), spellings(name)):
            if spelled in self._entries:
                return self._entries[spelled]
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (snake(spelled) for spelled in self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def labelled(registrations: Iterable[Registration]) -> dict[str, str]:
    """What messages call each resource: ``aws:lb:Listener web``, or its URN's end where two would be called alike."""
    labels = {one.urn: f"{_short(one.type)} {one.name}" for one in registrations}
    seen: dict[str, int] = defaultdict(int)
    for label in labels.values():
        seen[label] += 1
    return {urn: label if seen[label] == 1 else "::".join(urn.split("::")[2:]) for urn, label in labels.items()}


def _short(token: str) -> str:
    """A type as Pulumi's own displays show it: ``aws:lb:Listener`` for ``aws:lb/listener:Listener``."""
    return ":".join(part.partition("/")[0] for part in token.split(":"))


def _resource(one: Registration, stack: Mapping[str, Registration], labels: Mapping[str, str]) -> Resource:
    read = _Reader(one, stack, labels)
    # Where nobody saw the inputs, the outputs are all there is: then what is unknown in them stays.
    properties = overlaid(one.inputs, one.outputs) if one.inputs else one.outputs
    entries = {name: read.entry(name, value) for name, value in properties.items()}
    flat = PULUMI_FLAT.get(_unversioned(one.type))
    blocks = _blocks(entries, flat, one.place) if flat else {}
    body = Block(Properties({**entries, **blocks}, read.names), one.place, spell=camel_case, flat=flat)
    return Resource(one.urn, terraform_type(one.type), body, labels[one.urn], change=one.change)


def _blocks(entries: Mapping[str, Entry], flat: Mapping[str, str], place: Place) -> dict[str, Entry]:
    """The blocks that Terraform has for attributes that the type has outside of one."""
    inside: dict[str, dict[str, Entry]] = {}
    for path, spelled in flat.items():
        if spelled in entries:
            block, _, name = path.partition(".")
            inside.setdefault(block, {})[name] = entries[spelled]
    return {block: Entry(Block(found, place, spell=camel_case), place) for block, found in inside.items()}


def overlaid(inputs: Mapping[str, Data], outputs: Mapping[str, Data]) -> dict[str, Data]:
    """Inputs with what the outputs know better. An output that is not known takes nothing away and adds nothing.

    What is unknown in the outputs alone is the provider's to choose: as in source, such an attribute is absent.
    """
    merged = dict(inputs)
    for name, value in outputs.items():
        better = _better(inputs.get(name), value)
        if better is not None:
            merged[name] = better
    return merged


def _better(given: Data, planned: Data) -> Data:
    if planned is None or is_unknown(planned):
        return given
    if isinstance(planned, Mapping):
        return overlaid(given if isinstance(given, Mapping) else {}, planned)
    if isinstance(planned, list) and any(_unknown_paths("", planned)):
        return given  # a provider may sort what is a set to it, so the two lists cannot be laid over each other
    return planned


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the properties of one resource into entries: sentinels into unknowns, whole floats into integers."""

    of: Registration
    stack: Mapping[str, Registration]
    labels: Mapping[str, str]

    @property
    def names(self) -> Mapping[str, Sequence[str]]:
        return PULUMI_NAMES.get(_unversioned(self.of.type), {})

    def entry(self, name: str, value: Data) -> Entry:
        sources = _sources(list(_unknown_paths(name, value)), self._makers(name))
        return Entry(self._value(value, name, sources), self.of.place, name)

    def _value(self, value: Data, path: str, sources: Mapping[str, tuple[Urns, Urns]]) -> Value:
        if is_unknown(value):
            share, among = sources[path]
            return Unknown(self._why(value, path), depends=share, among=among)
        if isinstance(value, Mapping):
            inner = {key: self._value(item, f"{path}.{key}", sources) for key, item in value.items()}
            place = self.of.place
            entries = {key: Entry(item, place, key) for key, item in inner.items()}
            return Block(Properties(entries, self.names), place, spell=camel_case)
        if isinstance(value, list):
            return [self._value(item, f"{path}[{index}]", sources) for index, item in enumerate(value)]
        return int(value) if isinstance(value, float) and value.is_integer() else value

    def _why(self, value: Data, path: str) -> str:
        """What a user would look at; it tells unknowns apart, so it names the path and the resource."""
        what = f"{path} of {self.labels[self.of.urn]}"
        top = re.split(r"[.\[]", path, maxsplit=1)[0]
        if value == SECRET:
            return f"{what} (a secret)"
        if top not in self.of.depends:
            return what
        urns = self.of.depends[top]
        makers = ", ".join(self.labels.get(urn, urn.rpartition("::")[2]) for urn in sorted(urns))
        return f"{what} (from {makers})" if urns else f"{what} (from outside this stack)"

    def _makers(self, name: str) -> dict[str, list[str]]:
        """The resources that a property was made from, by type; those whose identity is known made nothing unknown."""
        by_type: dict[str, list[str]] = defaultdict(list)
        for urn in sorted(self.of.depends.get(name, ())):
            maker = self.stack.get(urn)
            by_type[maker.type if maker else ""].append(urn)
        return {kind: [urn for urn in urns if not self._identified(urn)] or urns for kind, urns in by_type.items()}

    def _identified(self, urn: str) -> bool:
        if urn not in self.stack:
            return False
        outputs, kind = self.stack[urn].outputs, self.stack[urn].type.rpartition(":")[2]
        names = (*IDENTITIES, f"{kind[:1].lower()}{kind[1:]}Arn")  # targetGroupArn of a TargetGroup in aws-native
        return any(outputs.get(name) and not is_unknown(outputs[name]) for name in names)


def _unknown_paths(path: str, value: Data) -> Iterator[str]:
    if is_unknown(value):
        yield path
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _unknown_paths(f"{path}.{key}", item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _unknown_paths(f"{path}[{index}]", item)


def _sources(paths: Sequence[str], makers: Mapping[str, list[str]]) -> dict[str, tuple[Urns, Urns]]:
    """The URNs that each unknown of a property may come from: its share of them, and all that others have a share of.

    Pulumi tells them for the whole property only. Where the same attribute is unknown at least as often as there are
    resources of one type (a weighted forward over two new groups), each of these is one of them; otherwise one value
    was made from several, and nobody can say which.
    """
    alike: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        alike[re.sub(r"\[\d+\]", "", path)].append(path)
    return {
        path: (
            tuple(urn for urns in makers.values() for urn in _share(urns, number, len(same))),
            tuple(urn for urns in makers.values() if 1 < len(urns) <= len(same) for urn in urns),
        )
        for same in alike.values()
        for number, path in enumerate(same)
    }


def _share(urns: list[str], number: int, places: int) -> list[str]:
    return [urns[number % len(urns)]] if len(urns) <= places else urns
