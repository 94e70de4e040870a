"""Whatever stands in a saved document or a program in YAML, it is read or refused, the ledger adds up, no secret is told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from hcl_scanner.documents import read_documents
from hcl_scanner.reporters import FORMATS, Style, reporter
from hcl_scanner.source import Options
from policies.evaluate import evaluate
from policies.settings import Settings

from ..endings import ends
from ..source.test_fuzz import fuzzed
from .yaml_of_preview import SENTINEL, program_of

FIXTURES = Path(__file__).parents[2] / "fixtures"
CASES = ("aws/weighted_forward", "aws/classic_several_listeners", "aws/listener_rules", "baiducloud/several_policies")
PREVIEWS = [json.loads((FIXTURES / case / "preview.json").read_text(encoding="utf-8")) for case in CASES]
HIDDEN = "hunter2"
SECRET = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    "plaintext": f'"{HIDDEN}"',
    "ciphertext": HIDDEN,
}
DEEP = "as deep as one likes"


def exported(preview: Mapping[str, Any]) -> dict[str, Any]:
    return {"version": 3, "deployment": {"manifest": {}, "resources": [step["newState"] for step in preview["steps"]]}}


def planned(preview: Mapping[str, Any]) -> dict[str, Any]:
    return {"manifest": {}, "resourcePlans": dict(goals(preview))}


def goals(preview: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for step in preview["steps"]:
        state = step["newState"]
        kept = {name: state[name] for name in ("type", "propertyDependencies") if name in state}
        goal = {**kept, "inputDiff": {"adds": state.get("inputs", {})}}
        yield state["urn"], {"goal": goal, "steps": [step["op"]], "state": state.get("inputs")}


DOCUMENTS = [kind(preview) for preview in PREVIEWS for kind in (dict, exported, planned)]
PROGRAMS = [json.loads(program_of(preview)) for preview in PREVIEWS]

_ODD = st.sampled_from(
    [
        None, True, 0, -1, 443.0, 1e300, 10**30, "", "HTTP", "tcp", "é\u2028\x1b[2J", SENTINEL, "[secret]", SECRET, [], {}, [[]], {"": {}},
        [SENTINEL, SECRET], DEEP, "urn:pulumi:a::b::c::d", "${x", "${r0}", "${r1.arn}", "${r0.protocol}", "${a.b[9999999999999]}", "$$", "${}",
        {"fn::secret": HIDDEN}, {"fn::join": ["", ["HTTP", "S"]]}, {"fn::select": [5, []]}, {"fn::split": ["", "x"]}, {"fn::invoke": {}},
        {"fn::fileAsset": "/etc/passwd"}, {"get": {}}, {"type": "awsx:lb:NetworkLoadBalancer"}, {"type": ":"}, {"type": "a:b:c:d"},
    ]
)  # fmt: skip
_CHANGES = st.lists(st.tuples(st.integers(0, 10_000), _ODD), min_size=1, max_size=4)


def ways(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every part of a document."""
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*way, key)
        yield from ways(item, (*way, key))


def changed(document: Any, changes: list[tuple[int, Any]]) -> bytes:
    document = deepcopy(document)
    for place, piece in changes:
        found = list(ways(document))
        *above, last = found[place % len(found)]
        part = document
        for key in above:
            part = part[key]
        part[last] = deepcopy(piece)
    return json.dumps(document).replace(f'"{DEEP}"', "[" * 500 + "]" * 500).encode()


def judged(name: str, data: bytes, **beside: bytes) -> str:
    """Read and judge a file, and hold what comes out to what every report promises; the reports."""
    with TemporaryDirectory() as folder:
        for other, content in {name: data, **beside}.items():
            Path(folder, other).parent.mkdir(parents=True, exist_ok=True)
            Path(folder, other).write_bytes(content)
        with ends():
            found = read_documents([str(Path(folder, name))], Options(cache=False))
            report = evaluate(found.graphs, Settings(), files=found.files, problems=found.problems)
    count = report.ledger
    assert bool(found.graphs) != bool(found.problems)
    assert count.listeners == count.judged + count.no_route + count.undecided + count.unlinked + count.not_covered
    assert count.routes == count.ok + count.violations + count.routes_undecided
    return "".join(reporter(FORMATS[format_])(report, Style()) for format_ in ("text", "json"))


