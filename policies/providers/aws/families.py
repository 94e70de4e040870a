"""The matrices of AWS's load balancers, in AWS's own words."""

from __future__ import annotations

from ...matrix import Family, Row, checks
from ...words import Role

GUIDE = "https://docs.aws.amazon.com/elasticloadbalancing/latest"
ALB_LISTENERS = f"{GUIDE}/application/load-balancer-listeners.html"
ALB_GROUPS = f"{GUIDE}/application/load-balancer-target-groups.html"
ALB_LAMBDA = f"{GUIDE}/application/lambda-functions.html"
NLB_LISTENERS = f"{GUIDE}/network/load-balancer-listeners.html"
NLB_GROUPS = f"{GUIDE}/network/load-balancer-target-groups.html"
NLB_TO_ALB = f"{GUIDE}/network/application-load-balancer-target.html"
NLB_CREATE = f"{GUIDE}/APIReference/API_CreateTargetGroup.html"
GWLB_LISTENERS = f"{GUIDE}/gateway/gateway-listeners.html"
CLASSIC_LISTENERS = f"{GUIDE}/classic/elb-listener-config.html"

# ProtocolEnum of the API types listeners and groups of all three alike, so a word has one meaning on all of them.
# QUIC, GENEVE and LAMBDA have no neutral word. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html
WORDS = {"TLS": ("SSL",), "TCP_UDP": ("TCP", "UDP"), "TCP_QUIC": ("TCP",), "GENEVE": ()}
NEUTRAL = {Role.LISTENER: WORDS, Role.BACKEND: WORDS}

# gRPC and HTTP/2 groups need an HTTPS listener (ALB_GROUPS, "Protocol version").
HTTP1 = {"protocol_version": ("HTTP1",)}
# A TCP check is refused by the API and by the provider's plan (resourceTargetGroupCustomizeDiff, target_group.go).
# Against servers without TLS an HTTPS check is accepted, and always fails.
ON_HTTP = checks("HTTP", ineffective="HTTPS")
ON_HTTPS = checks("HTTPS", doubtful="HTTP")

APPLICATION = Family(
    id="aws/application",
    title="an application load balancer",
    source=ALB_LISTENERS,
    rows=(
        #   listener  backend   health check
        Row("HTTP", "HTTP", ON_HTTP, when=HTTP1, source=ALB_GROUPS),
        Row("HTTP", "HTTPS", ON_HTTPS, when=HTTP1, source=ALB_GROUPS),
        Row("HTTP", "LAMBDA", checks("HTTP"), source=ALB_LAMBDA),
        Row("HTTPS", "HTTP", ON_HTTP, source=ALB_GROUPS),
        Row("HTTPS", "HTTPS", ON_HTTPS, source=ALB_GROUPS),
        Row("HTTPS", "LAMBDA", checks("HTTP"), source=ALB_LAMBDA),
    ),
    neutral=NEUTRAL,
    # "ValidationError: A certificate cannot be specified for HTTP listeners" (https://github.com/awslabs/fargatecli/issues/104)
    refuses_certificate=True,
)

SERVERS = {"target_type": ("instance", "ip")}
BALANCERS = {"target_type": ("alb",)}
# There is no UDP, QUIC or ICMP check: a service over UDP is probed on a TCP, HTTP or HTTPS port beside it.
ANY = checks("TCP HTTP HTTPS")
ON_TLS = checks("TCP HTTPS", doubtful="HTTP")

NETWORK = Family(
    id="aws/network",
    title="a network load balancer",
    source=NLB_LISTENERS,
    rows=(
        #   listener    backend     health check
        Row("TCP", "TCP", ANY, when=SERVERS, source=NLB_GROUPS),
        Row("TCP", "TCP", checks("HTTP HTTPS"), when=BALANCERS, source=NLB_TO_ALB),
        Row("TCP", "TCP_UDP", ANY, when=SERVERS, source=NLB_GROUPS),
        Row("TLS", "TCP", ANY, when=SERVERS, source=NLB_GROUPS),
        Row("TLS", "TLS", ON_TLS, when=SERVERS, source=NLB_GROUPS),
        Row("UDP", "UDP", ANY, when=SERVERS, source=NLB_GROUPS),
        Row("UDP", "TCP_UDP", ANY, when=SERVERS, source=NLB_GROUPS),
        Row("TCP_UDP", "TCP_UDP", ANY, when=SERVERS, source=NLB_GROUPS),
        Row("QUIC", "QUIC", ANY, when=SERVERS, source=NLB_CREATE),
        # By analogy with UDP to TCP_UDP; no page says so.
        Row("QUIC", "TCP_QUIC", ANY, when=SERVERS, source=NLB_CREATE, unverified=True),
        Row("TCP_QUIC", "TCP_QUIC", ANY, when=SERVERS, source=NLB_LISTENERS),
    ),
    neutral=NEUTRAL,
)

# "A protocol cannot be specified for gateway listeners": they take all IP packets on all ports.
GATEWAY = Family(
    id="aws/gateway",
    title="a gateway load balancer",
    source=GWLB_LISTENERS,
    rows=(),
    neutral=NEUTRAL,
)

ON_PLAIN = checks("HTTP TCP", ineffective="HTTPS SSL")
ON_ENCRYPTED = checks("TCP HTTPS SSL", doubtful="HTTP")
ON_BYTES = checks("TCP HTTP HTTPS SSL")

CLASSIC = Family(
    id="aws/classic",
    title="a classic load balancer",
    source=CLASSIC_LISTENERS,
    rows=(
        #   listener backend  health check
        Row("HTTP", "HTTP", ON_PLAIN),
        Row("HTTP", "HTTPS", ON_ENCRYPTED),
        Row("HTTPS", "HTTP", ON_PLAIN),
        Row("HTTPS", "HTTPS", ON_ENCRYPTED),
        Row("TCP", "TCP", ON_BYTES),
        Row("TCP", "SSL", ON_ENCRYPTED),
        Row("SSL", "TCP", ON_BYTES),
        Row("SSL", "SSL", ON_ENCRYPTED),
    ),
)
