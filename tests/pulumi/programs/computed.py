"""A group whose protocol is kept elsewhere and is not known before the deployment."""

import pulumi_aws as aws

balancer = aws.lb.LoadBalancer("shop", load_balancer_type="network", subnets=["subnet-a", "subnet-b"])
protocol = aws.ssm.Parameter("protocol", type="String", value="TCP")
app = aws.lb.TargetGroup("app", port=80, protocol=protocol.arn.apply(lambda _: "TCP"), vpc_id="vpc-1")
aws.lb.Listener(
    "web",
    load_balancer_arn=balancer.arn,
    port=80,
    protocol="TCP",
    default_actions=[{"type": "forward", "target_group_arn": app.arn}],
)
