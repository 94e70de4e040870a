"""Registrations as a graph: names, shapes, unknowns and the dependencies that join them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.graph import Resource
from policies.pulumi_data import SECRET, SENTINELS, Registration, overlaid
from policies.pulumi_graph import to_graph
from policies.pulumi_names import snake, terraform_type
from policies.values import JoinedBy, Unknown

SENTINEL = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
LISTENER, GROUP = "aws:lb/listener:Listener", "aws:lb/targetGroup:TargetGroup"


def urn(token: str, name: str) -> str:
    return f"urn:pulumi:dev::shop::{token}::{name}"


def group(name: str, **outputs: Any) -> Registration:
    return Registration(urn(GROUP, name), GROUP, name, {"protocol": "HTTP"}, outputs)


def listener(actions: Any, *groups: str) -> Registration:
    depends = {"defaultActions": tuple(urn(GROUP, name) for name in groups)}
    return Registration(urn(LISTENER, "web"), LISTENER, "web", {"defaultActions": actions}, {}, depends)


def links(*registrations: Registration) -> list[tuple[JoinedBy, list[str]]]:
    """Where the ARNs of the listener's forwards lead: how, and to which groups."""
    graph = to_graph(registrations)
    (front,) = graph.of_type("aws_lb_listener")
    found = []
    for action in front.body.blocks("default_action"):
        targets = [target for forward in action.blocks("forward") for target in forward.blocks("target_group")]
        for holder, name in [(action, "target_group_arn"), *((target, "arn") for target in targets)]:
            entry = holder.get(name)
            for link in graph.follow(entry and entry.value, ["aws_lb_target_group"]):
                ends = [link.resource] if link.resource else link.candidates
                found.append((link.by, [end.label.split()[-1] for end in ends]))
    return found


def only(registration: Registration) -> Resource:
    (resource,) = to_graph([registration]).resources.values()
    return resource


def test_an_unknown_arn_is_joined_by_its_dependency() -> None:
    actions = [{"type": "forward", "targetGroupArn": SENTINEL}]
    assert links(listener(actions, "app"), group("app")) == [(JoinedBy.DEPENDENCY, ["app"])]


def test_an_output_of_a_component_is_joined_to_what_the_component_makes() -> None:
    """Only the component is named as what the value was made from."""
    outer, inner = (
        Registration(urn(token, "site"), token, "site", {}) for token in ("web:index:Site", "web:index:Pool")
    )
    inner, app = replace(inner, parent=outer.urn), replace(group("app"), parent=inner.urn)
    front = replace(listener([{"targetGroupArn": SENTINEL}]), depends={"defaultActions": (outer.urn,)})
    assert links(front, outer, inner, app) == [(JoinedBy.DEPENDENCY, ["app"])]
    assert links(front, outer, inner, app, replace(group("api"), parent=outer.urn)) == [
        (JoinedBy.CANDIDATES, ["api", "app"])
    ]
    assert links(front, outer, replace(inner, parent=inner.urn), app) == [(JoinedBy.REFERENCE, [])]


def test_what_is_unknown_as_a_whole_keeps_the_programs_spelling() -> None:
    (action,) = only(listener(SENTINEL)).body.blocks("default_action")
    entry = action.get("target_group_arn")
    assert entry
    assert (entry.spelled, action.spelling("target_group_arn")) == ("targetGroupArn", "targetGroupArn")


def test_as_many_unknown_arns_as_groups_are_one_each() -> None:
    actions = [{"type": "forward", "forward": {"targetGroups": [{"arn": SENTINEL}, {"arn": SENTINEL}]}}]
    found = links(listener(actions, "blue", "green"), group("blue"), group("green"))
    assert found == [(JoinedBy.DEPENDENCY, ["blue"]), (JoinedBy.DEPENDENCY, ["green"])]


def test_shared_groups_are_all_named_for_whoever_knows_more_of_a_link() -> None:
    actions = [{"type": "forward", "forward": {"targetGroups": [{"arn": SENTINEL}, {"arn": SENTINEL}]}}]
    graph = to_graph([listener(actions, "blue", "green"), group("blue"), group("green")])
    forward = graph.of_type("aws_lb_listener")[0].body.blocks("default_action")[0].blocks("forward")[0]
    for target in forward.blocks("target_group"):
        (link,) = graph.follow(target.entries["arn"].value, ["aws_lb_target_group"])
        assert [end.label.split()[-1] for end in link.candidates] == ["blue", "green"]


def test_one_unknown_made_from_two_groups_leaves_candidates() -> None:
    actions = [{"type": "forward", "targetGroupArn": SENTINEL}]
    found = links(listener(actions, "blue", "green"), group("blue"), group("green"))
    assert found == [(JoinedBy.CANDIDATES, ["blue", "green"])]


def test_a_group_whose_arn_is_known_made_nothing_unknown() -> None:
    actions = [{"type": "forward", "forward": {"targetGroups": [{"arn": SENTINEL}, {"arn": "arn:old"}]}}]
    found = links(listener(actions, "new", "old"), group("new"), group("old", arn="arn:old"))
    assert found == [(JoinedBy.DEPENDENCY, ["new"]), (JoinedBy.VALUE, ["old"])]


