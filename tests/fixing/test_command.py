"""``lbgate fix`` as it is used: what it says, what it changes, and what it must never touch."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from ..cli.command import ROOT, lbgate, write

GROUP = """\
resource "aws_lb" "web" {
  name               = "web"
  load_balancer_type = "application"
}

resource "aws_lb_target_group" "app" {
  port     = 8080 # the port
  protocol = "HTTP" # spoken to the servers
  vpc_id   = "vpc-1"

  health_check {
    path     = "/" # anything
    protocol = %s # what asks
  }
}

resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}
"""
WRONG, RIGHT = GROUP % '"TCP"', GROUP % '"HTTP"'
SAID = 'main.tf:13: LBG102: health_check.protocol = "HTTP" on aws_lb_target_group.app\n1 finding fixed, 0 left\n'


def text(path: Path) -> str:
    return path.read_bytes().decode()


def test_only_the_word_changes(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    ran = lbgate("fix", cwd=tmp_path)
    assert (ran.code, ran.out, ran.err) == (0, SAID, "")
    assert text(tmp_path / "main.tf") == RIGHT
    again = lbgate("fix", cwd=tmp_path)
    assert (again.code, again.out, again.err) == (0, "nothing to fix\n", "")


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_marks_and_line_ends_stay(start: bytes, newline: str, tmp_path: Path) -> None:
    def spelled(source: str) -> bytes:
        return start + source.rstrip("\n").replace("\n", newline).encode()

    write(tmp_path, {"main.tf": spelled(WRONG)})
    assert lbgate("fix", cwd=tmp_path).out == SAID
    assert (tmp_path / "main.tf").read_bytes() == spelled(RIGHT)


def test_the_mode_of_a_file_stays_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    file = write(tmp_path, {"main.tf": WRONG}) / "main.tf"
    file.chmod(0o640)
    lbgate("fix", cwd=tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["main.tf"]


def test_a_decision_is_left_with_its_choices(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": (ROOT / "fixtures/aws/misspelt_listener/main.tf").read_bytes()})
    before = text(tmp_path / "main.tf")
    ran = lbgate("fix", cwd=tmp_path)
    assert ran.out == (
        "main.tf:25: aws_lb_listener.https: left LBG105: 2 changes are equally small, which is for you to decide: "
        'protocol = "HTTPS" on aws_lb_listener.https (ends TLS at the balancer); or protocol = "HTTP" on '
        "aws_lb_listener.https (no TLS to the balancer), without certificate_arn\n0 findings fixed, 1 left\n"
    )
    assert (ran.code, text(tmp_path / "main.tf")) == (0, before)


def test_a_change_of_what_is_encrypted_is_left(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": (ROOT / "fixtures/baiducloud/https_port_in_server_group/main.tf").read_bytes()})
    ran = lbgate("fix", cwd=tmp_path)
    assert ran.out == (
        "main.tf:29: baiducloud_appblb_server_group.app:8443: left LBG105: the edit would change the TLS posture of the "
        "route from baiducloud_appblb_listener.https to baiducloud_appblb_server_group.app:8443\n"
        "0 findings fixed, 1 left\n"
    )


def test_git_takes_the_patch_and_nothing_is_changed_before(tmp_path: Path) -> None:
    write(tmp_path, {"a b/main.tf": WRONG.rstrip().encode(), "ü/main.tf": WRONG.replace("\n", "\r\n").encode()})
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    ran = lbgate("fix", "--diff", cwd=tmp_path)
    assert text(tmp_path / "a b/main.tf") == WRONG.rstrip()
    assert ran.err.endswith("2 findings would be fixed, 0 left\n") and ran.code == 0
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=ran.out.encode(), check=True)
    assert text(tmp_path / "a b/main.tf") == RIGHT.rstrip()
    assert text(tmp_path / "ü/main.tf") == RIGHT.replace("\n", "\r\n")


def test_the_patch_is_one(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    assert lbgate("fix", "--diff", cwd=tmp_path).out == (
        '--- a/main.tf\n+++ b/main.tf\n@@ -10,7 +10,7 @@\n \n   health_check {\n     path     = "/" # anything\n'
        '-    protocol = "TCP" # what asks\n+    protocol = "HTTP" # what asks\n   }\n }\n \n'
    )


def test_questions_need_a_terminal(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    ran = lbgate("fix", "--interactive", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "lbgate: --interactive asks, and standard input is no terminal\n"


def test_rules_are_chosen(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    assert lbgate("fix", "--rule", "LBG103", cwd=tmp_path).out == "nothing to fix\n"
    assert lbgate("fix", "--rule", "LBG103", "--rule", "LBG102", cwd=tmp_path).out == SAID
    ran = lbgate("fix", "--rule", "LBG999", cwd=tmp_path)
    assert ran.code == 2 and "LBG999" in ran.err


def test_a_plan_is_no_source(tmp_path: Path) -> None:
    write(tmp_path, {"plan.json": "{}"})
    ran = lbgate("fix", "plan.json", cwd=tmp_path)
    assert (ran.code, ran.err) == (2, "lbgate: fix edits Terraform source: plan.json is none\n")


def test_what_cannot_be_read_ends_with_3(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG, "broken.tf": 'resource "aws_lb" "x" {\n'})
    ran = lbgate("fix", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, SAID)
    assert "broken.tf:1" in ran.err


VARIABLE = 'variable "check" {\n  default = "TCP"\n}\n'


def test_a_value_is_changed_where_it_is_defined(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": GROUP % "var.check", "variables.tf": VARIABLE, "prod.tfvars": 'check = "TCP" # prod\n'})
    ran = lbgate("fix", "--var-file", "prod.tfvars", cwd=tmp_path)
    assert ran.out == (
        'prod.tfvars:1: LBG102: health_check.protocol = "HTTP" on aws_lb_target_group.app\n1 finding fixed, 0 left\n'
    )
    assert text(tmp_path / "prod.tfvars") == 'check = "HTTP" # prod\n'
    assert lbgate("fix", cwd=tmp_path).out.startswith("variables.tf:2: LBG102")


DATABASE = """\
resource "aws_lb" "database" {
  name               = "database"
  load_balancer_type = "network"
}

