"""Where the listeners of clouds that lbgate does not judge stand: their types, and the blocks in them that are listeners.

Names are those of the providers' own documentation on the Terraform and Pulumi registries. Balancers and backends that
hold no listener are left out on purpose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inside:
    """The blocks of a resource that are its listeners: their dotted path, and their attribute that holds the port."""

    path: str
    port: str = ""


ITSELF: tuple[Inside, ...] = ()
"""The resource itself is the listener."""

CLOUDS: Mapping[str, Mapping[str, tuple[Inside, ...]]] = {
    "Azure": {
        "azurerm_lb_rule": ITSELF,
        "azurerm_lb_nat_rule": ITSELF,
        "azurerm_lb_nat_pool": ITSELF,
        "azurerm_application_gateway": (Inside("http_listener"), Inside("listener")),
        "azurerm_cdn_frontdoor_route": ITSELF,
        "azurerm_frontdoor": (Inside("routing_rule"),),
        # azure-native has one resource for a whole balancer, in ARM's own names.
        "azure-native:network:LoadBalancer": (
            Inside("loadBalancingRules", "frontendPort"),
            Inside("inboundNatRules", "frontendPort"),
            Inside("inboundNatPools"),
        ),
        "azure-native:network:InboundNatRule": ITSELF,
        "azure-native:network:ApplicationGateway": (Inside("httpListeners"), Inside("listeners")),
        "azure-native:cdn:Route": ITSELF,
        "azure-native:frontdoor:FrontDoor": (Inside("routingRules"),),
        "azure-native:network:FrontDoor": (Inside("routingRules"),),
    },
    "Google Cloud": {
        "google_compute_forwarding_rule": ITSELF,
        "google_compute_global_forwarding_rule": ITSELF,
    },
    "OpenStack": {"openstack_lb_listener_v2": ITSELF},
    "Huawei Cloud": {
        "huaweicloud_elb_listener": ITSELF,
        "huaweicloud_lb_listener": ITSELF,
        "hcs_elb_listener": ITSELF,
    },
    "Open Telekom Cloud": {
        "opentelekomcloud_lb_listener_v3": ITSELF,
        "opentelekomcloud_lb_listener_v2": ITSELF,
        "opentelekomcloud_elb_listener": ITSELF,
    },
    "Flexible Engine": {
        "flexibleengine_lb_listener_v3": ITSELF,
        "flexibleengine_lb_listener_v2": ITSELF,
        "flexibleengine_elb_listener": ITSELF,
    },
    "Alibaba Cloud": {
        "alicloud_slb_listener": ITSELF,
        "alicloud_alb_listener": ITSELF,
        "alicloud_nlb_listener": ITSELF,
    },
    "Tencent Cloud": {"tencentcloud_clb_listener": ITSELF},
    "Volcengine": {
        "volcengine_listener": ITSELF,
        "volcengine_alb_listener": ITSELF,
        "volcengine_nlb_listener": ITSELF,
        "volcenginecc_clb_nlb_listener": ITSELF,
    },
    "Oracle Cloud": {
        "oci_load_balancer_listener": ITSELF,
        "oci_network_load_balancer_listener": ITSELF,
    },
    "IBM Cloud": {
        "ibm_is_lb_listener": ITSELF,
        "ibm_lbaas": (Inside("protocols", "frontend_port"),),
    },
    "DigitalOcean": {"digitalocean_loadbalancer": (Inside("forwarding_rule", "entry_port"),)},
    "Hetzner Cloud": {"hcloud_load_balancer_service": ITSELF},
    "Linode": {"linode_nodebalancer_config": ITSELF},
    "Vultr": {"vultr_load_balancer": (Inside("forwarding_rules", "frontend_port"),)},
    "OVHcloud": {
        "ovh_cloud_project_loadbalancer": (Inside("listeners", "port"),),
        "ovh_iploadbalancing_http_frontend": ITSELF,
        "ovh_iploadbalancing_tcp_frontend": ITSELF,
        "ovh_iploadbalancing_udp_frontend": ITSELF,
    },
    "Scaleway": {"scaleway_lb_frontend": ITSELF},
    "Exoscale": {"exoscale_nlb_service": ITSELF},
    "UCloud": {"ucloud_lb_listener": ITSELF},
    "Yandex Cloud": {
        "yandex_lb_network_load_balancer": (Inside("listener", "port"),),
        "yandex_alb_load_balancer": (Inside("listener"),),
    },
    "Kingsoft Cloud": {"ksyun_lb_listener": ITSELF, "ksyun_alb_listener": ITSELF},
    "China Telecom Cloud": {"ctyun_elb_listener": ITSELF},
    "F5 BIG-IP": {
        "bigip_ltm_virtual_server": ITSELF,
        "bigip_as3": ITSELF,
        "bigip_fast_http_app": ITSELF,
        "bigip_fast_https_app": ITSELF,
        "bigip_fast_tcp_app": ITSELF,
        "bigip_fast_udp_app": ITSELF,
    },
    "Kubernetes": {
        "kubernetes_service": (Inside("spec.port", "port"),),
        "kubernetes_service_v1": (Inside("spec.port", "port"),),
        "kubernetes_ingress": ITSELF,
        "kubernetes_ingress_v1": ITSELF,
        "kubernetes_manifest": ITSELF,
        "kubernetes:gateway.networking.k8s.io/v1:Gateway": (Inside("spec.listeners", "port"),),
    },
    "Amazon Lightsail": {"aws_lightsail_lb": ITSELF},
    "Amazon VPC Lattice": {"aws_vpclattice_listener": ITSELF},
    # The providers that speak AWS' Cloud Control API have CloudFormation's names, not those of aws_lb_listener.
    "AWS Cloud Control": {
        "aws-native:elasticloadbalancing:LoadBalancer": (Inside("listeners", "loadBalancerPort"),),
        "aws-native:lightsail:LoadBalancer": ITSELF,
        "aws-native:vpclattice:Listener": ITSELF,
    },
}

PULUMI: Mapping[str, str] = {
    "azure:lb/rule:Rule": "azurerm_lb_rule",
    "azure:lb/natRule:NatRule": "azurerm_lb_nat_rule",
    "azure:lb/natPool:NatPool": "azurerm_lb_nat_pool",
    "azure:network/applicationGateway:ApplicationGateway": "azurerm_application_gateway",
    "azure:cdn/frontdoorRoute:FrontdoorRoute": "azurerm_cdn_frontdoor_route",
    "azure:frontdoor/frontdoor:Frontdoor": "azurerm_frontdoor",
    "gcp:compute/forwardingRule:ForwardingRule": "google_compute_forwarding_rule",
    "gcp:compute/globalForwardingRule:GlobalForwardingRule": "google_compute_global_forwarding_rule",
    **{
        f"google-native:compute/{version}:{prefix}ForwardingRule": f"google_compute_{terraform}forwarding_rule"
        for version in ("v1", "beta", "alpha")
        for prefix, terraform in (("", ""), ("Global", "global_"))
    },
    "openstack:loadbalancer/listener:Listener": "openstack_lb_listener_v2",
    "huaweicloud:DedicatedElb/listener:Listener": "huaweicloud_elb_listener",
    "huaweicloud:Elb/listener:Listener": "huaweicloud_lb_listener",
    "flexibleengine:index/lbListenerV3:LbListenerV3": "flexibleengine_lb_listener_v3",
    "flexibleengine:index/lbListenerV2:LbListenerV2": "flexibleengine_lb_listener_v2",
    "alicloud:slb/listener:Listener": "alicloud_slb_listener",
    "alicloud:alb/listener:Listener": "alicloud_alb_listener",
    "alicloud:nlb/listener:Listener": "alicloud_nlb_listener",
    "tencentcloud:Clb/listener:Listener": "tencentcloud_clb_listener",
    "tencentcloud:index/clbListener:ClbListener": "tencentcloud_clb_listener",
    "volcengine:clb/listener:Listener": "volcengine_listener",
    "volcengine:alb/listener:Listener": "volcengine_alb_listener",
    "volcengine:nlb/listener:Listener": "volcengine_nlb_listener",
    "volcenginecc:clb/nlbListener:NlbListener": "volcenginecc_clb_nlb_listener",
    "oci:LoadBalancer/listener:Listener": "oci_load_balancer_listener",
    "oci:NetworkLoadBalancer/listener:Listener": "oci_network_load_balancer_listener",
    "ibm:index/isLbListener:IsLbListener": "ibm_is_lb_listener",
    "ibm:index/lbaas:Lbaas": "ibm_lbaas",
    "digitalocean:index/loadBalancer:LoadBalancer": "digitalocean_loadbalancer",
    "hcloud:index/loadBalancerService:LoadBalancerService": "hcloud_load_balancer_service",
    "linode:index/nodeBalancerConfig:NodeBalancerConfig": "linode_nodebalancer_config",
    "vultr:index/loadBalancer:LoadBalancer": "vultr_load_balancer",
    "ovh:CloudProject/loadBalancer:LoadBalancer": "ovh_cloud_project_loadbalancer",
    "ovh:IpLoadBalancing/httpFrontend:HttpFrontend": "ovh_iploadbalancing_http_frontend",
    "ovh:IpLoadBalancing/tcpFrontend:TcpFrontend": "ovh_iploadbalancing_tcp_frontend",
    "ovh:IpLoadBalancing/udpFrontend:UdpFrontend": "ovh_iploadbalancing_udp_frontend",
    "scaleway:loadbalancers/frontend:Frontend": "scaleway_lb_frontend",
    "scaleway:index/loadbalancerFrontend:LoadbalancerFrontend": "scaleway_lb_frontend",
    "exoscale:index/nlbService:NlbService": "exoscale_nlb_service",
    "yandex:index/lbNetworkLoadBalancer:LbNetworkLoadBalancer": "yandex_lb_network_load_balancer",
    "yandex:index/albLoadBalancer:AlbLoadBalancer": "yandex_alb_load_balancer",
    "f5bigip:ltm/virtualServer:VirtualServer": "bigip_ltm_virtual_server",
    "kubernetes:core/v1:Service": "kubernetes_service_v1",
    "kubernetes:networking.k8s.io/v1:Ingress": "kubernetes_ingress_v1",
    "kubernetes:networking.k8s.io/v1beta1:Ingress": "kubernetes_ingress_v1",
    "kubernetes:extensions/v1beta1:Ingress": "kubernetes_ingress_v1",
    "kubernetes:gateway.networking.k8s.io/v1beta1:Gateway": "kubernetes:gateway.networking.k8s.io/v1:Gateway",
    "aws:lightsail/lb:Lb": "aws_lightsail_lb",
    "aws:vpclattice/listener:Listener": "aws_vpclattice_listener",
    # Providers without a Terraform one beside them keep their own names.
    **{type_: type_ for types in CLOUDS.values() for type_ in types if ":" in type_},
}
