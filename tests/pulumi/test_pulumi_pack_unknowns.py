"""What a preview cannot know, whatever made it unknown: each ends linked, undecided or unlinked, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from judging import ADVICE, GATE, mandatory, registered

if TYPE_CHECKING:
    from pack_process import PackProcess, Told
    from toy_engine import Registered

SHOP = """
import pulumi
import pulumi_aws as aws

balancer = aws.lb.LoadBalancer("shop", subnets=["subnet-a", "subnet-b"])
right = aws.lb.TargetGroup("right", port=80, protocol="HTTP", vpc_id="vpc-1")
wrong = aws.lb.TargetGroup("wrong", port=80, protocol="TCP", vpc_id="vpc-1")


def listener(group, options=None):
    action = {"type": "forward", "target_group_arn": group}
    aws.lb.Listener("web", opts=options, load_balancer_arn=balancer.arn, port=80, protocol="HTTP", default_actions=[action])


"""
# A program that ends with these lines, and the line of the pack's answer that gives the reason.
UNLINKED = {
    "stack reference": (
        'listener(pulumi.StackReference("organization/network/prod").get_output("group"))',
        "defaultActions.targetGroupArn of aws:lb:Listener web leads to no backend in this input: "
        "defaultActions[0].targetGroupArn of aws:lb:Listener web (from outside this stack).",
    ),
    "looked up": (
        'listener(aws.lb.get_target_group(name="theirs").arn)',
        "defaultActions.targetGroupArn of aws:lb:Listener web leads to no backend in this input: "
        "no resource here has the identity that it gives.",
    ),
    "read": (
        'listener(aws.lb.TargetGroup.get("theirs", "arn:theirs").arn)',
        "defaultActions.targetGroupArn of aws:lb:Listener web leads to no backend in this input: "
        "defaultActions[0].targetGroupArn of aws:lb:Listener web (from outside this stack).",
    ),
    "made from something else": (
        'listener(balancer.arn.apply(lambda arn: f"{arn}-group"))',
        "defaultActions.targetGroupArn of aws:lb:Listener web leads to no backend in this input: "
        "defaultActions[0].targetGroupArn of aws:lb:Listener web (from aws:lb:LoadBalancer shop).",
    ),
}
LINKED = {
    "as it is": "listener(wrong.arn)",
    "through apply": "listener(wrong.arn.apply(lambda arn: arn.lower()))",
    "beside another resource": "listener(pulumi.Output.all(wrong.arn, balancer.dns_name).apply(lambda both: both[0]))",
    "with a provider of its own": 'provider = aws.Provider("own", region="eu-west-1", token="hunter2")\n'
    "listener(wrong.arn, pulumi.ResourceOptions(provider=provider))",
    "under a component": 'parent = pulumi.ComponentResource("acme:web:Shop", "acme")\n'
    "listener(wrong.arn, pulumi.ResourceOptions(parent=parent, depends_on=[right]))",
}


@pytest.fixture
def told(pack: PackProcess, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], list[Told]]:
    """What the pack says of a program that ends with these lines, in a stack of its own."""

    def judge(lines: str) -> list[Told]:
        program = tmp_path / "program.py"
        program.write_text(SHOP + lines)
        return pack.preview(registered(program, "".join(filter(str.isalnum, request.node.name))))

    return judge


@pytest.mark.parametrize("how", UNLINKED)
def test_a_group_that_is_not_in_the_stack_is_told(told: Callable[[str], list[Told]], how: str) -> None:
    program, reason = UNLINKED[how]
    advice = told(program)
    assert {each.policy for each in advice if "web" in each.urn} == {ADVICE}
    (found,) = [each for each in advice if "LBG402" in each.message]
    assert found.message.splitlines()[-1] == reason
    assert any(each.message.splitlines()[-1].startswith("1 listener: 1 unlinked") for each in advice)


@pytest.mark.parametrize("how", LINKED)
def test_a_group_of_the_stack_is_linked(told: Callable[[str], list[Told]], how: str) -> None:
    found = [each for each in told(LINKED[how]) if each.policy == GATE]
    assert [each.urn.rpartition("::")[2] for each in found] == ["wrong"]
    assert "LBG101" in found[0].message and "hunter2" not in found[0].message


def test_a_value_made_from_two_groups_may_be_either(told: Callable[[str], list[Told]]) -> None:
    found = told("listener(pulumi.Output.all(right.arn, wrong.arn).apply(lambda arns: arns[0]))")
    assert mandatory(found) == []
    (undecided,) = [each for each in found if "LBG401" in each.message]
    assert "right" in undecided.message and "wrong" in undecided.message


def of(token: str, name: str, properties: dict[str, Any], **depends: tuple[str, ...]) -> Registered:
    """A resource as a program in any language registers it."""
    from toy_engine import Registered

    return Registered(urn(token, name), token, name, "", properties, properties, depends)


def urn(token: str, name: str) -> str:
    return f"urn:pulumi:shapes::shop::{token}::{name}"


UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


def test_bridged_baidu_resources_are_judged(pack: PackProcess) -> None:
    """As `pulumi package add terraform-provider baidubce/baiducloud` names them; every number is a float."""
    balancer, group, listener = (
        f"baiducloud:index/{name}:{name[0].upper()}{name[1:]}"
        for name in ("appblb", "appblbServerGroup", "appblbListener")
    )
    port = {"port": 8080.0, "type": "HTTP", "healthCheck": "HTTP"}
    policy = {"appServerGroupId": UNKNOWN, "backendPort": 8080.0, "priority": 1.0}
    found = pack.preview([
        of(balancer, "shop", {"name": "shop"}),
        of(group, "app", {"portLists": [port], "blbId": UNKNOWN}, blbId=(urn(balancer, "shop"),)),
        of(listener, "web", {"protocol": "TCP", "listenerPort": 80.0, "policies": [policy], "blbId": UNKNOWN},
           blbId=(urn(balancer, "shop"),), policies=(urn(group, "app"),)),
    ])  # fmt: skip
    assert [(each.policy, each.urn) for each in mandatory(found)] == [(GATE, urn(group, "app"))]
    assert "LBG101" in found[0].message and "8080.0" not in found[0].message


def test_aws_native_resources_are_judged(pack: PackProcess) -> None:
    module = "aws-native:elasticloadbalancingv2"
    action = {"type": "forward", "targetGroupArn": UNKNOWN}
    found = pack.preview([
        of(f"{module}:TargetGroup", "app", {"protocol": "HTTP", "port": 80.0, "healthCheckProtocol": "TCP"}),
        of(f"{module}:Listener", "web", {"protocol": "HTTP", "port": 80.0, "defaultActions": [action]},
           defaultActions=(urn(f"{module}:TargetGroup", "app"),)),
    ])  # fmt: skip
    (violation,) = mandatory(found)
    assert violation.urn == urn(f"{module}:TargetGroup", "app")
    assert "LBG102" in violation.message and "healthCheckProtocol" in violation.message


def test_kubernetes_objects_without_a_balancer_are_left_alone(pack: PackProcess) -> None:
    service = {"spec": {"type": "ClusterIP", "ports": [{"port": 80.0, "protocol": "TCP"}]}}
    assert pack.preview([
        of("kubernetes:core/v1:Service", "web", service),
        of("kubernetes:core/v1:ConfigMap", "protocols", {"data": {"protocol": "TPC"}}),
        of("kubernetes:apps/v1:Deployment", "app", {"spec": {"replicas": 2.0}}),
    ]) == []  # fmt: skip
