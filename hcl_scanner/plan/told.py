"""What the configuration in a plan says of one block: the expression of each attribute, and the blocks in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .configuration import Expression, is_expression
from .pairing import Literals, literals, paired


@dataclass(frozen=True, slots=True)
class Told:
    """``bodies`` are those that the block can be, None where it is not told (``dynamic`` blocks are left out).

    ``whole`` is set where the blocks are the value of one expression, as ``listener = var.listeners`` makes them.
    """

    bodies: tuple[Mapping[str, Any], ...] | None = None
    whole: tuple[Expression, ...] = ()

    def attribute(self, name: str) -> tuple[Expression, ...] | None:
        """Its expressions, empty where the block does not set it; None where that is not told."""
        if self.whole or self.bodies is None:
            return self.whole or None
        return tuple(found for body in self.bodies if is_expression(found := body.get(name)))

    def blocks(self, name: str, found: Sequence[Literals]) -> list[Told]:
        """For each block of that name in the plan what is told of it."""
        whole = self.attribute(name)
        bodies = [body for one in self.bodies or () for body in _bodies(one.get(name))]
        if whole and not bodies:
            return [Told(None, whole)] * len(found)
        if len(bodies) != len(found):
            return [Told()] * len(found)
        pairs = paired(found, [literals(_constants(body)) for body in bodies])
        return [Told(tuple(bodies) if pair is None else (bodies[pair],)) for pair in pairs]


def _bodies(found: object) -> list[Mapping[str, Any]]:
    if isinstance(found, list):
        return [body for body in found if isinstance(body, Mapping)]
    return [found] if isinstance(found, Mapping) and not is_expression(found) else []


def _constants(body: Mapping[str, Any]) -> dict[str, object]:
    found = {name: expression for name, expression in body.items() if is_expression(expression)}
    return {name: one["constant_value"] for name, one in found.items() if "constant_value" in one}
