"""The source beside a plan links what the plan cannot, and tells where everything stands."""

from __future__ import annotations

from pathlib import Path

from hcl_scanner.plan import read_plan
from hcl_scanner.source import Options, read_folder
from policies.graph import Graph, Place
from policies.values import Choice, JoinedBy, OneOf

from .documents import (
    ARN,
    GROUP,
    LISTENER,
    WANTED,
    block,
    change,
    constant,
    document,
    end,
    forwards,
    group,
    listener,
    refers,
    target,
    why,
)

SOURCE = """\
locals {
  groups = { app = aws_lb_target_group.app.arn }
  tls    = terraform_data.x.output == "yes"
}
resource "terraform_data" "x" { input = "yes" }
resource "aws_lb_target_group" "app" {
  protocol = "HTTP"
}
resource "aws_lb_listener" "web" {
  port     = 80
  protocol = local.tls ? "HTTPS" : "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = local.groups["app"]
  }
}
"""


def read(tmp_path: Path, source: str, *changes: dict[str, object], root: dict[str, object] | None = None) -> Graph:
    (tmp_path / "main.tf").write_text(source, encoding="utf-8")
    (graph,) = read_folder(tmp_path, WANTED, Options(cache=False)).graphs
    return read_plan(document(list(changes), root or {}), "plan.json", WANTED, graph)


def test_a_local_is_followed_in_the_source(tmp_path: Path) -> None:
    root = {"resources": [forwards('local.groups["app"]', "local.groups")]}
    graph = read(tmp_path, SOURCE, listener(), group(), root=root)
    assert end(graph) == (GROUP, JoinedBy.SOURCE)


def test_what_the_configuration_links_stays_linked_by_reference(tmp_path: Path) -> None:
    root = {"resources": [forwards("aws_lb_target_group.app.arn", "aws_lb_target_group.app")]}
    assert end(read(tmp_path, SOURCE, listener(), group(), root=root)) == (GROUP, JoinedBy.REFERENCE)


def test_the_plans_known_values_win(tmp_path: Path) -> None:
    graph = read(tmp_path, SOURCE, change(GROUP, {"protocol": "HTTPS"}, ARN))
    assert graph.resources[GROUP].body.entries["protocol"].value == "HTTPS"


def test_alternatives_come_from_the_source(tmp_path: Path) -> None:
    graph = read(tmp_path, SOURCE, change(LISTENER, {"port": 80}, {"protocol": True}), change(GROUP, {}, ARN))
    value = graph.resources[LISTENER].body.entries["protocol"].value
    assert isinstance(value, OneOf)
    assert {choice.value for choice in value.choices} == {"HTTPS", "HTTP"}
    assert all(isinstance(choice, Choice) and choice.when for choice in value.choices)


def test_what_is_null_in_the_plan_and_not_in_the_source_is_not_there(tmp_path: Path) -> None:
    graph = read(tmp_path, SOURCE, change(LISTENER, {"port": 80, "protocol": None, "certificate_arn": None}))
    entries = graph.resources[LISTENER].body.entries
    assert ("protocol" in entries, "certificate_arn" in entries) == (True, False)


def test_places_come_from_the_source(tmp_path: Path) -> None:
    root = {"resources": [forwards('local.groups["app"]', "local.groups")]}
    found = read(tmp_path, SOURCE, listener(), group(), root=root).resources[LISTENER].body
    file = found.place.file
    assert found.place == Place(file, 9, 1, 'resource "aws_lb_listener" "web"')
    assert found.entries["port"].place == Place(file, 10, 3, "port     = 80")
    (action,) = found.blocks("default_action")
    assert (action.place.line, action.entries["target_group_arn"].place.line) == (12, 14)


def test_a_default_of_the_provider_stands_at_its_block(tmp_path: Path) -> None:
    found = read(tmp_path, SOURCE, change(GROUP, {"protocol": "HTTP", "target_type": "instance"})).resources[GROUP].body
    assert found.entries["target_type"].place == found.place


def test_a_resource_that_the_source_lacks_is_not_helped(tmp_path: Path) -> None:
    other = f"{LISTENER}2"
    root = {"resources": [forwards("local.group") | {"address": other}]}
    graph = read(tmp_path, SOURCE, listener(other), group(), root=root)
    assert why(target(graph, other)) == (
        "aws_lb_listener.web2.default_action.target_group_arn, from local.group, of which a plan says no more"
    )


DYNAMIC = """\
locals { groups = { blue = 10, green = 20 } }
resource "aws_lb_target_group" "app" { for_each = local.groups }
resource "aws_lb_listener" "web" {
  default_action {
    type = "forward"
    forward {
      dynamic "target_group" {
        for_each = local.groups
        content {
          arn    = aws_lb_target_group.app[target_group.key].arn
          weight = target_group.value
        }
      }
    }
  }
}
"""


def test_the_blocks_of_a_dynamic_block_are_found_by_their_literals(tmp_path: Path) -> None:
    reordered = {"forward": [{"target_group": [{"weight": 20}, {"weight": 10}]}], "type": "forward"}
    unknown = {"default_action": [{"forward": [{"target_group": [ARN, ARN]}]}]}
    groups = [group(f'{GROUP}["{key}"]') for key in ("blue", "green")]
    front = change(LISTENER, {"default_action": [reordered]}, unknown)
    root = {"resources": [block(LISTENER, default_action=[{"type": constant("forward"), "forward": [{}]}])]}
    graph = read(tmp_path, DYNAMIC, front, *groups, root=root)
    (forward,) = graph.resources[LISTENER].body.blocks("default_action")[0].blocks("forward")
    found = {one.entries["weight"].value: why(one.entries["arn"].value) for one in forward.blocks("target_group")}
    assert found == {20: f'{GROUP}["green"].arn', 10: f'{GROUP}["blue"].arn'}


def test_an_attribute_that_the_source_lacks_is_absent_only_where_the_plan_does_not_configure_it(tmp_path: Path) -> None:
    root = {"resources": [block(GROUP, name=refers("local.name"))]}
    graph = read(tmp_path, SOURCE, change(GROUP, {}, {"name": True, "protocol_version": True}), root=root)
    assert graph.resources[GROUP].body.entries.keys() == {"name"}


ALIKE = """\
locals { check = "TCP" }
resource "baiducloud_appblb_ip_group" "site" {
  backend_policy_list {
    type         = "HTTP"
    health_check = local.check
  }
  backend_policy_list { type = "HTTPS" }
}
"""


def test_a_block_that_the_configuration_does_not_tell_from_others_has_what_the_source_gives_it(tmp_path: Path) -> None:
    address, kind = "baiducloud_appblb_ip_group.site", "backend_policy_list"
    after = {kind: [{"type": "HTTPS"}, {"type": "HTTP", "health_check": "TCP"}]}
    configured = {
        kind: [{"type": refers("local.a"), "health_check": refers("local.check")}, {"type": refers("local.b")}]
    }
    (tmp_path / "main.tf").write_text(ALIKE, encoding="utf-8")
    (source,) = read_folder(tmp_path, [address.partition(".")[0]], Options(cache=False)).graphs
    plan = document(
        [change(address, after, {kind: [{"health_check": True}, {}]})], {"resources": [block(address, **configured)]}
    )
    first, second = (
        read_plan(plan, "plan.json", [source.resources[address].type], source).resources[address].body.blocks(kind)
    )
    assert (first.get("health_check"), second.entries["health_check"].value) == (None, "TCP")
