"""A report that has the same name in every place where a name of the input can be, and names that try to break out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from policies.graph import Place, Problem, Unread
from policies.model import Spot
from policies.posture import Posture
from policies.report import (
    Assignment,
    Finding,
    Hint,
    Ledger,
    ListenerEntry,
    Note,
    PartEntry,
    Report,
    RouteEntry,
    Suppression,
)
from policies.words import Kind, Level, Role, Verdict

HOSTILE = [
    "\n", "\r", "\r\n\r\n", "\t", "\0", "\x1b[31m", "\x9b31m", "\u202e", "\u2066", "\u200b", "\u2028", "\x85", "\ud800", "\U000e0041", "\ufffe", "\xa0",
    "]]>", "<![CDATA[", "\"><script>alert(1)</script>", "</script>", "<!--", "-->", "&amp;", "&#10;", "'",
    "::error::", "\n::error::", " ::", "##[", "%0A", "%25", ",line=1", "::",
    "`", "``", "```", "~~~", "|", "\\|", "\\", "*x*", "_x_", "[x](http://x.y)", "![x](y)", "](1)", "[", "]", "<http://x.y>", "http://x.y", "www.x.y",
    "@all", "#1", "$x$", "# x", "- x", "1. x", "> x", "{0}", "{{", "}", "${x}", "%%", "click n0 call", "\"]", "end", "..", "/", "//", "→",
]  # fmt: skip
NAMES = st.lists(st.one_of(st.characters(), st.sampled_from(HOSTILE)), min_size=1, max_size=10).map("".join)
HARMLESS = "x"


def spot(name: str) -> Spot:
    return Spot(name, name, Place(name, 1, 1, name), name, name)


def finding(name: str) -> Finding:
    hint = Hint(name, (Assignment(spot(name), name),), (name,))
    return Finding(
        "LBG101", "backend-mismatch", Level.ERROR, Kind.REFUSED, f"it is {name}", spot(name), "f" * 16, name, name, ("r",),
        (spot(name),), (hint,), name,
    )  # fmt: skip


def hostile_report(name: str) -> Report:
    part = PartEntry(Role.BACKEND, "group", name, spot(name), (name,), (), candidates=(name,))
    posture = Posture("tls", None)
    route = RouteEntry(
        "r",
        name,
        name,
        None,
        Verdict.BACKEND_MISMATCH,
        Kind.REFUSED,
        None,
        posture,
        part,
        part,
        part,
        (spot(name),),
        change="created",
    )
    listeners = [
        ListenerEntry(name, name, None, None, status, name, spot(name))
        for status in ("unlinked", "not_covered", "no_route")
    ]
    allowed = Suppression("comment", name, 1, name, name)
    findings = (finding(name), replace(finding(name), fingerprint="e" * 16, suppressed=allowed))
    return Report(
        "1.0.0", "vendor", Ledger(files=1, listeners=1), tuple(listeners), (route,), findings,
        (Unread(name, name, name, name, 1),), (Problem(name, name, 1, 1),), name, (Note(name, name),),
    )  # fmt: skip
