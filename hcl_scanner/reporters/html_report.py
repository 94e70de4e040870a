"""The report as one page for a browser, which loads nothing: data, style and script stand in it.

A strict content security policy names the style and the script by their hashes, so that nothing else can run.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from pathlib import Path
from string import Template

from policies.ledger import counted, ledger_line
from policies.report import Report
from policies.words import Level

from . import Style
from .page_data import embedded, page_data

_FOLDER = Path(__file__).parent / "page"
_SCRIPTS = ("data.js", "drawing.js", "listing.js", "filtering.js", "page.js")


def render(report: Report, style: Style) -> str:
    look = _asset("page.css")
    script = "\n".join(_asset(name) for name in _SCRIPTS)
    policy = (
        f"default-src 'none'; script-src {_hashed(script)}; style-src {_hashed(look)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return Template(_asset("page.html")).substitute(
        policy=policy,
        style=look,
        script=script,
        outcome=_outcome(report),
        summary=escape(_summary(report)),
        ledger="" if style.quiet else escape(ledger_line(report.ledger)),
        version=escape(report.version),
        matrix=escape(report.matrix),
        data=embedded(page_data(report, quiet=style.quiet)),
    )


def _outcome(report: Report) -> str:
    """The look of the headline."""
    if report.failed or report.errors:
        return "wrong"
    return "open" if any(not one.suppressed for one in report.findings) else "right"


def _summary(report: Report) -> str:
    """``1 error, 3 warnings, 1 suppressed, 2 unreadable``."""
    levels = ["suppressed" if one.suppressed else str(one.level) for one in report.findings]
    words = tuple(map(str, (Level.ERROR, Level.WARNING, Level.NOTE)))
    told = [counted(levels.count(word), word) for word in words if word in levels] or ["No findings"]
    beside = {"suppressed": levels.count("suppressed"), "unreadable": len(report.errors)}
    return ", ".join([*told, *(f"{number} {what}" for what, number in beside.items() if number)])


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _hashed(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
