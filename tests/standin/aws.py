"""The stand-in for hashicorp/aws: its load balancers, and a few types that they lean on."""

from __future__ import annotations

from collections.abc import Mapping

from . import aws_classic, aws_elbv2
from .aws_elbv2 import COMMON, TAGGED
from .schema import (
    LIST,
    MAP,
    SET,
    Attribute,
    Block,
    Catalogue,
    CtyType,
    Nested,
    Nesting,
    Use,
    Values,
    bools,
    numbers,
    one,
    strings,
    typed,
)

_PARTITION = "arn:aws:elasticloadbalancing:eu-central-1:000000000000"

_CERTIFICATE = Block(
    TAGGED
    | strings("arn not_after not_before renewal_eligibility status type", Use.COMPUTED)
    | strings("domain_name key_algorithm validation_method", Use.EITHER)
    | strings("certificate_authority_arn certificate_body certificate_chain private_key early_renewal_duration")
    | bools("pending_renewal", Use.COMPUTED)
    | typed(SET, "subject_alternative_names", Use.EITHER)
    | typed(LIST, "validation_emails", Use.COMPUTED),
    {
        "options": one(Block(strings("certificate_transparency_logging_preference export", Use.EITHER)), computed=True),
        "validation_option": Nested(Block(strings("domain_name validation_domain", Use.REQUIRED)), Nesting.SET),
    },
)
_VALIDATION = Block(COMMON | strings("certificate_arn", Use.REQUIRED) | typed(SET, "validation_record_fqdns"))
_INSTANCE = Block(
    TAGGED
    | strings("arn public_ip public_dns private_dns instance_state", Use.COMPUTED)
    | strings("ami instance_type subnet_id key_name availability_zone private_ip", Use.EITHER)
    | strings("user_data", Use.OPTIONAL)
    | typed(SET, "vpc_security_group_ids", Use.EITHER)
)
_FUNCTION = Block(
    TAGGED
    | strings("arn invoke_arn qualified_arn version last_modified", Use.COMPUTED)
    | strings("function_name role", Use.REQUIRED)
    | strings("filename handler runtime description s3_bucket s3_key image_uri")
    | strings("package_type", default="Zip")
    | numbers("memory_size", default=128)
    | numbers("timeout", default=3)
)
_PERMISSION = Block(
    COMMON
    | strings("action function_name principal", Use.REQUIRED)
    | strings("source_arn source_account qualifier")
    | strings("statement_id statement_id_prefix", Use.EITHER)
)
_VPC = Block(
    TAGGED
    | strings("arn default_security_group_id main_route_table_id owner_id", Use.COMPUTED)
    | strings("cidr_block", Use.EITHER)
    | strings("instance_tenancy", default="default")
    | bools("enable_dns_support", default=True)
    | bools("enable_dns_hostnames", Use.EITHER)
)


_CHECKED: CtyType = [
    "list",
    [
        "object",
        {
            **dict.fromkeys(("matcher", "path", "port", "protocol"), "string"),
            **dict.fromkeys(("healthy_threshold", "interval", "timeout", "unhealthy_threshold"), "number"),
            "enabled": "bool",
        },
    ],
]
"""How a data source shows a health check: a block that is only computed is an attribute."""


def _looked_up(block: Block, by: str, **more: CtyType) -> Block:
    """A data source on this resource: everything computed, found by these attributes; ``more`` stands for its blocks."""
    given = set(by.split())
    attributes = {name: Attribute(type_, Use.COMPUTED) for name, type_ in more.items()} | {
        name: type(attribute)(attribute.type, Use.EITHER if name in given else Use.COMPUTED)
        for name, attribute in block.attributes.items()
        if name not in ("name_prefix", "tags_all")
    }
    return Block(attributes)


def _arn(kind: str, given: Values) -> str:
    return str(given.get("arn") or f"{_PARTITION}:{kind}/{given.get('name', 'shared')}/50dc6c495c0c9188")


def _balancer(given: Values) -> Values:
    kind = "network" if "nlb" in str(given.get("name")) or "/net/" in str(given.get("arn")) else "application"
    arn = _arn("loadbalancer/net" if kind == "network" else "loadbalancer/app", given)
    return {"id": arn, "arn": arn, "load_balancer_type": kind}


def _group(given: Values) -> Values:
    arn = _arn("targetgroup", given)
    check = {
        "enabled": True,
        "protocol": "HTTP",
        "port": "traffic-port",
        "path": "/",
        "matcher": "200",
        "healthy_threshold": 3,
        "unhealthy_threshold": 3,
        "interval": 30,
        "timeout": 5,
    }
    own = {"protocol": "HTTP", "protocol_version": "HTTP1", "port": 8080, "target_type": "instance"}
    return {"id": arn, "arn": arn, **own, "health_check": [check]}


def _listener(given: Values) -> Values:
    arn = _arn("listener/app/shared", given)
    return {"id": arn, "arn": arn, "protocol": "HTTPS", "port": 443}


def _vpc(given: Values) -> Values:
    return {"id": "vpc-0a1b2c3d", "cidr_block": "10.0.0.0/16"}


_DATA_SOURCES: Mapping[str, Block] = {
    "aws_lb": _looked_up(aws_elbv2.LOAD_BALANCER, "arn name tags"),
    "aws_lb_target_group": _looked_up(aws_elbv2.TARGET_GROUP, "arn name tags", health_check=_CHECKED),
    "aws_lb_listener": _looked_up(aws_elbv2.LISTENER, "arn load_balancer_arn port"),
    "aws_vpc": _looked_up(_VPC, "id cidr_block tags"),
    "aws_acm_certificate": _looked_up(_CERTIFICATE, "domain_name tags"),
}

CATALOGUE = Catalogue(
    address="registry.terraform.io/hashicorp/aws",
    configuration=Block(
        strings("region profile access_key secret_key") | typed(LIST, "allowed_account_ids shared_config_files"),
        {"default_tags": one(Block(typed(MAP, "tags")))},
    ),
    resources={
        **aws_elbv2.RESOURCES,
        **aws_classic.RESOURCES,
        "aws_acm_certificate": _CERTIFICATE,
        "aws_acm_certificate_validation": _VALIDATION,
        "aws_instance": _INSTANCE,
        "aws_lambda_function": _FUNCTION,
        "aws_lambda_permission": _PERMISSION,
        "aws_vpc": _VPC,
    },
    data_sources=_DATA_SOURCES,
    replacing={**aws_elbv2.REPLACING, **aws_classic.REPLACING},
    lookups={
        "aws_lb": _balancer,
        "aws_lb_target_group": _group,
        "aws_lb_listener": _listener,
        "aws_vpc": _vpc,
        "aws_acm_certificate": lambda given: {"arn": "arn:aws:acm:eu-central-1:000000000000:certificate/example"},
    },
)
