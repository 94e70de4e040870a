"""Plans as ``terraform show -json`` writes them for large stacks: on one line, a few per cent of it load balancers.

Every plan is the same from run to run. ``python benchmarks/plans.py FOLDER`` writes all of them, to look at.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from plan_bodies import BODIES, REFERENCES, UNKNOWN

AWS = "registry.terraform.io/hashicorp/aws"
ACTIONS = ("no-op", "no-op", "update", "no-op", "create", "no-op", "no-op", "update", "no-op", "create")
"""What happens to the stacks of a plan, in turn."""
KEYS = ("blue", "green", "amber", "white")
"""Load balancers stand alone; of everything else a stack has one for each of these."""
START = '{"format_version":"1.2","terraform_version":"1.11.4","variables":{"environment":{"value":"staging"}},'
END = '"timestamp":"2026-05-04T10:11:12Z","applyable":true,"complete":true,"errored":false}'


def large(path: Path, megabytes: int) -> None:
    """A plan of about that size: stacks of 71 resources, each a module, mostly unchanged."""
    size = sum(sum(map(len, _stack(action).values())) for action in ACTIONS) / len(ACTIONS)
    actions = islice(cycle(ACTIONS), max(1, round(megabytes * 1_000_000 / size)))
    stacks = [(f"stack_{number:04}", action) for number, action in enumerate(actions)]
    with path.open("w", encoding="utf-8") as file:
        file.write(START)
        for section, (before, after) in SECTIONS.items():
            texts = (text.replace("NAME", name) for name, action in stacks if (text := _stack(action)[section]))
            file.writelines((before, *_separated(texts), after))
        file.write(END)


def listeners(path: Path, count: int) -> None:
    """A plan of so many new listeners, each with a group of its own: half by ``for_each``, half through a module."""
    keys = [f"service-{number:05}" for number in range(count)]
    direct, through = keys[: count // 2], keys[count // 2 :]
    changes = [_new("aws_lb", "", "public")]
    changes += [
        _new(type_, "", "direct", key) for key in direct for type_ in ("aws_lb_listener", "aws_lb_target_group")
    ]
    changes += [_new("aws_lb_listener", "", "through", key) for key in through]
    changes += [_new("aws_lb_target_group", f'module.service["{key}"]', "this") for key in through]
    arn = {"arn": {"expression": {"references": ["aws_lb_target_group.this.arn", "aws_lb_target_group.this"]}}}
    module = {"resources": [{"address": "aws_lb_target_group.this"}], "outputs": arn}
    blocks = [
        _repeated("aws_lb_listener.direct", "aws_lb_target_group.direct", "each.key"),
        _repeated("aws_lb_listener.through", "module.service", "each.key", "module.service"),
        _repeated("aws_lb_target_group.direct"),
    ]
    calls = {"service": {"source": "./service", "for_each_expression": SERVICES, "module": module}}
    root = {"root_module": {"resources": blocks, "module_calls": calls}}
    whole = {"format_version": "1.2", "planned_values": {}, "resource_changes": changes, "configuration": root}
    path.write_text(_json(whole), encoding="utf-8")


def _new(type_: str, module: str, name: str, key: str = "") -> dict[str, Any]:
    address = ".".join(filter(None, (module, type_, name))) + (f'["{key}"]' if key else "")
    after = {one: BODIES[type_][one] for one in ("protocol", "port", "load_balancer_type") if one in BODIES[type_]}
    action = {"default_action": [{"type": "forward"}]} if type_ == "aws_lb_listener" else {}
    unknown = {"arn": True, "default_action": [{"target_group_arn": True}]} if action else {"arn": True}
    change = {"actions": ["create"], "before": None, "after": {**after, **action}, "after_unknown": unknown}
    about = {"address": address, "mode": "managed", "type": type_, "name": name, "provider_name": AWS}
    return {**about, **({"module_address": module} if module else {}), "change": change}


def _repeated(address: str, *references: str) -> dict[str, Any]:
    action = {"type": {"constant_value": "forward"}, "target_group_arn": {"references": references}}
    expressions = {"default_action": [action]} if references else {}
    return {"address": address, "expressions": expressions, "for_each_expression": SERVICES}


SERVICES = {"references": ["var.services"]}
SECTIONS = {
    "planned_values": ('"planned_values":{"root_module":{"child_modules":[', "]}},"),
    "resource_changes": ('"resource_changes":[', "],"),
    "prior_state": ('"prior_state":{"format_version":"1.0","values":{"root_module":{"child_modules":[', "]}}},"),
    "configuration": ('"configuration":{"root_module":{"module_calls":{', "}}},"),
    "relevant_attributes": ('"relevant_attributes":[', "],"),
}


@cache
def _stack(action: str) -> Mapping[str, str]:
    """What each section of a plan holds of the stack NAME."""
    everything = [(type_, key) for type_ in BODIES for key in (("",) if type_.startswith("aws_lb") else KEYS)]
    planned = [_value(*one, _after(one[0]) if action == "create" else BODIES[one[0]]) for one in everything]
    stood = [_value(*one, BODIES[one[0]]) for one in everything]
    blocks = [_block(type_) for type_ in BODIES]
    call = {"source": "./stack", "expressions": {"name": {"constant_value": "NAME"}}, "module": {"resources": blocks}}
    read = [{"resource": f"module.NAME.{to.rpartition('.')[0]}", "attribute": [to.rpartition(".")[2]]}
            for given in REFERENCES.values() for to in given.values()]  # fmt: skip
    return {
        "planned_values": _json({"resources": planned, "address": "module.NAME"}),
        "resource_changes": _json([_change(*one, action) for one in everything])[1:-1],
        "prior_state": "" if action == "create" else _json({"resources": stood, "address": "module.NAME"}),
        "configuration": f'"NAME":{_json(call)}',
        "relevant_attributes": _json(read)[1:-1],
    }


def _about(type_: str, key: str) -> dict[str, Any]:
    index = {"index": key} if key else {}
    address = f'module.NAME.{type_}.this["{key}"]' if key else f"module.NAME.{type_}.this"
    return {"address": address, "mode": "managed", "type": type_, "name": "this", **index, "provider_name": AWS}


def _value(type_: str, key: str, body: Mapping[str, Any]) -> dict[str, Any]:
    return {**_about(type_, key), "schema_version": 0, "values": body, "sensitive_values": _shape(body)}


def _change(type_: str, key: str, action: str) -> dict[str, Any]:
    body = BODIES[type_]
    before = None if action == "create" else body
    after = _after(type_) if action == "create" else {**body, "tags": {}} if action == "update" else body
    about = {**_about(type_, key), "module_address": "module.NAME"}
    return {
        **about,
        "change": {
            "actions": [action],
            "before": before,
            "after": after,
            "after_unknown": _unknown(type_) if action == "create" else {},
            "before_sensitive": before is not None and _shape(before),
            "after_sensitive": _shape(after),
        },
    }


def _decided_late(type_: str) -> set[str]:
    own = {name for name in ("id", "arn", *UNKNOWN.get(type_, ())) if name in BODIES[type_]}
    return own | REFERENCES.get(type_, {}).keys()


def _after(type_: str) -> dict[str, Any]:
    """A new resource as far as the plan knows it."""
    return _without(BODIES[type_], _decided_late(type_))


def _without(body: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    inner = {name: {path.partition(".")[2] for path in names if path.startswith(f"{name}.")} for name in body}
    return {
        name: [_without(item, inner[name]) for item in value] if inner[name] else value
        for name, value in body.items()
        if name not in names
    }


def _unknown(type_: str) -> dict[str, Any]:
    shape = _shape(_after(type_))
    for path in _decided_late(type_):
        name, _, deeper = path.partition(".")
        if deeper:
            shape[name][0][deeper] = True
        else:
            shape[name] = True
    return shape  # type: ignore[no-any-return]


def _shape(value: Any) -> Any:
    """What Terraform writes where nothing is sensitive: objects without their plain attributes, false for plain items."""
    if isinstance(value, dict):
        return {name: _shape(item) for name, item in value.items() if isinstance(item, (dict, list))}
    return [_shape(item) for item in value] if isinstance(value, list) else False


def _block(type_: str) -> dict[str, Any]:
    names = {"mode": "managed", "type": type_, "name": "this", "provider_config_key": "aws", "schema_version": 0}
    over = {} if type_.startswith("aws_lb") else {"for_each_expression": {}}
    return {"address": f"{type_}.this", **names, "expressions": _expressions(type_), **over}


def _expressions(type_: str) -> dict[str, Any]:
    """What the block says: what is not empty and not the provider's to fill in."""
    left = {*UNKNOWN.get(type_, ()), "id", "arn", "tags_all", "region"}
    written = {name: value for name, value in BODIES[type_].items() if value and name not in left}
    found = {name: _expression(value) for name, value in written.items()}
    for path, to in REFERENCES.get(type_, {}).items():
        name, _, deeper = path.partition(".")
        (found[name][0] if deeper else found)[deeper or name] = {"references": [to, to.rpartition(".")[0]]}
    return found


def _expression(value: Any) -> Any:
    if isinstance(value, list) and isinstance(value[0], dict):
        return [{name: {"constant_value": item} for name, item in block.items() if item} for block in value]
    return {"constant_value": value}


def _json(found: object) -> str:
    """As Go writes it: without spaces, and safe to stand in HTML."""
    text = json.dumps(found, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _separated(texts: Iterator[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        yield f",{text}" if number else text


def main() -> None:
    top = Path(sys.argv[1])
    for megabytes in (0, 2, 20, 90):
        large(top / f"plan_{megabytes}.json", megabytes)
    for count in (1_000, 10_000):
        listeners(top / f"listeners_{count}.json", count)


if __name__ == "__main__":
    main()
