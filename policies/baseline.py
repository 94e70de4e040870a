"""A baseline: the findings that an old code base starts with, so that only new ones fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from .ignores import recounted
from .matching import Trace, divided, traces
from .report import Finding, Report, Suppression

InScope = Callable[[str], bool]
"""Whether a run read the root module of this name, if it is still there."""


@dataclass(frozen=True, slots=True)
class Known:
    """One finding of a baseline with its routes. ``root`` is named from the repository; ``line`` is where it is written."""

    rule: str
    root: str
    var_set: str | None
    address: str
    attribute: str
    traces: tuple[Trace, ...]
    line: int | None = None

    @property
    def fingerprint(self) -> str:
        return self.traces[0].fingerprint


def baseline_of(report: Report, name: Callable[[str], str]) -> list[Known]:
    """What a baseline holds of a report: all that nobody allows otherwise, and that is not about exceptions themselves.

    ``name`` names a root module wherever the checkout lies.
    """
    found = (one for one in report.findings if not one.suppressed and one.rule != "LBG501")
    return merged(_known(one, report, name) for one in found)


def _known(one: Finding, report: Report, name: Callable[[str], str]) -> Known:
    spot = one.location
    return Known(one.rule, name(one.root), one.var_set, spot.address, spot.attribute, tuple(traces(one, report)))


def merged(several: Iterable[Known]) -> list[Known]:
    """Sorted, one for each finding, with the routes of all: two branches may both have written it down."""
    found: dict[str, Known] = {}
    for one in several:
        first = found.setdefault(one.fingerprint, one)
        by_route = {trace.route: trace for trace in sorted({*first.traces, *one.traces}, key=_place, reverse=True)}
        found[one.fingerprint] = replace(first, traces=tuple(sorted(by_route.values(), key=_place)))
    return sorted(found.values(), key=_order)


def _place(trace: Trace) -> tuple[str, str]:
    return trace.route, trace.shape


def _order(one: Known) -> tuple[str, ...]:
    return one.root, one.var_set or "", one.address, one.attribute, one.rule, one.fingerprint


def updated(old: Iterable[Known], new: Iterable[Known], in_scope: InScope, *, complete: bool) -> list[Known]:
    """The new baseline: what is gone is left out, but for what the run did not read.

    Where it could not read all that it should (not ``complete``), nothing counts as gone.
    """
    kept = (one for one in old if not (complete and in_scope(one.root)))
    return merged([*new, *kept])


def under(report: Report, baseline: Iterable[Known], file: str, in_scope: InScope, *, whole: bool = True) -> Report:
    """The report with what the baseline of that file knows marked as suppressed.

    A finding that has gained a route is two: what is known of it, and the new part, which fails. What the run did not look
    at stands for nothing new: root modules that it did not read, and in a run that is not ``whole`` (only what a plan
    changes) whatever is not at the same addresses.
    """
    known = [one for one in baseline if in_scope(one.root)]
    lines = {one.fingerprint: one.line for one in known}
    former = [trace for one in known for trace in one.traces]
    if not whole:
        present = {(trace.fingerprint, trace.route) for one in report.findings for trace in traces(one, report)}
        former = [trace for trace in former if (trace.fingerprint, trace.route) in present]
    found = [
        _held(one, file, lines.get(one.fingerprint)) if was_there else one for one, was_there in divided(report, former)
    ]
    return recounted(replace(report, findings=tuple(found)))


def _held(finding: Finding, file: str, line: int | None) -> Finding:
    return finding if finding.suppressed else replace(finding, suppressed=Suppression("baseline", file, line))
