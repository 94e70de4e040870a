"""What expressions in YAML programs mean: a table, held to Pulumi's own host for YAML where that is built."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from subprocess import CalledProcessError, CompletedProcess
from typing import TYPE_CHECKING, Any

import pytest

from hcl_scanner.errors import Unreadable
from hcl_scanner.pulumi.program import read_program
from policies.graph import Block
from policies.values import Unknown

from ..cli.command import write
from ..needs import absent, required
from .test_yaml_programs import PLUGIN, shop
from .yaml_of_preview import SENTINEL, program_of

if TYPE_CHECKING:
    from cli import Workspace

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
GROUP = "aws:lb/targetGroup:TargetGroup"
UNKNOWN = "unknown"
PROGRAM = """\
name: shop
runtime: yaml
config:
  cfg: {type: string, default: HTTPS}
  port: {type: integer, default: 443}
  cfgs: {type: array, items: {type: string}, default: [a, b]}
variables:
  v: {str: abc, num: 80, flt: 0.5, bool: true, big: 1234567, list: [one, two], objs: [{deep: one}, {deep: two}]}
  nothing: null
  alias: ${v.str}
  alias2: ${alias}-${cfg}
  ref: ${tg}
  deep: {a: {b: {c: '${tg.healthCheck["protocol"]}'}}}
  chain1: ${chain2}
  chain2: ${tg.protocol}
resources:
  tg:
    type: aws:lb:TargetGroup
    properties: {port: 8080, protocol: HTTP, healthCheck: {protocol: HTTPS}}
