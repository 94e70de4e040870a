"""The report: plain frozen values that every format and the Pulumi pack turn into text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .graph import Problem, Unread
from .model import Spot
from .posture import Posture
from .words import Kind, Level, Role, Verdict


@dataclass(frozen=True, slots=True)
class Ledger:
    """Counts of listeners and routes by what became of them.

    ``listeners = judged + no_route + undecided + unlinked + not_covered``; ``routes = ok + violations + routes_undecided``.
    """

    files: int = 0
    listeners: int = 0
    judged: int = 0
    no_route: int = 0
    undecided: int = 0
    unlinked: int = 0
    not_covered: int = 0
    routes: int = 0
    ok: int = 0
    violations: int = 0
    routes_undecided: int = 0
    suppressed: int = 0
    outside_base: int = 0
    unreached: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class ListenerEntry:
    """One listener and its status: judged, no_route, undecided, unlinked or not_covered (with its ``reason``).

    ``symbolic`` is what is not known where it stands for instances that are not known yet; so it is of a part.
    ``balancer`` is what messages call its balancer, or the resource that it stands in where that is not told.
    """

    address: str
    root: str
    var_set: str | None
    family: str | None
    status: str
    reason: str | None
    spot: Spot
    symbolic: str | None = None
    balancer: str = ""


@dataclass(frozen=True, slots=True)
class PartEntry:
    """One part of a judged route; ``words`` is empty where nothing at all is known.

    ``address`` is None for candidates, whose addresses stand in ``candidates`` and what messages call them in ``names``.
    """

    role: Role
    noun: str
    address: str | None
    spot: Spot
    words: tuple[str, ...]
    neutral: tuple[str, ...]
    implied: bool = False
    candidates: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    symbolic: str | None = None

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.spot.name if self.address else " or ".join(self.names)

    @property
    def said(self) -> str:
        """Its words as messages say them: a question mark where nothing is known, nothing where an implied one has none."""
        return " or ".join(self.words) or ("" if self.implied else "?")


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a route is under one condition ("var.tls is true")."""

    condition: str
    listener: str
    backend: str
    check: str | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class RouteEntry:
    """One judged route. ``via_spots`` are the resources between listener and backend."""

    id: str
    root: str
    var_set: str | None
    family: str | None
    verdict: Verdict
    kind: Kind | None
    joined_by: str | None
    posture: Posture
    listener: PartEntry
    backend: PartEntry
    check: PartEntry | None
    via_spots: tuple[Spot, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    change: str | None = None
    balancer: str = ""

    @property
    def via(self) -> tuple[str, ...]:
        """Their addresses."""
        return tuple(spot.address for spot in self.via_spots)

    @property
    def via_names(self) -> tuple[str, ...]:
        """What messages call them."""
        return tuple(spot.label for spot in self.via_spots)

    @property
    def parts(self) -> tuple[PartEntry, ...]:
        return tuple(part for part in (self.listener, self.backend, self.check) if part)


@dataclass(frozen=True, slots=True)
class Assignment:
    """An attribute and the value that it should have; None removes it."""

    spot: Spot
    value: str | None


@dataclass(frozen=True, slots=True)
class Hint:
    """A change that mends: what to say, the assignments, and the resources that it makes Terraform replace.

    ``asks_more`` is set where the assignments are not all of it: a value is asked for that only the user has.
    """

    text: str
    set: tuple[Assignment, ...] = ()
    replaces: tuple[str, ...] = ()
    asks_more: bool = False


@dataclass(frozen=True, slots=True)
class Suppression:
    """Who allows a finding (``by``: ignore, comment, baseline or new-only) and where, until which day, and why."""

    by: str
    file: str | None = None
    line: int | None = None
    until: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule at one place. ``mark`` is "doubtful" or "unverified" where that lowers it to a warning."""

    rule: str
    name: str
    level: Level
    kind: Kind | None
    message: str
    location: Spot
    fingerprint: str
    root: str = ""
    var_set: str | None = None
    routes: tuple[str, ...] = ()
    related: tuple[Spot, ...] = ()
    hints: tuple[Hint, ...] = ()
    source: str | None = None
    mark: str | None = None
    suppressed: Suppression | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader of the report should know of how it came about: one sentence, which begins in lower case.

    ``file`` is the one that it is about, None where it is about all.
    """

    text: str
    file: str | None = None

    def __str__(self) -> str:
        return f"{self.file}: {self.text}" if self.file else self.text


@dataclass(frozen=True)
class Report:
    """Everything that one run found; sorted, so that it is the same from run to run.

    ``document`` is the only document that was read, whose root is empty.
    """

    version: str
    matrix: str
    ledger: Ledger
    listeners: tuple[ListenerEntry, ...] = ()
    routes: tuple[RouteEntry, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: tuple[Unread, ...] = ()
    errors: tuple[Problem, ...] = ()
    document: str | None = None
    notes: tuple[Note, ...] = ()

    def routes_of(self, finding: Finding) -> list[RouteEntry]:
        """The routes that a finding spoils."""
        return [
            self.routes[number]
            for number in sorted({self._places[id_] for id_ in finding.routes if id_ in self._places})
        ]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {route.id: number for number, route in enumerate(self.routes)}

    @property
    def failed(self) -> bool:
        """Whether at least one finding is an error that nobody allows."""
        return any(finding.level is Level.ERROR and not finding.suppressed for finding in self.findings)
