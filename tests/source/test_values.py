"""What attributes evaluate to: known values, alternatives with their conditions, unknowns with their reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hcl_scanner.errors import UsageError
from policies.values import Choice, OneOf, Ref, Unknown

from .trees_on_disk import evaluated, graph, reading, value


def _choices(found: Any) -> dict[Any, set[tuple[str, str]]]:
    assert isinstance(found, OneOf)
    return {choice.value: set(choice.when) for choice in found.choices}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"a-${1 + 1}"', "a-2"),
        ("upper(local.p)", "HTTP"),
        ('local.m["x"].port', 80),
        ('lookup(local.m, "nope", "d")', "d"),
        ('[for k, v in local.m : "${k}=${v.port}"][0]', "x=80"),
        ("local.list[*].a[1]", [2]),
        ('true ? "yes" : "no"', "yes"),
        ("try(local.m.nope, 5)", 5),
        ("<<-EOT\n    one\n      two\n  EOT", "one\n  two\n"),
        ('"%{ if local.p == "http" }yes%{ else }no%{ endif }"', "yes"),
        ("1 / 4", __import__("decimal").Decimal("0.25")),
        ('jsonencode({ b = [1, "<"], a = null })', '{"a":null,"b":[1,"\\u003c"]}'),
        ('cidrsubnet("10.0.0.0/16", 8, 2)', "10.0.2.0/24"),
        ('element(["a", "b"], 3)', "b"),
        ("-7 % 3", -1),
    ],
)
def test_known_expressions(tmp_path: Path, expression: str, expected: object) -> None:
    declarations = """
        locals {
          p    = "http"
          m    = { x = { port = 80 } }
          list = [{ a = [1, 2] }]
        }
    """
    found = evaluated(tmp_path, declarations, expression)
    assert found == expected


def test_a_required_variable_is_unknown_by_its_name(tmp_path: Path) -> None:
    found = evaluated(tmp_path, 'variable "name" {}', '"x-${var.name}"')
    assert isinstance(found, Unknown) and found.why == "var.name" and found.ref is None


def test_a_condition_that_is_not_known_gives_both_values(tmp_path: Path) -> None:
    found = evaluated(tmp_path, 'variable "tls" { type = bool }', 'var.tls ? "HTTPS" : "HTTP"')
    assert _choices(found) == {"HTTPS": {("var.tls", "true")}, "HTTP": {("var.tls", "false")}}


def test_a_negated_condition_asks_the_same_question(tmp_path: Path) -> None:
    found = evaluated(tmp_path, 'variable "tls" { type = bool }', '!var.tls ? "HTTP" : "HTTPS"')
    assert _choices(found) == {"HTTPS": {("var.tls", "true")}, "HTTP": {("var.tls", "false")}}


def test_a_comparison_keeps_its_text_as_the_question(tmp_path: Path) -> None:
    found = evaluated(tmp_path, 'variable "env" {}', 'var.env != "prod" ? 80 : 443')
    assert _choices(found) == {80: {('var.env == "prod"', "false")}, 443: {('var.env == "prod"', "true")}}


def test_operations_reach_into_alternatives(tmp_path: Path) -> None:
    found = evaluated(tmp_path, 'variable "tls" {}', 'lower("${var.tls ? "HTTPS" : "HTTP"}-x")')
    assert set(_choices(found)) == {"https-x", "http-x"}


def test_both_branches_alike_are_one_value(tmp_path: Path) -> None:
    assert evaluated(tmp_path, 'variable "tls" {}', 'var.tls ? "HTTP" : "HTTP"') == "HTTP"


def test_an_unknown_key_gives_every_value_of_the_table(tmp_path: Path) -> None:
    found = evaluated(tmp_path, 'variable "env" {}', 'lookup({ dev = "HTTP", prod = "HTTPS" }, var.env, "TCP")')
    assert _choices(found) == {
        "HTTP": {("var.env", "dev")},
        "HTTPS": {("var.env", "prod")},
        "TCP": {("var.env", "anything but dev, prod")},
    }


def test_a_validation_lists_what_a_variable_can_be(tmp_path: Path) -> None:
    declarations = """
        variable "p" {
          type = string
          validation {
            condition     = contains(["HTTP", "HTTPS"], var.p)
            error_message = "one of these"
          }
        }
    """
    assert _choices(evaluated(tmp_path, declarations, "var.p")) == {
        "HTTP": {("var.p", "HTTP")},
        "HTTPS": {("var.p", "HTTPS")},
    }


def test_coalesce_with_an_unknown_first_argument(tmp_path: Path) -> None:
    found = evaluated(tmp_path, 'variable "p" {}', 'coalesce(var.p, "HTTP")')
    assert isinstance(found, OneOf)
    values = [choice.value for choice in found.choices]
    assert "HTTP" in values and any(isinstance(one, Unknown) and one.why == "var.p" for one in values)


def test_too_many_alternatives_are_unknown(tmp_path: Path) -> None:
    table = ", ".join(f"k{n} = {n}" for n in range(40))
    assert isinstance(evaluated(tmp_path, 'variable "k" {}', f"{{ {table} }}[var.k]"), Unknown)


_GROUPS = """
    locals { names = toset(["a", "b"]) }
    resource "aws_lb_target_group" "x" {
      for_each = local.names
      name     = each.key
    }
    resource "aws_lb_target_group" "n" { count = 2 }
    resource "aws_lb_target_group" "one" {}
    variable "key" {}