"""
EXPRESSIONS: Mapping[str, Any] = {
    "HTTP": "HTTP", "yes": "yes", "on": "on", "off": "off", "True": True, "TRUE": True, "false": False,
    "~": None, "null": None, "Null": None, "NULL": None, "''": "", '"null"': "null",
    "443": 443, "0777": 511, "0o17": 15, "0b101": 5, "0x1F": 31, "1_000": 1000, "+12": 12, "-3": -3,
    "1e3": 1000, ".5": 0.5, "5.": 5, "-.5e-3": -0.0005, "1.0": 1, "1.2.3": "1.2.3",
    "2020-01-01": "2020-01-01", "2001-12-14t21:59:43.10-05:00": "2001-12-14t21:59:43.10-05:00", "1:30": "1:30",
    "!!str 443": "443", '!!int "443"': 443, "!!float 1": 1, '!!bool "true"': True, '!!null ""': None, "!!str null": "null",
    "! 12": 12,
    "'single ''quoted'''": "single 'quoted'",
    '"double \\x41 \\u00e9 \\t \\" \\\\ \\\n        folded"': 'double A é \t " \\ folded',
    "plain text # comment": "plain text", "plain#none": "plain#none", "a:b": "a:b", "http://x/y?z=1": "http://x/y?z=1",
    ">-\n        folded\n        text": "folded text", "|\n        literal\n        text": "literal\ntext\n",
    ">\n\n        folded\n\n        more\n": "\nfolded\nmore\n", "|+4\n          keep": "keep\n",
    "${v.str}": "abc", "${v.num}": 80, "${v.flt}": 0.5, "${v.bool}": True, "${v.list[0]}": "one", "${v.objs[1].deep}": "two",
    "a${v.str}b${v.num}c": "aabcb80c", "${v.flt}-x": "0.5-x", "${v.bool}-x": "true-x", "${v.big}-x": UNKNOWN,
    "$${v.str}": "${v.str}", "$$": "$", "$": "$", "a$b": "a$b", "$ {x}": "$ {x}", "a}b": "a}b",
    "$${a}${v.str}": "${a}abc", "$$$${v.str}": "$${v.str}", "$$${v.str}": "$abc",
    "${cfg}": "HTTPS", "${shop:cfg}": "HTTPS", "${port}": 443, "${port}:x": "443:x", "${cfgs[1]}": "b",
    "${tg.port}": 8080, "${tg.protocol}": "HTTP", 'x-${tg.protocol}-${tg.port}': "x-HTTP-8080",
    '${tg.healthCheck["protocol"]}': "HTTPS", "${tg.arn}": UNKNOWN, "${tg.id}": UNKNOWN, "x-${tg.arn}": UNKNOWN,
    "${alias}": "abc", "${alias2}": "abc-HTTPS", "${ref.arn}": UNKNOWN, "${ref.protocol}": UNKNOWN,
    "${deep.a.b.c}": "HTTPS", "${chain1}": "HTTP", "${nothing}": None,
    "${pulumi.project}": "shop", "${pulumi.stack}": UNKNOWN,
    '{fn::join: ["-", [a, "${v.str}", b]]}': "a-abc-b", '{fn::join: ["", [HTTP, S]]}': "HTTPS",
    '{Fn::Join: [",", ["${v.str}"]]}': "abc",
    "{fn::select: [1, [a, b, c]]}": "b", '{fn::select: [0, ["${tg.arn}", b]]}': UNKNOWN,
    '{fn::select: [1, ["${tg.arn}", b]]}': "b",
    '{fn::split: [",", "a,b,c"]}': ["a", "b", "c"], '{fn::select: [1, {fn::split: [",", "a,b"]}]}': "b",
    "{fn::secret: HTTP}": UNKNOWN, "{fn::toJSON: {a: 1}}": UNKNOWN, "{fn::toBase64: abc}": UNKNOWN,
    '{a: 1, b: [1, two, "${v.num}"], "${v.str}": c}': {"a": 1, "b": [1, "two", 80], "abc": "c"},
    '[a, [b, c], {d: "${tg.protocol}"}]': ["a", ["b", "c"], {"d": "HTTP"}],
}  # fmt: skip
"""Each as the value of one property, and what it means."""
SEEN_BY_THE_HOST: Mapping[str, Any] = {
    "${v.big}-x": "1.234567e+06-x",
    "${ref.protocol}": "HTTP",
    "${pulumi.stack}": "dev",
    "{fn::toJSON: {a: 1}}": '{"a":1}',
    "{fn::toBase64: abc}": "YWJj",
    '{fn::select: [1, ["${tg.arn}", b]]}': UNKNOWN,
}
"""Where a run knows more than the source can say; and the list that a run keeps unknown as a whole for one part of it."""


def program() -> str:
    resources = "".join(
        f"  r{number}:\n    type: {GROUP}\n    properties:\n      protocol: {written}\n"
        for number, written in enumerate(EXPRESSIONS)
    )
    return PROGRAM + resources


def test_every_expression_means_what_the_table_says(tmp_path: Path) -> None:
    file = tmp_path / "Pulumi.yaml"
    file.write_text(program(), encoding="utf-8")
    graph = read_program(file, "Pulumi.yaml")
    entries = (
        graph.resources[f"urn:pulumi:*::shop::{GROUP}::r{number}"].body.entries["protocol"]
        for number in range(len(EXPRESSIONS))
    )
    found = dict(zip(EXPRESSIONS, (plain(entry.value) for entry in entries), strict=True))
    assert typed(found) == typed(EXPRESSIONS)


@pytest.mark.pulumi
def test_pulumi_takes_every_expression_alike(cli: Path, tmp_path: Path) -> None:
    found = previewed(cli, tmp_path, program(), {GROUP: ["protocol", "port", "healthCheck", "name"]})
    inputs = {step["urn"].rpartition("::")[2]: step["newState"].get("inputs", {}) for step in found["steps"]}
    told = {written: shown(inputs[f"r{number}"].get("protocol")) for number, written in enumerate(EXPRESSIONS)}
    assert typed(told) == typed({**EXPRESSIONS, **SEEN_BY_THE_HOST})


@pytest.mark.pulumi
@pytest.mark.parametrize(
    "case", ["aws/weighted_forward", "aws/classic_several_listeners", "baiducloud/several_findings_one_route"]
)
def test_a_program_and_its_preview_say_the_same(cli: Path, tmp_path: Path, case: str) -> None:
    asked_for()
    from hcl_scanner.preview import read_preview

    from ..test_cases import expected, lines

    saved = json.loads((FIXTURES / case / "preview.json").read_text(encoding="utf-8"))
    file = tmp_path / "Pulumi.yaml"
    file.write_text(program_of(saved), encoding="utf-8")
    types: dict[str, set[str]] = {}
    for step in saved["steps"]:
        types.setdefault(step["newState"]["type"], set()).update(step["newState"].get("inputs", {}))
    types.pop("pulumi:pulumi:Stack")
    made = previewed(cli, tmp_path, file.read_text(encoding="utf-8"), types)
    wanted = expected(FIXTURES / case, "preview")
    assert lines(read_preview(made, "preview.json")) == wanted
    assert lines(read_program(file, "Pulumi.yaml")) == wanted


REFUSED = {
    "an alias": "description: &d x\nvariables: {a: *d}\n",
    "a key twice": "variables: {a: 1}\nvariables: {b: 1}\n",
    "a name that needs itself": "variables: {a: '${b}', b: '${a}'}\nresources: {r: {type: 'aws:lb:TargetGroup', properties: {protocol: '${a}'}}}\n",
    "a reference to nothing": "resources: {r: {type: 'aws:lb:TargetGroup', properties: {protocol: '${}'}}}\n",
    "no type": "resources: {r: {}}\n",
    "components": "components: {C: {}}\n",
    "resources in a list": "resources: [r]\n",
}


@pytest.mark.pulumi
@pytest.mark.parametrize("what", REFUSED)
def test_pulumi_refuses_what_is_refused_here(cli: Path, tmp_path: Path, what: str) -> None:
    asked_for()
    text = f"name: shop\nruntime: yaml\n{REFUSED[what]}"
    (tmp_path / "Pulumi.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable):
        read_program(tmp_path / "Pulumi.yaml", "Pulumi.yaml")
    try:
        done = preview(cli, tmp_path, text, {GROUP: ["protocol"]})
    except CalledProcessError:
        return  # the project itself is refused, so that no stack can be made
    assert done.returncode != 0


@pytest.mark.pulumi
def test_a_component_and_its_preview_say_the_same(cli: Path, tmp_path: Path) -> None:
    """The host of that version names a component's resources without its instance, so that only the verdicts are alike."""
    from hcl_scanner.preview import read_preview

    from ..test_cases import lines

    asked_for()
    text = (
        shop("packages: {web: ./web}", target="${site.arn}")
        + "  site: {type: 'web:index:Site', properties: {check: HTTPS}}\n"
    )
    types = {
        GROUP: ["protocol", "port", "healthCheck", "name"],
        "aws:lb/loadBalancer:LoadBalancer": ["loadBalancerType"],
        "aws:lb/listener:Listener": ["protocol", "port", "defaultActions", "loadBalancerArn"],
    }
    made = laid_out(cli, tmp_path, shop(), types)
    write(made.program, {"Pulumi.yaml": text, "web/PulumiPlugin.yaml": PLUGIN})
    saved = json.loads(made.run("preview", "--json", "--show-sames").stdout)
    found = lines(read_preview(saved, "preview.json"))
    assert found[0] == "HTTP → HTTP → HTTPS  check-ineffective  LBG103"
    assert lines(read_program(made.program / "Pulumi.yaml", "Pulumi.yaml")) == found


