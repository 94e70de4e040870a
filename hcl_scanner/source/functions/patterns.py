"""``regex``, ``regexall`` and ``replace`` with a pattern: the part of RE2 that Python's ``re`` reads alike.

Patterns that RE2 reads otherwise, or that could take Python very long, are unknown (``ValueError``).
"""

from __future__ import annotations

import re

from ..calls import Function
from ..domain import Failure, Lst, Obj, Tup, Value
from ..primitives import text

_LONGEST = 2000
_FOREIGN = re.compile(r"\\[1-9zZAQECpPbBGkX]|\[\[:|\(\?[^:Pi<]|\(\?P[^<]|\(\?<[=!]|[*+?}]\+|&&|\|\||--|~~|\[[^\]]*\[")
_NESTED = re.compile(r"[*+}][^()]*\)[*+{]|\([^()]*\|[^()]*\)[*+{]|\)[*+{][^()]*\)[*+{]")


def _compiled(pattern: str, subject: str) -> re.Pattern[str]:
    if _FOREIGN.search(pattern) or _NESTED.search(pattern) or len(subject) > _LONGEST or len(pattern) > 500:
        raise ValueError("a pattern that RE2 may read otherwise")
    if subject.endswith("\n") and "$" in pattern:
        raise ValueError("a text that RE2 may match otherwise")
    try:
        return re.compile(pattern, re.ASCII)
    except re.error:
        raise ValueError("a pattern that Python cannot read") from None


def _captures(found: re.Match[str]) -> Value:
    names = found.re.groupindex
    if not found.re.groups:
        return found[0]
    if names:
        if len(names) != found.re.groups:
            raise Failure("named and unnamed groups are mixed")
        return Obj((name, found[name]) for name in sorted(names))
    return Tup(found.groups())


def _regex(pattern: Value, subject: Value) -> Value:
    found = _compiled(text(pattern), text(subject)).search(text(subject))
    if found is None:
        raise Failure("the pattern did not match")
    return _captures(found)


def _regex_all(pattern: Value, subject: Value) -> Lst:
    if re.compile(text(pattern)).match(""):
        raise ValueError("empty matches are counted otherwise in Go")
    return Lst(_captures(found) for found in _compiled(text(pattern), text(subject)).finditer(text(subject)))


def replace_pattern(subject: str, pattern: str, new: str) -> str:
    """Every match replaced; ``$1``, ``${1}`` and ``${name}`` stand for groups. ``ValueError`` where Go may differ."""
    compiled = _compiled(pattern, subject)
    if compiled.match(""):
        raise ValueError("empty matches are counted otherwise in Go")
    return compiled.sub(lambda found: _expanded(found, new), subject)


_GROUP = re.compile(r"\$(?:(\w+)|\{(\w+)\})|\$\$")


def _expanded(found: re.Match[str], new: str) -> str:
    def group(reference: re.Match[str]) -> str:
        name = reference[1] or reference[2]
        if name is None:
            return "$"
        key = int(name) if name.isdigit() else name
        known = key <= found.re.groups if isinstance(key, int) else key in found.re.groupindex
        return (found[key] or "") if known else ""

    return _GROUP.sub(group, new)


FUNCTIONS = {"regex": Function(_regex), "regexall": Function(_regex_all)}
