"""Clouds that are not judged yet: each of their listeners is counted, with a reason."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from policies.evaluate import evaluate
from policies.graph import Graph
from policies.model import Listener
from policies.providers import PROVIDERS
from policies.providers.elsewhere import IS_FRONT, TYPES, backends, listeners
from policies.providers.elsewhere.clouds import CLOUDS, PULUMI
from policies.pulumi_data import Registration
from policies.pulumi_graph import to_graph
from policies.pulumi_names import is_load_balancing
from policies.settings import Settings

from .written import graph

NAMES = [name for types in CLOUDS.values() for name in types]
TERRAFORM = re.compile(r"[a-z]+(_[a-z0-9]+)+")
TOKEN = re.compile(r"[a-z][a-z0-9-]*:[A-Za-z][\w.]*(/\w+)?:[A-Z]\w+")

# One listener type of every cloud, by hand: a table that lost one of them must not pass.
KNOWN = {
    "azurerm_lb_rule",
    "azurerm_lb_nat_rule",
    "azurerm_application_gateway",
    "azurerm_cdn_frontdoor_route",
    "google_compute_forwarding_rule",
    "google_compute_global_forwarding_rule",
    "openstack_lb_listener_v2",
    "huaweicloud_elb_listener",
    "huaweicloud_lb_listener",
    "opentelekomcloud_lb_listener_v2",
    "opentelekomcloud_lb_listener_v3",
    "flexibleengine_lb_listener_v2",
    "flexibleengine_lb_listener_v3",
    "alicloud_slb_listener",
    "alicloud_alb_listener",
    "alicloud_nlb_listener",
    "tencentcloud_clb_listener",
    "volcengine_listener",
    "volcengine_alb_listener",
    "volcengine_nlb_listener",
    "oci_load_balancer_listener",
    "oci_network_load_balancer_listener",
    "ibm_is_lb_listener",
    "ibm_lbaas",
    "digitalocean_loadbalancer",
    "hcloud_load_balancer_service",
    "linode_nodebalancer_config",
    "vultr_load_balancer",
    "ovh_cloud_project_loadbalancer",
    "ovh_iploadbalancing_http_frontend",
    "ovh_iploadbalancing_tcp_frontend",
    "ovh_iploadbalancing_udp_frontend",
    "scaleway_lb_frontend",
    "exoscale_nlb_service",
    "ucloud_lb_listener",
    "yandex_lb_network_load_balancer",
    "yandex_alb_load_balancer",
    "ksyun_lb_listener",
    "ksyun_alb_listener",
    "ctyun_elb_listener",
    "bigip_ltm_virtual_server",
    "kubernetes_service_v1",
    "kubernetes_ingress_v1",
    "aws_lightsail_lb",
    "aws_vpclattice_listener",
}


def found(of: Graph) -> list[Listener]:
    return list(listeners(of))


def addresses(of: Graph) -> list[str]:
    return [listener.part.spot.address for listener in listeners(of)]


def stack(token: str, inputs: dict[str, object]) -> Graph:
    return to_graph([Registration(f"urn:pulumi:dev::shop::{token}::x", token, "x", inputs)])


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_well_formed(name: str) -> None:
    assert TERRAFORM.fullmatch(name) or TOKEN.fullmatch(name)


def test_every_name_is_in_the_table_once() -> None:
    assert [name for name, times in Counter(NAMES).items() if times > 1] == []


def test_every_cloud_is_known() -> None:
    assert sorted(KNOWN - set(TYPES)) == []


@pytest.mark.parametrize("token", PULUMI)
def test_every_pulumi_token_is_well_formed_and_stands_for_a_name_in_the_table(token: str) -> None:
    assert TOKEN.fullmatch(token)
    assert PULUMI[token] in NAMES


def test_no_type_and_no_token_belongs_to_two_providers() -> None:
    owned = Counter(name for provider in PROVIDERS.values() for name in {*provider.TYPES, *provider.PULUMI})
    assert [name for name, times in owned.items() if times > 1] == []


def test_every_condition_is_on_a_name_in_the_table() -> None:
    assert set(IS_FRONT) <= set(NAMES)


@pytest.mark.parametrize("name", [name for name in TYPES if name not in IS_FRONT])
def test_every_type_counts_once_even_with_nothing_in_it(tmp_path: Path, name: str) -> None:
    assert addresses(graph(tmp_path, f'resource "{name}" "x" {{}}')) == [f"{name}.x"]


@pytest.mark.parametrize("token", [token for token in PULUMI if PULUMI[token] not in IS_FRONT])
def test_every_token_counts_once_even_with_nothing_in_it(token: str) -> None:
    assert addresses(stack(token, {})) == [f"urn:pulumi:dev::shop::{token}::x"]


def test_a_listener_says_which_cloud_is_not_judged(tmp_path: Path) -> None:
    (listener,) = found(graph(tmp_path, 'resource "azurerm_lb_rule" "x" { protocol = "Tcp" }'))
    assert listener.not_covered == "lbgate does not judge Azure load balancers yet"
    assert (listener.family.choices, listener.part.words, listener.reaches) == ((), (), ())
    assert listener.part.spot.place.line == 1


def test_an_azure_repository_never_reads_as_clean(tmp_path: Path) -> None:
    text = """
        resource "azurerm_lb_rule" "x" {}
        resource "azurerm_application_gateway" "y" {
          http_listener { name = "a" }
          http_listener { name = "b" }
          listener { name = "c" }
        }
    """
    report = evaluate([graph(tmp_path, text)], Settings())
    assert (report.ledger.listeners, report.ledger.not_covered, report.ledger.judged) == (4, 4, 0)
    assert [(each.address, each.family, each.status) for each in report.listeners] == [
        ("azurerm_application_gateway.y#1", None, "not_covered"),
        ("azurerm_application_gateway.y#2", None, "not_covered"),
        ("azurerm_application_gateway.y#3", None, "not_covered"),
        ("azurerm_lb_rule.x", None, "not_covered"),
    ]
    assert {each.reason for each in report.listeners} == {"lbgate does not judge Azure load balancers yet"}


def test_listeners_inside_a_resource_are_named_by_their_ports(tmp_path: Path) -> None:
    text = """
        variable "port" { type = number }
        resource "digitalocean_loadbalancer" "x" {
          forwarding_rule { entry_port = 80 }
          forwarding_rule { entry_port = var.port }
          forwarding_rule { entry_port = 443 }
        }
    """
    of = graph(tmp_path, text)
    assert addresses(of) == [f"digitalocean_loadbalancer.x{key}" for key in (":80", "#2", ":443")]
    assert [listener.part.spot.place.line for listener in found(of)] == [4, 5, 6]


def test_nested_attributes_are_counted_like_blocks(tmp_path: Path) -> None:
    text = 'resource "ovh_cloud_project_loadbalancer" "x" { listeners = [{ port = 80 }, { port = 443 }] }'
    names = addresses(graph(tmp_path, text))
    assert names == ["ovh_cloud_project_loadbalancer.x:80", "ovh_cloud_project_loadbalancer.x:443"]


@pytest.mark.parametrize("type_", ["kubernetes_service", "kubernetes_service_v1"])
@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("", 0),
        ('type = "ClusterIP"', 0),
        ('type = "NodePort"', 0),
        ('type = "LoadBalancer"', 2),
        ("type = var.kind", 2),
    ],
)
def test_a_service_counts_where_it_is_or_may_be_a_load_balancer(
    tmp_path: Path, type_: str, written: str, count: int
) -> None:
    text = f"""
        variable "kind" {{ type = string }}
        resource "{type_}" "x" {{
          spec {{
            {written}
            port {{ port = 80 }}
            port {{ port = 443 }}
          }}
        }}
    """
    assert addresses(graph(tmp_path, text)) == [f"{type_}.x:80", f"{type_}.x:443"][:count]


def test_one_port_that_two_protocols_share_gives_two_listeners(tmp_path: Path) -> None:
    text = """
        resource "kubernetes_service" "dns" {
          spec {
            type = "LoadBalancer"
            port {
              port     = 53
              protocol = "TCP"
            }
            port {
              port     = 53
              protocol = "UDP"
            }
          }
        }
    """
    assert addresses(graph(tmp_path, text)) == ["kubernetes_service.dns#1", "kubernetes_service.dns#2"]


@pytest.mark.parametrize(
    ("kind", "spec", "count"),
    [
        ("Deployment", "{}", 0),
        ("Service", "{}", 0),
        ("Service", '{ type = "LoadBalancer" }', 1),
        ("Ingress", "{}", 1),
        ("Gateway", "{}", 1),
    ],
)
def test_a_manifest_counts_by_what_it_says_it_is(tmp_path: Path, kind: str, spec: str, count: int) -> None:
    text = f'resource "kubernetes_manifest" "x" {{ manifest = {{ kind = "{kind}", spec = {spec} }} }}'
    assert len(addresses(graph(tmp_path, text))) == count


@pytest.mark.parametrize(
    ("written", "count"),
    [("", 1), ('load_balancing_scheme = "EXTERNAL_MANAGED"', 1), ('load_balancing_scheme = ""', 0)],
)
def test_a_google_rule_without_a_scheme_of_balancing_is_none(tmp_path: Path, written: str, count: int) -> None:
    text = f'resource "google_compute_forwarding_rule" "x" {{ {written} }}'
    assert len(addresses(graph(tmp_path, text))) == count


def test_pulumi_services_and_balancers_count_in_their_own_spelling() -> None:
    service = stack("kubernetes:core/v1:Service", {"spec": {"type": "LoadBalancer", "ports": [{"port": 80.0}]}})
    assert addresses(service) == ["urn:pulumi:dev::shop::kubernetes:core/v1:Service::x:80"]
    assert addresses(stack("kubernetes:core/v1:Service", {"spec": {"ports": [{"port": 80.0}]}})) == []
    azure = {"loadBalancingRules": [{"frontendPort": 443.0}], "inboundNatPools": [{}], "outboundRules": [{}]}
    names = addresses(stack("azure-native:network:LoadBalancer", azure))
    assert [name.rpartition("::x")[2] for name in names] == [":443", "#2"]


@pytest.mark.parametrize(
    "token",
    [
        "azure-native:network/v20230201:LoadBalancer",
        "azure-native:network/v20150501preview:LoadBalancer",
        "azure-native_network_v20240301:network:LoadBalancer",
    ],
)
def test_every_version_of_an_azure_native_type_counts(token: str) -> None:
    assert is_load_balancing(token)
    assert len(addresses(stack(token, {"loadBalancingRules": [{"frontendPort": 80.0}, {"frontendPort": 443.0}]}))) == 2
    assert not is_load_balancing(token.replace("LoadBalancer", "VirtualNetwork"))


def test_nothing_elsewhere_is_a_backend(tmp_path: Path) -> None:
    assert list(backends(graph(tmp_path, 'resource "ibm_lbaas" "x" {}'))) == []
