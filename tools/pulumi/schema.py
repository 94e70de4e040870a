"""What the real providers' schemas add to a resource's inputs, and what they compute, for the load balancers' types.

Tables for the echo provider and the tests' engine, read from the providers' source: hashicorp/terraform-provider-aws
(internal/service/elbv2, internal/service/elb) and baidubce/terraform-provider-baiducloud (baiducloud/). Only attributes
that have to do with listeners, backends and checks are here.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

# Schema defaults by type. A nested object's defaults are filled in only where the program gives that object.
DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "aws:lb/loadBalancer:LoadBalancer": {
        "loadBalancerType": "application",
        "enableDeletionProtection": False,
        "enableHttp2": True,
        "idleTimeout": 60,
    },
    "aws:lb/targetGroup:TargetGroup": {
        "deregistrationDelay": "300",
        "healthCheck": {
            "enabled": True,
            "healthyThreshold": 3,
            "interval": 30,
            "port": "traffic-port",
            "protocol": "HTTP",
            "unhealthyThreshold": 3,
        },
        "proxyProtocolV2": False,
        "slowStart": 0,
        "targetType": "instance",
    },
    "aws:elb/loadBalancer:LoadBalancer": {
        "connectionDraining": False,
        "crossZoneLoadBalancing": True,
        "idleTimeout": 60,
    },
    "baiducloud:index/appblbIpGroup:AppblbIpGroup": {"backendPolicyLists": {"enableHealthCheck": False}},
}
# What only the service knows: unknown in the preview of a new resource, made up once it is there.
COMPUTED: Mapping[str, tuple[str, ...]] = {
    "aws:acm/certificate:Certificate": ("arn",),
    "aws:acm/certificateValidation:CertificateValidation": (),
    "aws:elb/loadBalancer:LoadBalancer": ("arn", "dnsName"),
    "aws:lambda/function:Function": ("arn",),
    "aws:lb/listener:Listener": ("arn",),
    "aws:lb/listenerRule:ListenerRule": ("arn",),
    "aws:lb/loadBalancer:LoadBalancer": ("arn", "dnsName"),
    "aws:lb/targetGroup:TargetGroup": ("arn", "arnSuffix"),
    "aws:lb/trustStore:TrustStore": ("arn",),
    # A parameter that is given as a value comes back as insecureValue too (internal/service/ssm/parameter.go).
    "aws:ssm/parameter:Parameter": ("arn", "insecureValue", "version"),
    "random:index/randomShuffle:RandomShuffle": ("results",),
}
# What a function that looks up somebody else's resource finds, by the function; ``{name}`` is what it was asked for.
FOUND: Mapping[str, Mapping[str, Any]] = {
    "aws:lb/getLoadBalancer:getLoadBalancer": {
        "arn": "arn:aws:elasticloadbalancing:eu-central-1:000000000000:loadbalancer/app/{name}/50dc6c495c0c9188",
        "loadBalancerType": "application",
    },
    "aws:lb/getTargetGroup:getTargetGroup": {
        "arn": "arn:aws:elasticloadbalancing:eu-central-1:000000000000:targetgroup/{name}/50dc6c495c0c9188",
        "port": 8080,
        "protocol": "HTTP",
        "targetType": "instance",
    },
}
# Inputs that the service cannot change in place (ForceNew in the providers' schemas).
REPLACES: Mapping[str, frozenset[str]] = {
    "aws:lb/loadBalancer:LoadBalancer": frozenset({"loadBalancerType", "name"}),
    "aws:lb/targetGroup:TargetGroup": frozenset({"name", "port", "protocol", "protocolVersion", "targetType", "vpcId"}),
    "baiducloud:index/appblbIpGroup:AppblbIpGroup": frozenset({"blbId"}),
    "baiducloud:index/appblbListener:AppblbListener": frozenset({"blbId", "listenerPort", "protocol"}),
    "baiducloud:index/appblbServerGroup:AppblbServerGroup": frozenset({"blbId"}),
    "baiducloud:index/blbListener:BlbListener": frozenset(
        {"backendPort", "blbId", "listenerPort", "protocol", "scheduler"}
    ),
}
# Resources that get a name from their URN where the program gives none (the real bridge adds seven random digits).
NAMED = ("aws:elb/loadBalancer:LoadBalancer", "aws:lb/loadBalancer:LoadBalancer", "aws:lb/targetGroup:TargetGroup")
ALIASES = ("aws:alb/", "aws:applicationloadbalancing/", "aws:elasticloadbalancingv2/")


def type_of(urn: str) -> str:
    """The type token in a URN, without those of its parents; an alias as the type that it stands for."""
    token = urn.split("::")[2].rpartition("$")[2]
    alias = next((each for each in ALIASES if token.startswith(each)), None)
    return token.replace(alias, "aws:lb/") if alias else token


def checked(urn: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs as the provider's Check returns them: with the schema's defaults and a name."""
    filled = _with_defaults(inputs, DEFAULTS.get(type_of(urn), {}))
    if type_of(urn) in NAMED:
        filled.setdefault("name", urn.split("::", 3)[3])
    return filled


def _with_defaults(given: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    filled = dict(deepcopy(given))
    for name, default in defaults.items():
        inner = filled.get(name)
        if not isinstance(default, Mapping):
            filled.setdefault(name, default)
        elif isinstance(inner, Mapping):
            filled[name] = _with_defaults(inner, default)
        elif isinstance(inner, list):
            filled[name] = [_with_defaults(each, default) if isinstance(each, Mapping) else each for each in inner]
    return filled


def created(urn: str, inputs: Mapping[str, Any], *, preview: bool) -> dict[str, Any]:
    """The outputs of a new resource: its inputs and what the service computes."""
    name = urn.split("::", 3)[3]
    token = type_of(urn)
    return {**inputs, **{key: UNKNOWN if preview else f"{key}:{token}:{name}" for key in COMPUTED.get(token, ())}}


def found(token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What a function returns: what it looks up by a name, and its arguments."""
    answer = FOUND.get(token, {})
    told = {key: value.format(**arguments) if isinstance(value, str) else value for key, value in answer.items()}
    return {**told, **arguments}
