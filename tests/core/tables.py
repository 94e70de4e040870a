"""The verdict of every triple, written by hand from the vendors' pages and apart from the matrices in the code.

A line is a listener, a backend and one verdict for each check of the table's head; a single verdict stands for all of
them, and ``*`` for every backend. The verdicts: ``ok``; the number of the rule that it breaks (``103``); ``~103``: ok,
but doubtful, a warning of that rule; ``?101``: ok, but no page confirms it, a warning of that rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """A family's verdicts where these facts are given (none: a row with a condition counts as accepted)."""

    family: str
    text: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def checks(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n")[1].split())

    def lines(self) -> list[list[str]]:
        return [line.split() for line in self.text.strip().split("\n")[1:] if line.strip()]

    def listeners(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line[0] for line in self.lines()))

    def backends(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line[1] for line in self.lines() if line[1] != "*"))

    def verdicts(self) -> dict[tuple[str, str, str], str]:
        """Every triple with its verdict."""
        found = {}
        for listener, backend, *verdicts in self.lines():
            each = verdicts * len(self.checks) if len(verdicts) == 1 else verdicts
            for name in self.backends() if backend == "*" else (backend,):
                found |= {(listener, name, check): v for check, v in zip(self.checks, each, strict=True)}
        return found


# "Load Balancer Frontend and Backend Protocol Correspondence",
# https://intl.cloud.baidu.com/en/doc/BLB/s/Zm3y8y4a1-intl-en
BASE = """
               TCP  SSL  UDP  HTTP HTTPS ICMP
  TCP   TCP    ok   102  102  102  102   102
  TCP   SSL    101
  TCP   UDP    101
  TCP   HTTP   101
  TCP   HTTPS  101
  TCP   ICMP   101

  SSL   TCP    ok   102  102  102  102   102
  SSL   SSL    101
  SSL   UDP    101
  SSL   HTTP   101
  SSL   HTTPS  101
  SSL   ICMP   101

  UDP   TCP    101
  UDP   SSL    101
  UDP   UDP    102  102  ok   102  102   ok
  UDP   HTTP   101
  UDP   HTTPS  101
  UDP   ICMP   101

  HTTP  TCP    101
  HTTP  SSL    101
  HTTP  UDP    101
  HTTP  HTTP   ok   102  102  ok   102   102
  HTTP  HTTPS  101
  HTTP  ICMP   101

  HTTPS TCP    101
  HTTPS SSL    101
  HTTPS UDP    101
  HTTPS HTTP   ok   102  102  ok   103   102
  HTTPS HTTPS  ok   102  102  ok   ok    102
  HTTPS ICMP   101

  ICMP  *      104
"""

# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html: HTTP and HTTPS
# checks only. A function is checked by path and matcher, without a protocol of its own.
ALB = """
                HTTP HTTPS TCP
  HTTP  HTTP    ok   103   102
  HTTP  HTTPS   ~103 ok    102
  HTTP  LAMBDA  ok   102   102
  HTTP  TCP     101
  HTTP  TLS     101
  HTTP  UDP     101

  HTTPS HTTP    ok   103   102
  HTTPS HTTPS   ~103 ok    102
  HTTPS LAMBDA  ok   102   102
  HTTPS TCP     101
  HTTPS TLS     101
  HTTPS UDP     101

  TCP     *     104
  TLS     *     104
  UDP     *     104
  TCP_UDP *     104
"""

# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html: the listener of
# groups that speak HTTP/2 or gRPC must be HTTPS.
ALB_HTTP2 = """
                HTTP HTTPS TCP
  HTTP  HTTP    101
  HTTP  HTTPS   101

  HTTPS HTTP    ok   103   102
  HTTPS HTTPS   ~103 ok    102
"""

# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html: the table of
# listener, group and target type. There is no UDP check: something beside the service must answer TCP or HTTP.
NLB = """
                      TCP  HTTP HTTPS UDP
  TCP      TCP        ok   ok   ok    102
  TCP      TLS        101
  TCP      UDP        101
  TCP      TCP_UDP    ok   ok   ok    102
  TCP      QUIC       101
  TCP      TCP_QUIC   101
  TCP      HTTP       101
  TCP      HTTPS      101

  TLS      TCP        ok   ok   ok    102
  TLS      TLS        ok   ~103 ok    102
  TLS      UDP        101
  TLS      TCP_UDP    101
  TLS      QUIC       101
  TLS      TCP_QUIC   101
  TLS      HTTP       101
  TLS      HTTPS      101

  UDP      TCP        101
  UDP      TLS        101
  UDP      UDP        ok   ok   ok    102
  UDP      TCP_UDP    ok   ok   ok    102
  UDP      QUIC       101
  UDP      TCP_QUIC   101
  UDP      HTTP       101
  UDP      HTTPS      101

  TCP_UDP  TCP        101
  TCP_UDP  TLS        101
  TCP_UDP  UDP        101
  TCP_UDP  TCP_UDP    ok   ok   ok    102
  TCP_UDP  QUIC       101
  TCP_UDP  TCP_QUIC   101
  TCP_UDP  HTTP       101
  TCP_UDP  HTTPS      101

  QUIC     TCP        101
  QUIC     TLS        101
  QUIC     UDP        101
  QUIC     TCP_UDP    101
  QUIC     QUIC       ok   ok   ok    102
  QUIC     TCP_QUIC   ?101 ?101 ?101  102
  QUIC     HTTP       101
  QUIC     HTTPS      101

  TCP_QUIC TCP        101
  TCP_QUIC TLS        101
  TCP_QUIC UDP        101
  TCP_QUIC TCP_UDP    101
  TCP_QUIC QUIC       101
  TCP_QUIC TCP_QUIC   ok   ok   ok    102
  TCP_QUIC HTTP       101
  TCP_QUIC HTTPS      101

  HTTP     *          104
  HTTPS    *          104
"""

# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html: TCP on both
# sides, and an HTTP or HTTPS check.
NLB_TO_ALB = """
                      TCP  HTTP HTTPS UDP
  TCP      TCP        102  ok   ok    102
  TCP      TLS        101
  TCP      UDP        101
  TCP      TCP_UDP    101
  TLS      TCP        101
  TLS      TLS        101
  UDP      UDP        101
  UDP      TCP_UDP    101
  TCP_UDP  TCP_UDP    101
"""

# https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/gateway-listeners.html: neither protocol nor port.
GATEWAY = """
                  TCP  HTTP HTTPS
  GENEVE  GENEVE  104
  TCP     GENEVE  104
  HTTP    GENEVE  104
"""

# https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html: both sides in one layer. One
# check for all listeners; its own words are TCP, SSL, HTTP and HTTPS.
CLASSIC_ELB = """
               TCP  SSL  HTTP HTTPS UDP
  HTTP  HTTP   ok   103  ok   103   102
  HTTP  HTTPS  ok   ok   ~103 ok    102
  HTTP  TCP    101
  HTTP  SSL    101
  HTTP  UDP    101

  HTTPS HTTP   ok   103  ok   103   102
  HTTPS HTTPS  ok   ok   ~103 ok    102
  HTTPS TCP    101
  HTTPS SSL    101
  HTTPS UDP    101

  TCP   HTTP   101
  TCP   HTTPS  101
  TCP   TCP    ok   ok   ok   ok    102
  TCP   SSL    ok   ok   ~103 ok    102
  TCP   UDP    101

  SSL   HTTP   101
  SSL   HTTPS  101
  SSL   TCP    ok   ok   ok   ok    102
  SSL   SSL    ok   ok   ~103 ok    102
  SSL   UDP    101

  UDP   *      104
"""

# The base matrix and the combined check, https://cloud.baidu.com/doc/BLB/s/Pmvhr1yg7
BAIDU_APPLICATION = """
               TCP  SSL  UDP  HTTP HTTPS ICMP UDP+ICMP
  TCP   TCP    ok   102  102  102  102   102  102
  TCP   UDP    101
  TCP   HTTP   101
  TCP   HTTPS  101
  TCP   SSL    101

  SSL   TCP    ok   102  102  102  102   102  102
  SSL   UDP    101
  SSL   HTTP   101
  SSL   HTTPS  101
  SSL   SSL    101

  UDP   TCP    101
  UDP   UDP    102  102  ok   102  102   ok   ok
  UDP   HTTP   101
  UDP   HTTPS  101
  UDP   SSL    101

  HTTP  TCP    101
  HTTP  UDP    101
  HTTP  HTTP   ok   102  102  ok   102   102  102
  HTTP  HTTPS  101
  HTTP  SSL    101

  HTTPS TCP    101
  HTTPS UDP    101
  HTTPS HTTP   ok   102  102  ok   103   102  102
  HTTPS HTTPS  ok   102  102  ok   ok    102  102
  HTTPS SSL    101

  ICMP  *      104
"""

# https://cloud.baidu.com/doc/BLB/s/Dmppafnxa: it ends HTTPS and speaks HTTP to its servers, and has no HTTPS check. An
# overview of the vendor's, without a date, also lists HTTPS servers.
BAIDU_CLASSIC = """
               TCP  SSL  UDP  HTTP HTTPS ICMP UDP+ICMP
  TCP   TCP    ok   102  102  102  102   102  102
  TCP   UDP    101
  TCP   HTTP   101
  TCP   HTTPS  101
  TCP   SSL    101

  SSL   TCP    ok   102  102  102  102   102  102
  SSL   UDP    101
  SSL   HTTP   101
  SSL   HTTPS  101
  SSL   SSL    101

  UDP   TCP    101
  UDP   UDP    102  102  ok   102  102   ok   ok
  UDP   HTTP   101
  UDP   HTTPS  101
  UDP   SSL    101

  HTTP  TCP    101
  HTTP  UDP    101
  HTTP  HTTP   ok   102  102  ok   102   102  102
  HTTP  HTTPS  101
  HTTP  SSL    101

  HTTPS TCP    101
  HTTPS UDP    101
  HTTPS HTTP   ok   102  102  ok   102   102  102
  HTTPS HTTPS  ?101 102  102  ?101 102   102  102
  HTTPS SSL    101

  ICMP  *      104
"""

WHOLE = (
    Table("base", BASE),
    Table("aws/application", ALB),
    Table("aws/network", NLB),
    Table("aws/gateway", GATEWAY),
    Table("aws/classic", CLASSIC_ELB),
    Table("baiducloud/application", BAIDU_APPLICATION),
    Table("baiducloud/classic", BAIDU_CLASSIC),
)
"""One for each family: every word that any place of it knows, and some that it does not."""

UNDER_A_CONDITION = (
    Table("aws/application", ALB_HTTP2, {"protocol_version": "HTTP2"}),
    Table("aws/application", ALB_HTTP2, {"protocol_version": "GRPC"}),
    Table("aws/network", NLB_TO_ALB, {"target_type": "alb"}),
)
"""What becomes of the triples where these facts are known."""
