"""Baidu AI Cloud: both balancers, from source to verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.graph import Graph
from policies.hints import pair_hints, route_hints
from policies.judge import Pair, Route, routes_of
from policies.matrix import BASE, Family, rule
from policies.model import OWN_PORT, TRAFFIC_PORT, Backend, Listener
from policies.providers.baiducloud import appblb, blb
from policies.providers.baiducloud.families import APPLICATION, CLASSIC
from policies.pulumi_data import Registration
from policies.pulumi_graph import to_graph
from policies.report import Hint
from policies.values import JoinedBy, Unknown
from policies.words import Kind, Role, Verdict

from .written import graph


def listeners(of: Graph) -> list[Listener]:
    return [*appblb.listeners(of), *blb.listeners(of)]


def backends(of: Graph) -> list[Backend]:
    return [*appblb.backends(of), *blb.backends(of)]


LISTENER_WORDS = ("TCP", "SSL", "UDP", "HTTP", "HTTPS")
BACKEND_WORDS = ("TCP", "UDP", "HTTP", "HTTPS")

# Written by hand from the vendor's pages, apart from the code.
APPLICATION_RIGHT = {
    ("TCP", "TCP", "TCP"),
    ("SSL", "TCP", "TCP"),
    *(("UDP", "UDP", check) for check in ("UDP", "ICMP", "ICMP_UDP")),
    *(("HTTP", "HTTP", check) for check in ("HTTP", "TCP")),
    *(("HTTPS", "HTTP", check) for check in ("HTTP", "TCP")),
    *(("HTTPS", "HTTPS", check) for check in ("TCP", "HTTP", "HTTPS")),
}
CLASSIC_RIGHT = {
    ("TCP", "TCP", "TCP"),
    ("SSL", "TCP", "TCP"),
    *(("UDP", "UDP", check) for check in ("UDP", "ICMP", "UDP_ICMP")),
    *(("HTTP", "HTTP", check) for check in ("HTTP", "TCP")),
    *(("HTTPS", "HTTP", check) for check in ("HTTP", "TCP")),
}


def accepted(family: Family) -> set[tuple[str, str, str]]:
    triples = ((f, b, c) for f in LISTENER_WORDS for b in BACKEND_WORDS for c in (*family.checks(), "HTTPS"))
    return {triple for triple in triples if (r := rule(family, *triple)).verdict is Verdict.OK and r.doubt is None}


def test_the_application_balancer_accepts_these_triples_and_no_others() -> None:
    assert accepted(APPLICATION) == APPLICATION_RIGHT


def test_the_ordinary_balancer_accepts_these_triples_and_no_others() -> None:
    assert accepted(CLASSIC) == CLASSIC_RIGHT


def test_the_application_matrix_is_the_base_matrix_with_one_check_more() -> None:
    own = {(row.listener, row.backend): dict(row.checks) for row in APPLICATION.rows}
    own["UDP", "UDP"].pop("ICMP_UDP")
    assert own == {(row.listener, row.backend): dict(row.checks) for row in BASE.rows}


def test_the_service_takes_an_https_check_on_http_servers_but_it_has_no_effect() -> None:
    ruling = rule(APPLICATION, "HTTPS", "HTTP", "HTTPS")
    assert (ruling.verdict, ruling.kind) == (Verdict.CHECK_INEFFECTIVE, Kind.BROKEN)


def test_an_https_backend_of_the_ordinary_balancer_is_only_doubted() -> None:
    ruling = rule(CLASSIC, "HTTPS", "HTTPS", "HTTP")
    assert (ruling.verdict, ruling.doubt, ruling.doubted) == (Verdict.OK, "unverified", Verdict.BACKEND_MISMATCH)


@pytest.mark.parametrize(("family", "word"), [(APPLICATION, "ICMP_UDP"), (CLASSIC, "UDP_ICMP")])
def test_the_combined_check_is_one_neutral_word(family: Family, word: str) -> None:
    assert family.translate(Role.CHECK, word) == ("UDP+ICMP",)


GROUP = """
    resource "baiducloud_appblb_server_group" "app" {
      blb_id = "lb-1"
      port_list {
        port         = 8080
        type         = "HTTP"
        health_check = "HTTP"
      }
      port_list {
        port         = 53
        type         = "UDP"
        health_check = "TCP"
      }
    }
