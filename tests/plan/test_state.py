"""A state is judged as what is deployed: joined by the ids that its resources really have."""

from __future__ import annotations

import json
from typing import Any

from hcl_scanner.plan import is_plan, is_state, read_state
from policies.graph import Graph
from policies.values import JoinedBy, Unknown

from .documents import GROUP, LISTENER, WANTED, end

ARN = "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/app/1"


def held(address: str, values: dict[str, Any], **more: Any) -> dict[str, Any]:
    type_, name = address.split("[", maxsplit=1)[0].split(".")[-2:]
    return {"address": address, "mode": "managed", "type": type_, "name": name, "values": values} | more


def read(*resources: dict[str, Any], **module: Any) -> Graph:
    root = {"resources": list(resources), **module}
    data = json.dumps({"format_version": "1.0", "values": {"root_module": root}}).encode()
    return read_state(data, "state.json", WANTED)


def listener(target: str = ARN, **more: Any) -> dict[str, Any]:
    return held(LISTENER, {"default_action": [{"type": "forward", "target_group_arn": target}]}, **more)


def test_a_listener_is_joined_by_the_arn_of_its_group() -> None:
    assert end(read(listener(), held(GROUP, {"arn": ARN}))) == (GROUP, JoinedBy.VALUE)


def test_a_listener_reaches_a_group_in_another_module() -> None:
    inner = {"address": "module.a.module.b", "resources": [held(f"module.a.module.b.{GROUP}", {"arn": ARN})]}
    graph = read(listener(), child_modules=[{"address": "module.a", "child_modules": [inner]}])
    assert end(graph) == (f"module.a.module.b.{GROUP}", JoinedBy.VALUE)


def test_nothing_is_about_to_change() -> None:
    assert [one.change for one in read(listener()).resources.values()] == [None]


def test_deposed_objects_and_other_types_are_left_out() -> None:
    old = held(GROUP, {"protocol": "TCP"}, deposed_key="00000001")
    assert read(old, held("aws_instance.x", {})).resources == {}
    graph = read(held(GROUP, {"protocol": "HTTP"}), old)
    assert graph.resources[GROUP].body.entries["protocol"].value == "HTTP"


def test_data_that_was_looked_up_is_led_to_and_nothing_of_the_deployment() -> None:
    found = held(f"data.{GROUP}", {"arn": ARN, "protocol": "HTTP"}, mode="data", type="aws_lb_target_group")
    graph = read(listener(), found)
    assert end(graph) == (f"data.{GROUP}", JoinedBy.VALUE)
    data = graph.resources[f"data.{GROUP}"]
    assert data.outside and data.body.rest == Unknown(f"what data.{GROUP} does not tell")


def test_a_tainted_resource_is_there() -> None:
    assert read(held(GROUP, {}, tainted=True)).resources.keys() == {GROUP}


def test_what_is_sensitive_is_unknown_at_every_level() -> None:
    hidden = {"protocol": True, "health_check": [{"protocol": True}]}
    check = {"protocol": "secret", "port": "80"}
    graph = read(held(GROUP, {"protocol": "secret", "health_check": [check]}, sensitive_values=hidden))
    body = graph.resources[GROUP].body
    assert body.entries["protocol"].value == Unknown(f"{GROUP}.protocol (sensitive)")
    (inner,) = body.blocks("health_check")
    assert inner.entries["protocol"].value == Unknown(f"{GROUP}.health_check.protocol (sensitive)")
    assert inner.entries["port"].value == "80"


def test_an_empty_text_is_no_value() -> None:
    assert read(held(GROUP, {"protocol": "", "port": None})).resources[GROUP].body.entries.keys() == {"port"}


def test_a_state_is_told_from_other_documents() -> None:
    assert is_state({"format_version": "1.0", "terraform_version": "1.11.4", "values": {}})
    assert is_state({"format_version": "1.0"})  # what terraform shows where there is no state
    assert not is_state({"format_version": "1.2", "planned_values": {}})
    assert not is_state({"values": {}})
    assert not is_plan({"format_version": "1.0", "values": {}})


def test_an_empty_state_holds_nothing() -> None:
    assert read_state(b'{"format_version": "1.0"}', "state.json").resources == {}
