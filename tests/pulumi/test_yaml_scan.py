"""``lbgate scan`` on what Pulumi projects hold, in real processes: whole messages and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..cli.command import lbgate, write
from .test_yaml_programs import PLUGIN, shop

NOT_READ = "a Pulumi program is not read: save its preview with `pulumi preview --json --show-sames` and give that file"
EVENT = '{"sequence": 1, "timestamp": 0, "resourcePreEvent": {"metadata": {}}}\n'
STREAM = (
    "a Pulumi event stream or log lacks the dependencies between resources; save the preview with "
    "`pulumi preview --json --show-sames` without PULUMI_ENABLE_STREAMING_JSON_PREVIEW"
)


def test_a_wrong_program_ends_with_1_and_shows_the_line(tmp_path: Path) -> None:
    write(tmp_path, {"infra/Pulumi.yaml": shop(check="HTTPS")})
    done = lbgate("scan", "infra/Pulumi.yaml", cwd=tmp_path)
    assert (done.code, done.err) == (1, "")
    assert (
        done.out
        == """\
infra/Pulumi.yaml

  error LBG103 check-ineffective
    infra/Pulumi.yaml:15: healthCheck.protocol of aws:lb:TargetGroup app
      15 | protocol: HTTPS
         | ^^^^^^^^^^^^^^^
    HTTP listener aws:lb:Listener web → HTTP group aws:lb:TargetGroup app → HTTPS check
    An HTTPS check has no effect on HTTP backends: it opens TLS to servers that
    answer in plain HTTP, so it always fails and says nothing about them.
    Hint: healthCheck.protocol = "HTTP" on aws:lb:TargetGroup app
      or: protocol = "HTTPS" on aws:lb:TargetGroup app (no TLS to the balancer,
      replaces it)
    See `lbgate explain LBG103` and
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html

1 error
1 listener: 1 judged; 1 route: 1 wrong
"""
    )


def test_the_mended_program_ends_with_0(tmp_path: Path) -> None:
    write(tmp_path, {"Pulumi.yaml": shop()})
    done = lbgate("scan", "Pulumi.yaml", cwd=tmp_path)
    assert (done.code, done.out) == (0, "1 listener: 1 judged; 1 route: 1 ok\n")


def test_an_ignore_for_any_stack_fits_a_program_too(tmp_path: Path) -> None:
    write(tmp_path, {"Pulumi.yaml": shop(check="HTTPS")})
    (finding,) = lbgate("scan", "Pulumi.yaml", "--format", "json", cwd=tmp_path).report["findings"]
    assert finding["location"] == {
        "address": "urn:pulumi:*::shop::aws:lb/targetGroup:TargetGroup::app",
        "attribute": "health_check.protocol",
        "file": "Pulumi.yaml",
        "line": 15,
    }


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("Pulumi.yaml", "name: shop\nruntime: python\n", f"Pulumi.yaml: {NOT_READ}"),
        ("Pulumi.yaml", "name: shop\nruntime:\n  name: nodejs\n  options: {typescript: true}\n", f"Pulumi.yaml: {NOT_READ}"),
        ("Pulumi.dev.yaml", "config:\n  aws:region: eu-central-1\n", f"Pulumi.dev.yaml: {NOT_READ}"),
        ("Pulumi.yaml", "name: shop\nruntime: yaml\nresources:\n  a: b: c\n", "Pulumi.yaml:4:7: not valid YAML: mapping values are not allowed in this context"),
        ("Pulumi.yaml", "name: shop\nruntime: yaml\nresources: {a: {}}\n", "Pulumi.yaml:3:13: resource a has no type"),
        ("Pulumi.yaml", "name: shop\nruntime: yaml\nresources: &a {}\nvariables: *a\n", "Pulumi.yaml:4:12: not a Pulumi program: an alias, which Pulumi does not take"),
        ("Pulumi.yaml", b"name: \xff\n", "Pulumi.yaml:1:1: the file is not UTF-8"),
        ("Pulumi.yaml", "name: \x07\nruntime: yaml\n", "Pulumi.yaml: not valid YAML: it has characters that no YAML file may have"),
        ("Main.yaml", "resources: []\n", 'Main.yaml:1:12: "resources" is not a mapping'),
        ("events.json", EVENT + EVENT, f"events.json: {STREAM}"),
        ("events.json", EVENT, f"events.json: {STREAM}"),
        ("plan.json", json.dumps({"resourcePlans": {"x": 1}}), "plan.json: resourcePlans['x'] is not an object, as a Pulumi preview or export has it"),
        ("plan.json", json.dumps({"resourcePlans": {"x": {"goal": {"type": "a"}}}}), "plan.json: resourcePlans['x'] has no URN and type of a Pulumi resource"),
        ("preview.json", json.dumps({"steps": [{"urn": "x", "op": "create", "newState": []}]}),
         "preview.json: steps[0].newState is not an object, as a Pulumi preview or export has it"),
        ("export.json", json.dumps({"version": 3, "deployment": {"manifest": {}, "resources": [1]}}),
         "export.json: deployment.resources[0] is not an object, as a Pulumi preview or export has it"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_ends_with_3_and_says_why(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    write(tmp_path, {name: content})
    done = lbgate("scan", name, "--format", "json", cwd=tmp_path)
    assert (done.code, done.err, done.errors) == (3, "", [message])


def test_a_plugin_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    program = shop("packages: {web: ./web}") + "  site: {type: 'web:Site'}\n"
    write(tmp_path, {"Pulumi.yaml": program, "web/PulumiPlugin.yaml": PLUGIN.replace("type:", "typo:")})
    done = lbgate("scan", "Pulumi.yaml", "--format", "json", cwd=tmp_path)
    assert (done.code, done.errors) == (3, ["web/PulumiPlugin.yaml:8:7: resource app has no type"])


def test_what_a_component_elsewhere_makes_is_told_and_fails_under_strict(tmp_path: Path) -> None:
    write(tmp_path, {"Pulumi.yaml": shop() + "  alb: {type: 'awsx:lb:ApplicationLoadBalancer'}\n"})
    done = lbgate("scan", "Pulumi.yaml", cwd=tmp_path)
    assert (done.code, done.out) == (
        0,
        "Not read, since only a preview shows what a component makes (`pulumi preview\n"
        "  --json --show-sames`): Pulumi.yaml:25:\n"
        "  urn:pulumi:*::shop::awsx:lb:ApplicationLoadBalancer::alb\n"
        "\n"
        "1 listener: 1 judged; 1 route: 1 ok; 1 not read\n",
    )
    assert lbgate("scan", "Pulumi.yaml", "--strict", cwd=tmp_path).code == 3


def test_a_program_is_read_only_when_it_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"Pulumi.yaml": shop(check="HTTPS")})
    done = lbgate("scan", ".", "--format", "json", cwd=tmp_path)
    assert done.code == 3
    assert done.errors == [
        ".: there is no Terraform source in this folder; plans and Pulumi previews are read only when they are named"
    ]
