"""Null, absent and unknown stay three things at every level, and secrets are never read."""

from __future__ import annotations

import pytest

from policies.graph import Block
from policies.values import Unknown

from .documents import GROUP, LISTENER, block, change, constant, read, refers, why


def body(
    after: dict[str, object],
    unknown: object = False,
    sensitive: object = False,
    configured: dict[str, object] | None = None,
    address: str = GROUP,
    **more: object,
) -> Block:
    root = None if configured is None else {"resources": [block(address, **configured)]}
    return read([change(address, after, unknown, sensitive)], root, **more).resources[address].body


def test_null_absent_and_unknown_are_three_things() -> None:
    configured = {"protocol": refers("terraform_data.x.output", "terraform_data.x"), "port": constant(None)}
    found = read(
        [change(GROUP, {"port": None}, {"protocol": True}), change("terraform_data.x", {}, {"output": True})],
        {"resources": [block(GROUP, **configured)]},
    ).resources[GROUP]
    assert found.body.entries["port"].value is None
    assert "vpc_id" not in found.body.entries
    assert why(found.body.entries["protocol"].value) == (
        "aws_lb_target_group.app.protocol (known after apply, from terraform_data.x.output)"
    )


def test_two_words_made_from_one_resource_are_two_questions() -> None:
    configured = {name: refers("terraform_data.x.output") for name in ("protocol", "protocol_version")}
    unknown = {"protocol": True, "protocol_version": True}
    graph = read(
        [change(GROUP, {}, unknown), change("terraform_data.x", {}, {"output": True})],
        {"resources": [block(GROUP, **configured)]},
    )
    assert len({why(entry.value) for entry in graph.resources[GROUP].body.entries.values()}) == 2


def test_an_unknown_in_a_block_of_a_list_leaves_the_rest_known() -> None:
    after = {"health_check": [{"protocol": "HTTP", "path": None}]}
    configured = {"health_check": [{"protocol": constant("HTTP"), "port": refers("local.port")}]}
    (check,) = body(after, {"health_check": [{"port": True}]}, configured=configured).blocks("health_check")
    assert check.entries["protocol"].value == "HTTP"
    assert check.entries["path"].value is None
    assert why(check.entries["port"].value).startswith("aws_lb_target_group.app.health_check.port, from local.port")


def test_an_empty_string_reads_as_absent() -> None:
    gateway = "azurerm_application_gateway.edge"
    listeners = [{"name": "web", "protocol": "Https", "ssl_certificate_name": "", "ssl_certificate_id": None}]
    (one,) = body({"http_listener": listeners}, address=gateway, configured={}).blocks("http_listener")
    assert one.get("ssl_certificate_name") is None
    assert one.entries["name"].value == "web"


def test_what_is_not_configured_and_unknown_is_left_to_the_provider() -> None:
    unknown = {"arn": True, "protocol_version": True, "health_check": True}
    assert body({"protocol": "HTTP"}, unknown, configured={"protocol": constant("HTTP")}).entries.keys() == {"protocol"}


def test_without_configuration_what_is_unknown_stays_unknown() -> None:
    assert isinstance(body({}, {"health_check": True}).entries["health_check"].value, Unknown)


def test_a_variable_that_is_null_leaves_it_to_the_provider_and_one_that_is_set_does_not() -> None:
    configured = {"protocol_version": refers("var.version")}
    unset = body({}, {"protocol_version": True}, configured=configured, variables={"version": {}})
    assert unset.get("protocol_version") is None
    given = body({}, {"protocol_version": True}, configured=configured, variables={"version": {"value": "HTTP2"}})
    assert (
        why(given.entries["protocol_version"].value) == "aws_lb_target_group.app.protocol_version (known after apply)"
    )


def test_a_module_variable_is_null_by_its_default_or_by_its_caller() -> None:
    address = "module.m.aws_lb_target_group.app"
    inner = {
        "resources": [block(GROUP, protocol_version=refers("var.version"))],
        "variables": {"version": {"default": None}},
    }

    def read_with(given: dict[str, object]) -> Block:
        root = {"module_calls": {"m": {"expressions": given, "module": inner}}}
        changes = [change(address, {}, {"protocol_version": True})]
        return read(changes, root, variables={"v": {"value": None}}).resources[address].body

    assert read_with({}).entries == {}
    assert read_with({"version": refers("var.v")}).entries == {}
    assert read_with({"version": constant("GRPC")}).entries.keys() == {"protocol_version"}


