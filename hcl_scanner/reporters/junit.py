"""The report as JUnit's XML: a test case for each listener, which fails by its errors.

A listener that is not judged is skipped, unreadable input is an error. The shape is the one that Jenkins reads:
https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from policies.graph import Problem, Unread
from policies.messages import marked, sentence
from policies.report import Finding, ListenerEntry, Report
from policies.words import Level

from . import Style
from .told import stands, suppression_text, told
from .visible import problem_text, visible

NOT_JUDGED = ("undecided", "unlinked", "not_covered")


@dataclass(frozen=True, slots=True)
class Case:
    """One test case: in which suite and class, its name, and what became of it."""

    suite: str
    name: str
    outcome: str = ""
    message: str = ""
    kind: str = ""
    details: str = ""
    output: str = ""


def render(report: Report, _: Style) -> str:
    suites: dict[str, list[Case]] = {}
    for case in _cases(report):
        suites.setdefault(case.suite, []).append(case)
    counts = _counts([case for few in suites.values() for case in few])
    del counts["skipped"]  # which the schema has for a suite alone
    top = Xml.Element("testsuites", {"name": "lbgate", **counts})
    for name, cases in suites.items():
        _add_suite(top, name, cases)
    Xml.indent(top)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(top, encoding="unicode")}\n'


def _counts(cases: list[Case]) -> dict[str, str]:
    outcomes = [case.outcome for case in cases]
    counted = {"tests": len(cases)} | {
        plural: outcomes.count(one)
        for plural, one in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
    }
    return {name: str(number) for name, number in counted.items()}


def _add_suite(top: Xml.Element, name: str, cases: list[Case]) -> None:
    suite = Xml.SubElement(top, "testsuite", {"name": name, **_counts(cases)})
    for case in cases:
        element = Xml.SubElement(suite, "testcase", {"classname": name, "name": case.name})
        if case.outcome:
            given = {"message": case.message, "type": case.kind}
            outcome = Xml.SubElement(element, case.outcome, {key: value for key, value in given.items() if value})
            outcome.text = case.details or None
        if case.output:
            Xml.SubElement(element, "system-out").text = case.output


def _cases(report: Report) -> Iterator[Case]:
    yield from (_unreadable(problem) for problem in report.errors)
    listeners = {(one.root, one.var_set, one.address): one for one in report.listeners}
    findings: dict[tuple[str, str | None, str], list[Finding]] = {key: [] for key in listeners}
    for finding in report.findings:
        for address in _addresses(finding, report):
            findings.setdefault((finding.root, finding.var_set, address), []).append(finding)
    for key, found in findings.items():
        yield _case(key, listeners.get(key), found, report)
    yield from (_unread(unread) for unread in report.unread)


def _addresses(finding: Finding, report: Report) -> list[str]:
    """The listeners that a finding spoils; where it stands itself, if no listener leads there."""
    spoilt = dict.fromkeys(route.listener.spot.address for route in report.routes_of(finding))
    return list(spoilt) or [finding.location.address or finding.location.label]


def _case(
    key: tuple[str, str | None, str], listener: ListenerEntry | None, findings: list[Finding], report: Report
) -> Case:
    root, var_set, address = key
    suite = visible(f"{root or '.'} with {var_set}" if var_set else root or ".")
    name = visible((listener.spot.label if listener else findings[0].location.label) or address)
    failing = [one for one in findings if _fails(one)]
    others = "\n\n".join(_text(one, report) for one in findings if not _fails(one))
    if failing:
        rules = " ".join(dict.fromkeys(one.rule for one in failing))
        message = visible(" ".join(sentence(one.message) for one in failing))
        details = "\n\n".join(_text(one, report) for one in failing)
        return Case(suite, name, "failure", message, rules, details, others)
    allowed = next((one.suppressed for one in findings if one.level is Level.ERROR and one.suppressed), None)
    if allowed:
        return Case(suite, name, "skipped", visible(suppression_text(allowed)), output=others)
    if listener and listener.status in NOT_JUDGED:
        reason = f"{listener.status.replace('_', ' ')}: {listener.reason}" if listener.reason else listener.status
        return Case(suite, name, "skipped", visible(reason), output=others)
    return Case(suite, name, output=others)


def _fails(finding: Finding) -> bool:
    return finding.level is Level.ERROR and not finding.suppressed


def _text(finding: Finding, report: Report) -> str:
    title = visible(f"{finding.level} {finding.rule} {finding.name}{marked(finding)}")
    return "\n".join([title, *told(finding, report, stands([finding]))])


def _unreadable(problem: Problem) -> Case:
    place = visible(problem_text(problem).removesuffix(f": {problem.reason}"))
    return Case("input", place, "error", visible(problem.reason), "unreadable")


def _unread(unread: Unread) -> Case:
    return Case("input", visible(unread.address), "skipped", visible(f"not read: {unread.reason}"))
