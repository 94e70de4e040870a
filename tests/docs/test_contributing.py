"""The worked example of CONTRIBUTING.md is a cloud that works."""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

import policies.deployment
from hcl_scanner.source import Options, read_folder
from policies.evaluate import evaluate
from policies.messages import finding_text
from policies.providers import PROVIDERS
from policies.settings import Settings

TEXT = (Path(__file__).resolve().parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAME = "policies.providers.examplecloud"


def block(title: str) -> str:
    """The fenced block that follows a comment with this title."""
    found = re.search(rf"<!-- {title} -->\n```\w*\n(.*?)```", TEXT, re.DOTALL)
    assert found, title
    return found[1]


@pytest.fixture
def examplecloud(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = spec_from_loader(NAME, loader=None)
    assert spec
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, NAME, module)
    exec(compile(block("the module"), NAME, "exec"), module.__dict__)
    monkeypatch.setattr(policies.deployment, "PROVIDERS", {**PROVIDERS, "examplecloud": module})
    return module


def test_the_example_cloud_says_what_it_is_said_to_say(examplecloud: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(block("the deployment"), encoding="utf-8")
    reading = read_folder(tmp_path, examplecloud.TYPES, Options(cache=False))
    report = evaluate(reading.graphs, Settings())
    (finding,) = report.findings
    assert finding_text(finding, report) + "\n" == block("the answer")


def test_the_mended_deployment_is_silent(examplecloud: ModuleType, tmp_path: Path) -> None:
    mended = block("the deployment").replace('type = "HTTPS"', 'type = "HTTP"')
    (tmp_path / "main.tf").write_text(mended, encoding="utf-8")
    report = evaluate(read_folder(tmp_path, examplecloud.TYPES, Options(cache=False)).graphs, Settings())
    assert (report.findings, report.ledger.ok) == ((), 1)