"""


@pytest.mark.parametrize(
    ("expression", "address"),
    [
        ("aws_lb_target_group.one.arn", "aws_lb_target_group.one"),
        ('aws_lb_target_group.x["a"].arn', 'aws_lb_target_group.x["a"]'),
        ("aws_lb_target_group.n[1].arn", "aws_lb_target_group.n[1]"),
        ("aws_lb_target_group.n[*].arn", ["aws_lb_target_group.n[0]", "aws_lb_target_group.n[1]"]),
        ("aws_lb_target_group.n.*.arn[1]", "aws_lb_target_group.n[1]"),
        ("values(aws_lb_target_group.x)[*].arn", ['aws_lb_target_group.x["a"]', 'aws_lb_target_group.x["b"]']),
        ("[for k, g in aws_lb_target_group.x : g.arn]", ['aws_lb_target_group.x["a"]', 'aws_lb_target_group.x["b"]']),
        ('merge({ for k, g in aws_lb_target_group.x : k => g.arn }, {})["b"]', 'aws_lb_target_group.x["b"]'),
        ('element(concat(aws_lb_target_group.n.*.arn, [""]), 1)', "aws_lb_target_group.n[1]"),
        ('join("", slice(aws_lb_target_group.n[*].arn, 0, 1))', "aws_lb_target_group.n[0]"),
        ("one([aws_lb_target_group.one.arn])", "aws_lb_target_group.one"),
        ("try(aws_lb_target_group.n[7].arn, aws_lb_target_group.one.arn)", "aws_lb_target_group.one"),
        ("coalesce(null, aws_lb_target_group.one.arn)", "aws_lb_target_group.one"),
        ("flatten([[aws_lb_target_group.one.arn], [aws_lb_target_group.n[0].arn]])[1]", None),
        ('compact(["", aws_lb_target_group.one.arn])', ["aws_lb_target_group.one"]),
    ],
)
def test_references_keep_where_they_lead(tmp_path: Path, expression: str, address: Any) -> None:
    found = evaluated(tmp_path, _GROUPS, expression)
    if isinstance(address, list):
        assert [one.ref for one in found] == [Ref(one, "arn") for one in address]
    else:
        assert found.ref == Ref(address or "aws_lb_target_group.n[0]", "arn")


def test_configured_attributes_have_their_value(tmp_path: Path) -> None:
    assert evaluated(tmp_path, _GROUPS, 'aws_lb_target_group.x["a"].name') == "a"


def test_an_unknown_instance_key_gives_every_instance(tmp_path: Path) -> None:
    found = evaluated(tmp_path, _GROUPS, "aws_lb_target_group.x[var.key].arn")
    assert isinstance(found, OneOf)
    assert [choice.value.ref for choice in found.choices] == [Ref(f'aws_lb_target_group.x["{k}"]', "arn") for k in "ab"]
    assert [set(choice.when) for choice in found.choices] == [{("var.key", "a")}, {("var.key", "b")}]


def test_data_sources_are_unknown_with_a_reference(tmp_path: Path) -> None:
    found = evaluated(tmp_path, 'data "aws_lb_target_group" "t" { name = "x" }', "data.aws_lb_target_group.t.arn")
    assert found == Unknown("data.aws_lb_target_group.t.arn", Ref("data.aws_lb_target_group.t", "arn"))


def test_what_is_made_of_a_reference_depends_on_it(tmp_path: Path) -> None:
    found = evaluated(tmp_path, _GROUPS, '"${aws_lb_target_group.one.arn}/x"')
    assert found.ref is None and found.depends == ("aws_lb_target_group.one",)


@pytest.mark.parametrize("expression", ["timestamp()", "nobody_knows(1)", "provider::x::f(1)", 'file("/etc/passwd")'])
def test_what_is_not_built_is_unknown(tmp_path: Path, expression: str) -> None:
    assert isinstance(evaluated(tmp_path, "", expression), Unknown)


@pytest.mark.parametrize("expression", ["[][3]", "{}.a", '"a" + 1', "local.nope", "null.x", "1 / 0", 'tonumber("x")'])
def test_what_terraform_refuses_is_unknown(tmp_path: Path, expression: str) -> None:
    assert isinstance(evaluated(tmp_path, "", expression), Unknown)


def test_cycles_are_unknown(tmp_path: Path) -> None:
    found = evaluated(tmp_path, "locals {\n  a = local.b\n  b = local.a\n}", "local.a")
    assert isinstance(found, Unknown) and "refers to itself" in found.why


def test_optional_attributes_take_their_defaults(tmp_path: Path) -> None:
    declarations = """
        variable "o" {
          type = map(object({ port = optional(number, 80), deep = optional(object({ on = optional(bool, true) }), {}) }))
          default = { a = { port = null }, b = { port = "443", deep = { on = false } } }
        }
    """
    expected = {"a": {"port": 80, "deep": {"on": True}}, "b": {"port": 443, "deep": {"on": False}}}
    assert evaluated(tmp_path, declarations, "var.o") == expected


def test_nullable_false_takes_the_default_for_null(tmp_path: Path) -> None:
    files = {
        "main.tf": 'module "m" {\n  source = "./m"\n  p = null\n}\n',
        "m/main.tf": """
            variable "p" {
              default  = "HTTP"
              nullable = false
            }
            resource "aws_lb" "x" { name = var.p }
        """,
    }
    assert value(graph(tmp_path, files).resources["module.m.aws_lb.x"], "name") == "HTTP"


def test_variables_come_in_terraforms_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["env", "first", "auto", "file", "line"]
    monkeypatch.setenv("TF_VAR_env", "env")
    files = {
        "main.tf": "\n".join(f'variable "{n}" {{ default = "default" }}' for n in names)
        + '\nresource "aws_lb" "x" { name = [var.env, var.first, var.auto, var.file, var.line] }\n',
        "terraform.tfvars": "\n".join(f'{n} = "first"' for n in names[1:]),
        "b.auto.tfvars": "\n".join(f'{n} = "auto"' for n in names[2:]),
        "given.json": "",
        "set.tfvars": "\n".join(f'{n} = "file"' for n in [*names[3:], "nobody"]),
    }
    found = graph(tmp_path, files, inputs=(tmp_path / "set.tfvars", ("line", "line")))
    assert value(found.resources["aws_lb.x"], "name") == names


def test_json_variables_and_typed_command_line_values(tmp_path: Path) -> None:
    files = {
        "main.tf": """
            variable "a" { type = map(number) }
            variable "b" { type = list(string) }
            variable "c" { type = number }
            resource "aws_lb" "x" { name = [var.a, var.b, var.c] }
        """,
        "terraform.tfvars.json": '{"a": {"x": "1"}}',
    }
    found = graph(tmp_path, files, inputs=(("b", '["p", "q"]'), ("c", "5")))
    assert value(found.resources["aws_lb.x"], "name") == [{"x": 1}, ["p", "q"], 5]


def test_a_variable_that_nobody_declares_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nope"):
        reading(tmp_path, {"main.tf": 'resource "aws_lb" "x" {}'}, inputs=(("nope", "1"),))


def test_a_missing_variables_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.tfvars"):
        reading(tmp_path, {"main.tf": 'resource "aws_lb" "x" {}'}, inputs=(tmp_path / "gone.tfvars",))


def test_files_are_read_inside_the_repository_only(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("secret")
    inside = tmp_path / "repository"
    (inside / ".git").mkdir(parents=True)
    (inside / "name.txt").write_text("web")
    assert evaluated(inside, "", 'file("${path.module}/name.txt")') == "web"
    assert isinstance(evaluated(inside, "", 'file("../outside.txt")'), Unknown)
    (inside / "link.txt").symlink_to(tmp_path / "outside.txt")
    assert isinstance(evaluated(inside, "", 'file("link.txt")'), Unknown)


def test_templates_in_files(tmp_path: Path) -> None:
    (tmp_path / "t.tpl").write_text("%{ for p in ports ~}\n${p};\n%{ endfor ~}\n")
    assert evaluated(tmp_path, "", 'templatefile("t.tpl", { ports = [80, 443] })') == "80;\n443;\n"


def test_the_workspace(tmp_path: Path) -> None:
    assert evaluated(tmp_path, "", "terraform.workspace") == "default"
    assert evaluated(tmp_path, "", "terraform.workspace", workspace="prod") == "prod"


def test_choices_that_contradict_each_other_are_dropped(tmp_path: Path) -> None:
    found = evaluated(tmp_path, 'variable "t" {}', '"${var.t ? "a" : "b"}${var.t ? 1 : 2}"')
    assert found == OneOf((Choice("a1", frozenset({("var.t", "true")})), Choice("b2", frozenset({("var.t", "false")}))))
