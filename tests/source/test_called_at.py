"""What lies in an installed module stands at its call, the nearest place that the user can edit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from hcl_scanner.documents import read_documents
from hcl_scanner.source import Options
from policies.evaluate import evaluate
from policies.graph import Place
from policies.report import Finding
from policies.settings import Settings

from ..cli.command import ROOT, WRONG, write

CALL = 'module "{}" {{\n  source = "{}"\n}}\n'


def manifest(**installed: str) -> str:
    return json.dumps({"Modules": [{"Key": key.replace("__", "."), "Dir": path} for key, path in installed.items()]})


def the_finding(path: str, source: Path | None = None) -> Finding:
    found = read_documents([path], Options(cache=False), source)
    (finding,) = evaluate(found.graphs, Settings(), problems=found.problems).findings
    return finding


@pytest.mark.parametrize(
    ("files", "file", "called_at"),
    [
        ({"main.tf": WRONG}, "main.tf", None),
        ({"main.tf": CALL.format("web", "./web"), "web/main.tf": WRONG}, "web/main.tf", None),
        (
            {
                "main.tf": "\n" + CALL.format("web", "shop/web/x"),
                ".terraform/modules/modules.json": manifest(web=".terraform/modules/web", web__in="unused"),
                ".terraform/modules/web/main.tf": CALL.format("in", "./in"),
                ".terraform/modules/web/in/main.tf": WRONG,
            },
            ".terraform/modules/web/in/main.tf",
            Place("main.tf", 2, 1, 'module "web"'),
        ),
        (
            {
                "main.tf": CALL.format("web", "./web"),
                "web/main.tf": "\n\n" + CALL.format("in", "git::https://example.com/in.git"),
                ".terraform/modules/modules.json": manifest(web="web", web__in=".terraform/modules/web.in"),
                ".terraform/modules/web.in/main.tf": WRONG,
            },
            ".terraform/modules/web.in/main.tf",
            Place("web/main.tf", 3, 1, 'module "in"'),
        ),
    ],
    ids=["no module", "own module", "installed with a module in it", "installed by an own module"],
)
def test_where_a_finding_stands(
    files: dict[str, str | bytes], file: str, called_at: Place | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path, files))
    finding = the_finding(".")
    assert (finding.location.place.file, finding.location.called_at) == (file, called_at)


def test_a_plan_with_its_source_knows_the_call_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = ROOT / "fixtures/baiducloud/wrong_through_module"
    shutil.copytree(case, tmp_path / "case")
    monkeypatch.chdir(tmp_path / "case")
    main = Path("main.tf")
    main.write_text(main.read_text().replace('"./modules/service"', '"shop/service/baiducloud"'))
    write(tmp_path, {"case/.terraform/modules/modules.json": manifest(service="modules/service")})
    call = Place("main.tf", 16, 1, 'module "service"')
    assert the_finding("plan.json", Path()).location.called_at == call
