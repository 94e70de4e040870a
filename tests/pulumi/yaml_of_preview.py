"""Writes a saved preview's resources as a program in YAML, with references where the preview has unknowns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from typing import Any

from policies.providers import TYPES
from policies.pulumi_names import terraform_type

SENTINEL = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
BUILT_IN = ("pulumi:pulumi:Stack", "pulumi:providers:")


def program_of(preview: Mapping[str, Any]) -> str:
    """The program as JSON, which is YAML too. An unknown of a property refers to what the property was made from."""
    states = [step["newState"] for step in preview["steps"] if step.get("newState")]
    custom = {state["urn"]: state for state in states if not state["type"].startswith(BUILT_IN)}
    keys = {urn: f"r{number}" for number, urn in enumerate(sorted(custom))}
    resources = {keys[urn]: resource(state, keys) for urn, state in custom.items() if not state.get("external")}
    read = {keys[urn]: {"type": one["type"], "get": {"id": "x"}} for urn, one in custom.items() if one.get("external")}
    return json.dumps({"name": "shop", "runtime": "yaml", "resources": {**resources, **read}}, indent=1)


def resource(state: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    depends = state.get("propertyDependencies", {})
    properties = {
        name: Referring([urn for urn in depends.get(name, ()) if urn in keys], keys).value(name, value)
        for name, value in state.get("inputs", {}).items()
    }
    return {"type": state["type"], "name": state["urn"].split("::", 3)[3], "properties": properties}


class Referring:
    """Puts references to what a property was made from in the place of its unknowns, in turn for each name."""

    def __init__(self, makers: Sequence[str], keys: Mapping[str, str]) -> None:
        self._makers, self._keys = makers, keys
        self._turns: dict[str, Iterator[str]] = {}

    def value(self, name: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self.value(name, item) for item in value]
        if isinstance(value, dict):
            return {key: self.value(key, item) for key, item in value.items()}
        if value != SENTINEL:
            return value.replace("$", "$$") if isinstance(value, str) else value
        return f"${{{self._reference(name)}}}"

    def _reference(self, name: str) -> str:
        """What an unknown is a reference to: a load balancer's part where it is an identity, else something else."""
        identity = next((each for each in ("arn", "id") if name.lower().endswith(each)), "")
        fitting = [urn for urn in self._makers if bool(identity) == (terraform_type(urn.split("::")[2]) in TYPES)]
        makers = fitting or self._makers
        if not makers:
            return "elsewhere"
        maker = next(self._turns.setdefault(name, cycle(makers)))
        return f"{self._keys[maker]}.{identity or 'result'}"
