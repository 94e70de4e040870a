"""The pipelines in integrations/ are what their systems take, and their command lines do what they are there for."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from ..cli.command import RIGHT, ROOT, WRONG, lbgate, write
from .runner import ACTION
from .tools import silent, valid

FOLDER = ROOT / "integrations"
GITHUB = ("github.yml", "hcp-terraform.yml", "opentofu.yml")


def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def test_every_file_is_yaml_and_says_where_it_belongs() -> None:
    for file in FOLDER.iterdir():
        assert read(file.name) and file.read_text(encoding="utf-8").startswith("# "), file


@pytest.mark.parametrize("name", GITHUB)
def test_github_takes_its_workflows(name: str, tmp_path: Path) -> None:
    valid("github-workflows", FOLDER / name)
    text = (FOLDER / name).read_text(encoding="utf-8")
    workflow = tmp_path / ".github" / "workflows" / name
    released = text.replace("OWNER/lbgate@COMMIT", f"example/lbgate@{'0' * 40}")
    write(tmp_path, {f".github/workflows/{name}": released})
    silent("actionlint", workflow)
    silent("zizmor", "--offline", "--quiet", workflow)


@pytest.mark.parametrize("name", GITHUB)
def test_the_inputs_that_they_give_are_inputs_of_the_action(name: str) -> None:
    steps = [step for job in read(name)["jobs"].values() for step in job["steps"]]
    (given,) = [step["with"] for step in steps if "lbgate" in step.get("uses", "")]
    assert given.keys() <= ACTION["inputs"].keys()


@pytest.mark.parametrize(("source", "code"), [(WRONG, 1), (RIGHT, 0)], ids=["wrong", "right"])
def test_the_job_in_gitlab_writes_the_reports_that_it_names(source: str, code: int, tmp_path: Path) -> None:
    job = read("gitlab.yml")["lbgate"]
    (line,) = job["script"]
    write(tmp_path, {"main.tf": source})
    words = shlex.split(line.replace("$LBGATE_PATH", job["variables"]["LBGATE_PATH"]))
    assert words[0] == "lbgate" and lbgate(*words[1:], cwd=tmp_path).code == code
    assert all((tmp_path / file).is_file() for file in job["artifacts"]["reports"].values())


def test_gitlab_takes_its_job() -> None:
    valid("gitlab-ci", FOLDER / "gitlab.yml")


def test_atlantis_gives_the_plan_with_what_it_was_made_from() -> None:
    steps = read("atlantis.yaml")["workflows"]["lbgate"]["plan"]["steps"]
    assert steps[:2] == ["init", "plan"]
    readme = re.search(
        r"<!-- in Atlantis -->\n```yaml\n.*?```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert readme and steps[2]["run"] in readme[0]  # which tests/docs runs


def test_pre_commit_takes_the_hook_and_its_use() -> None:
    silent("pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    silent("pre-commit", "validate-config", FOLDER / "pre-commit.yaml")


def test_versions_in_examples_are_this_version() -> None:
    from policies.version import VERSION

    for file in FOLDER.iterdir():
        text = file.read_text(encoding="utf-8")
        said = re.findall(r"lbgate@COMMIT # v([\d.]+)|LBGATE_VERSION: \"([\d.]+)\"", text)
        assert {one or other for one, other in said} <= {VERSION}, file
