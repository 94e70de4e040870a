"""What ``lbgate fix`` never edits, and what it asks first."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hcl_scanner.fixing.state import Change
from hcl_scanner.fixing.writing import written

from ..cli.command import CACHE, ROOT, lbgate, write
from .test_command import GROUP, RIGHT, SAID, WRONG, text

LEFT = "main.tf:13: aws_lb_target_group.app: left LBG102: its value is written in "


def test_a_linked_file_is_not_edited(tmp_path: Path) -> None:
    write(tmp_path, {"shared/main.tf": WRONG, "root/lb.tf": ""})
    (tmp_path / "root/main.tf").symlink_to("../shared/main.tf")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    ran = lbgate("fix", cwd=tmp_path / "root")
    assert ran.out == f"{LEFT}main.tf, which is reached through a symbolic link\n0 findings fixed, 1 left\n"
    assert text(tmp_path / "shared/main.tf") == WRONG


def test_a_file_outside_the_repository_is_not_edited(tmp_path: Path) -> None:
    write(tmp_path, {"values.tfvars": 'check = "TCP"\n', "root/main.tf": GROUP % "var.check"})
    write(tmp_path, {"root/variables.tf": 'variable "check" {}\n'})
    ran = lbgate("fix", "--var-file", "../values.tfvars", cwd=tmp_path / "root")
    assert ran.out == f"{LEFT}../values.tfvars, which lies outside the repository\n0 findings fixed, 1 left\n"
    assert text(tmp_path / "values.tfvars") == 'check = "TCP"\n'


def test_an_installed_module_is_not_edited_but_what_it_is_given_is(tmp_path: Path) -> None:
    installed = '{"Modules": [{"Key": "web", "Source": "example/web/aws", "Dir": ".terraform/modules/web"}]}'
    call = 'module "web" {\n  source = "example/web/aws"\n%s}\n'
    variable = 'variable "check" {\n  default = "TCP"\n}\n'
    write(
        tmp_path,
        {
            ".terraform/modules/modules.json": installed,
            ".terraform/modules/web/main.tf": GROUP % "var.check" + variable,
            "main.tf": call % "",
        },
    )
    ran = lbgate("fix", cwd=tmp_path)
    assert ran.out == (
        "main.tf:1: module.web.aws_lb_target_group.app: left LBG102: its value is written in "
        ".terraform/modules/web/main.tf, which belongs to an installed module\n0 findings fixed, 1 left\n"
    )
    write(tmp_path, {"main.tf": call % '  check  = "TCP"\n'})
    lbgate("fix", cwd=tmp_path)
    assert text(tmp_path / "main.tf") == call % '  check  = "HTTP"\n'


def test_what_this_run_is_given_cannot_be_edited(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": GROUP % "var.check", "variables.tf": 'variable "check" {}\n'})
    ran = lbgate("fix", "--var", "check=TCP", cwd=tmp_path)
    assert ran.out == (
        "main.tf:13: aws_lb_target_group.app: left LBG102: its value comes from the variable check of this run\n"
        "0 findings fixed, 1 left\n"
    )


def test_what_is_computed_is_left_without_its_text(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": GROUP % 'upper(substr("tcp-secret", 0, 3))'})
    ran = lbgate("fix", cwd=tmp_path)
    assert ran.out == (
        "main.tf:13: aws_lb_target_group.app: left LBG102: its value is computed by upper()\n0 findings fixed, 1 left\n"
    )


def test_what_is_allowed_is_left_alone(tmp_path: Path) -> None:
    allowed = WRONG.replace("# what asks", '# lbgate:ignore LBG102 until=2999-01-01 reason="why not"')
    write(tmp_path, {"main.tf": allowed})
    assert lbgate("fix", cwd=tmp_path).out == "nothing to fix\n"


def test_a_file_that_changed_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    file = write(tmp_path, {"main.tf": "mine\n"}) / "main.tf"
    reason = written(str(file), Change(b"read before\n", b"edited\n"))
    assert (reason, text(file)) == ("it changed meanwhile, and is left as it is", "mine\n")
    assert os.listdir(tmp_path) == ["main.tf"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_what_cannot_be_written_ends_with_3(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    tmp_path.chmod(0o500)
    ran = lbgate("fix", cwd=tmp_path)
    tmp_path.chmod(0o700)
    assert (ran.code, ran.err) == (3, "lbgate: main.tf: it cannot be written (Permission denied)\n")


def asked(answer: str, folder: Path) -> str:
    """What ``--interactive`` shows on a terminal on which somebody answers."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "hcl_scanner", "fix", "--interactive"]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": CACHE.name}
    with subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as running:
        os.close(theirs)
        shown, deadline = b"", time.monotonic() + 60
        while time.monotonic() < deadline:
            if not select.select([ours], [], [], 1)[0]:
                continue
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            if b"[y/N]" not in shown and b"[y/N]" in shown + part:
                os.write(ours, answer.encode())
            shown += part
        assert running.wait(timeout=60) == 0
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(("answer", "after"), [("y\n", RIGHT), ("n\n", WRONG), ("\n", WRONG)])
def test_each_change_is_asked_for(answer: str, after: str, tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    shown = asked(answer, tmp_path)
    assert SAID.splitlines()[0] + "\napply? [y/N] " in shown
    assert shown.endswith(
        "1 finding fixed, 0 left\n" if after == RIGHT else "left LBG102: you declined\n0 findings fixed, 1 left\n"
    )
    assert text(tmp_path / "main.tf") == after


def test_roots_that_share_a_module_are_all_judged(tmp_path: Path) -> None:
    """The one that is fixed first must not be all that is looked at: the other gives its module the same value otherwise."""
    call = 'module "web" {\n  source = "../shared"\n  spoken = "%s"\n}\n'
    shared = 'variable "spoken" {}\n\n' + (GROUP % '"TCP"').replace('protocol = "HTTP" #', "protocol = var.spoken #")
    write(tmp_path, {"a/main.tf": call % "HTTP", "b/main.tf": call % "HTTPS", "shared/main.tf": shared})
    ran = lbgate("fix", cwd=tmp_path)
    assert text(tmp_path / "shared/main.tf") == shared
    left = "shared/main.tf:15: module.web.aws_lb_target_group.app: left LBG102: the edit would bring"
    assert ran.out == (
        f"{left} LBG103 at module.web.aws_lb_target_group.app in b\n"
        f"{left} LBG103 at module.web.aws_lb_target_group.app in a\n0 findings fixed, 2 left\n"
    )


def test_each_root_of_several_is_fixed(tmp_path: Path) -> None:
    write(
        tmp_path, {f"{name}/main.tf": WRONG for name in ("a", "b", "c/d")} | {"c/main.tf": WRONG.replace("web", "www")}
    )
    ran = lbgate("fix", cwd=tmp_path)
    assert ran.out.endswith("4 findings fixed, 0 left\n")
    assert [text(tmp_path / name / "main.tf") for name in ("a", "b", "c/d")] == [RIGHT] * 3
    assert lbgate("scan", cwd=tmp_path).code == 0
