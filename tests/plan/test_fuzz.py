"""Whatever is done to a real plan, it is read or refused, its report adds up, and no value of it is told.

The same examples run with the tests each time; ``make fuzz`` looks for new ones for much longer (``LBGATE_FUZZ`` multiplies
the examples). What it finds is kept here as an ``example``.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hcl_scanner.documents import read_documents
from hcl_scanner.reporters import Style, json_report, table, text
from hcl_scanner.source import Options
from policies.evaluate import evaluate
from policies.report import Report
from policies.settings import Settings
from policies.words import Verdict

from ..source.test_fuzz import fuzzed

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
PLANS = {f"{path.parent.parent.name}/{path.parent.name}": path for path in sorted(FIXTURES.glob("*/*/plan.json"))}
CANARY = "S3CRET"
NOT_ASKED = ("planned_values", "relevant_attributes", "output_changes", "checks", "resource_drift")
TOLD = frozenset(
    [
        "protocol",
        "lb_protocol",
        "instance_protocol",
        "type",
        "target_type",
        "load_balancer_type",
        "protocol_version",
        "health_check",
        "health_check_type",
        "port",
        "lb_port",
        "instance_port",
        "listener_port",
        "backend_port",
        "health_check_port",
        "redirect_port",
    ]
)
"""The attributes whose values a report may tell: protocol words and ports."""

Node = Any
Place = tuple[Any, ...]


def plan_of(case: str) -> Node:
    plan = json.loads(PLANS[case].read_bytes())
    for key in NOT_ASKED:
        plan.pop(key, None)
    return plan


cases = st.sampled_from(sorted(PLANS))


# What is done to it.


def places(node: Node, path: Place = ()) -> Iterator[Place]:
    """The way to everything in a document."""
    items: Any = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from places(inner, (*path, key))


def at(node: Node, path: Place) -> Node:
    for key in path:
        node = node[key]
    return node


DEEP = "@deep@"
JUNK: list[Node] = [
    None,
    True,
    7,
    -1,
    1e300,
    "",
    "x" * 100_000,
    "\ud83d\ude00\\",
    [],
    {},
    [True],
    [[]],
    {"references": 3},
    DEEP,
]


def drop(plan: Node, place: Place, draw: st.DataObject) -> None:
    del at(plan, place[:-1])[place[-1]]


def copied(plan: Node, place: Place, draw: st.DataObject) -> None:
    owner = at(plan, place[:-1])
    if isinstance(owner, list):
        owner.insert(draw.draw(st.integers(0, len(owner))), copy.deepcopy(owner[place[-1]]))


def retyped(plan: Node, place: Place, draw: st.DataObject) -> None:
    at(plan, place[:-1])[place[-1]] = copy.deepcopy(draw.draw(st.sampled_from(JUNK)))


def nested(plan: Node, place: Place, draw: st.DataObject) -> None:
    owner = at(plan, place[:-1])
    owner[place[-1]] = draw.draw(st.sampled_from([[owner[place[-1]]], {"0": owner[place[-1]]}]))


def swapped(plan: Node, place: Place, draw: st.DataObject) -> None:
    """With what stands under the same name elsewhere, so that no value becomes a protocol word."""
    other = draw.draw(st.sampled_from([one for one in places(plan) if one[-1] == place[-1]]))
    if other[: len(place)] != place and place[: len(other)] != other:
        here, there = at(plan, place[:-1]), at(plan, other[:-1])
        here[place[-1]], there[other[-1]] = there[other[-1]], here[place[-1]]


def misled(plan: Node, place: Place, draw: st.DataObject) -> None:
    """References to nothing, to other things and in circles."""
    told = [one for one in places(plan) if one[-1] == "references"]
    texts = [
        "aws_lb_target_group.nothing.arn",
        "module.x.y",
        "each.value",
        "count.index",
        "local.x",
        "var.x",
        "module.x",
        "",
    ]
    texts += [
        text for one in told if isinstance(at(plan, one), list) for text in at(plan, one) if isinstance(text, str)
    ]
    if told:
        found = draw.draw(st.lists(st.sampled_from(texts), max_size=4))
        one = draw.draw(st.sampled_from(told))
        at(plan, one[:-1])["references"] = found


def readdressed(plan: Node, place: Place, draw: st.DataObject) -> None:
    found = plan.get("resource_changes")
    changes = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    if changes:
        one, other = draw.draw(st.sampled_from(changes)), draw.draw(st.sampled_from(changes))
        one["address"] = other.get("address")


MUTATIONS: list[Callable[[Node, Place, st.DataObject], None]] = [
    *(drop, copied, retyped, retyped, nested, swapped, misled, readdressed)
]


def mutated(plan: Node, draw: st.DataObject) -> bytes:
    for _ in range(draw.draw(st.integers(1, 4))):
        found = list(places(plan))
        if found:
            draw.draw(st.sampled_from(MUTATIONS))(plan, draw.draw(st.sampled_from(found)), draw)
    return json.dumps(plan).replace(f'"{DEEP}"', "[" * 5000 + "]" * 5000).encode()


def spied(node: Node, name: str = "") -> Node:
    """The document with a secret in every text that is the value of anything but protocol words and ports."""
    if isinstance(node, dict):
        return {key: spied(value, name if key == "constant_value" else key) for key, value in node.items()}
    if isinstance(node, list):
        return [spied(item, name) for item in node]
    if isinstance(node, str) and name == "target":
        return f"{node.partition('/')[0]}/{CANARY}"
    return CANARY if isinstance(node, str) and name not in TOLD else node


def with_secrets(plan: Node) -> Node:
    """Secrets in all values, of the configuration and of the prior state too; names and references stay."""
    for change in plan["resource_changes"]:
        for part in ("before", "after"):
            change["change"][part] = spied(change["change"].get(part))
    for variable in plan.get("variables", {}).values():
        variable["value"] = spied(variable.get("value"))
    for place in [one for one in places(plan) if one[-1] in ("constant_value", "values", "default", "description")]:
        owner, key = at(plan, place[:-1]), place[-1]
        name = str(place[-2]) if key == "constant_value" else ""
        owner[key] = spied(owner[key], name) if name != "mode" else owner[key]
    return plan


# What is demanded of it.


def reported(data: bytes) -> Report:
    """Read as the command line does; the report is held to what every report promises."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "plan.json"
        file.write_bytes(data)
        found = read_documents([str(file)], Options(cache=False))
    report = evaluate(found.graphs, Settings(), files=found.files, problems=found.problems)
    count = report.ledger
    assert count.listeners == count.judged + count.no_route + count.undecided + count.unlinked + count.not_covered
    assert count.routes == count.ok + count.violations + count.routes_undecided
    assert count.listeners == len(report.listeners)
    assert count.routes == len(report.routes)
    assert all(problem.reason for problem in report.errors)
    assert found.graphs or report.errors
    return report


