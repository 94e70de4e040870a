"""What a binary plan records beside its configuration: the variables that were set, the workspace, and what it is for.

The message is ``Plan`` in internal/plans/planproto/planfile.proto of github.com/hashicorp/terraform; OpenTofu has the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from msgspec import DecodeError, msgpack

from .protobuf import fields, texts

FORMAT = 3
_VERSION, _VARIABLES, _BACKEND, _MODE, _ERRORED = 1, 2, 13, 17, 20
_KEY, _VALUE, _MSGPACK, _WORKSPACE = 1, 2, 1, 3
_NORMAL = 0


@dataclass(frozen=True, slots=True)
class Recorded:
    """``variables`` is a JSON object of their values. ``applies`` is not set for a plan that only destroys or refreshes."""

    variables: str = "{}"
    workspace: str = "default"
    applies: bool = True
    errored: bool = False


def recorded(message: bytes) -> Recorded:
    """ValueError where it is no plan of a format that is known."""
    numbers = {number: value for number, value in fields(message) if isinstance(value, int)}
    if numbers.get(_VERSION) != FORMAT:
        raise ValueError("the version of its format is not known")
    workspace = [name.decode() for backend in texts(message, _BACKEND) for name in texts(backend, _WORKSPACE)]
    return Recorded(
        json.dumps(dict(_variable(entry) for entry in texts(message, _VARIABLES)), allow_nan=False),
        workspace[0] if workspace else "default",
        numbers.get(_MODE, _NORMAL) == _NORMAL,
        bool(numbers.get(_ERRORED)),
    )


def _variable(entry: bytes) -> tuple[str, Any]:
    """The name and value of one; the value has its type before it, as JSON."""
    try:
        (name,), (value,) = texts(entry, _KEY), texts(entry, _VALUE)
        (packed,) = texts(value, _MSGPACK)
        type_, found = msgpack.decode(packed)
        return name.decode(), _converted(found, json.loads(type_))
    except (DecodeError, TypeError, RecursionError) as error:
        raise ValueError("a variable cannot be read") from error


def _converted(value: Any, type_: Any) -> Any:
    """A number that no other number of MessagePack holds is a text (github.com/zclconf/go-cty cty/msgpack/doc.go)."""
    match type_, value:
        case _, None:
            return None
        case "number", str():
            return float(value)
        case ["list" | "set", inner], list():
            return [_converted(item, inner) for item in value]
        case ["tuple", inners], list():
            return [_converted(item, inner) for item, inner in zip(value, inners, strict=True)]
        case ["map", inner], dict():
            return {key: _converted(item, inner) for key, item in value.items()}
        case ["object", inners, *_], dict():
            return {key: _converted(item, inners[key]) for key, item in value.items()}
    return value
