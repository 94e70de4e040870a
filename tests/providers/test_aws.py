"""AWS's application, network and gateway load balancers, from source to verdict."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcl_scanner.source import Options, read_folder
from policies.graph import Graph
from policies.hints import pair_hints, route_hints
from policies.judge import Pair, Route, routes_of
from policies.model import OWN_PORT, TRAFFIC_PORT, Listener
from policies.providers import PULUMI_TYPES, TYPES
from policies.providers.aws import classic, elbv2
from policies.providers.aws.elbv2 import backends, listeners
from policies.pulumi_data import Registration
from policies.pulumi_graph import to_graph
from policies.values import JoinedBy, Unknown
from policies.words import Verdict

from .written import graph

CERTIFICATE = 'certificate_arn = "arn:aws:acm:eu-central-1:000000000000:certificate/shop"'


def balancer(kind: str = "application") -> str:
    return f"""
        resource "aws_lb" "shop" {{
          load_balancer_type = "{kind}"
        }}
    """


def front(
    attributes: str = "", action: str = "target_group_arn = aws_lb_target_group.app.arn", type_: str = '"forward"'
) -> str:
    return f"""
        resource "aws_lb_listener" "web" {{
          load_balancer_arn = aws_lb.shop.arn
          port              = 8443
          {attributes}
          default_action {{
            type = {type_}
            {action}
          }}
        }}
    """


def group(attributes: str = "", check: str | None = None, name: str = "app") -> str:
    block = "" if check is None else f"health_check {{\n{check}\n}}"
    return f"""
        resource "aws_lb_target_group" "{name}" {{
          port   = 8080
          vpc_id = "vpc-1"
          {attributes}
          {block}
        }}
    """


def only_listener(graph: Graph) -> Listener:
    (listener,) = listeners(graph)
    return listener


def only_route(graph: Graph) -> Route:
    (route,) = routes_of(only_listener(graph))
    return route


def verdicts(graph: Graph) -> dict[str, Verdict]:
    routes = (route for listener in listeners(graph) for route in routes_of(listener))
    return {f"{route.backend.part.spot.address}/{route.half}": route.ruling.verdict for route in routes}


def hints(graph: Graph) -> list[str]:
    return [hint.text for hint in route_hints(only_route(graph), list(listeners(graph)))]


def words(route: Route) -> list[str]:
    return ["|".join(str(choice.value) for choice in part.words) for part in route.parts]


# Words


def test_a_route_knows_its_three_parts_and_where_they_stand(tmp_path: Path) -> None:
    text = balancer() + front(f'protocol = "HTTPS"\n{CERTIFICATE}') + group('protocol = "HTTP"', 'protocol = "HTTPS"')
    route = only_route(graph(tmp_path, text))
    assert route.ruling.verdict is Verdict.CHECK_INEFFECTIVE
    assert [(part.noun, part.spot.address, part.spot.attribute) for part in route.parts] == [
        ("listener", "aws_lb_listener.web", "protocol"),
        ("group", "aws_lb_target_group.app", "protocol"),
        ("check", "aws_lb_target_group.app", "health_check.protocol"),
    ]
    assert route.reach.joined_by is JoinedBy.REFERENCE


def test_listeners_and_checks_are_written_in_any_case_groups_are_not(tmp_path: Path) -> None:
    route = only_route(
        graph(tmp_path, balancer() + front('protocol = "http"') + group('protocol = "http"', 'protocol = "http"'))
    )
    assert words(route) == ["HTTP", "http", "HTTP"]
    assert route.ruling.verdict is Verdict.PROTOCOL_UNKNOWN


def test_a_misspelt_group_without_a_check_is_judged_too(tmp_path: Path) -> None:
    route = only_route(graph(tmp_path, balancer() + front('protocol = "HTTP"') + group('protocol = "Http"')))
    assert route.ruling.verdict is Verdict.PROTOCOL_UNKNOWN


def test_a_group_must_say_its_protocol(tmp_path: Path) -> None:
    route = only_route(graph(tmp_path, balancer() + front('protocol = "HTTP"') + group()))
    assert route.ruling.verdict is Verdict.BACKEND_MISMATCH


@pytest.mark.parametrize(
    ("kind", "word", "verdict"),
    [("application", "HTTP", Verdict.OK), ("network", "", Verdict.LISTENER_UNSUPPORTED)],
)
def test_a_listener_without_protocol_has_what_its_balancer_takes(
    tmp_path: Path, kind: str, word: str, verdict: Verdict
) -> None:
    route = only_route(graph(tmp_path, balancer(kind) + front() + group('protocol = "HTTP"')))
    assert (words(route)[0], route.listener.part.implied, route.ruling.verdict) == (word, True, verdict)


def test_an_unset_type_is_an_application_balancer(tmp_path: Path) -> None:
    text = 'resource "aws_lb" "shop" {}' + front('protocol = "TCP"') + group('protocol = "TCP"')
    route = only_route(graph(tmp_path, text))
    assert route.family is elbv2.APPLICATION
    assert route.ruling.verdict is Verdict.LISTENER_UNSUPPORTED


def test_a_gateway_listener_without_protocol_is_not_covered_and_its_group_not_unreached(tmp_path: Path) -> None:
    found = graph(tmp_path, balancer("gateway") + front() + group('protocol = "GENEVE"'))
    assert only_listener(found).not_covered == elbv2.ALL_PACKETS
    assert list(backends(found)) == []


def test_a_gateway_listener_with_any_protocol_is_refused(tmp_path: Path) -> None:
    found = graph(tmp_path, balancer("gateway") + front('protocol = "TCP"') + group('protocol = "TCP"'))
    assert only_route(found).ruling.verdict is Verdict.LISTENER_UNSUPPORTED


# Which balancer


@pytest.mark.parametrize(
    ("part", "family"), [("app", elbv2.APPLICATION), ("net", elbv2.NETWORK), ("gwy", elbv2.GATEWAY)]
)
def test_an_arn_tells_the_balancers_type(tmp_path: Path, part: str, family: object) -> None:
    arn = f'"arn:aws:elasticloadbalancing:eu-central-1:000000000000:loadbalancer/{part}/shop/50dc6c495c0c9188"'
    text = front('protocol = "TCP"').replace("aws_lb.shop.arn", arn) + group('protocol = "TCP"')
    assert [choice.value for choice in only_listener(graph(tmp_path, text)).family.choices] == [family]


def test_without_balancer_the_family_that_has_the_word_judges(tmp_path: Path) -> None:
    text = front('protocol = "TLS"').replace("aws_lb.shop.arn", "var.arn") + group('protocol = "HTTP"')
    route = only_route(graph(tmp_path, 'variable "arn" {}' + text))
    assert (route.family, route.ruling.verdict) == (elbv2.NETWORK, Verdict.BACKEND_MISMATCH)


def test_without_balancer_and_word_nobody_can_judge(tmp_path: Path) -> None:
    text = front().replace("aws_lb.shop.arn", "var.arn") + group('protocol = "TCP"')
    route = only_route(graph(tmp_path, 'variable "arn" {}' + text))
    assert (route.family, route.ruling.verdict) == (None, Verdict.UNDECIDED)


def test_the_type_and_the_protocol_hang_on_one_condition(tmp_path: Path) -> None:
    text = """
        variable "inside" { type = bool }
        resource "aws_lb" "shop" { load_balancer_type = var.inside ? "network" : "application" }
    """
    text += front('protocol = var.inside ? "TCP" : "HTTP"') + group('protocol = var.inside ? "TCP" : "HTTP"')
    assert only_route(graph(tmp_path, text)).ruling.verdict is Verdict.OK


# Checks


@pytest.mark.parametrize(
    ("attributes", "word"),
    [('protocol = "TCP"', "TCP"), ('protocol = "TLS"', "TCP"), ('protocol = "TCP"\ntarget_type = "alb"', "HTTP")],
)
def test_a_group_without_check_block_has_the_services_check(tmp_path: Path, attributes: str, word: str) -> None:
    (backend,) = backends(graph(tmp_path, group(attributes)))
    assert backend.check
    assert (backend.check.implied, [c.value for c in backend.check.words]) == (True, [word])
    assert backend.own_port is None


def test_a_check_block_without_protocol_is_an_http_check_whatever_the_group_speaks(tmp_path: Path) -> None:
    (backend,) = backends(graph(tmp_path, group('protocol = "TLS"', "interval = 10")))
    assert backend.check
    assert (backend.check.implied, [c.value for c in backend.check.words]) == (True, ["HTTP"])
    assert backend.check.spot.place.text == "health_check"


def test_a_check_block_that_may_be_there_has_both_words_each_in_its_case(tmp_path: Path) -> None:
    block = """
        protocol = "HTTP"
        dynamic "health_check" {
          for_each = var.custom ? [1] : []
          content { protocol = "HTTPS" }
        }
    """
    (backend,) = backends(graph(tmp_path, 'variable "custom" { type = bool }' + group(block)))
    assert backend.check
    assert {c.value: set(c.when) for c in backend.check.words} == {
        "HTTPS": {("var.custom", "true")},
        "HTTP": {("var.custom", "false")},
    }
    assert Pair(backend).ruling.verdict is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("port", "where"),
    [
        ("", TRAFFIC_PORT),
        ('port = "traffic-port"', TRAFFIC_PORT),
        ("port = 8080", TRAFFIC_PORT),
        ("port = 9443", OWN_PORT),
    ],
)
def test_a_check_on_a_port_of_its_own_need_not_speak_the_traffics_protocol(
    tmp_path: Path, port: str, where: str
) -> None:
    (backend,) = backends(graph(tmp_path, group('protocol = "HTTP"', f'protocol = "HTTPS"\n{port}')))
    assert backend.own_port
    assert [choice.value for choice in backend.own_port.choices] == [where]
    expected = Verdict.OK if where == OWN_PORT else Verdict.CHECK_INEFFECTIVE
    assert Pair(backend).ruling.verdict is expected


def test_an_unknown_check_port_decides(tmp_path: Path) -> None:
    text = 'variable "port" {}' + group('protocol = "HTTP"', 'protocol = "HTTPS"\nport = var.port')
    (backend,) = backends(graph(tmp_path, text))
    assert backend.own_port
    assert backend.own_port.spot.attribute == "health_check.port"
    assert Pair(backend).ruling.verdict is Verdict.UNDECIDED


def test_an_own_port_never_makes_a_refused_check_right(tmp_path: Path) -> None:
    (backend,) = backends(graph(tmp_path, group('protocol = "HTTP"', 'protocol = "TCP"\nport = 22')))
    assert Pair(backend).ruling.verdict is Verdict.CHECK_MISMATCH


# Target types and protocol versions


@pytest.mark.parametrize(
    ("check", "expected"),
    [(None, None), ("enabled = false", None), ("enabled = true", "HTTP"), ("interval = 35", "HTTP")],
)
def test_a_lambda_group_has_no_protocol_and_a_check_only_where_one_is_switched_on(
    tmp_path: Path, check: str | None, expected: str | None
) -> None:
    text = balancer() + front('protocol = "HTTP"') + group('target_type = "lambda"', check)
    route = only_route(graph(tmp_path, text))
    assert words(route) == ["HTTP", "LAMBDA", *([expected] if expected else [])]
    assert route.backend.part.spot.attribute == "target_type"
    assert route.ruling.verdict is Verdict.OK


def test_the_protocol_of_a_lambda_group_is_dropped_as_the_provider_drops_it(tmp_path: Path) -> None:
    text = balancer() + front('protocol = "HTTP"') + group('target_type = "lambda"\nprotocol = "TCP"')
    assert only_route(graph(tmp_path, text)).ruling.verdict is Verdict.OK


def test_servers_under_one_condition_and_a_function_under_the_other(tmp_path: Path) -> None:
    attributes = 'target_type = var.f ? "lambda" : "ip"\nprotocol = var.f ? null : "HTTP"'
    text = 'variable "f" { type = bool }' + balancer() + front('protocol = "HTTP"') + group(attributes)
    route = only_route(graph(tmp_path, text))
    assert words(route)[1] == "LAMBDA|HTTP"
    assert route.ruling.verdict is Verdict.OK


@pytest.mark.parametrize(
    ("listener", "check", "verdict"),
    [
        ("TCP", 'protocol = "HTTPS"', Verdict.OK),
        ("TCP", 'protocol = "TCP"', Verdict.CHECK_MISMATCH),
        ("TLS", 'protocol = "HTTP"', Verdict.BACKEND_MISMATCH),
    ],
)
def test_a_balancer_behind_a_balancer(tmp_path: Path, listener: str, check: str, verdict: Verdict) -> None:
    attributes = f'protocol = "{listener}"\n{CERTIFICATE}'
    text = balancer("network") + front(attributes) + group('protocol = "TCP"\ntarget_type = "alb"', check)
    assert only_route(graph(tmp_path, text)).ruling.verdict is verdict


@pytest.mark.parametrize("version", ["GRPC", "http2"])
def test_grpc_and_http2_are_only_spoken_behind_https(tmp_path: Path, version: str) -> None:
    behind = group(f'protocol = "HTTP"\nprotocol_version = "{version}"')
    plain = graph(tmp_path, balancer() + front('protocol = "HTTP"') + behind)
    assert only_route(plain).ruling.verdict is Verdict.BACKEND_MISMATCH
    assert hints(plain)[0].startswith('protocol = "HTTPS" on aws_lb_listener.web')
    assert [Pair(backend).ruling.verdict for backend in backends(plain)] == [Verdict.OK]


# Double words


def test_a_double_listener_makes_two_routes(tmp_path: Path) -> None:
    text = balancer("network") + front('protocol = "TCP_UDP"') + group('protocol = "UDP"')
    assert verdicts(graph(tmp_path, text)) == {
        "aws_lb_target_group.app/TCP": Verdict.BACKEND_MISMATCH,
        "aws_lb_target_group.app/UDP": Verdict.OK,
    }


def test_a_row_that_no_page_confirms_is_only_doubted(tmp_path: Path) -> None:
    text = balancer("network") + front('protocol = "QUIC"') + group('protocol = "TCP_QUIC"')
    ruling = only_route(graph(tmp_path, text)).ruling
    assert (ruling.verdict, ruling.doubt, ruling.doubted) == (Verdict.OK, "unverified", Verdict.BACKEND_MISMATCH)


# Actions and rules


def test_a_weighted_forward_reaches_every_group_and_names_the_loose_one(tmp_path: Path) -> None:
    action = """forward {
      target_group { arn = aws_lb_target_group.app.arn }
      target_group { arn = var.green }
    }"""
    text = 'variable "green" {}' + balancer() + front('protocol = "HTTP"', action) + group('protocol = "HTTP"')
    listener = only_listener(graph(tmp_path, text))
    assert [reach.backends[0].part.spot.address for reach in listener.reaches] == ["aws_lb_target_group.app"]
    (loose,) = listener.loose
    assert (loose.spot.address, loose.spot.attribute) == (
        "aws_lb_listener.web",
        "default_action.forward.target_group.arn",
    )
    assert loose.why == "var.green"


def test_a_target_group_of_another_stack_is_loose_at_its_attribute(tmp_path: Path) -> None:
    action = 'target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:000000000000:targetgroup/app/1"'
    (loose,) = only_listener(graph(tmp_path, balancer() + front('protocol = "HTTP"', action))).loose
    assert (loose.spot.attribute, loose.why) == (
        "default_action.target_group_arn",
        "no resource here has the identity that it gives",
    )


@pytest.mark.parametrize(
    ("type_", "why"),
    [
        ("redirect", "it only redirects"),
        ("fixed-response", "it answers by itself"),
        ("jwt-validation", "it only authenticates"),
    ],
)
def test_a_listener_whose_action_sends_nothing_on_is_idle(tmp_path: Path, type_: str, why: str) -> None:
    listener = only_listener(graph(tmp_path, balancer() + front('protocol = "HTTP"', "", f'"{type_}"')))
    assert (listener.idle, listener.reaches, listener.loose) == (why, (), ())


def test_a_forward_that_names_nothing_is_loose(tmp_path: Path) -> None:
    listener = only_listener(graph(tmp_path, balancer() + front('protocol = "HTTP"', "")))
    assert [(loose.spot.attribute, loose.why) for loose in listener.loose] == [
        ("default_action.target_group_arn", "it names no target group")
    ]


def test_an_action_of_unknown_type_reaches_what_it_names(tmp_path: Path) -> None:
    text = 'variable "t" {}' + balancer() + front('protocol = "HTTP"', type_="var.t") + group('protocol = "TCP"')
    assert only_route(graph(tmp_path, text)).ruling.verdict is Verdict.BACKEND_MISMATCH


def test_a_forward_under_a_condition_is_judged_under_it(tmp_path: Path) -> None:
    text = 'variable "tls" { type = bool }' + balancer() + group('protocol = "HTTP"\nprotocol_version = "GRPC"')
    text += front('protocol = var.tls ? "HTTPS" : "HTTP"', type_='var.tls ? "forward" : "redirect"')
    text = text.replace("target_group_arn =", 'redirect { status_code = "HTTP_301" }\ntarget_group_arn =')
    assert only_route(graph(tmp_path, text)).ruling.verdict is Verdict.OK


RULE = """
    resource "aws_alb_listener_rule" "api" {
      listener_arn = aws_lb_listener.web.arn
      action {
        type             = "forward"
        target_group_arn = aws_lb_target_group.api.arn
      }
    }
