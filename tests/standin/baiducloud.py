"""The stand-in for baidubce/baiducloud v1.23.5: both kinds of balancer, listeners, groups, certificates.

Attributes that listeners of some protocols do not have are dropped by the provider (DiffSuppressFunc) and then, being
computed, unknown in the plan, whether they were written or not.
"""

from __future__ import annotations

from .schema import (
    MAP,
    SET,
    Block,
    Catalogue,
    CtyType,
    Nested,
    Nesting,
    Suppressed,
    Use,
    Values,
    bools,
    numbers,
    strings,
    typed,
)

_ID = strings("id", Use.EITHER)
_PORTS: CtyType = ["set", ["object", {"port": "number", "type": "string"}]]
_SERVER_PORTS: CtyType = [
    "set",
    [
        "object",
        {
            "listener_port": "number",
            "backend_port": "number",
            "port_type": "string",
            "health_check_port_type": "string",
            "status": "string",
            "port_id": "string",
            "policy_id": "string",
        },
    ],
]


def _protocol_is_not(*protocols: str) -> Suppressed:
    def suppressed(root: Values, own: Values) -> bool:
        return root.get("protocol") not in protocols

    return suppressed


_WEB = _protocol_is_not("HTTP", "HTTPS")
_ENCRYPTED = _protocol_is_not("HTTPS", "SSL")
_PLAIN = _protocol_is_not("HTTP")

_BALANCER = (
    _ID
    | strings("name", Use.EITHER)
    | strings("eip description address performance_level resource_group_id auto_renew_time_unit")
    | strings("payment_timing", default="Postpaid")
    | numbers("auto_renew_length")
    | strings("vpc_id subnet_id", Use.REQUIRED)
    | strings("status ipv6_address vpc_name public_ip cidr create_time", Use.COMPUTED)
    | bools("allow_delete", default=True)
    | bools("allocate_ipv6", default=False)
    | typed(SET, "security_groups", Use.EITHER)
    | typed(SET, "enterprise_security_groups")
    | typed(MAP, "reservation tags")
    | typed(_PORTS, "listener", Use.COMPUTED)
)

_LISTENER = (
    _ID
    | strings("blb_id protocol scheduler", Use.REQUIRED)
    | numbers("listener_port", Use.REQUIRED)
    | numbers("tcp_session_timeout", Use.EITHER, suppressed=_protocol_is_not("TCP"))
    | numbers("server_timeout", Use.EITHER, suppressed=_WEB)
    | numbers("redirect_port", Use.EITHER, suppressed=_PLAIN)
    | bools("keep_session x_forwarded_for", Use.EITHER, suppressed=_WEB)
    | strings("keep_session_type keep_session_cookie_name", Use.EITHER, suppressed=_WEB)
    | bools("ie6_compatible", Use.EITHER, suppressed=_ENCRYPTED)
    | bools("dual_auth", suppressed=_ENCRYPTED)
    | strings("encryption_type", Use.EITHER, suppressed=_ENCRYPTED)
    | typed(SET, "cert_ids client_cert_ids", Use.EITHER, suppressed=_ENCRYPTED)
    | typed(
        SET,
        "encryption_protocols",
        Use.EITHER,
        suppressed=lambda root, own: root.get("encryption_type") != "userDefind",
    )
)

_RULE = Nested(Block(strings("key value", Use.REQUIRED)), Nesting.SET, 1)
_POLICY = Block(
    strings("id port_type app_server_group_name", Use.COMPUTED)
    | strings("description")
    | strings("app_server_group_id", Use.REQUIRED)
    | numbers("frontend_port", Use.COMPUTED)
    | numbers("backend_port priority", Use.REQUIRED),
    {"rule_list": _RULE},
)

_HEALTH_LIMITS = (
    "health_check_timeout_in_second health_check_interval_in_second health_check_down_retry health_check_up_retry"
)
_GROUP_PORT = Block(
    strings("id status", Use.COMPUTED)
    | strings("type health_check", Use.REQUIRED)
    | numbers("port", Use.REQUIRED)
    | numbers("health_check_port " + _HEALTH_LIMITS, Use.EITHER)
    | strings(
        "health_check_normal_status health_check_url_path",
        Use.EITHER,
        suppressed=lambda root, own: own.get("health_check") != "HTTP",
    )
    | strings("udp_health_check_string", Use.EITHER, suppressed=lambda root, own: own.get("health_check") != "UDP")
)
_GROUP_SERVER = Block(
    strings("instance_id", Use.REQUIRED)
    | numbers("weight", Use.REQUIRED)
    | strings("private_ip", Use.COMPUTED)
    | typed(_SERVER_PORTS, "port_list", Use.COMPUTED)
)


