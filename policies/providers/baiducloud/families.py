"""The matrices of Baidu AI Cloud's load balancers."""

from __future__ import annotations

from dataclasses import replace

from ...matrix import BASE, Family, Row, checks
from ...words import Role

HTTPS_LISTENER = "https://cloud.baidu.com/doc/BLB/s/ymots3eaq"
HTTP_LISTENER = "https://cloud.baidu.com/doc/BLB/s/Ymotqzfzu"
TCP_UDP_LISTENERS = "https://cloud.baidu.com/theme/A/3137000-6"
SSL_LISTENER = "https://cloud.baidu.com/theme/A/3129228-1-NaN"
HEALTH_CHECKS = "https://cloud.baidu.com/doc/BLB/s/Pmvhr1yg7"

APPLICATION = Family(
    id="baiducloud/application",
    title="the Baidu AI Cloud application balancer",
    source=BASE.source,
    rows=(
        #   listener  backend  health check
        Row("TCP", "TCP", checks("TCP"), source=TCP_UDP_LISTENERS),
        Row("SSL", "TCP", checks("TCP"), source=SSL_LISTENER),
        Row("UDP", "UDP", checks("UDP ICMP ICMP_UDP"), source=HEALTH_CHECKS),
        Row("HTTP", "HTTP", checks("HTTP TCP"), source=HTTP_LISTENER),
        Row("HTTPS", "HTTP", checks("TCP HTTP", ineffective="HTTPS"), source=HTTPS_LISTENER),
        Row("HTTPS", "HTTPS", checks("TCP HTTP HTTPS"), source=HTTPS_LISTENER),
    ),
    neutral={Role.CHECK: {"ICMP_UDP": ("UDP+ICMP",)}},
)

# The provider itself refuses at plan what the service would accept and ignore (ipGroupPolicyHealthCheckAllowed in
# baiducloud/service/appblb/resource_ip_group.go), so an IP group is judged by the service's matrix without that cell.
IP_GROUP = replace(
    APPLICATION,
    title="an IP group of the Baidu AI Cloud application balancer",
    rows=tuple(
        replace(row, checks=checks("TCP HTTP")) if (row.listener, row.backend) == ("HTTPS", "HTTP") else row
        for row in APPLICATION.rows
    ),
    source="https://github.com/baidubce/terraform-provider-baiducloud/blob/v1.23.5/baiducloud/service/appblb/resource_ip_group.go",
)

CLASSIC = Family(
    id="baiducloud/classic",
    title="the ordinary Baidu AI Cloud balancer",
    source="https://cloud.baidu.com/doc/BLB/s/Dmppafnxa",
    rows=(
        #   listener  backend  health check
        Row("TCP", "TCP", checks("TCP"), source="https://cloud.baidu.com/doc/BLB/s/yjwvxnvl6"),
        Row("SSL", "TCP", checks("TCP"), source="https://cloud.baidu.com/doc/BLB/s/bmpqq0m60"),
        Row("UDP", "UDP", checks("UDP ICMP UDP_ICMP"), source=HEALTH_CHECKS),
        Row("HTTP", "HTTP", checks("HTTP TCP")),
        Row("HTTPS", "HTTP", checks("HTTP TCP"), source="https://cloud.baidu.com/doc/BLB/s/qmrlvopai"),
        # One overview of the vendor's lists HTTPS servers, the dated pages of this balancer do not.
        Row(
            "HTTPS", "HTTPS", checks("HTTP TCP"), source="https://cloud.baidu.com/doc/BLB/s/qmrlvopai", unverified=True
        ),
    ),
    neutral={Role.CHECK: {"UDP_ICMP": ("UDP+ICMP",)}},
)
