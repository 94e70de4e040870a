"""A report in the neutral lines of ``expected.txt``: one for each route, then findings without a route, then the ledger."""

from __future__ import annotations

from dataclasses import asdict

from policies.report import PartEntry, Report, RouteEntry


def neutral_lines(report: Report) -> list[str]:
    """``HTTPS → HTTP → HTTPS  check-ineffective  LBG103``; several possible words are joined by ``|``, none known is ``?``."""
    routes = sorted(_route(route, report) for route in report.routes)
    others = sorted(f"finding {finding.rule}" for finding in report.findings if not finding.routes)
    counted = {key: count for key, count in asdict(report.ledger).items() if count and key != "files"}
    return [*routes, *others, " ".join(["ledger", *(f"{key}={count}" for key, count in counted.items())])]


def _route(route: RouteEntry, report: Report) -> str:
    words = " → ".join(_words(part) for part in (route.listener, route.backend, route.check))
    rules = sorted(finding.rule for finding in report.findings if route.id in finding.routes)
    return "  ".join([words, route.verdict, *([" ".join(rules)] if rules else [])])


def _words(part: PartEntry | None) -> str:
    if part is None:
        return "none"
    return "|".join(sorted(part.neutral or part.words)) or "?"
