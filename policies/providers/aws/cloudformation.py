"""The same balancers in CloudFormation's shape, as ``aws-native`` has them: what each attribute of Terraform is called there.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ElasticLoadBalancingV2.html, in the spelling of
the Pulumi SDK (pulumi_aws_native/elasticloadbalancingv2).
"""

from __future__ import annotations

from collections.abc import Mapping

MODULE = "aws-native:elasticloadbalancingv2"
BALANCER, LISTENER, RULE, GROUP = (
    f"{MODULE}:{name}" for name in ("LoadBalancer", "Listener", "ListenerRule", "TargetGroup")
)
PULUMI: Mapping[str, str] = {
    BALANCER: "aws_lb",
    LISTENER: "aws_lb_listener",
    RULE: "aws_lb_listener_rule",
    GROUP: "aws_lb_target_group",
}

# The list of certificates has at most one, the default one.
ACTIONS = {
    "forward": ("forwardConfig",),
    "arn": ("targetGroupArn", "listenerArn"),
    "certificate_arn": ("certificates",),
}
NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    BALANCER: {"load_balancer_type": ("type",), "arn": ("loadBalancerArn",)},
    LISTENER: ACTIONS,
    RULE: ACTIONS,
    GROUP: {"arn": ("targetGroupArn",)},
}
"""The properties of each type, at any depth, that no rule makes from Terraform's names."""

FLAT: Mapping[str, Mapping[str, str]] = {
    GROUP: {f"health_check.{name}": f"healthCheck{name.capitalize()}" for name in ("protocol", "port", "enabled")}
}
"""The properties of each type that stand for an attribute in a block."""
