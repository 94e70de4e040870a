"""From a finding to the edits that mend it, or to why nobody but its reader can."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from policies.entries import resource_at
from policies.graph import Graph
from policies.model import Spot
from policies.report import Assignment, Finding, Hint, Report

from ..source.bodies import LazyEntries, Made, setting_place
from ..source.syntax import Section, Setting
from .comparing import objection
from .definitions import attribute_sites, definition
from .edits import Edit, removal, value_edits
from .sites import NotWritten
from .state import State, after_edits
from .touching import untouchable

_MOST_TRIALS = 16
_TOLD = 3
_MISSPELT = "LBG105"
_UNKNOWN = {"LBG401": "a value that is not known decides", "LBG402": "nothing here says which backend is meant"}
_WORD = re.compile(r'"([\w+-]+)"')
_TLS = frozenset({"HTTPS", "SSL", "TLS"})


class NotFixed(Exception):
    """Why a finding is left; one sentence, which begins in lower case."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A hint as edits, and the source after them, judged."""

    finding: Finding
    hint: Hint
    edits: tuple[Edit, ...]
    after: State


def proposed(state: State, finding: Finding) -> Fix:
    """The edits of the only smallest change, tried. Raises ``NotFixed``."""
    hint = _only(finding, state.report)
    reason = ""
    for edits in islice(_tries(state, finding, hint), _MOST_TRIALS):
        respells = all(edit.only_respells for edit in edits)
        if not respells and _turns_tls(finding, hint, edits):
            raise NotFixed(f"it would change what is encrypted, which is for you to decide: {hint.text}")
        try:
            after = after_edits(state, edits)
        except NotWritten as error:
            raise NotFixed(f"its value {error}") from None
        found = objection(state.report, after.report, finding, respells)
        if found is None:
            return Fix(finding, hint, tuple(edits), after)
        reason = reason or f"{_elsewhere(edits, finding)}{found}"
    raise NotFixed(reason or "no place was found for the edit")


def _elsewhere(edits: Sequence[Edit], finding: Finding) -> str:
    """Where the edit would be, if that is not where the finding stands."""
    places = dict.fromkeys(f"{edit.file}:{edit.line}" for edit in edits)
    stands = finding.location.place
    own = all(edit.file == stands.file and edit.line == stands.line for edit in edits)
    return "" if own else f"its value is written at {' and '.join(places)} for other uses too, and "


def _only(finding: Finding, report: Report) -> Hint:
    """The one smallest change; a misspelt word that one of several hints corrects has only that."""
    hints = [hint for hint in finding.hints if hint.set]
    if not finding.hints:
        raise NotFixed(_UNKNOWN.get(finding.rule, "no change of protocols alone would mend it"))
    if not hints:
        raise NotFixed(f"it asks for what only you know: {finding.hints[0].text}")
    spelt = [hint for hint in hints if _respells(hint, finding, report)]
    if len(spelt or hints) > 1:
        more = f"; or {len(hints) - _TOLD} more" if len(hints) > _TOLD else ""
        listed = "; or ".join(hint.text for hint in hints[:_TOLD]) + more
        raise NotFixed(f"{len(hints)} changes are equally small, which is for you to decide: {listed}")
    only = (spelt or hints)[0]
    if only.asks_more:
        raise NotFixed(f"it asks for what only you know: {only.text}")
    return only


def _respells(hint: Hint, finding: Finding, report: Report) -> bool:
    if finding.rule != _MISSPELT or [one.spot for one in hint.set] != [finding.location]:
        return False
    parts = (part for route in report.routes_of(finding) for part in route.parts if part.spot == finding.location)
    words = {*_WORD.findall(finding.location.place.text or ""), *(word for part in parts for word in part.words)}
    return (hint.set[0].value or "").casefold() in {word.casefold() for word in words}


def _turns_tls(finding: Finding, hint: Hint, edits: Sequence[Edit]) -> bool:
    """Of what no route shows: whether a word that is no check's changes between plain and encrypted."""
    if finding.routes or (finding.rule in ("LBG102", "LBG103") and hint.set[0].spot == finding.location):
        return False
    return any((edit.old.strip('"') in _TLS) != (edit.text.strip('"') in _TLS) for edit in edits)


def _tries(state: State, finding: Finding, hint: Hint) -> Iterator[list[Edit]]:
    """Every way to make the assignments of a hint where their values are written."""
    try:
        with state.files():
            graph = state.graph_of(finding)
            ways = [list(_ways(graph, assignment, state)) for assignment in hint.set] if graph else []
    except NotWritten as error:
        raise NotFixed(f"its value {error}") from None
    for chosen in product(*ways):
        if any(chosen):
            yield [edit for edits in chosen for edit in edits]


def _ways(graph: Graph, assignment: Assignment, state: State) -> Iterator[list[Edit]]:
    spot = assignment.spot
    seen: list[list[Edit]] = []
    for edits in _edits(_made(graph, spot), assignment):
        if edits not in seen:
            _check(edits, state)
            seen.append(edits)
            yield edits
    if not seen:
        raise NotWritten(f"is not written: {spot.spelled} of {spot.label} is absent")


def _check(edits: list[Edit], state: State) -> None:
    for edit in edits:
        if why := untouchable(edit.file, state.asked):
            raise NotWritten(f"is written in {edit.file}, which {why}")


def _edits(made: Made, assignment: Assignment) -> Iterator[list[Edit]]:
    place, value = assignment.spot.place, assignment.value
    if value is None:
        yield from ([removal(one)] for one in _settings(made.section) if setting_place(one) == place)
        return
    for site in attribute_sites(made, place):
        yield value_edits(definition(site), value)


def _settings(section: Section) -> Iterator[Setting]:
    """Every attribute in a block, at any depth."""
    yield from section.settings.values()
    for inner in section.sections:
        yield from _settings(inner)


def _made(graph: Graph, spot: Spot) -> Made:
    resource = resource_at(graph, spot.address)
    entries = resource.body.entries if resource else None
    if not isinstance(entries, LazyEntries):
        raise NotWritten("stands in a block that cannot be read")
    return entries.made
