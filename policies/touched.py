"""What of a deployment is reported: all of it, or with ``--changed-only`` what the plan touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from .deployment import Deployment
from .entries import ends, resource_at, route_id
from .findings import findings
from .judge import Pair, Route
from .model import Listener
from .report import Finding


@dataclass(frozen=True)
class Reported:
    """A deployment as its report shows it. All of it is judged, since a hint must not break what is left out."""

    of: Deployment
    changed_only: bool = False

    @cached_property
    def routes(self) -> Sequence[Route]:
        """The routes with an end that changes."""
        return [route for route in self.of.routes if self._is_touched(ends(route))]

    @cached_property
    def listeners(self) -> Sequence[Listener]:
        """The listeners that change, or of which a route or an end that leads nowhere does."""
        reached = {id(route.listener) for route in self.routes}
        return [one for one in self.of.listeners if id(one) in reached or self._is_touched(_own(one))]

    @cached_property
    def unreached(self) -> Sequence[Pair]:
        return [one for one in self.of.unreached if self._is_touched(part.spot.address for part in one.parts)]

    @cached_property
    def findings(self) -> list[Finding]:
        """Those about any of these."""
        if not self.changed_only:
            return findings(self.of)
        kept = {route_id(route, self.of.graph) for route in self.routes}
        found = [(one, tuple(id_ for id_ in one.routes if id_ in kept)) for one in findings(self.of)]
        return [
            replace(one, routes=routes)
            for one, routes in found
            if routes or (not one.routes and self._is_touched([one.location.address]))
        ]

    def routes_from(self, listener: Listener) -> list[Route]:
        return [route for route in self.of.routes_from(listener) if self._is_touched(ends(route))]

    def _is_touched(self, addresses: Iterable[str]) -> bool:
        """Whether any resource changes; one of which the input cannot say counts as changed."""
        if not self.changed_only:
            return True
        found = (resource_at(self.of.graph, address) for address in addresses)
        return any(one is None or one.change != "unchanged" for one in found)


def _own(listener: Listener) -> list[str]:
    return [listener.part.spot.address, *(loose.spot.address for loose in listener.loose)]
