"""The map of all routes for Mermaid, which GitHub, GitLab and many wikis draw (https://mermaid.js.org/syntax/flowchart.html).

The check stands in its backend's box and the client's side in the listener's: that halves the lines, of which Mermaid
draws 500 at most where nobody configures it (maxEdges).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policies.report import Report

from . import Style
from .route_map import OPEN, PASSTHROUGH, PLAIN, SPELLED, TLS, WRONG, Balancer, Edge, Node, asides, balancers

# Readable on a light and on a dark page alike, since Mermaid cannot tell which it is drawn on.
CLASSES = """\
  classDef ok fill:#e5f5ea,stroke:#1a6b33,color:#1b1f24
  classDef wrong fill:#fdecea,stroke:#b3261e,stroke-width:3px,color:#1b1f24
  classDef beside fill:#ffffff,stroke:#b3261e,color:#1b1f24
  classDef undecided fill:#fff4dc,stroke:#8a5300,color:#1b1f24
  classDef idle fill:#eceff2,stroke:#57606a,stroke-dasharray:4 3,color:#1b1f24
"""
# maxEdges and maxTextSize of https://mermaid.js.org/config/schema-docs/config.html
MOST_LINES, MOST_TEXT = 500, 50_000
TOO_LARGE = "Larger than Mermaid draws by default: raise maxEdges and maxTextSize, or take --format svg."
LINES = {
    TLS: "stroke:#2da44e,stroke-width:3px",
    PLAIN: "stroke:#bf8700,stroke-width:2px,stroke-dasharray:6 4",
    PASSTHROUGH: "stroke:#8250df,stroke-width:2px",
    OPEN: "stroke:#8c959f,stroke-width:2px,stroke-dasharray:2 3",
}


def render(report: Report, _: Style) -> str:
    drawn = balancers(report)
    told = (f"  %% {_commented(text)}\n" for text in asides(report))
    parts = (*told, *map(_balancer, drawn, range(len(drawn))), CLASSES, *_styles(drawn))
    text = "".join(("flowchart LR\n", *parts))
    fits = len(text) <= MOST_TEXT and sum(len(one.edges) for one in drawn) <= MOST_LINES
    return text if fits else f"%% {TOO_LARGE}\n{text}"


def _commented(text: str) -> str:
    return _quoted(text).replace("#59;", ";")  # as it is, %%{init: …}%% would be a directive even here


def _balancer(one: Balancer, number: int) -> str:
    nodes = [_listener(node) for node in one.listeners]
    nodes += [_backend(node, one.checks[node.key]) for node in one.backends]
    edges = [f"    {edge.start} -->|{_label([_told(edge)])}| {edge.end}\n" for edge in one.edges]
    head = f"  subgraph g{number} [{_label([one.title, one.about])}]\n    direction LR\n"
    return "".join((head, *nodes, *edges, "  end\n"))


def _listener(node: Node) -> str:
    front = [f"client side: {SPELLED[node.front]}"] if node.front else []
    return f"    {node.key}[{_label([node.what, node.name, *front])}]:::{node.look}\n"


def _backend(node: Node, check: Node) -> str:
    checked = " ".join(filter(None, [check.what, check.name]))
    look = check.look if check.look == WRONG else node.look
    return f"    {node.key}[{_label([node.what, node.name, checked])}]:::{look}\n"


def _told(edge: Edge) -> str:
    verdict = f"✗ {edge.verdict}" if edge.verdict not in ("", "undecided") else edge.verdict
    return ", ".join(filter(None, [verdict, SPELLED[edge.posture], edge.via]))


def _styles(drawn: Iterable[Balancer]) -> Iterator[str]:
    edges = [edge for one in drawn for edge in one.edges]
    for posture, look in LINES.items():
        numbers = [str(number) for number, edge in enumerate(edges) if edge.posture == posture]
        if numbers:
            yield f"  linkStyle {','.join(numbers)} {look}\n"


def _label(lines: Iterable[str]) -> str:
    return f'"{"<br>".join(_quoted(line) for line in lines if line)}"'


def _quoted(text: str) -> str:
    """The text with all that could be syntax, markup or Markdown as Mermaid's entity codes."""
    return "".join(each if each.isalnum() or each in " ._/:,()-→✗?" else f"#{ord(each)};" for each in text)
