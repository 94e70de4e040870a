"""Ignores: findings that somebody allowed, until when and why. What no longer holds is a finding itself (LBG501)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from .entries import digest
from .model import Spot
from .report import Finding, Report, Suppression
from .rules import RULES
from .settings import Ignore, Settings
from .words import Level


def suppress(report: Report, settings: Settings, today: date) -> Report:
    """The report with its ignored findings marked, and one finding more for each ignore that needs a look.

    An ignore holds to the end of its last day. Verdicts and counts stay as they are, but for ``suppressed``.
    """
    if not settings.ignores:
        return report
    found = tuple(_marked(one, settings.ignores, today) for one in report.findings)
    stale = tuple(_stale(settings, report, today))
    counted = replace(report.ledger, suppressed=len([one for one in found if one.suppressed]))
    return replace(report, findings=(*stale, *found), ledger=counted)


def _marked(finding: Finding, ignores: Iterable[Ignore], today: date) -> Finding:
    holding = (one for one in ignores if not _expired(one, today) and _matches(one, finding))
    first = next(holding, None)
    return replace(finding, suppressed=_allowed(first)) if first else finding


def _allowed(ignore: Ignore) -> Suppression:
    return Suppression("ignore", until=str(ignore.until) if ignore.until else None, reason=ignore.reason or None)


def _matches(ignore: Ignore, finding: Finding) -> bool:
    """Whether an ignore names a finding's resource, or one entry in it (``aws_elb.web:443``)."""
    address = finding.location.address
    named = (address, address.rpartition(":")[0], address.rpartition("#")[0])
    return ignore.rule == finding.rule and any(_glob(ignore.address).fullmatch(name) for name in named)


def _glob(pattern: str) -> re.Pattern[str]:
    """``*`` is any text and ``?`` any letter; brackets are those of a Terraform address (``x["a"]``)."""
    parts = ({"*": ".*", "?": "."}.get(letter) or re.escape(letter) for letter in pattern)
    return re.compile("".join(parts), re.DOTALL)


def _expired(ignore: Ignore, today: date) -> bool:
    return ignore.until is not None and today > ignore.until


def _stale(settings: Settings, report: Report, today: date) -> Iterator[Finding]:
    """LBG501 for each ignore that is expired, matches nothing or gives no reason."""
    level = settings.level("LBG501")
    for number, ignore in enumerate(settings.ignores, start=1):
        why = _needs_a_look(ignore, report.findings, today)
        if why and level is not Level.OFF:
            yield Finding(
                rule="LBG501",
                name=RULES["LBG501"].name,
                level=level,
                kind=None,
                message=f"{ignore.rule} is ignored at {ignore.address}: {why}",
                location=Spot("", "ignore", label=f"ignore {number}"),
                fingerprint=digest("LBG501", ignore.rule, ignore.address),
            )


def _needs_a_look(ignore: Ignore, findings: Sequence[Finding], today: date) -> str | None:
    if _expired(ignore, today):
        return f"that ended on {ignore.until}; remove it, or give it a new end"
    if not any(_matches(ignore, one) for one in findings):
        return "no finding matches any more; remove it"
    return None if ignore.reason else "nobody says why; give the reason"