"""


def application(folder: Path, protocol: str, port: object, more: str = "", group: str = GROUP) -> Graph:
    return graph(
        folder,
        f"""
        variable "unknown" {{ type = any }}
        variable "tls" {{ type = bool }}
        {group}
        resource "baiducloud_appblb_listener" "web" {{
          blb_id        = "lb-1"
          scheduler     = "RoundRobin"
          listener_port = 443
          protocol      = {protocol}
          {more}
          policies {{
            app_server_group_id = baiducloud_appblb_server_group.app.id
            backend_port        = {port}
          }}
        }}
        """,
    )


def ordinary(folder: Path, attributes: str) -> Graph:
    return graph(
        folder,
        f"""
        variable "tls" {{ type = bool }}
        resource "baiducloud_blb_listener" "web" {{
          blb_id        = "lb-1"
          scheduler     = "RoundRobin"
          listener_port = 443
          backend_port  = 8080
          {attributes}
        }}
        """,
    )


def only_listener(of: Graph) -> Listener:
    (listener,) = listeners(of)
    return listener


def only_route(of: Graph) -> Route:
    (route,) = routes_of(only_listener(of))
    return route


def said(route: Route) -> tuple[Verdict, Kind | None]:
    return route.ruling.verdict, route.ruling.kind


def hints(route: Route, of: Graph) -> list[list[str]]:
    """Every hint as its assignments, then the resources that it replaces."""
    return [_edits(hint) for hint in route_hints(route, listeners(of))]


def _edits(hint: Hint) -> list[str]:
    return [*(f"{each.spot.address} {each.spot.attribute} = {each.value}" for each in hint.set), *hint.replaces]


def words(route: Route, role: Role) -> list[object]:
    part = route.part(role)
    return [choice.value for choice in part.words] if part else []


def test_a_policy_leads_to_the_entry_with_its_port(tmp_path: Path) -> None:
    route = only_route(application(tmp_path, '"HTTPS"', 8080))
    backend, check = route.backend.part, route.backend.check
    assert backend.spot.address == "baiducloud_appblb_server_group.app:8080"
    assert (backend.spot.attribute, check and check.spot.attribute) == ("port_list.type", "port_list.health_check")
    assert backend.spot.place.text == 'type         = "HTTP"'
    assert route.reach.joined_by is JoinedBy.REFERENCE
    assert said(route) == (Verdict.OK, None)


def test_a_tcp_listener_in_front_of_http_servers_is_refused_and_only_another_listener_mends_it(tmp_path: Path) -> None:
    found = application(tmp_path, '"TCP"', 8080)
    route = only_route(found)
    assert said(route) == (Verdict.BACKEND_MISMATCH, Kind.REFUSED)
    listener = "baiducloud_appblb_listener.web"
    assert hints(route, found) == [
        [f"{listener} protocol = HTTPS", listener],
        [f"{listener} protocol = HTTP", listener],
    ]


def test_a_tcp_check_on_udp_servers_is_a_mismatch_that_only_the_check_mends(tmp_path: Path) -> None:
    found = application(tmp_path, '"UDP"', 53)
    route = only_route(found)
    assert said(route) == (Verdict.CHECK_MISMATCH, Kind.REFUSED)
    assert hints(route, found) == [["baiducloud_appblb_server_group.app:53 port_list.health_check = UDP"]]


@pytest.mark.parametrize("attribute", ["type", "health_check"])
def test_https_is_no_word_of_a_port_list_though_the_service_knows_it(tmp_path: Path, attribute: str) -> None:
    wrong = GROUP.replace(f'{attribute:<12} = "HTTP"', f'{attribute:<12} = "HTTPS"', 1)
    assert wrong != GROUP
    assert said(only_route(application(tmp_path, '"HTTPS"', 8080, group=wrong))) == (
        Verdict.PROTOCOL_UNKNOWN,
        Kind.REFUSED,
    )


def test_lower_case_is_unknown_and_the_nearest_word_comes_first(tmp_path: Path) -> None:
    found = ordinary(tmp_path, 'protocol = "https"')
    route = only_route(found)
    assert said(route) == (Verdict.PROTOCOL_UNKNOWN, Kind.REFUSED)
    assert hints(route, found)[0] == ["baiducloud_blb_listener.web protocol = HTTPS", "baiducloud_blb_listener.web"]


def test_a_port_that_no_entry_has_is_loose_at_the_policy(tmp_path: Path) -> None:
    listener = only_listener(application(tmp_path, '"HTTP"', 9090))
    (loose,) = listener.loose
    assert listener.reaches == ()
    assert (loose.spot.address, loose.spot.attribute) == ("baiducloud_appblb_listener.web", "policies.backend_port")
    assert loose.why == "no port_list of baiducloud_appblb_server_group.app has port 9090"


def test_an_unknown_port_gives_every_entry_as_a_candidate(tmp_path: Path) -> None:
    route = only_route(application(tmp_path, '"HTTP"', "var.unknown"))
    assert [backend.part.spot.address for backend in route.reach.backends] == [
        "baiducloud_appblb_server_group.app:8080",
        "baiducloud_appblb_server_group.app:53",
    ]
    assert route.reach.joined_by is JoinedBy.CANDIDATES
    assert route.reach.named_at and route.reach.named_at.attribute == "policies.backend_port"
    assert said(route) == (Verdict.UNDECIDED, None)


def test_the_same_unknown_port_on_both_ends_is_one_port(tmp_path: Path) -> None:
    group = GROUP.replace("8080", "var.unknown")
    route = only_route(application(tmp_path, '"HTTP"', "var.unknown", group=group))
    assert [backend.part.spot.address for backend in route.reach.backends] == ["baiducloud_appblb_server_group.app#1"]
    assert said(route) == (Verdict.OK, None)


def test_a_port_beside_an_unknown_one_means_the_unknown_one(tmp_path: Path) -> None:
    group = GROUP.replace("8080", "var.unknown")
    route = only_route(application(tmp_path, '"HTTP"', 8080, group=group))
    assert [backend.part.spot.address for backend in route.reach.backends] == ["baiducloud_appblb_server_group.app#1"]


def test_a_group_from_outside_is_loose_at_its_id(tmp_path: Path) -> None:
    found = application(tmp_path, '"HTTP"', 8080).resources["baiducloud_appblb_listener.web"]
    (loose,) = only_listener(Graph({found.address: found})).loose
    assert loose.spot.attribute == "policies.app_server_group_id"


def test_protocol_and_port_that_change_together_are_judged_together(tmp_path: Path) -> None:
    group = GROUP.replace('health_check = "TCP"', 'health_check = "UDP"')
    found = application(tmp_path, 'var.tls ? "HTTPS" : "UDP"', "var.tls ? 8080 : 53", group=group)
    assert [said(route) for route in routes_of(only_listener(found))] == [(Verdict.OK, None)] * 2


def test_several_policies_to_one_entry_are_one_route(tmp_path: Path) -> None:
    policy = """policies {
            app_server_group_id = baiducloud_appblb_server_group.app.id
            backend_port        = 8080
          }"""
    assert len(only_listener(application(tmp_path, '"HTTP"', 8080, more=policy)).reaches) == 1


def test_a_listener_that_redirects_has_no_route(tmp_path: Path) -> None:
    listener = only_listener(application(tmp_path, '"HTTP"', 8080, more="redirect_port = 443"))
    assert (listener.reaches, listener.idle) == ((), "it only redirects to the listener on its redirect_port")


def test_redirect_port_is_dropped_where_the_listener_is_not_http(tmp_path: Path) -> None:
    assert only_listener(ordinary(tmp_path, 'protocol = "HTTPS"\nredirect_port = 444')).idle == ""


def test_a_listener_without_policies_has_no_route(tmp_path: Path) -> None:
    text = 'resource "baiducloud_appblb_listener" "web" { protocol = "TCP" }'
    listener = only_listener(graph(tmp_path, text))
    assert (listener.reaches, listener.loose) == ((), ())
    assert listener.idle == "it has no policy, so it forwards to no server group"


@pytest.mark.parametrize(
    ("written", "given"),
    [("", [False]), ("cert_ids = []", [False]), ('cert_ids = ["c-1"]', [True]), ("cert_ids = var.unknown", [True])],
)
def test_a_certificate_is_there_where_it_is_set_to_something(tmp_path: Path, written: str, given: list[bool]) -> None:
    certificate = only_listener(application(tmp_path, '"HTTPS"', 8080, more=written)).certificate
    assert certificate and certificate.spot.attribute == "cert_ids"
    assert [choice.value for choice in certificate.given] == given


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("", TRAFFIC_PORT),
        ("health_check_port = 8080", TRAFFIC_PORT),
        ("health_check_port = 8081", OWN_PORT),
        ("health_check_port = var.unknown", None),
    ],
)
def test_a_check_goes_to_the_entrys_port_unless_it_has_another(tmp_path: Path, written: str, where: str | None) -> None:
    group = GROUP.replace("port         = 8080", f"port = 8080\n{written}")
    own_port = only_route(application(tmp_path, '"HTTP"', 8080, group=group)).backend.own_port
    assert own_port and own_port.spot.attribute == "port_list.health_check_port"
    assert [choice.value for choice in own_port.possible] == ([where] if where else [TRAFFIC_PORT, OWN_PORT])


@pytest.mark.parametrize(
    ("protocol", "backend", "check"),
    [
        ("TCP", "TCP", "TCP"),
        ("SSL", "TCP", "TCP"),
        ("UDP", "UDP", "UDP"),
        ("HTTP", "HTTP", "HTTP"),
        ("HTTPS", "HTTP", "HTTP"),
    ],
)
def test_an_ordinary_listener_implies_its_backend_and_its_check(
    tmp_path: Path, protocol: str, backend: str, check: str
) -> None:
    route = only_route(ordinary(tmp_path, f'protocol = "{protocol}"'))
    assert (words(route, Role.BACKEND), words(route, Role.CHECK)) == ([backend], [check])
    assert all(part.implied and part.spot.address == "baiducloud_blb_listener.web" for part in route.parts[1:])
    assert (said(route), route.reach.joined_by) == ((Verdict.OK, None), None)


@pytest.mark.parametrize(("protocol", "default"), [("TCP", "TCP"), ("SSL", "TCP"), ("UDP", "UDP")])
def test_a_check_type_that_is_never_sent_is_not_judged(tmp_path: Path, protocol: str, default: str) -> None:
    route = only_route(ordinary(tmp_path, f'protocol = "{protocol}"\nhealth_check_type = "ICMP"'))
    assert (words(route, Role.CHECK), said(route)) == ([default], (Verdict.OK, None))
    assert route.backend.check and route.backend.check.implied and not route.backend.check.settable


@pytest.mark.parametrize("check", ["ICMP", "HTTPS", "UDP"])
def test_a_check_that_is_sent_is_judged_and_mended_in_place(tmp_path: Path, check: str) -> None:
    found = ordinary(tmp_path, f'protocol = "HTTPS"\ncert_ids = ["c"]\nhealth_check_type = "{check}"')
    route = only_route(found)
    assert said(route) == (Verdict.CHECK_MISMATCH, Kind.REFUSED)
    assert hints(route, found)[:2] == [
        ["baiducloud_blb_listener.web health_check_type = TCP"],
        ["baiducloud_blb_listener.web health_check_type = HTTP"],
    ]


def test_a_hint_knows_that_another_listener_would_drop_the_check(tmp_path: Path) -> None:
    found = ordinary(tmp_path, 'protocol = "tcp"\nhealth_check_type = "HTTP"')
    assert hints(only_route(found), found)[0] == [
        "baiducloud_blb_listener.web protocol = TCP",
        "baiducloud_blb_listener.web",
    ]


def test_a_check_is_sent_in_one_case_and_dropped_in_the_other(tmp_path: Path) -> None:
    route = only_route(ordinary(tmp_path, 'protocol = var.tls ? "HTTPS" : "UDP"\nhealth_check_type = "TCP"'))
    assert words(route, Role.CHECK) == ["TCP", "UDP"]
    assert said(route) == (Verdict.OK, None)


def address_group(folder: Path, policy: str) -> Backend:
    text = f"""
        variable "unknown" {{ type = any }}
        resource "baiducloud_appblb_ip_group" "app" {{
          blb_id = "lb-1"
          backend_policy_list {{
            {policy}
          }}
        }}
    """
    (backend,) = backends(graph(folder, text))
    return backend


ON = "\nenable_health_check = true"


def test_an_https_check_on_an_http_ip_group_is_refused_by_the_provider(tmp_path: Path) -> None:
    pair = Pair(address_group(tmp_path, 'type = "HTTP"\nhealth_check = "HTTPS"' + ON))
    assert (pair.ruling.verdict, pair.ruling.kind) == (Verdict.CHECK_MISMATCH, Kind.REFUSED)
    assert pair.family.id == "baiducloud/application"
    assert [_edits(hint) for hint in pair_hints(pair)] == [
        ["baiducloud_appblb_ip_group.app#1 backend_policy_list.health_check = TCP"],
        ["baiducloud_appblb_ip_group.app#1 backend_policy_list.health_check = HTTP"],
        ["baiducloud_appblb_ip_group.app#1 backend_policy_list.type = HTTPS"],
    ]


@pytest.mark.parametrize(("protocol", "check"), [("UDP", "ICMP"), ("HTTPS", "HTTPS"), ("HTTP", "TCP")])
def test_an_ip_group_takes_the_rest_of_the_matrix(tmp_path: Path, protocol: str, check: str) -> None:
    pair = Pair(address_group(tmp_path, f'type = "{protocol}"\nhealth_check = "{check}"' + ON))
    assert pair.ruling.verdict is Verdict.OK


def test_the_check_of_an_ip_group_speaks_its_protocol_by_default(tmp_path: Path) -> None:
    check = address_group(tmp_path, 'type = "HTTPS"' + ON).check
    assert check and check.implied
    assert [choice.value for choice in check.words] == ["HTTPS"]


@pytest.mark.parametrize("switch", ["", "enable_health_check = false"])
def test_an_ip_group_has_no_check_unless_it_is_switched_on(tmp_path: Path, switch: str) -> None:
    assert address_group(tmp_path, f'type = "HTTP"\nhealth_check = "HTTPS"\n{switch}').check is None


def test_a_wrong_check_that_may_be_off_is_undecided(tmp_path: Path) -> None:
    policy = 'type = "HTTP"\nhealth_check = "HTTPS"\nenable_health_check = var.unknown'
    assert Pair(address_group(tmp_path, policy)).ruling.verdict is Verdict.UNDECIDED


def test_a_group_is_among_the_backends_whether_a_listener_reaches_it_or_not(tmp_path: Path) -> None:
    found = application(tmp_path, '"HTTP"', 8080)
    assert [backend.part.spot.address for backend in backends(found)] == [
        "baiducloud_appblb_server_group.app:8080",
        "baiducloud_appblb_server_group.app:53",
    ]


def test_a_bridged_pulumi_stack_reads_alike() -> None:
    group = Registration(
        "urn:pulumi:dev::shop::baiducloud:index/appblbServerGroup:AppblbServerGroup::app",
        "baiducloud:index/appblbServerGroup:AppblbServerGroup",
        "app",
        {"portLists": [{"port": 8080.0, "type": "HTTP", "healthCheck": "TCP"}]},
    )
    unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
    listener = Registration(
        "urn:pulumi:dev::shop::baiducloud:index/appblbListener:AppblbListener::web",
        "baiducloud:index/appblbListener:AppblbListener",
        "web",
        {"protocol": "HTTP", "certIds": [], "policies": [{"appServerGroupId": unknown, "backendPort": 8080.0}]},
        depends={"policies": (group.urn,)},
    )
    route = only_route(to_graph([group, listener]))
    assert route.backend.part.spot.address == f"{group.urn}:8080"
    assert route.backend.part.spot.spelled == "portLists.type"
    assert (route.reach.joined_by, said(route)) == (JoinedBy.DEPENDENCY, (Verdict.OK, None))


def test_a_protocol_that_is_missing_is_unknown_not_absent(tmp_path: Path) -> None:
    listener = only_listener(ordinary(tmp_path, ""))
    assert [type(choice.value) for choice in listener.part.words] == [Unknown]
