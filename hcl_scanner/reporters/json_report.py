"""The report as JSON, as ``report.schema.json`` beside this module describes it: additive within a version."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from policies.graph import Problem, Unread
from policies.model import Spot
from policies.report import Alternative, Assignment, Finding, Hint, ListenerEntry, PartEntry, Report, RouteEntry

from . import Style

SCHEMA = "lbgate.report/1"
Json = dict[str, Any]


def render(report: Report, _: Style) -> str:
    return json.dumps(as_json(report), indent=2) + "\n"


def as_json(report: Report) -> Json:
    """The report as plain data, its keys in the documented order."""
    found: Json = {
        "schema": SCHEMA,
        "version": report.version,
        "matrix": report.matrix,
        "ledger": asdict(report.ledger),
        "listeners": [_listener(each) for each in report.listeners],
        "routes": [_route(each) for each in report.routes],
        "findings": [_finding(each) for each in report.findings],
        "unread": [_unread(each) for each in report.unread],
        "errors": [_error(each) for each in report.errors],
    }
    return (
        {**found, "notes": [{"file": note.file, "text": note.text} for note in report.notes]} if report.notes else found
    )


def _listener(one: ListenerEntry) -> Json:
    found: Json = {
        "address": one.address,
        "root": one.root,
        "var_set": one.var_set,
        "family": one.family,
        "status": one.status,
        "reason": one.reason,
        "file": one.spot.place.file,
        "line": one.spot.place.line,
    }
    return {**found, "symbolic": one.symbolic} if one.symbolic else found


def _route(one: RouteEntry) -> Json:
    found: Json = {
        "id": one.id,
        "root": one.root,
        "var_set": one.var_set,
        "family": one.family,
        "verdict": one.verdict,
        "kind": one.kind,
        "joined_by": one.joined_by,
        "posture": {**asdict(one.posture), "certificate": list(one.posture.certificate)},
        "listener": _part(one.listener),
        "backend": _part(one.backend),
        "check": _part(one.check) if one.check else None,
        "via": list(one.via),
    }
    if one.alternatives:
        found["alternatives"] = [_alternative(each) for each in one.alternatives]
    if one.change:
        found["change"] = one.change
    return found


def _part(one: PartEntry) -> Json:
    found: Json = {
        "address": one.address,
        "attribute": one.spot.attribute,
        "words": list(one.words),
        "neutral": list(one.neutral),
        "file": one.spot.place.file,
        "line": one.spot.place.line,
    }
    if one.implied:
        found["implied"] = True
    if one.symbolic:
        found["symbolic"] = one.symbolic
    if one.candidates:
        found["candidates"] = list(one.candidates)
    return found


def _alternative(one: Alternative) -> Json:
    return {
        "condition": one.condition,
        "listener": one.listener,
        "backend": one.backend,
        "check": one.check,
        "verdict": one.verdict,
    }


def _finding(one: Finding) -> Json:
    found: Json = {
        "rule": one.rule,
        "name": one.name,
        "level": one.level,
        "kind": one.kind,
        "routes": list(one.routes),
        "message": one.message,
        "location": _spot(one.location),
        "related": [_spot(each) for each in one.related],
        "hints": [_hint(each) for each in one.hints],
        "root": one.root,
        "var_set": one.var_set,
        "source": one.source,
        "fingerprint": one.fingerprint,
        "suppressed": asdict(one.suppressed) if one.suppressed else None,
    }
    return {**found, one.mark: True} if one.mark else found


def _spot(one: Spot) -> Json:
    """An ignore has no address."""
    return {"address": one.address or None, "attribute": one.attribute, "file": one.place.file, "line": one.place.line}


def _hint(one: Hint) -> Json:
    return {"text": one.text, "replaces": list(one.replaces), "set": [_assignment(each) for each in one.set]}


def _assignment(one: Assignment) -> Json:
    return {"address": one.spot.address, "attribute": one.spot.attribute, "value": one.value}


def _unread(one: Unread) -> Json:
    return {"address": one.address, "source": one.source, "file": one.file, "line": one.line}


def _error(one: Problem) -> Json:
    return {"file": one.file, "line": one.line, "column": one.column, "reason": one.reason}
