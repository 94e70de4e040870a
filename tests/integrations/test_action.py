"""action.yml does on a runner what its description says, and nothing that an input could slip in."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..cli.command import RIGHT, ROOT, WRONG, write
from ..needs import absent
from .github_api import Thread7, served
from .runner import ACTION, STEPS, Job

JUDGE = "Judge the load balancers"
PULL_REQUEST = {"pull_request": {"number": 7}}
ERROR = "::error file=main.tf,line=5"

if shutil.which("bash") is None:
    absent("bash", "bash is not on the PATH")


@pytest.fixture
def job(tmp_path: Path) -> Job:
    found = Job(tmp_path)
    write(found.checkout, {"main.tf": WRONG})
    return found


@pytest.fixture
def thread() -> Iterator[Thread7]:
    with served() as found:
        yield found


def test_what_is_wrong_fails_the_step_with_annotations_and_the_page_of_the_job(job: Job) -> None:
    done = job.run(JUDGE)
    assert (done.returncode, done.stderr) == (1, "")
    assert ERROR in done.stdout
    assert job.summary.startswith("<!-- lbgate -->")
    assert job.outputs == {"exit-code": "1"}


def test_what_is_right_passes(job: Job) -> None:
    write(job.checkout, {"main.tf": RIGHT})
    assert (job.run(JUDGE).returncode, job.outputs) == (0, {"exit-code": "0"})


def test_paths_stand_one_a_line_and_may_have_spaces(job: Job) -> None:
    write(job.checkout, {"live shop/main.tf": WRONG, "live/main.tf": RIGHT})
    assert job.run(JUDGE, path="live\nlive shop\n").returncode == 1
    assert job.run(JUDGE, path="live").returncode == 0


def test_a_plan_is_judged_with_the_source_that_path_names(job: Job) -> None:
    case = ROOT / "fixtures" / "aws" / "grpc_behind_http"
    for name in ("main.tf", "plan.json"):
        shutil.copy(case / name, job.checkout)
    done = job.run(JUDGE, plan="plan.json", path=".")
    assert done.returncode == 1 and "::error file=main.tf,line=" in done.stdout
    done = job.run(JUDGE, plan="plan.json", path=".\nother")
    assert (done.returncode, done.stdout) == (
        2,
        "::error title=lbgate::with a plan, path is the one folder that it was made from\n",
    )


def test_sarif_is_written_for_the_step_that_uploads_it(job: Job) -> None:
    assert job.run(JUDGE, sarif="true").returncode == 1
    (run,) = json.loads(Path(job.outputs["sarif"]).read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["LBG101"]
    upload = ACTION["runs"]["steps"][-1]
    assert upload["with"]["sarif_file"] == "${{ steps.scan.outputs.sarif }}"
    assert upload["if"] == "${{ !cancelled() && steps.scan.outputs.sarif != '' }}"


def test_wrong_usage_leaves_no_report_of_an_earlier_run_to_upload(job: Job) -> None:
    job.run(JUDGE, sarif="true")
    assert job.run(JUDGE, sarif="true", args="--matrix other").returncode == 2
    assert job.outputs == {"exit-code": "2"}


def test_the_comment_is_written_once_and_then_replaced(tmp_path: Path, thread: Thread7) -> None:
    job = Job(tmp_path, thread.url, PULL_REQUEST)
    write(job.checkout, {"main.tf": WRONG})
    for _ in range(100):
        thread.add("looks good", "User")
    assert "comment 101 written\n" in job.run(JUDGE, comment="true").stdout
    assert "LBG101" in thread.comments[100]["body"]
    write(job.checkout, {"main.tf": RIGHT})
    assert "comment 101 replaced\n" in job.run(JUDGE, comment="true").stdout
    assert len(thread.comments) == 101 and "LBG101" not in thread.comments[100]["body"]


def test_a_persons_comment_that_looks_like_lbgates_is_left_alone(tmp_path: Path, thread: Thread7) -> None:
    thread.add("<!-- lbgate -->\nmine", "User")
    job = Job(tmp_path, thread.url, PULL_REQUEST)
    write(job.checkout, {"main.tf": WRONG})
    job.run(JUDGE, comment="true")
    assert thread.comments[0]["body"] == "<!-- lbgate -->\nmine" and len(thread.comments) == 2


def test_a_comment_that_may_not_be_written_is_said_and_fails_nothing(tmp_path: Path, thread: Thread7) -> None:
    thread.allowed = False
    job = Job(tmp_path, thread.url, PULL_REQUEST)
    write(job.checkout, {"main.tf": RIGHT})
    done = job.run(JUDGE, comment="true")
    assert done.returncode == 0
    assert done.stdout.endswith(
        "::warning title=lbgate::the comment was not written: GitHub answers 403; the job needs the permission"
        " pull-requests: write, which runs for forks do not get\n"
    )


def test_outside_a_pull_request_there_is_nothing_to_comment_on(job: Job) -> None:
    done = job.run(JUDGE, comment="true")
    assert done.stdout.endswith(
        "::notice title=lbgate::this run belongs to no pull request, so there is none to comment on\n"
    )


HOSTILE = [
    "$(touch broken)",
    "`touch broken`",
    "; touch broken",
    "x' ; touch broken ; '",
    'x" ; touch broken ; "',
    "| touch broken",
    "${IFS}touch${IFS}broken",
    "%0A::set-output name=x::y",
]


GIVEN = [
    *((name, "\n".join(HOSTILE)) for name in ("path", "plan")),
    *((name, text) for name in ("args", "sarif", "comment") for text in HOSTILE),
]


@pytest.mark.parametrize(("name", "text"), GIVEN)
def test_no_input_runs_anything(name: str, text: str, job: Job) -> None:
    done = job.run(JUDGE, **{name: text})
    assert done.returncode in (2, 3)
    assert not list(job.folder.rglob("broken"))
    assert not re.search(r"^::(?!error|warning|notice)", done.stdout, re.MULTILINE)


def test_a_path_never_reads_as_an_option_or_as_standard_input(job: Job) -> None:
    assert job.run(JUDGE, path="--config=evil.toml").returncode == 3
    done = job.run(JUDGE, path="-")
    assert (done.returncode, done.stdout) == (2, "::error title=lbgate::- is standard input, and a step has none\n")


def test_a_module_in_the_checkout_is_not_imported(job: Job) -> None:
    names = ("hcl_scanner/__init__.py", "hcl_scanner/__main__.py", "json.py", "comment.py", "sitecustomize.py")
    write(job.checkout, dict.fromkeys(names, "open('broken', 'w')\n"))
    assert job.run(JUDGE).returncode == 1
    assert not list(job.folder.rglob("broken"))


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["name"])
def test_no_script_has_an_expression_in_it(step: dict[str, str]) -> None:
    assert "${{" not in step["run"]


def test_lbgate_runs_on_what_the_action_installs(tmp_path: Path) -> None:
    job = Job(tmp_path)
    done = job.run("Install what lbgate stands on")
    if done.returncode:
        absent("index", f"nothing can be installed: {done.stderr}")
    assert {"hcl2", "msgspec", "yaml"} <= {path.name for path in (tmp_path / "temp" / "lbgate").iterdir()}
    write(job.checkout, {"main.tf": WRONG})
    assert job.run(JUDGE).returncode == 1
