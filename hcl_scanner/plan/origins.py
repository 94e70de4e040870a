"""Which attributes an unknown value comes from: references followed through modules, for_each and other resources.

A plan is made with all variables known, so what is unknown comes from a resource, or from where a plan does not tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeAlias, TypeVar

from policies.graph import MOST_CANDIDATES

from .configuration import Call, Expression, Resource, is_expression, references
from .document import ResourceChange
from .instances import Instances, ModuleInstance, Scope
from .layers import is_unknown
from .references import Reference, told_apart

Some = TypeVar("Some")
UNTOLD, READ_LATER, NOT_HERE = (
    "of which a plan says no more",
    "which is read during the apply",
    "which is not in this plan",
)


@dataclass(frozen=True, slots=True)
class Computed:
    """An attribute that a resource computes; ``attribute`` is empty where it was lost with a key.

    ``known`` is set where the plan has its value, so that it cannot be what is unknown, unless a condition is.
    """

    address: str
    attribute: str
    type: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """What a plan does not tell, and why: a local, or data that is read during the apply.

    ``module`` is where it is made, from whatever is there; None where it comes from elsewhere.
    """

    text: str
    why: str
    module: ModuleInstance | None = None


Origin: TypeAlias = Computed | DeadEnd
Seen: TypeAlias = frozenset[tuple[str, str, str]]


class Origins:
    """Finds the origins of the values of one plan; ``wanted`` are the types of the resources to be joined."""

    def __init__(self, instances: Instances, wanted: Collection[str]) -> None:
        self.instances, self._wanted = instances, wanted

    def of(self, expressions: Iterable[Expression], at: Scope, *, known: bool = False) -> list[Origin]:
        """Everything that is unknown in these expressions, each once; with ``known`` what the plan knows too."""
        found = dict.fromkeys(origin for one in expressions for origin in self._of(one, at))
        return [origin for origin in found if known or not _is_known(origin)]

    def _of(self, expression: Expression, at: Scope, carried: str = "", seen: Seen = frozenset()) -> Iterator[Origin]:
        """``carried`` is the key by which the caller picks from the value of the expression."""
        for reference in told_apart(references(expression)):
            spot = (at.module.address, at.key, reference.text)
            if spot in seen:
                yield _untold(reference, at)
            else:
                yield from self._from(reference, at, carried, seen | {spot})

    def _from(self, reference: Reference, at: Scope, carried: str, seen: Seen) -> Iterator[Origin]:
        match reference.kind:
            case "resource" | "data":
                among = self.instances.of_block(at.module, reference.name)
                own = self._resource(among, reference, at, carried, seen)
                yield from self._with_index(list(own), "" not in among, reference, at, seen)
            case "module":
                children = self._children(reference, at)
                own = self._module(children, reference, at, carried, seen)
                yield from self._with_index(list(own), "" not in children, reference, at, seen)
            case "var":
                yield from self._variable(reference, at, _key(reference, at) or carried, seen)
            case "each" if reference.name == "value" and at.over:
                yield from self._of(at.over, Scope(at.module), at.key, seen)
            case "local" | "ephemeral":
                yield _untold(reference, at)

    def _with_index(
        self, own: list[Origin], repeated: bool, owner: Reference, at: Scope, seen: Seen
    ) -> Iterator[Origin]:
        """What a thing gives, and the references after it: mostly its lost key, but they may be values of their own."""
        beside = [o for one in owner.index for o in self._from(one, at, "", seen)] if owner.bare else []
        is_key = repeated and not all(map(_is_known, own))
        yield from own
        yield from (origin for origin in beside if not is_key or isinstance(origin, Computed))

    def _resource(
        self, among: Mapping[str, ResourceChange], reference: Reference, at: Scope, carried: str, seen: Seen
    ) -> Iterator[Origin]:
        block = at.module.blocks.get(reference.name)
        if not among and self._is_missing(reference, block, at.module):
            yield DeadEnd(_placed(reference, at), NOT_HERE)
        for change in _chosen(among, reference, at, carried, _alike(at, reference, block)):
            yield from self._attribute(change, reference.path, seen)

    def _is_missing(self, reference: Reference, block: Resource | None, module: ModuleInstance) -> bool:
        """Whether it should be there: all of its type are, but for instances that are counted to none."""
        is_joined = reference.kind == "resource" and reference.name.partition(".")[0] in self._wanted
        is_repeated = bool(reference.key or (block and block.over))
        return is_joined and not is_repeated and self.instances.is_there(module)

    def _attribute(self, change: ResourceChange, path: tuple[str, ...], seen: Seen) -> Iterator[Origin]:
        """The attribute itself, or what it is configured to be where that is not known either."""
        own = Computed(change.address, ".".join(path).replace(".[", "["), change.type)
        if path and not is_unknown(self.instances.unknown(change).get(path[0])):
            yield replace(own, known=True)
            return
        configured = (self.instances.expressions(change) or {}).get(path[0]) if path else None
        inner = list(self._of(configured, self.instances.scope(change), "", seen)) if is_expression(configured) else []
        yield from inner
        if all(map(_is_known, inner)):
            yield DeadEnd(".".join((change.address, *path)), READ_LATER) if change.mode == "data" else own

    def _children(self, reference: Reference, at: Scope) -> Mapping[str, ModuleInstance]:
        """The instances of a module call by key; one is made up where the plan has no resource that tells of any."""
        among = self.instances.children(at.module, reference.name)
        if reference.key not in among if reference.key else not among:
            call = at.module.configuration.module_calls.get(reference.name)
            key = reference.key or (_key(reference, at) if call and call.over else "")
            return {key: at.module.child(reference.name, key)}
        return among

    def _module(
        self, among: Mapping[str, ModuleInstance], reference: Reference, at: Scope, carried: str, seen: Seen
    ) -> Iterator[Origin]:
        call = at.module.configuration.module_calls.get(reference.name)
        if call is None:
            yield _untold(reference, at)
            return
        for child in _chosen(among, reference, at, carried, _alike(at, reference, call)):
            if reference.path:
                yield from self._output(child, reference, at, _key(reference, at) or carried, seen)
            else:
                yield from self._outputs(child, carried, seen)

    def _output(
        self, child: ModuleInstance, reference: Reference, at: Scope, carried: str, seen: Seen
    ) -> Iterator[Origin]:
        output = child.configuration.outputs.get(reference.path[0])
        if output is None or not is_expression(output.expression):
            yield _untold(reference, at)
            return
        yield from self._of(output.expression, Scope(child), carried, seen)

    def _outputs(self, child: ModuleInstance, carried: str, seen: Seen) -> Iterator[Origin]:
        """What it can be where the output's name was lost: any wanted resource that an output leads to.

        Where an output comes from a local, it can be any wanted resource of the module.
        """
        named = (o.expression for o in child.configuration.outputs.values() if is_expression(o.expression))
        found = [origin for one in named for origin in self._of(one, Scope(child), carried, seen)]
        yield from (o for o in found if isinstance(o, Computed) and o.type in self._wanted)
        if any(isinstance(origin, DeadEnd) for origin in found):
            yield from (Computed(change.address, "", change.type) for change in self.instances.within(child))

    def _variable(self, reference: Reference, at: Scope, carried: str, seen: Seen) -> Iterator[Origin]:
        module = at.module
        given = module.call.expressions.get(reference.name) if module.call else None
        if module.parent and module.call and is_expression(given):
            yield from self._of(given, Scope(module.parent, module.key, module.call.over), carried, seen)


def _chosen(among: Mapping[str, Some], reference: Reference, at: Scope, carried: str, alike: bool) -> list[Some]:
    """The instances that a reference can mean: by its constant key, the only one, the one of the same key, or all."""
    if reference.key:
        return [among[reference.key]] if reference.key in among else []
    if len(among) > 1:
        key = _key(reference, at, alike) if reference.index else carried
        if key in among:
            return [among[key]]
    return list(islice(among.values(), MOST_CANDIDATES + 1))


def _key(reference: Reference, at: Scope, alike: bool = False) -> str:
    """The key by which a reference picks: a constant, or that of the instance in which it stands.

    With ``alike``, ``count.index`` means the same number at both ends, and a set's ``each.value`` is its key. It is a
    set where nothing is told of it, as of ``toset(["a", "b"])``.
    """
    constant = next((step for step in reference.path if step.startswith("[")), "")
    if constant or not reference.index:
        return constant
    words = [one.text for one in reference.index]
    same = words[0] == "each.key" or (alike and (words == ["count.index"] or (words == ["each.value"] and not at.over)))
    return at.key if same else ""


def _alike(at: Scope, reference: Reference, block: Resource | Call | None) -> bool:
    """Whether both ends are repeated over the same collection, or the one over the other (``for_each = aws_lb.x``)."""
    over = at.over or {}
    chained = any((one.kind, one.name) == (reference.kind, reference.name) for one in told_apart(references(over)))
    return chained or (block is not None and block.over == over)


def _untold(reference: Reference, at: Scope) -> DeadEnd:
    return DeadEnd(_placed(reference, at), UNTOLD, at.module)


def _placed(reference: Reference, at: Scope) -> str:
    return f"{reference.text} in {at.module.address}" if at.module.address else reference.text


def _is_known(origin: Origin) -> bool:
    return isinstance(origin, Computed) and origin.known
