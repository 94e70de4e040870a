"""Pulumi programs in YAML, read as source: what their expressions mean, and where their findings stand."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent, indent

import pytest

from hcl_scanner.errors import Unreadable
from hcl_scanner.pulumi.program import read_program
from policies.evaluate import evaluate
from policies.graph import Graph
from policies.report import Report
from policies.settings import Settings
from policies.values import Unknown

from ..case_lines import neutral_lines
from ..endings import ends
from ..test_cases import CASES, expected, named
from .yaml_of_preview import program_of

SHOP = """\
name: shop
runtime: yaml
{sections}
resources:
  shop:
    type: aws:lb:LoadBalancer
    properties:
      loadBalancerType: application
  app:
    type: aws:lb:TargetGroup
    properties:
      port: 8080
      protocol: {group}
      healthCheck:
        protocol: {check}
  web:
    type: aws:lb/listener:Listener
    properties:
      loadBalancerArn: ${{shop.arn}}
      port: 80
      protocol: {listener}
      defaultActions:
        - type: forward
          targetGroupArn: {target}
"""
WEB, APP = (
    "urn:pulumi:*::shop::aws:lb/listener:Listener::web",
    "urn:pulumi:*::shop::aws:lb/targetGroup:TargetGroup::app",
)


def shop(
    sections: str = "", listener: str = "HTTP", group: str = "HTTP", check: str = "HTTP", target: str = "${app.arn}"
) -> str:
    return SHOP.format(sections=dedent(sections), listener=listener, group=group, check=check, target=target)


def read(folder: Path, program: str, name: str = "Pulumi.yaml") -> Graph:
    (folder / name).write_text(program, encoding="utf-8")
    return read_program(folder / name, name)


def report(folder: Path, program: str) -> Report:
    return evaluate([read(folder, program)], Settings())


def lines(folder: Path, program: str) -> list[str]:
    return neutral_lines(report(folder, program))


def test_a_listener_is_joined_to_what_it_refers_to(tmp_path: Path) -> None:
    found = report(tmp_path, shop(check="HTTPS"))
    (finding,) = found.findings
    assert (finding.rule, finding.location.address) == ("LBG103", APP)
    place = finding.location.place
    assert (place.file, place.line, place.column, place.text) == ("Pulumi.yaml", 15, 9, "protocol: HTTPS")
    assert [(route.joined_by, route.verdict) for route in found.routes] == [("reference", "check-ineffective")]


@pytest.mark.parametrize(
    ("sections", "listener"),
    [
        ("config: {proto: {type: string, default: HTTPS}}", "${proto}"),
        ("config: {proto: {type: string, default: HTTPS}}", "${shop:proto}"),
        ("configuration: {proto: {type: string, default: HTTPS}}", "${proto}"),
        ("config: {shop:proto: {default: HTTPS}}", "HTTP${s}"),
        ("variables: {proto: HTTPS}", "${proto}"),
        ("variables: {s: S}", "HTTP${s}"),
        ("variables: {all: {web: [HTTP, HTTPS]}}", "${all.web[1]}"),
        ("variables: {all: {the web: [HTTP, HTTPS]}}", '${all["the web"][1]}'),
        ("variables: {a: '${b}', b: '${c}', c: HTTPS}", "${a}"),
        ("variables: {which: {fn::select: [1, [HTTP, HTTPS]]}}", "${which}"),
        ("variables: {which: {fn::join: ['', [HTT, PS]]}}", "${which}"),
        ("variables: {words: {Fn::Split: [',', 'HTTP,HTTPS']}}", "${words[1]}"),
        ("", "{fn::select: [0, [HTTPS, HTTP]]}"),
        ("", "'HTTPS'"),
        ("", '"HTTP\\x53"'),
        ("", "!!str HTTPS"),
        ("", ">-\n        HTTPS"),
    ],
)
def test_every_way_to_say_https(tmp_path: Path, sections: str, listener: str) -> None:
    if "${s}" in listener and "variables" not in sections:
        sections += "\nvariables: {s: S}"
    found = lines(tmp_path, shop(sections, listener=listener))
    assert found[0].startswith("HTTPS → HTTP → HTTP  ok")


@pytest.mark.parametrize(
    ("sections", "listener", "why"),
    [
        ("config: {proto: {type: string}}", "${proto}", "${proto} (from the stack's settings)"),
        ("", "${proto}", "${proto} (from the stack's settings)"),
        ("config: {proto: {type: string, default: HTTP, secret: true}}", "${proto}", "${proto} (a secret)"),
        ("variables: {proto: {fn::secret: HTTP}}", "${proto}", "fn::secret in line 3 (a secret)"),
        ("variables: {proto: {fn::invoke: {function: aws:ssm:getParameter}}}", "${proto}", "fn::invoke in line 3"),
        ("variables: {proto: {fn::aws:ssm:getParameter: {name: x}}}", "${proto.value}", "${proto.value}"),
        ("variables: {proto: [HTTP]}", "${proto[1]}", "${proto[1]}"),
        ("", "${pulumi.stack}", "${pulumi.stack} (given when it runs)"),
        ("", "HTTP${suffix}", "${suffix}"),
    ],
)
def test_what_nobody_can_know_names_what_to_look_at(tmp_path: Path, sections: str, listener: str, why: str) -> None:
    entry = read(tmp_path, shop(sections, listener=listener)).resources[WEB].body.get("protocol")
    assert entry and isinstance(entry.value, Unknown)
    assert entry.value.why == why


def test_an_attribute_of_a_resource_is_what_the_resource_is_given(tmp_path: Path) -> None:
    found = lines(tmp_path, shop(listener="${app.protocol}", group="HTTPS", check="HTTPS"))
    assert found[0].startswith("HTTPS → HTTPS → HTTPS  ok")


@pytest.mark.parametrize(
    ("written", "token"),
    [
        ("aws:lb:Listener", "aws:lb/listener:Listener"),
        ("aws:lb/listener:Listener", "aws:lb/listener:Listener"),
        ("aws:alb:Listener", "aws:alb/listener:Listener"),
        ("aws:lb:listener", "aws:lb/listener:Listener"),
        ("baiducloud:AppblbListener", "baiducloud:index/appblbListener:AppblbListener"),
        ("baiducloud:index:AppblbListener", "baiducloud:index/appblbListener:AppblbListener"),
        ("aws:s3:Bucket", "aws:s3:Bucket"),
        ("pulumi:providers:aws", "pulumi:providers:aws"),
    ],
)
def test_types_may_be_short(tmp_path: Path, written: str, token: str) -> None:
    graph = read(tmp_path, f"name: shop\nruntime: yaml\nresources: {{x: {{type: '{written}'}}}}\n")
    assert list(graph.resources) == [f"urn:pulumi:*::shop::{token}::x"]


NATIVE = """\
name: shop
runtime: yaml
resources:
  shop:
    type: aws-native:elasticloadbalancingv2:LoadBalancer
    properties: {type: application}
  app:
    type: aws-native:elasticloadbalancingv2:TargetGroup
    properties:
      protocol: HTTP
      healthCheckProtocol: HTTPS
  web:
    type: aws-native:elasticloadbalancingv2:Listener
    properties:
      loadBalancerArn: ${shop.loadBalancerArn}
      protocol: HTTP
      defaultActions: [{type: forward, targetGroupArn: "${app.targetGroupArn}"}]
