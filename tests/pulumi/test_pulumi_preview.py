"""Saved previews, plans and exports: what is read, what is left out, what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hcl_scanner.errors import Unreadable
from hcl_scanner.preview import is_event_stream, is_preview, read_preview
from policies.graph import Graph
from policies.values import Unknown

LISTENER, GROUP = "aws:lb/listener:Listener", "aws:lb/targetGroup:TargetGroup"
SENTINEL = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
WEB, APP = f"urn:pulumi:dev::shop::{LISTENER}::web", f"urn:pulumi:dev::shop::{GROUP}::app"


def state(urn: str, **inputs: Any) -> dict[str, Any]:
    return {"urn": urn, "type": urn.split("::")[2], "custom": True, "inputs": inputs}


def step(op: str, new: dict[str, Any] | None, old: dict[str, Any] | None = None) -> dict[str, Any]:
    found = {"op": op, "urn": (new or old or {})["urn"], "newState": new, "oldState": old}
    return {key: value for key, value in found.items() if value is not None}


def web(arn: str = SENTINEL) -> dict[str, Any]:
    found = state(WEB, protocol="HTTP", defaultActions=[{"type": "forward", "targetGroupArn": arn}])
    return {**found, "propertyDependencies": {"protocol": [], "defaultActions": [APP]}}


def read(*steps: dict[str, Any]) -> Graph:
    document = {"steps": list(steps)}
    assert is_preview(document)
    return read_preview(document, "preview.json")


def why(graph: Graph) -> str:
    """Why the listener's group is not in the graph."""
    entry = graph.resources[WEB].body.get("default_action.target_group_arn")
    assert entry
    (link,) = graph.follow(entry.value, ["aws_lb_target_group"])
    assert link.resource is None
    return link.why


@pytest.mark.parametrize(
    ("op", "change"),
    [
        ("create", "created"),
        ("update", "updated"),
        ("same", "unchanged"),
        ("replace", "replaced"),
        ("import", "created"),
    ],
)
def test_every_resource_that_will_exist_is_there(op: str, change: str) -> None:
    assert read(step(op, state(APP, protocol="HTTP"))).resources[APP].change == change


@pytest.mark.parametrize("op", ["delete", "delete-replaced", "discard", "read"])
def test_what_goes_or_is_only_read_is_not(op: str) -> None:
    assert read(step(op, state(APP), state(APP))).resources == {}


def test_positions_in_the_program_are_places() -> None:
    position = {"sourcePosition": "project:///web/__main__.py#19"}
    place = read(step("create", {**state(APP), **position})).resources[APP].body.place
    assert (place.file, place.line) == ("web/__main__.py", 19)


@pytest.mark.parametrize(
    ("position", "place"),
    [
        ("project:///my%20app/index.ts#7,3", ("my app/index.ts", 7, 3)),
        ("project:///../x.py#7", (None, None, None)),
        ("project:///x.py", (None, None, None)),
        (f"project:///x.py#{'9' * 5000}", (None, None, None)),
        (7, (None, None, None)),
    ],
)
def test_positions_are_escaped_and_may_have_a_column(position: object, place: object) -> None:
    found = read(step("create", {**state(APP), "sourcePosition": position})).resources[APP].body.place
    assert (found.file, found.line, found.column) == place


def test_a_position_is_told_from_where_the_preview_lies_if_the_program_lies_there_too(tmp_path: Path) -> None:
    (tmp_path / "__main__.py").touch()
    states = [{**state(APP), "sourcePosition": f"project:///{name}.py#19"} for name in ("__main__", "other")]
    saved = f"{tmp_path.as_posix()}/preview.json"
    files = [read_preview({"steps": [step("create", one)]}, saved).resources[APP].body.place.file for one in states]
    assert files == [f"{tmp_path.as_posix()}/__main__.py", "other.py"]


def test_unchanged_resources_that_are_left_out_are_told() -> None:
    document = {"changeSummary": {"same": 4, "create": 1}, "steps": [step("same", state(APP)), step("create", web())]}
    (unread,) = read_preview(document, "preview.json").unread
    assert unread.address == "3 unchanged resources" and "--show-sames" in unread.reason
    document["changeSummary"] = {"same": 1, "create": 1}
    assert read_preview(document, "preview.json").unread == ()


def test_a_stacks_own_file_is_read_as_an_export() -> None:
    latest = {"manifest": {}, "resources": [state(APP, protocol="HTTP")]}
    document = {"version": 3, "checkpoint": {"stack": "organization/shop/dev", "latest": latest}}
    assert is_preview(document)
    assert list(read_preview(document, "dev.json").resources) == [APP]


