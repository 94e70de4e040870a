"""AWS's classic load balancer, from source to verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.evaluate import evaluate
from policies.graph import Graph
from policies.hints import route_hints
from policies.judge import Route, routes_of
from policies.model import OWN_PORT, TRAFFIC_PORT
from policies.providers.aws.classic import backends, listeners
from policies.settings import Settings
from policies.values import Unknown
from policies.words import Verdict

from .written import graph


def listener(lb: str, instance: str, lb_port: str = "443", instance_port: str = "8080", more: str = "") -> str:
    return f"""
      listener {{
        lb_port           = {lb_port}
        lb_protocol       = "{lb}"
        instance_port     = {instance_port}
        instance_protocol = "{instance}"
        {more}
      }}
    """


def balancer(*blocks: str, target: str | None = None) -> str:
    check = f"health_check {{\ntarget = {target}\n}}" if target else ""
    return f'resource "aws_elb" "web" {{\n{"".join(blocks)}\n{check}\n}}\n'


def routes(graph: Graph) -> dict[str, Route]:
    return {one.part.spot.address: route for one in listeners(graph) for route in routes_of(one)}


def only_route(graph: Graph) -> Route:
    (route,) = routes(graph).values()
    return route


def hints(graph: Graph) -> list[str]:
    return [hint.text for hint in route_hints(only_route(graph), list(listeners(graph)))]


def test_every_listener_block_is_a_listener_with_a_backend_and_shares_the_check(tmp_path: Path) -> None:
    text = balancer(listener("https", "http"), listener("tcp", "tcp", "22", "22"), target='"HTTP:8080/healthz"')
    found = routes(graph(tmp_path, text))
    assert sorted(found) == ["aws_elb.web:22", "aws_elb.web:443"]
    assert [(part.noun, part.spot.address, part.spot.attribute) for part in found["aws_elb.web:443"].parts] == [
        ("listener", "aws_elb.web:443", "listener.lb_protocol"),
        ("backend", "aws_elb.web:443", "listener.instance_protocol"),
        ("check", "aws_elb.web", "health_check.target"),
    ]
    assert {route.ruling.verdict for route in found.values()} == {Verdict.OK}
    assert {route.reach.joined_by for route in found.values()} == {None}


def test_a_listener_on_an_unknown_port_is_numbered(tmp_path: Path) -> None:
    text = 'variable "p" {}' + balancer(listener("HTTP", "HTTP", "80"), listener("TCP", "TCP", "var.p"))
    assert sorted(routes(graph(tmp_path, text))) == ["aws_elb.web#2", "aws_elb.web:80"]


def test_the_check_is_tcp_on_port_80_where_none_is_written(tmp_path: Path) -> None:
    backend = next(backends(graph(tmp_path, balancer(listener("HTTP", "HTTP")))))
    assert backend.check
    assert backend.own_port
    assert (backend.check.implied, [c.value for c in backend.check.words]) == (True, ["TCP"])
    assert [c.value for c in backend.own_port.choices] == [OWN_PORT]


@pytest.mark.parametrize(
    ("target", "where", "verdict"),
    [
        ("HTTPS:8080/", TRAFFIC_PORT, Verdict.CHECK_INEFFECTIVE),
        ("SSL:8080", TRAFFIC_PORT, Verdict.CHECK_INEFFECTIVE),
        ("https:9443/", OWN_PORT, Verdict.OK),
        ("UDP:8080", TRAFFIC_PORT, Verdict.PROTOCOL_UNKNOWN),
    ],
)
def test_the_check_speaks_of_the_port_that_it_goes_to(
    tmp_path: Path, target: str, where: str, verdict: Verdict
) -> None:
    route = only_route(graph(tmp_path, balancer(listener("HTTP", "HTTP", "80"), target=f'"{target}"')))
    assert route.backend.own_port
    assert [c.value for c in route.backend.own_port.choices] == [where]
    assert route.ruling.verdict is verdict


def test_an_http_check_on_an_ssl_backend_is_doubtful(tmp_path: Path) -> None:
    ruling = only_route(graph(tmp_path, balancer(listener("TCP", "SSL"), target='"HTTP:8080/"'))).ruling
    assert (ruling.verdict, ruling.doubt) == (Verdict.OK, "doubtful")


def test_hints_rewrite_the_whole_target_with_a_path_only_where_one_may_be(tmp_path: Path) -> None:
    text = balancer(listener("HTTP", "HTTP", "80"), target='"HTTPS:8080/healthz"')
    assert hints(graph(tmp_path, text))[:2] == [
        'health_check.target = "HTTP:8080/healthz" on aws_elb.web',
        'health_check.target = "TCP:8080" on aws_elb.web',
    ]


def test_an_ssl_check_becomes_an_http_check_of_the_root(tmp_path: Path) -> None:
    text = balancer(listener("HTTP", "HTTP", "80"), target='"SSL:8080"')
    assert 'health_check.target = "HTTP:8080/" on aws_elb.web' in hints(graph(tmp_path, text))


def test_the_protocols_are_changed_in_place(tmp_path: Path) -> None:
    found = graph(tmp_path, balancer(listener("HTTP", "TCP", "80")))
    assert all(not hint.replaces for hint in route_hints(only_route(found), list(listeners(found))))
    assert hints(found)[0].startswith('listener.instance_protocol = "HTTP" on aws_elb.web:80')


def test_listeners_that_share_a_port_must_agree_on_tls(tmp_path: Path) -> None:
    text = balancer(listener("HTTP", "HTTP", "80"), listener("HTTPS", "https"), listener("TCP", "TCP", "25", "25"))
    found = routes(graph(tmp_path, text))
    assert {address: route.ruling.verdict for address, route in found.items()} == {
        "aws_elb.web:80": Verdict.BACKEND_MISMATCH,
        "aws_elb.web:443": Verdict.BACKEND_MISMATCH,
        "aws_elb.web:25": Verdict.OK,
    }
    conflict = found["aws_elb.web:80"].backend.conflict
    assert conflict
    assert conflict.why == (
        "aws_elb.web:80 and aws_elb.web:443 share instance port 8080, and one speaks TLS to it and the other does not"
    )


def test_http_and_tcp_may_share_a_port(tmp_path: Path) -> None:
    found = routes(graph(tmp_path, balancer(listener("HTTP", "HTTP", "80"), listener("SSL", "TCP"))))
    assert {route.ruling.verdict for route in found.values()} == {Verdict.OK}


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ('"8080"', "var.port", Verdict.UNDECIDED),
        ("var.other", "var.port", Verdict.UNDECIDED),
        ("var.port", "var.port", Verdict.BACKEND_MISMATCH),
        ('var.on ? "80" : "8080"', '"8080"', Verdict.UNDECIDED),
        ('var.on ? "80" : "81"', '"8080"', Verdict.OK),
        ('var.on ? "8080" : "443"', 'var.on ? "80" : "8080"', Verdict.OK),
    ],
)
def test_ports_that_are_not_known_may_be_shared(tmp_path: Path, first: str, second: str, verdict: Verdict) -> None:
    variables = "".join(f'variable "{name}" {{}}\n' for name in ("port", "other", "on"))
    text = balancer(listener("HTTP", "HTTP", "80", first), listener("HTTPS", "HTTPS", "443", second))
    found = routes(graph(tmp_path, variables + text))
    assert [route.ruling.verdict for route in found.values()] == [verdict, verdict]


def test_a_listener_that_may_not_be_there_conflicts_only_where_it_is(tmp_path: Path) -> None:
    maybe = (
        listener("TCP", "TCP", "8").replace("listener", 'dynamic "listener" {\nfor_each = var.on ? [1] : []\ncontent')
        + "}\n"
    )
    text = 'variable "on" {}' + balancer(listener("HTTPS", "HTTPS"), maybe)
    assert routes(graph(tmp_path, text))["aws_elb.web:443"].ruling.verdict is Verdict.UNDECIDED


def test_what_decides_about_a_shared_port_is_named(tmp_path: Path) -> None:
    text = 'variable "port" {}' + balancer(
        listener("HTTP", "HTTP", "80", "8080"), listener("HTTPS", "HTTPS", "443", "var.port")
    )
    found = evaluate([graph(tmp_path, text)], Settings())
    assert [one.message for one in found.findings if (one.rule, one.location.address[-4:]) == ("LBG401", ":443")] == [
        "whether this is right hangs on listener.instance_port of aws_elb.web:443 (var.port), which is not known yet: "
        "right for one that all listeners use alike, wrong for one that another listener uses otherwise"
    ]


def test_an_unknown_target_is_any_check_on_any_port(tmp_path: Path) -> None:
    text = 'variable "t" {}' + balancer(listener("TCP", "TCP", "22"), listener("HTTP", "HTTP", "80"), target="var.t")
    found = routes(graph(tmp_path, text))
    assert found["aws_elb.web:22"].ruling.verdict is Verdict.OK
    assert found["aws_elb.web:80"].ruling.verdict is Verdict.UNDECIDED


def test_two_protocols_of_an_unknown_listener_are_not_the_same_unknown(tmp_path: Path) -> None:
    text = 'variable "all" {}\nresource "aws_elb" "web" {\nlistener = var.all\n}\n'
    route = only_route(graph(tmp_path, text))
    assert all(isinstance(choice.value, Unknown) for part in route.parts[:2] for choice in part.words)
    assert route.ruling.verdict is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("more", "present"), [("", False), ('ssl_certificate_id = ""', False), ('ssl_certificate_id = "c"', True)]
)
def test_an_empty_certificate_is_none(tmp_path: Path, more: str, present: bool) -> None:
    (one,) = listeners(graph(tmp_path, balancer(listener("HTTPS", "HTTP", more=more))))
    assert one.certificate
    assert (one.certificate.spot.address, one.certificate.spot.attribute) == (
        "aws_elb.web:443",
        "listener.ssl_certificate_id",
    )
    assert [choice.value for choice in one.certificate.given] == [present]
