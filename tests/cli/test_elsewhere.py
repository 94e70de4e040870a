"""What is beside plain Terraform: Terragrunt, CDK for Terraform, modules that are not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .command import RIGHT, ROOT, UNREAD, WRONG, lbgate, write
from .test_json_report import VALID

TERRAGRUNT = (
    "Terragrunt is not read, since what it deploys is known when it runs: give its plan (`terragrunt plan -out plan.bin`, "
    "`terragrunt show -json plan.bin > plan.json`), or leave the file out with --exclude"
)
UNIT = 'terraform {\n  source = "../modules/lb"\n}\ninputs = { protocol = "HTTP" }\n'


@pytest.mark.parametrize("path", [".", "live", "live/shop", "live/shop/terragrunt.hcl"])
def test_terragrunt_is_refused_by_name(tmp_path: Path, path: str) -> None:
    write(tmp_path, {"live/shop/terragrunt.hcl": UNIT})
    done = lbgate("scan", path, "--format", "json", cwd=tmp_path)
    assert (done.code, done.errors) == (3, [f"live/shop/terragrunt.hcl: {TERRAGRUNT}"])


@pytest.mark.parametrize("name", ["terragrunt.hcl.json", "terragrunt.stack.hcl"])
def test_so_are_its_other_files(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: UNIT})
    for path in (".", name):
        done = lbgate("scan", path, "--format", "json", cwd=tmp_path)
        assert (done.code, done.errors) == (3, [f"{name}: {TERRAGRUNT}"])


def test_plain_roots_beside_terragrunt_are_judged(tmp_path: Path) -> None:
    units = {f"live/{number}/terragrunt.hcl": UNIT for number in range(7)}
    write(tmp_path, {**units, "plain/main.tf": WRONG, "live/0/.terragrunt-cache/x/main.tf": WRONG})
    done = lbgate("scan", cwd=tmp_path)
    assert done.code == 3 and done.out.count("LBG101") == 2
    told = done.out.replace("\n  ", " ")
    places = ", ".join(f"live/{number}/terragrunt.hcl" for number in range(5))
    assert f"Cannot be read: {places} and 2 more: Terragrunt is not read, since" in told
    assert done.out.endswith("1 error\n1 listener: 1 judged; 1 route: 1 wrong\n")
    done = lbgate("scan", "--exclude", "**/terragrunt.hcl", cwd=tmp_path)
    assert done.code == 1 and "Terragrunt" not in done.out


def test_terragrunt_beside_a_plan_is_no_error(tmp_path: Path) -> None:
    case = ROOT / "fixtures" / "aws" / "alb_https_to_http"
    files = {file.name: file.read_bytes() for file in case.iterdir() if file.suffix in (".tf", ".json")}
    write(tmp_path, {**files, "terragrunt.hcl": UNIT})
    done = lbgate("scan", "plan.json", "--source", ".", "--format", "json", cwd=tmp_path)
    assert (done.code, done.errors) == (0, [])


def test_an_encrypted_file_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": RIGHT, "terraform.tfvars": b"\0GITCRYPT\0\x3f\xd0\x3c\x06\x90\x7c"})
    done = lbgate("scan", "--format", "json", cwd=tmp_path)
    told = "the file is encrypted with git-crypt: unlock the repository first"
    assert (done.code, done.errors) == (3, [f"terraform.tfvars: {told}"])


# As `cdktf synth` of CDK for Terraform 0.20 writes it, three resources of one stack.
SYNTHESIZED = {
    "//": {
        "metadata": {"backend": "local", "stackName": "shop", "version": "0.20.11"},
        "outputs": {"shop": {"dns": "dns"}},
    },
    "output": {"dns": {"value": "${aws_lb.shop.dns_name}"}},
    "provider": {"aws": [{"region": "eu-central-1"}]},
    "resource": {
        "aws_lb": {
            "shop": {
                "//": {"metadata": {"path": "shop/shop", "uniqueId": "shop"}},
                "load_balancer_type": "network",
                "subnets": "${module.network.subnets}",
            }
        },
        "aws_lb_listener": {
            "web_1F2E3D4C": {
                "//": {"metadata": {"path": "shop/web", "uniqueId": "web_1F2E3D4C"}},
                "default_action": [{"target_group_arn": "${aws_lb_target_group.app.arn}", "type": "forward"}],
                "load_balancer_arn": "${aws_lb.shop.arn}",
                "port": 8080,
                "protocol": "TCP",
            }
        },
        "aws_lb_target_group": {
            "app": {
                "//": {"metadata": {"path": "shop/app", "uniqueId": "app"}},
                "port": 8080,
                "protocol": "HTTP",
                "vpc_id": "vpc-1",
            }
        },
    },
    "module": {"network": {"//": {"metadata": {"uniqueId": "network"}}, "source": "terraform-aws-modules/vpc/aws"}},
    "terraform": {"backend": {"local": {"path": "terraform.shop.tfstate"}}, "required_providers": {"aws": {"source": "aws", "version": "5.0"}}},
}  # fmt: skip


def test_what_cdk_for_terraform_synthesizes_is_read_like_any_source(tmp_path: Path) -> None:
    text = json.dumps(SYNTHESIZED, indent=2)
    write(tmp_path, {"cdktf.out/stacks/shop/cdk.tf.json": text, "cdktf.out/manifest.json": "{}"})
    done = lbgate("scan", "--format", "json", cwd=tmp_path)
    (finding,) = done.report["findings"]
    line = text[: text.index('"protocol": "HTTP"')].count("\n") + 1
    place = {"file": "cdktf.out/stacks/shop/cdk.tf.json", "line": line}
    assert (done.code, done.errors, finding["rule"], finding["root"]) == (1, [], "LBG101", "cdktf.out/stacks/shop")
    assert finding["location"] == {"address": "aws_lb_target_group.app", "attribute": "protocol", **place}
    (route,) = done.report["routes"]
    assert (route["listener"]["address"], route["joined_by"]) == ("aws_lb_listener.web_1F2E3D4C", "reference")


def test_a_module_that_is_not_there_says_what_would_bring_it(tmp_path: Path) -> None:
    calls = 'module "local" {\n  source = "./gone"\n}\nmodule "open" {\n  source = var.where\n}\nvariable "where" {}\n'
    write(tmp_path, {"main.tf": UNREAD + calls})
    done = lbgate("scan", "--format", "json", cwd=tmp_path)
    assert [(one["address"], one["source"], one["line"]) for one in done.report["unread"]] == [
        ("module.local", "./gone", 23),
        ("module.open", "", 26),
        ("module.vpc", "terraform-aws-modules/vpc/aws", 20),
    ]
    told = lbgate("scan", "--strict", cwd=tmp_path)
    assert (done.code, told.code) == (0, 3)
    assert told.out.replace("\n  ", " ").startswith(
        "Not read, since its source cannot be told: main.tf:26: module.open\n"
        "Not read, since terraform-aws-modules/vpc/aws is not installed (run `terraform init`): main.tf:20: module.vpc\n"
        "Not read, since there is no Terraform source in ./gone: main.tf:23: module.local\n\n"
    )


def test_what_is_made_of_a_module_that_is_not_there_is_not_known(tmp_path: Path) -> None:
    source = RIGHT.replace('"HTTP"\n    health', "module.vpc.protocol\n    health")
    write(tmp_path, {"main.tf": source + 'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n'})
    out = lbgate("scan", cwd=tmp_path).out.replace("\n    ", " ")
    assert "hangs on port_list.type of baiducloud_appblb_server_group.app:8080 (module.vpc.protocol)" in out


def test_what_stands_for_instances_that_are_not_known_says_so(tmp_path: Path) -> None:
    source = 'variable "names" {}\n' + WRONG.replace('"web" {', '"web" {\n  for_each = var.names')
    write(tmp_path, {"main.tf": source})
    done = lbgate("scan", "--format", "json", cwd=tmp_path)
    VALID.validate(done.report)
    (listener,), (route,) = done.report["listeners"], done.report["routes"]
    assert (done.code, listener["address"]) == (1, "baiducloud_appblb_listener.web[*]")
    assert (listener["symbolic"], route["listener"]["symbolic"]) == ("var.names", "var.names")
    assert "symbolic" not in route["backend"]
    told = "Each stands for instances that are not known yet (var.names):\n  baiducloud_appblb_listener.web[*]\n"
    for command in ("scan", "routes"):
        assert told in lbgate(command, cwd=tmp_path).out
