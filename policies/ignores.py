"""Ignores: findings that somebody allowed, until when and why. What no longer holds is a finding itself (LBG501)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from .addresses import calls_around
from .entries import digest
from .globs import address_glob, path_glob
from .graph import Place
from .model import Spot
from .report import Finding, Report, Suppression
from .rules import RULES
from .settings import Ignore, Settings
from .words import Level

NO_CALLS: Mapping[tuple[str, str], Place] = {}


def suppress(
    report: Report,
    settings: Settings,
    today: date,
    covered: Callable[[Ignore], bool] = lambda _: True,
    calls: Mapping[tuple[str, str], Place] = NO_CALLS,
) -> Report:
    """The report with its ignored findings marked, and one finding more for each ignore that needs a look.

    An ignore holds to the end of its last day. Verdicts and counts stay as they are, but for ``suppressed``. ``covered``
    says whether the run read all that an ignore may be about; else nothing is told of one that matches nothing. ``calls``
    are the places of module calls, by root and address without keys: a comment there is about all that the module holds.
    """
    if not settings.ignores:
        return report
    places = [_places(one, calls) for one in report.findings]
    matched = [(ignore, _matched(ignore, report, places)) for ignore in settings.ignores]
    holding: dict[int, Ignore] = {}
    for ignore, numbers in matched:
        for number in numbers if not _expired(ignore, today) else ():
            holding.setdefault(number, ignore)
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
    return Suppression("comment" if ignore.lines else "ignore", ignore.file, ignore.line, until, ignore.reason or None)


def _matched(ignore: Ignore, report: Report, places: list[list[Place]]) -> list[int]:
    """The numbers of the findings whose resource, or entry in it (``aws_elb.web:443``), and whose file an ignore names."""
    return [
        number
        for number, one in enumerate(report.findings)
        if one.rule == ignore.rule
        and (
            _is_on(ignore, places[number])
            if ignore.lines
            else _is_at(ignore, one) and _is_in(ignore, one, report.document)
        )
    ]


def _places(finding: Finding, calls: Mapping[tuple[str, str], Place]) -> list[Place]:
    """Where a finding stands, and the calls of the modules that it lies in."""
    spot = finding.location
    around = (calls.get((finding.root, call)) for call in calls_around(spot.address))
    return [place for place in (spot.place, spot.called_at, *around) if place]


def _is_on(ignore: Ignore, places: Iterable[Place]) -> bool:
    first, last = ignore.lines or (0, -1)
    return any(place.file == ignore.file and first <= (place.line or 0) <= last for place in places)


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
    """LBG501 for each ignore that is expired, matches nothing, gives no reason or cannot be read."""
    told: Counter[tuple[str, str]] = Counter()
    for ignore, numbers in matched if level is not Level.OFF else ():
        why = _needs_a_look(ignore, today, unused=not numbers and covered(ignore))
        if why:
            identity = ignore.rule, ignore.key or ignore.address
            told[identity] += 1
            again = told[identity]
            yield Finding(
                rule="LBG501",
                name=RULES["LBG501"].name,
                level=level,
                kind=None,
                message=why if ignore.mistake else f"{ignore.rule} is ignored {_where(ignore)}: {why}",
                location=Spot("", "ignore", Place(ignore.file, ignore.line), f"{ignore.rule} {_where(ignore)}".strip()),
                fingerprint=digest("LBG501", *identity, *([again] if again > 1 else [])),
            )


def _where(ignore: Ignore) -> str:
    if ignore.lines:
        return f"by a comment in {ignore.file}"
    at, inside = ignore.address and f"at {ignore.address}", ignore.path and f"in {ignore.path}"
    return " ".join(filter(None, [at, inside]))


def _needs_a_look(ignore: Ignore, today: date, *, unused: bool) -> str | None:
    if ignore.mistake:
        return f"it allows nothing: {ignore.mistake}"
    if _expired(ignore, today):
        return f"that ended on {ignore.until}; remove it, or give it a new end"
    if unused:
        return "no finding matches any more; remove it"
    return None if ignore.reason else "nobody says why; give the reason"
