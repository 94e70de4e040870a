"""Schemas of aws_lb and what hangs on it (hashicorp/aws v6, internal/service/elbv2/*.go)."""

from __future__ import annotations

from collections.abc import Mapping

from .schema import (
    MAP,
    SET,
    Attribute,
    Block,
    Nested,
    Nesting,
    Suppressed,
    Use,
    Values,
    bools,
    numbers,
    one,
    strings,
    timeouts,
    typed,
    upper_case,
)

COMMON = strings("id", Use.EITHER) | strings("region", Use.EITHER, "eu-central-1")
TAGGED = COMMON | typed(MAP, "tags") | typed(MAP, "tags_all", Use.EITHER)


def _type_is_not(*types: str) -> Suppressed:
    """suppressIfLBTypeNot: the setting is dropped on load balancers of other types."""

    def suppressed(root: Values, own: Values) -> bool:
        return (root.get("load_balancer_type") or "application") not in types

    return suppressed


_APPLICATION = _type_is_not("application")
_NETWORK = _type_is_not("network")

_LOGS = one(Block(strings("bucket", Use.REQUIRED) | bools("enabled", default=False) | strings("prefix")))

LOAD_BALANCER = Block(
    TAGGED
    | strings("arn arn_suffix dns_name vpc_id zone_id", Use.COMPUTED)
    | strings("name name_prefix ip_address_type", Use.EITHER)
    | strings("enforce_security_group_inbound_rules_on_private_link_traffic", Use.EITHER, suppressed=_NETWORK)
    | strings("secondary_ips_auto_assigned_per_subnet customer_owned_ipv4_pool")
    | strings("load_balancer_type", default="application")
    | strings("desync_mitigation_mode", default="defensive", suppressed=_APPLICATION)
    | strings("xff_header_processing_mode", default="append", suppressed=_APPLICATION)
    | strings("dns_record_client_routing_policy", default="any_availability_zone", suppressed=_NETWORK)
    | numbers("client_keep_alive", default=3600, suppressed=_APPLICATION)
    | numbers("idle_timeout", default=60, suppressed=_APPLICATION)
    | bools("internal", Use.EITHER)
    | bools("enable_deletion_protection", default=False)
    | bools("enable_cross_zone_load_balancing", default=False, suppressed=_type_is_not("network", "gateway"))
    | bools("enable_zonal_shift", default=False, suppressed=_type_is_not("application", "network"))
    | bools("enable_http2", default=True, suppressed=_APPLICATION)
    | bools("drop_invalid_header_fields preserve_host_header", default=False, suppressed=_APPLICATION)
    | bools("enable_tls_version_and_cipher_suite_headers enable_waf_fail_open", default=False, suppressed=_APPLICATION)
    | bools("enable_xff_client_port", default=False, suppressed=_APPLICATION)
    | typed(SET, "security_groups subnets", Use.EITHER),
    {
        "access_logs": _LOGS,
        "connection_logs": _LOGS,
        "ipam_pools": one(Block(strings("ipv4_ipam_pool_id", Use.REQUIRED))),
        "minimum_load_balancer_capacity": one(Block(numbers("capacity_units", Use.REQUIRED))),
        "subnet_mapping": Nested(
            Block(
                strings("subnet_id", Use.REQUIRED)
                | strings("allocation_id ipv6_address private_ipv4_address")
                | strings("outpost_id", Use.COMPUTED)
            ),
            Nesting.SET,
            computed=True,
        ),
    }
    | timeouts("create update delete"),
)

