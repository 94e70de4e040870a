"""A workspace of the real CLI for a program in YAML, with Pulumi's own host for these (yaml/build.sh).

The host asks every package for its schema, so the echo provider has to tell one: of each type that is named to it, with
the properties that are named, all of them anything.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cli import HERE, Workspace, launcher
from schema import COMPUTED

HOST = "pulumi-language-yaml"
ANY = {"$ref": "pulumi.json#/Any"}
MAP = {"type": "object", "additionalProperties": ANY}
Types = Mapping[str, Iterable[str]]
"""The properties of each type that a program uses."""


def workspace(folder: Path, program: str, cli: Path, types: Types) -> Workspace:
    """Lay out ``folder`` for a program, which is its Pulumi.yaml, and create its stack."""
    made = Workspace.bare(folder, program, cli)
    shutil.copy2(cli / HOST, folder / "bin")
    for package in {token.partition(":")[0] for token in types}:
        schema = folder / f"{package}.json"
        schema.write_text(json.dumps(_schema(package, types)))
        launcher(folder / "bin" / f"pulumi-resource-{package}", HERE / "provider.py", str(schema))
    return made


def _schema(package: str, types: Types) -> dict[str, Any]:
    ours = {token: frozenset(names) for token, names in types.items() if token.partition(":")[0] == package}
    resources = {token: _resource(token, names) for token, names in ours.items()}
    return {"name": package, "version": "99.0.0", "provider": {}, "resources": resources}


def _resource(token: str, names: frozenset[str]) -> dict[str, Any]:
    # The host takes a way into a property only where its schema says that it has parts.
    inputs: dict[str, Any] = {name: MAP if name == "healthCheck" else ANY for name in sorted(names)}
    outputs = {name: ANY for name in COMPUTED.get(token, ()) if name != "id"}
    return {"inputProperties": inputs, "properties": {**inputs, **outputs}}
