"""Three SDKs in one stack: a wrong shop at AWS whose group is named by pulumi_random, and a balancer at an OpenStack."""

import pulumi_aws as aws
import pulumi_openstack as openstack
import pulumi_random as random

name = random.RandomPet("name")
balancer = aws.lb.LoadBalancer("shop", load_balancer_type="network", name=name.id, subnets=["subnet-a", "subnet-b"])
app = aws.lb.TargetGroup("app", name=name.id, port=80, protocol="HTTP", vpc_id="vpc-1")
aws.lb.Listener(
    "web",
    load_balancer_arn=balancer.arn,
    port=80,
    protocol="TCP",
    default_actions=[{"type": "forward", "target_group_arn": app.arn}],
)
inner = openstack.loadbalancer.LoadBalancer("inner", vip_subnet_id="subnet-1")
openstack.loadbalancer.Listener("inner", loadbalancer_id=inner.id, protocol="HTTP", protocol_port=80)