def test_a_dependency_on_nothing_is_outside_the_stack() -> None:
    graph = to_graph([listener([{"targetGroupArn": SENTINEL}])])
    entry = graph.of_type("aws_lb_listener")[0].body.get("default_action.target_group_arn")
    assert entry and isinstance(entry.value, Unknown)
    assert entry.value.why == "defaultActions[0].targetGroupArn of aws:lb:Listener web (from outside this stack)"


def test_a_property_that_is_unknown_as_a_whole_reads_as_unknown_throughout() -> None:
    body = to_graph([listener(SENTINEL, "app"), group("app")]).of_type("aws_lb_listener")[0].body
    entry = body.get("default_action.target_group_arn")
    assert entry and isinstance(entry.value, Unknown) and entry.value.depends == (urn(GROUP, "app"),)


@pytest.mark.parametrize("stand_in", sorted(SENTINELS | {SECRET}))
def test_every_stand_in_is_unknown_whatever_its_type(stand_in: str) -> None:
    entry = only(Registration(urn(GROUP, "app"), GROUP, "app", {"port": stand_in})).body.get("port")
    assert entry and isinstance(entry.value, Unknown)


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("protocol", "protocol"),
        ("default_action", "defaultActions"),
        ("health_check", "healthCheck"),
        ("subnet_mapping", "subnetMappings"),
        ("policy", "policies"),
        ("app_server_group_id", "appServerGroupId"),
    ],
)
def test_terraform_names_find_pulumi_spellings(name: str, spelled: str) -> None:
    entry = only(Registration(urn(GROUP, "app"), GROUP, "app", {spelled: "x"})).body.get(name)
    assert entry and (entry.value, entry.spelled) == ("x", spelled)


def test_paths_through_blocks_are_spelled_as_the_user_did() -> None:
    body = only(listener([{"targetGroupArn": "arn:x"}])).body
    entry = body.get("default_action.target_group_arn")
    assert entry and entry.spelled == "defaultActions.targetGroupArn"


def test_whole_floats_are_integers() -> None:
    body = only(Registration(urn(GROUP, "app"), GROUP, "app", {"port": 443.0, "weight": 0.5, "on": True})).body
    found = {name: entry.value for name in ("port", "weight", "on") if (entry := body.get(name))}
    assert found == {"port": 443, "weight": 0.5, "on": True}
    assert type(found["port"]) is int


def test_outputs_win_unless_they_are_unknown() -> None:
    inputs = {"protocol": "http", "port": 80, "healthCheck": {"protocol": "TCP", "path": "/"}, "list": [1, 2]}
    outputs = {"protocol": "HTTP", "port": SENTINEL, "healthCheck": {"protocol": SENTINEL}, "list": [SENTINEL, 1]}
    expected = {"protocol": "HTTP", "port": 80, "healthCheck": {"protocol": "TCP", "path": "/"}, "list": [1, 2]}
    assert overlaid(inputs, outputs) == expected


def test_what_only_the_service_chooses_is_absent_until_it_is_known() -> None:
    assert overlaid({}, {"arn": SENTINEL, "healthCheck": {"protocol": SENTINEL}}) == {"healthCheck": {}}
    assert overlaid({}, {"arn": "arn:x"}) == {"arn": "arn:x"}


@pytest.mark.parametrize(
    ("token", "type_"),
    [
        (LISTENER, "aws_lb_listener"),
        ("baiducloud:index/appblbListener:AppblbListener", "baiducloud_appblb_listener"),
        ("baiducloud:index/appblbIpGroup:AppblbIpGroup", "baiducloud_appblb_ip_group"),
        ("kubernetes:core/v1:ConfigMap", "kubernetes:core/v1:ConfigMap"),
        ("acme:web:Shop", "acme:web:Shop"),
    ],
)
def test_tokens_are_terraform_types(token: str, type_: str) -> None:
    assert terraform_type(token) == type_


def test_two_resources_called_alike_are_told_apart() -> None:
    nested = f"urn:pulumi:dev::shop::acme:web:Shop${GROUP}::app"
    graph = to_graph([group("app"), Registration(nested, GROUP, "app", {})])
    assert len({resource.label for resource in graph.resources.values()}) == 2


def test_snake_is_what_the_bridge_made_camel_from() -> None:
    assert snake("lbListenerV2") == "lb_listener_v2"


TREES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(sorted(SENTINELS | {SECRET})),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=8), TREES, max_size=4), st.dictionaries(st.text(max_size=8), TREES, max_size=4))
def test_no_tree_of_values_breaks_the_graph(inputs: dict[str, Any], outputs: dict[str, Any]) -> None:
    depends = {name: (urn(GROUP, "gone"),) for name in inputs}
    resource = only(Registration(urn(GROUP, "app"), GROUP, "app", inputs, outputs, depends))
    assert len(resource.body.entries) == len(list(resource.body.entries))
