"""What a plan does to each route, ``--changed-only``, and changes that are left to a later plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..plan.documents import change, constant, document, refers
from .command import Ran, lbgate, write

BALANCER = "aws_lb.shop"


def balancer() -> dict[str, Any]:
    return change(BALANCER, {"load_balancer_type": "application", "arn": "arn:lb", "id": "arn:lb"}, actions=("no-op",))


def group(name: str, protocol: str, *actions: str) -> dict[str, Any]:
    known = {"protocol": protocol, "port": 8080, "target_type": "instance", "arn": f"arn:{name}"}
    return change(f"aws_lb_target_group.{name}", known, actions=actions)


def listener(name: str, *actions: str, to: str) -> dict[str, Any]:
    action = {"type": "forward", "target_group_arn": f"arn:{to}"}
    known = {"load_balancer_arn": "arn:lb", "arn": f"arn:{name}", "port": 8080, "protocol": "HTTP"}
    return change(f"aws_lb_listener.{name}", {**known, "default_action": [action]}, actions=actions)


def rule(*actions: str, of: str, to: str) -> dict[str, Any]:
    action = {"type": "forward", "target_group_arn": f"arn:{to}"}
    return change("aws_lb_listener_rule.api", {"listener_arn": f"arn:{of}", "action": [action]}, actions=actions)


def scan(folder: Path, changes: list[dict[str, Any]], *arguments: str, **more: Any) -> Ran:
    write(folder, {"plan.json": document(changes, **more)})
    return lbgate("scan", "plan.json", "--format", "json", *arguments, cwd=folder)


def told(done: Ran) -> dict[tuple[str, str], str]:
    """What becomes of each route."""
    ends = (
        (route["listener"]["address"].partition(".")[2], route["backend"]["address"].partition(".")[2], route["change"])
        for route in done.report["routes"]
    )
    return {(front, back): becomes for front, back, becomes in ends}


ALL = [
    balancer(),
    group("old", "HTTP", "no-op"),
    group("wrong", "TCP", "no-op"),
    group("edited", "HTTP", "update"),
    group("new", "HTTP", "delete", "create"),
    listener("still", "no-op", to="old"),
    listener("still_wrong", "no-op", to="wrong"),
    listener("to_edited", "no-op", to="edited"),
    listener("to_new", "update", to="new"),
    listener("fresh", "create", to="old"),
    rule("create", of="still", to="edited"),
]


def test_every_route_that_will_exist_says_what_becomes_of_it(tmp_path: Path) -> None:
    done = scan(tmp_path, ALL)
    assert told(done) == {
        ("still", "old"): "unchanged",
        ("still", "edited"): "created",
        ("still_wrong", "wrong"): "unchanged",
        ("to_edited", "edited"): "updated",
        ("to_new", "new"): "replaced",
        ("fresh", "old"): "created",
    }
    assert (done.code, done.report["ledger"]["listeners"]) == (1, 5)


def test_changed_only_leaves_out_what_the_plan_does_not_touch(tmp_path: Path) -> None:
    done = scan(tmp_path, ALL, "--changed-only")
    assert told(done) == {
        ("still", "edited"): "created",
        ("to_edited", "edited"): "updated",
        ("to_new", "new"): "replaced",
        ("fresh", "old"): "created",
    }
    ledger = done.report["ledger"]
    assert (done.code, done.report["findings"]) == (0, [])
    assert (ledger["listeners"], ledger["judged"], ledger["routes"], ledger["ok"]) == (4, 4, 4, 4)
    assert done.report["notes"] == [{"file": None, "text": "left out: 1 listener that no plan here touches"}]
    text = lbgate("scan", "plan.json", "--changed-only", cwd=tmp_path).out
    assert text.startswith("left out: 1 listener that no plan here touches\n\n4 listeners: 4 judged;")


def test_a_hint_does_not_break_what_is_left_out(tmp_path: Path) -> None:
    two = [balancer(), group("app", "TCP", "update"), listener("a", "update", to="app"), group("x", "TCP", "no-op")]
    whole, only = scan(tmp_path, two).report, scan(tmp_path, two, "--changed-only").report
    assert whole["findings"][0]["hints"] == only["findings"][0]["hints"] != []
    assert (whole["ledger"]["unreached"], only["ledger"]["unreached"]) == (1, 0)


def test_a_finding_names_only_routes_that_are_reported(tmp_path: Path) -> None:
    both = [
        balancer(),
        group("app", "TCP", "no-op"),
        listener("a", "update", to="app"),
        listener("b", "no-op", to="app"),
    ]
    (finding,) = scan(tmp_path, both, "--changed-only").report["findings"]
    assert (finding["rule"], len(finding["routes"])) == ("LBG101", 1)
    assert len(scan(tmp_path, both).report["findings"][0]["routes"]) == 2


def test_routes_takes_it_too(tmp_path: Path) -> None:
    write(tmp_path, {"plan.json": document(ALL)})
    done = lbgate("routes", "plan.json", "--changed-only", "--format", "json", cwd=tmp_path)
    assert (done.code, len(json.loads(done.out)["routes"])) == (0, 4)


def test_what_the_input_cannot_say_is_kept(tmp_path: Path) -> None:
    state = {"format_version": "1.0", "values": {"root_module": {"resources": []}}}
    held = [{**one, "values": one["change"]["after"]} for one in ALL]
    state["values"]["root_module"]["resources"] = held  # type: ignore[index]
    write(tmp_path, {"state.json": json.dumps(state)})
    done = lbgate("scan", "state.json", "--changed-only", "--format", "json", cwd=tmp_path)
    assert len(done.report["routes"]) == 6


def test_what_only_moves_or_is_adopted_is_not_changed_and_what_goes_is_no_route(tmp_path: Path) -> None:
    moved = listener("moved", "no-op", to="old") | {"previous_address": "aws_lb_listener.before"}
    adopted = listener("adopted", "no-op", to="old")
    adopted["change"]["importing"] = {"id": "arn:adopted"}
    mended = listener("mended", "update", to="old")
    mended["change"]["importing"] = {"id": "arn:mended"}
    deposed = group("old", "UDP", "delete") | {"deposed": "00000001"}
    gone, forgotten = listener("gone", "delete", to="old"), listener("forgotten", "forget", to="old")
    gone["change"]["after"] = forgotten["change"]["after"] = None
    all_of_them = [balancer(), group("old", "HTTP", "no-op"), deposed, moved, adopted, mended, gone, forgotten]
    assert told(scan(tmp_path, all_of_them)) == {
        ("moved", "old"): "unchanged",
        ("adopted", "old"): "unchanged",
        ("mended", "old"): "updated",
    }
    assert told(scan(tmp_path, all_of_them, "--changed-only")) == {("mended", "old"): "updated"}


WHY = "aws_lb_listener.fresh is deferred to a later plan: its count or for_each is not known yet"


def test_a_deferred_change_is_undecided_with_its_reason(tmp_path: Path) -> None:
    later = {"reason": "instance_count_unknown", "resource_change": listener("fresh", "create", to="wrong")}
    more = {"deferred_changes": [later], "configuration": {"root_module": {}}}
    done = scan(tmp_path, [balancer(), group("wrong", "TCP", "no-op")], **more)
    (one,) = done.report["listeners"]
    (finding,) = done.report["findings"]
    assert (one["status"], one["reason"]) == ("undecided", WHY)
    assert (finding["rule"], finding["message"], finding["level"]) == ("LBG401", WHY, "warning")
    assert [route["verdict"] for route in done.report["routes"]] == ["undecided"]
    assert (done.code, done.report["ledger"]["routes_undecided"]) == (0, 1)
    assert scan(tmp_path, [balancer(), group("wrong", "TCP", "no-op")], "--strict", **more).code == 1


def test_a_route_to_a_deferred_group_is_undecided(tmp_path: Path) -> None:
    later = [{"reason": "absent_prereq", "resource_change": group("app", "HTTP", "create")}]
    done = scan(tmp_path, [balancer(), listener("a", "no-op", to="app")], deferred_changes=later)
    why = "aws_lb_target_group.app is deferred to a later plan: what it needs is not there yet"
    assert [(one["status"], one["reason"]) for one in done.report["listeners"]] == [("undecided", why)]


def test_a_deferred_listener_that_leads_nowhere_yet_is_undecided(tmp_path: Path) -> None:
    front = change(
        "aws_lb_listener.fresh",
        {"load_balancer_arn": "arn:lb", "port": 80, "protocol": "HTTP"},
        {"default_action": True},
    )
    later = [{"reason": "instance_count_unknown", "resource_change": front}]
    root = {
        "resources": [
            {
                "address": "aws_lb_listener.fresh",
                "expressions": {"default_action": refers("local.x"), "port": constant(80)},
            }
        ]
    }
    done = scan(tmp_path, [balancer()], deferred_changes=later, root=root)
    assert [(one["status"], one["reason"]) for one in done.report["listeners"]] == [("undecided", WHY)]