"""


def test_cloudformations_shapes_are_read_in_aws_native(tmp_path: Path) -> None:
    (finding,) = report(tmp_path, NATIVE).findings
    assert (finding.rule, finding.location.spelled, finding.location.place.line) == (
        "LBG103",
        "healthCheckProtocol",
        11,
    )


def test_a_name_and_a_parent_are_in_the_urn(tmp_path: Path) -> None:
    body = (
        "  a: {type: 'aws:lb:LoadBalancer', name: front}\n  b: {type: 'aws:lb:Listener', options: {parent: '${a}'}}\n"
    )
    graph = read(tmp_path, "name: shop\nruntime: yaml\nresources:\n" + body)
    assert sorted(graph.resources) == [
        "urn:pulumi:*::shop::aws:lb/loadBalancer:LoadBalancer$aws:lb/listener:Listener::b",
        "urn:pulumi:*::shop::aws:lb/loadBalancer:LoadBalancer::front",
    ]


def test_a_resource_that_is_only_read_is_outside(tmp_path: Path) -> None:
    program = shop().replace(
        "  app:\n    type: aws:lb:TargetGroup\n", "  app:\n    type: aws:lb:TargetGroup\n    get: {id: x}\n"
    )
    assert lines(tmp_path, program) == ["finding LBG402", "ledger listeners=1 unlinked=1"]


PLUGIN = """\
name: web
runtime: yaml
components:
  Site:
    inputs:
      check: {type: string, default: HTTP}
    resources:
      app:
        type: aws:lb:TargetGroup
        properties:
          protocol: HTTP
          healthCheck: {protocol: "${check}"}
    outputs:
      arn: ${app.arn}
      group: ${app}
