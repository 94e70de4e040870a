"""The report as Markdown for a comment of a pull request: a table, a picture of the wrong routes, and the rest folded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policies.graph import Place
from policies.ledger import counted, ledger_line
from policies.messages import hint_lines, marked, route_line, sentence
from policies.report import Finding, Report, RouteEntry
from policies.words import Level, Verdict

from . import Style, mermaid
from .marked_up import code, fenced, inline, link, row, summary
from .places import spot_text
from .repository import stand
from .standing import alike
from .told import stands, suppression_text, told
from .visible import problem_texts

LARGEST = 65_536
"""Characters of a comment on GitHub: its API answers "body is too long (maximum is 65536 characters)"."""
MARK = "<!-- lbgate -->"
"""By which a later run finds the comment that it replaces."""
PICTURE, MOST_DRAWN = 9_000, 30
_NOTICE = 120


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the comment that may lose the last of its items to stay within its ``share`` of the characters.

    ``items`` are made as they are asked for; ``total`` is how many there are, ``of`` what they are called.
    """

    share: int
    intro: str
    items: Iterator[str]
    total: int
    of: str
    outro: str = ""

    def within(self, room: int) -> str:
        """As many items as fit, and how many are left out."""
        if not self.total:
            return ""
        kept = list(_fitting(self.items, room - len(self.intro) - len(self.outro) - _NOTICE))
        more = self.total - len(kept)
        notice = f"\n{counted(more, self.of)} more: there is no room here, the report in another format has all.\n"
        return f"{self.intro}{''.join(kept)}{self.outro}{notice if more else ''}"


def _fitting(items: Iterator[str], room: int) -> Iterator[str]:
    for item in items:
        room -= len(item)
        if room < 0:
            return
        yield item


def render(report: Report, style: Style) -> str:
    text, room = f"{MARK}\n## lbgate: {_title(report)}\n", 0
    for section in _sections(report, style):
        room += section.share
        added = section.within(room)
        room -= len(added)
        text += added
    return text if style.quiet else f"{text}\n{inline(ledger_line(report.ledger))}\n"


def _title(report: Report) -> str:
    levels = [finding.level for finding in report.findings if not finding.suppressed]
    told_ = [counted(number, level) for level in Level if (number := levels.count(level))]
    unreadable = [f"{counted(len(report.errors), 'place')} that cannot be read"] if report.errors else []
    return ", ".join([*told_, *unreadable]) or "nothing wrong"


def _sections(report: Report, style: Style) -> Iterator[Section]:
    """Their shares are less than ``LARGEST`` together; what one leaves over the next ones have."""
    groups = list(_groups(report))
    head = f"\n{row('', 'Rule', 'Where', 'What is wrong')}{row(*['---'] * 4)}"
    yield Section(24_000, head, (_row(several, report, style) for several in groups), len(groups), "finding")
    yield _picture(report, style)
    yield _changes(report)
    yield Section(20_000, "\n", (_details(several, report) for several in groups), len(groups), "explanation")
    if not style.quiet:
        yield _allowed(report, style)
        yield _open(report)


def _groups(report: Report) -> Iterator[list[Finding]]:
    """The findings that nobody allows, by level, those that read alike in several sets or roots together."""
    failing = [one for one in report.findings if not one.suppressed]
    ordered = sorted(failing, key=lambda one: list(Level).index(one.level))
    yield from alike(ordered, lambda one: (one.level, one.rule, *told(one, report))).values()


def _row(several: list[Finding], report: Report, style: Style) -> str:
    one = several[0]
    rule = link(one.rule, one.source)
    hint = "".join(f"<br>{inline(line)}" for line in hint_lines(one.hints[:1]))
    what = f"{inline(sentence(one.message))}{hint}"
    return row(f"**{one.level}**", f"{rule} {one.name}{marked(one)}", _where(several, report, style), what)


def _where(several: list[Finding], report: Report, style: Style) -> str:
    one = several[0]
    place = stand(one.location, one.root, report, style)
    file = f"{code(_line(place))}<br>" if place.file else ""
    attribute = f"{code(one.location.spelled or one.location.attribute)} of " if one.location.attribute else ""
    return f"{file}{attribute}{code(one.location.name)}{inline(stands(several))}"


def _line(place: Place) -> str:
    return f"{place.file}:{place.line}" if place.line else str(place.file)


def _details(several: list[Finding], report: Report) -> str:
    one = several[0]
    title = f"{one.rule} {one.name}: {summary(one.location.name)}"
    return _folded(title, fenced(told(one, report, stands(several))))


def _folded(title: str, body: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>\n"


def _picture(report: Report, style: Style) -> Section:
    """As many of the wrong routes as the share has room for."""
    routes = _wrong_routes(report)
    drawn = routes[:MOST_DRAWN]
    while len(chart := _chart(report, drawn, style)) > PICTURE - 2 * _NOTICE and drawn:
        drawn = drawn[: len(drawn) // 2]
    left = len(routes) - len(drawn)
    more = f"\n{counted(left, 'route')} more, which `lbgate routes --format svg` draws.\n" if left else ""
    return Section(PICTURE, "", iter([f"\n{chart}\n{more}"]), len(drawn[:1]), "picture")


def _wrong_routes(report: Report) -> list[RouteEntry]:
    """The routes that are wrong or undecided and that nobody allows, the wrong ones first."""
    ids = {id_ for finding in report.findings if not finding.suppressed for id_ in finding.routes}
    found = [route for route in report.routes if route.id in ids and route.verdict is not Verdict.OK]
    return sorted(found, key=lambda route: not route.verdict.violation)


def _chart(report: Report, routes: list[RouteEntry], style: Style) -> str:
    only = replace(report, routes=tuple(routes), listeners=(), errors=())
    return fenced(mermaid.render(only, style).splitlines(), "mermaid")


def _changes(report: Report) -> Section:
    """What a plan does to the routes, those that are not right first; nothing for inputs that cannot say."""
    changed = [route for route in report.routes if route.change not in (None, "unchanged")]
    rows = dict.fromkeys(map(_change, sorted(changed, key=lambda route: route.verdict is Verdict.OK)))
    head = f"\n{row('Change', 'Route', 'Verdict')}{row(*['---'] * 3)}"
    return Section(5_000, head, iter(rows), len(rows), "changed route")


def _change(route: RouteEntry) -> str:
    verdict = f"**{route.verdict}**" if route.verdict.violation else route.verdict
    return row(str(route.change), code(route_line(route)), verdict)


def _allowed(report: Report, style: Style) -> Section:
    held = [one for one in report.findings if one.suppressed]
    head = f"\n<details><summary>{len(held)} suppressed</summary>\n\n{row('Rule', 'Where', 'By')}{row(*['---'] * 3)}"
    rows = (
        row(f"{one.rule} {one.name}", _where([one], report, style), inline(suppression_text(one.suppressed)))
        for one in held
        if one.suppressed
    )
    return Section(3_000, head, rows, len(held), "suppressed finding", "\n</details>\n")


def _open(report: Report) -> Section:
    """What was not judged or not read, and why."""
    items = [f"Cannot be read: {text}" for text in problem_texts(report.errors)]
    items += [f"Not read: {one.address}, since {one.reason}" for one in report.unread]
    items += [
        f"{one.status.replace('_', ' ').capitalize()}: {spot_text(one.spot)}{f' ({one.reason})' if one.reason else ''}"
        for one in report.listeners
        if one.status in ("undecided", "unlinked", "not_covered")
    ]
    items += [str(note) for note in report.notes]
    return Section(2_000, "\n", (f"- {inline(item)}\n" for item in items), len(items), "line")
