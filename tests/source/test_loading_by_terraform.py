"""Loading, judged by the real terraform: the same outputs of the same folder with the same command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from policies.values import Unknown

from ..needs import absent
from .planned import QUIET, ours, terraforms
from .trees_on_disk import write

pytestmark = pytest.mark.usefixtures("terraform")

MODULE = 'variable "a" {}\nvariable "b" {}\noutput "o" { value = ["%s", var.a, var.b] }\n'
FOLDERS: dict[str, dict[str, str]] = {
    "locals by name, the last override first": {
        "main.tf": """
            locals {
              a = 1
              b = 2
            }
            locals {
              c = 3
            }
            output "o" { value = [local.a, local.b, local.c] }
        """,
        "a_override.tf": "locals { a = 10 }\n",
        "b_override.tf": "locals {\n  a = 11\n  c = local.b\n}\n",
        "override.tf.json": '{"locals": {"b": 20}}',
    },
    "a variable by its arguments": {
        "main.tf": """
            variable "text" {
              type    = string
              default = "5"
              validation {
                condition     = contains(["5", "6", "over"], "${var.text}")
                error_message = "No."
              }
            }
            variable "number" {
              type    = string
              default = "5"
            }
            variable "nullable" {
              type    = string
              default = "d"
            }
            module "m" {
              source = "./m"
              value  = null
            }
            output "o" { value = [var.text, var.number, module.m.value] }
        """,
        "override.tf": 'variable "text" { default = "over" }\nvariable "number" { type = number }\n',
        "m/main.tf": 'variable "value" {\n  default = "d"\n}\noutput "value" { value = var.value }\n',
        "m/x_override.tf": 'variable "value" { nullable = false }\n',
    },
    "an output": {
        "main.tf": 'output "o" { value = 1 }\n',
        "x_override.tf": 'output "o" { value = 2 }\n',
    },
    "a module call by its arguments and source": {
        "main.tf": 'module "m" {\n  source = "./m"\n  a      = 1\n  b      = 1\n}\noutput "o" { value = module.m.o }\n',
        "x_override.tf": 'module "m" {\n  source = "./n"\n  b      = 2\n}\n',
        "m/main.tf": MODULE % "m",
        "n/main.tf": MODULE % "n",
    },
    "a resource by its arguments, and its count": {
        "main.tf": """
            resource "terraform_data" "one" {
              input            = "a"
              triggers_replace = 1
            }
            resource "terraform_data" "many" {
              count = 1
              input = "a${count.index}"
            }
            output "o" { value = [terraform_data.one.input, terraform_data.one.triggers_replace, terraform_data.many[*].input] }
        """,
        "override.tf": 'resource "terraform_data" "one" { input = "b" }\n',
        "override.tf.json": '{"resource": {"terraform_data": {"many": {"count": 3}}}}',
    },
    "what is hidden or a backup": {
        "main.tf": 'output "o" { value = 1 }\n',
        ".hidden.tf": "broken {",
        "main.tf~": "broken {",
        "#main.tf#": "broken {",
        "note.txt": "broken {",
    },
    "paths": {
        "main.tf": """
            module "m" {
              source = "./deep/m"
            }
            output "here" { value = [path.module, path.root, terraform.workspace] }
            output "there" { value = module.m.o }
            output "text" { value = file("${path.module}/note.txt") }
        """,
        "note.txt": "root",
        "deep/m/main.tf": """
            output "o" {
              value = [path.module, path.root, basename(path.module), file("${path.module}/note.txt"), file("note.txt")]
            }
        """,
        "deep/m/note.txt": "module",
    },
    "modules with count and for_each, in each other": {
        "main.tf": """
            module "a" {
              source   = "./a"
              for_each = { x = 2, y = 1 }
              name     = each.key
              size     = each.value
            }
            output "o" { value = { for key, one in module.a : key => one.names } }
            output "first" { value = module.a["x"].names[0] }
        """,
        "a/main.tf": """
            variable "name" {}
            variable "size" { type = number }
            module "b" {
              source = "../b"
              count  = var.size
              name   = "${var.name}${count.index}"
            }
            output "names" { value = module.b[*].name }
        """,
        "b/main.tf": 'variable "name" { type = string }\noutput "name" { value = upper(var.name) }\n',
    },
    "blocks that say nothing of values": {
        "main.tf": """
            terraform {
              required_version = ">= 1.0"
            }
            locals { v = terraform_data.new.input }
            resource "terraform_data" "new" { input = "v" }
            moved {
              from = terraform_data.old
              to   = terraform_data.new
            }
            removed {
              from = terraform_data.gone
              lifecycle { destroy = false }
            }
            check "c" {
              assert {
                condition     = local.v == "v"
                error_message = "No."
              }
            }
            output "o" { value = local.v }
        """,
    },
    "a tree in JSON": {
        "main.tf.json": json.dumps(
            {
                "//": "a comment",
                "variable": {"ports": {"type": "map(number)", "default": {"http": "80", "https": 443}}},
                "locals": {"doubled": "${{ for k, v in var.ports : k => v * 2 }}", "plain": "a-${local.name}-$${x}"},
                "module": {"m": [{"source": "./m", "for_each": "${var.ports}", "value": "${each.value}"}]},
                "output": {
                    "o": {"value": ["${local.doubled}", "${local.plain}", 1.5, True, None, {"${local.name}": "k"}]},
                    "m": {"value": "${{for k, m in module.m : k => m.value}}"},
                },
            }
        ),
        "names.tf": 'locals { name = "n" }\n',
        "m/main.tf.json": '{"variable": {"value": {}}, "output": {"value": {"value": "${var.value + 1}"}}}',
    },
}  # fmt: skip


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_reads_as_terraform_reads_it(name: str, tmp_path: Path) -> None:
    write(tmp_path, FOLDERS[name])
    assert ours(tmp_path) == terraforms(tmp_path)


def test_each_source_of_variables_wins_over_those_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each sets one variable less than the one before, so that the last letter of each shows who won."""
    monkeypatch.setenv("TF_VAR_a", "environment")
    monkeypatch.setenv("TF_VAR_b", "environment")
    names = "abcdefghijk"
    automatic = ("terraform.tfvars", "terraform.tfvars.json", "B.auto.tfvars", "a.auto.tfvars", "a.auto.tfvars.json")
    ranks = [*automatic, "b.auto.tfvars", "one.tfvars", "two.tfvars.json"]
    given = {file: dict.fromkeys(names[number:], file) for number, file in enumerate(ranks, 1)}
    blocks = (f'variable "{n}" {{\n  default = "default"\n}}\noutput "{n}" {{ value = var.{n} }}\n' for n in names)
    write(
        tmp_path,
        {
            "main.tf": "".join(blocks),
            "skipped.tfvars": 'a = "skipped"\n',
            **{file: json.dumps(values) if file.endswith("json") else hcl(values) for file, values in given.items()},
        },
    )
    options = ["-var-file=one.tfvars", "-var=j=line", "-var-file=two.tfvars.json", "-var=k=line"]
    found = ours(tmp_path, tmp_path / "one.tfvars", ("j", "line"), tmp_path / "two.tfvars.json", ("k", "line"))
    assert found == terraforms(tmp_path, *options)
    assert list(found.values()) == ["environment", *ranks[:7], "two.tfvars.json", "two.tfvars.json", "line"]


