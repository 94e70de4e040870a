"""What each built-in function takes and gives, and the arguments that Terraform refuses for their type alone.

Values here have no types of their own, so a type that is not certain is let through.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from .domain import Failure, Value
from .unification import rank

_RANKS = {"list": "sequence", "set": "sequence", "map": "mapping"}
_TAKES: dict[str, tuple[str, ...]] = {
    "string": ("string", "number", "bool"),
    "number": ("number", "string"),
    "bool": ("bool", "string"),
    "list": ("sequence",),
    "set": ("sequence",),
    "map": ("mapping",),
}


class Signature(NamedTuple):
    """The kinds of the parameters ("string?" may be null), of the further ones, and of the result."""

    parameters: tuple[str, ...]
    further: str | None
    gives: str


@lru_cache(maxsize=256)
def signature(name: str) -> Signature | None:
    """The signature of a function; None where there is no such function."""
    if name not in SIGNATURES:
        return None
    takes, gives = SIGNATURES[name].split("->")
    words = takes.split()
    further = words.pop()[1:] if words and words[-1].startswith("*") else None
    result = gives.strip()
    return Signature(tuple(words), further, "" if result == "any" else _RANKS.get(result, result))


def check(found: Signature, values: tuple[Value, ...]) -> None:
    """Raises ``Failure`` where the arguments are too few, too many, null, or certainly of another type."""
    if len(values) < len(found.parameters) or len(values) > len(found.parameters) and found.further is None:
        raise Failure("the function takes another number of arguments")
    for position, value in enumerate(values):
        kind = found.parameters[position] if position < len(found.parameters) else found.further or "any?"
        if value is None and not kind.endswith("?"):
            raise Failure("the argument is null")
        if not _fits(value, kind.rstrip("?")):
            raise Failure(f"the argument is no {kind.rstrip('?')}")


def _fits(value: Value, kind: str) -> bool:
    if value is None or kind == "any":
        return True
    found = rank(value)
    return found == "opaque" or found in _TAKES[kind]


SIGNATURES: dict[str, str] = {
    "abs": "number -> number", "abspath": "string -> string", "alltrue": "list -> bool", "anytrue": "list -> bool",
    "base64decode": "string -> string", "base64encode": "string -> string", "base64gzip": "string -> string",
    "base64sha256": "string -> string", "base64sha512": "string -> string", "basename": "string -> string",
    "bcrypt": "string *number -> string", "can": "any -> bool", "ceil": "number -> number",
    "chomp": "string -> string", "chunklist": "list number -> list", "cidrhost": "string number -> string",
    "cidrnetmask": "string -> string", "cidrsubnet": "string number number -> string",
    "cidrsubnets": "string *number -> list", "coalesce": "*any? -> any", "coalescelist": "*any? -> any",
    "compact": "list -> list", "concat": "*any -> any", "contains": "any any -> any", "csvdecode": "string -> any",
    "dirname": "string -> string", "distinct": "list -> list", "element": "any number -> any",
    "endswith": "string string -> bool", "ephemeralasnull": "any? -> any", "file": "string -> string",
    "filebase64": "string -> string", "filebase64sha256": "string -> string", "filebase64sha512": "string -> string",
    "fileexists": "string -> bool", "filemd5": "string -> string", "fileset": "string string -> set",
    "filesha1": "string -> string", "filesha256": "string -> string", "filesha512": "string -> string",
    "flatten": "any -> any", "floor": "number -> number", "format": "string *any? -> any",
    "formatdate": "string string -> string", "formatlist": "string *any? -> any", "indent": "number string -> string",
    "index": "any any -> any", "issensitive": "any? -> bool", "join": "string *list -> string",
    "jsondecode": "string -> any", "jsonencode": "any? -> string", "keys": "any -> any", "length": "any -> number",
    "log": "number number -> number", "lookup": "any string *any? -> any", "lower": "string -> string",
    "matchkeys": "list list list -> list", "max": "*number -> number", "md5": "string -> string",
    "merge": "*any? -> any", "min": "*number -> number", "nonsensitive": "any? -> any", "one": "any -> any",
    "parseint": "any number -> any", "pathexpand": "string -> string", "plantimestamp": " -> string",
    "pow": "number number -> number", "range": "*number -> list", "regex": "string string -> any",
    "regexall": "string string -> list", "replace": "string string string -> string", "reverse": "any -> any",
    "rsadecrypt": "string string -> string", "sensitive": "any? -> any", "setintersection": "set *set -> set",
    "setproduct": "*any -> any", "setsubtract": "set set -> set", "setunion": "set *set -> set",
    "sha1": "string -> string", "sha256": "string -> string", "sha512": "string -> string",
    "signum": "number -> number", "slice": "any number number -> any", "sort": "list -> list",
    "split": "string string -> list", "startswith": "string string -> bool", "strcontains": "string string -> bool",
    "strrev": "string -> string", "substr": "string number number -> string", "sum": "any -> any",
    "templatefile": "string any -> any", "templatestring": "string any -> string",
    "textdecodebase64": "string string -> string", "textencodebase64": "string string -> string",
    "timeadd": "string string -> string", "timecmp": "string string -> number", "timestamp": " -> string",
    "title": "string -> string", "tobool": "any? -> bool", "tolist": "any? -> list", "tomap": "any? -> map",
    "tonumber": "any? -> number", "toset": "any? -> set", "tostring": "any? -> string", "transpose": "map -> map",
    "trim": "string string -> string", "trimprefix": "string string -> string", "trimspace": "string -> string",
    "trimsuffix": "string string -> string", "try": "*any -> any", "upper": "string -> string",
    "urlencode": "string -> string", "uuid": " -> string", "uuidv5": "string string -> string",
    "values": "any -> any", "yamldecode": "string -> any", "yamlencode": "any? -> string",
    "zipmap": "list any -> any",
}  # fmt: skip
"""``terraform metadata functions -json`` of Terraform 1.11.4."""
