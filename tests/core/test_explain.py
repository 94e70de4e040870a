"""What ``explain`` makes of one, two and three words of a family."""

from __future__ import annotations

import pytest

from policies.explain import Explanation, explain, family_named
from policies.matrix import Mark
from policies.providers import FAMILIES
from policies.settings import SettingError
from policies.words import Kind, Verdict


def asked(family: str, words: str) -> list[tuple[str, str | None, str | None, str]]:
    return [(e.listener, e.backend, e.check, e.ruling.verdict.value) for e in of(family, words)]


def of(family: str, words: str) -> tuple[Explanation, ...]:
    return explain(FAMILIES[family], words.split())


def test_a_pair_lists_every_check_of_the_family_refused_ones_too() -> None:
    assert asked("base", "HTTPS HTTP") == [
        ("HTTPS", "HTTP", "TCP", "ok"),
        ("HTTPS", "HTTP", "UDP", "check-mismatch"),
        ("HTTPS", "HTTP", "ICMP", "check-mismatch"),
        ("HTTPS", "HTTP", "HTTP", "ok"),
        ("HTTPS", "HTTP", "HTTPS", "check-ineffective"),
    ]


def test_a_listener_lists_every_triple_that_its_matrix_shows() -> None:
    assert asked("base", "HTTPS") == [
        ("HTTPS", "HTTP", "TCP", "ok"),
        ("HTTPS", "HTTP", "HTTP", "ok"),
        ("HTTPS", "HTTP", "HTTPS", "check-ineffective"),
        ("HTTPS", "HTTPS", "TCP", "ok"),
        ("HTTPS", "HTTPS", "HTTP", "ok"),
        ("HTTPS", "HTTPS", "HTTPS", "ok"),
    ]


def test_rows_of_one_pair_under_several_conditions_give_each_triple_once() -> None:
    assert [one for one in asked("aws/network", "TCP") if one[1] == "TCP"] == [
        ("TCP", "TCP", "TCP", "ok"),
        ("TCP", "TCP", "HTTP", "ok"),
        ("TCP", "TCP", "HTTPS", "ok"),
    ]


def test_a_refused_pair_is_one_object_without_a_check() -> None:
    assert asked("base", "TCP HTTP") == [("TCP", "HTTP", None, "backend-mismatch")]


def test_a_refused_listener_is_one_object_without_backend_and_check() -> None:
    assert asked("base", "ICMP") == [("ICMP", None, None, "listener-unsupported")]
    assert [hint.text for hint in of("aws/application", "TCP")[0].hints] == ['listener = "HTTP"', 'listener = "HTTPS"']


@pytest.mark.parametrize(
    ("family", "words", "spoken"),
    [
        ("aws/network", "SSL SSL HTTPS", ("TLS", "TLS", "HTTPS")),
        ("aws/network", "UDP UDP TCP", ("UDP", "UDP", "TCP")),
        ("aws/classic", "SSL SSL SSL", ("SSL", "SSL", "SSL")),
        ("base", "TLS TCP TCP", ("TLS", "TCP", "TCP")),
    ],
)
def test_a_neutral_word_is_translated_where_the_vendor_has_exactly_one(
    family: str, words: str, spoken: tuple[str, str, str]
) -> None:
    assert [one[:3] for one in asked(family, words)] == [spoken]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("TLS TCP TCP", Verdict.LISTENER_UNSUPPORTED),
        ("TCP GENEVE TCP", Verdict.BACKEND_MISMATCH),
        ("TCP TCP UDP+ICMP", Verdict.CHECK_MISMATCH),
    ],
)
def test_a_word_of_another_family_is_wrong_by_its_place(words: str, verdict: Verdict) -> None:
    (found,) = of("base", words)
    assert (found.ruling.verdict, found.ruling.kind) == (verdict, Kind.REFUSED)


@pytest.mark.parametrize("words", ["HTPS", "HTTPS HTPS", "HTTPS HTTP HTPS"])
def test_a_word_that_nobody_knows_is_an_error_that_names_the_nearest(words: str) -> None:
    with pytest.raises(SettingError, match=r"^unknown word 'HTPS': one of TCP, .*; did you mean HTTPS\?$"):
        of("base", words)


def test_the_case_of_a_word_matters_and_the_error_says_which_is_meant() -> None:
    with pytest.raises(SettingError, match=r"^unknown word 'http': .*; did you mean HTTP\?$"):
        of("base", "http")


def test_an_unknown_family_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(SettingError, match=r"^unknown family 'aws/aplication': .*; did you mean aws/application\?$"):
        family_named("aws/aplication")


def test_a_doubtful_triple_is_ok_and_says_so() -> None:
    (found,) = of("aws/application", "HTTPS HTTPS HTTP")
    assert (found.ruling.verdict, found.ruling.kind, found.ruling.doubt) == (Verdict.OK, None, Mark.DOUBTFUL)


def test_an_unverified_triple_is_ok_and_says_so() -> None:
    (found,) = of("baiducloud/classic", "HTTPS HTTPS HTTP")
    assert (found.ruling.verdict, found.ruling.kind, found.ruling.doubt) == (Verdict.OK, None, Mark.UNVERIFIED)


def test_a_hint_for_words_names_the_place_and_no_resource() -> None:
    (found,) = of("base", "UDP UDP TCP")
    assert [[(a.spot.address, a.spot.attribute, a.value) for a in hint.set] for hint in found.hints] == [
        [("", "check", "UDP")],
        [("", "check", "ICMP")],
    ]
