"""One listener that shares its traffic between two groups, the second of which is checked wrongly."""

import pulumi_aws as aws

balancer = aws.lb.LoadBalancer("shop", load_balancer_type="application", subnets=["subnet-a", "subnet-b"])
groups = [
    aws.lb.TargetGroup(name, port=80, protocol="HTTP", vpc_id="vpc-1", health_check={"protocol": check})
    for name, check in (("blue", "HTTP"), ("green", "HTTPS"))
]
aws.lb.Listener(
    "web",
    load_balancer_arn=balancer.arn,
    port=80,
    protocol="HTTP",
    default_actions=[
        {"type": "forward", "forward": {"target_groups": [{"arn": group.arn, "weight": 50} for group in groups]}}
    ],
)
