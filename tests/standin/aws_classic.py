"""Schemas of aws_elb and its helpers (hashicorp/aws v6, internal/service/elb/*.go)."""

from __future__ import annotations

from collections.abc import Mapping

from .aws_elbv2 import COMMON, TAGGED
from .schema import SET, Block, Nested, Nesting, Use, bools, numbers, one, strings, timeouts, typed

_LISTENER = Block(
    numbers("instance_port lb_port", Use.REQUIRED)
    | strings("instance_protocol lb_protocol", Use.REQUIRED)
    | strings("ssl_certificate_id")
)
_HEALTH_CHECK = Block(
    numbers("healthy_threshold unhealthy_threshold interval timeout", Use.REQUIRED) | strings("target", Use.REQUIRED)
)

LOAD_BALANCER = Block(
    TAGGED
    | strings("arn dns_name source_security_group_id zone_id", Use.COMPUTED)
    | strings("name name_prefix source_security_group", Use.EITHER)
    | strings("desync_mitigation_mode", default="defensive")
    | numbers("connection_draining_timeout", default=300)
    | numbers("idle_timeout", default=60)
    | bools("connection_draining", default=False)
    | bools("cross_zone_load_balancing", default=True)
    | bools("internal", Use.EITHER)
    | typed(SET, "availability_zones instances security_groups subnets", Use.EITHER),
    {
        "access_logs": one(
            Block(
                strings("bucket", Use.REQUIRED)
                | strings("bucket_prefix")
                | bools("enabled", default=True)
                | numbers("interval", default=60)
            )
        ),
        "health_check": one(_HEALTH_CHECK, computed=True),
        "listener": Nested(_LISTENER, Nesting.SET, 1),
    }
    | timeouts("create update"),
)

_NAME_VALUE = Nested(Block(strings("name value", Use.REQUIRED)), Nesting.SET)

RESOURCES: Mapping[str, Block] = {
    "aws_elb": LOAD_BALANCER,
    "aws_elb_attachment": Block(COMMON | strings("elb instance", Use.REQUIRED)),
    "aws_lb_ssl_negotiation_policy": Block(
        COMMON | strings("load_balancer name", Use.REQUIRED) | numbers("lb_port", Use.REQUIRED),
        {"attribute": _NAME_VALUE},
    ),
    "aws_lb_cookie_stickiness_policy": Block(
        COMMON
        | strings("load_balancer name", Use.REQUIRED)
        | numbers("lb_port", Use.REQUIRED)
        | numbers("cookie_expiration_period")
    ),
    "aws_app_cookie_stickiness_policy": Block(
        COMMON | strings("load_balancer name cookie_name", Use.REQUIRED) | numbers("lb_port", Use.REQUIRED)
    ),
    "aws_proxy_protocol_policy": Block(
        COMMON | strings("load_balancer", Use.REQUIRED) | typed(SET, "instance_ports", Use.REQUIRED)
    ),
    "aws_load_balancer_policy": Block(
        COMMON | strings("load_balancer_name policy_name policy_type_name", Use.REQUIRED),
        {"policy_attribute": Nested(Block(strings("name value")), Nesting.SET, computed=True)},
    ),
    "aws_load_balancer_listener_policy": Block(
        COMMON
        | strings("load_balancer_name", Use.REQUIRED)
        | numbers("load_balancer_port", Use.REQUIRED)
        | typed(SET, "policy_names")
        | typed(["map", "string"], "triggers")
    ),
    "aws_load_balancer_backend_server_policy": Block(
        COMMON
        | strings("load_balancer_name", Use.REQUIRED)
        | numbers("instance_port", Use.REQUIRED)
        | typed(SET, "policy_names")
    ),
}

REPLACING: Mapping[str, frozenset[str]] = {"aws_elb": frozenset({"name", "name_prefix", "internal"})}
"""What is ForceNew."""
