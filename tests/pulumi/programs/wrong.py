"""HTTPS in front, plain HTTP servers, and a health check that speaks HTTPS to them."""

import pulumi_aws as aws

balancer = aws.lb.LoadBalancer("shop", load_balancer_type="application", subnets=["subnet-a", "subnet-b"])
app = aws.lb.TargetGroup(
    "app",
    port=8080,
    protocol="HTTP",
    vpc_id="vpc-1",
    health_check={"protocol": "HTTPS", "path": "/healthz"},
)
aws.lb.Listener(
    "web",
    load_balancer_arn=balancer.arn,
    port=443,
    protocol="HTTPS",
    certificate_arn="arn:aws:acm:eu-west-1:123456789012:certificate/1",
    default_actions=[{"type": "forward", "target_group_arn": app.arn}],
)
