"""``regex``, ``regexall`` and ``replace`` with a pattern."""

from __future__ import annotations

import re

from ..bounds import fits
from ..calls import Function
from ..domain import Failure, Lst, Obj, Tup, Value
from ..primitives import text
from .matching import Found, Program, compiled, every, search


def _captures(program: Program, subject: str, found: Found) -> Value:
    spans = zip(found[2::2], found[3::2], strict=True)
    groups = [None if begin < 0 else subject[begin:end] for begin, end in spans]
    if not groups:
        return subject[found[0] : found[1]]
    if not any(program.names):
        return Tup(groups)
    return Obj(sorted(zip(map(str, program.names), groups, strict=True)))


def _program(pattern: Value) -> Program:
    program = compiled(text(pattern))
    if any(program.names) and not all(program.names):
        raise Failure("named and unnamed groups are mixed")
    return program


def _regex(pattern: Value, subject: Value) -> Value:
    program = _program(pattern)
    found = search(program, text(subject))
    if found is None:
        raise Failure("the pattern did not match")
    return _captures(program, text(subject), found)


def _regex_all(pattern: Value, subject: Value) -> Lst:
    program = _program(pattern)
    return Lst(_captures(program, text(subject), found) for found in every(program, text(subject)))


def replace_pattern(subject: str, pattern: str, new: str) -> str:
    """Every match replaced; ``$1``, ``${1}`` and ``${name}`` stand for groups."""
    program, out, position = compiled(pattern), "", 0
    for found in every(program, subject):
        fits(len(out) + len(new))
        out += subject[position : found[0]] + _expanded(program, subject, found, new)
        position = found[1]
    return out + subject[position:]


_GROUP = re.compile(r"\$(?:(\w+)|\{(\w+)\}|\$)", re.ASCII)


def _expanded(program: Program, subject: str, found: Found, new: str) -> str:
    def group(reference: re.Match[str]) -> str:
        name = reference[1] or reference[2]
        if name is None:
            return "$"
        number = int(name) if name.isdigit() else program.names.index(name) + 1 if name in program.names else -1
        begin, end = found[2 * number : 2 * number + 2] if 0 <= number <= len(program.names) else (-1, -1)
        return subject[begin:end] if begin >= 0 else ""

    return _GROUP.sub(group, new)


FUNCTIONS = {"regex": Function(_regex), "regexall": Function(_regex_all)}
