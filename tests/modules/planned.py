"""What the real terraform plans for a configuration whose providers are stand-ins."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, Final

from ..standin.inferred import catalogues
from ..standin.schema import Catalogue
from ..standin.server import served


class _NotKnown:
    def __repr__(self) -> str:
        return "(known after apply)"


UNKNOWN: Final = _NotKnown()
_MISSING = re.compile(r'does not have an\s+attribute\s+named\s+\\?"(\w+)\\?"')


class NotPlanned(Exception):
    """Terraform refuses the configuration; the message is its own."""


@dataclass(frozen=True)
class Planned:
    """A resource that will be; what is not known of it is ``UNKNOWN``."""

    type: str
    values: Mapping[str, Any]


def planned(
    root: Path,
    folders: Sequence[Path],
    arguments: Sequence[str] = (),
    variables: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Planned]:
    """Every managed resource of a plan by address; ``variables`` are those of the environment. Raises ``NotPlanned``."""
    also: frozenset[str] = frozenset()
    while True:
        try:
            return _planned(root, catalogues(folders, also), arguments, variables)
        except NotPlanned as refusal:
            missing = set(_MISSING.findall(re.sub(r"[│╷╵\n ]+", " ", str(refusal)))) - also
            if not missing:
                raise
            also |= missing


def _planned(
    root: Path, providers: list[Catalogue], arguments: Sequence[str], variables: Mapping[str, str]
) -> dict[str, Planned]:
    with TemporaryDirectory() as scratch, served(providers, Path(scratch)) as attached:
        configuration = Path(scratch) / "terraformrc"
        configuration.touch()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TF_")} | {
            "TF_REATTACH_PROVIDERS": attached,
            "TF_CLI_CONFIG_FILE": str(configuration),
            "CHECKPOINT_DISABLE": "1",
            **variables,
        }
        saved = str(Path(scratch) / "plan")
        planning = ["plan", "-input=false", "-refresh=false", "-lock=false", "-no-color", f"-out={saved}"]
        _run(root, environment, *planning, *arguments)
        document = json.loads(_run(root, environment, "show", "-json", saved), parse_float=Decimal)
    return {
        change["address"]: Planned(
            change["type"], _overlaid(change["change"]["after"], change["change"]["after_unknown"])
        )
        for change in document.get("resource_changes", [])
        if change["mode"] == "managed" and change["change"]["after"] is not None
    }


def _run(root: Path, environment: Mapping[str, str], *words: str) -> str:
    done = subprocess.run(
        ["terraform", *words], cwd=root, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode:
        raise NotPlanned(done.stderr or done.stdout)
    return done.stdout


def _overlaid(value: Any, unknown: Any) -> Any:
    if unknown is True:
        return UNKNOWN
    if isinstance(unknown, dict) and isinstance(value, dict):
        return {key: _overlaid(value.get(key), unknown.get(key)) for key in {*value, *unknown}}
    if isinstance(unknown, list) and isinstance(value, list):
        rest = unknown + [False] * (len(value) - len(unknown))
        return [_overlaid(one, other) for one, other in zip(value, rest, strict=True)]
    return value