"""


def with_plugin(folder: Path, check: str, target: str) -> Graph:
    (folder / "web").mkdir()
    (folder / "web" / "PulumiPlugin.yaml").write_text(PLUGIN, encoding="utf-8")
    site = f"  site: {{type: 'web:Site', properties: {{check: {check}}}}}\n"
    return read(folder, shop("packages: {web: ./web}", target=target) + site)


@pytest.mark.parametrize("target", ["${site.arn}", "${site.group.arn}"])
def test_a_component_of_a_plugin_beside_the_program_is_read(tmp_path: Path, target: str) -> None:
    found = evaluate([with_plugin(tmp_path, "HTTPS", target)], Settings())
    (finding,) = [each for each in found.findings if each.routes]
    assert finding.rule == "LBG103"
    assert finding.location.address == "urn:pulumi:*::shop::web:index:Site$aws:lb/targetGroup:TargetGroup::site-app"
    assert (finding.location.place.file, finding.location.place.line) == ("web/PulumiPlugin.yaml", 12)
    assert [route.joined_by for route in found.routes] == ["reference"]


def test_what_a_component_elsewhere_makes_is_told_as_unread(tmp_path: Path) -> None:
    graph = read(tmp_path, shop() + "  alb: {type: 'awsx:lb:ApplicationLoadBalancer'}\n")
    (unread,) = graph.unread
    assert (unread.source, unread.file, unread.line) == ("awsx", "Pulumi.yaml", 25)
    assert "pulumi preview" in unread.reason


def test_components_that_lead_to_no_balancer_are_not_told(tmp_path: Path) -> None:
    assert read(tmp_path, "name: shop\nruntime: yaml\nresources: {c: {type: 'eks:Cluster'}}\n").unread == ()
    assert len(read(tmp_path, shop() + "  c: {type: 'eks:Cluster'}\n").unread) == 1


def test_a_plugin_may_be_in_several_files(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "PulumiPlugin.yaml").write_text("name: web\nruntime: yaml\n", encoding="utf-8")
    (tmp_path / "web" / "site.yaml").write_text(PLUGIN.partition("runtime: yaml\n")[2], encoding="utf-8")
    program = shop("packages: {web: ./web}", target="${site.arn}") + "  site: {type: 'web:Site'}\n"
    (resource,) = [one for urn, one in read(tmp_path, program).resources.items() if urn.endswith("::site-app")]
    assert resource.body.place.file == "web/site.yaml"


def test_the_program_may_be_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    body = shop(listener="${proto}").partition("\nresources:")[2]
    (tmp_path / "src" / "Main.yaml").write_text("resources:" + body, encoding="utf-8")
    graph = read(tmp_path, "name: shop\nruntime: {name: yaml}\nmain: src\nconfig: {proto: {default: HTTP}}\n")
    place = graph.resources[WEB].body.place
    assert (place.file, place.line) == ("src/Main.yaml", 13)
    alone = read_program(tmp_path / "src" / "Main.yaml", "src/Main.yaml")
    assert sorted(alone.resources) == sorted(graph.resources)
    assert neutral_lines(evaluate([alone], Settings())) == neutral_lines(evaluate([graph], Settings()))


def test_the_program_may_be_in_json(tmp_path: Path) -> None:
    body = {"resources": {"app": {"type": "aws:lb:TargetGroup"}}}
    (tmp_path / "Main.json").write_text(json.dumps(body), encoding="utf-8")
    assert list(read(tmp_path, "name: shop\nruntime: yaml\n").resources) == [APP]


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("", "Pulumi.yaml: the file is empty"),
        ("# nothing\n", "Pulumi.yaml: the file is empty"),
        ("- a\n", "Pulumi.yaml: not a Pulumi program: it is not a mapping"),
        ("name: x\nruntime: yaml\n\tresources: {}\n", "Pulumi.yaml:3: not valid YAML: found "),
        ("name: x\nruntime: yaml\nname: y\n", "Pulumi.yaml:3: not a Pulumi program: a key that stands here before"),
        ("name: x\nruntime: yaml\nresources: [a]\n", 'Pulumi.yaml:3: "resources" is not a mapping'),
        ("name: x\nruntime: yaml\nresources: {a: 1}\n", "Pulumi.yaml:3: resource a is not a mapping"),
        ("name: x\nruntime: yaml\nresources: {a: {}}\n", "Pulumi.yaml:3: resource a has no type"),
        ("name: &n x\nruntime: yaml\ndescription: *n\n", "Pulumi.yaml:3: not a Pulumi program: an alias, which Pulumi does not take"),
        ("name: x\nruntime: yaml\nresources: {1: {}}\n", "Pulumi.yaml:3: not a Pulumi program: a key that is no text"),
        (shop(listener="'${proto'"), "Pulumi.yaml:21: not a Pulumi program: a reference that does not end"),
        (shop(listener="'${}'"), "Pulumi.yaml:21: not a Pulumi program: a reference to nothing"),
        (shop("variables: {a: '${b}', b: '${a}'}", listener="${a}"), "Pulumi.yaml:3: a needs itself"),
        ("name: x\nruntime: yaml\ncomponents: {a: {}}\n", "Pulumi.yaml: components are taken in plugins only, not in programs"),
        ("name: x\nruntime: {name: yaml, options: {compiler: cue export}}\n", "Pulumi.yaml: another program writes this one: save its preview with"),
        ("name: x\nruntime: nodejs\n", "Pulumi.yaml: a Pulumi program is not read: save its preview with"),
        ("name: x\n", "Pulumi.yaml: a Pulumi program is not read: save its preview with"),
        ("a: " + "[" * 200 + "]" * 200, "Pulumi.yaml:1: not a Pulumi program: values within values too deep"),
    ],
)  # fmt: skip
def test_what_pulumi_would_refuse_is_unreadable(tmp_path: Path, program: str, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(tmp_path, program)
    assert str(refused.value).startswith(message)


def test_a_component_that_makes_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    inner = indent("  again: {type: 'web:Site'}\n", "    ")
    plugin = PLUGIN.replace("    outputs:\n", inner + "    outputs:\n").replace(
        "runtime: yaml\n", "runtime: yaml\npackages: {web: .}\n"
    )
    (tmp_path / "web" / "PulumiPlugin.yaml").write_text(plugin, encoding="utf-8")
    with pytest.raises(Unreadable, match="component Site makes itself"):
        read(tmp_path, shop("packages: {web: ./web}") + "  site: {type: 'web:Site'}\n")


# A value that a program in another language made from several resources, of which nobody can say which it is, cannot be
# written in YAML; and a preview does not tell which of several groups stands in which policy.
NOT_IN_YAML = {
    "candidates_all_fine",
    "candidates_one_wrong",
    "conditional_group_one_wrong",
    "several_policies",
    "two_groups_same_port",
}


@pytest.mark.parametrize("case", named([case for case in CASES if case.name not in NOT_IN_YAML]))
def test_a_case_says_the_same_as_a_program_in_yaml(tmp_path: Path, case: Path) -> None:
    saved = json.loads((case / "preview.json").read_text(encoding="utf-8"))
    assert lines(tmp_path, program_of(saved)) == expected(case, "preview")


LAUGHS = "variables:\n  v0: %s\n" + "".join(f"  v{n}: %s\n" for n in range(1, 60))


@pytest.mark.parametrize(
    ("first", "each"), [("HTTP", "'${{v{0}}}${{v{0}}}'"), ("[HTTP]", "['${{v{0}}}', '${{v{0}}}']"), ("{a: x}", "{{a: '${{v{0}}}', b: '${{v{0}}}'}}")]
)  # fmt: skip
def test_variables_that_hold_others_twice_end(tmp_path: Path, first: str, each: str) -> None:
    sections = LAUGHS % (first, *(each.format(n) for n in range(59)))
    with ends():
        entry = (
            read(tmp_path, shop(sections, target="${v59}")).resources[WEB].body.get("default_action.target_group_arn")
        )
    assert entry and len(str(entry.value)) < 1_000_000


def test_components_that_make_others_twice_end(tmp_path: Path) -> None:
    makes = "".join(
        f"  C{n}:\n    resources: {{a: {{type: 'p:C{n + 1}'}}, b: {{type: 'p:C{n + 1}'}}}}\n" for n in range(40)
    )
    (tmp_path / "PulumiPlugin.yaml").write_text("name: p\nruntime: yaml\npackages: {p: .}\ncomponents:\n" + makes)
    with ends(), pytest.raises(Unreadable, match="it makes more than 20,000 resources"):
        read(tmp_path, "name: shop\nruntime: yaml\npackages: {p: .}\nresources: {x: {type: 'p:C0'}}\n")
