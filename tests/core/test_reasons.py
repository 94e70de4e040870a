"""The whole sentence that explains a triple."""

from __future__ import annotations

import pytest

from policies.explain import explain
from policies.providers import FAMILIES
from policies.reasons import article, words

BASE = "base"


@pytest.mark.parametrize(
    ("family", "triple", "sentence"),
    [
        (
            BASE,
            "HTTPS HTTP HTTPS",
            "an HTTPS check has no effect on HTTP backends: it opens TLS to servers that answer in plain HTTP, so it"
            " always fails and says nothing about them",
        ),
        (
            BASE,
            "HTTPS HTTPS TCP",
            "an HTTPS listener of the base matrix may use HTTPS backends, and a TCP check tells whether they answer",
        ),
        (
            BASE,
            "HTTPS HTTP ICMP",
            "the base matrix cannot check HTTP backends behind an HTTPS listener with ICMP; it takes TCP or HTTP",
        ),
        (
            BASE,
            "TCP UDP",
            "a TCP listener of the base matrix cannot use a UDP backend: datagrams and a TCP connection cannot be turned"
            " into each other; it takes TCP",
        ),
        (
            BASE,
            "TCP HTTP",
            "a TCP listener of the base matrix cannot use an HTTP backend: it carries bytes and does not speak HTTP; it"
            " takes TCP",
        ),
        (
            BASE,
            "SSL HTTPS",
            "an SSL listener of the base matrix cannot use an HTTPS backend: it ends TLS and then carries plain bytes, it"
            " does not speak HTTPS; it takes TCP",
        ),
        (
            BASE,
            "HTTPS TCP",
            "an HTTPS listener of the base matrix cannot use a TCP backend: it reads requests and passes them on as HTTP,"
            " never as raw TCP; it takes HTTP or HTTPS",
        ),
        (
            BASE,
            "HTTP HTTPS",
            "an HTTP listener of the base matrix cannot use an HTTPS backend: what comes in plain is passed on plain; it"
            " takes HTTP",
        ),
        (BASE, "ICMP", "the base matrix has no ICMP listener; it takes TCP, SSL, UDP, HTTP or HTTPS"),
        ("aws/gateway", "TCP", "a gateway load balancer takes no protocol on its listener"),
        (
            "aws/application",
            "TCP HTTP HTTP",
            "an application load balancer has no TCP listener; it takes HTTP or HTTPS",
        ),
        (
            "aws/network",
            "TCP TLS",
            "a TCP listener of a network load balancer cannot use a TLS backend: it carries the client's TLS through"
            " untouched and opens none of its own to the backend; it takes TCP or TCP_UDP",
        ),
        (
            "aws/network",
            "QUIC UDP",
            "a QUIC listener of a network load balancer cannot use a UDP backend; it takes QUIC or TCP_QUIC",
        ),
        (
            "aws/network",
            "TCP TCP TCP",
            "a TCP listener of a network load balancer may use TCP backends, and a TCP check tells whether they answer"
            " (where target_type is instance or ip)",
        ),
        (
            "aws/network",
            "TCP TCP HTTP",
            "a TCP listener of a network load balancer may use TCP backends, and an HTTP check tells whether they answer"
            " (where target_type is instance, ip or alb)",
        ),
        (
            "aws/application",
            "HTTP HTTPS HTTP",
            "an HTTP check says little about HTTPS backends: it speaks plain HTTP to servers that expect TLS, so it fails"
            " with most of them (where protocol_version is HTTP1)",
        ),
        (
            "aws/network",
            "QUIC TCP_QUIC TCP",
            "no page of the vendor confirms QUIC to TCP_QUIC (where target_type is instance or ip)",
        ),
    ],
)
def test_a_triple_is_explained_in_one_sentence(family: str, triple: str, sentence: str) -> None:
    (found,) = explain(FAMILIES[family], triple.split())
    assert found.why == sentence


@pytest.mark.parametrize(
    ("word", "said"), [("HTTPS", "an HTTPS"), ("UDP", "a UDP"), ("SSL", "an SSL"), ("TCP", "a TCP")]
)
def test_the_article_follows_how_a_word_is_read_aloud(word: str, said: str) -> None:
    assert article(word) == said


def test_words_are_listed_as_a_reader_would_say_them() -> None:
    assert words(["TCP"]) == "TCP"
    assert words(["TCP", "HTTP"]) == "TCP or HTTP"
    assert words(["TCP", "HTTP", "HTTPS"]) == "TCP, HTTP or HTTPS"
    assert words([]) == "none"