def hcl(values: Mapping[str, str]) -> str:
    return "".join(f'{name} = "{value}"\n' for name, value in values.items())


TYPED = """
    variable "list" { type = list(string) }
    variable "untyped" {}
    variable "any" { type = any }
    variable "number" { type = number }
    variable "bool" { type = bool }
    variable "object" { type = object({ a = optional(string, "x"), b = optional(map(number)) }) }
    variable "set" { type = set(number) }
    output "o" { value = [var.list, var.untyped, var.any, var.number, var.bool, var.object, var.set] }
"""
GIVEN = {
    "list": '["a", 1]',
    "untyped": "[1]",
    "any": '[1, "b"]',
    "number": "5",
    "bool": "true",
    "object": '{ b = { c = "1" } }',
    "set": "[2, 1, 2]",
}


def test_given_texts_are_read_by_the_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"main.tf": TYPED})
    by_option = ours(tmp_path, *GIVEN.items())
    assert by_option == terraforms(tmp_path, *(f"-var={name}={text}" for name, text in GIVEN.items()))
    for name, text in GIVEN.items():
        monkeypatch.setenv(f"TF_VAR_{name}", text)
    assert ours(tmp_path) == terraforms(tmp_path) == by_option


def test_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"main.tf": 'output "o" { value = terraform.workspace }\n'})
    assert ours(tmp_path) == terraforms(tmp_path) == {"o": "default"}
    empty = {**os.environ, **QUIET, "TF_CLI_CONFIG_FILE": str(tmp_path / "empty.tfrc")}
    subprocess.run(["terraform", "workspace", "new", "blue"], cwd=tmp_path, env=empty, check=True, capture_output=True)
    assert ours(tmp_path) == terraforms(tmp_path) == {"o": "blue"}
    monkeypatch.setenv("TF_WORKSPACE", "default")
    assert ours(tmp_path) == terraforms(tmp_path) == {"o": "default"}
    assert ours(tmp_path, workspace="green") == {"o": "green"}


def test_what_terraform_installed_is_read_where_it_lies(tmp_path: Path) -> None:
    """A module out of a git repository, which itself calls one beside it: terraform init writes modules.json."""
    if not shutil.which("git"):
        absent("git", "git is not installed")
    away = write(
        tmp_path / "away",
        {
            "shop/main.tf": 'module "name" {\n  source = "../name"\n  name   = var.name\n}\n'
            'variable "name" {}\noutput "name" { value = module.name.name }\n',
            "name/main.tf": 'variable "name" {}\noutput "name" { value = upper(var.name) }\n',
        },
    )
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.com")
    for words in (("init", "-q"), ("add", "."), (*identity, "commit", "-qm", "x")):
        subprocess.run(["git", *words], cwd=away, check=True)
    call = 'module "m" {\n  for_each = toset(["a", "b"])\n  source = "git::file://%s//shop"\n  name = each.key\n}\n'
    root = write(tmp_path / "root", {"main.tf": call % away + 'output "o" { value = values(module.m)[*].name }\n'})
    assert ours(root) == {"o": [Unknown('module.m["a"].name'), Unknown('module.m["b"].name')]}
    assert terraforms(root) == ours(root) == {"o": ["A", "B"]}
