"""The report as compact data for the page, every text as it may be shown; what is empty is left out.

A route names its parts and findings, and a finding its routes, by their place in the lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from policies.messages import route_lines, sentence
from policies.report import Alternative, Finding, ListenerEntry, PartEntry, Report, RouteEntry
from policies.words import Level

from .columns import columns
from .places import named, quotable
from .standing import alike, stand_ins, whichever
from .told import stands, suppression_text
from .visible import problem_text, visible

Json = dict[str, Any]


def page_data(report: Report, *, quiet: bool = False) -> Json:
    """Everything that the page shows, each list as columns; ``quiet`` leaves the findings and the routes that they spoil."""
    findings = _together(report)
    by_route = _by_route(findings)
    shown = [one for one in report.routes if not quiet or one.id in by_route]
    parts = {part: number for number, part in enumerate(dict.fromkeys(part for one in shown for part in one.parts))}
    numbers = {route.id: number for number, route in enumerate(shown)}
    lists = {
        "parts": [_part(part) for part in parts],
        "routes": [_route(route, parts, by_route.get(route.id, {})) for route in shown],
        "findings": [_finding(several, numbers) for several in findings],
        "listeners": [] if quiet else [_listener(one) for one in report.listeners if one.status != "judged"],
        "notes": [] if quiet else [_filled(about=about, text=text) for about, text in _notes(report)],
    }
    ledger = {} if quiet else {"ledger": asdict(report.ledger)}
    return {**ledger, **{name: columns(rows) for name, rows in lists.items()}}


def embedded(data: Json) -> str:
    """The data as JSON that a script block can hold: nothing in it ends the block or opens a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _part(part: PartEntry) -> Json:
    told = ("by default" if part.words else "no protocol") if part.implied else ""
    return _filled(
        words=part.said,
        noun=part.noun,
        name=part.name,
        told=told,
        file=part.spot.place.file,
        line=part.spot.place.line,
    )


def _route(route: RouteEntry, parts: Mapping[PartEntry, int], findings: Mapping[int, Finding]) -> Json:
    return _filled(
        verdict=route.verdict,
        kind=route.kind,
        family=route.family,
        balancer=route.balancer,
        root=route.root,
        set=route.var_set,
        half=route.id.partition("/")[2],
        front=route.posture.front,
        back=route.posture.back,
        held=route.posture.certificate,
        parts=[parts[part] for part in route.parts],
        faults=_faults(route, findings.values()),
        via=route.via_names,
        joined=route.joined_by,
        change=route.change,
        alternatives=[_alternative(one) for one in route.alternatives],
        findings=list(findings),
    )


def _faults(route: RouteEntry, findings: Iterable[Finding]) -> list[str]:
    """The level of the worst finding at each part, "" where there is none; empty if no part has one."""
    worst_last = sorted(findings, key=lambda one: list(Level).index(one.level), reverse=True)
    levels = {(one.location.address, one.location.attribute): one.level for one in worst_last}
    found = [str(levels.get((part.spot.address, part.spot.attribute), "")) for part in route.parts]
    return found if any(found) else []


def _alternative(one: Alternative) -> str:
    return f"{one.condition}: {one.listener} → {one.backend} → {one.check or 'no check'}: {one.verdict}"


def _together(report: Report) -> list[list[Finding]]:
    """The findings in the order of their places; those that read alike in several roots or sets of variables are one."""
    ordered = sorted(report.findings, key=lambda one: (_group(one), one.location.place.line or 0))
    return list(alike(ordered, lambda one: (repr(_told(one)), *route_lines(one, report))).values())


def _by_route(findings: Sequence[list[Finding]]) -> dict[str, dict[int, Finding]]:
    """The findings of each route, by their place in the list."""
    found: dict[str, dict[int, Finding]] = {}
    for number, several in enumerate(findings):
        for one in several:
            for id_ in one.routes:
                found.setdefault(id_, {})[number] = one
    return found


def _finding(several: list[Finding], numbers: Mapping[str, int]) -> Json:
    first = several[0]
    return {
        **_told(first),
        **_filled(
            stands=stands(several).strip(),
            routes=sorted({numbers[id_] for one in several for id_ in one.routes if id_ in numbers}),
            roots=list(dict.fromkeys(one.root for one in several)),
            sets=list(dict.fromkeys(one.var_set for one in several if one.var_set)),
        ),
    }


def _told(finding: Finding) -> Json:
    spot = finding.location
    return _filled(
        rule=finding.rule,
        name=finding.name,
        level=finding.level,
        kind=finding.kind,
        mark=finding.mark,
        file=spot.place.file,
        line=spot.place.line,
        at=named(spot),
        span=quotable(spot.place),
        message=sentence(finding.message),
        hints=[hint.text for hint in finding.hints],
        source=finding.source,
        suppressed=suppression_text(finding.suppressed) if finding.suppressed else "",
    )


def _group(finding: Finding) -> str:
    """The file, or the document or root module where the input has no files."""
    return finding.location.place.file or finding.root


def _listener(one: ListenerEntry) -> Json:
    return _filled(
        name=one.spot.name,
        file=one.spot.place.file,
        line=one.spot.place.line,
        balancer=one.balancer,
        status=one.status.replace("_", " "),
        reason=one.reason,
        family=one.family,
        root=one.root,
        set=one.var_set,
    )


def _notes(report: Report) -> Iterator[tuple[str, str]]:
    yield from (("Cannot be read", problem_text(each)) for each in report.errors)
    for each in report.unread:
        place = f"{each.file}:{each.line}: " if each.file and each.line else ""
        yield "Not read", f"{place}{each.address}, since {each.reason}"
    yield from (("Note", str(each)) for each in report.notes)
    yield from (("Assumed", text) for text in (*stand_ins(report), *whichever(report)))


def _filled(**facts: Any) -> Json:
    """The facts that are there, their texts on one line with every odd character spelled out."""
    return {name: _shown(fact) for name, fact in facts.items() if fact not in (None, "", [], ())}


def _shown(fact: Any) -> Any:
    if isinstance(fact, str):
        return visible(fact)
    return [_shown(each) for each in fact] if isinstance(fact, (list, tuple)) else fact
