"""The functions of YAML programs (https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/).

One that is not here looks at files, other stacks or the cloud, or makes a secret: its result is not known. So is that of
arguments which are not what the function takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from policies.values import Value

from .nodes import Entries


def name_of(node: Entries) -> str | None:
    """The function that a mapping calls: it has this one entry. Names are taken in any case."""
    name = node.pairs[0][0].lower() if len(node.pairs) == 1 else ""
    return name if name.startswith("fn::") else None


def _join(argument: Value) -> Value:
    match argument:
        case [str() | None as delimiter, [*pieces]] if all(isinstance(each, str) for each in pieces):
            return (delimiter or "").join(pieces)
    return None


def _split(argument: Value) -> Value:
    match argument:
        case [str() as delimiter, str() as source] if delimiter:
            return source.split(delimiter)
    return None


def _select(argument: Value) -> Value:
    match argument:
        case [int() as index, [*items]] if 0 <= index < len(items):
            return items[index]
    return None


FUNCTIONS: Mapping[str, Callable[[Value], Value]] = {
    "fn::join": _join,
    "fn::select": _select,
    "fn::split": _split,
    "fn::unsecret": lambda argument: argument,
}
"""Each gives None where it cannot tell."""
