"""The map of all routes for Graphviz (https://graphviz.org/doc/info/lang.html): ``lbgate routes --format dot | dot -Tsvg``."""

from __future__ import annotations

from collections.abc import Iterator

from policies.report import Report

from . import Style
from .route_map import (
    BESIDE,
    IDLE,
    OK,
    OPEN,
    PASSTHROUGH,
    PLAIN,
    SPELLED,
    TLS,
    UNDECIDED,
    WRONG,
    Balancer,
    Edge,
    Node,
    asides,
    balancers,
)

HEAD = """\
digraph routes {
  rankdir=LR ranksep=1.4 nodesep=0.15 fontname="Helvetica" labelloc=t labeljust=l
  node [shape=box style="rounded,filled" fontname="Helvetica" fontsize=11 margin="0.12,0.06"]
  edge [fontname="Helvetica" fontsize=10]
"""
NODES = {
    OK: 'color="#1a6b33" fillcolor="#e5f5ea"',
    WRONG: 'color="#b3261e" fillcolor="#fdecea" penwidth=2.5',
    UNDECIDED: 'color="#8a5300" fillcolor="#fff4dc"',
    BESIDE: 'color="#b3261e" fillcolor="#ffffff"',
    IDLE: 'color="#57606a" fillcolor="#eceff2" style="rounded,filled,dashed"',
}
EDGES = {
    TLS: 'color="#1a6b33" penwidth=2.5',
    PLAIN: 'color="#8a5300" style=dashed penwidth=1.5',
    PASSTHROUGH: 'color="#6b3fa0:invis:#6b3fa0"',
    OPEN: 'color="#57606a" style=dotted penwidth=1.5',
}


def render(report: Report, _: Style) -> str:
    comments = (f"// {text}\n" for text in asides(report))
    clusters = (line for number, one in enumerate(balancers(report)) for line in _cluster(number, one))
    return "".join((*comments, HEAD, *clusters, "}\n"))


def _cluster(number: int, one: Balancer) -> Iterator[str]:
    yield f"  subgraph cluster_{number} {{\n"
    yield f'    label={_label(one.title, one.about)} fontsize=11 style=rounded color="#c5ccd3" margin=14\n'
    yield from (line for node in one.listeners for line in _listener(node))
    yield from (line for node in one.backends for line in _backend(node, one.checks[node.key]))
    yield from (
        f"    {edge.start} -> {edge.end} [label={_label(*_told(edge))} {EDGES[edge.posture]}]\n" for edge in one.edges
    )
    yield "  }\n"


def _listener(node: Node) -> Iterator[str]:
    """The client before it keeps every listener in one column, be it drawn or not."""
    drawn = f"label={_label(SPELLED[node.front])} {EDGES[node.front]}" if node.front else "style=invis"
    style = "" if node.front else "invis"
    yield _box(node)
    yield f'    k{node.key} [shape=plaintext label="client" fontcolor="#57606a" style="{style}"]\n'
    yield f"    k{node.key} -> {node.key} [{drawn}]\n"


def _backend(node: Node, check: Node) -> Iterator[str]:
    yield _box(node)
    yield _box(check)
    yield f'    {node.key} -> {check.key} [label="checked by" style=dotted color="#57606a" fontcolor="#57606a"]\n'


def _box(node: Node) -> str:
    return f"    {node.key} [label={_label(node.what, node.name)} {NODES[node.look]}]\n"


def _told(edge: Edge) -> tuple[str, ...]:
    verdict = f"✗ {edge.verdict}" if edge.verdict not in ("", "undecided") else edge.verdict
    return verdict, SPELLED[edge.posture], edge.via


def _label(*lines: str) -> str:
    """A quoted string; a backslash or an entity in a name is no escape of Graphviz."""
    plain = (line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines if line)
    return '"' + "\\n".join(plain) + '"'
