"""The plan file that the real terraform writes says what its source says, and links what its JSON cannot."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from hcl_scanner.documents import Documents, read_documents
from hcl_scanner.source import Options
from policies.evaluate import evaluate
from policies.report import Report
from policies.settings import Settings

from ..case_lines import neutral_lines
from ..standin.make_plans import CATALOGUES, MADE, cases, terraform
from ..standin.server import served

pytestmark = pytest.mark.usefixtures("terraform")

VARIABLES = {
    "target_group_arn": "arn:aws:elasticloadbalancing:eu-central-1:000000000000:targetgroup/postgres/50dc6c495c"
}


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root module that calls some of the cases, with its plan.bin; plan.json lies in the folder above."""
    scratch = tmp_path_factory.mktemp("plans")
    root = scratch / "root"
    calls = ['variable "target_group_arn" {}\n']
    for case in _chosen():
        name = f"{case.parent.name}/{case.name}"
        shutil.copytree(case, root / name, ignore=shutil.ignore_patterns(*MADE))
        given = "  target_group_arn = var.target_group_arn\n" if (case / "stage.tfvars").exists() else ""
        calls.append(f'module "{name.replace("/", "_")}" {{\n  source = "./{name}"\n{given}}}\n')
    (root / "main.tf").write_text("".join(calls), encoding="utf-8")
    given = " ".join(f"-var={name}={value}" for name, value in VARIABLES.items())
    with served(list(CATALOGUES.values()), scratch) as attached:
        terraform("get", root, attached)
        terraform(f"plan -input=false -refresh=false -lock=false -out=plan.bin {given}", root, attached)
        (scratch / "plan.json").write_text(terraform("show -json plan.bin", root, attached), encoding="utf-8")
    return root


def _chosen() -> list[Path]:
    """Those with modules or variables, those of which a plan cannot tell all, and every fourth of the others."""
    telling = ("modules", "stage.tfvars", "expected.plan.txt")
    return [case for n, case in enumerate(cases([])) if n % 4 == 0 or any((case / name).exists() for name in telling)]


@pytest.fixture
def options(work: Path, monkeypatch: pytest.MonkeyPatch) -> Options:
    monkeypatch.chdir(work)
    return Options(inputs=tuple(VARIABLES.items()), cache=False)


def judged(found: Documents) -> Report:
    assert found.problems == ()
    graphs = [replace(graph, root="", identity=None) for graph in found.graphs]
    return replace(evaluate(graphs, Settings()), unread=())


def test_a_plan_file_is_judged_like_its_source(options: Options) -> None:
    source, held = read_documents(["."], options), read_documents(["plan.bin"], replace(options, inputs=()))
    assert len(judged(source).listeners) > 40
    assert judged(held) == judged(source)


def test_beside_its_json_a_plan_file_is_as_good_as_the_folder(options: Options) -> None:
    beside = {
        source: judged(read_documents(["../plan.json"], replace(options, inputs=()), Path(source)))
        for source in (".", "plan.bin")
    }
    assert beside["plan.bin"] == beside["."]
    alone = judged(read_documents(["../plan.json"], replace(options, inputs=())))
    assert alone.ledger.undecided > beside["."].ledger.undecided


def test_its_json_finds_the_source_beside_it_by_itself(options: Options, work: Path) -> None:
    shutil.copy("../plan.json", "plan.json")
    found = read_documents(["plan.json"], replace(options, inputs=()))
    (work / "plan.json").unlink()
    assert [note.text for note in found.notes] == ["what it leaves open was looked up in the source beside it"]
    named = read_documents(["../plan.json"], replace(options, inputs=()), Path())
    assert neutral_lines(judged(found)) == neutral_lines(judged(named))
