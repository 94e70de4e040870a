"""Ignores: findings that somebody allowed, until when and why. What no longer holds is a finding itself (LBG501)."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from .entries import digest
from .globs import address_glob, path_glob
from .graph import Place
from .model import Spot
from .report import Finding, Report, Suppression
from .rules import RULES
from .settings import Ignore, Settings
from .words import Level


def suppress(
    report: Report, settings: Settings, today: date, covered: Callable[[Ignore], bool] = lambda _: True
) -> Report:
    """The report with its ignored findings marked, and one finding more for each ignore that needs a look.

    An ignore holds to the end of its last day. Verdicts and counts stay as they are, but for ``suppressed``. ``covered``
    says whether the run read all that an ignore may be about; else nothing is told of one that matches nothing.
    """
    if not settings.ignores:
        return report
    matched = [(ignore, _matched(ignore, report)) for ignore in settings.ignores]
    holding: dict[int, Ignore] = {}
    for ignore, numbers in matched:
        if not _expired(ignore, today):
            holding = {**dict.fromkeys(numbers, ignore), **holding}
    found = [
        replace(one, suppressed=_allowed(holding[number])) if number in holding else one
        for number, one in enumerate(report.findings)
    ]
    stale = _stale(matched, settings.level("LBG501"), today, covered)
    return recounted(replace(report, findings=(*stale, *found)))


def recounted(report: Report) -> Report:
    """The report whose ledger counts what is suppressed now."""
    suppressed = len([one for one in report.findings if one.suppressed])
    return replace(report, ledger=replace(report.ledger, suppressed=suppressed))


def _allowed(ignore: Ignore) -> Suppression:
    until = str(ignore.until) if ignore.until else None
    return Suppression("ignore", ignore.file, ignore.line, until, ignore.reason or None)


def _matched(ignore: Ignore, report: Report) -> list[int]:
    """The numbers of the findings whose resource, or entry in it (``aws_elb.web:443``), and whose file an ignore names."""
    return [
        number
        for number, one in enumerate(report.findings)
        if one.rule == ignore.rule and _is_at(ignore, one) and _is_in(ignore, one, report.document)
    ]


def _is_at(ignore: Ignore, finding: Finding) -> bool:
    address = finding.location.address
    named = (address, address.rpartition(":")[0], address.rpartition("#")[0])
    return not ignore.address or any(address_glob(ignore.address).fullmatch(name) for name in named)


def _is_in(ignore: Ignore, finding: Finding, document: str | None) -> bool:
    """What an installed module holds stands in the file of its call too; what stands in no file, in its document."""
    called_at = finding.location.called_at
    file = finding.location.place.file or finding.root or document
    files = (file, called_at.file if called_at else None)
    return not ignore.path or any(path_glob(ignore.path).fullmatch(each) for each in files if each)


def _expired(ignore: Ignore, today: date) -> bool:
    return ignore.until is not None and today > ignore.until


def _stale(
    matched: Iterable[tuple[Ignore, list[int]]], level: Level, today: date, covered: Callable[[Ignore], bool]
) -> Iterator[Finding]:
    """LBG501 for each ignore that is expired, matches nothing or gives no reason."""
    for ignore, numbers in matched if level is not Level.OFF else ():
        why = _needs_a_look(ignore, today, unused=not numbers and covered(ignore))
        if why:
            where = _where(ignore)
            yield Finding(
                rule="LBG501",
                name=RULES["LBG501"].name,
                level=level,
                kind=None,
                message=f"{ignore.rule} is ignored {where}: {why}",
                location=Spot("", "ignore", Place(ignore.file, ignore.line), f"{ignore.rule} {where}"),
                fingerprint=digest("LBG501", ignore.rule, ignore.address, *_own_path(ignore)),
            )


def _own_path(ignore: Ignore) -> list[str]:
    """The glob on paths from the folder of the file that it stands in, wherever the checkout lies."""
    folder = posixpath.dirname(ignore.file or "") or "."
    return [posixpath.relpath(ignore.path, folder)] if ignore.path else []


def _where(ignore: Ignore) -> str:
    at, inside = ignore.address and f"at {ignore.address}", ignore.path and f"in {ignore.path}"
    return " ".join(filter(None, [at, inside]))


def _needs_a_look(ignore: Ignore, today: date, *, unused: bool) -> str | None:
    if _expired(ignore, today):
        return f"that ended on {ignore.until}; remove it, or give it a new end"
    if unused:
        return "no finding matches any more; remove it"
    return None if ignore.reason else "nobody says why; give the reason"