def _unchecked(root: Values, own: Values) -> bool:
    return not own.get("enable_health_check")


def _checked_without(*words: str) -> Suppressed:
    """The check is off, or speaks none of these words (its own, else the type's)."""

    def suppressed(root: Values, own: Values) -> bool:
        return _unchecked(root, own) or (own.get("health_check") or own.get("type")) not in words

    return suppressed


_IP_POLICY = Block(
    strings("id", Use.COMPUTED)
    | strings("type", Use.REQUIRED)
    | bools("enable_health_check", default=False)
    | strings("health_check", Use.EITHER, suppressed=_unchecked)
    | numbers("health_check_port", Use.EITHER, suppressed=_checked_without("TCP", "UDP", "HTTP", "HTTPS"))
    | strings("health_check_url_path", default="/", suppressed=_checked_without("HTTP", "HTTPS"))
    | numbers(_HEALTH_LIMITS, default=3, suppressed=_unchecked)
    | strings("health_check_normal_status health_check_host", Use.EITHER, suppressed=_checked_without("HTTP", "HTTPS"))
    | strings("udp_health_check_string", Use.EITHER, suppressed=_checked_without("UDP"))
)
_IP_MEMBER = Block(
    strings("member_id", Use.COMPUTED) | strings("ip", Use.REQUIRED) | numbers("port weight", Use.REQUIRED)
)

_FRONT = frozenset({"blb_id", "listener_port", "protocol"})

CATALOGUE = Catalogue(
    address="registry.terraform.io/baidubce/baiducloud",
    configuration=Block(strings("access_key secret_key session_token region")),
    resources={
        "baiducloud_blb": Block(_BALANCER),
        "baiducloud_blb_listener": Block(
            _LISTENER
            | numbers("backend_port", Use.REQUIRED)
            | numbers("udp_session_timeout", Use.EITHER, suppressed=_protocol_is_not("UDP"))
            | numbers("health_check_timeout_in_second health_check_interval health_check_port", Use.EITHER)
            | numbers("healthy_threshold unhealthy_threshold keep_session_duration", Use.EITHER)
            | strings("health_check_type health_check_uri health_check_normal_status health_check_string", Use.EITHER)
            | strings("applied_ciphers", Use.EITHER)
            | bools("get_blb_ip", Use.EITHER)
        ),
        "baiducloud_blb_backend_server": Block(
            _ID | strings("blb_id", Use.REQUIRED),
            {
                "backend_server_list": Nested(
                    Block(
                        strings("instance_id", Use.REQUIRED)
                        | numbers("weight", Use.REQUIRED)
                        | strings("private_ip", Use.COMPUTED)
                    ),
                    at_least=1,
                )
            },
        ),
        "baiducloud_blb_securitygroup": Block(
            _ID | strings("blb_id", Use.REQUIRED) | typed(SET, "security_group_ids", Use.REQUIRED)
        ),
        "baiducloud_appblb": Block(_BALANCER | strings("subnet_name subnet_cidr release_time", Use.COMPUTED)),
        "baiducloud_appblb_listener": Block(
            _LISTENER | numbers("keep_session_timeout", Use.EITHER, suppressed=_WEB),
            {"policies": Nested(_POLICY, Nesting.SET)},
        ),
        "baiducloud_appblb_server_group": Block(
            _ID
            | strings("blb_id", Use.REQUIRED)
            | strings("name description", Use.EITHER)
            | strings("status", Use.COMPUTED),
            {"backend_server_list": Nested(_GROUP_SERVER, Nesting.SET), "port_list": Nested(_GROUP_PORT)},
        ),
        "baiducloud_appblb_ip_group": Block(
            _ID | strings("blb_id", Use.REQUIRED) | strings("name desc", Use.EITHER),
            {
                "backend_policy_list": Nested(_IP_POLICY, Nesting.SET, computed=True),
                "member_list": Nested(_IP_MEMBER, Nesting.SET, computed=True),
            },
        ),
        "baiducloud_cert": Block(
            _ID
            | strings("cert_name cert_server_data cert_private_data", Use.REQUIRED)
            | strings("cert_link_data")
            | numbers("cert_type", Use.EITHER)
            | strings("cert_common_name cert_start_time cert_stop_time cert_create_time cert_update_time", Use.COMPUTED)
        ),
    },
    replacing={
        "baiducloud_appblb_listener": _FRONT,
        "baiducloud_blb_listener": _FRONT | {"backend_port"},
        "baiducloud_appblb_server_group": frozenset({"blb_id"}),
        "baiducloud_appblb_ip_group": frozenset({"blb_id"}),
    },
)