resource "aws_lb_target_group" "database" {
  port     = 5432
  protocol = local.spoken
  vpc_id   = "vpc-1"
}

resource "aws_lb_listener" "database" {
  load_balancer_arn = aws_lb.database.arn
  port              = 5432
  protocol          = "TCP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.database.arn
  }
}
"""


def test_a_value_that_another_use_needs_is_left(tmp_path: Path) -> None:
    locals_ = 'locals {\n  spoken = "TCP"\n}\n'
    write(tmp_path, {"main.tf": GROUP % "local.spoken", "database.tf": DATABASE, "locals.tf": locals_})
    ran = lbgate("fix", cwd=tmp_path)
    assert ran.out == (
        "main.tf:13: aws_lb_target_group.app: left LBG102: its value is written at locals.tf:2 for other uses too, and the "
        "edit would bring LBG101 at aws_lb_target_group.database\n0 findings fixed, 1 left\n"
    )
    assert (ran.code, text(tmp_path / "locals.tf")) == (0, locals_)


def test_a_patch_of_what_lies_elsewhere_is_for_the_root_of_the_repository(tmp_path: Path) -> None:
    values = '{\r\n\t"m": {"y": "TCP", "x" : "TCP"}\r\n}'
    variable = 'variable "m" {\n  type = map(string)\n}\n'
    write(
        tmp_path,
        {"lb/main.tofu": GROUP % 'var.m["x"]', "lb/m.tf": variable, "lb/terraform.tfvars.json": values, "x/y": ""},
    )
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    ran = lbgate("fix", "--diff", "../lb", cwd=tmp_path / "x")
    assert ran.err == (
        "lbgate: the patch is for the folder ..\n../lb/terraform.tfvars.json:2: LBG102: health_check.protocol = "
        '"HTTP" on aws_lb_target_group.app\n1 finding would be fixed, 0 left\n'
    )
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=ran.out.encode(), check=True)
    assert text(tmp_path / "lb/terraform.tfvars.json") == values.replace('"x" : "TCP"', '"x" : "HTTP"')


def test_one_edit_mends_all_that_use_the_value(tmp_path: Path) -> None:
    other = (GROUP % "var.check").replace('"web"', '"other"').replace("lb.web", "lb.other")
    other = other.replace('"app"', '"other"').replace("group.app", "group.other")
    write(tmp_path, {"main.tf": GROUP % "var.check", "other.tf": other, "variables.tf": VARIABLE})
    assert lbgate("fix", cwd=tmp_path).out == (
        'variables.tf:2: LBG102: health_check.protocol = "HTTP" on aws_lb_target_group.app, which mends 1 more finding too\n'
        "2 findings fixed, 0 left\n"
    )
