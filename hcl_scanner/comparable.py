"""Which findings an older revision can be asked about. What it did not have installed, or could not be read in, it cannot say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from policies.addresses import calls_around, without_keys
from policies.graph import Problem
from policies.report import Finding, Report
from policies.words import Verdict

from .documents import Documents
from .former_modules import Installed, Missing

OPEN_STATUSES, OPEN_RULES = ("undecided", "unlinked"), ("LBG401", "LBG402")


class Comparable:
    """The report on an older revision, beside the one on the work tree, and the modules that both have installed.

    ``absent`` are the folders of submodules whose older commit is not there.
    """

    def __init__(
        self, report: Report, former: Report, before: Documents, installed: Installed, absent: Sequence[str]
    ) -> None:
        self._report, self._former, self._installed, self._absent = report, former, installed, absent
        broken = {problem.file for problem in report.errors}
        self._problems = [problem for problem in former.errors if problem.file not in broken]
        self._unreadable = {graph.root: graph.unreadable for graph in before.graphs if graph.unreadable}

    def why_not(self, finding: Finding) -> str | None:
        """Why nobody can tell whether a finding was there before; None where its absence tells that it was not."""
        addresses = list(dict.fromkeys(self._addresses(finding)))
        if problem := self._problem_in(finding.root):
            where = problem.file if problem.line is None else f"{problem.file}:{problem.line}"
            return f"{where} could not be read there"
        for folder in self._absent:
            if any(file == folder or file.startswith(f"{folder}/") for file in self._files(finding)):
                return f"the commit of the submodule {folder} there is not in this clone"
        for call in (call for address in addresses for call in calls_around(address)):
            if self._was_missing(finding.root, call):
                return f"what {call} called there is not installed"
        missing = [one for one in self._installed.missing if one.root == finding.root]
        if missing and any((finding.root, without_keys(address)) in self._open for address in addresses):
            return f"it was open there, and what {_address(missing[0])} called is not installed"
        return None

    def _addresses(self, finding: Finding) -> Iterator[str]:
        yield finding.location.address
        for route in self._report.routes_of(finding):
            yield from (part.spot.address for part in route.parts)

    def _files(self, finding: Finding) -> Iterator[str]:
        spots = [finding.location, *(part.spot for route in self._report.routes_of(finding) for part in route.parts)]
        yield from (spot.place.file for spot in spots if spot.place.file)

    def _problem_in(self, root: str) -> Problem | None:
        inside = "" if root == "." else f"{root}/"
        beside = (problem for problem in self._problems if root and problem.file.startswith(inside))
        found = self._unreadable.get(root)
        return found if found in self._problems else next(beside, None)

    def _was_missing(self, root: str, address: str) -> bool:
        """Whether a module call of the work tree had another module before, or one of its source stood elsewhere."""
        calls = self._installed.calls
        now = next((call for call in calls.get(root, ()) if _spelled(call.path) == address), None)
        if now is None:
            return False
        return any(
            (one.root, one.call.path) == (root, now.path)
            or (one.call.source == now.source and one.call.path not in {call.path for call in calls.get(one.root, ())})
            for one in self._installed.missing
        )

    @cached_property
    def _open(self) -> set[tuple[str, str]]:
        """What the older revision leaves open, by root and address."""
        report = self._former
        listeners = [(one.root, one.address) for one in report.listeners if one.status in OPEN_STATUSES]
        open_routes = [route for route in report.routes if route.verdict is Verdict.UNDECIDED]
        parts = [(route.root, part.spot.address) for route in open_routes for part in route.parts]
        findings = [(one.root, one.location.address) for one in report.findings if one.rule in OPEN_RULES]
        return {(root, without_keys(address)) for root, address in (*listeners, *parts, *findings)}


def _address(missing: Missing) -> str:
    return _spelled(missing.call.path)


def _spelled(path: str) -> str:
    """The dotted path of a module call as an address."""
    return ".".join(f"module.{name}" for name in path.split("."))
