"""The map of all routes as a picture: each balancer a panel with its listeners, backends and checks in columns.

It needs no other program, holds no script, and follows the reader's light or dark page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from policies.report import Report

from . import Style
from .route_map import OPEN, PASSTHROUGH, PLAIN, SPELLED, TLS, Balancer, Edge, Node, asides, balancers
from .visible import wrapped

LETTER = 6.7  # the width of a letter of the fixed-width font at 11 px
LONGEST = 52  # letters of a name; the whole of a longer one is its tooltip
MARGIN, GAP, ROW, BOX, TITLE = 20, 150, 46, 38, 34
FRONT, CHECKED = 104, 80
LEAST = 150

LOOK = """\
:root{--page:#fff;--panel:#f6f7f9;--ink:#1b1f24;--soft:#57606a;--line:#d5dae0;--green:#1a6b33;--green-back:#e5f5ea;
--red:#b3261e;--red-back:#fdecea;--amber:#8a5300;--amber-back:#fff4dc;--violet:#6b3fa0;--grey-back:#eceff2}
@media (prefers-color-scheme:dark){:root{--page:#12161b;--panel:#1a2027;--ink:#e4e9ee;--soft:#9aa5b1;--line:#303943;
--green:#7bd394;--green-back:#16341f;--red:#ff8f85;--red-back:#43201f;--amber:#f2bd5c;--amber-back:#3d2e10;
--violet:#c9a6f5;--grey-back:#262e37}}
text{font:12px system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--ink)}
.title{font-size:13px;font-weight:600}.soft{fill:var(--soft);font-weight:400}
.name{font:11px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.page{fill:var(--page)}.panel{fill:var(--panel);stroke:var(--line)}
.box{stroke-width:1.5}.box.ok{fill:var(--green-back);stroke:var(--green)}
.box.wrong{fill:var(--red-back);stroke:var(--red);stroke-width:2.5}
.box.beside{fill:var(--page);stroke:var(--red)}
.box.undecided{fill:var(--amber-back);stroke:var(--amber)}
.box.idle{fill:var(--grey-back);stroke:var(--soft);stroke-dasharray:4 3}
.edge{fill:none;stroke-width:2}.tls{stroke:var(--green);stroke-width:3}.plain{stroke:var(--amber);stroke-dasharray:7 4}
.passthrough{stroke:var(--violet)}.open{stroke:var(--soft);stroke-dasharray:2 4}
.checked{stroke:var(--soft);stroke-width:1;stroke-dasharray:1 3}
.verdict{font-size:11px;font-weight:600;fill:var(--red);paint-order:stroke;stroke:var(--panel);stroke-width:4px}
.verdict.undecided{fill:var(--amber)}
"""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the three columns begin, and how wide they are."""

    listener: float
    backend: float
    check: float
    widths: tuple[float, float, float]

    @property
    def end(self) -> float:
        return self.check + self.widths[2]


def render(report: Report, _: Style) -> str:
    drawn = balancers(report)
    columns = _columns(drawn)
    width = columns.end + 2 * MARGIN
    notes = [line for text in asides(report) for line in wrapped(text, "", "  ")]
    head = MARGIN + 22 * (len(notes) + 1) + 10
    panels, height = _panels(drawn, columns, head)
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" role="img">\n',
            f"<title>{_safe(notes[0] if notes else 'Routes')}</title>\n<style>{escape(LOOK)}</style>\n",
            f'<rect class="page" width="{width:.0f}" height="{height:.0f}"/>\n',
            *(
                _text(MARGIN, MARGIN + 14 + 22 * place, note, "title" if not place else "soft")
                for place, note in enumerate(notes)
            ),
            *_legend(MARGIN + 14 + 22 * len(notes)),
            *panels,
            "</svg>\n",
        )
    )


def _columns(drawn: Iterable[Balancer]) -> Columns:
    several = list(drawn)
    listeners = [node for one in several for node in one.listeners]
    backends = [node for one in several for node in one.backends]
    checks = [node for one in several for node in one.checks.values()]
    widths = (_width(listeners), _width(backends), _width(checks))
    listener = 2.0 * MARGIN + FRONT
    backend = listener + widths[0] + GAP
    return Columns(listener, backend, backend + widths[1] + CHECKED, widths)


def _width(nodes: Iterable[Node]) -> float:
    longest = max((max(len(_short(node.what)), len(_short(node.name))) for node in nodes), default=0)
    return max(LEAST, longest * LETTER + 24)


def _panels(drawn: Iterable[Balancer], columns: Columns, top: float) -> tuple[list[str], float]:
    """The panels one below the other, and where the last one ends."""
    found = []
    for one in drawn:
        rows, count = _rows(one)
        height = TITLE + count * ROW + 8
        found.append(_panel(one, rows, columns, top, height))
        top += height + MARGIN
    return found, top


def _rows(one: Balancer) -> tuple[Mapping[str, int], int]:
    """The row of each node, by its key: each listener beside the first backend that only it brings, and their number."""
    rows: dict[str, int] = {}
    free = 0
    for listener in one.listeners:
        brought = dict.fromkeys(edge.end for edge in one.edges if edge.start == listener.key and edge.end not in rows)
        rows[listener.key] = free
        rows |= {key: free + place for place, key in enumerate(brought)}
        free += max(1, len(brought))
    return rows, free


def _panel(one: Balancer, rows: Mapping[str, int], columns: Columns, top: float, height: float) -> str:
    middles = {key: top + TITLE + row * ROW + BOX / 2 for key, row in rows.items()}
    width = columns.end
    return "".join(
        (
            f'<g><rect class="panel" x="{MARGIN}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}" rx="8"/>\n',
            f'<text x="{MARGIN + 14}" y="{top + 22:.0f}" class="title">{_safe(one.title)}'
            f'<tspan class="soft" dx="10">{_safe(one.about)}</tspan></text>\n',
            *(_edge(edge, middles, columns) for edge in one.edges),
            *(_listener(node, middles[node.key], columns) for node in one.listeners),
            *(_backend(node, one.checks[node.key], middles[node.key], columns) for node in one.backends),
            *(_verdict(edge, middles, columns) for edge in one.edges if edge.verdict),
            "</g>\n",
        )
    )


def _edge(edge: Edge, middles: Mapping[str, float], columns: Columns) -> str:
    start, end = columns.listener + columns.widths[0], columns.backend
    bend = (start + end) / 2
    one, other = middles[edge.start], middles[edge.end]
    path = f"M{start:.0f} {one:.0f}C{bend:.0f} {one:.0f} {bend:.0f} {other:.0f} {end:.0f} {other:.0f}"
    told = ", ".join(filter(None, [edge.verdict or "ok", SPELLED[edge.posture], edge.via]))
    return f'<path class="edge {edge.posture}" d="{path}"><title>{_safe(told)}</title></path>\n'


def _verdict(edge: Edge, middles: Mapping[str, float], columns: Columns) -> str:
    across = (columns.listener + columns.widths[0] + columns.backend) / 2
    down = (middles[edge.start] + middles[edge.end]) / 2 - 5
    look = "verdict undecided" if edge.verdict == "undecided" else "verdict"
    sign = "? " if edge.verdict == "undecided" else "✗ "
    return _text(across, down, sign + edge.verdict, look, middle=True)


def _listener(node: Node, middle: float, columns: Columns) -> str:
    box = _box(node, columns.listener, middle, columns.widths[0])
    if not node.front:
        return box
    start = columns.listener - FRONT
    label = _text(start + FRONT / 2, middle - 6, SPELLED[node.front], "soft", middle=True)
    return f'<path class="edge {node.front}" d="M{start:.0f} {middle:.0f}h{FRONT}"/>\n{label}{box}'


def _backend(node: Node, check: Node, middle: float, columns: Columns) -> str:
    start = columns.backend + columns.widths[1]
    label = _text(start + CHECKED / 2, middle - 6, "checked by", "soft", middle=True)
    return (
        f'<path class="edge checked" d="M{start:.0f} {middle:.0f}h{CHECKED}"/>\n{label}'
        + _box(node, columns.backend, middle, columns.widths[1])
        + _box(check, columns.check, middle, columns.widths[2])
    )


def _box(node: Node, left: float, middle: float, width: float) -> str:
    top = middle - BOX / 2
    lines = [(node.what, ""), (node.name, "name")] if node.name else [(node.what, "")]
    first = middle - 3 if node.name else middle + 4
    texts = (_text(left + 12, first + 15 * place, _short(line), look) for place, (line, look) in enumerate(lines))
    return (
        f"<g><title>{_safe(f'{node.what} {node.name}'.strip())}</title>"
        f'<rect class="box {node.look}" x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{BOX}" rx="6"/>'
        f"{''.join(texts)}</g>\n"
    )


def _legend(middle: float) -> Iterator[str]:
    left = float(MARGIN)
    for posture in (TLS, PLAIN, PASSTHROUGH, OPEN):
        yield f'<path class="edge {posture}" d="M{left:.0f} {middle - 4:.0f}h40"/>'
        yield _text(left + 48, middle, SPELLED[posture], "soft")
        left += 64 + len(SPELLED[posture]) * LETTER + 12


def _text(left: float, base: float, text: str, look: str = "", *, middle: bool = False) -> str:
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text x="{left:.0f}" y="{base:.0f}" class="{look}"{anchor}>{_safe(text)}</text>\n'


def _short(text: str) -> str:
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[: half - 1]}…{text[-half:]}"


def _safe(text: str) -> str:
    return escape(text, {'"': "&quot;", "'": "&#39;"})
