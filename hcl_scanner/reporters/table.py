"""The inventory of routes as a table of 80 columns: verdict and posture, and beneath them what is joined to what."""

from __future__ import annotations

from collections.abc import Iterator

from policies.ledger import ledger_line
from policies.messages import ARROW
from policies.report import ListenerEntry, PartEntry, Report, RouteEntry

from . import Style
from .standing import Standing, alike, stand_ins, standing, whichever
from .visible import problem_texts, visible, wrapped

HEADING = ("VERDICT", "LISTENER → BACKEND → CHECK", "CLIENT SIDE", "SERVER SIDE")
WIDTHS = (20, 34, 12, 12)


def render(report: Report, _: Style) -> str:
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    if report.routes:
        yield _row(HEADING)
    unrouted = (each for each in report.listeners if each.status in ("no_route", "unlinked", "not_covered"))
    for found in (alike(report.routes, _route), alike(unrouted, _unrouted)):
        for (cells, joined), several in found.items():
            yield _row(cells)
            yield from wrapped(f"{joined}{standing(several)}", "  ", "    ")
    for text in (*stand_ins(report), *whichever(report)):
        yield from wrapped(text, "", "  ")
    for text in problem_texts(report.errors):
        yield from wrapped(f"Cannot be read: {text}", "", "  ")
    for note in report.notes:
        yield from wrapped(str(note), "", "  ")
    if report.ledger.files or not report.errors:
        yield from wrapped(ledger_line(report.ledger))


def _route(route: RouteEntry) -> tuple[tuple[str, ...], str]:
    cells = (route.verdict, _words(route), route.posture.front or "?", route.posture.back or "?")
    return cells, _joined(route)


def _row(cells: tuple[str, ...]) -> str:
    return " ".join(f"{cell:{width}}" for cell, width in zip(cells, WIDTHS, strict=False)).rstrip()


def _words(route: RouteEntry) -> str:
    _, slash, half = route.id.partition("/")
    listener = f"{_word(route.listener)}{slash}{half}"  # TCP_UDP/udp: the half of a double word that this route is
    return visible(ARROW.join([listener, _word(route.backend), _word(route.check)]))


def _word(part: PartEntry | None) -> str:
    return "none" if part is None else "|".join(part.words) or "?"


def _joined(route: RouteEntry) -> str:
    """Who they are, where it is (root module or document, family), and who holds the certificate."""
    backend = route.backend.spot.label if route.backend.address else " or ".join(route.backend.candidates)
    family = route.family or "family open"
    holders = f", certificate: {' and '.join(route.posture.certificate)}" if route.posture.certificate else ""
    names = ARROW.join(dict.fromkeys([route.listener.spot.label, *route.via, backend]))
    return f"{_root(route)}{names} ({family}{holders})"


def _root(one: Standing) -> str:
    return f"{one.root}: " if one.root not in ("", ".") else ""


def _unrouted(listener: ListenerEntry) -> tuple[tuple[str, ...], str]:
    reason = f": {listener.reason}" if listener.reason else ""
    return (
        listener.status.replace("_", " "),
        "",
    ), f"{_root(listener)}{listener.spot.name}{reason}"