_COGNITO = Block(
    typed(MAP, "authentication_request_extra_params")
    | strings("on_unauthenticated_request scope session_cookie_name", Use.EITHER)
    | numbers("session_timeout", Use.EITHER)
    | strings("user_pool_arn user_pool_client_id user_pool_domain", Use.REQUIRED)
)
_OIDC = Block(
    typed(MAP, "authentication_request_extra_params")
    | strings("authorization_endpoint client_id issuer token_endpoint user_info_endpoint", Use.REQUIRED)
    | {"client_secret": Attribute("string", Use.REQUIRED, sensitive=True)}
    | strings("on_unauthenticated_request scope session_cookie_name", Use.EITHER)
    | numbers("session_timeout", Use.EITHER)
)
_FIXED = Block(strings("content_type", Use.REQUIRED) | strings("message_body") | strings("status_code", Use.EITHER))
_FORWARD = Block(
    {},
    {
        "target_group": Nested(Block(strings("arn", Use.REQUIRED) | numbers("weight", default=1)), Nesting.SET, 1, 5),
        "stickiness": one(Block(numbers("duration", Use.REQUIRED) | bools("enabled", default=False))),
    },
)
_REDIRECT = Block(
    strings("host", default="#{host}")
    | strings("path", default="/#{path}")
    | strings("port", default="#{port}")
    | strings("protocol", default="#{protocol}")
    | strings("query", default="#{query}")
    | strings("status_code", Use.REQUIRED)
)
_ACTION = Block(
    strings("type", Use.REQUIRED) | strings("target_group_arn") | numbers("order", Use.EITHER),
    {
        "authenticate_cognito": one(_COGNITO),
        "authenticate_oidc": one(_OIDC),
        "fixed_response": one(_FIXED),
        "forward": one(_FORWARD),
        "redirect": one(_REDIRECT),
    },
)


def _names(pattern: str, parts: str) -> str:
    return "".join(f" {pattern.format(part)}" for part in parts.split())


_REQUEST_HEADERS = _names(
    "routing_http_request_x_amzn_{}_header_name",
    "mtls_clientcert mtls_clientcert_issuer mtls_clientcert_leaf mtls_clientcert_serial_number"
    " mtls_clientcert_subject mtls_clientcert_validity tls_cipher_suite tls_version",
)
_RESPONSE_HEADERS = _names(
    "routing_http_response_{}_header_value",
    "access_control_allow_credentials access_control_allow_headers access_control_allow_methods"
    " access_control_allow_origin access_control_expose_headers access_control_max_age content_security_policy"
    " strict_transport_security x_content_type_options x_frame_options",
)

LISTENER = Block(
    TAGGED
    | strings("arn", Use.COMPUTED)
    | strings("load_balancer_arn", Use.REQUIRED)
    | strings("alpn_policy certificate_arn")
    | strings("ssl_policy" + _REQUEST_HEADERS + _RESPONSE_HEADERS, Use.EITHER)
    | upper_case("protocol", Use.EITHER)
    | numbers("port")
    | numbers("tcp_idle_timeout_seconds", Use.EITHER)
    | bools("routing_http_response_server_enabled", Use.EITHER),
    {
        "default_action": Nested(_ACTION, at_least=1),
        "mutual_authentication": one(
            Block(
                strings("mode", Use.REQUIRED)
                | strings("trust_store_arn")
                | strings("advertise_trust_store_ca_names", Use.EITHER)
                | bools("ignore_client_certificate_expiry", default=False)
            ),
            computed=True,
        ),
    }
    | timeouts("create update"),
)

_VALUES = one(Block(typed(SET, "values", Use.REQUIRED)))
_CONDITION = Block(
    {},
    {
        "host_header": _VALUES,
        "http_header": one(Block(strings("http_header_name", Use.REQUIRED) | typed(SET, "values", Use.REQUIRED))),
        "http_request_method": _VALUES,
        "path_pattern": _VALUES,
        "query_string": Nested(Block(strings("key") | strings("value", Use.REQUIRED)), Nesting.SET),
        "source_ip": _VALUES,
    },
)

LISTENER_RULE = Block(
    TAGGED | strings("arn", Use.COMPUTED) | strings("listener_arn", Use.REQUIRED) | numbers("priority", Use.EITHER),
    {"action": Nested(_ACTION, at_least=1), "condition": Nested(_CONDITION, Nesting.SET, 1)},
)

