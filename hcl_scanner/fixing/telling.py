"""What a run of ``lbgate fix`` says: each change where it is made, and each finding that is left with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from policies.ledger import counted
from policies.report import Finding

from ..reporters.visible import visible
from .proposing import Fix
from .running import Outcome


def told(outcome: Outcome, would: bool) -> Iterator[str]:
    """``would``: nothing was changed, the edits are in a patch."""
    for fix, findings in outcome.fixes:
        more = len(findings) - 1
        also = f", which mends {counted(more, 'more finding')} too" if more > 0 else ""
        yield told_fix(fix) + also
    for finding, reason in sorted(outcome.left.values(), key=lambda one: _order(one[0])):
        yield visible(f"{_place(finding)}left {finding.rule}: {reason}")
    fixed = sum(len(findings) for _, findings in outcome.fixes)
    done = "would be fixed" if would else "fixed"
    yield f"{counted(fixed, 'finding')} {done}, {len(outcome.left)} left" if fixed or outcome.left else "nothing to fix"


def told_fix(fix: Fix) -> str:
    """The places of the edits, and the change as its hint says it."""
    places = ", ".join(dict.fromkeys(f"{edit.file}:{edit.line}" for edit in fix.edits))
    return visible(f"{places}: {fix.finding.rule}: {fix.hint.text}")


def _order(finding: Finding) -> tuple[str, int, str, str]:
    place = finding.location.place
    return place.file or "", place.line or 0, finding.location.address, finding.rule


def _place(finding: Finding) -> str:
    place = finding.location.called_at or finding.location.place
    where = f"{place.file}:{place.line}: " if place.file else ""
    return f"{where}{finding.location.label}: " if where else f"{finding.location.label}: "
