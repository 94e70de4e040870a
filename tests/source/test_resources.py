"""Which resources a tree has, their blocks and places, and how modules are followed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policies.graph import Unread
from policies.values import OneOf, Ref, Unknown

from .trees_on_disk import graph, reading, value, write


def test_places_are_those_of_the_attribute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = '# one\nresource "aws_lb" "web" {\n  name = "é" # secret\n\tother = [\n    1,\n  ]\n  access_logs {\n    bucket = "b"\n  }\n}\n'
    body = graph(Path(), {"a/main.tf": text}).resources["aws_lb.web"].body
    assert (body.place.file, body.place.line, body.place.column, body.place.text) == (
        "a/main.tf",
        2,
        1,
        'resource "aws_lb" "web"',
    )
    name = body.entries["name"].place
    assert (name.line, name.column, name.text) == (3, 3, 'name = "é"')
    assert (body.entries["other"].place.column, body.entries["other"].place.text) == (2, "other = [")
    logs = body.blocks("access_logs")[0]
    assert (logs.place.line, logs.place.text, logs.entries["bucket"].spelled) == (7, "access_logs", "bucket")


def test_meta_arguments_are_no_entries(tmp_path: Path) -> None:
    text = """
        resource "aws_lb" "x" {
          count      = 1
          provider   = aws.west
          depends_on = [aws_vpc.v]
          name       = "n"
          lifecycle { create_before_destroy = true }
        }
    """
    assert list(graph(tmp_path, text).resources["aws_lb.x[0]"].body.entries) == ["name"]


def test_dynamic_blocks(tmp_path: Path) -> None:
    text = """
        variable "tls" { type = bool }
        variable "ports" { type = list(number) }
        resource "aws_elb" "x" {
          listener { lb_port = 1 }
          dynamic "listener" {
            for_each = { a = [80, 81], b = [443] }
            iterator = it
            content {
              lb_port = it.value[0]
              name    = it.key
              dynamic "deep" {
                for_each = it.value
                content { n = "${it.key}${deep.value}" }
              }
            }
          }
          dynamic "health_check" {
            for_each = var.tls ? [1] : []
            content { target = "HTTPS:443/" }
          }
          dynamic "access_logs" {
            for_each = var.ports
            content { port = access_logs.value }
          }
        }
    """
    body = graph(tmp_path, text).resources["aws_elb.x"].body
    listeners = body.blocks("listener")
    assert [one.entries["lb_port"].value for one in listeners] == [1, 80, 443]
    assert [deep.entries["n"].value for one in listeners for deep in one.blocks("deep")] == ["a80", "a81", "b443"]
    assert [set(one.when) for one in body.blocks("health_check")] == [{("var.tls", "true")}]
    (logs,) = body.blocks("access_logs")
    assert logs.maybe and logs.maybe.why == "var.ports"
    assert isinstance(logs.entries["port"].value, Unknown)


def test_count_and_for_each_name_their_instances(tmp_path: Path) -> None:
    text = """
        variable "n" {}
        resource "aws_lb" "c" { count = 2 }
        resource "aws_lb" "none" { count = 0 }
        resource "aws_lb" "e" {
          for_each = { "a/b" = 1, c = 2 }
          name     = "${each.key}:${each.value}"
        }
        resource "aws_lb" "s" {
          for_each = var.n
          name     = each.value.name
        }
        resource "aws_lb" "maybe" { count = var.n == "x" ? 1 : 0 }
        output "one" { value = one(aws_lb.maybe[*].arn) }
    """
    resources = graph(tmp_path, text).resources
    expected = ["aws_lb.c[0]", "aws_lb.c[1]", 'aws_lb.e["a/b"]', 'aws_lb.e["c"]', "aws_lb.maybe[0]", "aws_lb.s[*]"]
    assert sorted(resources) == expected
    assert value(resources['aws_lb.e["a/b"]'], "name") == "a/b:1"
    assert resources["aws_lb.s[*]"].symbolic == Unknown("var.n")


def test_references_to_a_symbolic_instance(tmp_path: Path) -> None:
    text = """
        variable "n" {}
        resource "aws_lb_target_group" "g" { for_each = var.n }
        resource "aws_lb_listener" "l" {
          a = aws_lb_target_group.g["x"].arn
          b = values(aws_lb_target_group.g)[*].arn
          c = { for k, g in aws_lb_target_group.g : k => g.arn }["x"]
        }
        resource "aws_lb_listener" "each" {
          for_each = aws_lb_target_group.g
          a        = each.value.arn
        }
    """
    resources = graph(tmp_path, text).resources
    entries = resources["aws_lb_listener.l"].body.entries
    assert {entries[name].value.ref.address for name in "abc"} == {"aws_lb_target_group.g[*]"}
    assert value(resources["aws_lb_listener.each[*]"], "a").ref == Ref("aws_lb_target_group.g[*]", "arn")


def test_a_resource_that_may_not_be_there_is_referenced_under_its_condition(tmp_path: Path) -> None:
    text = """
        variable "mine" { type = bool }
        variable "given" {}
        resource "aws_lb_target_group" "g" { count = var.mine ? 1 : 0 }
        resource "aws_lb_listener" "l" { a = try(aws_lb_target_group.g[0].arn, var.given) }
    """
    found = value(graph(tmp_path, text).resources["aws_lb_listener.l"], "a")
    assert isinstance(found, OneOf)
    by_answer = {next(iter(choice.when)): choice.value for choice in found.choices}
    assert by_answer["var.mine", "true"].ref == Ref("aws_lb_target_group.g[0]", "arn")
    assert by_answer["var.mine", "false"].why == "var.given"


_MODULES = {
    "main.tf": """
        module "group" {
          source   = "./modules/group"
          for_each = toset(["a", "b"])
          name     = each.key
        }
        module "front" {
          source = "./modules/front"
          arns   = { for k, g in module.group : k => g.arn }
        }
    """,
    "modules/group/main.tf": """
        variable "name" { type = string }
        module "inner" {
          source = "../inner"
          name   = "x-${var.name}"
        }
        output "arn" { value = module.inner.arn }
    """,
    "modules/inner/main.tf": """
        variable "name" {}
        resource "aws_lb_target_group" "g" { name = var.name }
        output "arn" { value = aws_lb_target_group.g.arn }
    """,
    "modules/front/main.tf": """
        variable "arns" { type = map(string) }
        resource "aws_lb_listener" "l" {
          for_each = var.arns
          default_action { target_group_arn = each.value }
        }
    """,
}


def test_local_modules_to_any_depth(tmp_path: Path) -> None:
    found = graph(tmp_path, _MODULES)
    group = 'module.group["a"].module.inner.aws_lb_target_group.g'
    assert value(found.resources[group], "name") == "x-a"
    action = value(found.resources['module.front.aws_lb_listener.l["a"]'], "default_action.target_group_arn")
    assert action.ref == Ref(group, "arn")


def test_a_called_folder_is_no_root(tmp_path: Path) -> None:
    found = reading(tmp_path, _MODULES)
    assert (found.roots, found.files, len(found.graphs)) == (1, 4, 1)


def test_folders_that_only_call_each_other_are_not_lost(tmp_path: Path) -> None:
    files = {
        "a/main.tf": 'module "b" {\n  source = "../b"\n}\nresource "aws_lb" "x" {}\n',
        "b/main.tf": 'module "a" {\n  source = "../a"\n}\n',
    }
    found = reading(tmp_path, files)
    assert found.roots == 1 and "aws_lb.x" in found.graphs[0].resources


def test_a_module_that_calls_itself_ends(tmp_path: Path) -> None:
    found = reading(tmp_path, {"main.tf": 'module "me" {\n  source = "./"\n}\nresource "aws_lb" "x" {}\n'})
    assert "aws_lb.x" in found.graphs[0].resources


def test_installed_modules_are_followed(tmp_path: Path) -> None:
    manifest = {
        "Modules": [{"Key": "", "Dir": "."}, {"Key": "alb", "Source": "r/alb/aws", "Dir": ".terraform/modules/alb"}]
    }
    files = {
        "main.tf": 'module "alb" {\n  source = "r/alb/aws"\n  p = "HTTP"\n}\n',
        ".terraform/modules/alb/main.tf": 'variable "p" {}\nresource "aws_lb" "x" { name = var.p }\n',
        ".terraform/modules/modules.json": json.dumps(manifest),
    }
    found = graph(tmp_path, files)
    assert value(found.resources["module.alb.aws_lb.x"], "name") == "HTTP" and found.unread == ()


def test_a_module_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = """
        module "vpc" {
          source = "terraform-aws-modules/vpc/aws"
        }
        resource "aws_lb" "x" { name = module.vpc.name }
    """
    found = graph(Path(), {"main.tf": text})
    assert found.unread == (
        Unread(
            "module.vpc",
            "terraform-aws-modules/vpc/aws",
            "terraform-aws-modules/vpc/aws is not installed (run `terraform init`)",
            "main.tf",
            2,
        ),
    )
    assert value(found.resources["aws_lb.x"], "name") == Unknown("module.vpc.name")


def test_roots_that_may_call_a_balancer_are_listed(tmp_path: Path) -> None:
    call = 'module "m" {\n  source = "terraform-aws-modules/%s/aws"\n}\n'
    found = reading(tmp_path, {"a/main.tf": call % "alb", "b/main.tf": call % "vpc"})
    assert [len(one.resources) for one in found.graphs] == [0]
    assert [one.address for one in found.graphs[0].unread] == ["module.m"]


def test_a_referenced_resource_of_another_type_can_be_asked_for(tmp_path: Path) -> None:
    files = {
        "main.tf": 'module "m" {\n  source = "./m"\n  count = 1\n}\nresource "aws_lb" "x" {}\n',
        "m/main.tf": 'resource "aws_acm_certificate" "c" {\n  for_each = toset(["k.y"])\n  domain = each.key\n}\n',
    }
    resources = graph(tmp_path, files).resources
    address = 'module.m[0].aws_acm_certificate.c["k.y"]'
    assert address not in list(resources)
    assert value(resources[address], "domain") == "k.y"
    assert resources.get("aws_acm_certificate.nope") is None


def test_overrides_are_merged(tmp_path: Path) -> None:
    files = {
        "main.tf": 'resource "aws_elb" "x" {\n  name = "a"\n  kept = 1\n  listener { p = 1 }\n  listener { p = 2 }\n}\nlocals { v = 1 }\n',
        "my_override.tf": 'resource "aws_elb" "x" {\n  name = local.v\n  listener { p = 3 }\n}\nlocals { v = 2 }\n',
    }
    body = graph(tmp_path, files).resources["aws_elb.x"].body
    assert (body.entries["name"].value, body.entries["kept"].value) == (2, 1)
    assert [one.entries["p"].value for one in body.blocks("listener")] == [3]


def test_tofu_files_replace_their_tf(tmp_path: Path) -> None:
    files = {"main.tf": 'resource "aws_lb" "x" { name = "tf" }', "main.tofu": 'resource "aws_lb" "x" { name = "tofu" }'}
    assert value(graph(tmp_path, files).resources["aws_lb.x"], "name") == "tofu"


def test_json_syntax_reads_alike(tmp_path: Path) -> None:
    document = {
        "//": "a comment",
        "variable": {"types": {"type": "map(number)", "default": {"a": "80"}}},
        "resource": {
            "aws_lb_target_group": {
                "x": {
                    "for_each": "${var.types}",
                    "port": "${each.value}",
                    "tags": {"k": "v-${each.key}"},
                    "health_check": {"protocol": "HTTP"},
                    "dynamic": {"stickiness": [{"for_each": ["a"], "content": [{"type": "${stickiness.value}"}]}]},
                }
            },
            "aws_lb_listener": {"l": [{"default_action": [{"target_group_arn": '${aws_lb_target_group.x["a"].arn}'}]}]},
        },
    }
    found = graph(tmp_path, {"main.tf.json": json.dumps(document, indent=1)}).resources
    group = found['aws_lb_target_group.x["a"]']
    assert (value(group, "port"), value(group, "tags"), value(group, "stickiness.type")) == (80, {"k": "v-a"}, "a")
    entry = group.body.get("health_check.protocol")
    assert entry and entry.value == "HTTP" and entry.place.text == '"protocol": "HTTP"' and entry.place.line == 20
    reference = value(found["aws_lb_listener.l"], "default_action.target_group_arn")
    assert reference.ref == Ref('aws_lb_target_group.x["a"]', "arn")


@pytest.mark.parametrize("glob", ["old/**", "old", "**/legacy.tf", "old/*.tf"])
def test_excluded_paths_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, glob: str) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"main.tf": 'resource "aws_lb" "x" {}', "old/legacy.tf": 'resource "aws_lb" "y" {}'}
    found = reading(Path(), files, exclude=(glob,))
    assert [one.root for one in found.graphs] == ["."]


def test_vendor_folders_are_left_out(tmp_path: Path) -> None:
    text = 'resource "aws_lb" "x" {}'
    files = {f"{name}/main.tf": text for name in (".git", "node_modules", ".terraform", "real")}
    assert reading(tmp_path, files).files == 1


def test_two_roots_have_two_graphs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = 'resource "aws_lb" "x" {}'
    found = reading(write(tmp_path, {}), {"b/main.tf": text, "a/main.tf": text, "c/main.tf": "locals {}"})
    assert ([one.root for one in found.graphs], found.roots) == (["a", "b"], 3)


def test_instances_below_a_module_that_stands_for_several_are_symbolic_too(tmp_path: Path) -> None:
    files = {
        "main.tf": 'variable "n" {}\nmodule "m" {\n  source = "./m"\n  for_each = var.n\n}\n',
        "m/main.tf": 'resource "aws_lb" "x" {}\nresource "aws_lb" "two" {\n  count = 2\n}\n',
    }
    found = graph(tmp_path, files).resources
    assert {address: one.symbolic for address, one in found.items()} == dict.fromkeys(
        ["module.m[*].aws_lb.x", "module.m[*].aws_lb.two[0]", "module.m[*].aws_lb.two[1]"], Unknown("var.n")
    )


def test_a_local_module_that_is_not_there_is_named_though_nothing_else_is(tmp_path: Path) -> None:
    (only,) = reading(tmp_path, {"main.tf": 'module "alb" {\n  source = "./modules/alb"\n}\n'}).graphs
    assert [(one.address, one.reason) for one in only.unread] == [
        ("module.alb", "there is no Terraform source in ./modules/alb")
    ]


def test_what_no_balancer_needs_is_not_parsed(tmp_path: Path) -> None:
    broken = "x = ][\n"
    files = {
        "main.tf": f'resource "aws_lb" "x" {{}}\nresource "aws_instance" "i" {{\n{broken}}}\nlocals {{\n{broken}}}\n'
        f'module "idle" {{\n  source = "./idle"\n  {broken}}}\noutput "o" {{\n{broken}}}\n',
        "idle/main.tf": f'resource "aws_instance" "i" {{\n{broken}}}\n',
        "other/main.tf": f'resource "aws_instance" "i" {{\n{broken}}}\n',
    }
    assert list(graph(tmp_path, files).resources) == ["aws_lb.x"]


def test_what_a_balancer_needs_and_cannot_be_parsed_is_one_problem(tmp_path: Path) -> None:
    files = {"main.tf": 'resource "aws_lb" "x" {\n  name = local.n\n  type = local.n\n}\nlocals {\n  n = ][\n}\n'}
    found = reading(tmp_path, files)
    assert [(Path(one.file).name, one.line) for one in found.problems] == [("main.tf", 6)]
    assert isinstance(value(found.graphs[0].resources["aws_lb.x"], "name"), Unknown)


def test_a_module_whose_call_cannot_be_parsed_is_one_problem(tmp_path: Path) -> None:
    files = {
        "main.tf": 'module "lb" {\n  source = "./lb"\n  x = ][\n}\nresource "aws_lb" "y" {}\n',
        "lb/main.tf": 'resource "aws_lb" "x" {}\n',
    }
    found = reading(tmp_path, files)
    assert [one.line for one in found.problems] == [3] and found.graphs[0].unread == ()


def test_a_modules_source_may_be_a_variable(tmp_path: Path) -> None:
    files = {
        "main.tf": 'variable "where" {\n  default = "./lb"\n}\nmodule "lb" {\n  source = var.where\n}\n',
        "lb/main.tf": 'resource "aws_lb" "x" {}\n',
    }
    assert "module.lb.aws_lb.x" in reading(tmp_path, files).graphs[0].resources
