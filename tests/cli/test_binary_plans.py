"""A binary plan holds the configuration that it was made from: it is judged as source, or beside its JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..plan.binary import ROOT, archive, count, entries, plan_file, tfplan, variable
from ..plan.documents import document
from .command import NO_BALANCER, RIGHT, UNDECIDED, WRONG, lbgate, write
from .command import ROOT as ROOT_FOLDER

NOTE = "judged from the configuration in it; `terraform show -json plan.bin` gives what the plan knows beyond that"
REMOTE = {
    "Key": "web",
    "Source": "registry.terraform.io/x/web/any",
    "Version": "1.2.3",
    "Dir": ".terraform/modules/web",
}
INNER = {"Key": "web.inner", "Source": "./inner", "Dir": ".terraform/modules/web/inner"}


def test_a_binary_plan_alone_is_judged_as_source(tmp_path: Path) -> None:
    write(tmp_path, {"plan.bin": plan_file({"/main.tf": WRONG})})
    done = lbgate("scan", "plan.bin", "--format", "json", cwd=tmp_path)
    (finding,) = done.report["findings"]
    assert (done.code, done.err, done.errors) == (1, "", [])
    assert (finding["rule"], finding["root"], finding["location"]["file"], finding["location"]["line"]) == (
        *("LBG101", ""),
        *("main.tf", 5),
    )
    assert done.report["notes"] == [{"file": "plan.bin", "text": NOTE}]
    assert done.report["ledger"]["files"] == 1
    said = " ".join(lbgate("scan", "plan.bin", cwd=tmp_path).out.split())
    assert f"plan.bin: {NOTE}" in said
    assert NOTE not in " ".join(lbgate("scan", "plan.bin", "--quiet", cwd=tmp_path).out.split())


def test_modules_from_elsewhere_are_in_it(tmp_path: Path) -> None:
    calls = {
        "/main.tf": 'module "web" {\n  source = "x/web/any"\n  protocol = "TCP"\n}\n',
        "web/main.tf": 'variable "protocol" {}\nmodule "inner" {\n  source = "./inner"\n  protocol = var.protocol\n}\n',
        "web.inner/main.tf": UNDECIDED,
    }
    write(tmp_path / "infra", {"plan.bin": plan_file(calls, modules=[ROOT, REMOTE, INNER])})
    done = lbgate("scan", "infra/plan.bin", "--format", "json", cwd=tmp_path)
    (finding,) = done.report["findings"]
    assert (done.code, done.report["unread"]) == (1, [])
    assert finding["location"]["address"] == "module.web.module.inner.baiducloud_appblb_server_group.app:8080"
    assert finding["location"]["file"] == "infra/.terraform/modules/web/inner/main.tf"


def test_nothing_on_the_disk_is_read_for_it(tmp_path: Path) -> None:
    outside = 'module "web" {\n  source = "./web"\n}\nlocals { there = fileexists("x.txt") }\n'
    files = {"/main.tf": UNDECIDED + outside}
    write(
        tmp_path,
        {"plan.bin": plan_file(files), "web/main.tf": WRONG, "x.txt": "", "terraform.tfvars": 'protocol = "TCP"'},
    )
    done = lbgate("scan", "plan.bin", "--format", "json", cwd=tmp_path, TF_VAR_protocol="TCP")
    assert [one["status"] for one in done.report["listeners"]] == ["undecided"]
    assert [one["address"] for one in done.report["unread"]] == ["module.web"]
    assert (done.code, sorted(path.name for path in tmp_path.iterdir())) == (
        0,
        ["plan.bin", "terraform.tfvars", "web", "x.txt"],
    )


@pytest.mark.parametrize(("value", "type_", "code"), [("TCP", "string", 1), ("HTTP", "string", 0)])
def test_its_variables_are_those_that_were_set(tmp_path: Path, value: str, type_: str, code: int) -> None:
    plan = tfplan(variable("protocol", value, type_), variable("other", ["1e400x"], ["list", "string"]))
    write(tmp_path, {"plan.bin": plan_file({"/main.tf": UNDECIDED}, plan)})
    assert lbgate("scan", "plan.bin", cwd=tmp_path).code == code


def test_its_workspace_is_that_of_the_plan(tmp_path: Path) -> None:
    source = RIGHT.replace('"HTTP"\n  policies', 'terraform.workspace == "prod" ? "TCP" : "HTTP"\n  policies')
    for workspace, code in (("prod", 1), ("default", 0)):
        write(tmp_path, {"plan.bin": plan_file({"/main.tf": source}, tfplan(workspace=workspace))})
        assert lbgate("scan", "plan.bin", cwd=tmp_path, TF_WORKSPACE="other").code == code


def test_it_may_come_from_standard_input(tmp_path: Path) -> None:
    done = lbgate("scan", "-", "--format", "json", cwd=tmp_path, stdin=plan_file({"/main.tf": WRONG}))
    assert (done.code, done.report["findings"][0]["location"]["file"]) == (1, "main.tf")


@pytest.mark.parametrize("mode", [1, 2], ids=["destroy", "refresh only"])
def test_a_plan_that_applies_nothing_leaves_nothing_to_be_judged(tmp_path: Path, mode: int) -> None:
    write(tmp_path, {"plan.bin": plan_file({"/main.tf": WRONG}, tfplan(more=count(17, mode)))})
    done = lbgate("scan", "plan.bin", cwd=tmp_path)
    assert done.code == 0
    assert done.out == (
        "plan.bin: this plan only destroys or refreshes, so that nothing in its\n  configuration is judged\n\n"
        "no load balancer in 1 file\n"
    )


def test_a_plan_without_load_balancers_is_fine(tmp_path: Path) -> None:
    write(tmp_path, {"plan.bin": plan_file({"/main.tf": NO_BALANCER})})
    done = lbgate("scan", "plan.bin", cwd=tmp_path)
    assert (done.code, done.out.splitlines()[-1]) == (0, "no load balancer in 1 file")


WHOLE = plan_file({"/main.tf": WRONG})
UNREADABLE = "the binary plan is not as Terraform writes it"
DAMAGED = "the binary plan is truncated or damaged"
INCOMPLETE = "the plan is incomplete: terraform ended in an error while it made it"
NO_PLAN = "a zip file, and not a plan of Terraform or OpenTofu"
FILES = {"/main.tf": WRONG}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (WHOLE[:60], DAMAGED),
        (WHOLE[:-30], DAMAGED),
        (WHOLE[:40] + b"\xff" * 5 + WHOLE[45:], DAMAGED),
        (b"PK\x03\x04rest", NO_PLAN),
        (archive({"main.tf": WRONG.encode()}), NO_PLAN),
        (archive({"tfplan": tfplan()}), UNREADABLE),
        (plan_file(FILES, tfplan(version=4)), UNREADABLE),
        (plan_file(FILES, b"\xff" * 40), UNREADABLE),
        (plan_file(FILES, tfplan(more=b"\x12\x7f")), UNREADABLE),
        (plan_file(FILES, tfplan(variable("p", {"a": 1}, ["object", {}]))), UNREADABLE),
        (plan_file(FILES, tfplan(variable("p", "many", "number"))), UNREADABLE),
        (plan_file(FILES, tfplan(more=count(20, 1))), INCOMPLETE),
        (plan_file({"other/main.tf": WRONG}), UNREADABLE),
        (plan_file({"/../../etc/main.tf": WRONG}), UNREADABLE),
        (archive(entries(FILES) | {"tfconfig/modules.json": b"[{}]"}), UNREADABLE),
        (archive(entries(FILES) | {"tfconfig/modules.json": b'[{"Key": "", "Dir": null}, 7]'}), UNREADABLE),
        (archive(entries(FILES) | {"tfconfig/modules.json": b"[" * 100_000}), UNREADABLE),
        (archive(entries(FILES) | {f"x{number}": b"" for number in range(20_001)}), "the zip file holds more than 20,000 files"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_binary_plan_that_cannot_be_read(tmp_path: Path, data: bytes, reason: str) -> None:
    write(tmp_path, {"plan.bin": data, "good/main.tf": WRONG})
    done = lbgate("scan", "plan.bin", "good", "--format", "json", cwd=tmp_path)
    assert (done.code, done.err, done.errors) == (3, "", [f"plan.bin: {reason}"])
    assert len(done.report["findings"]) == 1


def test_source_in_it_that_cannot_be_read_has_its_place(tmp_path: Path) -> None:
    write(tmp_path, {"plan.bin": plan_file({"/main.tf": WRONG, "/b.tf": 'resource "aws_lb" "x" {\n  a = = 1\n}\n'})})
    done = lbgate("scan", "plan.bin", "--format", "json", cwd=tmp_path)
    assert (done.code, [error[:9] for error in done.errors], len(done.report["findings"])) == (3, ["b.tf:2:7:"], 1)


JSON_PLAN = document([], {})


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (JSON_PLAN, "this holds no source: --source takes the folder, or the file that `terraform plan -out FILE` wrote"),
        (b"hello", "no input of a known kind: give a folder of Terraform source"),
        (b'{"encrypted_data": "x", "encryption_version": "v0"}', "the file is encrypted by OpenTofu: give the output of"),
        (WHOLE[:-30], DAMAGED),
    ],
    ids=["json", "text", "encrypted", "truncated"],
)  # fmt: skip
def test_a_source_that_is_no_plan_file_is_told(tmp_path: Path, source: bytes, reason: str) -> None:
    write(tmp_path, {"plan.json": JSON_PLAN, "plan.bin": source})
    done = lbgate("scan", "plan.json", "--source", "plan.bin", "--format", "json", cwd=tmp_path)
    assert (done.code, done.err) == (3, "")
    assert [error.startswith(f"plan.bin: {reason}") for error in done.errors] == [True]


def test_a_plan_beside_its_plan_file_says_where_everything_stands(tmp_path: Path) -> None:
    case = ROOT_FOLDER / "fixtures" / "baiducloud" / "tcp_to_http_port"
    held = plan_file({"/main.tf": (case / "main.tf").read_text(encoding="utf-8")})
    write(tmp_path, {"plan.json": (case / "plan.json").read_bytes(), "infra/plan.bin": held})
    done = lbgate("scan", "plan.json", "--source", "infra/plan.bin", "--format", "json", cwd=tmp_path)
    (finding,) = done.report["findings"]
    assert (finding["location"]["file"], finding["location"]["line"]) == ("infra/main.tf", 23)
    assert (done.report["ledger"]["files"], "notes" in done.report) == (2, False)


def test_nothing_in_it_that_is_no_source_is_ever_printed(tmp_path: Path) -> None:
    secret = "hunter2-hunter2"
    plan = tfplan(variable("password", secret), variable("protocol", "TCP"))
    state = {"tfstate": f'{{"outputs": {{"x": {{"value": "{secret}"}}}}}}'.encode()}
    source = UNDECIDED + 'variable "password" {\n  default = "hunter2-hunter2"\n}\n'
    write(tmp_path, {"plan.bin": archive(entries({"/main.tf": source}, plan) | state)})
    for arguments in (("scan", "plan.bin"), ("scan", "plan.bin", "--format", "json"), ("routes", "plan.bin")):
        done = lbgate(*arguments, cwd=tmp_path)
        assert secret not in done.out + done.err
