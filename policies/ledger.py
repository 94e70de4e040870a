"""The ledger in one line."""

from __future__ import annotations

from .report import Ledger


def ledger_line(ledger: Ledger) -> str:
    """``4 listeners: 2 judged, 1 undecided; 3 routes: 1 ok, 1 wrong, 1 undecided; 1 outside the base matrix``."""
    parts = [_sum(counted(ledger.listeners, "listener"), _listeners(ledger))]
    if not ledger.listeners and not ledger.unreached:
        parts = [f"no load balancer in {counted(ledger.files, 'file')}"]
    if ledger.routes:
        parts.append(_sum(counted(ledger.routes, "route"), _routes(ledger)))
    if ledger.unreached:
        parts.append(f"{counted(ledger.unreached, 'backend')} that no listener here reaches")
    if ledger.outside_base:
        parts.append(f"{ledger.outside_base} outside the base matrix")
    if ledger.unread:
        parts.append(f"{ledger.unread} not read")
    return "; ".join(parts)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _sum(whole: str, parts: dict[str, int]) -> str:
    told = [f"{number} {what}" for what, number in parts.items() if number]
    return f"{whole}: {', '.join(told)}" if told else whole


def _listeners(ledger: Ledger) -> dict[str, int]:
    return {
        "judged": ledger.judged,
        "undecided": ledger.undecided,
        "unlinked": ledger.unlinked,
        "without route": ledger.no_route,
        "not covered": ledger.not_covered,
    }


def _routes(ledger: Ledger) -> dict[str, int]:
    return {"ok": ledger.ok, "wrong": ledger.violations, "undecided": ledger.routes_undecided}
