"""What the configuration in a plan says of one block: the expression of each attribute, and the blocks in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .configuration import Expression, is_constant, is_expression
from .pairing import Literals, literals, paired

# Blocks that must be written to be there: where the plan has one as unknown it is a dynamic block over something unknown,
# and never the provider's own to fill in. terraform-provider-aws internal/service/elb/load_balancer.go and
# internal/service/elbv2/listener.go, listener_rule.go; terraform-provider-baiducloud v1.23.5
# baiducloud/service/appblb/resource_listener.go, resource_server_group.go.
_ACTIONS = {
    "aws_lb_listener": "default_action",
    "aws_alb_listener": "default_action",
    "aws_lb_listener_rule": "action",
    "aws_alb_listener_rule": "action",
}
WRITTEN_ONLY = frozenset(
    ("aws_elb.listener", "baiducloud_appblb_listener.policies", "baiducloud_appblb_server_group.port_list")
) | {
    f"{type_}.{name}{inner}" for type_, name in _ACTIONS.items() for inner in ("", ".forward", ".forward.target_group")
}


@dataclass(frozen=True, slots=True)
class Told:
    """``path`` is the resource's type and the way to the block.

    ``bodies`` are those that the block can be, None where it is not told (``dynamic`` blocks are left out). ``whole`` is
    set where the blocks are the value of one expression, as ``listener = var.listeners`` makes them.
    """

    path: str
    bodies: tuple[Mapping[str, Any], ...] | None = None
    whole: tuple[Expression, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it can be several blocks."""
        return len(self.bodies or ()) > 1

    def attribute(self, name: str) -> tuple[Expression, ...] | None:
        """Its expressions, empty where the block does not set it; None where that is not told."""
        if self.whole or self.bodies is None:
            return self.whole or None
        found = tuple(one for body in self.bodies if is_expression(one := body.get(name)))
        return None if not found and f"{self.path}.{name}" in WRITTEN_ONLY else found

    def blocks(self, name: str, found: Sequence[Literals]) -> list[Told]:
        """For each block of that name in the plan what is told of it."""
        path = f"{self.path}.{name}"
        bodies = [body for one in self.bodies or () for body in _bodies(one.get(name))]
        if not bodies:
            return [Told(path, None, self.attribute(name) or ())] * len(found)
        if len(bodies) != len(found):
            return [Told(path)] * len(found)
        pairs = paired(found, [literals(_constants(body)) for body in bodies])
        return [Told(path, tuple(bodies) if pair is None else (bodies[pair],)) for pair in pairs]


def _bodies(found: object) -> list[Mapping[str, Any]]:
    if isinstance(found, list):
        return [body for body in found if isinstance(body, dict)]
    return [found] if isinstance(found, dict) and not is_expression(found) else []


def _constants(body: Mapping[str, Any]) -> dict[str, object]:
    found = {name: expression for name, expression in body.items() if is_expression(expression)}
    return {name: one["constant_value"] for name, one in found.items() if is_constant(one)}
