"""The protocol-correspondence matrix: which backends a listener may have, and which checks tell the truth about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .words import NEUTRAL, Kind, Role, Verdict


class Mark(StrEnum):
    """What a family thinks of one check on one pair of listener and backend; what is not listed is refused."""

    OK = "ok"
    INEFFECTIVE = "check-ineffective"  # accepted, but says nothing true about this backend
    DOUBTFUL = "doubtful"  # fails with most servers, works with some
    UNVERIFIED = "unverified"  # no source found: may warn, never fail


Checks = Mapping[str, Mark]


def checks(accepted: str, *, ineffective: str = "", doubtful: str = "", unverified: str = "") -> Checks:
    """Check words with their marks, written as they stand in a table: ``checks("TCP HTTP", ineffective="HTTPS")``."""
    by_mark = (
        (accepted, Mark.OK),
        (ineffective, Mark.INEFFECTIVE),
        (doubtful, Mark.DOUBTFUL),
        (unverified, Mark.UNVERIFIED),
    )
    return {word: mark for words, mark in by_mark for word in words.split()}


@dataclass(frozen=True, slots=True)
class Row:
    """One accepted pair of listener and backend with its checks.

    ``when`` limits the row to values of other attributes (``{"target_type": ("alb",)}``). ``source`` is the page that
    says so where it is not the family's own. An ``unverified`` row may warn, never fail.
    """

    listener: str
    backend: str
    checks: Checks
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""
    unverified: bool = False

    def holds(self, facts: Mapping[str, str]) -> bool:
        """Whether the row applies to these facts; a fact that is not given does not speak against it."""
        return all(facts.get(name, accepted[0]) in accepted for name, accepted in self.when.items())

    @property
    def condition(self) -> str:
        """``when`` as a reader would say it: "target_type is instance or ip"; empty where there is none."""
        return " and ".join(f"{name} is {' or '.join(words)}" for name, words in self.when.items())


@dataclass(frozen=True, slots=True)
class Family:
    """One load-balancer product with the matrix that its service follows, in the vendor's own words.

    ``neutral`` translates the vendor's words where they are not the neutral ones: to one word, to the two that a double
    word means, or to none (``()``) where the base matrix has no such thing. ``check_order`` is every check word that
    the family knows. ``refuses_certificate``: a certificate where TLS is not ended is rejected, not only useless.
    """

    id: str
    title: str
    source: str
    rows: tuple[Row, ...]
    neutral: Mapping[Role, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    refuses_certificate: bool = False

    def listeners(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.listener for row in self.rows))

    def backends(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.backend for row in self.rows))

    def checks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for row in self.rows for word in row.checks))

    def words(self, role: Role) -> tuple[str, ...]:
        return {Role.LISTENER: self.listeners, Role.BACKEND: self.backends, Role.CHECK: self.checks}[role]()

    def halves(self, word: str) -> tuple[str, ...]:
        """The two vendor words that a double listener word stands for (``TCP_UDP``: TCP, UDP); empty for a plain one."""
        return tuple(word.split("_")) if "_" in word and set(word.split("_")) <= set(self.listeners()) else ()

    def translate(self, role: Role, word: str) -> tuple[str, ...]:
        """The neutral words of a vendor's word; empty where there is none."""
        known = self.neutral.get(role, {}).get(word)
        return known if known is not None else ((word,) if word in NEUTRAL else ())


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one matrix says of one triple.

    ``doubt`` is the mark that lowers it to a warning (the verdict is then ok) and ``doubted`` the verdict it would be.
    """

    verdict: Verdict
    kind: Kind | None = None
    doubt: Mark | None = None
    doubted: Verdict | None = None
    source: str = ""


def rule(
    family: Family,
    listener: str,
    backend: str,
    check: str | None = None,
    *,
    half: str | None = None,
    facts: Mapping[str, str] | None = None,
    own_port: bool = False,
) -> Ruling:
    """Judge a triple in the family's words, or a pair where ``check`` is None.

    ``half`` is the vendor's word for the half of a double listener word. ``own_port``: the check has a port of its own,
    so it need not speak the backend's protocol.
    """
    fronts = [row for row in family.rows if row.listener == listener]
    if not fronts:
        return Ruling(Verdict.LISTENER_UNSUPPORTED, Kind.REFUSED, source=family.source)
    rows = [
        row
        for row in family.rows
        if row.listener in (listener, half) and row.backend == backend and row.holds(facts or {})
    ]
    if not rows:
        return Ruling(Verdict.BACKEND_MISMATCH, Kind.REFUSED, source=family.source)
    sure = [row for row in rows if not row.unverified] or rows
    if check is None:
        return _accepted(sure, family)
    marks = [(row, row.checks[check]) for row in sure if check in row.checks]
    if not marks:
        return Ruling(Verdict.CHECK_MISMATCH, Kind.REFUSED, source=_source(sure[0], family))
    row, mark = min(marks, key=lambda pair: list(Mark).index(pair[1]))
    return _marked(row, mark, family, own_port)


def _accepted(rows: list[Row], family: Family) -> Ruling:
    row = rows[0]
    if row.unverified:
        return Ruling(Verdict.OK, None, Mark.UNVERIFIED, Verdict.BACKEND_MISMATCH, _source(row, family))
    return Ruling(Verdict.OK, source=_source(row, family))


def _marked(row: Row, mark: Mark, family: Family, own_port: bool) -> Ruling:
    source = _source(row, family)
    if mark is Mark.UNVERIFIED:
        return Ruling(Verdict.OK, None, mark, Verdict.CHECK_MISMATCH, source)
    if mark is Mark.OK or own_port:
        return _accepted([row], family)
    if mark is Mark.INEFFECTIVE:
        return Ruling(Verdict.CHECK_INEFFECTIVE, Kind.BROKEN, source=source)
    return Ruling(Verdict.OK, None, mark, Verdict.CHECK_INEFFECTIVE, source)


def _source(row: Row, family: Family) -> str:
    return row.source or family.source


def pairs(family: Family) -> Iterator[tuple[str, str]]:
    """Every accepted pair of listener and backend, in the matrix's order, each once."""
    yield from dict.fromkeys((row.listener, row.backend) for row in family.rows)


BASE = Family(
    id="base",
    title="the base matrix",
    # "Load Balancer Frontend and Backend Protocol Correspondence", Baidu AI Cloud
    source="https://intl.cloud.baidu.com/en/doc/BLB/s/Zm3y8y4a1-intl-en",
    rows=(
        #   listener  backend  health check
        Row("TCP", "TCP", checks("TCP")),
        Row("SSL", "TCP", checks("TCP")),
        Row("UDP", "UDP", checks("UDP ICMP")),
        Row("HTTP", "HTTP", checks("HTTP TCP")),
        Row("HTTPS", "HTTP", checks("TCP HTTP", ineffective="HTTPS")),
        Row("HTTPS", "HTTPS", checks("TCP HTTP HTTPS")),
    ),
)