def test_a_constant_that_the_provider_drops_is_what_is_written() -> None:
    found = body({"protocol": "HTTP"}, {"cert_ids": True}, configured={"cert_ids": constant(["cert-1"])})
    assert found.entries["cert_ids"].value == ["cert-1"]


def test_blocks_that_only_the_configuration_can_make_are_unknown_and_not_absent() -> None:
    (only,) = body({}, {"listener": True}, address="aws_elb.web", configured={}).blocks("listener")
    assert (
        only.maybe
        == only.rest
        == Unknown(
            "aws_elb.web.listener, from what a plan leaves out, such as dynamic blocks (run with --source DIR)",
            candidates=("aws_elb.web",),
        )
    )
    after, unknown = {"default_action": [{"type": "forward"}]}, {"default_action": [{"forward": True}]}
    configured = {"default_action": [{"type": constant("forward")}]}
    (action,) = body(after, unknown, address=LISTENER, configured=configured).blocks("default_action")
    assert action.blocks("forward")[0].maybe


def test_blocks_of_a_dynamic_block_are_kept() -> None:
    after = {"listener": [{"lb_port": 80, "lb_protocol": "HTTP"}, {"lb_port": 443, "lb_protocol": "HTTPS"}]}
    found = body(after, {"listener": [{}, {"ssl_certificate_id": True}]}, address="aws_elb.web", configured={})
    first, second = found.blocks("listener")
    assert [one.entries["lb_port"].value for one in (first, second)] == [80, 443]
    assert "ssl_certificate_id" not in first.entries
    assert "listener[1].ssl_certificate_id, from what a plan leaves out" in why(
        second.entries["ssl_certificate_id"].value
    )


def test_unknown_items_of_a_list_are_one_reference_each() -> None:
    configured = {"load_balancer_arns": refers("aws_lb.a.arn", "aws_lb.a", "aws_lb.b.arn", "aws_lb.b")}
    changes = [change(f"aws_lb.{name}", {}, {"arn": True}) for name in "ab"]
    listed = change(
        GROUP, {"load_balancer_arns": [None, "arn:known", None]}, {"load_balancer_arns": [True, False, True]}
    )
    graph = read([*changes, listed], {"resources": [block(GROUP, **configured)]})
    known, *unknown = graph.resources[GROUP].body.entries["load_balancer_arns"].value
    assert known == "arn:known"
    assert [why(one) for one in unknown] == ["aws_lb.a.arn", "aws_lb.b.arn"]


@pytest.mark.parametrize("unknown", [True, [True]])
def test_a_list_that_is_unknown_is_read_whether_it_is_so_as_a_whole_or_by_item(unknown: object) -> None:
    after = {} if unknown is True else {"load_balancer_arns": [None]}
    listed = change(GROUP, after, {"load_balancer_arns": unknown})
    root = {"resources": [block(GROUP, load_balancer_arns=refers("aws_lb.a.arn", "aws_lb.a"))]}
    graph = read([change("aws_lb.a", {}, {"arn": True}), listed], root)
    value = graph.resources[GROUP].body.entries["load_balancer_arns"].value
    assert [link.resource for link in graph.follow(value, ["aws_lb"])] == [graph.resources["aws_lb.a"]]


def test_a_block_that_is_unknown_as_a_whole_is_one_block_of_unknowns() -> None:
    after, unknown = {"default_action": [{"type": "forward"}, None]}, {"default_action": [{}, True]}
    first, second = body(after, unknown, address=LISTENER).blocks("default_action")
    assert first.entries["type"].value == "forward"
    assert second.rest
    assert second.maybe


@pytest.mark.parametrize(
    "sensitive",
    [True, {"protocol": True, "health_check": [{"protocol": True}]}, {"protocol": True, "health_check": True}],
)
def test_sensitive_values_are_unknown_and_say_so(sensitive: dict[str, object]) -> None:
    found = body({"protocol": "S3CRET", "health_check": [{"protocol": "S3CRET"}]}, False, sensitive)
    assert why(found.entries["protocol"].value) == "aws_lb_target_group.app.protocol (sensitive)"
    entry = found.get("health_check.protocol")
    assert entry and why(entry.value).endswith("(sensitive)")
    assert "S3CRET" not in repr(found)
