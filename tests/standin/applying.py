"""What a cloud makes of a planned resource: ids, and its own defaults where the plan left them open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .schema import DYNAMIC, Attribute, Block, CtyType, Nested, Nesting, Values
from .wire import UNKNOWN

_PARTITION = "arn:aws:elasticloadbalancing:eu-central-1:000000000000"
_KINDS = {"application": "app", "network": "net", "gateway": "gwy"}
_PLAIN: Mapping[str, object] = {"string": "", "number": 0, "bool": False}


def settled(type_: str, block: Block, planned: Values, serial: int) -> Values:
    """The state after the apply; ``serial`` tells the resources of one provider apart."""
    own = {name: default(planned) for name, default in _DEFAULTS.get(type_, {}).items() if planned[name] is UNKNOWN}
    arn = _arn(type_, planned, serial)
    ids = {"arn": arn, "id": arn if "arn" in block.attributes else f"{type_}-{serial}"}
    return _settled(
        block, {**planned, **own, **{name: id_ for name, id_ in ids.items() if planned.get(name) is UNKNOWN}}
    )


def _arn(type_: str, planned: Values, serial: int) -> str:
    name = planned.get("name") or "made"
    if type_ in ("aws_lb", "aws_alb"):
        return f"{_PARTITION}:loadbalancer/{_KINDS[str(planned['load_balancer_type'])]}/{name}/{serial:016x}"
    kind = type_.removeprefix("aws_").removeprefix("lb_").removeprefix("alb_").replace("_", "")
    return f"{_PARTITION}:{kind}/{name}/{serial:016x}"


def _settled(block: Block, values: Values) -> Values:
    leaves = {name: _leaf(attribute, values[name]) for name, attribute in block.attributes.items()}
    nested = {name: _nested(inner, values[name]) for name, inner in block.blocks.items()}
    return {**leaves, **nested}


def _leaf(attribute: Attribute, value: object) -> object:
    if value is not UNKNOWN:
        return value
    return [b'"string"', ""] if attribute.type == DYNAMIC else _empty(attribute.type)


def _empty(type_: CtyType) -> object:
    if isinstance(type_, str):
        return _PLAIN[type_]
    return {} if type_[0] == "map" else []


def _nested(nested: Nested, value: object) -> object:
    if isinstance(value, Mapping):
        return _settled(nested.block, value)
    if isinstance(value, list):
        return [_settled(nested.block, item) for item in value]
    return None if nested.nesting is Nesting.SINGLE else []


def _check(group: Values) -> object:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html (HealthCheckProtocol)."""
    web = group["protocol"] in ("HTTP", "HTTPS") or group["target_type"] in ("lambda", "alb")
    check = {"protocol": "HTTP" if web else "TCP", "port": "traffic-port", "path": "/" if web else "", "matcher": ""}
    numbers = {"healthy_threshold": 5, "unhealthy_threshold": 2, "interval": 30, "timeout": 5}
    return [{**check, **numbers, "enabled": group["target_type"] != "lambda"}]


_GROUP: Mapping[str, Callable[[Values], object]] = {
    "health_check": _check,
    "protocol_version": lambda group: "HTTP1" if group["protocol"] in ("HTTP", "HTTPS") else "",
}
_LISTENER: Mapping[str, Callable[[Values], object]] = {
    "protocol": lambda listener: "HTTP" if ":loadbalancer/app/" in str(listener["load_balancer_arn"]) else ""
}
_DEFAULTS = {
    "aws_lb_target_group": _GROUP,
    "aws_alb_target_group": _GROUP,
    "aws_lb_listener": _LISTENER,
    "aws_alb_listener": _LISTENER,
}
