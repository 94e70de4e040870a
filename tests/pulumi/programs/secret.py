"""A wrong shop full of secrets: none of them may be printed."""

import pulumi
import pulumi_aws as aws

balancer = aws.lb.LoadBalancer("shop", subnets=["subnet-a"], tags={"owner": pulumi.Output.secret("hunter2")})
app = aws.lb.TargetGroup(
    "app",
    port=pulumi.Output.secret(8080),
    protocol=pulumi.Output.secret("HTTP"),
    vpc_id=pulumi.Output.secret("hunter2"),
    health_check={"protocol": "HTTPS", "path": pulumi.Output.secret("/hunter2")},
)
aws.lb.Listener(
    "web",
    load_balancer_arn=balancer.arn,
    port=80,
    protocol="HTTP",
    default_actions=[
        {
            "type": "authenticate-oidc",
            "authenticate_oidc": {
                "authorization_endpoint": "https://login.example.com/authorize",
                "client_id": "shop",
                "client_secret": pulumi.Output.secret("hunter2"),
                "issuer": "https://login.example.com",
                "token_endpoint": "https://login.example.com/token",
                "user_info_endpoint": "https://login.example.com/me",
            },
        },
        {"type": "forward", "target_group_arn": app.arn},
    ],
)
