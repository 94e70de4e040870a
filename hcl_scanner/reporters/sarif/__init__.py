"""The report as SARIF 2.1.0, as GitHub code scanning takes it.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html and, for what GitHub reads of it and its limits,
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

import json
import zlib

from policies.report import Finding, Report
from policies.rules import RULES
from policies.words import Level

from .. import Style
from .invocation import invocation
from .places import SOURCE_ROOT, Json
from .results import result
from .rules import rule_descriptor

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 25_000
"""GitHub rejects a file with more, or one that is larger than ``LARGEST`` when it is compressed."""
LARGEST = 10_000_000
_ORDER = list(Level)


def render(report: Report, style: Style) -> str:
    findings = sorted(report.findings, key=_weight)
    shown = len(findings[:MOST_RESULTS])
    while True:
        text = _text(report, findings[:shown], style)
        if shown == 0 or _compressed(text) <= LARGEST:
            return text
        shown = shown * 3 // 4


def _weight(finding: Finding) -> tuple[bool, int]:
    """What is left out first where there are too many: what somebody allows, then the lighter ones."""
    return finding.suppressed is not None, _ORDER.index(finding.level)


def _compressed(text: str) -> int:
    return len(text) if len(text) <= LARGEST else len(zlib.compress(text.encode()))


def _text(report: Report, findings: list[Finding], style: Style) -> str:
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, findings, style)]}, indent=2) + "\n"


def _run(report: Report, findings: list[Finding], style: Style) -> Json:
    driver = {
        "name": "lbgate",
        "version": report.version,
        "semanticVersion": report.version,
        "rules": [rule_descriptor(rule, findings) for rule in RULES.values()],
    }
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {SOURCE_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [invocation(report, len(findings), style)],
        "results": [result(finding, report, style) for finding in findings],
    }
