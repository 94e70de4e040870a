"""What a plan knows of the time before it: ids that a resource had, what it leaves alone, and data that was looked up."""

from __future__ import annotations

from typing import Any

import pytest

from hcl_scanner.errors import Unreadable
from hcl_scanner.plan import read_plan
from policies.evaluate import evaluate
from policies.graph import Graph
from policies.report import Report
from policies.settings import Settings
from policies.values import JoinedBy

from .documents import ARN, GROUP, LISTENER, WANTED, change, document, end, links, read, why

NAMED = "arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/app/1"
ACTION = {"default_action": [{"type": "forward", "target_group_arn": NAMED}], "port": 80, "protocol": "HTTP"}
FRONT = change(LISTENER, ACTION, actions=("no-op",))
DATA = "data.aws_lb_target_group.shared"
CHECK = {"health_check": [{"protocol": "HTTP"}]}


def before(one: dict[str, Any], **values: object) -> dict[str, Any]:
    return one | {"change": one["change"] | {"before": values}}


def deployed(address: str, **values: object) -> dict[str, Any]:
    """A resource of the prior state, at the root."""
    kind, name = address.removeprefix("data.").split(".")
    mode = "data" if address.startswith("data.") else "managed"
    return {"address": address, "mode": mode, "type": kind, "name": name, "values": values}


def prior(*resources: dict[str, Any], **modules: dict[str, Any]) -> dict[str, Any]:
    called = [{"address": f"module.{name}", "resources": [one]} for name, one in modules.items()]
    return {"format_version": "1.0", "values": {"root_module": {"resources": list(resources), "child_modules": called}}}


def judged(graph: Graph) -> Report:
    return evaluate([graph], Settings())


@pytest.mark.parametrize("actions", [("update",), ("delete", "create"), ("create", "delete")])
def test_a_literal_arn_names_the_group_that_has_it_now(actions: tuple[str, ...]) -> None:
    changed = before(change(GROUP, {"protocol": "HTTP"}, ARN, actions=actions), arn=NAMED, protocol="HTTP")
    assert end(read([FRONT, changed])) == (GROUP, JoinedBy.VALUE)


def test_a_group_that_goes_is_not_found_by_its_arn() -> None:
    gone = before(change(GROUP, None, actions=("delete",)), arn=NAMED)
    (link,) = links(read([FRONT, gone]))
    assert (link.resource, link.why) == (None, "no resource here has the identity that it gives")


def test_what_a_limited_plan_leaves_alone_is_there_and_unchanged() -> None:
    changed = change(GROUP, {"arn": NAMED, "protocol": "HTTPS", **CHECK}, actions=("update",))
    graph = read([changed], prior_state=prior(deployed(LISTENER, **ACTION)))
    assert graph.resources[LISTENER].change == "unchanged"
    assert end(graph) == (GROUP, JoinedBy.VALUE)
    (route,) = judged(graph).routes
    assert route.change == "updated"


def test_a_refresh_only_plan_is_all_that_is_deployed() -> None:
    inner = deployed(GROUP, arn=NAMED, protocol="HTTP", **CHECK) | {"address": f"module.back.{GROUP}"}
    graph = read([], prior_state=prior(deployed(LISTENER, **ACTION), back=inner))
    assert end(graph) == (f"module.back.{GROUP}", JoinedBy.VALUE)
    assert [route.change for route in judged(graph).routes] == ["unchanged"]


def test_what_the_plan_speaks_of_is_as_the_plan_says() -> None:
    state = prior(
        deployed(GROUP, arn=NAMED, protocol="TCP"),
        deployed("aws_lb_target_group.old", arn=NAMED, protocol="TCP"),
        deployed("aws_lb_target_group.gone", arn=NAMED, protocol="TCP"),
        deployed("aws_lb_target_group.deposed", arn=NAMED, protocol="TCP") | {"deposed_key": "00000001"},
        deployed("aws_instance.web"),
    )
    moved = change(
        GROUP, {"arn": NAMED, "protocol": "HTTP"}, actions=("no-op",), previous_address="aws_lb_target_group.old"
    )
    gone = change("aws_lb_target_group.gone", None, actions=("delete",))
    graph = read([FRONT, moved, gone], prior_state=state)
    assert graph.resources.keys() == {LISTENER, GROUP}
    assert graph.resources[GROUP].body.entries["protocol"].value == "HTTP"


def test_data_that_was_looked_up_is_what_a_listener_leads_to_and_no_backend_of_this_input() -> None:
    looked_up = deployed(DATA, arn=NAMED, protocol="HTTP", target_type="instance", protocol_version="HTTP1", **CHECK)
    listeners = deployed("data.aws_lb_listener.shared", **ACTION), deployed("data.aws_lb.shared", arn="arn:lb")
    unreached = deployed("data.aws_lb_target_group.other", arn="arn:other", protocol="HTTP")
    report = judged(read([FRONT], prior_state=prior(looked_up, *listeners, unreached)))
    (route,) = report.routes
    assert (route.listener.address, route.backend.address, route.joined_by) == (LISTENER, DATA, JoinedBy.VALUE)
    assert (route.verdict, route.change) == ("ok", "unchanged")
    assert (report.ledger.listeners, report.ledger.unreached) == (1, 0)


def test_a_hint_changes_nothing_that_was_only_looked_up() -> None:
    known = {"protocol": "HTTP", "target_type": "instance", "protocol_version": "HTTP1"}
    looked_up = deployed(DATA, arn=NAMED, **known, health_check=[{"protocol": "HTTPS"}])
    (finding,) = judged(read([FRONT], prior_state=prior(looked_up))).findings
    assert finding.rule == "LBG103"
    assert all(one.spot.address == LISTENER for hint in finding.hints for one in hint.set)


def test_what_a_looked_up_group_does_not_tell_is_not_known() -> None:
    (route,) = judged(read([FRONT], prior_state=prior(deployed(DATA, arn=NAMED, protocol="HTTP")))).routes
    assert (route.verdict, route.check and route.check.words) == ("undecided", ())


def test_the_group_itself_is_meant_before_the_data_that_looks_it_up() -> None:
    inner = change(f"module.z.{GROUP}", {"arn": NAMED, "protocol": "HTTP"}, actions=("no-op",))
    graph = read([FRONT, inner], prior_state=prior(deployed(DATA, arn=NAMED, protocol="HTTP")))
    assert end(graph) == (f"module.z.{GROUP}", JoinedBy.VALUE)


def test_a_secret_of_the_prior_state_is_unknown() -> None:
    secret = deployed(DATA, arn=NAMED, protocol="S3CRET") | {"sensitive_values": {"protocol": True}}
    found = read([FRONT], prior_state=prior(secret)).resources[DATA].body.entries["protocol"].value
    assert why(found) == f"{DATA}.protocol (sensitive)"


def test_a_prior_state_that_is_none_is_refused() -> None:
    for broken, reason in (
        ({"values": []}, "not a prior state as Terraform writes it: expected `object`, got `array` - at `$.values`"),
        (7, "not a prior state as Terraform writes it: expected `object`, got `int`"),
    ):
        with pytest.raises(Unreadable) as raised:
            read_plan(document([FRONT], prior_state=broken), "plan.json", WANTED)
        assert str(raised.value) == f"plan.json: {reason}"
