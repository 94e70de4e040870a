"""What becomes of a route whose words are wrong, open, or one of several."""

from __future__ import annotations

from itertools import product

import pytest

from policies.model import OWN_PORT, TRAFFIC_PORT, Fact, Spot
from policies.values import Choice, OneOf, Unknown
from policies.words import Verdict

from .parts import WORDS, route

TLS = "var.tls"


def if_tls(then: object, otherwise: object) -> OneOf:
    return OneOf((Choice(then, frozenset({(TLS, "true")})), Choice(otherwise, frozenset({(TLS, "false")}))))


def verdict(listener: object, backend: object, check: object = None) -> Verdict:
    return route(listener, backend, check).ruling.verdict


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("HTPS", "UDP", "ICMP"), Verdict.PROTOCOL_UNKNOWN),
        (("ICMP", "UPD", "TCP"), Verdict.PROTOCOL_UNKNOWN),
        (("ICMP", "UDP", "PING"), Verdict.PROTOCOL_UNKNOWN),
        (("TCP", "UDP", "tcp"), Verdict.PROTOCOL_UNKNOWN),
        (("ICMP", "UDP", "HTTP"), Verdict.LISTENER_UNSUPPORTED),
        (("TCP", "UDP", "ICMP"), Verdict.BACKEND_MISMATCH),
        (("HTTPS", "TCP", "HTTPS"), Verdict.BACKEND_MISMATCH),
        (("HTTPS", "HTTP", "ICMP"), Verdict.CHECK_MISMATCH),
        (("HTTPS", "HTTP", "HTTPS"), Verdict.CHECK_INEFFECTIVE),
        (("HTTPS", "HTTP", "HTTP"), Verdict.OK),
    ],
)
def test_the_earliest_wrong_part_gives_the_verdict(words: tuple[str, str, str], expected: Verdict) -> None:
    assert verdict(*words) is expected


def test_the_precedence_holds_for_every_triple_of_the_base_matrix() -> None:
    listeners, backends = ("TCP", "SSL", "UDP", "HTTP", "HTTPS"), {"HTTPS": ("HTTP", "HTTPS"), "SSL": ("TCP",)}
    for listener, backend, check in product(WORDS.known, repeat=3):
        found = verdict(listener, backend, check)
        assert (found is Verdict.LISTENER_UNSUPPORTED) == (listener not in listeners)
        if listener in listeners:
            assert (found is Verdict.BACKEND_MISMATCH) == (backend not in backends.get(listener, (listener,)))


def test_a_route_without_a_check_is_judged_as_a_pair() -> None:
    assert verdict("HTTPS", "HTTP") is Verdict.OK
    assert verdict("TCP", "HTTP") is Verdict.BACKEND_MISMATCH


def test_alternatives_of_one_condition_are_judged_for_it_and_for_its_opposite_never_mixed() -> None:
    assert verdict(if_tls("HTTPS", "TCP"), if_tls("HTTPS", "TCP"), if_tls("HTTPS", "TCP")) is Verdict.OK


def test_alternatives_of_different_conditions_are_judged_in_every_combination() -> None:
    other = OneOf((Choice("HTTPS", frozenset({("var.x", "true")})), Choice("TCP", frozenset({("var.x", "false")}))))
    assert verdict(if_tls("HTTPS", "TCP"), other) is Verdict.UNDECIDED


def test_alternatives_that_are_wrong_in_both_cases_are_a_violation() -> None:
    assert verdict(if_tls("HTTPS", "HTTP"), "TCP", "TCP") is Verdict.BACKEND_MISMATCH


def test_of_wrong_alternatives_the_one_that_gets_furthest_speaks() -> None:
    assert verdict(if_tls("HTTPS", "TCP"), "HTTP", "HTTPS") is Verdict.CHECK_INEFFECTIVE


def test_an_alternative_that_is_wrong_in_one_case_is_undecided_and_names_its_place() -> None:
    judged = route(if_tls("HTTPS", "TCP"), "HTTP", "TCP")
    assert judged.ruling.verdict is Verdict.UNDECIDED
    assert judged.deciding.spot.address == "lb_listener.web"


def test_an_unknown_word_may_be_any_word_of_the_schema() -> None:
    assert verdict(Unknown("var.protocol"), "HTTP", "HTTP") is Verdict.UNDECIDED
    assert verdict("TCP", Unknown("var.protocol"), "TCP") is Verdict.UNDECIDED


def test_an_unknown_word_that_no_value_could_make_right_is_a_violation() -> None:
    assert verdict("ICMP", Unknown("var.protocol"), "HTTP") is Verdict.LISTENER_UNSUPPORTED
    assert verdict(Unknown("var.protocol"), "ICMP", "HTTP") is Verdict.BACKEND_MISMATCH


def test_one_unknown_in_two_places_has_the_same_word_in_both() -> None:
    listener = OneOf((Choice("TCP", frozenset({("var.p", "TCP")})), Choice("UDP", frozenset({("var.p", "UDP")}))))
    backend = OneOf((Choice("TCP", frozenset({("var.p", "TCP")})), Choice("UDP", frozenset({("var.p", "UDP")}))))
    assert verdict(listener, backend, backend) is Verdict.OK


def test_an_unknown_check_port_decides_where_only_the_traffic_port_is_wrong() -> None:
    port = Fact(Spot("lb_check.app", "port"), (Choice(Unknown("var.port")),), (TRAFFIC_PORT, OWN_PORT))
    judged = route("HTTPS", "HTTP", "HTTPS", own_port=port)
    assert judged.ruling.verdict is Verdict.UNDECIDED
    assert judged.deciding.name == "port"
    assert route("HTTPS", "HTTP", "UDP", own_port=port).ruling.verdict is Verdict.CHECK_MISMATCH
