"""Texts with ``${resource.attribute["key"][0]}`` in them, as Pulumi's YAML host takes them apart.

https://github.com/pulumi/pulumi-yaml/blob/v1.25.0/pkg/pulumiyaml/ast/property.go
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

_STEP = re.compile(
    r"""(?P<dot>\.)|\["(?P<key>(?:[^"\\]|\\.)*)"\]|\[(?P<index>[0-9]+)\]|(?P<name>[^.\[\}]+)""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Access:
    """A way into a value: a name, then names and indices; ``text`` is it as written, ``${web.arn}``."""

    root: str
    steps: tuple[str | int, ...]
    text: str


Part: TypeAlias = str | Access


def parts(text: str) -> list[Part]:
    """The literal pieces and the accesses of a text, in order. Raises ValueError where Pulumi would refuse it."""
    if "$" not in text:
        return [text]
    found: list[Part] = []
    literal, at = "", 0
    while at < len(text):
        if text.startswith("${", at):
            access, at = _access(text, at)
            found += [literal, access] if literal else [access]
            literal = ""
        else:
            start, at = at, at + 1 + text.startswith("$$", at)
            while at < len(text) and text[at] != "$":
                at += 1
            literal += text[start:at].removeprefix("$") if text.startswith("$$", start) else text[start:at]
    return [*found, literal] if literal or not found else found


def _access(text: str, start: int) -> tuple[Access, int]:
    """The access that begins at ``start``, and where it ends."""
    at = start + 2
    steps: list[str | int] = []
    while at < len(text) and text[at] != "}":
        step = _STEP.match(text, at)
        if not step:
            raise ValueError("a reference that does not end")
        at = step.end()
        if step["index"]:
            steps.append(int(step["index"]) if len(step["index"]) < 10 else -1)
        elif not step["dot"]:
            steps.append(step["name"] or step["key"].replace('\\"', '"'))
    if at >= len(text):
        raise ValueError("a reference that does not end")
    if not steps or not isinstance(steps[0], str):
        raise ValueError("a reference to nothing")
    return Access(steps[0], tuple(steps[1:]), text[start : at + 1]), at + 1
