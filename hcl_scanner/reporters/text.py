"""The report for a person who reads it in a failed pipeline: 80 columns, and the same words without colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from policies.graph import Place
from policies.ledger import counted, ledger_line
from policies.messages import hint_lines, marked, route_lines, sentence
from policies.report import Finding, ListenerEntry, Report, Suppression
from policies.words import Level

from . import Style
from .places import is_from_elsewhere, place_text, quotable, spot_text
from .standing import alike, stand_ins, standing, whichever
from .told import suppression_text
from .visible import problem_texts, some, visible, wrapped

COLOURS = {Level.ERROR: "1;31", Level.WARNING: "1;33", Level.NOTE: "1;36"}
BOLD = "1"


def render(report: Report, style: Style) -> str:
    return "".join(f"{line}\n" for line in _lines(report, style))


def _lines(report: Report, style: Style) -> Iterator[str]:
    open_ones = (finding for finding in report.findings if not finding.suppressed)
    for where, findings in groupby(sorted(open_ones, key=_order), key=_group):
        if where:
            yield _painted(visible(where), BOLD, style)
            yield ""
        for several in alike(findings, lambda one: tuple(_finding([one], report, style, alone=True))).values():
            yield from _finding(several, report, style)
            yield ""
    if not style.quiet:
        yield from _rest(report, style)


def _group(finding: Finding) -> str:
    """The file, or the document or root module where the input has no files."""
    return finding.location.place.file or finding.root


def _order(finding: Finding) -> tuple[str, int]:
    return _group(finding), finding.location.place.line or 0


def _finding(several: list[Finding], report: Report, style: Style, *, alone: bool = False) -> Iterator[str]:
    """Findings that read alike; ``alone`` leaves out in which roots and sets they stand, so as to compare them."""
    finding = several[0]
    stands = "" if alone else standing(several, roots=is_from_elsewhere(finding))
    level = _painted(finding.level, COLOURS[finding.level], style)
    yield f"  {level} {finding.rule} {finding.name}{marked(finding)}"
    yield from wrapped(f"{spot_text(finding.location)}{stands}", "    ")
    yield from _quoted(finding, style)
    yield from (f"    {visible(line)}" for line in route_lines(finding, report))
    yield from wrapped(sentence(finding.message), "    ")
    for hint in hint_lines(finding.hints):
        yield from wrapped(hint, "    ", "      ")
    pages = filter(None, [f"`lbgate explain {finding.rule}`", finding.source])
    yield from wrapped(f"See {' and '.join(pages)}", "    ")


def _quoted(finding: Finding, style: Style) -> Iterator[str]:
    """The attribute's own span, underlined; only where it is nothing but a word, a port or a reference."""
    span = quotable(finding.location.place)
    if span:
        margin = f"{finding.location.place.line} | "
        yield f"      {margin}{span}"
        yield f"      {'| ':>{len(margin)}}{_painted('^' * len(span), COLOURS[finding.level], style)}"


def _rest(report: Report, style: Style) -> Iterator[str]:
    """What is allowed, what was not judged, what could not be read, and the sums."""
    open_ones = [*_allowed(report), *_stood_for(report), *_not_judged(report.listeners), *_not_read(report)]
    yield from open_ones
    if report.errors and not report.ledger.files:
        return
    if open_ones:
        yield ""
    if report.findings:
        yield _painted(_levels(report.findings), BOLD, style)
    yield from wrapped(ledger_line(report.ledger))


def _allowed(report: Report) -> Iterator[str]:
    """Who allows what; the findings that the same exception allows on as few lines as they need."""
    held = [(one.suppressed, one) for one in report.findings if one.suppressed]
    for text, several in alike(held, lambda pair: suppression_text(_whole(pair[0]))).items():
        names = [f"{one.rule} at {one.location.name}" for _, one in several]
        yield from wrapped(f"{text}: {some(list(dict.fromkeys(names)))}", "", "  ")


def _whole(one: Suppression) -> Suppression:
    """A baseline has a line for each finding: the file says enough."""
    return replace(one, line=None) if one.by == "baseline" else one


def _stood_for(report: Report) -> Iterator[str]:
    for text in (*stand_ins(report), *whichever(report)):
        yield from wrapped(text, "", "  ")


def _not_judged(listeners: Iterable[ListenerEntry]) -> Iterator[str]:
    """The listeners of each status with the same reason on as few lines as they need."""
    open_ones = [one for one in listeners if one.status in ("undecided", "unlinked", "not_covered")]
    roots = len({one.root for one in open_ones}) > 1
    for (status, reason), several in groupby(sorted(open_ones, key=_kind), key=_kind):
        by_name = alike(several, lambda one: one.spot.name)
        named = [f"{name}{standing(those, roots=roots)}" for name, those in by_name.items()]
        because = f" ({reason})" if reason else ""
        yield from wrapped(f"{status.replace('_', ' ').capitalize()}{because}: {some(named)}", "", "  ")


def _kind(listener: ListenerEntry) -> tuple[str, str]:
    return listener.status, listener.reason or ""


def _not_read(report: Report) -> Iterator[str]:
    for reason, several in sorted(alike(report.unread, lambda one: one.reason).items()):
        named = [f"{place_text(Place(one.file, one.line))}{one.address}" for one in several]
        yield from wrapped(f"Not read, since {reason}: {some(named)}", "", "  ")
    for text in problem_texts(report.errors):
        yield from wrapped(f"Cannot be read: {text}", "", "  ")
    for note in report.notes:
        yield from wrapped(str(note), "", "  ")


def _levels(findings: Iterable[Finding]) -> str:
    """``1 error, 2 suppressed``."""
    found = ["suppressed" if finding.suppressed else str(finding.level) for finding in findings]
    counts = [(level, counted(found.count(level), level)) for level in (Level.ERROR, Level.WARNING, Level.NOTE)]
    told = [*counts, ("suppressed", f"{found.count('suppressed')} suppressed")]
    return ", ".join(text for what, text in told if what in found)


def _painted(text: str, colour: str, style: Style) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if style.colour else text
