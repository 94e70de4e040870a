"""A classic load balancer that is wrong by itself: it reads requests, and its servers get bytes."""

import pulumi_aws as aws

aws.elb.LoadBalancer(
    "old",
    availability_zones=["eu-west-1a"],
    listeners=[{"lb_port": 80, "lb_protocol": "http", "instance_port": 8080, "instance_protocol": "tcp"}],
    health_check={
        "target": "TCP:8080",
        "healthy_threshold": 2,
        "unhealthy_threshold": 2,
        "interval": 30,
        "timeout": 3,
    },
)
