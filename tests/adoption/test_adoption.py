"""An old code base takes the gate: 300 findings, a baseline, one expired exception, and a branch with one finding more
under a hostile name. Its reports are golden files; ``UPDATE_GOLDEN=1`` writes them anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ..cli.command import lbgate
from ..cli.git import commit, git, repository

GOLDEN = Path(__file__).parent / "golden"
BASELINE = "lbgate.baseline.json"
ENDINGS = {
    "text": "txt",
    "github": "txt",
    "markdown": "md",
    "junit": "xml",
    "gitlab": "json",
    "sarif": "sarif",
    "html": "html",
}
WHOLE = ("text", "github", "markdown")
"""What people read as it is; the others tell of all 300 each by itself."""
SERVICE = """\
resource "aws_lb" "NAME" {
  load_balancer_type = "network"
}

resource "aws_lb_listener" "NAME" {
  load_balancer_arn = aws_lb.NAME.arn
  port              = 8080
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.NAME.arn
  }
}

resource "aws_lb_target_group" "NAME" {
  port     = 8080
  protocol = "HTTP"
}
"""
OLD: dict[str, str | bytes] = {
    "main.tf": """\
module "service" {
  source   = "./service"
  for_each = toset([for n in range(100) : "shop-${n}"])
}
""",
    "service/main.tf": "\n".join(SERVICE.replace("NAME", name) for name in ("public", "internal", "admin")),
    "lbgate.toml": """\
[[ignore]]
rule = "LBG103"
address = "aws_lb_target_group.gone"
until = 2020-01-31
reason = "probed by the old agents"
""",
}
HOSTILE = r"]]>\"><script>alert(1)</script>|`x`\n::error::\u202egnp\u001b[31m"
NEW = f"""\
module "new" {{
  source   = "./new"
  for_each = toset(["{HOSTILE}"])
}}
"""


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with its baseline on main, and a branch with a new service."""
    folder = repository(tmp_path_factory.mktemp("adopted") / "shop", OLD)
    first = lbgate("scan", "--quiet", cwd=folder)
    assert (first.code, first.out.count("error LBG101")) == (1, 300)
    made = lbgate("scan", "--baseline", BASELINE, "--update-baseline", cwd=folder)
    assert (made.code, made.err) == (0, f"lbgate: {BASELINE}: 300 findings, 300 new\n")
    assert lbgate("scan", "--baseline", BASELINE, cwd=folder).code == 0
    commit(folder, {})
    git(folder, "checkout", "-q", "-b", "new-service")
    return commit(folder, {"new.tf": NEW, "new/main.tf": SERVICE.replace("NAME", "app")})


@pytest.fixture(scope="module")
def reports(adopted: Path) -> dict[str, str]:
    """Every report of the branch, from one run."""
    files = {name: f".report.{name}" for name in ENDINGS}
    pairs = (word for name, file in files.items() for word in ("--format", name, "--output", file))
    done = lbgate("scan", "--baseline", BASELINE, *pairs, cwd=adopted)
    assert (done.code, done.out, done.err) == (1, "", "")
    return {name: (adopted / file).read_text(encoding="utf-8") for name, file in files.items()}


@pytest.mark.parametrize("name", WHOLE)
def test_what_people_read_is_as_agreed(reports: dict[str, str], name: str) -> None:
    golden = GOLDEN / f"{name}.{ENDINGS[name]}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(reports[name], encoding="utf-8")
    assert reports[name] == golden.read_text(encoding="utf-8")


def test_code_scanning_gets_one_open_result_and_300_suppressed_ones(reports: dict[str, str]) -> None:
    results = json.loads(reports["sarif"])["runs"][0]["results"]
    still_open = [one["ruleId"] for one in results if not one.get("suppressions")]
    assert (len(results), still_open) == (302, ["LBG101", "LBG501"])


def test_the_pull_request_fails_for_the_new_service_alone(adopted: Path) -> None:
    for options in (("--baseline", BASELINE), ("--new-only", "main")):
        report = lbgate("scan", "--format", "json", *options, cwd=adopted).report
        failing = [one for one in report["findings"] if one["level"] == "error" and not one["suppressed"]]
        assert [one["location"]["file"] for one in failing] == ["new/main.tf"]
        assert report["ledger"]["suppressed"] == 300 + (options[0] == "--new-only")


def test_the_debt_is_paid_off_by_mending_and_updating(adopted: Path) -> None:
    mended = {name: str(text).replace('protocol = "HTTP"', 'protocol = "TCP"') for name, text in OLD.items()}
    folder = commit(adopted, {"service/main.tf": mended["service/main.tf"]})
    paid = lbgate("scan", "--baseline", BASELINE, "--update-baseline", cwd=folder)
    assert (paid.code, paid.err) == (0, f"lbgate: {BASELINE}: 1 finding, 1 new, 300 gone\n")
    git(folder, "checkout", "-q", ".")
    git(folder, "reset", "-q", "--hard", "HEAD~1")
