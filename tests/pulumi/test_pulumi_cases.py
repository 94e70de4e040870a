"""Of every case the pack in a running preview tells what a scan of the saved preview tells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pulumi_places import PROJECT

from hcl_scanner.preview import read_preview
from policies.evaluate import evaluate
from policies.pulumi_gate import urn_of
from policies.settings import Settings
from policies.words import Level

if TYPE_CHECKING:
    from pack_process import PackProcess
    from toy_engine import Registered

RULE = re.compile(r"\bLBG\d{3}\b")
PREVIEWS = sorted((PROJECT / "fixtures").glob("*/*/preview.json"))


def registered(preview: Mapping[str, Any]) -> Iterator[Registered]:
    """What the engine handed to a pack when this preview was made; a resource that is only read goes to none."""
    from schema import created
    from toy_engine import Registered

    states = [step["newState"] for step in preview["steps"] if step["op"] != "read"]
    there = {state["urn"] for state in states}
    for state in states:
        urn, inputs = state["urn"], state.get("inputs", {})
        depends = {
            name: tuple(each for each in urns if each in there)
            for name, urns in state.get("propertyDependencies", {}).items()
        }
        outputs = created(urn, inputs, preview=True) if state["custom"] else inputs
        name = urn.split("::", 3)[3]
        yield Registered(urn, state["type"], name, state.get("parent", ""), inputs, outputs, depends)


def scanned(preview: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    """Each finding of a scan: its resource, its rule, and whether it fails the deployment."""
    graph = read_preview(preview, "preview.json")
    findings = evaluate([graph], Settings()).findings
    return sorted((urn_of(one.location.address, graph), one.rule, one.level is Level.ERROR) for one in findings)


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=f"{path.parent.parent.name}/{path.parent.name}") for path in PREVIEWS]
)
def test_the_pack_tells_what_a_scan_tells(path: Path, pack: PackProcess) -> None:
    text = path.read_text(encoding="utf-8")
    stack = path.parent.name.replace("_", "-")  # the pack's process remembers a stack, so each case needs its own
    preview = json.loads(text.replace("urn:pulumi:dev::", f"urn:pulumi:{stack}::"))
    told = [
        (each.urn, rule[0], each.level == "MANDATORY")
        for each in pack.preview(list(registered(preview)))
        if (rule := RULE.search(each.message))
    ]
    assert sorted(told) == scanned(preview)