@fuzzed(100)
@given(st.sampled_from(DOCUMENTS), _CHANGES)
def test_changed_documents_are_judged(document: Any, changes: list[tuple[int, Any]]) -> None:
    said = judged("saved.json", changed(document, changes))
    assert HIDDEN not in said or len(changes) > 1  # a second change may strip the first of what marks it


@fuzzed(100)
@given(st.sampled_from(PROGRAMS), _CHANGES)
def test_changed_programs_are_judged(program: Any, changes: list[tuple[int, Any]]) -> None:
    said = judged("Pulumi.yaml", changed(program, changes))
    assert HIDDEN not in said or len(changes) > 1


TEXT = """\
name: shop
runtime: yaml
config:
  proto: {type: string, default: HTTP, secret: true}
variables:
  checks: [HTTP, "${proto}"]
packages: {site: ./site}
resources:
  shop: {type: "aws:lb:LoadBalancer"}
  app:
    type: aws:lb:TargetGroup
    properties:
      port: 8080
      protocol: HTTP   # as ever
      vpcId: {fn::secret: HTTP}
      healthCheck:
        protocol: ${checks[0]}
  web:
    type: aws:lb:Listener
    properties:
      loadBalancerArn: ${shop.arn}
      protocol: >-
        HTTP
      defaultActions:
        - {type: forward, targetGroupArn: "${app.arn}"}
  more: {type: "site:Site", properties: {proto: "${proto}"}}
"""
PLUGIN = b"""\
name: site
runtime: yaml
components:
  Site:
    inputs: {proto: {type: string}}
    resources:
      app: {type: "aws:lb:TargetGroup", properties: {protocol: "${proto}", healthCheck: {protocol: HTTP}}}
    outputs: {arn: "${app.arn}"}
"""
_PIECES = st.sampled_from(
    [
        "\n", "\t", "  ", "- ", ": ", "{", "}", "[", "]", "'", '"', "|", ">", "&a ", "*a", "!!int ", "!x ", "<<: ", "? ", "# ", "%YAML 9\n",
        "---\n", "...\n", "${", "}", "${app.arn}", "${more.arn}", "${proto}", "${web.protocol}", "\0", "\ufeff", "é", "\u2028", "fn::secret: ",
        "resources:\n", "null", "~", "0x", "1e999", "type: ", "aws:lb:Listener",
    ]
)  # fmt: skip
_EDITS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 30), _PIECES | st.text(max_size=3)),
    min_size=1,
    max_size=4,
)


def edited(text: str, edits: list[tuple[float, int, str]]) -> str:
    for place, cut, piece in edits:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + cut :]
    return text


@fuzzed(150)
@example([(0.0, 0, "[" * 5000)])
@example([(0.0, 0, "a: " * 2000)])
@given(_EDITS)
def test_edited_programs_are_judged(edits: list[tuple[float, int, str]]) -> None:
    text = edited(TEXT, edits)
    judged("Pulumi.yaml", text.encode("utf-8", "surrogatepass"), **{"site/PulumiPlugin.yaml": PLUGIN})


@fuzzed(80)
@given(_EDITS)
def test_a_program_with_an_edited_plugin_is_judged(edits: list[tuple[float, int, str]]) -> None:
    plugin = edited(PLUGIN.decode(), edits).encode("utf-8", "surrogatepass")
    judged("Pulumi.yaml", TEXT.encode(), **{"site/PulumiPlugin.yaml": plugin})
