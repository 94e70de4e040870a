"""Small plans, written as Terraform writes them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from hcl_scanner.plan import read_plan
from policies.graph import Graph, Link
from policies.values import JoinedBy, Unknown

WANTED = ("aws_lb", "aws_lb_listener", "aws_lb_target_group", "aws_elb", "azurerm_application_gateway")
LISTENER, GROUP = "aws_lb_listener.web", "aws_lb_target_group.app"
ARN = {"arn": True}

_ADDRESS = re.compile(r"(?P<module>(?:module\.\w+(?:\[[^\]]*\])?\.)*)(?P<data>data\.)?(?P<type>\w+)\.(?P<name>\w+)")


def change(
    address: str,
    after: Mapping[str, Any] | None = None,
    unknown: Any = False,
    sensitive: Any = False,
    actions: tuple[str, ...] = ("create",),
    **more: Any,
) -> dict[str, Any]:
    """An entry of resource_changes; module, type and name are read from the address."""
    found = _ADDRESS.match(address)
    assert found
    return {
        "address": address,
        "mode": "data" if found["data"] else "managed",
        "type": found["type"],
        "name": found["name"],
        "change": {
            "actions": list(actions),
            "before": None,
            "after": {} if after is None and "delete" not in actions else after,
            "after_unknown": unknown,
            "after_sensitive": sensitive,
        },
        **({"module_address": found["module"].rstrip(".")} if found["module"] else {}),
        **more,
    }


def listener(address: str = LISTENER) -> dict[str, Any]:
    """A listener whose default action forwards to a group that is not known."""
    action = {"type": "forward"}
    return change(address, {"port": 80, "default_action": [action]}, {"default_action": [{"target_group_arn": True}]})


def group(address: str = GROUP) -> dict[str, Any]:
    return change(address, {"protocol": "HTTP"}, ARN)


def refers(*references: str) -> dict[str, Any]:
    return {"references": list(references)}


def constant(value: object) -> dict[str, Any]:
    return {"constant_value": value}


def block(address: str, over: Mapping[str, Any] | None = None, **expressions: Any) -> dict[str, Any]:
    """A resource block of the configuration; ``over`` is its for_each."""
    return {"address": address, "expressions": expressions, **({"for_each_expression": over} if over else {})}


def forwards(*references: str, over: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The configuration of a listener whose default action forwards to what these references name."""
    action = {"type": constant("forward"), "target_group_arn": refers(*references)}
    return block(LISTENER, over, default_action=[action])


def output(*references: str) -> dict[str, Any]:
    return {"expression": refers(*references)}


def document(changes: list[dict[str, Any]], root: Mapping[str, Any] | None = None, **more: Any) -> bytes:
    whole = {"format_version": "1.2", "planned_values": {}, "resource_changes": changes}
    configured = {} if root is None else {"configuration": {"root_module": root}}
    return json.dumps({**whole, **configured, **more}).encode()


def read(changes: list[dict[str, Any]], root: Mapping[str, Any] | None = None, **more: Any) -> Graph:
    return read_plan(document(changes, root, **more), "plan.json", WANTED)


def target(graph: Graph, address: str = LISTENER) -> Any:
    """What the listener's default action forwards to, as the graph has it."""
    entry = graph.resources[address].body.get("default_action.target_group_arn")
    return entry and entry.value


def end(graph: Graph, address: str = LISTENER) -> tuple[str, JoinedBy]:
    """The address of the group that the listener's default action leads to, and how it was found."""
    (link,) = links(graph, address)
    assert link.resource, link.why
    return link.resource.address, link.by


def links(graph: Graph, address: str = LISTENER) -> list[Link]:
    return list(graph.follow(target(graph, address), ["aws_lb_target_group"]))


def candidates(graph: Graph, address: str = LISTENER) -> list[str]:
    (link,) = links(graph, address)
    assert link.by is JoinedBy.CANDIDATES
    assert link.resource is None
    return [one.address for one in link.candidates]


def why(value: Any) -> str:
    assert isinstance(value, Unknown)
    return value.why
