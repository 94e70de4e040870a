"""The TLS posture of every pairing: what travels on each side, and who holds the certificate."""

from __future__ import annotations

import pytest

from policies.posture import Posture, posture

from .parts import route


@pytest.mark.parametrize(
    ("listener", "backend", "front", "back", "certificate"),
    [
        ("HTTPS", "HTTP", "tls", "plain", ("balancer",)),
        ("HTTPS", "HTTPS", "tls", "tls", ("balancer", "backend")),
        ("TCP", "TCP", "passthrough", "passthrough", ("backend",)),
        ("SSL", "TCP", "tls", "plain", ("balancer",)),
        ("SSL", "SSL", "tls", "tls", ("balancer", "backend")),
        ("HTTP", "HTTP", "plain", "plain", ()),
        ("HTTP", "HTTPS", "plain", "tls", ("backend",)),
        ("HTTP", "TCP", "plain", "plain", ()),
        ("UDP", "UDP", "passthrough", "passthrough", ()),
        ("TCP", "SSL", "passthrough", "tls", ("backend",)),
    ],
)
def test_the_posture_follows_from_listener_and_backend(
    listener: str, backend: str, front: str, back: str, certificate: tuple[str, ...]
) -> None:
    assert posture(route(listener, backend)) == Posture(front, back, certificate)


@pytest.mark.parametrize(
    ("listener", "backend", "balancer", "end_to_end"),
    [
        ("HTTPS", "HTTP", None, "back"),
        ("HTTPS", "HTTPS", None, None),
        ("TCP", "TCP", None, None),
        ("SSL", "TCP", None, "back"),
        ("HTTP", "HTTP", "front", "front"),
        ("HTTP", "HTTPS", "front", "front"),
        ("UDP", "UDP", None, None),
    ],
)
def test_the_encryption_setting_finds_the_plain_end(
    listener: str, backend: str, balancer: str | None, end_to_end: str | None
) -> None:
    found = posture(route(listener, backend))
    assert found.falls_short("off") is None
    assert found.falls_short("balancer") == balancer
    assert found.falls_short("end-to-end") == end_to_end
