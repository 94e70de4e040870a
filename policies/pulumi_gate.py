"""What the policy pack decides of one stack, without Pulumi's SDK."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from .graph import Graph
from .pulumi_data import STACK_TYPE, Registration
from .pulumi_failures import Violation, culprit, failure
from .pulumi_graph import to_graph
from .settings import Settings
from .words import Level

if TYPE_CHECKING:
    from .report import Finding, Report

Judge = Callable[[Graph, Settings], "Report | None"]

MOST_FAILURES = 10
"""An error that strikes every resource of a large stack is not looked for in each."""
GIVEN_UP = "Internal error of lbgate: the stack as a whole was not judged."


@dataclass(frozen=True, slots=True)
class Judged:
    """A stack's report, or none where nothing is to be told, and what went wrong inside lbgate on the way."""

    graph: Graph
    report: Report | None = None
    failures: tuple[Violation, ...] = ()

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings that nobody has allowed."""
        return tuple(one for one in self.report.findings if not one.suppressed) if self.report else ()


# The judge and its clouds are loaded when the first resource comes, not at start-up.


def whole_report(graph: Graph, settings: Settings) -> Report | None:
    """The report of a stack, with what its settings and tags allow today."""
    from .evaluate import evaluate
    from .ignores import suppress
    from .tags import tag_ignores

    allowing = replace(settings, ignores=(*settings.ignores, *tag_ignores(graph)))
    return suppress(evaluate([graph], settings), allowing, date.today())


def report_of_errors(graph: Graph, settings: Settings) -> Report | None:
    """The report of one resource where it is wrong by itself; None in the common case, which costs it little.

    Without a listener that is so only for words that the provider does not know.
    """
    from .deployment import deployment
    from .findings import findings

    of = deployment(graph, settings)
    parts = (part for pair in of.unreached for part in pair.backend.parts)
    if not of.listeners and not any(part.misspelt() for part in parts):
        return None
    wrong = any(one.level is Level.ERROR for one in findings(of))
    return whole_report(graph, settings) if wrong else None


def judge(registrations: Sequence[Registration], settings: Settings, report: Judge) -> Judged:
    """What ``report`` makes of a stack. A resource that breaks lbgate is named, left out, and the others are judged."""
    failures: list[Violation] = []
    stack = stack_urn({one.urn: one.type for one in registrations})
    while True:
        try:
            graph = to_graph(registrations)
            return Judged(graph, report(graph, settings), tuple(failures))
        except Exception as error:  # noqa: BLE001  whatever broke must fail the deployment, and say where
            address = culprit(error) or ""
            broken = next((one.urn for one in registrations if address.startswith(one.urn)), None)
            failures.append(failure(broken or stack, error))
            if broken is None or len(failures) == MOST_FAILURES:
                return Judged(Graph({}), None, (*failures, Violation(stack, GIVEN_UP)))
            registrations = [one for one in registrations if one.urn != broken]


def stack_urn(types: Mapping[str, str]) -> str:
    """The URN of the stack with resources of these types (by URN), also where the stack itself is not at hand."""
    stacks = (urn for urn, type_ in types.items() if type_ == STACK_TYPE)
    return next(stacks, None) or root_urn(next(iter(types), ""))


def root_urn(urn: str) -> str:
    """The URN of the stack that a resource belongs to."""
    stack, project, *_ = [*urn.removeprefix("urn:pulumi:").split("::"), "", ""]
    return f"urn:pulumi:{stack}::{project}::{STACK_TYPE}::{project}-{stack}"


def violations(judged: Judged, stack: str, levels: frozenset[Level], told: frozenset[str]) -> Iterator[Violation]:
    """The findings of these levels, sorted by URN, but for those whose fingerprint was ``told`` already."""
    from .messages import finding_text

    report = judged.report
    if report is None:
        return
    wanted = [one for one in judged.told if one.level in levels and one.fingerprint not in told]
    found = [Violation(urn_of(one.location.address, judged.graph, stack), finding_text(one, report)) for one in wanted]
    yield from sorted(found, key=lambda each: (each.urn, each.message))


def urn_of(address: str, graph: Graph, stack: str = "") -> str:
    """The URN in an address that may end in an entry's key (``:443``, ``#1``); the stack's where it names no resource."""
    from .entries import resource_at

    found = resource_at(graph, address)
    return found.address if found else stack


def open_ends(judged: Judged) -> str | None:
    """The ledger in one line where something in the stack was not judged; else None."""
    from .ledger import ledger_line

    ledger = judged.report.ledger if judged.report else None
    if not ledger or not (ledger.undecided or ledger.unlinked or ledger.not_covered or ledger.unread):
        return None
    return ledger_line(ledger)