"""


def test_a_rule_adds_a_route_that_names_it(tmp_path: Path) -> None:
    text = (
        balancer()
        + front('protocol = "HTTP"')
        + group('protocol = "HTTP"')
        + RULE
        + group('protocol = "TLS"', None, "api")
    )
    found = graph(tmp_path, text)
    assert [reach.via for reach in only_listener(found).reaches] == [(), ("aws_alb_listener_rule.api",)]
    assert verdicts(found) == {
        "aws_lb_target_group.app/None": Verdict.OK,
        "aws_lb_target_group.api/None": Verdict.BACKEND_MISMATCH,
    }


def test_a_rule_of_a_listener_elsewhere_reaches_nothing(tmp_path: Path) -> None:
    text = (
        'variable "l" {}' + RULE.replace("aws_lb_listener.web.arn", "var.l") + group('protocol = "HTTP"', None, "api")
    )
    found = graph(tmp_path, text)
    assert list(listeners(found)) == []
    assert [backend.part.spot.address for backend in backends(found)] == ["aws_lb_target_group.api"]


# Certificates


@pytest.mark.parametrize(
    ("written", "present"),
    [("", False), ('certificate_arn = ""', False), (CERTIFICATE, True), ("certificate_arn = var.c", True)],
)
def test_a_certificate_that_is_not_known_yet_is_one(tmp_path: Path, written: str, present: bool) -> None:
    text = 'variable "c" {}' + balancer() + front(f'protocol = "HTTPS"\n{written}') + group('protocol = "HTTP"')
    held = only_listener(graph(tmp_path, text)).certificate
    assert held
    assert [choice.value for choice in held.given] == [present]
    assert held.spot.attribute == "certificate_arn"


def test_a_further_certificate_is_not_the_default_one(tmp_path: Path) -> None:
    further = """
        resource "aws_lb_listener_certificate" "more" {
          listener_arn    = aws_lb_listener.web.arn
          certificate_arn = "arn:aws:acm:eu-central-1:000000000000:certificate/more"
        }
    """
    text = balancer() + front('protocol = "HTTPS"') + group('protocol = "HTTP"') + further
    held = only_listener(graph(tmp_path, text)).certificate
    assert held
    assert [choice.value for choice in held.given] == [False]


# Hints


def test_the_check_is_mended_before_the_group_and_in_place(tmp_path: Path) -> None:
    text = balancer() + front('protocol = "HTTP"') + group('protocol = "HTTP"', 'protocol = "TCP"')
    assert hints(graph(tmp_path, text)) == ['health_check.protocol = "HTTP" on aws_lb_target_group.app']


def test_a_new_protocol_of_a_group_replaces_it_and_takes_the_default_check_along(tmp_path: Path) -> None:
    found = graph(tmp_path, balancer("network") + front('protocol = "TCP"') + group('protocol = "HTTP"'))
    best = route_hints(only_route(found), list(listeners(found)))[0]
    assert [(each.spot.attribute, each.value) for each in best.set] == [("protocol", "TCP")]
    assert best.replaces == ("aws_lb_target_group.app",)


def test_an_unreached_group_is_mended_by_its_check(tmp_path: Path) -> None:
    (backend,) = backends(graph(tmp_path, group('protocol = "HTTPS"', 'protocol = "TCP"')))
    assert pair_hints(Pair(backend))[0].text == 'health_check.protocol = "HTTPS" on aws_lb_target_group.app'


# Unknown as a whole


def test_two_attributes_of_an_unknown_block_are_not_the_same_unknown(tmp_path: Path) -> None:
    text = (
        balancer() + front('protocol = "HTTP"') + 'resource "aws_lb_target_group" "app" {\n  protocol = = "HTTP"\n}\n'
    )
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    (found,) = read_folder(tmp_path, TYPES, Options(cache=False)).graphs
    assert only_route(found).ruling.verdict is Verdict.UNDECIDED


PORT_OR_NOT = st.sampled_from(["", "port = 8080", "port = 81", "port = var.x", 'port = "traffic-port"'])
WORD = st.sampled_from(["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC", "GENEVE"])


@given(listener=WORD, backend=WORD, check=st.sampled_from(["HTTP", "HTTPS", "TCP"]), port=PORT_OR_NOT)
def test_every_listener_with_a_group_has_a_verdict_and_an_unknown_balancer_never_makes_it_worse(
    tmp_path_factory: pytest.TempPathFactory, listener: str, backend: str, check: str, port: str
) -> None:
    folder = tmp_path_factory.mktemp("case")
    rest = front(f'protocol = "{listener}"') + group(f'protocol = "{backend}"', f'protocol = "{check}"\n{port}')
    variables = 'variable "x" {}\n'
    sure = graph(folder, variables + balancer("network") + rest)
    unsure = graph(folder, variables + rest.replace("aws_lb.shop.arn", "var.x"))
    known, open_ = ([route.ruling for route in routes_of(only_listener(each))] for each in (sure, unsure))
    assert known
    if any(ruling.verdict is Verdict.OK for ruling in known):
        assert [ruling.verdict for ruling in open_] == [ruling.verdict for ruling in known]


# Pulumi


def test_every_pulumi_type_stands_for_a_type_that_is_read() -> None:
    for module in (elbv2, classic):
        assert set(module.PULUMI.values()) <= set(module.TYPES)
    names = ("lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing")
    assert {PULUMI_TYPES[f"aws:{name}/listener:Listener"] for name in names} == {"aws_lb_listener"}
    assert {PULUMI_TYPES[f"aws:{name}/loadBalancer:LoadBalancer"] for name in ("elb", "elasticloadbalancing")} == {
        "aws_elb"
    }


SENTINEL = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


def registered(kind: str, name: str, inputs: dict[str, object], **depends: list[str]) -> Registration:
    return Registration(name, f"aws:alb/{kind}", name, inputs, depends=depends)


def test_pulumis_first_preview_is_joined_by_what_properties_were_made_from() -> None:
    found = to_graph(
        [
            registered("loadBalancer:LoadBalancer", "lb", {"loadBalancerType": "network"}),
            registered("targetGroup:TargetGroup", "tg", {"protocol": "TCP", "healthCheck": {"protocol": "HTTP"}}),
            registered(
                "listener:Listener",
                "front",
                {"protocol": "TLS", "loadBalancerArn": SENTINEL, "defaultActions": SENTINEL},
                loadBalancerArn=["lb"],
                defaultActions=["tg"],
            ),
        ]
    )
    route = only_route(found)
    assert (route.family, route.ruling.verdict, route.reach.joined_by) == (
        elbv2.NETWORK,
        Verdict.OK,
        JoinedBy.DEPENDENCY,
    )
    assert route.backend.check
    assert route.backend.check.spot.spelled == "healthCheck.protocol"


def test_several_groups_behind_one_unknown_are_candidates() -> None:
    found = to_graph(
        [
            registered("targetGroup:TargetGroup", "a", {"protocol": "TCP"}),
            registered("targetGroup:TargetGroup", "b", {"protocol": "UDP"}),
            registered("loadBalancer:LoadBalancer", "lb", {"loadBalancerType": "network"}),
            registered(
                "listener:Listener",
                "front",
                {"protocol": "TCP", "loadBalancerArn": SENTINEL, "defaultActions": SENTINEL},
                loadBalancerArn=["lb"],
                defaultActions=["a", "b"],
            ),
        ]
    )
    route = only_route(found)
    assert route.reach.joined_by is JoinedBy.CANDIDATES
    assert [backend.part.spot.address for backend in route.reach.backends] == ["a", "b"]
    assert route.ruling.verdict is Verdict.UNDECIDED


def test_a_balancer_of_unknown_type_may_be_any(tmp_path: Path) -> None:
    text = 'variable "kind" {}\nresource "aws_lb" "shop" { load_balancer_type = var.kind }'
    listener = only_listener(graph(tmp_path, text + front('protocol = "TCP"') + group('protocol = "TCP"')))
    assert (listener.family.spot.address, listener.family.spot.attribute) == ("aws_lb.shop", "load_balancer_type")
    assert [choice.value.id for choice in listener.family.choices] == ["aws/application", "aws/network", "aws/gateway"]
    assert not any(isinstance(choice.value, Unknown) for choice in listener.part.words)
