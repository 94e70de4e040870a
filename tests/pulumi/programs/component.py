"""The wrong shop inside a component, as teams share their building blocks."""

import pulumi
import pulumi_aws as aws


class Shop(pulumi.ComponentResource):
    def __init__(self, name: str) -> None:
        super().__init__("acme:web:Shop", name)
        inside = pulumi.ResourceOptions(parent=self)
        balancer = aws.lb.LoadBalancer(name, subnets=["subnet-a", "subnet-b"], opts=inside)
        app = aws.lb.TargetGroup(
            "app", port=8080, protocol="HTTP", vpc_id="vpc-1", health_check={"protocol": "HTTPS"}, opts=inside
        )
        aws.lb.Listener(
            "web",
            load_balancer_arn=balancer.arn,
            port=80,
            protocol="HTTP",
            default_actions=[{"type": "forward", "target_group_arn": app.arn}],
            opts=inside,
        )


Shop("shop")
