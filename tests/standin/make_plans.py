"""Makes plan.json of fixture cases with the real terraform: ``python -m tests.standin.make_plans [CASE ...]``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from . import aws, baiducloud
from .server import served

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
CATALOGUES = {"aws": aws.CATALOGUE, "baiducloud": baiducloud.CATALOGUE}
MADE = ("plan.json", "state.json", "preview.json", "expected*")
NOISE = {"timestamp": "2026-01-01T00:00:00Z", "terraform_version": "1.11.4"}


def cases(names: list[str]) -> list[Path]:
    """The folders of these cases ("aws/redirect_only" or "redirect_only"), of all where none is named."""
    folders = sorted(folder for cloud in CATALOGUES for folder in (FIXTURES / cloud).glob("*/"))
    if not names:
        return folders
    chosen = [folder for folder in folders if {folder.name, f"{folder.parent.name}/{folder.name}"} & set(names)]
    if len(chosen) < len(names):
        raise SystemExit(f"no such case among: {' '.join(names)}")
    return chosen


def plan(case: Path, reattach: str, scratch: Path) -> str:
    """What ``terraform show -json`` says of the plan, without what differs from run to run.

    A case's own ``stage.tfvars`` gives what Terraform must be told to plan at all; the source is read without it.
    """
    work = scratch / case.parent.name / case.name
    shutil.copytree(case, work, ignore=shutil.ignore_patterns(*MADE))
    told = "-var-file=stage.tfvars" if (case / "stage.tfvars").exists() else ""
    terraform("get", work, reattach)
    return planned(work, reattach, told)


def planned(work: Path, reattach: str, more: str = "") -> str:
    """The plan of a folder as it is, with the state that lies in it."""
    terraform(f"plan -input=false -refresh=false -lock=false -out=plan.bin {more}", work, reattach)
    return stable(json.loads(terraform("show -json plan.bin", work, reattach)))


def terraform(arguments: str, work: Path, reattach: str) -> str:
    """What the real terraform prints in a folder, with the stand-ins for its providers. Raises SystemExit with its errors."""
    configuration = work / ".terraformrc"
    configuration.touch()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TF_")} | {
        "TF_REATTACH_PROVIDERS": reattach,
        "TF_CLI_CONFIG_FILE": str(configuration),
        "CHECKPOINT_DISABLE": "1",
    }
    command = ["terraform", *arguments.split()]
    done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{work}: terraform {arguments}\n{done.stdout}{done.stderr}")
    return done.stdout


def stable(document: dict[str, object]) -> str:
    """The document with sorted keys and nothing that depends on the day or on the order of a Go map."""
    relevant = document.get("relevant_attributes")
    if isinstance(relevant, list):
        relevant.sort(key=lambda entry: json.dumps(entry, sort_keys=True))
    return json.dumps(document | NOISE, sort_keys=True, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    with TemporaryDirectory() as folder, served(list(CATALOGUES.values()), Path(folder)) as reattach:
        for case in cases(sys.argv[1:]):
            (case / "plan.json").write_text(plan(case, reattach, Path(folder)), encoding="utf-8")
            print(f"{case.parent.name}/{case.name}")


if __name__ == "__main__":
    main()
