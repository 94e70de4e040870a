"""A listener whose group belongs to somebody else and is only looked up."""

import pulumi_aws as aws

balancer = aws.lb.LoadBalancer("shop", subnets=["subnet-a", "subnet-b"])
theirs = aws.lb.TargetGroup.get("theirs", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/theirs/1")
aws.lb.Listener(
    "web",
    load_balancer_arn=balancer.arn,
    port=80,
    protocol="HTTP",
    default_actions=[{"type": "forward", "target_group_arn": theirs.arn}],
)
