"""AWS's balancers in CloudFormation's shape (``aws-native``): judged as the others, and told in their own spelling."""

from __future__ import annotations

from typing import Any

import pytest

from policies.evaluate import evaluate
from policies.pulumi_data import Registration
from policies.pulumi_graph import to_graph
from policies.report import Report
from policies.settings import Settings

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
CERTIFICATE = {"certificateArn": "arn:aws:acm:eu-west-1:123456789012:certificate/1"}


def urn(type_: str, name: str) -> str:
    return f"urn:pulumi:dev::shop::aws-native:elasticloadbalancingv2:{type_}::{name}"


def resource(type_: str, name: str, inputs: dict[str, Any], **depends: str) -> Registration:
    token = f"aws-native:elasticloadbalancingv2:{type_}"
    made = {property_: (maker,) for property_, maker in depends.items()}
    return Registration(urn(type_, name), token, name, inputs, {}, made)


def judged(listener: dict[str, Any], group: dict[str, Any], balancer: str = "application") -> Report:
    """A balancer whose listener forwards to a group; nothing is known of either but what is written."""
    actions = [{"type": "forward", "targetGroupArn": UNKNOWN}]
    front = {"loadBalancerArn": UNKNOWN, "defaultActions": actions, **listener}
    stack = [
        resource("LoadBalancer", "shop", {"type": balancer, "scheme": "internal"}),
        resource("TargetGroup", "app", group),
        resource("Listener", "web", front, loadBalancerArn=urn("LoadBalancer", "shop"),
                 defaultActions=urn("TargetGroup", "app")),
    ]  # fmt: skip
    return evaluate([to_graph(stack)], Settings())


def told(report: Report) -> list[tuple[str, str, str]]:
    return [(one.rule, one.location.label, one.location.spelled) for one in report.findings]


def test_a_flat_check_is_judged_and_spelled_flat() -> None:
    report = judged(
        {"protocol": "HTTPS", "port": 443.0, "certificates": [CERTIFICATE]},
        {"protocol": "HTTP", "port": 8080.0, "healthCheckProtocol": "HTTPS"},
    )
    (finding,) = report.findings
    assert told(report) == [
        ("LBG103", "aws-native:elasticloadbalancingv2:TargetGroup app", "healthCheckProtocol"),
    ]
    assert finding.location.attribute == "health_check.protocol"
    assert finding.hints[0].text == (
        'healthCheckProtocol = "HTTP" on aws-native:elasticloadbalancingv2:TargetGroup app'
    )


def test_the_family_is_that_of_the_balancers_type() -> None:
    report = judged({"protocol": "TCP", "port": 80}, {"protocol": "HTTP", "port": 80}, "network")
    assert [route.family for route in report.routes] == ["aws/network"]
    assert [rule for rule, _, _ in told(report)] == ["LBG101"]


@pytest.mark.parametrize(
    ("certificates", "rules"),
    [(None, ["LBG201"]), ([], ["LBG201"]), ([CERTIFICATE], []), ([{"certificateArn": UNKNOWN}], []), (UNKNOWN, [])],
)
def test_the_list_of_certificates_holds_the_certificate(certificates: Any, rules: list[str]) -> None:
    report = judged({"protocol": "HTTPS", "port": 443, "certificates": certificates}, {"protocol": "HTTP", "port": 80})
    assert [rule for rule, _, _ in told(report)] == rules


def test_without_a_protocol_the_check_is_the_services_default_and_not_terraforms() -> None:
    left_out = {"protocol": "TCP", "port": 80, "healthCheckPort": "8080", "healthCheckIntervalSeconds": 10}
    for group in ({"protocol": "TCP", "port": 80}, left_out):
        (route,) = judged({"protocol": "TCP", "port": 80}, group, "network").routes
        assert route.check and route.check.words == ("TCP",) and route.check.implied


def test_a_weighted_forward_reaches_every_group() -> None:
    groups = [resource("TargetGroup", name, {"protocol": word, "port": 80}) for name, word in
              (("blue", "HTTP"), ("green", "TCP"))]  # fmt: skip
    tuples = [{"targetGroupArn": UNKNOWN, "weight": 1}, {"targetGroupArn": UNKNOWN, "weight": 1}]
    listener = Registration(
        urn("Listener", "web"), "aws-native:elasticloadbalancingv2:Listener", "web",
        {"protocol": "HTTP", "port": 80, "loadBalancerArn": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/shop/1",
         "defaultActions": [{"type": "forward", "forwardConfig": {"targetGroups": tuples}}]},
        {}, {"defaultActions": tuple(one.urn for one in groups)},
    )  # fmt: skip
    report = evaluate([to_graph([*groups, listener])], Settings())
    assert [route.backend.spot.label.split()[-1] for route in report.routes] == ["blue", "green"]
    assert told(report) == [("LBG101", "aws-native:elasticloadbalancingv2:TargetGroup green", "protocol")]


def test_a_known_arn_is_joined_by_value() -> None:
    arn = "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/app/1"
    token = "aws-native:elasticloadbalancingv2:TargetGroup"
    group = Registration(urn("TargetGroup", "app"), token, "app", {"protocol": "HTTP"}, {"targetGroupArn": arn})
    actions = [{"type": "forward", "targetGroupArn": arn}]
    listener = resource("Listener", "web", {"protocol": "HTTP", "port": 80, "defaultActions": actions})
    (route,) = evaluate([to_graph([group, listener])], Settings()).routes
    assert route.joined_by == "value"


def test_a_rule_leads_to_its_group() -> None:
    actions = [{"type": "forward", "targetGroupArn": UNKNOWN}]
    answers = [{"type": "fixed-response", "fixedResponseConfig": {"statusCode": "404"}}]
    stack = [
        resource("TargetGroup", "api", {"protocol": "HTTP", "port": 80, "healthCheckProtocol": "TCP"}),
        resource("Listener", "web", {"protocol": "HTTP", "port": 80, "defaultActions": answers}),
        resource("ListenerRule", "api", {"actions": actions, "listenerArn": UNKNOWN, "priority": 1},
                 listenerArn=urn("Listener", "web"), actions=urn("TargetGroup", "api")),
    ]  # fmt: skip
    report = evaluate([to_graph(stack)], Settings())
    assert [rule for rule, _, _ in told(report)] == ["LBG102"]
    assert [route.via_names for route in report.routes] == [("aws-native:elasticloadbalancingv2:ListenerRule api",)]