def test_positions_in_a_package_are_not() -> None:
    position = {"sourcePosition": "project:///../lib/python3.11/site-packages/pulumi_aws/lb/target_group.py#1466"}
    assert read(step("create", {**state(APP), **position})).resources[APP].body.place.file is None


def test_a_group_that_the_preview_left_out_is_named_with_the_cure() -> None:
    assert "--show-sames" in why(read(step("update", web("arn:app"))))


def test_a_group_that_is_only_read_is_outside() -> None:
    graph = read(step("create", web()), step("read", {**state(APP), "external": True}))
    assert "outside this stack" in why(graph)


def test_what_a_resource_keeps_is_known_from_before() -> None:
    old = {
        **state(APP, protocol="HTTP", healthCheck={"protocol": "HTTP"}),
        "outputs": {"arn": "arn:app", "protocol": "HTTP"},
    }
    old["outputs"]["healthCheck"] = {"protocol": "HTTP"}
    body = read(step("update", state(APP, protocol="HTTPS"), old)).resources[APP].body
    found = {name: entry and entry.value for name in ("arn", "protocol", "health_check") for entry in [body.get(name)]}
    assert found == {"arn": "arn:app", "protocol": "HTTPS", "health_check": None}


def test_secrets_are_unknown() -> None:
    encoded = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "x"}
    body = read(step("create", state(APP, protocol="[secret]", port=encoded))).resources[APP].body
    for name in ("protocol", "port"):
        entry = body.get(name)
        assert entry and isinstance(entry.value, Unknown) and "(a secret)" in entry.value.why


def test_a_saved_plan_is_read() -> None:
    goal = {"type": LISTENER, "name": "web", "inputDiff": {"adds": web()["inputs"]}, **dependencies()}
    unchanged = {
        "goal": {"type": GROUP, "name": "app", "inputDiff": {}},
        "steps": ["same"],
        "state": {"protocol": "HTTP"},
    }
    gone = {"goal": None, "steps": ["delete"]}
    plans = {WEB: {"goal": goal, "steps": ["create"]}, APP: unchanged, APP + "2": gone}
    graph = read_preview({"manifest": {}, "resourcePlans": plans}, "plan.json")
    assert {urn: one.change for urn, one in graph.resources.items()} == {WEB: "created", APP: "unchanged"}
    entry = graph.resources[APP].body.get("protocol")
    assert entry and entry.value == "HTTP"


def dependencies() -> dict[str, Any]:
    return {"propertyDependencies": web()["propertyDependencies"]}


def test_an_export_is_read_without_what_waits_to_be_deleted() -> None:
    resources = [web("arn:app"), {**state(APP), "delete": True}]
    graph = read_preview({"version": 3, "deployment": {"manifest": {}, "resources": resources}}, "export.json")
    assert list(graph.resources) == [WEB]


EVENT = '{"sequence": 1, "timestamp": 0, "resourcePreEvent": {"metadata": {}}}'


def test_an_event_stream_is_refused_with_the_reason() -> None:
    assert is_event_stream(EVENT + "\n" + EVENT)
    assert not is_event_stream("not JSON\n")
    with pytest.raises(Unreadable, match="lacks the dependencies"):
        read_preview({"sequence": 1, "resourcePreEvent": {}}, "events.json")


@pytest.mark.parametrize("document", [None, [], {}, {"steps": 1}, {"steps": [1]}, {"resource_changes": []}, "steps"])
def test_other_documents_are_not_previews(document: Any) -> None:
    assert not is_preview(document)


@pytest.mark.parametrize(
    "broken",
    [
        {"steps": [{"urn": APP, "op": "create", "newState": 1}]},
        {"steps": [{"urn": APP, "op": "create", "newState": {"urn": APP}}]},
        {"steps": [{"urn": APP, "op": "create", "newState": {"urn": "app", "type": GROUP}}]},
        {"steps": [{"urn": APP, "op": "create", "newState": {**state(APP), "inputs": []}}]},
        {"steps": [{"urn": APP, "op": "update", "newState": state(APP), "oldState": {"outputs": []}}]},
        {"steps": [{"urn": APP, "op": "create", "newState": {**state(APP), "propertyDependencies": {"port": 1}}}]},
        {"resourcePlans": {APP: 1}},
        {"resourcePlans": {APP: {"goal": {"type": GROUP, "inputDiff": 1}}}},
        {"deployment": {"manifest": {}, "resources": {}}},
    ],
)
def test_a_half_written_document_is_unreadable(broken: Any) -> None:
    with pytest.raises(Unreadable, match=r"preview\.json"):
        read_preview(broken, "preview.json")
