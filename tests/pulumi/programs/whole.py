"""A listener whose actions are made as a whole from something that is not known yet."""

import pulumi_aws as aws

balancer = aws.lb.LoadBalancer("shop", load_balancer_type="network", subnets=["subnet-a", "subnet-b"])
app = aws.lb.TargetGroup("app", port=80, protocol="HTTP", vpc_id="vpc-1")
aws.lb.Listener(
    "web",
    load_balancer_arn=balancer.arn,
    port=80,
    protocol="TCP",
    default_actions=app.arn.apply(lambda arn: [{"type": "forward", "targetGroupArn": arn}]),
)
