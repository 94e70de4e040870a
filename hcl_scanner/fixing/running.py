"""Fixes one finding after another, each judged before the next is looked at, until none is left that could be fixed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from policies.report import Finding

from .comparing import Key, gone, key
from .proposing import Fix, NotFixed, proposed
from .state import State

DECIDED = ("ignore", "comment")
"""What somebody allowed on purpose is left alone; a baseline is debt that is paid off."""

Agree = Callable[[Fix], bool]


@dataclass(slots=True)
class Outcome:
    """``fixes`` in their order with the findings that each made go, ``left`` why each other finding stays."""

    state: State
    fixes: list[tuple[Fix, list[Finding]]] = field(default_factory=list)
    left: dict[Key, tuple[Finding, str]] = field(default_factory=dict)


def run(state: State, rules: Collection[str], agree: Agree) -> Outcome:
    """Fix what can be fixed of these rules (all where none is named); ``agree`` is asked before each fix."""
    outcome = Outcome(state)
    declined: set[Key] = set()
    while _pass(outcome, rules, agree, declined):
        pass
    return outcome


def _pass(outcome: Outcome, rules: Collection[str], agree: Agree, declined: set[Key]) -> bool:
    """Looks at every finding once; whether a fix was made, so that others may be fixed now that could not be before."""
    left: dict[Key, tuple[Finding, str]] = {}
    fixed = len(outcome.fixes)
    while finding := next((one for one in _wanted(outcome.state, rules) if key(one) not in left), None):
        reason = "you declined" if key(finding) in declined else _tried(outcome, finding, agree)
        if reason is not None:
            left[key(finding)] = finding, reason
        if reason == "you declined":
            declined.add(key(finding))
    remaining = {key(one) for one in _wanted(outcome.state, rules)}
    outcome.left = {each: why for each, why in left.items() if each in remaining}
    return len(outcome.fixes) > fixed


def _tried(outcome: Outcome, finding: Finding, agree: Agree) -> str | None:
    """Fixes one finding; why it is left where it is not."""
    try:
        fix = proposed(outcome.state, finding)
    except NotFixed as error:
        return str(error)
    if not agree(fix):
        return "you declined"
    outcome.fixes.append((fix, gone(outcome.state.report, fix.after.report)))
    outcome.state = fix.after
    return None


def _wanted(state: State, rules: Collection[str]) -> list[Finding]:
    return [
        one
        for one in state.report.findings
        if (one.rule in rules or not rules) and not (one.suppressed and one.suppressed.by in DECIDED)
    ]