def asked_for() -> None:
    if not required("pulumi-yaml"):
        pytest.skip("some seconds of the CLI each: `make pulumi` asks for them")


def laid_out(cli: Path, folder: Path, text: str, types: Any) -> Workspace:
    from yaml_workspace import HOST, workspace

    if not (cli / HOST).is_file():
        absent("pulumi-yaml", f"no {HOST} beside the CLI: build it with tools/pulumi/yaml/build.sh")
    return workspace(folder / "work", text, cli, types)


def preview(cli: Path, folder: Path, text: str, types: Any) -> CompletedProcess[str]:
    return laid_out(cli, folder, text, types).run("preview", "--json", "--show-sames")


def previewed(cli: Path, folder: Path, text: str, types: Any) -> Any:
    done = preview(cli, folder, text, types)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def plain(value: Any) -> Any:
    match value:
        case Unknown():
            return UNKNOWN
        case Block():
            return {entry.spelled: plain(entry.value) for entry in (value.entries[name] for name in value.entries)}
        case list():
            return [plain(item) for item in value]
        case float() if value.is_integer():
            return int(value)
    return value


def shown(value: Any) -> Any:
    match value:
        case "[secret]" | str() if value in (SENTINEL, "[secret]"):
            return UNKNOWN
        case dict():
            return {key: shown(item) for key, item in value.items()}
        case list():
            return [shown(item) for item in value]
    return value


def typed(values: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    """With the type of each, since 1 and True are equal."""
    return {written: (type(value).__name__, value) for written, value in values.items()}
