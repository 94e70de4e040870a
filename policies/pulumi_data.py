"""What Pulumi tells of a resource, as plain data: its registration, unknown values, outputs beside inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from .graph import NOWHERE, Place

Data: TypeAlias = Any
"""What Pulumi sends: JSON-like data in which unknown values are sentinel strings."""

# One for each kind of value, as every Pulumi engine writes them (sdk/go/common/resource/plugin/rpc.go); in practice
# nearly all arrive as the third, so they are looked for before anything asks for a value's type.
SENTINELS = frozenset(
    {
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)
SECRET = "[secret]"  # noqa: S105 - it stands for one
"""What a saved preview has in the place of every secret, whatever its type."""

STACK_TYPE = "pulumi:pulumi:Stack"


@dataclass(frozen=True, slots=True)
class Registration:
    """One resource of a stack, as its program registered it.

    ``outputs`` may be empty (a provider that is not configured yet); ``depends`` holds, for each top-level property,
    the URNs that its value was made from: an empty tuple where these are no resources of this stack. ``parent`` is the
    URN of what made the resource, such as a component.
    """

    urn: str
    type: str
    name: str
    inputs: Mapping[str, Data]
    outputs: Mapping[str, Data] = field(default_factory=dict)
    depends: Mapping[str, Sequence[str]] = field(default_factory=dict)
    place: Place = NOWHERE
    change: str | None = None
    parent: str = ""


def is_unknown(value: Data) -> bool:
    """Whether a value is one of Pulumi's stand-ins for what is not known, or not shown."""
    return isinstance(value, str) and (value in SENTINELS or value == SECRET)


def unknown_paths(path: str, value: Data) -> Iterator[str]:
    if is_unknown(value):
        yield path
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from unknown_paths(f"{path}.{key}", item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from unknown_paths(f"{path}[{index}]", item)


def overlaid(inputs: Mapping[str, Data], outputs: Mapping[str, Data]) -> dict[str, Data]:
    """Inputs with what the outputs know better. An output that is not known takes nothing away and adds nothing.

    What is unknown in the outputs alone is the provider's to choose: as in source, such an attribute is absent.
    """
    merged = dict(inputs)
    for name, value in outputs.items():
        better = _better(inputs.get(name), value)
        if better is not None:
            merged[name] = better
    return merged


def _better(given: Data, planned: Data) -> Data:
    if planned is None or is_unknown(planned):
        return given
    if isinstance(planned, Mapping):
        return overlaid(given if isinstance(given, Mapping) else {}, planned)
    if isinstance(planned, list) and any(unknown_paths("", planned)):
        return given  # a provider may sort what is a set to it, so the two lists cannot be laid over each other
    return planned