def shown(report: Report) -> str:
    return text.render(report, Style()) + json_report.render(report, Style()) + table.render(report, Style())


@fuzzed(250)
@given(cases, st.data())
def test_a_mutated_plan_is_judged_or_refused_and_tells_no_secret(case: str, draw: st.DataObject) -> None:
    assert CANARY not in shown(reported(mutated(with_secrets(plan_of(case)), draw)))


@pytest.mark.parametrize("case", sorted(PLANS))
def test_no_value_but_protocol_words_and_ports_is_told(case: str) -> None:
    plan = plan_of(case)
    before = reported(json.dumps(plan).encode())
    after = reported(json.dumps(with_secrets(plan)).encode())
    assert CANARY not in shown(after)
    assert len(after.listeners) == len(before.listeners)


@pytest.mark.parametrize("case", sorted(PLANS))
def test_a_sensitive_protocol_word_is_not_told(case: str) -> None:
    plan = plan_of(case)
    for change in plan["resource_changes"]:
        for place in [one for one in places(change["change"]["after"]) if one[-1] in TOLD]:
            if isinstance(at(change["change"]["after"], place), str):
                at(change["change"]["after"], place[:-1])[place[-1]] = CANARY
        change["change"]["after_sensitive"] = True
    assert CANARY not in shown(reported(json.dumps(plan).encode()))


def verdicts(report: Report) -> dict[tuple[str | None, str | None], set[str]]:
    """What became of each pair of listener and backend; a double word has two routes between them.

    A word that the provider refuses is left out: what is not known yet is none, since the plan was made.
    """
    found: dict[tuple[str | None, str | None], set[str]] = {}
    for route in (one for one in report.routes if one.verdict is not Verdict.PROTOCOL_UNKNOWN):
        found.setdefault((route.listener.address, route.backend.address), set()).add(
            "wrong" if route.verdict.violation else str(route.verdict)
        )
    return found


def hidden(plan: Node, draw: st.DataObject) -> None:
    """A value that the plan knows is made of something unknown: in the change, and in the configuration where it has it."""
    changes = [one for one in plan["resource_changes"] if one["mode"] == "managed" and one["change"]["after"]]
    one = draw.draw(st.sampled_from(changes))
    after = one["change"]["after"]
    known = [
        place
        for place in places(after)
        if isinstance(place[-1], str) and not isinstance(at(after, place), (dict, list))
    ]
    known = [place for place in known if place[-1] not in MORE_ALLOWED]
    place = draw.draw(st.sampled_from([place for place in known if place[-1] in TOLD] or known))
    del at(after, place[:-1])[place[-1]]
    one["change"]["after_unknown"] = with_unknown(one["change"]["after_unknown"], place)
    source = UNKNOWN | {"module_address": one.get("module_address", "")}
    source["address"] = f"{source['module_address']}.terraform_data.unknown".lstrip(".")
    plan["resource_changes"].append(source)
    for body in bodies(plan, one, place):
        body[place[-1]] = {"references": ["terraform_data.unknown.output", "terraform_data.unknown"]}