_HEALTH_CHECK = Block(
    bools("enabled", default=True)
    | numbers("healthy_threshold unhealthy_threshold", default=3)
    | numbers("interval", default=30)
    | numbers("timeout", Use.EITHER)
    | strings("matcher path", Use.EITHER)
    | strings("port", default="traffic-port")
    | upper_case("protocol", Use.OPTIONAL, "HTTP")
)
_OFF = strings("minimum_healthy_targets_percentage", default="off")
_GROUP_HEALTH = Block(
    {},
    {
        "dns_failover": one(Block(_OFF | strings("minimum_healthy_targets_count", default="off"))),
        "unhealthy_state_routing": one(Block(_OFF | numbers("minimum_healthy_targets_count", default=1))),
    },
)

TARGET_GROUP = Block(
    TAGGED
    | strings("arn arn_suffix", Use.COMPUTED)
    | typed(SET, "load_balancer_arns", Use.COMPUTED)
    | strings("name name_prefix ip_address_type preserve_client_ip", Use.EITHER)
    | strings("load_balancing_algorithm_type load_balancing_anomaly_mitigation", Use.EITHER)
    | strings("load_balancing_cross_zone_enabled", Use.EITHER)
    | upper_case("protocol_version", Use.EITHER)
    | strings("protocol vpc_id")
    | strings("deregistration_delay", default="300")
    | strings("target_type", default="instance")
    | numbers("port target_control_port")
    | numbers("slow_start", default=0)
    | bools("connection_termination", Use.EITHER)
    | bools("lambda_multi_value_headers_enabled proxy_protocol_v2", default=False),
    {
        "health_check": one(_HEALTH_CHECK, computed=True),
        "stickiness": one(
            Block(
                numbers("cookie_duration", default=86400)
                | strings("cookie_name")
                | bools("enabled", default=True)
                | strings("type", Use.REQUIRED)
            ),
            computed=True,
        ),
        "target_failover": Nested(Block(strings("on_deregistration on_unhealthy", Use.REQUIRED)), computed=True),
        "target_group_health": one(_GROUP_HEALTH, computed=True),
        "target_health_state": Nested(
            Block(
                bools("enable_unhealthy_connection_termination", Use.REQUIRED)
                | numbers("unhealthy_draining_interval", default=0)
            ),
            computed=True,
        ),
    },
)

TARGET_GROUP_ATTACHMENT = Block(
    COMMON
    | strings("target_group_arn target_id", Use.REQUIRED)
    | strings("availability_zone quic_server_id")
    | numbers("port")
)
LISTENER_CERTIFICATE = Block(COMMON | strings("listener_arn certificate_arn", Use.REQUIRED))
TRUST_STORE = Block(
    TAGGED
    | strings("arn arn_suffix", Use.COMPUTED)
    | strings("name name_prefix", Use.EITHER)
    | strings("ca_certificates_bundle_s3_bucket ca_certificates_bundle_s3_key", Use.REQUIRED)
    | strings("ca_certificates_bundle_s3_object_version"),
    timeouts("create delete"),
)

RESOURCES: Mapping[str, Block] = {
    f"{prefix}{name}": block
    for prefix in ("aws_lb", "aws_alb")
    for name, block in {
        "": LOAD_BALANCER,
        "_listener": LISTENER,
        "_listener_rule": LISTENER_RULE,
        "_listener_certificate": LISTENER_CERTIFICATE,
        "_target_group": TARGET_GROUP,
        "_target_group_attachment": TARGET_GROUP_ATTACHMENT,
    }.items()
} | {"aws_lb_trust_store": TRUST_STORE}

_NAMES = frozenset({"name", "name_prefix"})
REPLACING: Mapping[str, frozenset[str]] = {
    f"{prefix}{name}": attributes
    for prefix in ("aws_lb", "aws_alb")
    for name, attributes in {
        "": _NAMES | {"load_balancer_type", "internal"},
        "_listener": frozenset({"load_balancer_arn"}),
        "_listener_rule": frozenset({"listener_arn"}),
        "_listener_certificate": frozenset({"listener_arn", "certificate_arn"}),
        "_target_group": _NAMES | {"port", "protocol", "protocol_version", "target_type", "vpc_id"},
        "_target_group_attachment": frozenset({"target_group_arn", "target_id", "port"}),
    }.items()
}
"""What is ForceNew."""
