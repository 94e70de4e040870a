"""Whether a plan by itself leaves open where a listener leads, or what decides about it."""

from __future__ import annotations

from collections.abc import Iterator

from policies.certificates import certificate_ruling
from policies.deployment import Deployment, deployment
from policies.graph import Graph
from policies.settings import Settings
from policies.words import Verdict


def is_open(graph: Graph) -> bool:
    return any(_left_open(deployment(graph, Settings())))


def _left_open(of: Deployment) -> Iterator[bool]:
    for listener in of.listeners:
        certificate = certificate_ruling(listener)
        yield bool(listener.loose) or (certificate is not None and certificate.rule == "LBG401")
    yield from (route.reach.is_open or route.ruling.verdict is Verdict.UNDECIDED for route in of.routes)
    yield from (pair.ruling.verdict is Verdict.UNDECIDED for pair in of.unreached)
