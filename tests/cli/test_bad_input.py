"""Input that cannot be read: the documented exit code, a clear message with its place, and everything else judged."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from .command import NO_BALANCER, RIGHT, WRONG, lbgate, write

KINDS = "a plan or state (`terraform show -json FILE`) or a Pulumi preview (`pulumi preview --json`)"
DEEP_STATE = '{"format_version": "1.0", "values": {"root_module": ' + '{"child_modules": [' * 5000 + "]}" * 5000 + "}}"
SHOWN = "give the output of `terraform show -json FILE`"
UTF_16 = "the file is not UTF-8 (it looks like UTF-16, which PowerShell writes); save it as UTF-8"
PLAN = {
    "format_version": "1.2",
    "terraform_version": "1.11.4",
    "planned_values": {},
    "resource_changes": [],
    "configuration": {},
}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("plan.json", '{\n "a" 1,\n}', "plan.json:2:6: not valid JSON: expecting ':' delimiter"),
        ("plan.json", '{"resource_changes": [', "plan.json:1:23: not valid JSON: expecting value"),
        ("plan.json", "", "plan.json: the file is empty"),
        ("plan.json", "[" * 100_000, "plan.json: the document is nested too deep"),
        ("plan.json", "{}", f"plan.json: not a plan, state or preview: give {KINDS}"),
        ("plan.json", "[1]", f"plan.json: not a plan, state or preview: give {KINDS}"),
        ("plan.json", '{"a": 1}'.encode("utf-16"), f"plan.json: not a plan, state or preview: give {KINDS}"),
        ("plan.json", '{"a": 1}'.encode("utf-16") + b"\0", "plan.json: the file looks like UTF-16, and is damaged"),
        ("plan.json.gz", gzip.compress(b"{", mtime=0), "plan.json.gz:1:2: not valid JSON: expecting property name"),
        ("plan.json.gz", gzip.compress(b'{"a": 1}', mtime=0)[:-9], "plan.json.gz: the gzip file is truncated"),
        ("plan.json.gz", gzip.compress(b'{"a": 1}', mtime=0)[:-8] + bytes(8), "plan.json.gz: the gzip file is damaged"),
        ("run.json", json.dumps({"a": PLAN, "b": {"c": PLAN}}),
         "run.json: it wraps 2 documents: give each as a file of its own"),
        ("run.json", json.dumps({"plan": {**PLAN, "format_version": "2.0"}}),
         "run.json: the plan's format_version is 2.0; this reads the versions 0.1 to 1.x"),
        ("run.json", json.dumps({"plan": {**PLAN, "resource_changes": 7}}),
         "run.json: not a plan as Terraform writes it: expected `array`, got `int` - at `$.resource_changes`"),
        ("plan.json", b'{"a":\n "\xff"}', "plan.json:2:1: the file is not UTF-8"),
        ("terraform.tfstate", json.dumps({"version": 4, "serial": 1, "lineage": "x", "resources": []}),
         f"terraform.tfstate: Terraform's own state file is not read, since its format is internal: {SHOWN}"),
        ("terraform.tfstate", json.dumps({"serial": 1, "meta": {}, "encrypted_data": "x", "encryption_version": "v0"}),
         "terraform.tfstate: the file is encrypted by OpenTofu: give the output of `tofu show -json FILE`, which decrypts it"),
        ("plan.bin", json.dumps({"remote_plan_format": 1, "run_id": "run-1", "hostname": "app.terraform.io"}),
         f"plan.bin: a saved plan of HCP Terraform only names its run: {SHOWN}"),
        ("state.json", json.dumps({"format_version": "2.0", "values": {}}),
         "state.json: the state's format_version is 2.0; this reads the versions 0.1 to 1.x"),
        ("state.json", json.dumps({"format_version": "1.0", "values": {"root_module": {"resources": {}}}}),
         "state.json: not a state as Terraform writes it: expected `array`, got `object` - at `$.values.root_module.resources`"),
        ("state.json", DEEP_STATE, "state.json: the document is nested too deep"),
        ("Pulumi.yaml", "name: x\nruntime: nodejs\n",
         "Pulumi.yaml: a Pulumi program is not read: save its preview with `pulumi preview --json --show-sames` and give that file"),
        ("Pulumi.prod.yaml", "config: {}\n",
         "Pulumi.prod.yaml: a Pulumi program is not read: save its preview with `pulumi preview --json --show-sames` and give that file"),
        ("events.json", '{"sequence": 0, "preludeEvent": {}}\n{"sequence": 1, "summaryEvent": {}}\n', "events.json: a Pulumi event stream or log lacks"),
        ("prod.tfvars", 'a = "b"\n', f"prod.tfvars: this kind of file is not read by itself: give the folder, {KINDS}"),
        ("notes.txt", "hello\n", f"notes.txt: no input of a known kind: give a folder of Terraform source, {KINDS}"),
        ("plan.json", json.dumps({**PLAN, "format_version": "9.0"}), "plan.json: "),
    ],
)  # fmt: skip
def test_a_file_that_is_nothing_we_read(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    write(tmp_path, {name: content, "good/main.tf": WRONG})
    done = lbgate("scan", name, "good", "--format", "json", cwd=tmp_path)
    (error,) = done.errors
    assert error.startswith(message)
    assert (done.code, done.err, len(done.report["findings"])) == (3, "", 1)
    assert "Traceback" not in lbgate("scan", name, cwd=tmp_path).err


def test_an_unknown_plan_version_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"plan.json": json.dumps({**PLAN, "format_version": "9.0"})})
    done = lbgate("scan", "plan.json", "--format", "json", cwd=tmp_path)
    assert done.code == 3 and "9.0" in done.errors[0]


@pytest.mark.parametrize(
    ("files", "path", "message"),
    [
        ({}, "missing", "missing: there is no such file or folder"),
        ({}, "missing.tf", "missing.tf: there is no such file or folder"),
        ({}, ".", ".: the folder is empty"),
        ({"sub/readme.md": "x"}, "sub", "sub: there is no Terraform source in this folder; plans and Pulumi previews are read only when they are named"),
        ({"sub/plan.json": "{}"}, "sub", "sub: there is no Terraform source in this folder; plans and Pulumi previews are read only when they are named"),
        ({"main.tf": WRONG.encode("utf-16")}, ".", f"main.tf:1:1: {UTF_16}"),
        ({"main.tf": b'# \xe9\nresource "aws_lb" "x" {}\n'}, ".", "main.tf:1:1: the file is not UTF-8"),
        ({"main.tf": 'resource "baiducloud_appblb_listener" "x" {\n  protocol =\n'}, ".", "main.tf:1:1: "),
        ({"main.tf": 'resource "baiducloud_appblb_listener" "x" {\n  protocol = = "TCP"\n}\n'}, ".", "main.tf:2:14: "),
        ({"main.tf.json": '{"resource": {"baiducloud_appblb_listener": \n'}, ".", "main.tf.json:2:1: a JSON value was expected here"),
    ],
)  # fmt: skip
def test_a_folder_that_cannot_be_read(tmp_path: Path, files: dict[str, str | bytes], path: str, message: str) -> None:
    write(tmp_path, files)
    done = lbgate("scan", path, "--format", "json", "--no-cache", cwd=tmp_path)
    assert (done.code, done.err) == (3, "")
    assert done.errors[0].startswith(message)
    said = lbgate("scan", path, "--no-cache", cwd=tmp_path)
    assert said.code == 3
    assert f"Cannot be read: {message}"[:70] in " ".join(said.out.split())


def test_a_file_of_50_mb_is_not_read_and_the_rest_is(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    with (tmp_path / "big.tf").open("wb") as file:
        file.truncate(50 << 20)
    done = lbgate("scan", "--format", "json", cwd=tmp_path)
    assert (done.code, done.errors) == (3, ["big.tf: the file is larger than 8 MB"])
    assert [finding["rule"] for finding in done.report["findings"]] == ["LBG101"]


def test_a_byte_order_mark_is_read_over(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": b"\xef\xbb\xbf" + WRONG.encode()})
    done = lbgate("scan", "--format", "json", cwd=tmp_path)
    assert (done.code, done.errors, len(done.report["findings"])) == (1, [], 1)


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path, {"sub/main.tf": RIGHT})
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.tf").symlink_to("self.tf")
    done = lbgate("scan", "--format", "json", cwd=tmp_path)
    assert done.code == 3
    assert done.errors == ["self.tf: the file cannot be opened (Too many levels of symbolic links)"]
    assert done.report["ledger"]["listeners"] == 1


def test_a_folder_without_load_balancers_is_fine(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": NO_BALANCER})
    done = lbgate("scan", cwd=tmp_path)
    assert (done.code, done.out) == (0, "no load balancer in 1 file\n")


def test_a_half_written_file_keeps_what_it_holds(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": f'{WRONG}resource "baiducloud_appblb_listener" "half" {{\n  protocol = "HT\n'})
    done = lbgate("scan", "--format", "json", cwd=tmp_path)
    assert done.code == 3 and "LBG101" in [finding["rule"] for finding in done.report["findings"]]
    assert [error["file"] for error in done.report["errors"]] == ["main.tf"]


def test_standard_input_that_is_no_document(tmp_path: Path) -> None:
    done = lbgate("scan", "-", "--format", "json", cwd=tmp_path, stdin=b"nothing\n")
    assert (done.code, done.errors) == (3, [f"-: no input of a known kind: give a folder of Terraform source, {KINDS}"])
