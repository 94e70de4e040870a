"""Lays what lbgate reads from source beside what terraform plans, address by address and attribute by attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from policies.graph import Block, Graph, Resource
from policies.values import OneOf, Unknown, choices

from .planned import UNKNOWN, Planned


@dataclass
class Comparison:
    """``unknown`` has what lbgate does not know and terraform does, ``more`` the opposite, each with lbgate's reason."""

    instances: int = 0
    equal: int = 0
    both_unknown: int = 0
    unknown: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)

    def __iadd__(self, other: Comparison) -> Comparison:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)
        return self


def compared(graph: Graph | None, plan: Mapping[str, Planned]) -> Comparison:
    """All resources of a plan beside those of a graph."""
    result = Comparison()
    ours = graph.resources if graph else {}
    met = set()
    for address, planned in sorted(plan.items()):
        found = ours.get(address) or _stand_in(ours, address)
        if found is None:
            result.different.append(f"{address}: not found")
            continue
        met.add(found.address)
        if "[*]" in found.address:
            why = found.symbolic.why if found.symbolic else "its module's"
            result.unknown.append(f"{address}: its key ({why})")
        else:
            result.instances += 1
            _block(result, address, found.body, planned.values)
    result.different += [
        f"{one.address}: not planned" for one in ours.values() if one.address not in met | _symbolic(ours)
    ]
    return result


def _symbolic(ours: Mapping[str, Resource]) -> set[str]:
    return {address for address in ours if "[*]" in address}


def _stand_in(ours: Mapping[str, Resource], address: str) -> Resource | None:
    """The symbolic instance that stands for one whose key lbgate does not know."""
    patterns = {one: re.escape(one).replace(r"\[\*\]", r"\[[^]]+\]") for one in _symbolic(ours)}
    return next((ours[one] for one, pattern in patterns.items() if re.fullmatch(pattern, address)), None)


def _block(result: Comparison, where: str, block: Block, values: Mapping[str, Any]) -> None:
    for name, theirs in values.items():
        entry = block.entries.get(name)
        if entry is None:
            if theirs is not UNKNOWN and theirs not in (None, []):
                result.different.append(f"{where}.{name}: absent, terraform has {theirs!r}")
        elif isinstance(entry.value, list) and (not entry.value or isinstance(entry.value[0], Block)):
            _blocks(result, f"{where}.{name}", entry.value, theirs)
        else:
            _value(result, f"{where}.{name}", entry.value, theirs)
    result.different += [f"{where}.{name}: terraform has none" for name in block.entries if name not in values]


def _blocks(result: Comparison, where: str, ours: list[Block], theirs: Any) -> None:
    unsure = next((one for one in ours if one.maybe or one.when), None)
    if unsure:
        why = unsure.maybe.why if unsure.maybe else str(sorted(unsure.when))
        result.both_unknown += theirs is UNKNOWN
        result.unknown += [] if theirs is UNKNOWN else [f"{where}: how many ({why})"]
    elif not isinstance(theirs, list) or len(ours) != len(theirs):
        result.different.append(f"{where}: {len(ours)} blocks, terraform has {theirs!r}")
    else:
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            _block(result, f"{where}[{number}]", one, other)


def _value(result: Comparison, where: str, ours: Any, theirs: Any) -> None:
    for path, one, other in _leaves(where, ours, theirs):
        if other is UNKNOWN:
            sure = one is not None and not _holds_unknown(one)
            result.both_unknown += not sure
            result.more += [f"{path}: {one!r}"] if sure else []
        elif isinstance(one, Unknown):
            result.unknown.append(f"{path}: {one.why}")
        elif isinstance(one, OneOf):
            covered = any(isinstance(c.value, Unknown) or _equal(c.value, other) for c in choices(one))
            (result.unknown if covered else result.different).append(f"{path}: {one!r}, terraform has {other!r}")
        elif _equal(one, other):
            result.equal += 1
        else:
            result.different.append(f"{path}: {one!r}, terraform has {other!r}")


def _leaves(where: str, ours: Any, theirs: Any) -> Iterator[tuple[str, Any, Any]]:
    """What is compared on its own: the parts of collections that have the same shape, else the whole."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys() and ours:
        for key, item in ours.items():
            yield from _leaves(f"{where}[{key!r}]", item, theirs[key])
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs) and ours:
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from _leaves(f"{where}[{number}]", one, other)
    else:
        yield where, ours, theirs


def _holds_unknown(value: Any) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, Unknown | OneOf) or any(map(_holds_unknown, parts))


def _equal(ours: Any, theirs: Any) -> bool:
    numbers = [Decimal(one) for one in (ours, theirs) if isinstance(one, int | Decimal) and not isinstance(one, bool)]
    if len(numbers) == 2:
        # Terraform's numbers have 53, 64 or 512 bits, by where they come from.
        return abs(numbers[0] - numbers[1]) <= abs(numbers[1]) * Decimal("1e-15")
    return type(ours) is type(theirs) and bool(ours == theirs)