# A balancer whose type is not known is taken for one that has such listeners; whether two listeners share a port that is
# not known is not asked.
MORE_ALLOWED = ("load_balancer_type", "instance_port")
UNKNOWN = {"mode": "managed", "type": "terraform_data", "name": "unknown"} | {
    "change": {"actions": ["create"], "after": {}, "after_unknown": {"output": True}}
}


def with_unknown(shape: Node, place: Place) -> Node:
    """``after_unknown`` with true at that place."""
    if not place or shape is True:
        return True
    first, *rest = place
    if isinstance(first, int):
        items = shape if isinstance(shape, list) else []
        items = [*items, *[{}] * (first + 1 - len(items))]
        return [*items[:first], with_unknown(items[first], tuple(rest)), *items[first + 1 :]]
    inner = shape if isinstance(shape, dict) else {}
    return inner | {first: with_unknown(inner.get(first), tuple(rest))}


def bodies(plan: Node, change: Node, place: Place) -> list[Node]:
    """The blocks of the configuration that may set what stands at that place of a change."""
    module = plan["configuration"]["root_module"]
    for step in re.findall(r"module\.(\w+)", change.get("module_address", "")):
        module = module["module_calls"][step]["module"]
    block = f"{change['type']}.{change['name']}"
    found = [one.get("expressions", {}) for one in module["resources"] if one["address"] == block]
    for name in (key for key in place[:-1] if isinstance(key, str)):
        inner = [body.get(name, []) for body in found]
        found = [body for one in inner for body in (one if isinstance(one, list) else [one])]
    return found


@fuzzed(120)
@given(cases, st.data())
def test_knowing_less_never_turns_a_verdict_around(case: str, draw: st.DataObject) -> None:
    """What was wrong is not ok for a value less, and what was ok is not wrong."""
    plan = plan_of(case)
    before = reported(json.dumps(plan).encode())
    hidden(plan, draw)
    after = reported(json.dumps(plan).encode())
    known, guessed = verdicts(before), verdicts(after)
    for pair in known.keys() & guessed.keys():
        assert not ("wrong" in known[pair] and guessed[pair] == {"ok"}), pair
        assert not (known[pair] == {"ok"} and "wrong" in guessed[pair]), pair
    wrong = {pair[0] for pair, found in known.items() if "wrong" in found}
    assert wrong.isdisjoint(fine(after)), "a wrong listener is fine for a value less"


def fine(report: Report) -> set[str | None]:
    """The listeners that were judged, with nothing wrong."""
    wrong = {route.listener.address for route in report.routes if route.verdict.violation}
    told = {one.location.address for one in report.findings if one.kind}
    return {one.address for one in report.listeners if one.status == "judged"} - wrong - told


@fuzzed(100)
@given(cases, st.data())
def test_without_its_backend_a_listener_is_not_fine(case: str, draw: st.DataObject) -> None:
    plan = plan_of(case)
    before = reported(json.dumps(plan).encode())
    own = {route.listener.address for route in before.routes}
    ends = sorted(
        {block_of(route.backend.address) for route in before.routes if route.backend.address not in {*own, None}}
    )
    assume(ends)
    gone = draw.draw(st.sampled_from(ends))
    plan["resource_changes"] = [one for one in plan["resource_changes"] if block_of(one["address"]) != gone]
    plan.pop("prior_state", None)
    alone = {route.listener.address for route in before.routes if block_of(route.backend.address) == gone}
    after = reported(json.dumps(plan).encode())
    assert alone.isdisjoint(fine(after))


def block_of(address: str | None) -> str:
    """An address without the keys of its instance and of its entry."""
    return re.sub(r"\[[^]]*\]|[:#].*", "", address or "")


@fuzzed(60)
@given(cases, st.data())
def test_neither_order_nor_copies_nor_strangers_change_the_report(case: str, draw: st.DataObject) -> None:
    plan = plan_of(case)
    before = shown(reported(json.dumps(plan).encode()))
    changes = plan["resource_changes"]
    stranger = {
        "address": "x_y.z",
        "mode": "managed",
        "type": "x_y",
        "name": "z",
        "change": {"actions": ["create"], "after": {}},
    }
    copies = draw.draw(st.lists(st.sampled_from(changes), max_size=2)) if changes else []
    plan["resource_changes"] = draw.draw(st.permutations([*changes, *copies, stranger]))
    data = json.dumps(plan, sort_keys=draw.draw(st.booleans()), indent=draw.draw(st.sampled_from([None, 1])))
    assert shown(reported(data.encode())) == before
