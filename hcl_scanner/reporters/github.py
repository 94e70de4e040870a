"""The report as workflow commands of GitHub Actions: an annotation for each finding, and the rest as lines of the log.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from policies.graph import Place, Problem, Unread
from policies.ledger import ledger_line
from policies.messages import marked
from policies.report import Finding, Report
from policies.words import Level

from . import Style
from .places import spot_text
from .repository import in_repository, last_column, stand
from .standing import alike
from .told import stands, suppression_text, told
from .visible import visible

COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
SHOWN = 10
"""Of each kind in one step: https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations"""


def render(report: Report, style: Style) -> str:
    found = sorted(_annotations(report, style), key=lambda one: list(COMMANDS.values()).index(one[0]))
    lines = [*_left_out([kind for kind, _ in found]), *(line for _, line in found)]
    if not style.quiet:
        notes = [visible(f"{note.file}: {note.text}") for note in report.notes]
        lines += [*_suppressed(report), *notes, visible(ledger_line(report.ledger))]
    return "".join(f"{line}\n" for line in lines)


def _annotations(report: Report, style: Style) -> Iterator[tuple[str, str]]:
    """The kind of each and its line."""
    for problem in report.errors:
        yield "error", _unreadable(problem, style)
    failing = [finding for finding in report.findings if not finding.suppressed]
    for several in alike(failing, lambda one: _annotation(one, report, style)).values():
        yield COMMANDS[several[0].level], _annotation(several[0], report, style, stands(several))
    for unread in report.unread:
        yield "warning", _unread(unread, style)


def _annotation(one: Finding, report: Report, style: Style, stands_in: str = "") -> str:
    place = stand(one.location, one.root, report, style)
    title = f"{one.rule} {one.name}{marked(one)}"
    return command(COMMANDS[one.level], place, title, told(one, report, stands_in))


def _unreadable(problem: Problem, style: Style) -> str:
    place = Place(in_repository(problem.file, style), problem.line, problem.column)
    return command("error", place, "lbgate cannot read this", [problem.reason])


def _unread(unread: Unread, style: Style) -> str:
    place = Place(in_repository(unread.file, style), unread.line) if unread.file else Place()
    return command("warning", place, "lbgate has not read this module", [f"{unread.address}: {unread.reason}"])


def command(name: str, place: Place, title: str, lines: list[str]) -> str:
    """One workflow command. A file without a line is left out: GitHub would show its first line."""
    properties = {"title": title}
    if place.file and place.line:
        column, end = place.column, last_column(place)
        known = {"file": place.file, "line": place.line, "endLine": place.line, "col": column, "endColumn": end}
        properties = {key: str(value) for key, value in known.items() if value} | properties
    told_ = ",".join(f"{key}={_property(visible(value))}" for key, value in properties.items())
    return f"::{name} {told_}::{'%0A'.join(_data(visible(line)) for line in lines)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _left_out(kinds: list[str]) -> Iterator[str]:
    """A notice of how many annotations GitHub will not show."""
    over = [f"{number} of kind {kind}" for kind, number in Counter(kinds).items() if number > SHOWN]
    if over:
        text = f"GitHub shows the first {SHOWN} annotations of each kind in a step. Here are {' and '.join(over)}: see the log."
        yield command("notice", Place(), "lbgate", [text])


def _suppressed(report: Report) -> Iterator[str]:
    held = [finding for finding in report.findings if finding.suppressed]
    if held:
        yield f"::group::{len(held)} suppressed"
        for one in held:
            assert one.suppressed
            yield visible(f"{one.rule} {spot_text(one.location)}: {suppression_text(one.suppressed)}")
        yield "::endgroup::"
