"""Which resources of a plan will exist, and what becomes of them."""

from __future__ import annotations

import pytest

from hcl_scanner.plan import is_plan, read_plan

from .documents import GROUP, WANTED, change, document, read


@pytest.mark.parametrize(
    ("actions", "word"),
    [
        (("create",), "created"),
        (("update",), "updated"),
        (("no-op",), "unchanged"),
        (("delete", "create"), "replaced"),
        (("create", "delete"), "replaced"),
        (("create", "forget"), "replaced"),
    ],
)
def test_a_resource_that_will_exist_says_what_becomes_of_it(actions: tuple[str, ...], word: str) -> None:
    one = change(GROUP, {"protocol": "HTTP"}, actions=actions)
    assert read([one | {"change": one["change"] | {"after": {"protocol": "HTTP"}}}]).resources[GROUP].change == word


@pytest.mark.parametrize("action", ["delete", "forget"])
def test_a_resource_that_goes_is_left_out(action: str) -> None:
    gone = change(GROUP)
    gone["change"] |= {"actions": [action], "after": None}
    assert read([gone]).resources == {}


def test_deposed_objects_data_and_other_types_are_left_out() -> None:
    old = change(GROUP, {"protocol": "TCP"}, actions=("no-op",), deposed="00000001")
    data = change("data.aws_lb.shared", {"arn": "a"}, actions=("read",))
    graph = read([change(GROUP, {"protocol": "HTTP"}), old, data, change("aws_instance.x", {})])
    assert list(graph.resources) == [GROUP]
    assert graph.resources[GROUP].body.entries["protocol"].value == "HTTP"


def test_addresses_are_the_plans_own() -> None:
    address = 'module.a["x.y"].module.b[0].aws_lb_target_group.app["[k]"]'
    graph = read([change(address, {})])
    assert graph.resources[address].address == address
    assert graph.root == "plan.json"
    assert graph.unread == ()


def test_a_plan_is_told_from_other_documents() -> None:
    assert is_plan({"format_version": "1.2", "planned_values": {}})
    assert is_plan({"format_version": "0.1", "resource_changes": []})
    assert not is_plan({"format_version": "1.0", "values": {}})
    assert not is_plan({"steps": []})


@pytest.mark.parametrize("version", ["0.1", "0.2", "1.0", "1.2", "1.99"])
def test_versions_up_to_one_are_read(version: str) -> None:
    assert read([change(GROUP, {})], format_version=version).resources.keys() == {GROUP}


def test_a_byte_order_mark_is_read() -> None:
    assert read_plan(b"\xef\xbb\xbf" + document([change(GROUP, {})]), "plan.json", WANTED).resources.keys() == {GROUP}


def test_a_plan_that_changes_nothing_is_empty() -> None:
    assert (
        read_plan(b'{"format_version": "1.2", "planned_values": {"root_module": {}}}', "plan.json", WANTED).resources
        == {}
    )
