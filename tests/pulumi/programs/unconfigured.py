"""The wrong shop under a provider whose region is not known yet: the engine has no outputs at all to show."""

import pulumi
import pulumi_aws as aws

region = aws.ssm.Parameter("region", type="String", value="eu-west-1")
there = pulumi.ResourceOptions(provider=aws.Provider("there", region=region.arn.apply(lambda _: "eu-west-1")))
balancer = aws.lb.LoadBalancer("shop", subnets=["subnet-a", "subnet-b"], opts=there)
app = aws.lb.TargetGroup(
    "app", port=8080, protocol="HTTP", vpc_id="vpc-1", health_check={"protocol": "HTTPS"}, opts=there
)
aws.lb.Listener(
    "web",
    load_balancer_arn=balancer.arn,
    port=443,
    protocol="HTTPS",
    certificate_arn="arn:aws:acm:eu-west-1:123456789012:certificate/1",
    default_actions=[{"type": "forward", "target_group_arn": app.arn}],
    opts=there,
)
