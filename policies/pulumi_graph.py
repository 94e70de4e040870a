"""From what Pulumi knows of a stack's resources to a Graph: the same one that Terraform's readers hand over.

Pulumi's spelling (``defaultActions``, ``healthCheck`` as one object) stays with the user's data and is translated
where a cloud's module asks for Terraform's name. Shared by the policy pack and the reader of saved previews.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from .graph import Block, Entry, Graph, Place, Resource
from .providers import PULUMI_FLAT, PULUMI_NAMES
from .pulumi_data import SECRET, STACK_TYPE, Data, Registration, is_unknown, overlaid, unknown_paths
from .pulumi_names import Properties, camel_case, is_load_balancing, terraform_type, unversioned
from .values import Unknown, Value

Urns: TypeAlias = tuple[str, ...]

IDENTITIES = ("arn", "id")


def to_graph(registrations: Iterable[Registration], root: str = "") -> Graph:
    """The graph of what is load balancing in a stack; ``root`` is the report's key of that name."""
    stack = {one.urn: one for one in registrations}
    labels = labelled(stack.values())
    wanted = {urn: one for urn, one in stack.items() if is_load_balancing(one.type)}
    made = _made_by(wanted.values(), stack)
    return Graph({urn: _resource(one, stack, labels, made) for urn, one in wanted.items()}, root)


def _made_by(wanted: Iterable[Registration], stack: Mapping[str, Registration]) -> dict[str, list[str]]:
    """What each component makes, however deep inside: an output of a component depends on the component alone."""
    made: dict[str, list[str]] = defaultdict(list)
    for one in wanted:
        above = stack.get(one.parent)
        seen: set[str] = set()
        while above and above.urn not in seen and not is_load_balancing(above.type) and above.type != STACK_TYPE:
            made[above.urn].append(one.urn)
            seen.add(above.urn)
            above = stack.get(above.parent)
    return made


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


def _resource(
    one: Registration,
    stack: Mapping[str, Registration],
    labels: Mapping[str, str],
    made: Mapping[str, Sequence[str]],
) -> Resource:
    read = _Reader(one, stack, labels, made)
    # Where nobody saw the inputs, the outputs are all there is: then what is unknown in them stays.
    properties = overlaid(one.inputs, one.outputs) if one.inputs else one.outputs
    entries = {name: read.entry(name, value) for name, value in properties.items()}
    flat = PULUMI_FLAT.get(unversioned(one.type))
    blocks = _blocks(entries, flat, one.place) if flat else {}
    body = Block(Properties({**entries, **blocks}, read.names), one.place, spell=camel_case, flat=flat)
    return Resource(one.urn, terraform_type(one.type), body, labels[one.urn], change=one.change)


def typed(token: str, body: Block) -> Block:
    """A body as written, read by the names and outside of the blocks that its type has them in."""
    names, flat = PULUMI_NAMES.get(unversioned(token)), PULUMI_FLAT.get(unversioned(token))
    if not names and not flat:
        return body
    entries = {name: Entry(_renamed(one.value, names or {}), one.place, name) for name, one in _written(body)}
    blocks = _blocks(entries, flat, body.place) if flat else {}
    return replace(body, entries=Properties({**entries, **blocks}, names or {}), flat=flat)


def _written(block: Block) -> Iterator[tuple[str, Entry]]:
    return ((entry.spelled, entry) for entry in block.entries.values())


def _renamed(value: Value, names: Mapping[str, Sequence[str]]) -> Value:
    if isinstance(value, Block):
        inner = {name: Entry(_renamed(one.value, names), one.place, name) for name, one in _written(value)}
        return replace(value, entries=Properties(inner, names))
    return [_renamed(item, names) for item in value] if isinstance(value, list) else value


def _blocks(entries: Mapping[str, Entry], flat: Mapping[str, str], place: Place) -> dict[str, Entry]:
    """The blocks that Terraform has for attributes that the type has outside of one."""
    inside: dict[str, dict[str, Entry]] = {}
    for path, spelled in flat.items():
        if spelled in entries:
            block, _, name = path.partition(".")
            inside.setdefault(block, {})[name] = entries[spelled]
    return {block: Entry(Block(found, place, spell=camel_case), place) for block, found in inside.items()}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the properties of one resource into entries: sentinels into unknowns, whole floats into integers."""

    of: Registration
    stack: Mapping[str, Registration]
    labels: Mapping[str, str]
    made: Mapping[str, Sequence[str]]

    @property
    def names(self) -> Mapping[str, Sequence[str]]:
        return PULUMI_NAMES.get(unversioned(self.of.type), {})

    def entry(self, name: str, value: Data) -> Entry:
        sources = _sources(list(unknown_paths(name, value)), self._makers(name))
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
        urns = self.of.depends.get(name, ())
        inside = (urn for outer in urns for urn in self.made.get(outer, ()) if urn != self.of.urn)
        for urn in sorted({*urns, *inside}):
            maker = self.stack.get(urn)
            by_type[maker.type if maker else ""].append(urn)
        return {kind: [urn for urn in urns if not self._identified(urn)] or urns for kind, urns in by_type.items()}

    def _identified(self, urn: str) -> bool:
        if urn not in self.stack:
            return False
        outputs, kind = self.stack[urn].outputs, self.stack[urn].type.rpartition(":")[2]
        names = (*IDENTITIES, f"{kind[:1].lower()}{kind[1:]}Arn")  # targetGroupArn of a TargetGroup in aws-native
        return any(outputs.get(name) and not is_unknown(outputs[name]) for name in names)


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
